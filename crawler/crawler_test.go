package crawler_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/crawler"
	"trends/trends"
)

var update = flag.Bool("update", false, "rewrite what the archives in testdata want")

// TestSites reads each archive in testdata: a source, the site it is read from as URL → raw HTTP response, and what comes out.
//
// The comment of an archive holds the fields of the source, one a line ("kind: lever"), what is known before ("known: 3"), and
// how often it is read ("reads: 2"; a day lies between two reads, or as much as "later: 2h" says). An entry is named by the path that is asked; "#2" after it
// is what the second request gets, and so on, the last one for all further ones. {site} in the texts stands for the server's
// address. The server answers 304 where the validators of a request are those of the entry. The entries "want" hold the
// outcome and the postings of each read; go test -update rewrites them.
func TestSites(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { testSite(t, file) })
	}
}

func testSite(t *testing.T, file string) {
	archive, err := parseArchive(file)
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, archive)
	c, clock := newCrawler()
	s.clock = clock
	src, reads, memory := s.source(t, archive.Comment)
	for n := 1; n <= reads; n++ {
		got, next := s.read(t, c, src, memory)
		memory = next
		name := "want"
		if n > 1 {
			name = fmt.Sprintf("want %d", n)
		}
		s.compare(t, archive, name, got)
		clock.advance(s.later)
	}
	if *update {
		if err := os.WriteFile(file, archive.format(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// archive is a text archive in the form of golang.org/x/tools/txtar.
type archive struct {
	Comment string
	Files   []archiveFile
}

type archiveFile struct{ Name, Data string }

func parseArchive(file string) (*archive, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	a := &archive{}
	for line := range strings.Lines(string(data)) {
		name, ok := strings.CutPrefix(strings.TrimSpace(line), "-- ")
		name, ok2 := strings.CutSuffix(name, " --")
		switch n := len(a.Files); {
		case ok && ok2:
			a.Files = append(a.Files, archiveFile{Name: name})
		case n == 0:
			a.Comment += line
		default:
			a.Files[n-1].Data += line
		}
	}
	return a, nil
}

func (a *archive) format() []byte {
	out := []byte(a.Comment)
	for _, f := range a.Files {
		out = fmt.Appendf(out, "-- %s --\n%s", f.Name, f.Data)
	}
	return out
}

// site serves an archive.
type site struct {
	*httptest.Server
	mu      sync.Mutex
	asked   map[string]int
	entries map[string]string
	log     []string // what was asked, in order
	clock   *clock
	later   time.Duration // between two reads
}

func newSite(t *testing.T, archive *archive) *site {
	t.Helper()
	s := &site{asked: map[string]int{}, entries: map[string]string{}, later: 24 * time.Hour}
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "/") {
			s.entries[f.Name] = f.Data
		}
	}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP writes an entry as it stands: head, empty line, body.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.RequestURI()
	s.mu.Lock()
	s.asked[path]++
	n := s.asked[path]
	s.log = append(s.log, path)
	s.mu.Unlock()
	raw, ok := s.entries[path]
	for ; n > 1; n-- {
		if again, found := s.entries[fmt.Sprintf("%s #%d", path, n)]; found {
			raw = again
			break
		}
	}
	if !ok {
		http.Error(w, "no such page", http.StatusNotFound)
		return
	}
	in := bufio.NewReader(strings.NewReader(strings.ReplaceAll(raw, "{site}", s.URL)))
	status, _ := in.ReadString('\n')
	head, _ := textproto.NewReader(in).ReadMIMEHeader()
	var body strings.Builder
	in.WriteTo(&body)
	for key, values := range head {
		w.Header()[key] = values
	}
	etag, modified := head.Get("ETag"), head.Get("Last-Modified")
	if etag != "" && r.Header.Get("If-None-Match") == etag || modified != "" && r.Header.Get("If-Modified-Since") == modified {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	code, _ := strconv.Atoi(strings.Fields(status)[0])
	w.WriteHeader(code)
	text := body.String()
	if head.Get("Content-Type") == "text/html; charset=iso-8859-1" {
		text = latin1(text)
	}
	fmt.Fprint(w, text)
}

// latin1 writes a text in ISO 8859-1.
func latin1(s string) string {
	var out []byte
	for _, r := range s {
		out = append(out, byte(r))
	}
	return string(out)
}

// source reads the comment of an archive.
func (s *site) source(t *testing.T, comment string) (src crawler.Source, reads int, memory crawler.Memory) {
	t.Helper()
	src.BaseURL, reads = s.URL, 1
	for line := range strings.Lines(comment) {
		field, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue // words about the archive
		}
		switch field {
		case "kind":
			src.Kind = value
		case "board":
			src.Board = value
		case "company":
			src.Company = value
		case "title":
			src.Title = value
		case "region":
			src.Region = value
		case "url":
			src.URL = strings.ReplaceAll(value, "{site}", s.URL)
		case "limit":
			src.Limit, _ = strconv.Atoi(value)
		case "later":
			s.later, _ = time.ParseDuration(value)
		case "reads":
			reads, _ = strconv.Atoi(value)
		case "at": // the first read; other archives are read on 20 November 2026
			at, err := time.Parse("2006-01-02", value)
			if err != nil {
				t.Fatal(err)
			}
			s.clock.advance(at.Sub(s.clock.now()))
		case "known":
			n, _ := strconv.Atoi(value)
			memory.Known = map[string]string{}
			for i := range n {
				memory.Known[fmt.Sprintf("known-%d", i)] = ""
			}
		}
	}
	return src, reads, memory
}

// read reads the source once, and returns the report on it and what it leaves to remember.
func (s *site) read(t *testing.T, c *crawler.Crawler, src crawler.Source, before crawler.Memory) (string, crawler.Memory) {
	t.Helper()
	var out strings.Builder
	s.mu.Lock()
	s.log = nil
	s.mu.Unlock()
	next := crawler.Memory{Fetches: map[string]trends.Fetch{}, Known: map[string]string{}, ByURL: map[string]string{}, LastWhole: before.LastWhole}
	postings := ""
	reading, err := c.Read(t.Context(), src, before, func(p trends.Posting) error {
		postings += describe(p)
		next.ByURL[p.URL] = p.ID
		return nil
	})
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	crawl := reading.Crawl
	fmt.Fprintf(&out, "%s, %d seen\n", crawl.Outcome, crawl.Seen)
	if crawl.Error != "" {
		fmt.Fprintf(&out, "error: %s\n", crawl.Error)
	}
	if crawl.From != "" {
		fmt.Fprintf(&out, "declares: %s..%s\n", crawl.From, crawl.To)
	}
	s.mu.Lock()
	for _, path := range s.log {
		fmt.Fprintf(&out, "asked: %s\n", path)
	}
	s.mu.Unlock()
	if crawl.Outcome == trends.OutcomeUnchanged && reading.Present != nil {
		t.Errorf("an unchanged reading has Present = %q, want nil", reading.Present)
	}
	if reading.Present != nil {
		fmt.Fprintf(&out, "present: %s\n", strings.Join(reading.Present, " "))
	}
	out.WriteString(postings)
	for url, fetch := range before.Fetches {
		next.Fetches[url] = fetch
	}
	for _, fetch := range reading.Fetches {
		next.Fetches[fetch.URL] = fetch
	}
	for url, id := range before.ByURL {
		next.ByURL[url] = id
	}
	for id := range before.Known {
		next.Known[id] = ""
	}
	for _, id := range reading.Present {
		next.Known[id] = ""
	}
	if crawl.Whole() {
		next.LastWhole = crawl.Started
	}
	text := strings.ReplaceAll(out.String(), s.URL, "{site}")
	return strings.ReplaceAll(text, strings.TrimPrefix(s.URL, "http://"), "{host}"), next
}

// compare checks a report against an entry, or replaces it.
func (s *site) compare(t *testing.T, archive *archive, name, got string) {
	t.Helper()
	for i := range archive.Files {
		if archive.Files[i].Name != name {
			continue
		}
		if *update {
			archive.Files[i].Data = got
		} else if diff := cmp.Diff(archive.Files[i].Data, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		return
	}
	if !*update {
		t.Errorf("the archive has no entry %q; got:\n%s", name, got)
		return
	}
	archive.Files = append(archive.Files, archiveFile{name, got})
}

// describe writes the fields of a posting that are not empty, one a line.
func describe(p trends.Posting) string {
	var out strings.Builder
	fmt.Fprintf(&out, "posting %s\n", p.ID)
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&out, "  %s: %s\n", name, strings.ReplaceAll(value, "\n", "\n    "))
		}
	}
	line("url", p.URL)
	line("title", p.Title)
	line("employer", p.Employer)
	line("places", strings.Join(p.Places, "; "))
	line("country", p.Country)
	line("remote", string(p.Remote))
	if p.Pay != nil {
		line("pay", fmt.Sprintf("%v-%v %s a %s", p.Pay.Min, p.Pay.Max, p.Pay.Currency, p.Pay.Period))
	}
	if !p.Posted.IsZero() {
		line("posted", p.Posted.Format("2006-01-02 15:04:05")+", "+string(p.Precision))
	}
	line("month", p.Month)
	if !p.Closes.IsZero() {
		line("closes", p.Closes.Format("2006-01-02 15:04:05"))
	}
	line("requisition", p.Requisition)
	line("language", p.Language)
	line(string(p.Format), p.Body)
	return out.String()
}

