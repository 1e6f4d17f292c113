package main

import (
	"io"

	"github.com/spf13/cobra"

	"trends/trends/write"
)

func (a *app) skillCommand() *cobra.Command {
	var q queryFlags
	var format, out string
	c := &cobra.Command{
		Use:     "skill ID",
		Short:   "One skill from all sides",
		Long:    `skill draws one skill month by month, and prints its share, verdict, levels, neighbours, sources and employers.`,
		Example: `  trends skill rust`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("format", format, write.Formats()...); err != nil {
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
			style := a.style()
			style.Color = style.Color && out == ""
			return a.output(out, func(w io.Writer) error { return write.Skill(w, view, format, style) })
		},
	}
	q.register(c)
	q.registerPeriod(c)
	c.Flags().StringVar(&format, "format", "table", "table, csv, json, markdown or html")
	c.Flags().StringVarP(&out, "output", "o", "", "write to `FILE`")
	return c
}
