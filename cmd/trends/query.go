package main

import (
	"context"
	"fmt"
	"path"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trends/config"
	"trends/extract"
	"trends/trends"
	"trends/trends/store"
)

// queryFlags are the flags that slice the data; several commands share them.
type queryFlags struct {
	window                                                 int
	until, scope, role, seniority, country, remote, source string
	level, count, period                                   string
}

func (q *queryFlags) register(c *cobra.Command) {
	f := c.Flags()
	f.IntVar(&q.window, "window", 0, "`MONTHS` to look back from the last complete one (default 24)")
	f.StringVar(&q.until, "until", "", "last `MONTH` to use, such as 2022-12 (default the last complete one)")
	f.StringVar(&q.scope, "scope", "ml", "ml: machine-learning jobs; all: every posting")
	f.StringVar(&q.role, "role", "", "only openings offering this `ROLE`, such as ml_engineer")
	f.StringVar(&q.seniority, "seniority", "", "only openings of this `LEVEL`, such as senior")
	f.StringVar(&q.country, "country", "", "only openings in this country, by ISO `CODE`")
	f.StringVar(&q.remote, "remote", "", "only remote, hybrid, onsite or unspecified openings")
	f.StringVar(&q.source, "source", "", "only this source, by `KEY` or glob")
	f.StringVar(&q.level, "level", "", "count only mentions that are at least mentioned, preferred or required")
	f.StringVar(&q.count, "count", "", "new: openings new in their month; active: open at the last read (default new, once three months are complete)")
}

// registerPeriod adds the flag that says of which months levels speak.
func (q *queryFlags) registerPeriod(c *cobra.Command) {
	c.Flags().StringVar(&q.period, "period", "", "levels speak of the last whole month, quarter or year (default the last three complete months); tests stay monthly")
}

// query checks the flags.
func (q *queryFlags) query() (trends.Query, error) {
	out := trends.Query{Scope: trends.Scope(q.scope), Until: q.until, Role: q.role, Seniority: q.seniority, Country: strings.ToUpper(q.country),
		Remote: trends.Remote(q.remote), Source: q.source, Period: q.period, Active: q.count == "active", New: q.count == "new"}
	var remotes []string
	for _, r := range trends.Remotes() {
		remotes = append(remotes, string(r))
	}
	for _, check := range []struct {
		flag, value string
		valid       []string
	}{
		{"scope", q.scope, []string{string(trends.ScopeML), string(trends.ScopeAll)}},
		{"role", q.role, append([]string{""}, extract.Roles()...)},
		{"seniority", q.seniority, append([]string{""}, trends.Seniorities()...)},
		{"remote", q.remote, append([]string{""}, remotes...)},
		{"count", q.count, []string{"", "new", "active"}},
		{"period", q.period, []string{"", "month", "quarter", "year"}},
		{"level", q.level, []string{"", "mentioned", "preferred", "required"}},
	} {
		if !slices.Contains(check.valid, check.value) {
			return out, usageError{fmt.Errorf("--%s %s: valid are %s", check.flag, check.value, strings.TrimPrefix(strings.Join(check.valid, ", "), ", "))}
		}
	}
	if _, ok := trends.MonthNumber(q.until); q.until != "" && !ok {
		return out, usageError{fmt.Errorf("--until %s: want a month such as 2022-12", q.until)}
	}
	if q.window < 0 {
		return out, usageError{fmt.Errorf("--window %d: want a number of months", q.window)}
	}
	out.Level, _ = trends.ParseLevel(q.level)
	return out, nil
}

// dataset is what a reading command works on.
type dataset struct {
	snap   *trends.Snapshot
	panel  *trends.Panel
	query  trends.Query
	skills []trends.SkillInfo
	hash   func() string // of all facts in it, see trends.Snapshot.Hash
	finder *finder
}

// load reads the database for a reading command. window and until are part of the query.
func (a *app) load(ctx context.Context, q *queryFlags) (*dataset, error) {
	r, err := a.request(q)
	if err != nil {
		return nil, err
	}
	db, err := a.openExisting(ctx, r.conf)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return a.read(ctx, db, r)
}

// request is a query with the configuration that it is asked under.
type request struct {
	query  trends.Query
	source string // pattern
	conf   *config.Config
	tax    *extract.Taxonomy
}

// request checks the flags of a reading command, and reads the configuration.
func (a *app) request(q *queryFlags) (*request, error) {
	query, err := q.query()
	if err != nil {
		return nil, err
	}
	flags := map[string]any{}
	if q.window > 0 {
		flags["report.window"] = q.window
	}
	conf, tax, err := a.configured(flags)
	if err != nil {
		return nil, err
	}
	return &request{query, q.source, conf, tax}, nil
}

// read loads what a request asks for.
func (a *app) read(ctx context.Context, db *store.DB, r *request) (*dataset, error) {
	// A snapshot of millions of mentions lives as long as the program: collecting more often keeps the garbage beside it small.
	debug.SetGCPercent(50)
	snap, err := db.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	if snap.Taxonomy != r.tax.Version() {
		snap.Stale = snap.Ads.Len() - snap.Stale // most carry tags of another taxonomy than the configuration's
	}
	if snap.Measured, err = a.measured(r.conf.Measured); err != nil {
		return nil, err
	}
	if err := knownSource(snap, r.source); err != nil {
		return nil, err
	}
	return &dataset{snap, trends.NewPanel(snap, r.conf.Report), r.query, skillInfos(r.tax), snap.Hash, newFinder(r.tax.Skills())}, nil
}

// knownSource checks that a pattern of --source matches a source of the database: an empty report would look like an answer.
func knownSource(snap *trends.Snapshot, pattern string) error {
	var keys []string
	for _, s := range snap.Sources {
		if ok, err := path.Match(pattern, s.Key); pattern == "" || pattern == s.Key || err == nil && ok {
			return nil
		}
		keys = append(keys, s.Key)
	}
	if pattern == "" {
		return nil
	}
	more := ""
	if len(keys) > 10 {
		keys, more = keys[:10], ", …"
	}
	return usageError{fmt.Errorf("--source %s: the database has no such source; it has %s%s", pattern, strings.Join(keys, ", "), more)}
}

// find returns the id of a skill that is named by its id, its name or a form.
func (d *dataset) find(text string) (string, error) {
	id, err := d.finder.find(text)
	if err != nil {
		return "", usageError{err}
	}
	return id, nil
}
