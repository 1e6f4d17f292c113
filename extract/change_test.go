package extract_test

import (
	"strings"
	"testing"

	"trends/data"
	"trends/extract"
)

// TestSince changes the shipped taxonomy in one place, and asks what that can touch.
func TestSince(t *testing.T) {
	old := shipped(t)
	context := extract.File{Name: "context.yaml", Data: data.Context}
	own := func(text string) extract.File { return extract.File{Name: "own.yaml", Data: []byte(text)} }
	for _, c := range []struct {
		name    string
		files   []extract.File
		says    string
		touched []string // texts that the change can touch
		not     []string
	}{
		{"a new skill", []extract.File{context, own("skills: [{id: quuxdb, name: Quux DB, forms: [quuxdb, quux store]}]")}, "skills: 1 added (quuxdb)",
			[]string{"We run QuuxDB.", "A quux-store in Python."}, []string{"We run Python.", ""}},
		{"more forms", []extract.File{context, own("skills: [{id: rust, forms: [ferris]}]")}, "skills: 1 changed (rust)",
			[]string{"We like ferris.", "We write Rust."}, []string{"We write Go."}},
		{"a name", []extract.File{context, own("skills: [{id: rust, name: The Rust language, yes: [\"We write Rust.\"]}]")}, "no skill differs", nil, []string{"We write Rust."}},
		{"a list that conditions use", []extract.File{context, own("sets: {languages: [quuxlang]}")}, "changed (", []string{"We write Rust."}, []string{"We like tea."}},
		{"the context", []extract.File{context, own("levels: {preferred: [quuxly]}")}, "the engine or the context file differs", []string{"We like tea."}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := append([]extract.File{{Name: "taxonomy.yaml", Data: data.Taxonomy}}, c.files...)
			tax, err := extract.Parse(files...)
			if err != nil {
				t.Fatal(err)
			}
			for _, change := range []*extract.Change{tax.Since(old.Parts(), old.Rules()), old.Since(tax.Parts(), tax.Rules())} {
				if got := strings.NewReplacer("removed", "added").Replace(change.String()); !strings.Contains(got, c.says) {
					t.Errorf("says %q, want %q", got, c.says)
				}
				for _, text := range c.touched {
					if !change.Touches("", text) {
						t.Errorf("cannot touch %q", text)
					}
				}
				for _, text := range c.not {
					if change.Touches("", text) {
						t.Errorf("can touch %q", text)
					}
				}
			}
		})
	}
	if c := old.Since(nil, nil); !c.General {
		t.Error("without parts, everything can be touched")
	}
}
