package polite_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	polite "trends/crawler/polite"
)

func TestRobotsGate(t *testing.T) {
	const html = "<!doctype html><title>Not found</title>"
	tests := []struct {
		name   string
		status int
		robots string
		ask    string // method and address
		want   string
	}{
		{"no rule", 200, "User-agent: *\nDisallow: /private\n", "GET /jobs", "ok"},
		{"rule", 200, "User-agent: *\nDisallow: /private\n", "GET /private/1", "refused"},
		{"HEAD too", 200, "User-agent: *\nDisallow: /private\n", "HEAD /private/1", "refused"},
		{"HEAD allowed", 200, "User-agent: *\nDisallow: /private\n", "HEAD /jobs", "ok"},
		{"robots.txt itself", 200, "User-agent: *\nDisallow: /\n", "GET /robots.txt", "ok"},
		{"query as it is sent", 200, "User-agent: *\nDisallow: /q?b=1\n", "GET /q?b=1&a=2", "refused"},
		{"query in another order", 200, "User-agent: *\nDisallow: /q?b=1\n", "GET /q?a=2&b=1", "ok"},
		{"encoded path", 200, "User-agent: *\nDisallow: /%7Eme/\n", "GET /~me/x", "refused"},
		{"own group, not everybody's", 200, "User-agent: *\nDisallow: /\n\nUser-agent: Trends\nDisallow: /x\n", "GET /jobs", "ok"},
		{"own group", 200, "User-agent: *\nAllow: /\n\nUser-agent: Trends\nDisallow: /x\n", "GET /x", "refused"},
		{"a group of a longer name", 200, "User-agent: trendsetter\nDisallow: /\n", "GET /jobs", "ok"},
		{"none", 404, html, "GET /jobs", "ok"},
		{"unauthorised", 401, "Unauthorized", "GET /jobs", "ok"},
		{"rules with a 404", 404, "User-agent: *\nDisallow: /jobs\n", "GET /jobs", "refused"},
		{"rules with a 403", 403, "# hello\nUser-agent: *\nDisallow: /jobs\n", "GET /jobs", "refused"},
		{"error page that quotes rules", 404, html + "\n<pre>\nUser-agent: *\nDisallow: /\n</pre>", "GET /jobs", "ok"},
		{"too many requests", 429, "", "GET /jobs", "refused"},
		{"server down", 500, "", "GET /jobs", "refused"},
		{"slower than anybody waits", 200, "User-agent: *\nCrawl-delay: 61\n", "GET /jobs", "refused"},
		{"a page instead", 200, html, "GET /jobs", "ok"},
		{"rules after the cap", 200, strings.Repeat("# "+strings.Repeat("x", 1021)+"\n", 1024) + "User-agent: *\nDisallow: /\n", "GET /jobs", "ok"},
		{"rules before the cap", 200, "User-agent: *\nDisallow: /\n" + strings.Repeat("#\n", 1<<20), "GET /jobs", "refused"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := newClock()
			s := newSite(t, c, tt.status, tt.robots, nil)
			tr := newTransport(c)
			method, path, _ := strings.Cut(tt.ask, " ")
			_, _, err := do(t, tr, method, s.URL+path)
			if got := kindOf(err); got != tt.want {
				t.Fatalf("%s: %s (%v), want %s", tt.ask, got, err, tt.want)
			}
			if asked := s.asked(); path != "/robots.txt" && strings.Contains(asked, path) != (tt.want == "ok") {
				t.Errorf("the server was asked %s", asked)
			}
			verdict, err := tr.Verdict(t.Context(), s.URL+path)
			if err != nil || verdict.Allowed != (tt.want == "ok") || verdict.Allowed == (verdict.Reason != "") {
				t.Errorf("Verdict = %+v, %v", verdict, err)
			}
		})
	}
}

func TestRedirects(t *testing.T) {
	c := newClock()
	other := newSite(t, c, 200, "User-agent: *\nDisallow: /closed\n", nil)
	s := newSite(t, c, 200, "User-agent: *\nDisallow: /private\n", func(w http.ResponseWriter, r *http.Request, n int) {
		http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
	})
	tests := []struct{ to, want, rule string }{
		{"/private/1", "refused", "Disallow: /private"},
		{other.URL + "/open", "ok", ""},
		{other.URL + "/closed", "refused", "Disallow: /closed"},
		{"ftp://example.com/", "refused", ""},
	}
	tr := newTransport(c)
	for _, tt := range tests {
		_, _, err := get(t, tr, s.URL+"/go?to="+tt.to)
		if got := kindOf(err); got != tt.want {
			t.Errorf("redirect to %s: %s (%v), want %s", tt.to, got, err, tt.want)
		}
		var refused *polite.RefusedError
		if errors.As(err, &refused) && refused.Rule != tt.rule {
			t.Errorf("redirect to %s: rule %q, want %q", tt.to, refused.Rule, tt.rule)
		}
	}
	if got, want := other.asked(), "/robots.txt /open"; got != want {
		t.Errorf("the other site was asked %s, want %s", got, want)
	}
}

