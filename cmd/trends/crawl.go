package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"trends/config"
	"trends/crawler"
	"trends/crawler/polite"
	"trends/extract"
	"trends/trends"
	"trends/trends/store"
	"trends/trends/write"
)

func (a *app) crawlCommand() *cobra.Command {
	o := crawlOptions{}
	c := &cobra.Command{
		Use:   "crawl [SOURCE…]",
		Short: "Read the configured sources, politely",
		Long: `crawl reads the configured sources, or those named by key or glob, and keeps what they deliver. The source not read for longest
comes first. Robots.txt, crawl delays and Retry-After are kept, redirects included; what did not change costs one conditional
request. A source that fails does not stop the others and closes nothing. An interrupted run loses nothing: run it again.

A list that is empty, or far shorter than usual, is taken for a broken one: it closes nothing, and the run says so, until the
list is back or --confirm says that it is right.

One process at a time may write to a database. What a run did is kept in it (see trends status --runs). The exit status is 3 when some sources failed, 1 when all did.`,
		Example: `  trends crawl
  trends crawl 'greenhouse:*' --dry-run
  trends crawl --confirm lever:acme
  trends crawl --quiet --budget 15m`,
		RunE: func(c *cobra.Command, args []string) error { return a.crawl(c.Context(), args, o) },
	}
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "print what would be asked and what robots.txt says, and read nothing else")
	c.Flags().BoolVar(&o.confirm, "confirm", false, "the list of the sources named is right, even if it is empty or far shorter than usual: close what is missing")
	c.Flags().DurationVar(&o.budget, "budget", 0, "begin no further source after this long, such as 15m")
	c.Flags().StringVar(&o.manifest, "manifest", "", "write what the run did to `FILE`, as JSON")
	return c
}

type crawlOptions struct {
	dryRun   bool
	confirm  bool
	budget   time.Duration
	manifest string // file; "" for none
}

func (a *app) crawl(ctx context.Context, patterns []string, o crawlOptions) error {
	if o.confirm && len(patterns) == 0 {
		return usageError{errors.New("crawl --confirm: name the sources whose lists are right, such as lever:acme")}
	}
	conf, err := a.config(nil)
	if err != nil {
		return err
	}
	sources, err := selected(conf.Sources, patterns)
	if err != nil {
		return err
	}
	c := a.crawler(conf)
	if o.dryRun {
		return a.planned(ctx, c, sources)
	}
	tax, err := a.taxonomy(conf.Taxonomy)
	if err != nil {
		return err
	}
	r := &crawlRun{app: a, crawler: c, forced: len(patterns) > 0, confirmed: o.confirm, permissions: conf.Permissions}
	if o.budget > 0 {
		r.deadline = a.now().Add(o.budget)
	}
	return r.into(ctx, conf, tax, sources, o.manifest)
}

// into reads the sources into the database, and says how it went. manifest is a file for what the run did, or "".
func (r *crawlRun) into(ctx context.Context, conf *config.Config, tax *extract.Taxonomy, sources []crawler.Source, manifest string) error {
	k, done, err := r.app.openKeeper(ctx, conf, tax, "crawl", 1)
	if err != nil {
		return err
	}
	defer done()
	run, err := r.app.beginRun(ctx, k.db, conf, tax.Version(), len(sources))
	if err != nil {
		return err
	}
	r.keeper, r.run = k, run
	err = r.whole(ctx, sources, conf.Crawler.Concurrency)
	if noted := r.endRun(ctx, manifest, err); noted != nil {
		return noted
	}
	return err
}

