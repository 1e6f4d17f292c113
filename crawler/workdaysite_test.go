package crawler_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"trends/crawler"
	"trends/trends"
)

// careers is a made-up Workday: pages of at most 20, a total on the first page only, a list that is cut at 2000 and begins again.
type careers struct {
	jobs    int    // that there are
	facets  string // what the first page says of them
	wrap    bool   // pages begin again with the first
	robots  string
	list    int // status of the list; 0 = 200
	detail  int // status of jobs; 0 = 200
	posts   int // lists asked for
	details int // jobs asked for
}

func (c *careers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	const api = "/wday/cxs/oak/Jobs"
	switch {
	case r.URL.Path == "/robots.txt" && c.robots != "":
		fmt.Fprint(w, c.robots)
	case r.URL.Path == api+"/jobs" && r.Method == http.MethodPost:
		c.posts++
		c.serveList(w, r)
	case strings.HasPrefix(r.URL.Path, api+"/job/"):
		if c.details++; c.detail != 0 {
			w.WriteHeader(c.detail)
			return
		}
		fmt.Fprintf(w, `{"jobPostingInfo": {"title": "Job", "startDate": "2026-06-01", "jobDescription": "<p>%s</p>"}}`, r.URL.Path)
	default:
		http.NotFound(w, r)
	}
}

func (c *careers) serveList(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Facets        map[string][]string `json:"appliedFacets"`
		Limit, Offset int
	}
	if json.NewDecoder(r.Body).Decode(&ask) != nil || ask.Limit > 20 || ask.Facets == nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if c.list != 0 {
		w.WriteHeader(c.list)
		return
	}
	from, to := 0, c.jobs
	if half := ask.Facets["jobFamily"]; len(half) == 1 { // two halves
		if half[0] == "a" {
			to = c.jobs / 2
		} else {
			from = c.jobs / 2
		}
	}
	start := from + ask.Offset
	if c.wrap {
		start = from
	}
	var rows []string
	for i := start; i < min(start+20, to); i++ {
		rows = append(rows, fmt.Sprintf(`{"title": "Job", "externalPath": "/job/Here/Job_JR%d", "postedOn": "Posted Today", "bulletFields": ["JR%[1]d"]}`, i))
	}
	total := min(to-from, 2000)
	if ask.Offset > 0 {
		total = 0
	}
	fmt.Fprintf(w, `{"total": %d, "jobPostings": [%s], "facets": [%s], "userAuthenticated": false}`, total, strings.Join(rows, ","), c.facets)
}

func TestWorkday(t *testing.T) {
	known := map[string]string{}
	for i := range 2500 {
		known[fmt.Sprintf("/job/Here/Job_JR%d", i)] = ""
	}
	const halves = `{"facetParameter": "country", "values": [{"id": "x", "count": 2100}]}, {"facetParameter": "jobFamily", "values": [{"id": "a", "count": 1250}, {"id": "b", "count": 1250}]}`
	for _, c := range []struct {
		name           string
		site           careers
		known          map[string]string
		limit          int
		posts, details int
		seen           int
		outcome        trends.Outcome
		why            string
	}{
		{name: "three pages", site: careers{jobs: 45}, posts: 3, details: 45, seen: 45, outcome: trends.OutcomeComplete},
		{name: "two full pages", site: careers{jobs: 40}, posts: 2, details: 40, seen: 40, outcome: trends.OutcomeComplete},
		{name: "nothing new", site: careers{jobs: 45}, known: known, posts: 3, seen: 45, outcome: trends.OutcomeComplete},
		{name: "more than the limit", site: careers{jobs: 45}, limit: 30, posts: 3, details: 30, seen: 30, outcome: trends.OutcomePartial, why: "15 of 45 jobs left for later: the limit is 30 a read"},
		{name: "a list that begins again", site: careers{jobs: 45, wrap: true}, posts: 2, details: 20, seen: 20, outcome: trends.OutcomePartial, why: "ends after 20 of 45 jobs"},
		{name: "a list that is cut", site: careers{jobs: 2500, facets: halves}, known: known, posts: 226, seen: 2500, outcome: trends.OutcomeComplete},
		{name: "a list that is cut and cannot be parted", site: careers{jobs: 2500}, known: known, posts: 100, seen: 2000, outcome: trends.OutcomePartial, why: "cut at 2000 jobs"},
		{name: "no jobs", site: careers{}, posts: 1, outcome: trends.OutcomeComplete},
		{name: "no jobs where some were", site: careers{}, known: known, posts: 1, outcome: trends.OutcomePartial, why: "empty list after 2500 postings"},
		{name: "no such site", site: careers{list: 422}, posts: 1, outcome: trends.OutcomeFailed, why: "board not found"},
		{name: "a guard against robots", site: careers{list: 403}, posts: 1, outcome: trends.OutcomeRefused, why: "does not let robots read"},
		{name: "a guard before the jobs", site: careers{jobs: 45, detail: 403}, posts: 3, details: 10, outcome: trends.OutcomeFailed, why: "10 jobs failed one after the other"},
		{name: "too many jobs asked for", site: careers{jobs: 45, detail: 429}, posts: 3, details: 3, outcome: trends.OutcomeFailed, why: "answered 429"},
		{name: "jobs that are gone by now", site: careers{jobs: 5, detail: 404}, posts: 1, details: 5, outcome: trends.OutcomeComplete},
		{name: "robots.txt against the interface", site: careers{robots: "User-agent: *\nDisallow: /wday/"}, outcome: trends.OutcomeRefused, why: "Disallow: /wday/"},
		{name: "robots.txt against the page", site: careers{robots: "User-agent: *\nDisallow: /Jobs"}, outcome: trends.OutcomeRefused, why: "Disallow: /Jobs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewServer(&c.site)
			defer server.Close()
			src := crawler.Source{Kind: "workday", Board: "oak.wd5.myworkdayjobs.com/Jobs", BaseURL: server.URL, Limit: c.limit}
			got := readOnce(t, src, crawler.Memory{Known: c.known}).Crawl
			if got.Outcome != c.outcome || got.Seen != c.seen || !strings.Contains(got.Error, c.why) || c.why == "" && got.Error != "" {
				t.Errorf("%+v", got)
			}
			if c.site.posts != c.posts || c.site.details != c.details {
				t.Errorf("%d lists and %d jobs asked for, want %d and %d", c.site.posts, c.site.details, c.posts, c.details)
			}
		})
	}
}

func TestWorkdayHTML(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, "<html>Sorry</html>")
	}))
	defer server.Close()
	got := readOnce(t, crawler.Source{Kind: "workday", Board: "oak.wd5.myworkdayjobs.com/Jobs", BaseURL: server.URL}, crawler.Memory{}).Crawl
	if got.Outcome != trends.OutcomeFailed || !strings.Contains(got.Error, "a page of HTML where JSON was due") {
		t.Errorf("%+v", got)
	}
}
