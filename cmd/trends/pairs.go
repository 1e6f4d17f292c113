package main

import (
	"io"

	"github.com/spf13/cobra"

	"trends/trends/write"
)

func (a *app) pairsCommand() *cobra.Command {
	var q queryFlags
	var f face
	var top int
	c := &cobra.Command{
		Use:   "pairs [ID]",
		Short: "Skills that are asked for together",
		Long: `pairs lists the skills that openings name together with one skill, or without an ID the strongest pairs of all.

Listed is what goes together more (or less) often than chance would have it: q at most 5 % over the pairs tested, the strongest
NPMI first. A pair is tested from 10 openings of 5 employers with both, and 30 with each; not where one skill is a kind or a
part of the other. Where the roles that ask for both explain part of it, a note says so. csv and json have all pairs, and why
a pair is not listed. Of which openings it speaks is as in report: new in the last three complete months, or open.`,
		Example: `  trends pairs rust
  trends pairs "vector databases" --role ml_engineer
  trends pairs --top 30`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return err
			}
			d, err := a.load(c.Context(), &q)
			if err != nil {
				return err
			}
			id := ""
			if len(args) > 0 {
				if id, err = d.find(args[0]); err != nil {
					return err
				}
			}
			list := d.panel.Pairs(d.query, id, d.skills)
			return a.show(&f, func(w io.Writer, style write.Style) error { return write.Pairs(w, list, f.format, top, style) })
		},
	}
	q.register(c)
	f.register(c)
	c.Flags().IntVar(&top, "top", 15, "rows of each table; 0 is all")
	return c
}
