package extract_test

import (
	"os"
	"strings"
	"testing"

	"trends/data/shared"
	"trends/extract/eval"
	"trends/trends"
)

// TestScope measures the scope, on which every denominator rests, on posts that one reader judged (see testdata/scope.tsv).
func TestScope(t *testing.T) {
	text, err := os.ReadFile("testdata/scope.tsv")
	if err != nil {
		t.Fatal(err)
	}
	type judged struct{ scope, drawn, why string }
	wanted := map[string]judged{}
	for line := range strings.Lines(string(text)) {
		if f := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(f) == 4 {
			wanted[f[0]] = judged{f[1], f[2], f[3]}
		}
	}
	if len(wanted) < 300 {
		t.Fatalf("%d judged posts, want at least 300", len(wanted))
	}
	tax := shipped(t)
	all, uniform, fresh := &eval.Score{}, &eval.Score{}, &eval.Score{}
	shared.Corpora(t, func(p shared.Posting) {
		w, ok := wanted[p.ID]
		if !ok {
			return
		}
		c := &eval.Case{ID: p.ID, Scope: trends.Scope(w.scope)}
		tags := tax.Tag(p.Title, p.Text)
		all.Add(c, &tags)
		switch {
		case w.drawn == "uniform":
			uniform.Add(c, &tags)
		case strings.HasSuffix(w.drawn, "4"):
			fresh.Add(c, &tags)
		}
		if tags.Scope != c.Scope {
			t.Logf("%s: %s, tagged %s: %s", p.ID, c.Scope, tags.Scope, w.why)
		}
	})
	for drawn, s := range map[string]*eval.Score{"all": all, "uniform": uniform, "fresh": fresh} {
		m := s.Total(eval.KindScope)
		t.Logf("%-7s %d posts: precision %.3f (%.3f to %.3f), recall %.3f (%.3f to %.3f)", drawn, s.Postings, m.Precision, m.PrecisionLow,
			m.PrecisionHigh, m.Recall, m.RecallLow, m.RecallHigh)
	}
	m := all.Total(eval.KindScope)
	floor(t, "precision", float64(m.Precision), 0.95)
	floor(t, "recall", float64(m.Recall), 0.89)
}
