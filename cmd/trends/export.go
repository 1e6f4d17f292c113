package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"trends/extract"
	"trends/trends"
	"trends/trends/store"
	"trends/trends/write"
)

// exportKinds are the tables that can be exported, with their columns and what each holds.
func exportKinds() map[string][]string {
	return map[string][]string{
		"series": write.SeriesColumns(),
		"cells":  write.CellColumns(),
		"pairs":  write.PairColumns(),
		"pay":    write.PayColumns(),
		"meters": write.MeterColumns(),
		"postings": {"source", "id", "url", "title", "employer", "location", "country", "remote", "posted", "precision", "first_seen", "last_seen", "closed",
			"reopened", "opening", "scope", "roles", "seniority", "salary_min", "salary_max", "currency", "period", "language", "pay_in_text"},
		"mentions": {"source", "id", "opening", "month", "skill", "level", "start", "end", "rule", "sentence"},
	}
}

func (a *app) exportCommand() *cobra.Command {
	var q queryFlags
	var out, unit, period, currency string
	c := &cobra.Command{
		Use:   "export series|cells|pairs|pay|meters|postings|mentions -o FILE",
		Short: "Tables for other programs: CSV or JSON Lines",
		Long: `export writes a table as CSV (.csv) or JSON Lines (.jsonl), by the suffix of FILE, and beside it FILE.meta.json: what was
exported, with which filters and settings, and what each column means. Shares are fractions; what is not defined is empty, or null.

  series    the share of each skill in each period, zeros included; --unit postings does not join reposts
  cells     per source, employer, month and skill: n records, k of them with the skill, uncapped; every test can be recomputed
  pairs     every pair of skills with enough openings to test it: counts, shares, lift, NPMI, odds ratios, p and q
  pay       what the ads with each skill state as pay; --currency chooses which
  meters    what each source delivered in each complete month: a jump is a change of the source, not of demand
  postings  every posting with its lifecycle and what its text says
  mentions  every place in a text that names a skill`,
		Example: `  trends export series -o series.csv --scope all --unit postings
  trends export cells -o cells.csv`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: []string{"series", "cells", "pairs", "pay", "meters", "postings", "mentions"},
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("unit", unit, "openings", "postings"); err != nil {
				return err
			}
			if err := oneOf("period", period, "month", "quarter", "year"); err != nil {
				return err
			}
			if _, ok := exportKinds()[args[0]]; !ok {
				return usageError{fmt.Errorf("export %s: valid are series, cells, pairs, pay, meters, postings and mentions", args[0])}
			}
			if err := applies(c, args[0]); err != nil {
				return err
			}
			suffix := filepath.Ext(out)
			if suffix != ".csv" && suffix != ".jsonl" {
				return usageError{fmt.Errorf("export to %q: name a file that ends in .csv or .jsonl with -o", out)}
			}
			return a.export(c.Context(), &q, exportOptions{args[0], out, suffix == ".jsonl", unit, period, currency})
		},
	}
	q.register(c)
	f := c.Flags()
	f.StringVarP(&out, "output", "o", "", "`FILE` to write, .csv or .jsonl")
	f.StringVar(&unit, "unit", "openings", "what a series counts: openings, or postings without joining reposts")
	f.StringVar(&period, "period", "month", "month, quarter or year")
	f.StringVar(&currency, "currency", "", "pay in this currency, by ISO `CODE` (default the most frequent one)")
	return c
}

// applies checks that no flag is given that the export would not heed: postings, mentions and meters are exported whole, cells are source
// records by month.
func applies(c *cobra.Command, what string) error {
	flags := map[string][]string{
		"series":   {"currency"},
		"cells":    {"unit", "period", "currency"},
		"pairs":    {"unit", "period", "currency"},
		"pay":      {"unit", "period"},
		"postings": {"unit", "period", "currency", "window", "until", "scope", "role", "seniority", "country", "remote", "source", "level", "count"},
	}
	flags["mentions"], flags["meters"] = flags["postings"], flags["postings"]
	var idle []string
	for _, name := range flags[what] {
		if c.Flags().Changed(name) {
			idle = append(idle, "--"+name)
		}
	}
	if len(idle) > 0 {
		return usageError{fmt.Errorf("export %s does not know %s", what, strings.Join(idle, ", "))}
	}
	return nil
}

type exportOptions struct {
	what     string
	file     string
	jsonl    bool
	unit     string
	period   string
	currency string
}

// export writes a table and its sidecar.
func (a *app) export(ctx context.Context, q *queryFlags, o exportOptions) error {
	var write func(io.Writer) error
	var meta any
	switch o.what {
	case "series", "cells", "pairs", "pay", "meters":
		d, err := a.load(ctx, q)
		if err != nil {
			return err
		}
		if write, meta, err = d.exported(q, o); err != nil {
			return err
		}
	default:
		write = func(w io.Writer) error { return a.exportRows(ctx, w, o) }
	}
	rows := 0
	err := a.output(o.file, func(w io.Writer) error {
		b := bufio.NewWriterSize(&lineCounter{w, &rows}, 1<<16)
		if err := write(b); err != nil {
			return err
		}
		return b.Flush()
	})
	if err != nil {
		return err
	}
	if !o.jsonl {
		rows-- // the header
	}
	return a.sidecar(o, rows, meta)
}

