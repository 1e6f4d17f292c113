package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trends/data"
	"trends/extract"
	"trends/trends"
	"trends/trends/store"
	"trends/trends/write"
)

func (a *app) emergingCommand() *cobra.Command {
	o := emergingOptions{EmergingOptions: trends.DefaultEmergingOptions()}
	c := &cobra.Command{
		Use:   "emerging [TERM]",
		Short: "Terms outside the taxonomy that rise, with sentences, for a person to accept",
		Long: `emerging looks for terms that the taxonomy lacks and that more openings name in the last three complete months than in the twelve
before: runs of adjectives and nouns in lines that say what a job asks for. Each comes with the openings that name it now and before,
their employers and sources, the first month of the window that knows it, and sentences. With TERM it lists the openings that name it now.

What is a skill of them is for a person to decide. --yaml prints entries for a taxonomy file of your own: keep what you accept, mend it,
name the file under "taxonomy" in the configuration and run trends extract. An entry says by the rise of which months it was found: these
are no proof of that rise, so reports test it from the month after.

Finding the phrases of a text takes one to three milliseconds and is done once for each text; an interrupted run goes on where it stopped.
Of a large database a sample of the openings is read, see --sample. Nothing is read of texts in other languages than English.`,
		Example: `  trends emerging
  trends emerging --scope all --until 2022-12 --format html -o emerging.html
  trends emerging --yaml > own.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			return a.emerging(c.Context(), &o, strings.Join(args, ""))
		},
	}
	o.query.register(c)
	f := c.Flags()
	f.Float64Var(&o.Sample, "sample", 0, "`SHARE` of the openings to read, such as 0.2 (default the largest of 1, 0.5, 0.2 … that reads at most 20000)")
	f.Uint64Var(&o.Seed, "seed", o.Seed, "which openings a sample takes: any `NUMBER`")
	f.StringVar(&o.stop, "stop", "", "`FILE` with words that are no skills, beside the shipped ones (its form: data/terms.yaml)")
	f.BoolVar(&o.yaml, "yaml", false, "print entries for a taxonomy file of your own")
	o.face.register(c)
	return c
}

type emergingOptions struct {
	trends.EmergingOptions
	face
	query queryFlags
	stop  string
	yaml  bool
}

func (o *emergingOptions) check() error {
	if o.Sample < 0 || o.Sample > 1 {
		return usageError{fmt.Errorf("--sample %g: want a share above 0 and up to 1", o.Sample)}
	}
	if o.query.count == "active" {
		return usageError{errors.New("--count active: what is open has no before; emerging counts new openings")}
	}
	return o.face.check()
}

// emerging lists what rises, or with a term the openings behind it.
func (a *app) emerging(ctx context.Context, o *emergingOptions, term string) error {
	r, err := a.request(&o.query)
	if err != nil {
		return err
	}
	rules, err := termRules(o.stop)
	if err != nil {
		return err
	}
	db, err := a.openExisting(ctx, r.conf)
	if err != nil {
		return err
	}
	defer db.Close()
	d, err := a.read(ctx, db, r)
	if err != nil {
		return err
	}
	t := &termReader{app: a, db: db, tax: r.tax, finder: extract.NewTermFinder(r.tax, rules)}
	e := d.panel.NewEmerging(d.query, o.EmergingOptions)
	if err := t.fill(ctx, e.Ads()); err != nil {
		return err
	}
	err = t.each(ctx, e.Ads(), func(p *store.PhraseText, terms []trends.Term) { e.Add(p.Posting.Key(), terms) })
	if err != nil {
		return err
	}
	if term != "" {
		table, err := t.walk(ctx, e, term)
		if err != nil {
			return err
		}
		if o.format == "table" {
			narrowWalk(table)
		}
		return a.show(&o.face, func(w io.Writer, style write.Style) error { return table.Write(w, o.format, style) })
	}
	report := e.Report()
	report.Terms = slices.DeleteFunc(report.Terms, func(row trends.EmergingTerm) bool { return t.finder.Misspelt(row.Key) != "" })
	if err := t.examples(ctx, report); err != nil {
		return err
	}
	return a.show(&o.face, func(w io.Writer, style write.Style) error {
		if o.yaml {
			return write.EmergingYAML(w, report)
		}
		return write.Emerging(w, report, o.format, style)
	})
}

// termRules reads the shipped list of words that are no skills, and a file of the user beside it.
func termRules(file string) (*extract.TermRules, error) {
	files := []extract.File{{Name: "terms.yaml", Data: data.Terms}}
	if file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, usageError{fmt.Errorf("read --stop: %w", err)}
		}
		files = append(files, extract.File{Name: file, Data: text})
	}
	rules, err := extract.ParseTermRules(files...)
	if err != nil {
		return nil, usageError{err}
	}
	return rules, nil
}

// termReader finds terms in stored texts.
type termReader struct {
	*app
	db     *store.DB
	tax    *extract.Taxonomy
	finder *extract.TermFinder
}

// phrasesTogether is how many texts are read at a time, and their phrases saved in one transaction.
const phrasesTogether = 256

// fill finds the phrases of the postings that have none stored, and stores them. Stopped anywhere, it loses what was found since the last
// transaction.
func (t *termReader) fill(ctx context.Context, ids []int64) error {
	have, err := t.db.WithPhrases(ctx, extract.PhrasesVersion)
	if err != nil {
		return err
	}
	lacking := slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return have[id] })
	if len(lacking) == 0 {
		return nil
	}
	unlock, err := t.db.Lock(ctx, t.holder("emerging"))
	if err != nil {
		return fmt.Errorf("find the phrases of %d texts: %w", len(lacking), err)
	}
	defer unlock()
	t.say("finding the phrases of %d texts, once", len(lacking))
	progress, done := t.progress("phrases"), 0
	defer progress.end()
	for part := range slices.Chunk(lacking, phrasesTogether) {
		texts, err := t.db.PhraseTexts(ctx, extract.PhrasesVersion, part)
		if err != nil {
			return err
		}
		err = ordered(runtime.GOMAXPROCS(0), pointersOf(texts), func(p *store.PhraseText) int {
			p.Phrases = t.tax.Phrases(p.Posting.Title, extract.Text(p.Posting.Body, p.Posting.Format))
			return 1
		}, func(n int) error {
			done += n
			progress.set(done)
			return ctx.Err()
		})
		if err != nil {
			return fmt.Errorf("emerging: %w", err)
		}
		if err := t.db.SavePhrases(ctx, extract.PhrasesVersion, texts); err != nil {
			return err
		}
	}
	return nil
}

// pointersOf produces a pointer to each value, for ordered.
func pointersOf[T any](list []T) func(emit func(*T) error) error {
	return func(emit func(*T) error) error {
		for i := range list {
			if err := emit(&list[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

// each finds the terms of the postings, by their stored phrases, and calls f with them in order.
func (t *termReader) each(ctx context.Context, ids []int64, f func(*store.PhraseText, []trends.Term)) error {
	type found struct {
		text  *store.PhraseText
		terms []trends.Term
	}
	for part := range slices.Chunk(ids, phrasesTogether) {
		texts, err := t.db.PhraseTexts(ctx, extract.PhrasesVersion, part)
		if err != nil {
			return err
		}
		err = ordered(runtime.GOMAXPROCS(0), pointersOf(texts), func(p *store.PhraseText) found {
			p.Posting.Body, p.Posting.Format = extract.Text(p.Posting.Body, p.Posting.Format), trends.FormatText
			return found{p, t.finder.Terms(p.Posting.Title, p.Posting.Body, p.Posting.Employer, p.Phrases)}
		}, func(r found) error {
			f(r.text, r.terms)
			return ctx.Err()
		})
		if err != nil {
			return fmt.Errorf("emerging: %w", err)
		}
	}
	return nil
}
