package extract_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"trends/data"
	"trends/extract"
)

func TestZtax2(t *testing.T) {
	sets, _ := os.ReadFile("/tmp/tax/part2_sets.yaml")
	b, _ := os.ReadFile("/tmp/tax/part2.yaml")
	s := "format: 1\nsets:\n" + string(sets) + "skills:\n"
	for _, id := range strings.Fields("sql java python scala php javascript llm transformers search_ranking machine_learning data_science") {
		s += "  - {id: " + id + ", name: x, group: x, section: x, forms: [zz" + strings.ReplaceAll(id, "_", "") + "]}\n"
	}
	s = strings.Replace(s, "forms: [zzpython]", "forms: [python]", 1)
	s = strings.Replace(s, "forms: [zzsql]", "forms: [sql]", 1)
	s = strings.Replace(s, "forms: [zzjava]", "forms: [java]", 1)
	s = strings.Replace(s, "forms: [zzllm]", "forms: [llm, llms]", 1)
	s = strings.Replace(s, "forms: [zzjavascript]", "forms: [javascript]", 1)
	s = strings.Replace(s, "forms: [zzmachinelearning]", "forms: [machine learning]", 1)
	s += string(b)
	os.WriteFile("/tmp/tax/part2_full.yaml", []byte(s), 0o644)
	tax, err := extract.Parse(extract.File{Name: "part2_full.yaml", Data: []byte(s)}, extract.File{Name: "context.yaml", Data: data.Context})
	if err != nil {
		fmt.Println(err)
		t.FailNow()
	}
	if err := tax.Lint(); err != nil {
		fmt.Println(err)
		t.Fail()
	}
}

func TestZeval2(t *testing.T) {
	name := os.Getenv("ZTAX")
	b, _ := os.ReadFile(name)
	tax, err := extract.Parse(extract.File{Name: "x.yaml", Data: b}, extract.File{Name: "context.yaml", Data: data.Context})
	if err != nil {
		fmt.Println(err)
		t.FailNow()
	}
	mine := map[string]bool{}
	pb, _ := os.ReadFile("/tmp/tax/part2.yaml")
	for _, l := range strings.Split(string(pb), "\n") {
		if strings.HasPrefix(l, "  - id: ") {
			mine[l[8:]] = true
		}
	}
	ads := lines[ad](t, "/work/shared/labelled/postings.jsonl")
	golds := map[string]gold{}
	for _, g := range lines[gold](t, "/work/shared/labelled/labels.jsonl") {
		golds[g.ID] = g
	}
	per := map[string]*score{}
	var all score
	for _, a := range ads {
		g := golds[a.ID]
		tags := tax.Tag(a.Title, a.Text)
		full := a.Title + "\n" + a.Text
		_ = full
		got := map[string]string{}
		for _, m := range tags.Mentions {
			if _, ok := got[m.Skill]; !ok && mine[m.Skill] {
				got[m.Skill] = fmt.Sprintf("%v", m)
			}
		}
		for id := range mine {
			if per[id] == nil {
				per[id] = &score{}
			}
			_, want := g.Skills[id]
			_, has := got[id]
			switch {
			case want && has:
				per[id].tp++
				all.tp++
			case want:
				per[id].fn++
				all.fn++
				why := ""
				for _, e := range tags.Excluded {
					if e.Skill == id {
						why += " {" + e.Why + " " + e.Rule + "}"
					}
				}
				fmt.Printf("MISS %-22s %s %q%s\n", id, a.ID, g.Skills[id][1], why)
			case has:
				per[id].fp++
				all.fp++
				fmt.Printf("EXTRA %-22s %s %s\n", id, a.ID, got[id])
			}
		}
	}
	fmt.Println("ALL", all)
}
