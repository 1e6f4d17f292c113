package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"trends/config"
	"trends/crawler"
	"trends/crawler/market"
	"trends/trends"
	"trends/trends/write"
)

func (a *app) demoCommand() *cobra.Command {
	var seed uint64
	c := &cobra.Command{
		Use:   "demo",
		Short: "The whole way with no network and no file: crawl a made-up job market and report",
		Long: `demo serves a made-up job market on this machine, boards of several kinds with robots.txt, crawl delays and paging, and reads it
once a week over 27 months of a virtual calendar: real HTTP, the real crawler, tagger, store and report. It then prints the report,
and beside it what was planted in the market and what naive counting would have claimed.

With --db the database is kept, for the other commands to look at; else it is thrown away.`,
		Example: `  trends demo
  trends demo --db demo.db && trends skill rag --db demo.db`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.demo(c.Context(), seed) },
	}
	c.Flags().Uint64Var(&seed, "seed", 1, "which market to make up")
	return c
}

// demo makes a market, reads it through its months, reports, and compares with what was planted.
func (a *app) demo(ctx context.Context, seed uint64) error {
	file := a.dsn
	if file == "" {
		folder, err := os.MkdirTemp("", "trends-demo-")
		if err != nil {
			return fmt.Errorf("demo: %w", err)
		}
		defer os.RemoveAll(folder)
		file = filepath.Join(folder, "demo.db")
	} else if _, err := os.Stat(file); err == nil {
		return usageError{fmt.Errorf("demo: database %s is there already; the demo wants a new one", file)}
	}
	began := a.now()
	m := market.New(market.Options{Seed: seed})
	a.say("made-up job market: %d boards, %s to %s", len(m.Sources()), m.Start().Format("January 2006"), m.End().AddDate(0, 0, -1).Format("January 2006"))
	clock := &virtualClock{now: m.Start().AddDate(0, 1, 4).Add(3 * time.Hour)}
	stand, err := serveMarket(m, clock)
	if err != nil {
		return err
	}
	defer stand.close()
	tax, err := a.taxonomy(nil)
	if err != nil {
		return err
	}
	conf, err := config.Load(config.Input{Flags: map[string]any{"database": file, "crawler.allow_private_hosts": true}})
	if err != nil {
		return err
	}
	b := *a // the demo's own clock, for politeness and for every date that is kept
	b.now, b.sleep = clock.Now, clock.Sleep
	k, done, err := b.openKeeper(ctx, conf, tax, "demo", 2)
	if err != nil {
		return err
	}
	defer done()
	if err := b.readMarket(ctx, stand, conf, k, clock); err != nil {
		return err
	}
	snap, err := k.db.Snapshot(ctx)
	if err != nil {
		return err
	}
	if snap.Measured, err = a.measured(conf.Measured); err != nil {
		return err
	}
	panel := trends.NewPanel(snap, conf.Report)
	skills := skillInfos(tax)
	report := panel.Report(trends.Query{}, skills)
	a.say("")
	if err := write.Report(a.out, report, "table", write.ReportOptions{Style: a.style(), Top: 12}); err != nil {
		return err
	}
	if err := a.demoTruth(panel, report, m.Truth(), skills); err != nil {
		return err
	}
	a.say("\n%.0f s. %s", a.now().Sub(began).Seconds(), nextSteps(a.dsn))
	return nil
}

// nextSteps says what to try after the demo.
func nextSteps(dsn string) string {
	if dsn == "" {
		return "Next: `trends demo --db demo.db` keeps the database; then `trends skill rag --db demo.db` and\n" +
			"`trends explain rag --db demo.db` go behind the numbers. For the real world: `trends crawl`."
	}
	return fmt.Sprintf("Next: `trends skill rag --db %s`, `trends explain rag --db %s`, `trends export cells -o cells.csv --db %s`.", dsn, dsn, dsn)
}

// readMarket crawls the market once a week until its calendar ends.
func (a *app) readMarket(ctx context.Context, stand *marketStand, conf *config.Config, k *keeper, clock *virtualClock) error {
	const week = 7 * 24 * time.Hour
	c := a.crawler(conf)
	var sum trends.Run
	reads := 0
	last := stand.market.End().AddDate(0, 0, -9)
	for day := clock.Now(); day.Before(last); day = day.Add(week) {
		clock.set(day)
		run := &crawlRun{app: a, crawler: c, keeper: k}
		if err := run.all(ctx, stand.sources(day), 1); err != nil {
			return err
		}
		if err := k.db.Settle(ctx); err != nil {
			return err
		}
		reads++
		for i := range run.results {
			sum.Add(&run.results[i])
		}
		if reads%13 == 0 {
			a.say("  read until %s: %d requests, %d postings, %d closed", day.Format("January 2006"), sum.Requests, sum.New, sum.Closed)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	forbidden, soon, unchanged := 0, 0, 0
	for _, t := range stand.market.Traffic() {
		forbidden, soon, unchanged = forbidden+t.Forbidden, soon+t.TooSoon, unchanged+t.NotModified
	}
	a.say("%d weekly reads: %d requests over HTTP (%d answered \"not modified\"), %.0f MB; %d asked against robots.txt, %d too soon",
		reads, sum.Requests, unchanged, float64(sum.Bytes)/1e6, forbidden, soon)
	return nil
}

// virtualClock is a calendar that only moves when someone sleeps.
type virtualClock struct {
	mu  sync.Mutex
	now time.Time
}

// Now returns the virtual time.
func (c *virtualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Sleep moves the calendar on by d.
func (c *virtualClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(max(0, d))
	return ctx.Err()
}

// set moves the calendar on to t; it never goes back.
func (c *virtualClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.now) {
		c.now = t
	}
}

// marketStand serves a market on loopback, one port for each of its servers.
type marketStand struct {
	market  *market.Market
	servers []*http.Server
	urls    map[string]string
}

func serveMarket(m *market.Market, clock *virtualClock) (*marketStand, error) {
	s := &marketStand{market: m, urls: map[string]string{}}
	for _, server := range m.Servers() {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			s.close()
			return nil, fmt.Errorf("demo: serve the made-up market: %w", err)
		}
		h := &http.Server{Handler: m.Handler(server.Name, clock.Now)}
		s.servers = append(s.servers, h)
		s.urls[server.Name] = "http://" + listener.Addr().String()
		go func() {
			if err := h.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				panic("unreachable unless loopback breaks: " + err.Error())
			}
		}()
	}
	return s, nil
}

