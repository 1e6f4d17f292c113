package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"trends/config"
	"trends/crawler"
	"trends/trends/write"
)

func (a *app) sourcesCheckCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "check [SOURCE…]",
		Short: "Try each source once, and keep nothing",
		Long: `check tries each configured source, or those named by key or glob: it asks robots.txt, and makes the one request that a read begins
with. Nothing is kept.

  alive    it answers, and has postings or leads to them
  empty    it answers, and has no postings
  gone     there is no such board or page (404, 410)
  refused  robots.txt or a guard forbids it
  failing  anything else

rule is the line of robots.txt that decides. The exit status is 3 when some are gone, refused or failing, 1 when all are.`,
		Example: `  trends sources check
  trends sources check 'greenhouse:*' --format csv`,
		RunE: func(c *cobra.Command, args []string) error {
			conf, sources, err := a.chosen(format, args)
			if err != nil {
				return err
			}
			return a.checkSources(c.Context(), conf, sources, format)
		},
	}
	registerFormat(c, &format)
	return c
}

func (a *app) sourcesRobotsCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "robots [SOURCE…]",
		Short: "What robots.txt says to what would be asked",
		Long: `robots fetches the robots.txt of each configured source, or of those named by key or glob, and nothing else. It says what rule decides for
what a read begins with, for which group of the file, which delay it asks for, and which sitemaps it names. signals are its
Content-Signal lines, which decide nothing here. To see the rule for every request of a crawl, run it with --verbose.`,
		RunE: func(c *cobra.Command, args []string) error {
			conf, sources, err := a.chosen(format, args)
			if err != nil {
				return err
			}
			return a.askRobots(c.Context(), conf, sources, format)
		},
	}
	registerFormat(c, &format)
	return c
}

// chosen reads the configuration and picks the sources that are on, or match one of the patterns.
func (a *app) chosen(format string, patterns []string) (*config.Config, []crawler.Source, error) {
	if err := knownFormat(format); err != nil {
		return nil, nil, err
	}
	conf, err := a.config(nil)
	if err != nil {
		return nil, nil, err
	}
	sources, err := selected(conf.Sources, patterns)
	return conf, sources, err
}

func (a *app) checkSources(ctx context.Context, conf *config.Config, sources []crawler.Source, format string) error {
	c := a.crawler(conf)
	checks, err := eachSource(ctx, conf, sources, c.Check)
	if err != nil {
		return err
	}
	t := &write.Table{Columns: []string{"source", "finding", "postings", "rule", "error", "url"}, Right: []bool{false, false, true, false, false, false}}
	var bad []string
	for _, check := range checks {
		t.Rows = append(t.Rows, []string{check.Source, string(check.Finding), strconv.Itoa(check.Postings), cmp.Or(check.Rule, "-"), check.Error, check.URL})
		t.Machine = append(t.Machine, []any{check.Source, string(check.Finding), check.Postings, check.Rule, check.Error, check.URL})
		if check.Finding != crawler.FoundAlive && check.Finding != crawler.FoundEmpty {
			bad = append(bad, check.Source+" "+string(check.Finding))
		}
	}
	if err := t.Write(a.out, format, a.style()); err != nil {
		return err
	}
	if len(bad) == 0 {
		return nil
	}
	err = fmt.Errorf("sources check: %d of %d sources cannot be read: %s", len(bad), len(checks), strings.Join(bad, ", "))
	if len(bad) == len(checks) {
		return err
	}
	return partError{err}
}

func (a *app) askRobots(ctx context.Context, conf *config.Config, sources []crawler.Source, format string) error {
	c := a.crawler(conf)
	verdicts, err := eachSource(ctx, conf, sources, c.Robots)
	if err != nil {
		return err
	}
	t := &write.Table{Columns: []string{"source", "verdict", "group", "rule", "delay", "signals", "sitemaps", "url", "reason"}}
	for i, list := range verdicts {
		for _, v := range list {
			verdict := "allowed"
			if !v.Allowed {
				verdict = "refused"
			}
			t.Rows = append(t.Rows, []string{sources[i].Key(), verdict, v.Group, v.Rule, delayText(v.Delay), v.Signals, strings.Join(v.Sitemaps, ";"), v.URL, v.Reason})
		}
	}
	return t.Write(a.out, format, a.style())
}

func delayText(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// eachSource asks f about every source, as many at a time as the configuration says, and returns the answers in the order of the sources.
func eachSource[T any](ctx context.Context, conf *config.Config, sources []crawler.Source, f func(context.Context, crawler.Source) (T, error)) ([]T, error) {
	out, errs := make([]T, len(sources)), make([]error, len(sources))
	turn := make(chan struct{}, conf.Crawler.Concurrency)
	var group sync.WaitGroup
	for i := range sources {
		group.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			out[i], errs[i] = f(ctx, sources[i])
		})
	}
	group.Wait()
	return out, errors.Join(errs...)
}
