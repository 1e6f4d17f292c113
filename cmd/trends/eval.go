package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"trends/data"
	"trends/extract"
	"trends/extract/eval"
	"trends/trends"
	"trends/trends/write"
)

func (a *app) evalCommand() *cobra.Command {
	var o evalOptions
	c := &cobra.Command{
		Use:   "eval [FILE…]",
		Short: "Precision and recall of the tagger on labelled postings",
		Long: `eval tags postings that people have labelled, and says how often the tagger is right: of the skills it names, how many are
labelled (precision), and of those labelled, how many it names (recall), each with its 95 % interval; then levels, roles,
seniority, place of work and pay. Without a file it reads the made-up postings that ship with the program.

A file holds JSON Lines, or a YAML list if its name ends in .yaml: id, title, and text or html; skills as {"python": "required",
…} or {"python": ["required", "the words"], …}; roles, seniority, remote, salary, scope and language are optional. Postings and
labels may stand in two files: records with the same id are one posting.

With --record FILE the figures go to a file that the key "measured" of the configuration can name: reports then print them.`,
		Example: `  trends eval
  trends eval postings.jsonl labels.jsonl --mistakes
  trends eval postings.jsonl labels.jsonl --split 2 --skills 0 --format csv`,
		RunE: func(c *cobra.Command, args []string) error {
			if err := knownFormat(o.format); err != nil {
				return err
			}
			if o.split < 1 {
				return usageError{fmt.Errorf("--split %d: at least 1", o.split)}
			}
			return a.eval(args, o)
		},
	}
	f := c.Flags()
	registerFormat(c, &o.format)
	f.IntVar(&o.skills, "skills", 20, "list so many skills, those with most mistakes first; 0 lists all")
	f.BoolVar(&o.mistakes, "mistakes", false, "list every mistake instead")
	f.IntVar(&o.split, "split", 1, "also measure each of so many parts by itself (by hash of the id)")
	f.StringVar(&o.record, "record", "", "write the figures to `FILE`, for reports to print")
	return c
}

type evalOptions struct {
	format   string
	skills   int
	mistakes bool
	split    int
	record   string
}

func (a *app) eval(files []string, o evalOptions) error {
	tax, err := a.configuredTaxonomy()
	if err != nil {
		return err
	}
	cases, err := a.labelled(files, tax)
	if err != nil {
		return err
	}
	parts := make([]eval.Score, o.split)
	var all eval.Score
	for _, c := range cases {
		text := extract.Text(c.Body, c.Format)
		tags := tax.Tag(c.Title, text)
		all.Add(c, &tags)
		parts[c.Part(o.split)].Add(c, &tags)
	}
	if o.record != "" {
		if err := a.recordMeasured(o.record, tax, &all); err != nil {
			return err
		}
	}
	if o.mistakes {
		return mistakeTable(&all).Write(a.out, o.format, a.style())
	}
	if o.split == 1 {
		parts = nil // the one part is all
	}
	return a.writeScores(&all, parts, o, tax.Version())
}

// labelled reads the files; none reads the set that ships with the program.
func (a *app) labelled(files []string, tax *extract.Taxonomy) ([]*eval.Case, error) {
	var set eval.Set
	if len(files) == 0 {
		set.Read("gold.yaml", bytes.NewReader(data.Gold))
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, usageError{fmt.Errorf("read labelled postings: %w", err)}
		}
		set.Read(name, f)
		f.Close()
	}
	skills := skillIDs(tax)
	cases, unlabelled, err := set.Cases(func(kind, id string) bool {
		if kind == eval.KindRole {
			return slices.Contains(extract.Roles(), id)
		}
		return slices.Contains(skills, id)
	})
	if err != nil {
		return nil, fmt.Errorf("read labelled postings:\n%w", err)
	}
	if len(cases) == 0 {
		return nil, usageError{fmt.Errorf("no posting in these files is labelled: a label record has an id and skills")}
	}
	if unlabelled > 0 {
		a.say("%d postings have no labels and are passed over", unlabelled)
	}
	return cases, nil
}

