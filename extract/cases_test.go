package extract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"trends/trends"
)

// update is read by the tests that keep what they want in files.
var update = flag.Bool("update", false, "write what the tests got as what they want")

// TestTag tags the made-up postings of testdata/tag. A file holds the title, the text, and what is wanted: a line for
// each mention (skill, level, text), one for each exclusion (skill, why, text), and the facts of the posting.
func TestTag(t *testing.T) {
	names, err := filepath.Glob("testdata/tag/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	tax := small(t)
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			title, text, want := strings.TrimSuffix(section(ar, "title"), "\n"), section(ar, "text"), section(ar, "want")
			got := describe(title+"\n"+text, tax.Tag(title, text))
			if *update {
				ar.Files[len(ar.Files)-1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("tags (-want +got):\n%s", diff)
			}
		})
	}
}

func section(ar *txtar.Archive, name string) string {
	for _, f := range ar.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// describe writes tags one fact a line.
func describe(full string, tags trends.Tags) string {
	var b strings.Builder
	for _, m := range tags.Mentions {
		fmt.Fprintf(&b, "%s %s %q\n", m.Skill, m.Level, full[m.Start:m.End])
	}
	for _, e := range tags.Excluded {
		fmt.Fprintf(&b, "not %s: %s %q\n", e.Skill, e.Why, full[e.Start:e.End])
	}
	fmt.Fprintf(&b, "roles %v, seniority %v, %s, %s, language %q\n", tags.Roles, tags.Seniority, tags.Remote, tags.Scope, tags.Language)
	if p := tags.Pay; p != nil {
		fmt.Fprintf(&b, "pay %g-%g %s a %s\n", p.Min, p.Max, p.Currency, p.Period)
	}
	return b.String()
}