func TestRobotsRedirects(t *testing.T) {
	for _, tt := range []struct {
		hops int
		want string
	}{{1, "ok"}, {5, "ok"}, {6, "refused"}} {
		c := newClock()
		s := newSite(t, c, 0, "", func(w http.ResponseWriter, r *http.Request, n int) {
			hop := strings.Count(r.URL.Path, "z")
			if r.URL.Path == "/jobs" || hop == tt.hops {
				io.WriteString(w, "User-agent: *\nDisallow: /private\n")
				return
			}
			http.Redirect(w, r, "/"+strings.Repeat("z", hop+1), http.StatusMovedPermanently)
		})
		tr := newTransport(c)
		if _, _, err := get(t, tr, s.URL+"/jobs"); kindOf(err) != tt.want {
			t.Errorf("robots.txt after %d redirects: %v, want %s", tt.hops, err, tt.want)
		}
		if _, _, err := get(t, tr, s.URL+"/private"); kindOf(err) != "refused" {
			t.Errorf("robots.txt after %d redirects: its rule does not hold: %v", tt.hops, err)
		}
	}
}

// TestRobotsAge asks for robots.txt once a day, and after an hour if it could not be read.
func TestRobotsAge(t *testing.T) {
	c := newClock()
	s := newSite(t, c, 0, "", func(w http.ResponseWriter, r *http.Request, n int) {
		if r.URL.Path == "/robots.txt" && n > 1 && n < 5 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	tr := newTransport(c)
	steps := []struct {
		after  time.Duration
		want   string
		robots int // fetches until then
	}{
		{0, "ok", 1},
		{23 * time.Hour, "ok", 1},
		{time.Hour, "refused", 4}, // three tries
		{30 * time.Minute, "refused", 4},
		{31 * time.Minute, "ok", 5},
	}
	for i, step := range steps {
		c.advance(step.after)
		_, _, err := get(t, tr, s.URL+"/jobs")
		if got := strings.Count(s.asked(), "/robots.txt"); kindOf(err) != step.want || got != step.robots {
			t.Errorf("step %d: %v with %d fetches of robots.txt, want %s with %d", i, err, got, step.want, step.robots)
		}
	}
}

// TestRobotsSilent has a server that accepts the request for robots.txt and never answers, and one that breaks it off.
func TestRobotsSilent(t *testing.T) {
	for name, handle := range map[string]func(w http.ResponseWriter, r *http.Request, n int){
		"silent":     func(w http.ResponseWriter, r *http.Request, n int) { <-r.Context().Done() },
		"broken off": func(w http.ResponseWriter, r *http.Request, n int) { panic(http.ErrAbortHandler) },
		"cut short": func(w http.ResponseWriter, r *http.Request, n int) {
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, "User-agent: *\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClock()
			s := newSite(t, c, 0, "", handle)
			tr := newTransport(c)
			tr.Timeout = 50 * time.Millisecond
			for range 2 { // the second time from what is remembered
				_, _, err := get(t, tr, s.URL+"/jobs")
				if kindOf(err) != "refused" || !strings.Contains(err.Error(), "robots.txt could not be read") {
					t.Errorf("got %v, want a refusal for want of robots.txt", err)
				}
			}
			if asked := s.asked(); strings.Contains(asked, "/jobs") || strings.Count(asked, "/robots.txt") > 3 {
				t.Errorf("the server was asked %s", asked)
			}
		})
	}
}

// TestRobotsOnce asks from many goroutines at once, the first of which gives up.
func TestRobotsOnce(t *testing.T) {
	c := newClock()
	s := newSite(t, c, 200, "", nil)
	var mu sync.Mutex
	decisions := 0
	tr := newTransport(c)
	tr.OnDecision = func(polite.Decision) {
		mu.Lock()
		defer mu.Unlock()
		decisions++
	}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if _, _, err := get(t, tr, s.URL+"/jobs"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := strings.Count(s.asked(), "/robots.txt"); got != 1 || decisions != 20 {
		t.Errorf("%d fetches of robots.txt and %d decisions, want 1 and 20", got, decisions)
	}
}

func TestVerdictAndSitemaps(t *testing.T) {
	c := newClock()
	s := newSite(t, c, 200, "Sitemap: /maps/a.xml\nUser-agent: *\nContent-Signal: search=no\n\nUser-agent: trends\nContent-Signal: search=yes, ai-train=no\nCrawl-delay: 2.5\nAllow: /jobs/\nDisallow: /jobs\nSitemap: https://example.com/b.xml\nsitemap: /maps/a.xml\n", nil)
	tr := newTransport(c)
	got, err := tr.Verdict(t.Context(), s.URL+"/jobs?page=2")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.Reason, "Disallow: /jobs") {
		t.Errorf("the reason %q does not name the rule", got.Reason)
	}
	got.Reason = ""
	want := polite.Decision{URL: s.URL + "/jobs?page=2", Rule: "Disallow: /jobs", Group: "trends", Delay: 2500 * time.Millisecond, Signals: "search=yes, ai-train=no"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Verdict (-want +got):\n%s", diff)
	}
	maps, err := tr.Sitemaps(t.Context(), s.URL)
	if diff := cmp.Diff([]string{s.URL + "/maps/a.xml", "https://example.com/b.xml"}, maps); err != nil || diff != "" {
		t.Errorf("Sitemaps: %v (-want +got):\n%s", err, diff)
	}
	down := newSite(t, c, 500, "", nil)
	if _, err := tr.Sitemaps(t.Context(), down.URL); kindOf(err) != "refused" {
		t.Errorf("Sitemaps of a server that is down: %v", err)
	}
	if s.asked() != "/robots.txt" {
		t.Errorf("the site was asked %s", s.asked())
	}
}