// writeScores writes the measures: those of all kinds, those of each of the parts, and those of single skills.
func (a *app) writeScores(all *eval.Score, parts []eval.Score, o evalOptions, version string) error {
	skills := all.Each(eval.KindSkill)
	if o.skills > 0 && len(skills) > o.skills {
		skills = skills[:o.skills]
	}
	if o.format == "csv" || o.format == "json" {
		t := measureTable("", "all", all.Totals())
		for _, kind := range []string{eval.KindLevel, eval.KindRole, eval.KindSeniority} {
			t.add("all", all.Each(kind))
		}
		t.add("all", skills)
		for i := range parts {
			t.add(fmt.Sprint(i+1), parts[i].Totals())
		}
		return t.Write(a.out, o.format, a.style())
	}
	tables := []*scoreTable{measureTable(fmt.Sprintf("%d postings, %d labels of skills, taxonomy %s", all.Postings, all.Total(eval.KindSkill).Labels(), version), "", all.Totals())}
	for i := range parts {
		tables = append(tables, measureTable(fmt.Sprintf("Part %d: %d postings", i+1, parts[i].Postings), "", parts[i].Totals()))
	}
	levels := slices.Concat(all.Each(eval.KindLevel), all.Each(eval.KindRole), all.Each(eval.KindSeniority))
	tables = append(tables, measureTable("Levels, roles and seniorities", "", levels),
		measureTable("Skills with most mistakes", "", skills))
	for i, t := range tables {
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		if err := t.Write(a.out, o.format, a.style()); err != nil {
			return err
		}
		if f1, n := all.MacroF1(); i == 0 && n > 0 && o.format == "table" {
			fmt.Fprintf(a.out, "\nmean F1 over the %d skills with at least %d labels: %.3f\n", n, eval.MacroLabels, f1)
		}
	}
	return nil
}

// scoreTable lists measures.
type scoreTable struct{ write.Table }

func measureTable(title, part string, ms []eval.Measure) *scoreTable {
	t := &scoreTable{write.Table{Title: title,
		Columns: []string{"part", "kind", "name", "labels", "tp", "fp", "fn", "precision", "precision_low", "precision_high",
			"recall", "recall_low", "recall_high", "f1"},
		Heads: []string{"of", "", "labels", "right", "wrong", "missed", "precision", "", "recall", "", "F1"},
		Right: []bool{false, false, true, true, true, true, true, false, true, false, true}, Machine: [][]any{}}}
	t.add(part, ms)
	return t
}

func (t *scoreTable) add(part string, ms []eval.Measure) {
	for _, m := range ms {
		t.Rows = append(t.Rows, []string{m.Kind, m.Name, fmt.Sprint(m.Labels()), fmt.Sprint(m.TP), fmt.Sprint(m.FP), fmt.Sprint(m.FN),
			third(m.Precision), thirds(m.PrecisionLow, m.PrecisionHigh), third(m.Recall), thirds(m.RecallLow, m.RecallHigh),
			fmt.Sprintf("%.3f", m.F1())})
		t.Machine = append(t.Machine, []any{part, m.Kind, m.Name, m.Labels(), m.TP, m.FP, m.FN, m.Precision, m.PrecisionLow,
			m.PrecisionHigh, m.Recall, m.RecallLow, m.RecallHigh, m.F1()})
	}
}

// third writes a share with three decimals, "-" if it is not defined.
func third(n trends.Number) string {
	if !n.Defined() {
		return "-"
	}
	return fmt.Sprintf("%.3f", float64(n))
}

func thirds(low, high trends.Number) string {
	if !low.Defined() {
		return ""
	}
	return "(" + third(low) + " to " + third(high) + ")"
}

func mistakeTable(s *eval.Score) *write.Table {
	t := &write.Table{Columns: []string{"id", "kind", "name", "labelled", "tagged", "at"}}
	for _, m := range s.Mistakes {
		t.Rows = append(t.Rows, []string{m.ID, m.Kind, m.Name, m.Want, m.Got, m.At})
	}
	return t
}

// recordMeasured writes the figures for reports.
func (a *app) recordMeasured(name string, tax *extract.Taxonomy, s *eval.Score) error {
	m := s.Total(eval.KindSkill)
	rec := trends.Measured{Taxonomy: tax.Version(), Postings: s.Postings, Labels: m.Labels(),
		Precision: m.Precision, PrecisionLow: m.PrecisionLow, PrecisionHigh: m.PrecisionHigh,
		Recall: m.Recall, RecallLow: m.RecallLow, RecallHigh: m.RecallHigh}
	return a.output(name, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(rec)
	})
}

// measured reads the figures that a report prints about its tagger: those of the configured file, else those that ship.
func (a *app) measured(file string) (*trends.Measured, error) {
	text := data.Measured
	if file != "" {
		var err error
		if text, err = os.ReadFile(file); err != nil {
			return nil, usageError{fmt.Errorf("read the figures of the tagger: %w", err)}
		}
	}
	m := &trends.Measured{}
	if err := json.Unmarshal(text, m); err != nil {
		return nil, usageError{fmt.Errorf("read the figures of the tagger from %q: %w; `trends eval --record FILE` writes them", file, err)}
	}
	return m, nil
}
