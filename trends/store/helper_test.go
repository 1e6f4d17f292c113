package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

// tax1 and tax2 are the made-up taxonomies of these tests: every word of a text that is a skill is a mention.
const tax1, tax2 = "taxonomy-one", "taxonomy-two"

func skillNames() []string { return []string{"go", "kafka", "python", "rust", "sql", "torch"} }

// day returns noon of a day of 2026 counted from 1 January, which is day 1.
func day(n int) time.Time { return time.Date(2026, 1, n, 12, 0, 0, 0, time.UTC) }

// openFile opens a database and registers the taxonomies.
func openFile(t testing.TB, name string) *DB {
	t.Helper()
	db, err := Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, version := range []string{tax1, tax2} {
		if err := db.RegisterTaxonomy(t.Context(), Taxonomy{Version: version, Skills: skillNames(), Rules: []string{"word", "other"}, Roles: []string{"engineer", "scientist"}}); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

func openNew(t testing.TB) *DB {
	t.Helper()
	return openFile(t, filepath.Join(t.TempDir(), "trends.db"))
}

// tag finds the skills among a text's words; the second taxonomy takes all for required and knows no Rust.
func tag(version string, p *trends.Posting) trends.Tags {
	tags := trends.Tags{Remote: trends.RemoteUnspecified, Scope: trends.ScopeAll, Language: "en", Roles: []string{"engineer"}, Seniority: []string{"senior"}}
	at := len(p.Title) + 1
	for word := range strings.SplitAfterSeq(p.Body, " ") {
		skill := strings.TrimSpace(word)
		if slices.Contains(skillNames(), skill) && (version == tax1 || skill != "rust") {
			m := trends.Mention{Skill: skill, Level: trends.LevelMentioned, Start: at, End: at + len(skill), Rule: "word"}
			if version == tax2 {
				m.Level = trends.LevelRequired
			}
			tags.Mentions = append(tags.Mentions, m)
			if skill == "torch" {
				tags.Scope = trends.ScopeML
			}
		}
		at += len(word)
	}
	return tags
}

// item tags a posting.
func item(p trends.Posting) Item {
	return Item{Posting: p, Tags: tag(tax1, &p), Taxonomy: tax1, Job: trends.JobKey(&p, p.Body), Sketch: trends.Sketch(&p, p.Body)}
}

func items(ps ...trends.Posting) []Item {
	var out []Item
	for _, p := range ps {
		out = append(out, item(p))
	}
	return out
}

// ad is a small posting of a board.
func ad(source, id, body string, posted time.Time) trends.Posting {
	p := trends.Posting{Source: source, ID: id, URL: "https://jobs.example.com/" + id, Title: "Engineer", Employer: "Acme Inc.", Places: []string{"Berlin"},
		Country: "DE", Posted: posted, Precision: trends.PrecisionDay, Body: body, Format: trends.FormatText}
	if posted.IsZero() {
		p.Precision = trends.PrecisionNone
	}
	return p
}

// threadAd is an ad in a monthly thread.
func threadAd(id, body, month string) trends.Posting {
	n, _ := trends.MonthNumber(month)
	p := ad("hn:thread", id, body, trends.Day(trends.FirstDay(n)).Add(36*time.Hour))
	p.Precision, p.Month, p.Lists = trends.PrecisionMonth, month, true
	return p
}

// market makes n postings over boards, an archive and monthly threads; many are the same job. The same seed gives the same postings.
func market(n int, seed uint64) []Item {
	r := rand.New(rand.NewPCG(seed, 7))
	sources := []string{"greenhouse:acme", "lever:umbra", "ashby:initech", "archive", "hn:thread", "jsonld:jobs.example.com"}
	var out []Item
	for i := range n {
		source := sources[r.IntN(len(sources))]
		p := ad(source, fmt.Sprint("job-", i), sentence(r, 40+r.IntN(20)), day(1+r.IntN(200)))
		p.Employer = []string{"Acme Inc.", "Acme", "Umbra GmbH", "Initech", "", "Hooli Ltd"}[r.IntN(6)]
		p.Title = []string{"Engineer", "Data Scientist", "SRE"}[r.IntN(3)]
		p.Places = [][]string{{"Berlin"}, {"Remote"}, {"Paris", "Berlin"}, nil}[r.IntN(4)]
		if i > 10 && r.IntN(2) == 0 { // the same job once more, elsewhere or later
			q := out[r.IntN(len(out))].Posting
			p.Employer, p.Title, p.Places, p.Body = q.Employer, q.Title, q.Places, q.Body
			switch r.IntN(8) { // edited
			case 0:
				p.Body += " " + sentence(r, 1+r.IntN(10))
			case 1:
				p.Title, p.Places = p.Title+" (m/f/d)", []string{"Munich"}
			}
		}
		switch {
		case source == "hn:thread":
			p.Month, p.Precision, p.Lists = p.Posted.Format("2006-01"), trends.PrecisionMonth, true
		case r.IntN(10) == 0:
			p.Posted, p.Precision = time.Time{}, trends.PrecisionNone
		case r.IntN(5) == 0:
			p.Pay = &trends.Pay{Min: 90000, Max: 120000, Currency: "EUR", Period: "year"}
			p.Remote, p.Requisition = trends.RemoteHybrid, fmt.Sprint("R", r.IntN(3))
		}
		out = append(out, item(p))
	}
	return out
}

// sentence makes up a text of n words, some of them skills.
func sentence(r *rand.Rand, n int) string {
	words := append([]string{"we", "build", "systems", "team", "product", "and", "with", "you", "customers", "reliable", "experience"}, skillNames()...)
	var out []string
	for range n {
		out = append(out, words[r.IntN(len(words))])
	}
	return strings.Join(out, " ")
}

// mustSave saves a batch and fails the test on an error.
func mustSave(t testing.TB, db *DB, seen time.Time, archive bool, batch []Item) SaveResult {
	t.Helper()
	res, err := db.Save(t.Context(), seen, archive, batch)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// mustCrawl notes a read of a source and fails the test on an error.
func mustCrawl(t testing.TB, db *DB, source string, at time.Time, outcome trends.Outcome, present ...string) trends.Crawl {
	t.Helper()
	c, err := db.FinishCrawl(t.Context(), trends.Crawl{Source: source, Started: at, Ended: at.Add(time.Minute), Outcome: outcome, Seen: len(present)}, nil, present)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustSettle(t testing.TB, db *DB) {
	t.Helper()
	if err := db.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// state is everything that must not depend on the way it came in.
type state struct {
	Snapshot *trends.Snapshot
	Counts   []CountRow
	Openings []openingRow
	Postings []Row
}

type openingRow struct {
	ID, Ads, Sources  int64
	Posted, FirstSeen string
}

func stateOf(t testing.TB, db *DB) state {
	t.Helper()
	ctx := t.Context()
	var s state
	var err error
	if s.Snapshot, err = db.Snapshot(ctx); err != nil {
		t.Fatal(err)
	}
	if s.Counts, err = db.Counts(ctx); err != nil {
		t.Fatal(err)
	}
	s.Openings = openingRows(t, db)
	if err := db.Postings(ctx, true, func(r Row) error { s.Postings = append(s.Postings, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return s
}

func openingRows(t testing.TB, db *DB) []openingRow {
	t.Helper()
	var out []openingRow
	err := each(t.Context(), db.sql, `SELECT id, posted, first_seen, ads, sources FROM openings ORDER BY id`, nil, func(rows *sql.Rows) error {
		var o openingRow
		err := rows.Scan(&o.ID, &o.Posted, &o.FirstSeen, &o.Ads, &o.Sources)
		out = append(out, o)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// wantState fails the test unless two databases hold the same.
func wantState(t testing.TB, want, got state) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("state differs (-want +got):\n%.3000s", diff)
	}
}

// rowOf returns the posting with the source's id.
func rowOf(t testing.TB, db *DB, id string) Row {
	t.Helper()
	var found *Row
	err := db.Postings(t.Context(), true, func(r Row) error {
		if r.Posting.ID == id {
			found = &r
		}
		return nil
	})
	if err != nil || found == nil {
		t.Fatalf("posting %s: found %v, error %v", id, found != nil, err)
	}
	return *found
}

// number returns the single number that a query gives.
func number(t testing.TB, db *DB, query string, args ...any) (n int64) {
	t.Helper()
	if err := db.sql.QueryRowContext(context.WithoutCancel(t.Context()), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
