package eval_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/extract/eval"
	"trends/trends"
)

func read(t *testing.T, files ...string) *eval.Set {
	t.Helper()
	set := &eval.Set{}
	for i := 0; i < len(files); i += 2 {
		set.Read(files[i], strings.NewReader(files[i+1]))
	}
	return set
}

func TestRead(t *testing.T) {
	want := []*eval.Case{{ID: "a", Title: "Engineer", Body: "We write Go.", Format: trends.FormatText, Skills: map[string]trends.Level{"go": trends.LevelRequired, "rust": trends.LevelPreferred},
		Roles: []string{"software_engineer"}, Seniority: []string{}, Remote: trends.RemoteHybrid, Pay: &trends.Pay{Max: 9, Currency: "EUR", Period: "hour"}, PayKnown: true}}
	lines := `{"id":"a","skills":{"go":["required","Go"],"rust":"preferred"},"roles":["software_engineer"],"seniority":[],"remote":"hybrid","salary":{"min":null,"max":9,"currency":"EUR","period":"hour"}}`
	list := "- id: a\n  title: Engineer\n  text: We write Go.\n  skills: {go: required, rust: preferred}\n  roles: [software_engineer]\n  seniority: []\n  remote: hybrid\n  salary: {max: 9, currency: EUR, period: hour}\n"
	for name, set := range map[string]*eval.Set{
		"two files": read(t, "p.jsonl", `{"id":"a","title":"Engineer","text":"We write Go."}`+"\n"+`{"id":"b","text":""}`, "l.jsonl", lines),
		"a list":    read(t, "gold.yaml", list),
	} {
		got, _, err := set.Cases(nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got[0].At == "" {
			t.Errorf("%s: the case does not say where it stands", name)
		}
		got[0].At = ""
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestReadMistakes(t *testing.T) {
	known := func(kind, id string) bool { return id == "go" || id == "ml_engineer" }
	for _, c := range []struct{ name, text, want string }{
		{"f.jsonl", "{", "f.jsonl:1: not a labelled posting: "},
		{"f.jsonl", `{"text":"x"}`, "f.jsonl:1: a record needs an id"},
		{"f.jsonl", `{"id":"a","text":"x"}` + "\n\n" + `{"id":"a","text":"y"}`, "f.jsonl:3: the posting a is there twice"},
		{"f.jsonl", `{"id":"a","text":"x","skills":{}}` + "\n" + `{"id":"a","skills":{}}`, "f.jsonl:2: the posting a is labelled twice"},
		{"f.jsonl", `{"id":"a","text":"x","skills":{"go":"badly"}}`, `skill go: level "badly" is not known`},
		{"f.jsonl", `{"id":"a","text":"x","skills":{"go":["required"]},"remote":"moon"}`, `remote "moon" is not known`},
		{"f.jsonl", `{"id":"a","text":"x","skills":{},"scope":"some"}`, `scope "some" is not known`},
		{"f.jsonl", `{"id":"a","text":"x","skills":{"gopher":"required"}}`, `f.jsonl:1: skill "gopher" is not in the taxonomy`},
		{"f.jsonl", `{"id":"a","text":"x","skills":{},"roles":["boss"]}`, `f.jsonl:1: role "boss" is not known`},
		{"f.jsonl", `{"id":"a","skills":{}}`, "labels without a posting: a: name the file"},
		{"f.yaml", "a: b", "f.yaml: not a list of labelled postings: "},
		{"f.yaml", "- id: [a]", "f.yaml:1: "},
	} {
		if _, _, err := read(t, c.name, c.text).Cases(known); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.text, err, c.want)
		}
	}
}

func TestScore(t *testing.T) {
	mention := func(skill string, l trends.Level) trends.Mention { return trends.Mention{Skill: skill, Level: l} }
	c := &eval.Case{ID: "a", Skills: map[string]trends.Level{"go": trends.LevelRequired, "rust": trends.LevelPreferred, "sql": trends.LevelMentioned},
		Roles: []string{"ml_engineer"}, Seniority: []string{}, Remote: trends.RemoteRemote, PayKnown: true, Scope: trends.ScopeAll}
	tags := &trends.Tags{Mentions: []trends.Mention{mention("go", trends.LevelRequired), mention("rust", trends.LevelRequired), mention("c", trends.LevelMentioned)},
		Roles: []string{"ml_engineer", "manager"}, Remote: trends.RemoteRemote, Pay: &trends.Pay{Min: 1, Max: 1, Period: "hour"}, Scope: trends.ScopeAll}
	var s eval.Score
	s.Add(c, tags)
	for kind, want := range map[string]eval.Count{
		eval.KindSkill: {TP: 2, FP: 1, FN: 1}, eval.KindLevel: {TP: 1, FP: 1, FN: 1}, eval.KindRole: {TP: 1, FP: 1}, eval.KindRemote: {TP: 1},
		eval.KindPay: {FP: 1}, eval.KindScope: {}, eval.KindLanguage: {},
	} {
		if got := s.Total(kind).Count; got != want {
			t.Errorf("%s: %+v, want %+v", kind, got, want)
		}
	}
	var got []string
	for _, m := range s.Mistakes {
		got = append(got, m.String())
	}
	want := []string{"a: skill c: not labelled, tagged mentioned", "a: level rust: labelled preferred, tagged required", "a: skill sql: labelled mentioned, not tagged",
		"a: role manager: not labelled, tagged manager", "a: pay: not labelled, tagged 1-1/hour"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
	m := s.Total(eval.KindSkill)
	if p := float64(m.Precision); math.Abs(p-2.0/3) > 1e-15 || m.PrecisionLow >= m.Precision || m.PrecisionHigh <= m.Precision || math.Abs(m.F1()-2.0/3) > 1e-15 {
		t.Errorf("measure %+v", m)
	}
	if each := s.Each(eval.KindSkill); each[0].Name != "c" || each[1].Name != "sql" || each[2].Name != "go" {
		t.Errorf("not by mistakes, then name: %+v", each)
	}
	if f1, n := s.MacroF1(); n != 0 || !math.IsNaN(f1) {
		t.Errorf("mean F1 %v over %d skills without enough labels", f1, n)
	}
}

// A case stays in its part when others are added, and all parts are about as large.
func TestPart(t *testing.T) {
	var n [3]int
	for i := range 3000 {
		c := eval.Case{ID: strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i/26)}
		n[c.Part(3)]++
	}
	for _, k := range n {
		if k < 700 {
			t.Errorf("parts %v", n)
		}
	}
}

// FuzzRead checks that no bytes make the reader panic, and that what it takes for cases can be scored.
func FuzzRead(f *testing.F) {
	f.Add("l.jsonl", `{"id":"a","text":"x","skills":{"go":["required"]},"salary":{"min":1}}`)
	f.Add("l.yaml", "- {id: a, text: x, skills: {go: required}, roles: [b], remote: hybrid}\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		set := &eval.Set{}
		set.Read(name, strings.NewReader(text))
		list, _, _ := set.Cases(nil)
		var s eval.Score
		for _, c := range list {
			s.Add(c, &trends.Tags{})
		}
		s.Totals()
	})
}
