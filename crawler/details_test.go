package crawler_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"trends/crawler"
	"trends/trends"
)

// TestDetails reads a board whose texts are fetched one by one. job is the answer of every job.
func TestDetails(t *testing.T) {
	const fine = `{"result": {"jobOpening": {"jobOpeningName": "Engineer"}}}`
	for _, c := range []struct {
		name    string
		jobs    int
		job     string
		robots  string
		known   int
		limit   int
		asked   int // jobs
		seen    int
		outcome trends.Outcome
		why     string
	}{
		{name: "all new", jobs: 3, job: fine, asked: 3, seen: 3, outcome: trends.OutcomeComplete},
		{name: "some known", jobs: 5, known: 2, job: fine, asked: 3, seen: 5, outcome: trends.OutcomeComplete},
		{name: "the known do not count for the limit", jobs: 5, known: 2, limit: 2, job: fine, asked: 2, seen: 4, outcome: trends.OutcomePartial, why: "1 of 5 jobs left for later"},
		{name: "not what it should be", jobs: 2, job: `{"result": {}}`, asked: 2, outcome: trends.OutcomeFailed, why: "2 of 2 jobs unreadable"},
		{name: "HTML", jobs: 2, known: 1, job: `<html>`, asked: 1, seen: 1, outcome: trends.OutcomePartial, why: "invalid character '<'"},
		{name: "longer than any ad", jobs: 2, known: 1, job: strings.Replace(fine, "Engineer", strings.Repeat("x", 2<<20), 1), asked: 1, seen: 1, outcome: trends.OutcomePartial, why: "more than any ad has"},
		{name: "robots.txt against the jobs", jobs: 3, job: fine, robots: "User-agent: *\nDisallow: /careers/*/detail", outcome: trends.OutcomeRefused, why: "Disallow: /careers/*/detail"},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case r.URL.Path == "/robots.txt":
					fmt.Fprint(w, c.robots)
				case r.URL.Path == "/careers/list":
					var rows []string
					for i := range c.jobs {
						rows = append(rows, fmt.Sprintf(`{"id": %d}`, i))
					}
					fmt.Fprintf(w, `{"result": [%s]}`, strings.Join(rows, ","))
				default:
					asked++
					fmt.Fprint(w, c.job)
				}
			}))
			defer server.Close()
			memory := crawler.Memory{Known: map[string]string{}}
			for i := range c.known {
				memory.Known[fmt.Sprint(i)] = ""
			}
			got := readOnce(t, crawler.Source{Kind: "bamboohr", Board: "plumstead", BaseURL: server.URL, Limit: c.limit}, memory).Crawl
			if got.Outcome != c.outcome || got.Seen != c.seen || asked != c.asked || !strings.Contains(got.Error, c.why) || c.why == "" && got.Error != "" {
				t.Errorf("%d jobs asked for, %+v", asked, got)
			}
		})
	}
}