// whole reads the sources, settles what came in and sums up.
func (r *crawlRun) whole(ctx context.Context, sources []crawler.Source, width int) error {
	if err := r.all(ctx, sources, width); err != nil {
		return err
	}
	if err := r.keeper.db.Settle(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	return r.summary(ctx)
}

// crawler builds the crawler that the configuration asks for.
func (a *app) crawler(conf *config.Config) *crawler.Crawler {
	log := a.log()
	decided := func(d polite.Decision) {
		log.Debug("robots.txt", "url", d.URL, "allowed", d.Allowed, "rule", d.Rule, "group", d.Group, "delay", d.Delay)
	}
	return &crawler.Crawler{
		OnDecision: decided,
		Contact:    conf.Contact, Version: version(), Now: a.now, Sleep: a.sleep, Log: log,
		AllowPrivateHosts: conf.Crawler.AllowPrivateHosts, Interval: conf.Crawler.PerHostInterval,
		MaxBody: conf.Crawler.MaxBody, Timeout: conf.Crawler.Timeout, MuseKey: conf.Crawler.MuseKey,
	}
}

// selected returns the sources that are on, or those whose keys match one of the patterns.
func selected(sources []crawler.Source, patterns []string) ([]crawler.Source, error) {
	if len(patterns) == 0 {
		return slices.DeleteFunc(slices.Clone(sources), func(s crawler.Source) bool { return s.Off != "" }), nil
	}
	var out []crawler.Source
	taken := map[string]bool{}
	for _, pattern := range patterns {
		found := false
		for _, s := range sources {
			match, err := path.Match(pattern, s.Key())
			if err != nil {
				return nil, usageError{fmt.Errorf("source pattern %q: %w", pattern, err)}
			}
			if match || s.Key() == pattern {
				found = true
				if !taken[s.Key()] {
					taken[s.Key()] = true
					out = append(out, s)
				}
			}
		}
		if !found {
			return nil, unmatched(pattern)
		}
	}
	return out, nil
}

// planned prints what a read of the sources would ask first.
func (a *app) planned(ctx context.Context, c *crawler.Crawler, sources []crawler.Source) error {
	t := &write.Table{Columns: []string{"source", "verdict", "delay", "url", "reason"}}
	for _, s := range sources {
		plan, err := c.Plan(ctx, s)
		if err != nil {
			return err
		}
		for _, r := range plan.Requests {
			verdict := "allowed"
			if !r.Allowed {
				verdict = "refused"
			}
			t.Rows = append(t.Rows, []string{s.Key(), verdict, r.Delay.String(), r.URL, r.Reason})
		}
	}
	return t.Write(a.out, "table", a.style())
}

// crawlRun is one run over the sources.
type crawlRun struct {
	app         *app
	crawler     *crawler.Crawler
	keeper      *keeper
	run         trends.Run // guarded by mu while sources are read
	permissions map[string]config.Permission
	forced      bool      // sources were named: read them even if they are not due
	confirmed   bool      // a person says that their lists are right
	deadline    time.Time // zero: none

	mu      sync.Mutex
	results []trends.Crawl  // one a source read
	quiet   map[string]bool // sources whose absence is not worth a word
	left    int             // not begun, for want of time
	early   int             // not due yet
}

// all reads the sources, stalest first, at most width at a time. The error is of the database or of ctx: trouble of a source is
// in its result.
func (r *crawlRun) all(ctx context.Context, sources []crawler.Source, width int) error {
	ordered, err := r.stalestFirst(ctx, sources)
	if err != nil {
		return err
	}
	r.quiet = map[string]bool{}
	for _, s := range sources {
		r.quiet[s.Key()] = s.Quiet
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	todo := make(chan crawler.Source)
	var group sync.WaitGroup
	for range min(width, max(1, len(ordered))) {
		group.Go(func() {
			for s := range todo {
				if err := r.source(ctx, s); err != nil {
					cancel(err)
				}
			}
		})
	}
	for i, s := range ordered {
		if ctx.Err() != nil || !r.deadline.IsZero() && !r.app.now().Before(r.deadline) {
			r.left = len(ordered) - i
			break
		}
		select {
		case todo <- s:
		case <-ctx.Done():
		}
	}
	close(todo)
	group.Wait()
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// stalestFirst orders the sources by their last whole read, and leaves out those that are not due.
func (r *crawlRun) stalestFirst(ctx context.Context, sources []crawler.Source) ([]crawler.Source, error) {
	type timed struct {
		crawler.Source
		last time.Time
	}
	var list []timed
	for _, s := range sources {
		last, err := r.keeper.db.LastWhole(ctx, s.Key())
		if err != nil {
			return nil, err
		}
		age := r.app.now().Sub(last) // less than nothing: the clock has been put back since
		if slack := s.Every / 10; !r.forced && s.Every > 0 && age >= 0 && age < s.Every-slack {
			r.early++
			continue
		}
		list = append(list, timed{s, last})
	}
	slices.SortStableFunc(list, func(x, y timed) int { return x.last.Compare(y.last) })
	out := make([]crawler.Source, len(list))
	for i := range list {
		out[i] = list[i].Source
	}
	return out, nil
}

// source reads one source and keeps what it delivers, then notes how the read ended.
func (r *crawlRun) source(ctx context.Context, s crawler.Source) error {
	db, key := r.keeper.db, s.Key()
	if p, ok := r.permissions[s.Kind]; ok {
		if err := db.SetPermission(ctx, key, string(p.Verdict), p.Reason); err != nil {
			return err
		}
	}
	mem, err := db.Memory(ctx, key)
	if err != nil {
		return err
	}
	var reading crawler.Reading
	seen := r.app.now()
	res, err := r.keeper.keep(ctx, seen, false, func(emit func(trends.Posting) error) error {
		var err error
		known := crawler.Memory{Fetches: mem.Fetches, Known: mem.Known, ByURL: mem.ByURL, LastWhole: mem.LastWhole}
		if r.confirmed {
			known.Known = nil // an empty list is no wonder
		}
		reading, err = r.crawler.Read(ctx, s, known, func(p trends.Posting) error {
			if mem.Content[p.ID] == store.ContentHash(&p) {
				return nil // as it was: being present is all it says
			}
			return emit(p)
		})
		return err
	}, nil)
	if err != nil {
		return err
	}
	crawl := reading.Crawl
	crawl.Source, crawl.New, crawl.Changed = key, res.New, res.Changed
	crawl.Started, crawl.Confirmed = seen, r.confirmed
	if crawl, err = db.FinishCrawl(ctx, crawl, reading.Fetches, reading.Present); err != nil {
		return err
	}
	r.app.log().Debug("source read", "source", key, "outcome", crawl.Outcome, "seen", crawl.Seen, "new", crawl.New, "changed", crawl.Changed,
		"closed", crawl.Closed, "requests", crawl.Requests, "error", crawl.Error)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.results = append(r.results, crawl)
	r.run.Add(&crawl)
	return nil
}

// notFound begins the error of a board that does not exist.
const notFound = "board not found"

// absent reports whether a read found a quiet board not to be there.
func (r *crawlRun) absent(c *trends.Crawl) bool {
	return r.quiet[c.Source] && c.Outcome == trends.OutcomeFailed && strings.HasPrefix(c.Error, notFound)
}

// words says what there is to say about a read: trouble, or a remark. That a quiet board is not there is worth a word after a week and
// five reads: trouble if it once was there, else a remark.
func (r *crawlRun) words(ctx context.Context, c *trends.Crawl) (trouble, remark string, err error) {
	switch {
	case c.Error == "":
		return "", "", nil
	case !r.absent(c):
		return fmt.Sprintf("  %s: %s: %s", c.Source, c.Outcome, c.Error), "", nil
	}
	since, reads, err := r.keeper.db.FailingSince(ctx, c.Source, notFound)
	if err != nil || reads < 5 || r.app.now().Sub(since) < 7*24*time.Hour {
		return "", "", err
	}
	line := fmt.Sprintf("%s: not found since %s, in %d reads; correct its board, or take it out of the sources", c.Source, since.UTC().Format("2006-01-02"), reads)
	last, err := r.keeper.db.LastWhole(ctx, c.Source)
	if last.IsZero() {
		return "", line, err
	}
	return "  " + line, "", err
}

// summary says how the run went: on standard error, and as the error that decides the exit status.
func (r *crawlRun) summary(ctx context.Context) error {
	slices.SortFunc(r.results, func(a, b trends.Crawl) int { return cmp.Compare(a.Source, b.Source) })
	count := map[trends.Outcome]int{}
	var trouble, remarks []string
	for _, c := range r.results {
		if !r.absent(&c) {
			count[c.Outcome]++
		}
		bad, remark, err := r.words(context.WithoutCancel(ctx), &c)
		if err != nil {
			return err
		}
		if bad != "" {
			trouble = append(trouble, bad)
		}
		if remark != "" {
			remarks = append(remarks, remark)
		}
	}
	r.app.say("%d sources read: %d complete, %d unchanged, %d partial, %d failed, %d refused; %d requests; %d new postings, %d changed, %d closed",
		len(r.results), count[trends.OutcomeComplete], count[trends.OutcomeUnchanged], count[trends.OutcomePartial], count[trends.OutcomeFailed],
		count[trends.OutcomeRefused], r.run.Requests, r.run.New, r.run.Changed, r.run.Closed)
	for _, line := range remarks {
		r.app.say("%s", line)
	}
	if r.early > 0 {
		r.app.say("%d sources are not due yet; name them to read them all the same", r.early)
	}
	switch {
	case ctx.Err() != nil:
		return partError{fmt.Errorf("crawl: interrupted with %d sources read; what they delivered is kept", len(r.results))}
	case r.left > 0:
		r.app.say("%d sources were not begun for want of time; they come first in the next run", r.left)
	}
	if len(trouble) == 0 {
		return nil
	}
	err := fmt.Errorf("crawl: %d of %d sources gave trouble; nothing of them was closed\n%s", len(trouble), len(r.results), strings.Join(trouble, "\n"))
	if count[trends.OutcomeComplete]+count[trends.OutcomeUnchanged]+count[trends.OutcomePartial] == 0 {
		return err
	}
	return partError{err}
}
