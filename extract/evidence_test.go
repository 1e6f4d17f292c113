package extract

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"trends/trends"
)

func TestEvidence(t *testing.T) {
	read := func(name string, f func([]byte)) {
		b, err := os.Open("../../shared/labelled/" + name)
		if err != nil {
			t.Skip(err)
		}
		defer b.Close()
		sc := bufio.NewScanner(b)
		sc.Buffer(nil, 1<<22)
		for sc.Scan() {
			f(sc.Bytes())
		}
	}
	type ad struct{ ID, Title, Text string }
	ads := map[string]ad{}
	read("postings.jsonl", func(b []byte) { var a ad; json.Unmarshal(b, &a); ads[a.ID] = a })
	a, _ := os.ReadFile("testdata/small.yaml")
	b, _ := os.ReadFile("../data/context.yaml")
	tx, err := Parse(File{"small.yaml", a}, File{"context.yaml", b})
	if err != nil {
		t.Fatal(err)
	}
	n, ok := 0, 0
	conf := map[string]int{}
	var out strings.Builder
	read("labels.jsonl", func(b []byte) {
		var g struct {
			ID     string
			Skills map[string][]string
		}
		json.Unmarshal(b, &g)
		a := ads[g.ID]
		r := reading{scratch: new(scratch), t: tx, s: a.Title + "\n" + a.Text, title: len(a.Title)}
		r.toks = tx.words.scan(r.s, nil)
		r.addresses()
		r.split()
		r.findCues()
		r.sections()
		r.findTitles()
		for id, v := range g.Skills {
			best := trends.LevelNone
			var where, sec string
			for at := 0; ; {
				i := strings.Index(r.s[at:], v[1])
				if i < 0 {
					break
				}
				i += at
				at = i + 1
				k := candidate{from: -1}
				for j, tk := range r.toks {
					if int(tk.start) >= i && int(tk.end) <= i+len(v[1]) {
						if k.from < 0 {
							k.from = int32(j)
						}
						k.to = int32(j + 1)
					}
				}
				if k.from < 0 {
					continue
				}
				if l := r.level(&k); l > best {
					best = l
					where = Sentence(r.s, i, i+len(v[1]))
					sec = sectionName(int(r.sents[r.sentenceOf(k.from)].section))
				}
			}
			n++
			conf[v[0]+">"+best.String()]++
			if best.String() == v[0] {
				ok++
			} else {
				fmt.Fprintf(&out, "%s %s want %s got %s in %s [%s]: %q\n", g.ID, id, v[0], best, sec, v[1], where)
			}
		}
	})
	os.WriteFile("/tmp/ev/levels.txt", []byte(out.String()), 0o666)
	t.Logf("level at evidence %.3f of %d %v", float64(ok)/float64(n), n, conf)
}