func (s *marketStand) close() {
	for _, h := range s.servers {
		h.Close()
	}
}

// sources returns the boards that the plan holds at time t.
func (s *marketStand) sources(t time.Time) []crawler.Source {
	var out []crawler.Source
	for _, b := range s.market.Sources() {
		if t.Before(b.From) {
			continue
		}
		src := crawler.Source{Kind: b.Kind, Board: b.Board, Company: b.Company, Region: b.Region, BaseURL: s.urls[b.Server]}
		if b.Path != "" {
			src.URL = s.urls[b.Server] + b.Path
		}
		out = append(out, src)
	}
	return out
}

// demoTruth prints what was planted beside what the report and naive counting say.
func (a *app) demoTruth(panel *trends.Panel, r *trends.Report, truth market.Truth, skills []trends.SkillInfo) error {
	rows := map[string]trends.SkillRow{}
	for _, row := range r.Skills {
		rows[row.Skill] = row
	}
	naive := naiveClaims(panel, skills)
	t := &write.Table{Title: fmt.Sprintf("What was planted, %s to %s", truth.First, truth.Last),
		Columns: []string{"skill", "planted odds a year", "trends says", "odds a year", "naive counting says"}}
	found := 0
	for _, c := range truth.Planted {
		row := rows[c.Skill]
		if row.Verdict == trends.Rising && c.Odds > 1 || row.Verdict == trends.Falling && c.Odds < 1 {
			found++
		}
		says, odds := cmp.Or(row.Verdict, trends.NotEnoughData), ""
		if row.Skill != "" && row.OddsYear.Defined() {
			odds = fmt.Sprintf("x%.2f (%.2f to %.2f)", float64(row.OddsYear), float64(row.OddsLow), float64(row.OddsHigh))
		}
		t.Rows = append(t.Rows, []string{cmp.Or(row.Name, c.Skill), fmt.Sprintf("x%.2f", yearly(c.Odds, truth)),
			strings.ReplaceAll(string(says), "_", " "), odds, naive[c.Skill]})
	}
	fmt.Fprintln(a.out)
	if err := t.Write(a.out, "table", a.style()); err != nil {
		return err
	}
	ours, theirs, tested := 0, 0, 0
	var wrong []string
	for _, id := range truth.Unchanged {
		row := rows[id]
		if row.Skill == "" || row.Lacks != "" {
			continue
		}
		tested++
		if row.Verdict == trends.Rising || row.Verdict == trends.Falling {
			ours++
		}
		if naive[id] != "" {
			theirs++
			wrong = append(wrong, row.Name+" "+naive[id])
		}
	}
	fmt.Fprintf(a.out, "\nPlanted changes found: %d of %d. Of %d skills that did not change and could be tested, trends calls %d changed;\n"+
		"pooling all ads and comparing the first three months with the last three, p < 0.05, calls %d changed.\n", found, len(truth.Planted), tested, ours, theirs)
	if len(wrong) > 0 {
		fmt.Fprintf(a.out, "Naive counting would have printed: %s.\n", strings.Join(wrong[:min(6, len(wrong))], "; "))
	}
	return nil
}

// yearly turns odds over the window of the truth into odds a year, as reports give them.
func yearly(odds float64, truth market.Truth) float64 {
	first, _ := trends.MonthNumber(truth.First)
	last, _ := trends.MonthNumber(truth.Last)
	return math.Pow(odds, 12/float64(last-first+1))
}

// naiveClaims is what most reports do: pool all ads, compare the first three months with the last three, and believe p < 0.05.
// It returns the claim by skill id, "" where there is none.
func naiveClaims(panel *trends.Panel, skills []trends.SkillInfo) map[string]string {
	rows := panel.Series(trends.Query{Scope: trends.ScopeML}, skills, trends.SeriesOptions{Postings: true})
	var months []string
	for _, r := range rows {
		if r.Complete && (len(months) == 0 || months[len(months)-1] != r.Period) {
			months = append(months, r.Period)
		}
	}
	type sums struct{ k0, n0, k1, n1 float64 }
	bySkill := map[string]*sums{}
	for _, r := range rows {
		s := bySkill[r.Skill]
		if s == nil {
			s = &sums{}
			bySkill[r.Skill] = s
		}
		switch {
		case !r.Complete || len(months) < 6:
		case r.Period <= months[2]:
			s.k0, s.n0 = s.k0+float64(r.Openings), s.n0+float64(r.Total)
		case r.Period >= months[len(months)-3]:
			s.k1, s.n1 = s.k1+float64(r.Openings), s.n1+float64(r.Total)
		}
	}
	out := map[string]string{}
	for id, s := range bySkill {
		out[id] = naiveClaim(s.k0, s.n0, s.k1, s.n1)
	}
	return out
}
