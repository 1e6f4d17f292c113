package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trends/trends/write"
)

func (a *app) reportCommand() *cobra.Command {
	var q queryFlags
	var format, out, sort, group string
	var top int
	c := &cobra.Command{
		Use:   "report",
		Short: "What rises, falls and stays",
		Long: `report prints, for every skill, the share of openings that name it now, and whether that share changes.

Shares speak of the last three complete months, in openings, each job counted once. Changes speak of the window: each source is
compared with itself, and a change is confirmed when its q-value, corrected for the number of skills tested, is at most 5 %.
What the data cannot tell is called unclear, or not enough data. Nothing is said about a month that is not complete.`,
		Example: `  trends report
  trends report --role ml_engineer --country DE --sort share
  trends report --format json --window 24 --until 2022-12`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := oneOf("format", format, write.Formats()...); err != nil {
				return err
			}
			if err := oneOf("sort", sort, "change", "share", "name"); err != nil {
				return err
			}
			d, err := a.load(c.Context(), &q)
			if err != nil {
				return err
			}
			report := d.panel.Report(d.query, d.skills)
			o := write.ReportOptions{Style: a.style(), Top: top, Sort: sort, Group: group}
			if out != "" {
				o.Style.Color = false
			}
			if format == "csv" { // its columns have no room for doubts
				for _, warning := range report.Warnings {
					a.say("note: %s", warning.Text)
				}
			}
			return a.output(out, func(w io.Writer) error { return write.Report(w, report, format, o) })
		},
	}
	q.register(c)
	q.registerPeriod(c)
	f := c.Flags()
	f.StringVar(&format, "format", "table", "table, csv, json, markdown or html")
	f.StringVarP(&out, "output", "o", "", "write to `FILE`")
	f.StringVar(&sort, "sort", "change", "change, share or name")
	f.StringVar(&group, "group", "", "only skills of this `GROUP`, such as language")
	f.IntVar(&top, "top", 15, "rows of each verdict in the table; 0 is all")
	return c
}

// oneOf checks the value of a flag.
func oneOf(flag, value string, valid ...string) error {
	if slices.Contains(valid, value) {
		return nil
	}
	return usageError{fmt.Errorf("--%s %s: valid are %s", flag, value, strings.Join(valid, ", "))}
}
