package crawler_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/crawler"
	"trends/trends"
)

// newestSite is an aggregator that shows ads by number, the newest first, in pages of a size.
type newestSite struct {
	*httptest.Server
	newest   atomic.Int64 // ads are numbered from 1 to this
	size     int
	stuck    bool   // whatever page is asked, it is the first
	broken   string // an address that answers 500
	asked    []string
	validate bool // whether it gives an ETag and heeds it
}

func newNewestSite(t *testing.T, kind string, newest int64) *newestSite {
	s := &newestSite{size: map[string]int{"arbeitnow": 100, "himalayas": 20, "muse": 20}[kind]}
	s.newest.Store(newest)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		address := r.URL.RequestURI()
		s.asked = append(s.asked, address)
		etag := fmt.Sprintf(`"%d"`, s.newest.Load())
		switch {
		case s.broken != "" && strings.Contains(address, s.broken):
			http.Error(w, "no", http.StatusInternalServerError)
			return
		case s.validate && r.Header.Get("If-None-Match") == etag:
			w.WriteHeader(http.StatusNotModified)
			return
		case s.validate:
			w.Header().Set("ETag", etag)
		}
		s.page(w, kind, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// page writes a page of ads.
func (s *newestSite) page(w http.ResponseWriter, kind string, r *http.Request) {
	number := func(name string) int { n, _ := strconv.Atoi(r.URL.Query().Get(name)); return n }
	before := 0
	switch kind {
	case "arbeitnow":
		before = (number("page") - 1) * s.size
	case "himalayas":
		before = number("offset")
	case "muse":
		before = number("page") * s.size
	}
	if s.stuck {
		before = 0
	}
	ads := []map[string]any{}
	for n := int(s.newest.Load()) - before; n > 0 && len(ads) < s.size; n-- {
		id := strconv.Itoa(n)
		ads = append(ads, map[string]any{"slug": id, "guid": id, "id": n, "title": "Ad " + id, "name": "Ad " + id})
	}
	field := map[string]string{"arbeitnow": "data", "himalayas": "jobs", "muse": "results"}[kind]
	links := map[string]any{"next": s.URL + "/trap?search=x"}
	json.NewEncoder(w).Encode(map[string]any{field: ads, "totalCount": s.newest.Load(), "links": links})
}

// TestNewestPages reads lists of several pages, the second time after some more ads have come.
func TestNewestPages(t *testing.T) {
	page := map[string]func(n int) string{
		"arbeitnow": func(n int) string { return fmt.Sprintf("/api/job-board-api?page=%d", n+1) },
		"himalayas": func(n int) string { return fmt.Sprintf("/jobs/api?limit=20&offset=%d", 20*n) },
		"muse": func(n int) string {
			return fmt.Sprintf("/api/public/jobs?category=Data+Science&descending=true&page=%d", n)
		},
	}
	for _, c := range []struct {
		name, kind   string
		ads, more    int64
		first, again int // pages asked
		outcome      trends.Outcome
		seen         int // in the second read
	}{
		{"a whole list", "arbeitnow", 250, 10, 3, 2, "complete", 200}, // the second page brings no news
		{"nothing new", "arbeitnow", 250, 0, 3, 1, "complete", 100},
		{"a full last page", "arbeitnow", 200, 0, 3, 1, "complete", 100},
		{"more than is read", "arbeitnow", 5000, 150, 20, 3, "complete", 300},
		{"a gap", "arbeitnow", 5000, 2500, 20, 20, "partial", 2000},
		{"small pages", "himalayas", 50, 5, 3, 2, "complete", 40},
		{"counted from 0", "muse", 50, 5, 3, 2, "complete", 40},
		{"many pages", "himalayas", 3000, 30, 60, 3, "complete", 60},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newNewestSite(t, c.kind, c.ads)
			crawl, clock := newCrawler()
			src := crawler.Source{Kind: c.kind, Board: "Data Science", BaseURL: s.URL}
			memory := crawler.Memory{Known: map[string]string{}}
			read := func() trends.Crawl {
				s.asked = nil
				got, err := crawl.Read(t.Context(), src, memory, func(trends.Posting) error { return nil })
				if err != nil || !got.Crawl.Newest {
					t.Fatalf("Read = %+v, %v", got, err)
				}
				for _, id := range got.Present {
					memory.Known[id] = ""
				}
				return got.Crawl
			}
			begin := clock.now()
			if got := read(); got.Outcome != trends.OutcomeComplete || len(s.asked) != c.first {
				t.Errorf("first read: %+v, %d pages asked, want %d", got, len(s.asked), c.first)
			}
			for i, address := range s.asked {
				if want := page[c.kind](i); address != want {
					t.Errorf("asked %s, want %s", address, want)
				}
			}
			if took := clock.now().Sub(begin); c.kind == "himalayas" && took < time.Duration(c.first-1)*2*time.Second {
				t.Errorf("%d pages in %v, want 2 s between two", c.first, took)
			}
			s.newest.Add(c.more)
			if got := read(); got.Outcome != c.outcome || got.Seen != c.seen || len(s.asked) != c.again {
				t.Errorf("second read: %+v, %d pages asked; want %s, %d seen, %d pages", got, len(s.asked), c.outcome, c.seen, c.again)
			}
		})
	}
}