// clock is a calendar on which sleeping takes no time.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.advance(d)
	return ctx.Err()
}

// firstDay is when tests begin.
var firstDay = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// newCrawler returns a crawler on 20 November 2026 that may ask loopback servers.
func newCrawler() (*crawler.Crawler, *clock) {
	clock := &clock{at: firstDay}
	return &crawler.Crawler{
		Version: "1.0", Contact: "https://example.org/bot", AllowPrivateHosts: true, Now: clock.now, Sleep: clock.sleep,
	}, clock
}

func TestReadErrors(t *testing.T) {
	c, _ := newCrawler()
	emit := func(trends.Posting) error { return nil }
	if _, err := c.Read(t.Context(), crawler.Source{Kind: "greenhose"}, crawler.Memory{}, emit); err == nil || !strings.Contains(err.Error(), "greenhouse") {
		t.Errorf("Read of an unknown kind: %v, want an error that names the kinds", err)
	}
	if _, err := (&crawler.Crawler{}).Read(t.Context(), crawler.Source{Kind: "hn"}, crawler.Memory{}, emit); err == nil {
		t.Error("Read without a clock succeeds")
	}
	off := crawler.Source{Kind: "lever", Board: "example", Off: "the employer asked us not to"}
	reading, err := c.Read(t.Context(), off, crawler.Memory{}, emit)
	if err != nil || reading.Crawl.Outcome != trends.OutcomeRefused || reading.Crawl.Error != off.Off || reading.Crawl.Requests != 0 {
		t.Errorf("Read of a source that is off: %+v, %v", reading.Crawl, err)
	}
}

