package extract

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestDebug(t *testing.T) {
	id := os.Getenv("DEBUG_ID")
	if id == "" {
		t.Skip()
	}
	a, _ := os.ReadFile("testdata/small.yaml")
	b, _ := os.ReadFile("../data/context.yaml")
	tx, err := Parse(File{"small.yaml", a}, File{"context.yaml", b})
	if err != nil {
		t.Fatal(err)
	}
	names := map[cue]string{}
	for n, c := range cueNames() {
		names[c] = n
	}
	p, _ := os.ReadFile("../../shared/labelled/postings.jsonl")
	for _, l := range strings.Split(string(p), "\n") {
		var a struct{ ID, Title, Text string }
		if json.Unmarshal([]byte(l), &a) != nil || a.ID != id {
			continue
		}
		r := reading{scratch: new(scratch), t: tx, s: a.Title + "\n" + a.Text, title: len(a.Title)}
		r.toks = tx.words.scan(r.s, nil)
		r.addresses()
		r.split()
		r.findCues()
		r.sections()
		r.findTitles()
		for _, s := range r.sents {
			if s.to == s.from {
				continue
			}
			fmt.Printf("%3d %-12s b=%v h=%v %.150q", s.line, sectionName(int(s.section)), s.bullet, s.heading, r.s[r.toks[s.from].start:r.toks[s.to-1].end])
			for _, m := range r.marksIn(s.from, s.to) {
				if m.kind != cueFill && m.kind != cueStop {
					fmt.Printf(" <%s:%s>", names[m.kind], r.s[r.toks[m.from].start:r.toks[m.to-1].end])
				}
			}
			fmt.Println()
		}
		for _, sg := range r.segs {
			fmt.Printf("SEG %v %q %v\n", sg.offered, r.s[r.toks[sg.from].start:r.toks[sg.to-1].end], r.segmentRoles(&sg, nil))
		}
	}
}
