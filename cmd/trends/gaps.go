package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trends/extract"
	"trends/trends"
	"trends/trends/store"
	"trends/trends/write"
)

func (a *app) gapsCommand() *cobra.Command {
	var o gapOptions
	c := &cobra.Command{
		Use:   "gaps",
		Short: "List frequent terms that may be skills and that the taxonomy lacks",
		Long: `gaps reads the stored texts for names that stand among skills and that no entry of the taxonomy covers, and lists those that
most openings name, with the number of employers and two of the sentences. What is a skill of them is for a person to decide: add it to
a file of your own and name that under "taxonomy" in the configuration.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := knownFormat(o.format); err != nil {
				return err
			}
			if err := oneOf("scope", o.scope, string(trends.ScopeML), string(trends.ScopeAll)); err != nil {
				return err
			}
			return a.gaps(c.Context(), o)
		},
	}
	f := c.Flags()
	registerFormat(c, &o.format)
	f.StringVar(&o.scope, "scope", string(trends.ScopeML), "ml or all")
	f.IntVar(&o.top, "top", 50, "so many terms; 0 is all")
	f.IntVar(&o.employers, "min-employers", 3, "only terms that so many employers name")
	return c
}

type gapOptions struct {
	format, scope  string
	top, employers int
}

// gapTerm is what is known of one term of gaps.
type gapTerm struct {
	spelt     map[string]int // spellings, with the number of openings
	openings  map[int64]bool
	employers map[string]bool
	sentences []string
}

func (a *app) gaps(ctx context.Context, o gapOptions) error {
	conf, tax, err := a.configured(nil)
	if err != nil {
		return err
	}
	db, err := a.openExisting(ctx, conf)
	if err != nil {
		return err
	}
	defer db.Close()
	terms := map[string]*gapTerm{}
	progress, read := a.progress("gaps"), 0
	type found struct {
		row  store.Row
		text string
		gaps []extract.Gap
	}
	err = ordered(runtime.GOMAXPROCS(0), chunked(tagTogether, func(emit func(store.Row) error) error { return db.Postings(ctx, true, emit) }), func(rows []store.Row) []found {
		var out []found
		for _, row := range rows {
			text := extract.Text(row.Posting.Body, row.Posting.Format)
			gaps, scope := tax.Gaps(row.Posting.Title, text)
			if o.scope == string(trends.ScopeAll) || scope == trends.ScopeML {
				out = append(out, found{row, text, gaps})
			}
		}
		return out
	}, func(list []found) error {
		for i := range list {
			f := &list[i]
			for _, g := range f.gaps {
				countGap(terms, g, &f.row, f.text)
			}
		}
		read += len(list)
		progress.set(read)
		return nil
	})
	progress.end()
	if err != nil {
		return fmt.Errorf("gaps: %w", err)
	}
	return gapTable(terms, o).Write(a.out, o.format, a.style())
}

// countGap adds one place to its term. The first two sentences of different employers are kept.
func countGap(terms map[string]*gapTerm, g extract.Gap, row *store.Row, text string) {
	key := strings.ToLower(g.Term)
	t := terms[key]
	if t == nil {
		t = &gapTerm{spelt: map[string]int{}, openings: map[int64]bool{}, employers: map[string]bool{}}
		terms[key] = t
	}
	if t.openings[row.Opening] {
		return
	}
	t.openings[row.Opening] = true
	t.spelt[g.Term]++
	if employer := trends.EmployerKey(row.Posting.Employer); employer != "" && !t.employers[employer] {
		t.employers[employer] = true
		if len(t.sentences) < 2 {
			t.sentences = append(t.sentences, extract.Sentence(row.Posting.Title+"\n"+text, g.Start, g.End))
		}
	}
}

func gapTable(terms map[string]*gapTerm, o gapOptions) *write.Table {
	var keys []string
	for key, t := range terms {
		if len(t.employers) >= o.employers {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(len(terms[b].openings)-len(terms[a].openings), len(terms[b].employers)-len(terms[a].employers), cmp.Compare(a, b))
	})
	if o.top > 0 && len(keys) > o.top {
		keys = keys[:o.top]
	}
	t := &write.Table{Columns: []string{"term", "openings", "employers", "sentence", "sentence_2"}, Heads: []string{"term", "openings", "employers", "sentences", ""},
		Right: []bool{false, true, true, false, false}}
	for _, key := range keys {
		g := terms[key]
		best := ""
		for spelt, n := range g.spelt {
			if m := g.spelt[best]; n > m || n == m && spelt < best {
				best = spelt
			}
		}
		s := append(slices.Clone(g.sentences), "", "")
		t.Rows = append(t.Rows, []string{best, fmt.Sprint(len(g.openings)), fmt.Sprint(len(g.employers)), s[0], s[1]})
		t.Machine = append(t.Machine, []any{best, len(g.openings), len(g.employers), s[0], s[1]})
	}
	return t
}
