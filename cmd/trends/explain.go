package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trends/extract"
	"trends/trends"
	"trends/trends/store"
	"trends/trends/write"
)

func (a *app) explainCommand() *cobra.Command {
	var q queryFlags
	var f face
	var month string
	var cells bool
	c := &cobra.Command{
		Use:   "explain ID",
		Short: "The openings and sentences behind a number",
		Long: `explain lists the openings that a report counts for a skill, each with the sentences that name it and the rule that decided. There
are as many as the report prints. Employers whose name is written in several ways are listed below. --format csv or json adds source, id,
url, taxonomy, the hash of the delivered text, the employer as this ad writes it and as it is compared, and how many ads were joined.
--month lists one month of the series, --cells the source records that carry the trend.`,
		Example: `  trends explain rust
  trends explain rust --month 2026-03 --format csv`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return err
			}
			if _, ok := trends.MonthNumber(month); month != "" && !ok {
				return usageError{fmt.Errorf("--month %s: want a month such as 2026-03", month)}
			}
			d, err := a.load(c.Context(), &q)
			if err != nil {
				return err
			}
			id, err := d.find(args[0])
			if err != nil {
				return err
			}
			evidence := d.panel.Explain(d.query, id, month, cells)
			t, err := a.evidence(c.Context(), id, evidence)
			if err != nil {
				return err
			}
			note := ""
			if f.format == "table" {
				note = spellings(t)
				narrow(t)
			}
			return a.show(&f, func(w io.Writer, style write.Style) error {
				if err := t.Write(w, f.format, style); err != nil {
					return err
				}
				_, err := io.WriteString(w, note)
				return err
			})
		},
	}
	q.register(c)
	q.registerPeriod(c)
	f.register(c)
	flags := c.Flags()
	flags.StringVar(&month, "month", "", "`MONTH` of the series to explain (default the months that a report calls now)")
	flags.BoolVar(&cells, "cells", false, "list the source records of the window, which carry the trend")
	return c
}

// evidence fetches the texts behind the openings and cuts out the sentences.
func (a *app) evidence(ctx context.Context, skill string, list []trends.Evidence) (*write.Table, error) {
	db, err := a.openConfigured(ctx)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	ids := make([]int64, len(list))
	for i, e := range list {
		ids[i] = e.Posting
	}
	texts := map[int64]store.Text{}
	if err := db.Texts(ctx, ids, func(t store.Text) error {
		texts[t.Posting.Key()] = t
		return nil
	}); err != nil {
		return nil, err
	}
	t := &write.Table{Title: fmt.Sprintf("%s: %d openings", skill, len(list)),
		Columns: []string{"month", "employer", "title", "level", "sentence", "rule", "source", "id", "url", "taxonomy", "body",
			"written", "employer_key", "ads"}}
	for _, e := range list {
		found := texts[e.Posting]
		p := &found.Posting
		full := p.Title + "\n" + extract.Text(p.Body, p.Format)
		sentence, rule := "", ""
		for _, m := range found.Tags.Mentions {
			if m.Skill == skill && (sentence == "" || m.Level == e.Level && rule == "") {
				sentence, rule = extract.Sentence(full, m.Start, m.End), m.Rule
				if m.Level == e.Level {
					break
				}
			}
		}
		t.Rows = append(t.Rows, []string{e.Month, e.Employer, oneLine(p.Title), e.Level.String(), oneLine(sentence), rule, e.Source, p.ID, p.URL,
			found.Taxonomy, found.Hash, p.Employer, e.Key, strconv.Itoa(e.Ads)})
	}
	return t, nil
}

// spellings lists the employers of the rows whose names are written in several ways: their key, and the names.
func spellings(t *write.Table) string {
	written, key := slices.Index(t.Columns, "written"), slices.Index(t.Columns, "employer_key")
	names := map[string][]string{}
	for _, row := range t.Rows {
		if k := row[key]; k != "" && !slices.Contains(names[k], row[written]) {
			names[k] = append(names[k], row[written])
		}
	}
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(names)) {
		if list := names[k]; len(list) > 1 {
			slices.Sort(list)
			fmt.Fprintf(&b, "one employer, %s: %s\n", oneLine(k), oneLine(strings.Join(list, " · ")))
		}
	}
	if b.Len() > 0 {
		return "\n" + b.String()
	}
	return ""
}

// narrow keeps the columns that a person reads in a terminal; the other formats have all.
func narrow(t *write.Table) {
	const shown = 6
	t.Columns = t.Columns[:shown]
	for i := range t.Rows {
		t.Rows[i] = t.Rows[i][:shown]
	}
}

// oneLine folds white space, and control characters that could upset a terminal.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 }), " ")
}
