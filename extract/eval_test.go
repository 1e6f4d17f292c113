package extract_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"trends/data"
	"trends/data/shared"
	"trends/extract"
	"trends/extract/eval"
	"trends/trends"
)

// shipped parses the shipped files; TAXONOMY names another taxonomy while one is being written.
func shipped(t testing.TB) *extract.Taxonomy {
	t.Helper()
	files := []extract.File{{Name: "taxonomy.yaml", Data: data.Taxonomy}, {Name: "context.yaml", Data: data.Context}}
	if name := os.Getenv("TAXONOMY"); name != "" {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[0] = extract.File{Name: name, Data: b}
	}
	tax, err := extract.Parse(files...)
	if err != nil {
		t.Fatal(err)
	}
	return tax
}

// cases reads labelled postings.
func cases(t testing.TB, set *eval.Set) []*eval.Case {
	t.Helper()
	list, _, err := set.Cases(nil)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// measure tags cases, and logs every mistake with its sentence.
func measure(t testing.TB, tax *extract.Taxonomy, list []*eval.Case) *eval.Score {
	t.Helper()
	s := &eval.Score{}
	for _, c := range list {
		text := extract.Text(c.Body, c.Format)
		tags := tax.Tag(c.Title, text)
		before := len(s.Mistakes)
		s.Add(c, &tags)
		for _, m := range s.Mistakes[before:] {
			t.Logf("%s %s%s", m.At, m, evidence(c.Title+"\n"+text, &tags, m))
		}
	}
	for _, m := range s.Totals() {
		t.Logf("%-9s %4d labels  precision %.3f (%.3f to %.3f)  recall %.3f (%.3f to %.3f)  F1 %.3f", m.Kind, m.Labels(),
			m.Precision, m.PrecisionLow, m.PrecisionHigh, m.Recall, m.RecallLow, m.RecallHigh, m.F1())
	}
	return s
}

// evidence is where the text names the skill of a mistake, counted or not.
func evidence(full string, tags *trends.Tags, m eval.Mistake) (out string) {
	if m.Kind != eval.KindSkill && m.Kind != eval.KindLevel {
		return ""
	}
	for _, x := range tags.Mentions {
		if x.Skill == m.Name {
			out += fmt.Sprintf("\n\t%s: %q", x.Rule, extract.Sentence(full, x.Start, x.End))
		}
	}
	for _, x := range tags.Excluded {
		if x.Skill == m.Name {
			out += fmt.Sprintf("\n\tnot counted, %s: %q", x.Why, extract.Sentence(full, x.Start, x.End))
		}
	}
	return out
}

// ambiguous lists the skills with names that mean other things, too: each must hold by itself.
func ambiguous() []string {
	return strings.Fields(`go r c rust spark swift ray react excel spring sas edge_computing embedded_systems transformers ai_agents
		fairness privacy_ml security math_optimization statistics testing agile ros julia mojo triton_lang snowflake docker azure
		python_web dbt`)
}

// TestGold holds the tagger to the made-up postings that ship with it.
func TestGold(t *testing.T) {
	var set eval.Set
	set.Read("gold.yaml", bytes.NewReader(data.Gold))
	list := cases(t, &set)
	tax := shipped(t)
	s := measure(t, tax, list)
	floor(t, "skills", s.Total(eval.KindSkill).F1(), 0.965)
	floor(t, "levels", s.Total(eval.KindLevel).F1(), 0.93)
	floor(t, "roles", s.Total(eval.KindRole).F1(), 0.89)
	floor(t, "seniority", s.Total(eval.KindSeniority).F1(), 0.90)
	floor(t, "remote", s.Total(eval.KindRemote).F1(), 0.97)
	for _, id := range ambiguous() {
		m := s.Of(eval.KindSkill, id)
		if m.TP+m.FP > 0 {
			floor(t, "precision of "+id, float64(m.Precision), 0.80) // each has few places here: one wrong of five
		}
	}
}

func floor(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(got >= want) {
		t.Errorf("%s: %.3f is below the floor of %.3f", what, got, want)
	}
}

// TestEvalLabelled measures on postings that people labelled.
func TestEvalLabelled(t *testing.T) {
	var set eval.Set
	for _, name := range []string{"postings.jsonl", "labels.jsonl"} {
		f, err := os.Open(shared.Path(t, "labelled", name))
		if err != nil {
			t.Fatal(err)
		}
		set.Read(name, f)
		f.Close()
	}
	s := measure(t, shipped(t), cases(t, &set))
	floor(t, "skills", s.Total(eval.KindSkill).F1(), 0.955)
	floor(t, "levels", s.Total(eval.KindLevel).F1(), 0.87)
	floor(t, "roles", s.Total(eval.KindRole).F1(), 0.90)
	floor(t, "seniority", s.Total(eval.KindSeniority).F1(), 0.92)
	floor(t, "remote", s.Total(eval.KindRemote).F1(), 0.94)
	floor(t, "pay", s.Total(eval.KindPay).F1(), 0.93)
}
