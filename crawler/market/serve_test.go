package market_test

import (
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/crawler/market"
)

// visitor asks the servers of a market at a virtual time.
type visitor struct {
	t   *testing.T
	m   *market.Market
	now time.Time
	ads []market.Listing
}

// visit makes a market without trouble, seen at the given day.
func visit(t *testing.T, day string) *visitor {
	t.Helper()
	at, err := time.Parse("2006-01-02", day)
	if err != nil {
		t.Fatal(err)
	}
	m := market.New(market.Options{Calm: true})
	return &visitor{t, m, at, m.Listings()}
}

// get asks a server for a path. header is a name and a value, or nothing.
func (v *visitor) get(server, path string, header ...string) *httptest.ResponseRecorder {
	v.t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://"+server+".example"+path, nil)
	if len(header) == 2 {
		r.Header.Set(header[0], header[1])
	}
	w := httptest.NewRecorder()
	v.m.Handler(server, func() time.Time { return v.now }).ServeHTTP(w, r)
	return w
}

// path returns the address of a source's whole board.
func path(s market.Source) string {
	switch s.Kind {
	case "greenhouse":
		return "/v1/boards/" + s.Board + "/jobs?content=true&pay_transparency=true"
	case "lever":
		return "/v0/postings/" + s.Board + "?mode=json"
	case "ashby":
		return "/posting-api/job-board/" + url.PathEscape(s.Board) + "?includeCompensation=true"
	}
	return ""
}

// up returns the ids that a source should show at the visitor's time.
func (v *visitor) up(source string) []string {
	var out []string
	for _, l := range v.ads {
		if l.Source == source && !l.Posted.After(v.now) && (l.Closed.IsZero() || l.Closed.After(v.now)) {
			out = append(out, l.ID)
		}
	}
	slices.Sort(out)
	return out
}

// TestBoards reads every vendor's board whole and compares the ids with the plan's.
func TestBoards(t *testing.T) {
	v := visit(t, "2025-02-12")
	for _, s := range v.m.Sources() {
		address := path(s)
		if address == "" {
			continue
		}
		w := v.get(s.Server, address)
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d", s.Key(), w.Code)
			continue
		}
		var ids []string
		switch s.Kind {
		case "lever":
			var jobs []struct{ ID, Text string }
			decode(t, w, &jobs)
			for _, j := range jobs {
				ids = append(ids, j.ID)
			}
		default:
			var answer struct {
				Jobs []struct {
					ID       any
					Internal *int  `json:"internal_job_id"`
					Listed   *bool `json:"isListed"`
				}
			}
			decode(t, w, &answer)
			for _, j := range answer.Jobs {
				if s.Kind == "greenhouse" && j.Internal == nil || s.Kind == "ashby" && !*j.Listed {
					continue // prospects and unlisted jobs
				}
				if n, ok := j.ID.(float64); ok {
					j.ID = strconv.Itoa(int(n))
				}
				ids = append(ids, j.ID.(string))
			}
		}
		slices.Sort(ids)
		if diff := cmp.Diff(v.up(s.Key()), ids); diff != "" {
			t.Errorf("%s: -plan +served\n%s", s.Key(), diff)
		}
		if s.Empty != (len(ids) == 0) {
			t.Errorf("%s: Empty is %v, %d jobs", s.Key(), s.Empty, len(ids))
		}
	}
}

// decode parses a JSON answer.
func decode(t *testing.T, w *httptest.ResponseRecorder, into any) {
	t.Helper()
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		t.Fatalf("parse answer: %v\n%.200s", err, w.Body)
	}
}

func TestGreenhouseEscapesTwice(t *testing.T) {
	v := visit(t, "2024-05-01")
	var answer struct {
		Jobs []struct{ Content string }
		Meta struct{ Total int }
	}
	decode(t, v.get("greenhouse", path(v.m.Sources()[0])), &answer)
	if answer.Meta.Total != len(answer.Jobs) || len(answer.Jobs) == 0 {
		t.Fatalf("total %d, %d jobs", answer.Meta.Total, len(answer.Jobs))
	}
	content := answer.Jobs[0].Content
	if strings.Contains(content, "<") || !strings.HasPrefix(html.UnescapeString(content), `<div class="content-intro"><p>`) {
		t.Errorf("content is not HTML escaped once: %.100s", content)
	}
}

// TestConditional asks twice with the validator of the first answer, then after the board has changed.
func TestConditional(t *testing.T) {
	v := visit(t, "2024-05-01")
	for kind, names := range map[string][2]string{
		"greenhouse": {"ETag", "If-None-Match"}, "lever": {"ETag", "If-None-Match"}, "ashby": {"Last-Modified", "If-Modified-Since"},
	} {
		of := slices.DeleteFunc(v.m.Sources(), func(s market.Source) bool { return s.Kind != kind })
		s := of[4] // the first ones come and go
		validator := v.get(s.Server, path(s)).Header().Get(names[0])
		if validator == "" {
			t.Errorf("%s: no %s", kind, names[0])
			continue
		}
		if w := v.get(s.Server, path(s), names[1], validator); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
			t.Errorf("%s: status %d with %d bytes for an unchanged board, want 304 and none", kind, w.Code, w.Body.Len())
		}
		later := *v
		later.now = v.now.AddDate(0, 0, 28)
		if w := later.get(s.Server, path(s), names[1], validator); w.Code != http.StatusOK {
			t.Errorf("%s: status %d after four weeks, want 200", kind, w.Code)
		}
	}
}