func TestReadEmitError(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, `[{"id":"a","text":"Engineer"},{"id":"b","text":"Analyst"}]`)
	}))
	defer server.Close()
	c, _ := newCrawler()
	full := errors.New("disk full")
	src := crawler.Source{Kind: "lever", Board: "example", BaseURL: server.URL}
	n := 0
	reading, err := c.Read(t.Context(), src, crawler.Memory{}, func(trends.Posting) error {
		if n++; n == 2 {
			return full
		}
		return nil
	})
	if err != full || reading.Crawl.Outcome != trends.OutcomePartial || reading.Fetches != nil {
		t.Errorf("Read = %+v, %v; want a partial reading without answers to remember, and the caller's own error", reading, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Read(ctx, src, crawler.Memory{}, func(trends.Posting) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("Read with a done context: %v", err)
	}
}

// TestReadTooLarge reads a board of more bytes than may be: nothing of it is used.
func TestReadTooLarge(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			fmt.Fprintf(w, `[{"id":"a","text":"Engineer","description":"%s"}]`, strings.Repeat("x", 5000))
		}
	}))
	defer server.Close()
	c, _ := newCrawler()
	c.MaxBody = 1000
	reading, err := c.Read(t.Context(), crawler.Source{Kind: "lever", Board: "example", BaseURL: server.URL}, crawler.Memory{},
		func(trends.Posting) error { t.Error("a posting"); return nil })
	if err != nil || reading.Crawl.Outcome != trends.OutcomeFailed || !strings.Contains(reading.Crawl.Error, "more than 1000 bytes") {
		t.Errorf("Read = %+v, %v", reading.Crawl, err)
	}
}

// TestReadCompressed reads what is compressed in transit, and a sitemap that is by itself, and counts what came.
func TestReadCompressed(t *testing.T) {
	pack := func(text string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(text))
		z.Close()
		return b.Bytes()
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/sitemap.xml.gz":
			w.Header().Set("Content-Type", "application/octet-stream")
			w.Write(pack("<urlset><url><loc>http://" + r.Host + "/jobs/1</loc></url></urlset>"))
		case "/jobs/1":
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(pack(`<script type="application/ld+json">{"@type":"JobPosting","title":"Engineer","identifier":1}</script>`))
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	c, _ := newCrawler()
	reading, err := c.Read(t.Context(), crawler.Source{Kind: "jsonld", Board: "x", URL: server.URL + "/sitemap.xml.gz"}, crawler.Memory{},
		func(p trends.Posting) error {
			if p.Title != "Engineer" {
				t.Errorf("title %q", p.Title)
			}
			return nil
		})
	if err != nil || reading.Crawl.Outcome != trends.OutcomeComplete || reading.Crawl.Seen != 1 || reading.Crawl.Requests != 3 || reading.Crawl.Bytes < 50 {
		t.Errorf("Read = %+v, %v", reading.Crawl, err)
	}
}

