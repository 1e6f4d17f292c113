package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"trends/config"
	"trends/crawler"
	"trends/trends"
	"trends/trends/store"
	"trends/trends/write"
)

func (a *app) statusCommand() *cobra.Command {
	var f face
	var runs int
	c := &cobra.Command{
		Use:   "status [SOURCE…]",
		Short: "How the sources fare, and what the next report can say",
		Long: `status says how each configured source fares, or those named by key or glob, and what the next report can and cannot say.

  ok          read whole, and openings are up
  empty       read whole, and none is up
  never read  not read yet
  stale       no whole read for three times its interval (every), or for 7 days where it has none
  shrinking   the last read brought so few postings that it was taken for broken: nothing was closed
  failing     the last read failed or saw only a part, since when, and why
  refused     robots.txt or a guard forbids it

The exit status is 1 when a source is stale, shrinking, failing or refused, or when none was ever read, and 0 otherwise: cron mails
only then. With --quiet only the sources in trouble are listed, and nothing is printed when there are none.`,
		Example: `  trends status
  trends status 'lever:*' --format csv
  trends status --quiet
  trends status --runs 10`,
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return err
			}
			if c.Flags().Changed("runs") {
				return a.lastRuns(c.Context(), args, runs, &f)
			}
			return a.status(c.Context(), args, &f)
		},
	}
	f.register(c)
	c.Flags().IntVar(&runs, "runs", 0, "list the last `N` runs of crawl instead")
	return c
}

func (a *app) status(ctx context.Context, patterns []string, f *face) error {
	conf, err := a.config(nil)
	if err != nil {
		return err
	}
	sources, err := selected(conf.Sources, patterns)
	if err != nil {
		return err
	}
	s, err := a.health(ctx, conf, sources)
	if err != nil {
		return err
	}
	bad := s.Troubled()
	if a.quiet {
		s.Sources = bad
	}
	if !a.quiet || len(bad) > 0 {
		if err := a.show(f, func(w io.Writer, style write.Style) error { return write.Status(w, s, f.format, style) }); err != nil {
			return err
		}
	}
	return troubleError(bad, len(sources))
}

// lastRuns lists the last runs of crawl.
func (a *app) lastRuns(ctx context.Context, patterns []string, n int, f *face) error {
	if n < 1 || len(patterns) > 0 {
		return usageError{errors.New("--runs: want a number of runs, 1 or more, and no source")}
	}
	db, err := a.openConfigured(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	runs, err := db.Runs(ctx, n)
	if err != nil {
		return err
	}
	return a.output(f.out, func(w io.Writer) error { return write.Runs(runs).Write(w, f.format, write.Style{}) })
}

// health looks at the database.
func (a *app) health(ctx context.Context, conf *config.Config, sources []crawler.Source) (*trends.Status, error) {
	tax, err := a.taxonomy(conf.Taxonomy)
	if err != nil {
		return nil, err
	}
	db, err := a.openExisting(ctx, conf)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	data, err := a.read(ctx, db, &request{conf: conf, tax: tax})
	if err != nil {
		return nil, err
	}
	now := a.now()
	s := &trends.Status{At: now.UTC().Format(time.RFC3339), Database: conf.Database, Bytes: fileSize(conf.Database),
		Postings: data.snap.Ads.Len(), Report: data.panel.Outlook(data.query)}
	runs, err := db.Runs(ctx, 1)
	if err != nil {
		return nil, err
	}
	if len(runs) > 0 {
		s.Run = &runs[0]
	}
	watch, quiet := []trends.Watch{}, map[string]bool{}
	for _, src := range sources {
		watch = append(watch, trends.Watch{Source: src.Key(), Every: src.Every, Off: src.Off})
		quiet[src.Key()] = src.Quiet
	}
	s.Sources = data.snap.Health(watch, now)
	for i := range s.Sources {
		h := &s.Sources[i]
		if h.State == trends.StateFailing && quiet[h.Source] && crawler.BoardGone(h.Error) {
			h.Trouble = false
		}
	}
	return s, nil
}

// fileSize returns the bytes of the files of a SQLite database; 0 for one on a server.
func fileSize(dsn string) int64 {
	if store.IsServer(dsn) {
		return 0
	}
	var sum int64
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if info, err := os.Stat(dsn + suffix); err == nil { // the last two come and go
			sum += info.Size()
		}
	}
	return sum
}

// troubleError names the sources in trouble; nil if there are none.
func troubleError(bad []trends.Health, of int) error {
	if len(bad) == 0 {
		return nil
	}
	const most = 5
	var names []string
	for _, h := range bad[:min(most, len(bad))] {
		names = append(names, h.Source+" "+string(h.State))
	}
	more := ""
	if len(bad) > most {
		more = fmt.Sprintf(" and %d more", len(bad)-most)
	}
	if bad[0].State == trends.StateNeverRead {
		return fmt.Errorf("status: none of the %d sources was ever read: run `trends crawl`", of)
	}
	return fmt.Errorf("status: %d of %d sources need a look: %s%s", len(bad), of, strings.Join(names, ", "), more)
}