// TestAnswers holds the vendors' manners: a line is a request and what comes back.
func TestAnswers(t *testing.T) {
	v := visit(t, "2025-09-01")
	eu := v.m.Sources()[21]
	late, dead := v.m.Sources()[12], v.m.Sources()[13]
	for _, c := range []struct {
		day, server, path string
		status            int
		body              string // a part of it
	}{
		{"", "greenhouse", "/v1/boards/nobody/jobs", 404, `{"status":404,"error":"Job not found"}`},
		{"", "greenhouse", "/robots.txt", 200, "Disallow: /embed/"},
		{"", "greenhouse", "/v1/boards/" + late.Board, 200, late.Company},
		{"2024-08-01", "greenhouse", path(late), 404, "Job not found"},
		{"2024-10-01", "greenhouse", path(late), 200, `"jobs":[`},
		{"2025-08-01", "greenhouse", path(dead), 200, `"jobs":[`},
		{"2025-08-15", "greenhouse", path(dead), 404, "Job not found"},
		{"", "lever", "/robots.txt", 200, "Crawl-delay: 1"},
		{"", "lever", "/v0/postings/nobody?mode=json", 404, `{"ok":false,"error":"Document not found"}`},
		{"", "lever", path(eu), 404, "Document not found"},
		{"", "lever-eu", path(eu), 200, `"categories"`},
		{"", "ashby", "/robots.txt", 401, "Unauthorized"},
		{"", "ashby", "/posting-api/job-board/nobody", 404, "Not Found"},
		{"", "hn", "/robots.txt", 404, ""},
		{"", "hn", "/api/v1/items/1", 404, ""},
		{"", "tidewater", "/robots.txt", 200, "Crawl-delay: 2\n\nSitemap: http://tidewater.example/sitemap_index.xml"},
		{"", "lantern", "/robots.txt", 200, "Disallow: /private/"},
		{"2024-12-01", "tidewater", "/robots.txt", 404, ""},
		{"2024-12-01", "tidewater", "/sitemap_index.xml", 404, ""},
		{"", "tidewater", "/jobs?page=1000", 404, ""},
		{"", "tidewater", "/jobs/nothing-1", 404, ""},
		{"", "tidewater", "/jobs/moved-1", 302, ""},
	} {
		if v.now = time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC); c.day != "" {
			v.now, _ = time.Parse("2006-01-02", c.day)
		}
		w := v.get(c.server, c.path)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.body) {
			t.Errorf("%s %s%s = %d %.80q, want %d and %q", c.day, c.server, c.path, w.Code, w.Body, c.status, c.body)
		}
	}
}

// TestTrouble meets failures and gets through by asking again.
func TestTrouble(t *testing.T) {
	m := market.New(market.Options{Months: 6})
	v := &visitor{t, m, m.Start(), nil}
	seen := map[int]int{}
	for ; v.now.Before(m.End()); v.now = v.now.AddDate(0, 0, 1) {
		for _, s := range m.Sources() {
			if path(s) == "" || !s.From.IsZero() {
				continue
			}
			w := v.get(s.Server, path(s))
			seen[w.Code]++
			if w.Code == http.StatusTooManyRequests && w.Header().Get("Retry-After") == "" {
				t.Error("429 without Retry-After")
			}
			if w.Code != http.StatusOK {
				if w := v.get(s.Server, path(s)); w.Code != http.StatusOK {
					t.Errorf("%s again: %d", s.Key(), w.Code)
				}
			}
		}
	}
	if seen[429] < 10 || seen[500] < 5 || len(seen) != 3 {
		t.Errorf("statuses %v, want mostly 200, some 429 and 500", seen)
	}
}

func TestTraffic(t *testing.T) {
	v := visit(t, "2025-09-01")
	v.get("tidewater", "/robots.txt")
	v.get("tidewater", "/jobs")
	v.get("tidewater", "/private/candidates")
	v.now = v.now.Add(2 * time.Second)
	v.get("tidewater", "/jobs?sort=pay")
	v.now = v.now.Add(2 * time.Second)
	v.get("tidewater", "/jobs?page=2")
	got := v.m.Traffic()["tidewater"]
	got.Bytes = 0
	if diff := cmp.Diff(market.Traffic{Requests: 5, Forbidden: 2, TooSoon: 1}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestSameBytes asks two markets of one seed in a different order.
func TestSameBytes(t *testing.T) {
	a, b := visit(t, "2024-03-01"), visit(t, "2024-03-01")
	first, last := a.m.Sources()[0], a.m.Sources()[1]
	one := a.get(first.Server, path(first)).Body.String()
	b.get(last.Server, path(last))
	if two := b.get(first.Server, path(first)).Body.String(); one != two {
		t.Error("the order of requests changes the bytes")
	}
}
