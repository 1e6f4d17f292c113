package main

import (
	"io"

	"github.com/spf13/cobra"

	"trends/trends/write"
)

func (a *app) skillCommand() *cobra.Command {
	var q queryFlags
	var f face
	c := &cobra.Command{
		Use:     "skill ID",
		Short:   "One skill from all sides",
		Long:    `skill draws one skill month by month, and prints its share, verdict, levels, neighbours, sources and employers.`,
		Example: `  trends skill rust`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return err
			}
			d, err := a.load(c.Context(), &q)
			if err != nil {
				return err
			}
			id, err := d.find(args[0])
			if err != nil {
				return err
			}
			view, ok := d.panel.Skill(d.query, id, d.skills)
			if !ok {
				panic("unreachable unless the skill was not checked")
			}
			return a.show(&f, func(w io.Writer, style write.Style) error { return write.Skill(w, view, f.format, style) })
		},
	}
	q.register(c)
	q.registerPeriod(c)
	f.register(c)
	return c
}