// exported returns what writes a table that is computed from the panel, and the head of the report that it belongs to.
func (d *dataset) exported(q *queryFlags, o exportOptions) (func(io.Writer) error, any, error) {
	if o.what == "pay" {
		r, err := d.pay(o.currency)
		head := map[string]any{"meta": r.Meta, "pay": r.Pay, "warnings": r.Warnings}
		return func(w io.Writer) error { return write.PayRows(w, r, o.jsonl) }, head, err
	}
	return func(w io.Writer) error { return d.exportCounts(w, q, o) }, d.panel.Report(d.query, nil).Meta, nil
}

// exportCounts writes what is counted.
func (d *dataset) exportCounts(w io.Writer, q *queryFlags, o exportOptions) error {
	switch o.what {
	case "cells":
		return write.Cells(w, d.windowed(d.panel.Cells(d.query), q), o.jsonl)
	case "meters":
		return write.Meters(w, d.panel.Meters(), o.jsonl)
	case "pairs":
		pairs := d.panel.Pairs(d.query, "", d.skills).Pairs
		return write.PairRows(w, slices.DeleteFunc(pairs, func(r trends.PairRow) bool { return !r.Q.Defined() }), o.jsonl)
	}
	rows := d.panel.Series(d.query, d.skills, trends.SeriesOptions{Postings: o.unit == "postings", Period: o.period, Window: q.window})
	return write.Series(w, rows, o.jsonl)
}

// windowed keeps the cells of the window that --window or --until names; without them, all.
func (d *dataset) windowed(cells []trends.Cell, q *queryFlags) []trends.Cell {
	if q.window == 0 && q.until == "" {
		return cells
	}
	in := map[int32]bool{}
	for _, m := range d.panel.Window(q.window, q.until) {
		in[m] = true
	}
	kept := cells[:0]
	for _, c := range cells {
		if in[c.Month] {
			kept = append(kept, c)
		}
	}
	return kept
}

// exportRows writes what is read row by row from the store.
func (a *app) exportRows(ctx context.Context, w io.Writer, o exportOptions) error {
	db, err := a.openConfigured(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	out := write.NewRecords(w, exportKinds()[o.what], o.jsonl)
	row := writePosting
	if o.what == "mentions" {
		row = writeMentions
	}
	if err := db.Postings(ctx, o.what == "mentions", func(p store.Row) error { row(out, &p); return nil }); err != nil {
		return err
	}
	return out.Close()
}

func writePosting(out *write.Records, r *store.Row) {
	p := &r.Posting
	pay, inText := trends.Pay{}, ""
	stated, other := trends.BasePay(p, &r.Tags)
	if stated != nil {
		pay = *stated
	}
	if other != nil {
		inText = other.String()
	}
	remote := p.Remote
	if remote == "" {
		remote = r.Tags.Remote
	}
	language := p.Language
	if r.Tags.Language != "" {
		language = r.Tags.Language
	}
	out.Write(p.Source, p.ID, p.URL, p.Title, p.Employer, p.Places, p.Country, string(remote), instant(p.Posted), string(p.Precision),
		instant(r.FirstSeen), instant(r.LastSeen), instant(r.Closed), instant(r.Reopened), fmt.Sprint(r.Opening), string(r.Tags.Scope),
		r.Tags.Roles, r.Tags.Seniority, amount(pay.Min), amount(pay.Max), pay.Currency, pay.Period, language, inText)
}

// instant writes a time, or "" for the zero time.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// amount writes a bound of pay; 0 is not stated.
func amount(v float64) trends.Number {
	if v == 0 {
		return trends.Undefined()
	}
	return trends.Number(v)
}

func writeMentions(out *write.Records, r *store.Row) {
	if len(r.Tags.Mentions) == 0 {
		return
	}
	p := &r.Posting
	sentence := extract.Sentences(p.Title + "\n" + extract.Text(p.Body, p.Format))
	for _, m := range r.Tags.Mentions {
		out.Write(p.Source, p.ID, fmt.Sprint(r.Opening), p.CountMonth(), m.Skill, m.Level.String(), m.Start, m.End, m.Rule,
			oneLine(sentence(m.Start, m.End)))
	}
}

// sidecar writes FILE.meta.json.
func (a *app) sidecar(o exportOptions, rows int, meta any) error {
	doc := map[string]string{}
	for _, c := range exportKinds()[o.what] {
		doc[c] = columnDoc(o.what, c)
	}
	return a.output(o.file+".meta.json", func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(map[string]any{"table": o.what, "rows": rows, "unit": o.unit, "period": o.period, "version": version(),
			"columns": exportKinds()[o.what], "dictionary": doc, "report": meta})
	})
}

// lineCounter counts line ends on their way to a file.
type lineCounter struct {
	w io.Writer
	n *int
}

func (l *lineCounter) Write(b []byte) (int, error) {
	*l.n += strings.Count(string(b), "\n")
	return l.w.Write(b)
}
