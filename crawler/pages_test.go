package crawler_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"trends/crawler"
	"trends/trends"
)

// TestTeamtailorPages reads feeds of several pages. asked is the number of pages asked for.
func TestTeamtailorPages(t *testing.T) {
	for _, c := range []struct {
		name    string
		items   int
		repeat  bool // every page is the first one
		broken  int  // the page that fails, counted from 1; 0 = none
		seen    int
		asked   int
		outcome trends.Outcome
		why     string
	}{
		{name: "a page that is not full", items: 99, seen: 99, asked: 1, outcome: trends.OutcomeComplete},
		{name: "a page that is just full", items: 100, seen: 100, asked: 2, outcome: trends.OutcomeComplete},
		{name: "three pages", items: 250, seen: 250, asked: 3, outcome: trends.OutcomeComplete},
		{name: "a page that repeats itself", items: 250, repeat: true, seen: 100, asked: 2, outcome: trends.OutcomePartial, why: "only jobs of earlier pages"},
		{name: "a second page that fails", items: 250, broken: 2, seen: 100, asked: 2, outcome: trends.OutcomePartial, why: "answered 400"},
		{name: "a first page that fails", items: 250, broken: 1, asked: 1, outcome: trends.OutcomeFailed, why: "answered 400"},
		{name: "more pages than there can be", items: 9000, seen: 5000, asked: 50, outcome: trends.OutcomePartial, why: "more than 50 pages"},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/jobs.rss" {
					http.NotFound(w, r)
					return
				}
				if asked++; asked == c.broken {
					http.Error(w, "no", http.StatusBadRequest)
					return
				}
				from, _ := strconv.Atoi(r.FormValue("offset"))
				if c.repeat {
					from = 0
				}
				var b strings.Builder
				for i := from; i < min(from+100, c.items); i++ {
					fmt.Fprintf(&b, "<item><title>Job</title><link>https://jobs.example.com/jobs/%d-job</link></item>", i)
				}
				fmt.Fprintf(w, "<rss><channel><title>Heron</title>%s</channel></rss>", b.String())
			}))
			defer server.Close()
			got := readOnce(t, crawler.Source{Kind: "teamtailor", Board: "heron", BaseURL: server.URL}, crawler.Memory{})
			if got.Crawl.Outcome != c.outcome || got.Crawl.Seen != c.seen || asked != c.asked || !strings.Contains(got.Crawl.Error, c.why) {
				t.Errorf("%d pages asked, %+v", asked, got.Crawl)
			}
			if c.outcome == trends.OutcomePartial {
				for _, fetch := range got.Fetches {
					if fetch.Hash != "" {
						t.Errorf("%s is remembered though not all was read", fetch.URL)
					}
				}
			}
		})
	}
}

// readOnce reads a source, and ends the test on an error that is the caller's.
func readOnce(t *testing.T, src crawler.Source, memory crawler.Memory) crawler.Reading {
	t.Helper()
	c, _ := newCrawler()
	got, err := c.Read(t.Context(), src, memory, func(trends.Posting) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestRecruiteeWarning reads a board before and after the day from which the vendor wants a token.
func TestRecruiteeWarning(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, `{"offers": []}`) }))
	defer server.Close()
	for day, want := range map[string]bool{"2026-11-01": false, "2026-12-01": true, "2027-02-09": true, "2027-02-10": false} {
		c, clock := newCrawler()
		at, _ := time.Parse("2006-01-02", day)
		clock.advance(at.Sub(clock.now()))
		var log bytes.Buffer
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
		src := crawler.Source{Kind: "recruitee", Board: "mossgrove", BaseURL: server.URL}
		if _, err := c.Read(t.Context(), src, crawler.Memory{}, func(trends.Posting) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(log.String(), "from=2027-02-10"); got != want {
			t.Errorf("on %s: warned %v, want %v: %s", day, got, want, &log)
		}
	}
}
