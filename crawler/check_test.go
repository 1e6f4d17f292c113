package crawler_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trends/crawler"
)

// TestCheck tries the sources of archives in testdata once: what is found, and that nothing but robots.txt and one address is asked.
func TestCheck(t *testing.T) {
	for _, c := range []struct {
		archive string
		finding crawler.Finding
		error   string // part of it
	}{
		{"greenhouse", crawler.FoundAlive, ""},
		{"lever", crawler.FoundAlive, ""},
		{"ashby", crawler.FoundAlive, ""},
		{"hn", crawler.FoundAlive, ""},
		{"jsonld-list", crawler.FoundAlive, ""},
		{"jsonld-none", crawler.FoundAlive, ""}, // its sitemaps might hold something: one page cannot tell
		{"ashby-empty", crawler.FoundEmpty, ""},
		{"lever-gone", crawler.FoundGone, "answered 404 Not Found"},
		{"lever-html", crawler.FoundFailing, "an object came where Lever sends a list"},
		{"greenhouse-cut", crawler.FoundFailing, "breaks off"},
		{"greenhouse-busy", crawler.FoundAlive, ""}, // at the second try
		{"greenhouse-offsite", crawler.FoundFailing, "another site"},
		{"greenhouse-robots", crawler.FoundRefused, `forbids it to group "*" (Disallow: /v1/)`},
	} {
		t.Run(c.archive, func(t *testing.T) {
			archive, err := parseArchive(filepath.Join("testdata", c.archive+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			s := newSite(t, archive)
			crawl, clock := newCrawler()
			s.clock = clock
			src, _, _ := s.source(t, archive.Comment)
			got, err := crawl.Check(t.Context(), src)
			if err != nil {
				t.Fatal(err)
			}
			if got.Finding != c.finding || !strings.Contains(got.Error, c.error) {
				t.Errorf("found %s (%s), want %s (%s)", got.Finding, got.Error, c.finding, c.error)
			}
			asked := slices.Compact(slices.Clone(s.log)) // tries of one address follow each other
			if len(asked) > 2 || asked[0] != "/robots.txt" {
				t.Errorf("asked %v", asked)
			}
		})
	}
}

// TestRobots asks what robots.txt says.
func TestRobots(t *testing.T) {
	archive, err := parseArchive("testdata/greenhouse-robots.txtar")
	if err != nil {
		t.Fatal(err)
	}
	archive.Files[0].Data = "200 OK\nContent-Type: text/plain\n\nUser-agent: *\nDisallow: /v1/\nAllow: /v1/boards/\nCrawl-delay: 3\nSitemap: /jobs.xml\n"
	s := newSite(t, archive)
	c, clock := newCrawler()
	s.clock = clock
	src, _, _ := s.source(t, archive.Comment)
	got, err := c.Robots(t.Context(), src)
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	v := got[0]
	if !v.Allowed || v.Rule != "Allow: /v1/boards/" || v.Group != "*" || v.Delay.Seconds() != 3 || !slices.Equal(v.Sitemaps, []string{s.URL + "/jobs.xml"}) {
		t.Errorf("robots.txt says %+v", v)
	}
	if len(s.log) != 1 {
		t.Errorf("asked %v", s.log)
	}
	if got, err := c.Robots(t.Context(), crawler.Source{Kind: "file", URL: "x.jsonl"}); err != nil || got != nil {
		t.Errorf("a file has robots.txt: %v, %v", got, err)
	}
}
