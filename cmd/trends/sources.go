package main

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"trends/config"
	"trends/trends"
	"trends/trends/store"
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
		Long: `list prints the sources that crawl reads: those of the configuration file, or the shipped ones where it names none. counted is the
number of openings that were new there since it is watched; 0 until its first full month.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := knownFormat(format); err != nil {
				return err
			}
			conf, err := a.config(nil)
			if err != nil {
				return err
			}
			counted, last, err := a.counted(c.Context(), conf)
			if err != nil {
				return err
			}
			t := &write.Table{Columns: []string{"source", "company", "every", "permission", "last_read", "counted", "off"},
				Right: []bool{false, false, false, false, false, true, false}}
			for _, s := range conf.Sources {
				every := ""
				if s.Every > 0 {
					every = s.Every.String()
				}
				t.Rows = append(t.Rows, []string{s.Key(), s.Company, cmp.Or(every, "each run"), string(conf.Permissions[s.Kind].Verdict), last[s.Key()],
					strconv.Itoa(counted[s.Key()]), s.Off})
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
	registerFormat(list, &format)
	c.AddCommand(list, a.sourcesCheckCommand(), a.sourcesFindCommand(), a.sourcesAddCommand(), a.sourcesRobotsCommand())
	return c
}

// counted returns what the database knows of each source: how many openings of it are counted as new, and the day it was last read
// whole. Without a database it knows nothing.
func (a *app) counted(ctx context.Context, conf *config.Config) (openings map[string]int, last map[string]string, err error) {
	openings, last = map[string]int{}, map[string]string{}
	if a.exists(conf) != nil {
		return openings, last, nil
	}
	db, err := store.Open(ctx, conf.Database)
	if err != nil {
		return nil, nil, err
	}
	defer db.Close()
	counts, err := db.Counts(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range counts {
		if c.Scope == trends.ScopeAll && c.Skill == "" {
			openings[c.Source] += c.Openings
		}
	}
	for _, s := range conf.Sources {
		at, err := db.LastWhole(ctx, s.Key())
		if err != nil {
			return nil, nil, err
		}
		if !at.IsZero() {
			last[s.Key()] = at.Format("2006-01-02")
		}
	}
	return openings, last, nil
}

// unmatched is the error for a pattern that no configured source matches.
func unmatched(pattern string) error {
	return usageError{fmt.Errorf("no configured source matches %q; `trends sources list` lists them", pattern)}
}
