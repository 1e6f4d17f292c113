package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trends/config"
	"trends/crawler"
	"trends/trends/write"
)

func (a *app) sourcesFindCommand() *cobra.Command {
	var format string
	var add bool
	var like crawler.Source
	c := &cobra.Command{
		Use:   "find URL",
		Short: "Find the board behind a company's careers page",
		Long: `find reads a company's careers page, politely, and the lists of openings that it offers, one step away. It looks for the boards of known
vendors in links, embeds, scripts and redirects, and prints for each whether it may be read, and the line for the configuration. A site
that shows its openings itself (schema.org JobPosting) is found as the kind jsonld. The boards are not asked; trends sources check does.

--add writes the board into the configuration file, as trends sources add does, if exactly one can be read.`,
		Example: `  trends sources find https://example.com/careers
  trends sources find example.com/jobs --add --company Example`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := knownFormat(format); err != nil {
				return err
			}
			return a.findBoards(c.Context(), args[0], like, add, format)
		},
	}
	registerFormat(c, &format)
	c.Flags().BoolVar(&add, "add", false, "write the board into the configuration file")
	registerSource(c, &like)
	return c
}

// findBoards prints the boards behind a page; like holds what the user says of them.
func (a *app) findBoards(ctx context.Context, address string, like crawler.Source, add bool, format string) error {
	conf, err := a.config(nil)
	if err != nil {
		return err
	}
	found, err := a.crawler(conf).FindBoards(ctx, address)
	if err != nil {
		return fmt.Errorf("find the board of %s: %w", address, err)
	}
	t := &write.Table{Columns: []string{"source", "verdict", "line", "reason", "address", "page"}}
	var usable []crawler.Source
	var reasons []string
	for _, b := range found {
		src := b.Source
		src.Company, src.Every = like.Company, like.Every
		verdict, reason := permitted(src, conf)
		line := "- " + config.SourceLine(src)
		switch verdict {
		case string(config.Refused), "no connector":
			line = ""
			reasons = append(reasons, reason)
		default:
			usable = append(usable, src)
		}
		t.Rows = append(t.Rows, []string{src.Key(), verdict, line, reason, b.Address, b.Page})
	}
	if err := t.Write(a.out, format, a.style()); err != nil {
		return err
	}
	switch {
	case len(usable) == 0:
		return fmt.Errorf("find the board of %s: found, and not to be read: %s", address, strings.Join(reasons, "; "))
	case !add:
		return nil
	case len(usable) > 1:
		return usageError{fmt.Errorf("--add: %d boards were found; choose one with `trends sources add KIND BOARD`", len(usable))}
	}
	return a.addSource(usable[0])
}

// permitted says whether a board that was found can be read: the permission of its kind, "no connector", or "configured".
func permitted(src crawler.Source, conf *config.Config) (verdict, reason string) {
	p, known := conf.Permissions[src.Kind]
	switch {
	case known && p.Verdict == config.Refused:
		return string(p.Verdict), src.Kind + " is refused: " + p.Reason
	case !slices.Contains(crawler.Kinds(), src.Kind):
		return "no connector", "trends cannot read " + src.Kind + " yet"
	case slices.ContainsFunc(conf.Sources, func(s crawler.Source) bool { return strings.EqualFold(s.Key(), src.Key()) }):
		return "configured", "it is in the list of sources already"
	}
	if err := config.Addable(src, conf.Permissions); err != nil {
		return "no connector", err.Error()
	}
	if p.Verdict == config.NeedsDecision {
		reason = p.Reason
	}
	return string(p.Verdict), reason
}
