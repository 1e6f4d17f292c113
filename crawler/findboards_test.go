package crawler_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// TestBoardAddresses recognises boards by their address alone.
func TestBoardAddresses(t *testing.T) {
	for _, c := range []struct{ address, want string }{
		{"https://boards.greenhouse.io/acme", "greenhouse:acme"},
		{"https://boards.greenhouse.io/acme/jobs/123?gh_src=x", "greenhouse:acme"},
		{"https://job-boards.greenhouse.io/acme", "greenhouse:acme"},
		{"https://job-boards.eu.greenhouse.io/acme", "greenhouse:acme"},
		{"https://boards.greenhouse.io/embed/job_board/js?for=acme", "greenhouse:acme"},
		{"https://boards.greenhouse.io/embed/job_board?b=x&for=acme", "greenhouse:acme"},
		{"https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true", "greenhouse:acme"},
		{"https://jobs.lever.co/Acme", "lever:Acme"},
		{"https://jobs.eu.lever.co/acme/", "lever:acme eu"},
		{"https://api.lever.co/v0/postings/acme?mode=json", "lever:acme"},
		{"https://jobs.ashbyhq.com/acme%20ai", "ashby:acme ai"},
		{"jobs.ashbyhq.com/acme.ai", "ashby:acme.ai"},
		{"https://apply.workable.com/acme/", "workable:acme"},
		{"https://acme.recruitee.com/o/engineer", "recruitee:acme"},
		{"https://acme.jobs.personio.de/", "personio:acme"},
		{"https://ats.rippling.com/acme-careers/jobs", "rippling:acme-careers"},
		{"https://jobs.smartrecruiters.com/AcmeInc", "smartrecruiters:AcmeInc"},
	} {
		crawl, _ := newCrawler()
		got, err := crawl.FindBoards(t.Context(), c.address)
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %v, %v", c.address, got, err)
			continue
		}
		if s := got[0].Source; strings.TrimSpace(s.Key()+" "+s.Region) != c.want {
			t.Errorf("%s is %s %s, want %s", c.address, s.Key(), s.Region, c.want)
		}
	}
}

// TestFindBoards looks for the boards behind made-up careers pages.
func TestFindBoards(t *testing.T) {
	const jobPosting = `<script type="application/ld+json">{"@type":"JobPosting","title":"Engineer"}</script>`
	for _, c := range []struct {
		name  string
		pages map[string]string // by path; "> ADDRESS" redirects
		want  string            // keys, or part of the error after "!"
	}{
		{"a link", map[string]string{"/careers": `<a href="https://jobs.lever.co/acme/1-2">Engineer</a>`}, "lever:acme"},
		{"an embed", map[string]string{"/careers": `<div id="grnhse_app"></div><script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>`}, "greenhouse:acme"},
		{"a frame", map[string]string{"/careers": `<iframe src="//jobs.ashbyhq.com/acme?embed=js"></iframe>`}, "ashby:acme"},
		{"data of a script", map[string]string{"/careers": `<script>window.X={"url":"https:\/\/boards-api.greenhouse.io\/v1\/boards\/acme\/jobs"}</script>`}, "greenhouse:acme"},
		{"each once, in order", map[string]string{"/careers": `<a href="https://jobs.lever.co/b">x</a><a href="https://jobs.lever.co/B/2">x</a><a href="https://jobs.ashbyhq.com/a">x</a>`},
			"lever:b ashby:a"},
		{"the vendor's own pages", map[string]string{"/careers": `<a href="https://boards.greenhouse.io/embed/x">x</a><a href="https://www.recruitee.com">by</a>`}, "!no board found"},
		{"one step away", map[string]string{"/careers": `<a href="/about">About</a><a href="/open-roles">See all open roles</a>`,
			"/open-roles": `<a href="https://jobs.lever.co/acme">x</a>`}, "lever:acme"},
		{"two steps away", map[string]string{"/careers": `<a href="/jobs">Jobs</a>`, "/jobs": `<a href="/jobs/all">All jobs</a>`,
			"/jobs/all": `<a href="https://jobs.lever.co/acme">x</a>`}, "!nor on 1 pages it leads to"},
		{"a redirect", map[string]string{"/careers": "> https://job-boards.greenhouse.io/acme"}, "greenhouse:acme"},
		{"a redirect one step away", map[string]string{"/careers": `<a href="/jobs">Jobs</a>`, "/jobs": "> https://jobs.eu.lever.co/acme"}, "lever:acme"},
		{"its own openings", map[string]string{"/careers": `<a href="/jobs">Jobs</a>`, "/jobs": jobPosting}, "jsonld:127.0.0.1"},
		{"a board goes before its own openings", map[string]string{"/careers": jobPosting + `<a href="https://jobs.lever.co/acme">x</a>`}, "lever:acme"},
		{"forbidden", map[string]string{"/robots.txt": "User-agent: *\nDisallow: /careers\n", "/careers": `<a href="https://jobs.lever.co/acme">x</a>`}, "!Disallow: /careers"},
		{"no page", map[string]string{}, "!answered 404 Not Found"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				page, ok := c.pages[r.URL.Path]
				to, moved := strings.CutPrefix(page, "> ")
				switch {
				case !ok:
					http.NotFound(w, r)
				case moved:
					http.Redirect(w, r, to, http.StatusFound)
				default:
					fmt.Fprint(w, page)
				}
			}))
			defer server.Close()
			crawl, _ := newCrawler()
			got, err := crawl.FindBoards(t.Context(), server.URL+"/careers")
			if want, wrong := strings.CutPrefix(c.want, "!"); wrong {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("found %v, %v; want an error with %q", got, err, want)
				}
				return
			}
			var keys []string
			for _, b := range got {
				keys = append(keys, b.Source.Key())
			}
			if err != nil || !slices.Equal(keys, strings.Fields(c.want)) {
				t.Errorf("found %v, %v; want %s", keys, err, c.want)
			}
		})
	}
	crawl, _ := newCrawler()
	if _, err := crawl.FindBoards(t.Context(), "ftp://example.com"); err == nil {
		t.Error("an address that is none of a page passes")
	}
}
