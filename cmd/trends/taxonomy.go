package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"trends/trends/write"
)

func (a *app) taxonomyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "taxonomy",
		Short: "The skills and how they are recognised",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var format string
	list := &cobra.Command{
		Use:   "list",
		Short: "List all skills",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := knownFormat(format); err != nil {
				return err
			}
			tax, err := a.configuredTaxonomy()
			if err != nil {
				return err
			}
			t := &write.Table{Columns: []string{"id", "name", "group", "roadmap", "forms"}, Right: []bool{false, false, false, false, true}}
			for _, s := range tax.Skills() {
				t.Rows = append(t.Rows, []string{s.ID, s.Name, s.Group, s.Section, fmt.Sprint(len(s.Forms))})
			}
			return t.Write(a.out, format, a.style())
		},
	}
	registerFormat(list, &format)
	show := &cobra.Command{
		Use:   "show ID",
		Short: "Show how a skill is recognised",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			tax, err := a.configuredTaxonomy()
			if err != nil {
				return err
			}
			id, err := newFinder(tax.Skills()).find(args[0])
			if err != nil {
				return usageError{err}
			}
			for _, s := range tax.Skills() {
				if s.ID == id {
					fmt.Fprintf(a.out, "%s (%s)\ngroup    %s\nroadmap  %s\nwithin   %s\nforms    %s\n", s.Name, s.ID, s.Group, s.Section, strings.Join(s.Within, ", "), strings.Join(s.Forms, "\n         "))
					if s.Found.To != "" {
						fmt.Fprintf(a.out, "found    by its rise in %s to %s; tested after it\n", s.Found.From, s.Found.To)
					}
				}
			}
			return nil
		},
	}
	lint := &cobra.Command{
		Use:   "lint [FILE…]",
		Short: "Check the taxonomy, and the files named, and run their example sentences",
		RunE: func(_ *cobra.Command, args []string) error {
			conf, err := a.config(nil)
			if err != nil {
				return err
			}
			tax, err := a.taxonomy(append(conf.Taxonomy, args...))
			if err != nil {
				return err
			}
			if err := tax.Lint(); err != nil {
				return fmt.Errorf("the taxonomy does not hold what it says:\n%w", err)
			}
			a.say("%d skills, %d rules: every example behaves", len(tax.Skills()), len(tax.Rules()))
			return nil
		},
	}
	c.AddCommand(list, show, lint, a.gapsCommand())
	return c
}
