package extract_test

import (
	"slices"
	"testing"

	"trends/trends"
)

func TestGaps(t *testing.T) {
	tax := shipped(t)
	for _, c := range []struct {
		title, text string
		want        []string
	}{
		{"ML Engineer", "Requirements:\n- Python, Foobarium and Kubernetes", []string{"Foobarium"}},
		{"ML Engineer", "Requirements:\n- Python, quuxlib, Kubernetes\n- You like tea, cake and long walks", []string{"quuxlib"}},
		{"ML Engineer", "You train models in PyTorch on our QuuxCloud cluster.", []string{"QuuxCloud"}},
		{"ML Engineer", "You live in Quuxville and like it.", nil}, // no skill beside it
		{"ML Engineer", "Benefits:\n- Python courses at Quuxcamp", nil},
		{"ML Engineer", "Python: see https://quux.example.com/Foobarium.", nil},
		{"", "Quux Robotics | Berlin | Python and Foobarium", nil}, // a header line
		{"ML Engineer", "Wir suchen jemanden, der mit Python und Foobarium gut ist und auch sonst gern mit uns arbeitet.", nil},
	} {
		gaps, scope := tax.Gaps(c.title, c.text)
		var got []string
		for _, g := range gaps {
			got = append(got, g.Term)
			if full := c.title + "\n" + c.text; full[g.Start:g.End] != g.Term {
				t.Errorf("%q: the text at %d to %d is %q", g.Term, g.Start, g.End, full[g.Start:g.End])
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
		if c.want != nil && scope != trends.ScopeML {
			t.Errorf("%q: scope %s", c.text, scope)
		}
	}
}
