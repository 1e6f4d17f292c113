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
	var f faceFlags
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
			if err := f.check(); err != nil {
				return err
			}
			d, err := a.load(c.Context(), &q)
			if err != nil {
				return err
			}
			report := d.panel.Report(d.query, d.skills)
			a.doubts(report.Warnings, f.format)
			return a.show(&f.face, func(w io.Writer, style write.Style) error {
				return write.Report(w, report, f.format, write.ReportOptions{Style: style, Top: f.top, Sort: f.sort, Group: f.group})
			})
		},
	}
	q.register(c)
	q.registerPeriod(c)
	f.register(c)
	return c
}

// faceFlags are the flags that say how a report is shown, and where to.
type faceFlags struct {
	face
	sort, group string
	top         int
}

// usualTop is how many rows of each verdict the table has unless it is said otherwise.
const usualTop = 15

func (f *faceFlags) register(c *cobra.Command) {
	f.face.register(c)
	flags := c.Flags()
	flags.StringVar(&f.sort, "sort", "change", "change, share or name")
	flags.StringVar(&f.group, "group", "", "only skills of this `GROUP`, such as language")
	flags.IntVar(&f.top, "top", usualTop, "rows of each verdict in the table; 0 is all")
}

// check checks the values of the flags.
func (f *faceFlags) check() error {
	if err := f.face.check(); err != nil {
		return err
	}
	return oneOf("sort", f.sort, "change", "share", "name")
}

// usual reports whether a report is shown as it is without any flag but --format: only the table heeds --top.
func (f *faceFlags) usual() bool {
	return f.sort == "change" && f.group == "" && (f.top == usualTop || f.format != "table")
}

// oneOf checks the value of a flag.
func oneOf(flag, value string, valid ...string) error {
	if slices.Contains(valid, value) {
		return nil
	}
	return usageError{fmt.Errorf("--%s %s: valid are %s", flag, value, strings.Join(valid, ", "))}
}