func TestPlan(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		fmt.Fprint(w, "User-agent: *\nDisallow: /v0/\nCrawl-delay: 3\n")
	}))
	defer server.Close()
	c, _ := newCrawler()
	for _, tt := range []struct {
		src  crawler.Source
		want crawler.PlannedRequest
	}{
		{crawler.Source{Kind: "greenhouse", Board: "a b", BaseURL: server.URL},
			crawler.PlannedRequest{URL: server.URL + "/v1/boards/a%20b/jobs?content=true&pay_transparency=true", Allowed: true, Delay: 3 * time.Second}},
		{crawler.Source{Kind: "lever", Board: "a", BaseURL: server.URL},
			crawler.PlannedRequest{URL: server.URL + "/v0/postings/a?mode=json", Rule: "Disallow: /v0/", Delay: 3 * time.Second}},
		{crawler.Source{Kind: "jsonld", URL: "https://example.com/jobs", BaseURL: server.URL},
			crawler.PlannedRequest{URL: server.URL + "/jobs", Allowed: true, Delay: 3 * time.Second}},
		{crawler.Source{Kind: "ashby", Board: "a", Off: "not wanted"},
			crawler.PlannedRequest{URL: "https://api.ashbyhq.com/posting-api/job-board/a?includeCompensation=true", Reason: "not wanted"}},
		{crawler.Source{Kind: "teamtailor", Board: "a", Region: "na", Off: "not wanted"},
			crawler.PlannedRequest{URL: "https://a.na.teamtailor.com/jobs.rss?per_page=100&offset=0", Reason: "not wanted"}},
		{crawler.Source{Kind: "hn", URL: "https://hacker-news.firebaseio.com", Off: "not wanted"},
			crawler.PlannedRequest{URL: "https://hacker-news.firebaseio.com/v0/user/whoishiring.json", Reason: "not wanted"}},
		{crawler.Source{Kind: "personio", Board: "a", Off: "not wanted"},
			crawler.PlannedRequest{URL: "https://a.jobs.personio.de/xml", Reason: "not wanted"}},
		{crawler.Source{Kind: "file", URL: "a.jsonl"}, crawler.PlannedRequest{URL: "a.jsonl", Allowed: true}},
	} {
		plan, err := c.Plan(t.Context(), tt.src)
		if err != nil || len(plan.Requests) != 1 || plan.Source != tt.src.Key() {
			t.Errorf("Plan(%s) = %+v, %v", tt.src.Key(), plan, err)
			continue
		}
		got := plan.Requests[0]
		if tt.src.Kind == "lever" { // the words are polite's
			if !strings.Contains(got.Reason, "Disallow: /v0/") {
				t.Errorf("Plan(%s): reason %q", tt.src.Key(), got.Reason)
			}
			got.Reason = ""
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Plan(%s) (-want +got):\n%s", tt.src.Key(), diff)
		}
	}
	if len(asked) != 1 || asked[0] != "/robots.txt" {
		t.Errorf("asked %q, want robots.txt once", asked)
	}
	if _, err := c.Plan(t.Context(), crawler.Source{Kind: "file"}); err == nil {
		t.Error("Plan of a source that is not valid succeeds")
	}
}

// TestCollyEnvironment reads a site with an environment in which colly would do everything differently.
func TestCollyEnvironment(t *testing.T) {
	for name, value := range map[string]string{
		"ALLOWED_DOMAINS": "example.org", "DISALLOWED_DOMAINS": "127.0.0.1", "MAX_BODY_SIZE": "10", "MAX_DEPTH": "0", "MAX_REQUESTS": "1",
		"FOLLOW_REDIRECTS": "no", "IGNORE_ROBOTSTXT": "no", "USER_AGENT": "other", "PARSE_HTTP_ERROR_RESPONSE": "no", "CACHE_DIR": t.TempDir(), "DETECT_CHARSET": "yes",
	} {
		t.Setenv("COLLY_"+name, value)
	}
	agents := map[string]bool{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agents[r.UserAgent()] = true
		switch r.URL.Path {
		case "/jobs":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<a href="/jobs/old">1</a>`)
		case "/jobs/old":
			http.Redirect(w, r, "/jobs/new", http.StatusMovedPermanently)
		case "/jobs/new":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<script type="application/ld+json">{"@type":"JobPosting","title":"Engineer","identifier":1}</script>`)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	c, _ := newCrawler()
	reading, err := c.Read(t.Context(), crawler.Source{Kind: "jsonld", Board: "x", URL: server.URL + "/jobs"}, crawler.Memory{},
		func(trends.Posting) error { return nil })
	if err != nil || reading.Crawl.Outcome != trends.OutcomeComplete || reading.Crawl.Seen != 1 {
		t.Errorf("Read = %+v, %v", reading.Crawl, err)
	}
	if len(agents) != 1 || !agents[c.UserAgent()] {
		t.Errorf("asked as %v, want as %s", agents, c.UserAgent())
	}
}
