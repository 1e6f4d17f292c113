package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"trends/trends/store"
)

func (a *app) extractCommand() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "extract",
		Short: "Rebuild tags and openings from stored texts",
		Long: `extract reads every stored text again with the taxonomy in use, rebuilds its tags, and joins and counts anew. Texts whose tags
the taxonomy in use has made are passed over, unless --all is given.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.extract(c.Context(), all) },
	}
	c.Flags().BoolVar(&all, "all", false, "rebuild everything")
	return c
}

// extract retags stored texts.
func (a *app) extract(ctx context.Context, all bool) error {
	conf, err := a.config(nil)
	if err != nil {
		return err
	}
	tax, err := a.taxonomy(conf.Taxonomy)
	if err != nil {
		return err
	}
	if err := a.exists(conf); err != nil {
		return err
	}
	k, done, err := a.openKeeper(ctx, conf, tax, "extract", 0)
	if err != nil {
		return err
	}
	defer done()
	other := tax.Version()
	if all {
		other = ""
	}
	progress := a.progress("extract")
	n := 0
	err = ordered(k.taggers(), func(emit func([]store.Body) error) error {
		return k.db.Bodies(ctx, other, saveTogether, emit)
	}, func(bodies []store.Body) []store.Retagged {
		out := make([]store.Retagged, len(bodies))
		for i := range bodies {
			p := &bodies[i].Posting
			it := k.item(p)
			out[i] = store.Retagged{Posting: p.Key(), Tags: it.Tags, Job: it.Job}
		}
		return out
	}, func(items []store.Retagged) error {
		n += len(items)
		progress.set(n)
		return k.db.Retag(ctx, tax.Version(), items)
	})
	progress.end()
	if err != nil {
		return fmt.Errorf("extract: %w", err)
	}
	if err := k.db.Settle(ctx); err != nil {
		return err
	}
	a.say("%d texts tagged with taxonomy %s", n, tax.Version())
	return nil
}