// TestNewestTrouble: a list that repeats itself, and one that breaks behind its first page, give what they gave, and are not whole.
func TestNewestTrouble(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(*newestSite)
		want string
	}{
		"the first page again": {func(s *newestSite) { s.stuck = true }, "offset=20 holds only what the pages before it held"},
		"a page that fails":    {func(s *newestSite) { s.broken = "offset=20" }, "offset=20 answered 500"},
	} {
		s := newNewestSite(t, "himalayas", 100)
		c.set(s)
		crawl, _ := newCrawler()
		src := crawler.Source{Kind: "himalayas", BaseURL: s.URL}
		got, err := crawl.Read(t.Context(), src, crawler.Memory{}, func(trends.Posting) error { return nil })
		if err != nil || got.Crawl.Outcome != trends.OutcomePartial || got.Crawl.Seen != 20 || !strings.Contains(got.Crawl.Error, c.want) {
			t.Errorf("%s: %+v, %v; want %q", name, got.Crawl, err, c.want)
		}
		if got.Fetches != nil {
			t.Errorf("%s: %v is remembered, so that the next read could be told that nothing is new", name, got.Fetches)
		}
	}
}

// TestNewestUnchanged: the first page is asked for news only, and without news it is the only one.
func TestNewestUnchanged(t *testing.T) {
	s := newNewestSite(t, "arbeitnow", 250)
	s.validate = true
	crawl, _ := newCrawler()
	src := crawler.Source{Kind: "arbeitnow", BaseURL: s.URL}
	memory := crawler.Memory{Known: map[string]string{}, Fetches: map[string]trends.Fetch{}}
	first, err := crawl.Read(t.Context(), src, memory, func(trends.Posting) error { return nil })
	if err != nil || first.Crawl.Seen != 250 || len(first.Fetches) != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	memory.LastWhole = first.Crawl.Started
	memory.Fetches[first.Fetches[0].URL] = first.Fetches[0]
	s.asked = nil
	again, err := crawl.Read(t.Context(), src, memory, func(trends.Posting) error { return nil })
	if err != nil || again.Crawl.Outcome != trends.OutcomeUnchanged || again.Present != nil {
		t.Errorf("%+v, %v", again, err)
	}
	if diff := cmp.Diff([]string{"/api/job-board-api?page=1"}, s.asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// TestMuseCountsFromOne: where page 0 is page 1, the second page holds nothing new, and the third is read all the same.
func TestMuseCountsFromOne(t *testing.T) {
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		asked = append(asked, r.URL.Query().Get("page"))
		if r.URL.Query().Has("api_key") {
			t.Error("the key is sent to another server than The Muse's")
		}
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		n = max(n, 1)
		jobs := []map[string]any{}
		for id := 50 - 20*(n-1); id > 0 && len(jobs) < 20; id-- {
			jobs = append(jobs, map[string]any{"id": id, "name": "Ad"})
		}
		json.NewEncoder(w).Encode(map[string]any{"results": jobs})
	}))
	defer s.Close()
	c, _ := newCrawler()
	c.MuseKey = "secret"
	src := crawler.Source{Kind: "muse", Board: "Data Science", BaseURL: s.URL}
	got, err := c.Read(t.Context(), src, crawler.Memory{}, func(trends.Posting) error { return nil })
	if err != nil || got.Crawl.Outcome != trends.OutcomeComplete || got.Crawl.Seen != 50 || strings.Join(asked, " ") != "0 1 2 3" {
		t.Errorf("%+v, %v, pages %q", got.Crawl, err, asked)
	}
}
