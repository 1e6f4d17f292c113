package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"trends/trends/write"
)

func (a *app) sourcesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "sources",
		Short: "What is read, and whether it may be",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var format string
	list := &cobra.Command{
		Use:   "list",
		Short: "List the configured sources",
		Long:  `list prints the sources that crawl reads: those of the configuration file, or the shipped ones where it names none.`,
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := oneOf("format", format, write.Formats()...); err != nil {
				return err
			}
			conf, err := a.config(nil)
			if err != nil {
				return err
			}
			t := &write.Table{Columns: []string{"source", "company", "every", "permission", "off"}}
			for _, s := range conf.Sources {
				every := ""
				if s.Every > 0 {
					every = s.Every.String()
				}
				t.Rows = append(t.Rows, []string{s.Key(), s.Company, cmp.Or(every, "each run"), string(conf.Permissions[s.Kind].Verdict), s.Off})
			}
			if err := t.Write(a.out, format, a.style()); err != nil {
				return err
			}
			where := "shipped with the program"
			if !conf.Shipped {
				where = "from " + conf.File
			}
			a.say("%d sources, %s", len(conf.Sources), where)
			return nil
		},
	}
	list.Flags().StringVar(&format, "format", "table", "table, csv, json, markdown or html")
	c.AddCommand(list)
	return c
}

// matching selects sources by key or glob; no pattern selects all that are on. A pattern that matches none is an error.
func unmatched(pattern string) error {
	return usageError{fmt.Errorf("no configured source matches %q; `trends sources list` lists them", pattern)}
}
