package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"trends/trends"
	"trends/trends/write"
)

func (a *app) payCommand() *cobra.Command {
	var q queryFlags
	var f face
	var currency string
	var top int
	c := &cobra.Command{
		Use:   "pay [ID]",
		Short: "Pay that ads state, by skill",
		Long: `pay prints what the openings of the window state as pay: for each skill how many, the median with its interval, and by how much ads
with the skill differ from ads without it at equal seniority, place, role and year. With ID it looks at one skill, by seniority.

It speaks of ads that state pay, in one currency: nothing is converted, and nothing is said of what anybody earns. Ranges wider than 2.5x
and values far from the usual are left out and counted. Fewer than 10 ads, or 5 employers, say nothing.`,
		Example: `  trends pay
  trends pay rust --currency EUR`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return err
			}
			d, err := a.load(c.Context(), &q)
			if err != nil {
				return err
			}
			if len(args) == 1 {
				return a.paySkill(d, args[0], currency, &f)
			}
			report, err := d.pay(currency)
			if err != nil {
				return err
			}
			a.doubts(report.Warnings, f.format)
			return a.show(&f, func(w io.Writer, style write.Style) error { return write.Pay(w, report, f.format, style, top) })
		},
	}
	q.register(c)
	f.register(c)
	flags := c.Flags()
	flags.StringVar(&currency, "currency", "", "pay in this currency, by ISO `CODE` (default the most frequent one)")
	flags.IntVar(&top, "top", 30, "rows of the table; 0 is all")
	return c
}

// paySkill writes the pay of one skill.
func (a *app) paySkill(d *dataset, name, currency string, f *face) error {
	id, err := d.find(name)
	if err != nil {
		return err
	}
	view, ok := d.panel.PaySkill(d.query, strings.ToUpper(currency), id, d.skills)
	if !ok {
		panic("unreachable: the skill was checked")
	}
	if err := knownCurrency(currency, &view.Pay); err != nil {
		return err
	}
	a.doubts(view.Warnings, f.format)
	return a.show(f, func(w io.Writer, style write.Style) error { return write.PaySkill(w, view, f.format, style) })
}

// pay computes the report of pay in a currency, "" for the most frequent one.
func (d *dataset) pay(currency string) (*trends.PayReport, error) {
	report := d.panel.Pay(d.query, strings.ToUpper(currency), d.skills)
	return report, knownCurrency(currency, &report.Pay)
}

// knownCurrency checks that ads state pay in the currency asked for.
func knownCurrency(currency string, h *trends.PayHead) error {
	var has []string
	for _, t := range h.Currencies {
		if strings.EqualFold(t.Name, currency) {
			return nil
		}
		if t.Name != "" {
			has = append(has, t.Name)
		}
	}
	if currency == "" {
		return nil
	}
	if len(has) == 0 {
		has = []string{"none"}
	}
	return usageError{fmt.Errorf("--currency %s: no ad of this part of the data states pay in it; there is %s", currency,
		strings.Join(has, ", "))}
}
