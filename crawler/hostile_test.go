package crawler_test

import (
	"fmt"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"trends/crawler"
	"trends/trends"
)

// hostileCase is one way in which a site behaves badly, and what a read of it comes to.
type hostileCase struct {
	name string
	kind string            // of the source
	site map[string]answer // what it serves, by path
	want string            // the outcome and the ids that are up
	says string            // part of the error
	text string            // part of the first posting, if the case is about its words
}

// one serves a board: one address answers everything.
func one(a answer) map[string]answer { return map[string]answer{"*": a} }

// robots serves a robots.txt and a board that is well.
func robots(a answer) map[string]answer {
	return map[string]answer{"/robots.txt": a, "*": asJSON(goodLever)}
}

// pages serves a site with a sitemap that names the pages /jobs/1 to /jobs/N.
func pages(answers ...answer) map[string]answer {
	site := map[string]answer{}
	var urls strings.Builder
	for i, a := range answers {
		path := "/jobs/" + string(rune('1'+i))
		site[path] = a
		urls.WriteString("<url><loc>{site}" + path + "</loc></url>")
	}
	site["/sitemap.xml"] = asXML("<urlset>" + urls.String() + "</urlset>")
	return site
}

// job is a job page.
func job(id string) answer {
	return asHTML(ld(`{"@type":"JobPosting","identifier":"` + id + `","title":"Engineer ` + id + `"}`))
}

func ld(json string) string { return `<html><script type="application/ld+json">` + json + `</script>` }

// Boards that are well, each with the postings a and b.
const (
	goodGreenhouse = `{"jobs":[{"id":"a","internal_job_id":1,"title":"Engineer","company_name":"E","content":"Go"},{"id":"b","internal_job_id":2,"title":"Analyst","company_name":"E"}]}`
	goodLever      = `[{"id":"a","text":"Engineer"},{"id":"b","text":"Analyst"}]`
	goodAshby      = `{"jobs":[{"id":"a","title":"Engineer"},{"id":"b","title":"Analyst"}]}`
	goodSearch     = `{"hits":[{"objectID":"1","title":"Ask HN: Who is hiring? (November 2026)"}]}`
	goodThread     = `{"id":1,"children":[{"id":101,"author":"x","text":"Acme | Engineer | Remote"},{"id":102,"author":"y","text":"Bcme | Analyst | Berlin"}]}`
)

// threads serves the search and one thread.
func threads(search, thread answer) map[string]answer {
	return map[string]answer{"/api/v1/search_by_date": search, "/api/v1/items/1": thread}
}

// hostileCases are sites that behave badly. Of each the good postings come out, and what is bad is named.
var hostileCases = []hostileCase{
	// Nothing is wrong, so that the other cases mean something.
	{"well", "greenhouse", one(asJSON(goodGreenhouse)), "complete a b", "", "Engineer"},
	{"well", "lever", one(asJSON(goodLever)), "complete a b", "", ""},
	{"well", "ashby", one(asJSON(goodAshby)), "complete a b", "", ""},
	{"well", "hn", threads(asJSON(goodSearch), asJSON(goodThread)), "complete 101 102", "", "Acme"},
	{"well", "jsonld", pages(job("a"), job("b")), "complete a b", "", ""},

	// Wrong content types and statuses.
	{"JSON as HTML", "lever", one(asHTML(goodLever)), "complete a b", "", ""},
	{"JSON as an image", "lever", one(text("image/png", goodLever)), "complete a b", "", ""},
	{"HTML as JSON", "greenhouse", one(asJSON("<html>log in")), "failed", "HTML where JSON was due", ""},
	{"a picture", "ashby", one(text("image/png", "\x89PNG\r\n\x1a\n")), "failed", "text where JSON was due", ""},
	{"nothing", "greenhouse", one(asJSON("")), "failed", "nothing where JSON was due", ""},
	{"no content", "lever", one(func(_ *hostileSite, w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(204) }), "failed", "204", ""},
	{"a part", "lever", one(func(_ *hostileSite, w http.ResponseWriter, _ *http.Request, _ int) {
		w.WriteHeader(206)
		w.Write([]byte(goodLever))
	}), "failed", "206", ""},
	{"not modified, unasked", "lever", one(func(_ *hostileSite, w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(304) }), "failed", "304", ""},
	{"no such status", "lever", one(func(_ *hostileSite, w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(999) }), "failed", "999", ""},
	{"a log-in page for a job page", "jsonld", pages(job("a"), asHTML("<html>log in")), "complete a", "", ""},
	{"a job page as text", "jsonld", pages(text("text/plain", ld(`{"@type":"JobPosting","identifier":"a","title":"A"}`))), "complete a", "", ""},
	{"a sitemap as HTML", "jsonld", map[string]answer{"/sitemap.xml": asHTML("<urlset><url><loc>{site}/jobs/1</loc></url></urlset>"), "/jobs/1": job("a")}, "complete a", "", ""},

	// Redirects.
	{"redirect to itself", "lever", one(redirect("{site}/v0/postings/x?mode=json")), "failed", "more than 10", ""},
	{"redirects without end", "lever", one(redirect("{site}/r/{n}")), "failed", "more than 10", ""},
	{"redirect to what is forbidden", "lever", map[string]answer{"/v0/postings/x": redirect("{site}/private/list"), "/private/list": asJSON(goodLever)}, "refused", "robots.txt", ""},
	{"redirect to another site", "greenhouse", one(redirect("http://192.0.2.1/jobs")), "failed", "another site", ""},
	{"redirect to the cloud's own address", "ashby", one(redirect("http://169.254.169.254/latest/meta-data/")), "failed", "another site", ""},
	{"redirect to this machine", "ashby", one(redirect("http://localhost/")), "failed", "another site", ""},
	{"redirect to a file", "lever", one(redirect("file:///etc/passwd")), "failed", "another site", ""},
	{"redirect to nowhere", "lever", one(redirect("")), "failed", "302", ""},
	{"redirect to no address", "lever", one(redirect("http://[::1/%zz")), "failed", "", ""},
	{"a page redirects to what is forbidden", "jsonld", pages(job("a"), redirect("{site}/private/2")), "complete a", "", ""},
	{"a page redirects to another site", "jsonld", pages(job("a"), redirect("http://192.0.2.1/")), "partial a", "another site", ""},
	{"a page redirects to itself", "jsonld", pages(job("a"), redirect("{site}/jobs/2")), "partial a", "more than 10", ""},
	{"the sitemap redirects to what is forbidden", "jsonld", map[string]answer{"/sitemap.xml": redirect("{site}/private/s.xml"), "/": asHTML("")}, "refused", "robots.txt", ""},
	{"links to what is forbidden", "jsonld", map[string]answer{"/": asHTML(`<a href=/jobs/1>1</a><a rel=next href=/private/2>n</a><a href=/private/jobs/3>3</a>`), "/jobs/1": job("a")}, "complete a", "", ""},

	// Slow bytes, closed connections, short and long bodies.
	{"silence", "lever", one(silence), "failed", "no answer within", ""},
	{"slow bytes", "lever", one(drip(goodLever)), "failed", "within", ""},
	{"closed before the answer", "lever", one(reset("")), "failed", "EOF", ""},
	{"closed once", "lever", one(first(1, reset(""), asJSON(goodLever))), "complete a b", "", ""},
	{"closed in the answer", "lever", one(reset(goodLever[:20])), "failed", "breaks off", ""},
	{"fewer bytes than promised", "lever", one(cut("application/json", goodLever)), "failed", "breaks off", ""},
	{"half a list, and its end", "lever", one(asJSON(goodLever[:30])), "failed", "breaks off", ""},
	{"half a thread", "hn", threads(asJSON(goodSearch), asJSON(goodThread[:60])), "failed", "breaks off", ""},
	{"too long", "greenhouse", one(asJSON(`{"jobs":["` + strings.Repeat("x", hostileMax) + `"]}`)), "failed", "more than", ""},
	{"a page too long", "jsonld", pages(job("a"), asHTML(strings.Repeat("x", hostileMax+1))), "partial a", "more than", ""},
	{"a page of silence", "jsonld", pages(job("a"), silence), "partial a", "no answer within", ""},
	{"a page closed in the answer", "jsonld", pages(job("a"), reset("<html>"), job("c")), "partial a c", "breaks off", ""},

	// Compressed bodies.
	{"packed", "lever", one(packed(1, "application/json", goodLever)), "complete a b", "", ""},
	{"packed twice", "lever", one(packed(2, "application/json", goodLever)), "complete a b", "", ""},
	{"a bomb", "lever", one(packed(1, "application/json", strings.Repeat(" ", 64<<20)+goodLever)), "failed", "more than", ""},
	{"a bomb in a bomb", "lever", one(packed(2, "application/json", strings.Repeat(" ", 64<<20)+goodLever)), "failed", "more than", ""},
	{"said to be packed", "lever", one(head("Content-Encoding", "gzip", asJSON(goodLever))), "failed", "gzip", ""},
	{"packed in a way not asked for", "lever", one(head("Content-Encoding", "br", asJSON("\x0b\x02\x80"))), "failed", "JSON", ""},
	{"a sitemap that is no gzip", "jsonld", map[string]answer{"/sitemap.xml": asXML("\x1f\x8b not gzip"), "/": asHTML("")}, "failed", "unpack", ""},

	// Character sets.
	{"Latin-1 said to be UTF-8", "jsonld", pages(asHTML(ld(`{"@type":"JobPosting","identifier":"a","title":"Z` + "\xfc" + `rich"}`))), "complete a", "", "Z\uFFFDrich"},
	{"UTF-8 said to be Latin-1", "jsonld", pages(text("text/html; charset=iso-8859-1", ld(`{"@type":"JobPosting","identifier":"a","title":"Zürich"}`))), "complete a", "", "Zürich"},
	{"Latin-1 in XHTML", "jsonld", pages(text("application/xhtml+xml; charset=iso-8859-1", ld(`{"@type":"JobPosting","identifier":"a","title":"Z`+"\xfc"+`rich"}`))), "complete a", "", "Zürich"},
	{"UTF-8 in XHTML said to be Latin-1", "jsonld", pages(text("application/xhtml+xml; charset=iso-8859-1", ld(`{"@type":"JobPosting","identifier":"a","title":"Zürich"}`))), "complete a", "", "Zürich"},
	{"no such character set", "jsonld", pages(text("text/html; charset=klingon", ld(`{"@type":"JobPosting","identifier":"a","title":"Zürich"}`))), "complete a", "", "Zürich"},
	{"UTF-16", "lever", one(text("application/json; charset=utf-16le", utf16le(goodLever))), "complete a b", "", "Engineer"},
	{"bytes that are no text", "lever", one(asJSON(`[{"id":"a","text":"A` + "\xff\xfe\xc0" + `"}]`)), "complete a", "", "A\uFFFD"},
	{"half a character", "lever", one(asJSON(`[{"id":"a","text":"A\ud800B\u0000C"}]`)), "complete a", "", "A"},

	// Entries that are not what they should be.
	{"one bad entry", "greenhouse", one(asJSON(`{"jobs":[{"id":"a","internal_job_id":1},7,{"id":{}},{"title":"no id"}]}`)), "partial a", "3 of 4 jobs unreadable: jobs[1] is a number", ""},
	{"only bad entries", "ashby", one(asJSON(`{"jobs":[null,7,"x"]}`)), "failed", "3 of 3 jobs unreadable", ""},
	{"an object for a list", "lever", one(asJSON(`{"ok":false}`)), "failed", "an object came where Lever sends a list", ""},
	{"a list for an object", "ashby", one(asJSON(goodLever)), "failed", `no list "jobs"`, ""},
	{"an empty list", "ashby", one(asJSON(`{"jobs":[]}`)), "partial", "empty list after 1 postings", ""},
	{"ids twice", "lever", one(asJSON(`[{"id":"a","text":"A"},{"id":"a","text":"A again"},{"id":"b","text":"B"}]`)), "complete a b", "", "A"},
	{"pages with one id", "jsonld", pages(job("a"), job("a")), "complete a *", "", ""},
	{"dates to come", "ashby", one(asJSON(`{"jobs":[{"id":"a","title":"A","publishedAt":"2099-01-01T00:00:00Z"},{"id":"b","title":"B","publishedAt":"9999-12-31"}]}`)), "complete a b", "", ""},
	{"a thread to come", "hn", threads(asJSON(`{"hits":[{"objectID":"9","title":"Ask HN: Who is hiring? (May 2099)"},`+goodSearch[9:]), asJSON(goodThread)), "complete 101 102", "", "Acme"},
	{"nested without end", "lever", one(asJSON(strings.Repeat("[", 1<<20))), "failed", "JSON", ""},
	{"nested without end, in a page", "jsonld", pages(job("a"), asHTML(ld(strings.Repeat(`{"@graph":`, 1<<17)))), "partial a", "no JSON", ""},
	{"deleted comments", "hn", threads(asJSON(goodSearch), asJSON(`{"children":[{"id":101,"author":"x","text":"Acme | Dev"},{"id":102,"author":null,"text":null},{"id":103,"text":7}]}`)), "partial 101", "children[2].text is a number", ""},
	{"no thread", "hn", threads(asJSON(`{"hits":[{"objectID":"x","title":7}]}`), asJSON(goodThread)), "failed", "no thread", ""},

	// Storms of 429.
	{"busy for ever", "lever", one(busy(30*time.Second, false)), "failed", "429", ""},
	{"busy for ever, as a date", "lever", one(busy(30*time.Second, true)), "failed", "429", ""},
	{"busy twice", "lever", one(first(2, busy(59*time.Second, true), asJSON(goodLever))), "complete a b", "", ""},
	{"busy for an hour", "lever", one(busy(time.Hour, false)), "failed", "left alone until", ""},
	{"busy for a century", "lever", one(head("Retry-After", "99999999999999999999", status(429, ""))), "failed", "left alone until", ""},
	{"busy until yesterday", "lever", one(head("Retry-After", "Thu, 19 Nov 2026 09:00:00 GMT", status(429, ""))), "failed", "429", ""},
	{"busy until whenever", "lever", one(head("Retry-After", "soon", status(503, ""))), "failed", "503", ""},
	{"busy in the middle of a site", "jsonld", pages(job("a"), busy(time.Hour, false), job("c")), "partial a", "left alone until", ""},
	{"every page busy", "jsonld", pages(job("a"), busy(10*time.Second, true), busy(10*time.Second, true), job("d")), "partial a d", "429", ""},

	// robots.txt.
	{"robots is silent", "lever", robots(silence), "refused", "could not be read", ""},
	{"robots is closed", "lever", robots(reset("")), "refused", "could not be read", ""},
	{"robots breaks off", "lever", robots(cut("text/plain", "User-agent: *\n")), "refused", "could not be read", ""},
	{"robots fails", "lever", robots(status(503, "")), "refused", "could not be read", ""},
	{"robots is busy", "lever", robots(busy(10*time.Second, false)), "refused", "could not be read", ""},
	{"robots redirects without end", "lever", robots(redirect("{site}/robots.txt?{n}")), "refused", "redirects more than", ""},
	{"robots forbids all", "lever", robots(text("text/plain", "User-agent: *\nDisallow: /\n")), "refused", "Disallow: /", ""},
	{"robots forbids us", "lever", robots(text("text/plain", "User-agent: TRENDS\nDisallow: /v0\nUser-agent: *\nAllow: /")), "refused", "Disallow: /v0", ""},
	{"robots forbids all, with a status of 403", "lever", robots(first(99, func(_ *hostileSite, w http.ResponseWriter, _ *http.Request, _ int) {
		w.WriteHeader(403)
		w.Write([]byte("User-agent: *\nDisallow: /\n"))
	}, nil)), "refused", "Disallow: /", ""},
	{"robots wants an hour between", "lever", robots(text("text/plain", "User-agent: *\nCrawl-delay: 3600\n")), "refused", "Crawl-delay", ""},
	{"robots of 50 MB forbids all", "lever", robots(text("text/plain", "User-agent: *\nDisallow: /\n"+strings.Repeat("# bla\n", 50<<20/6))), "refused", "Disallow: /", ""},
	{"robots of 50 MB, its length told", "lever", robots(long("User-agent: *\nDisallow: /\n", 50<<20)), "refused", "Disallow: /", ""},
	{"robots is a bomb", "lever", robots(packed(1, "text/plain", "User-agent: *\nDisallow: /\n"+strings.Repeat("#\n", 25<<20))), "refused", "Disallow: /", ""},
	{"robots is a page", "lever", robots(asHTML("<html>hello")), "complete a b", "", ""},
	{"robots of UTF-16", "lever", robots(text("text/plain; charset=utf-16le", utf16le("\uFEFFUser-agent: *\nDisallow: /\n"))), "complete a b", "", ""},
	{"the sitemaps of robots lie elsewhere", "jsonld", map[string]answer{"/robots.txt": text("text/plain", "Sitemap: http://192.0.2.1/s.xml\nSitemap: file:///etc/passwd\nSitemap: {site}/s.xml\nCrawl-delay: 2\n"),
		"/s.xml": asXML("<urlset><url><loc>{site}/jobs/1</loc></url></urlset>"), "/jobs/1": job("a")}, "complete a", "", ""},

	// Sitemaps.
	{"a sitemap of itself", "jsonld", map[string]answer{"/sitemap.xml": asXML("<sitemapindex><sitemap><loc>{site}/sitemap.xml</loc></sitemap><sitemap><loc>{site}/s2.xml</loc></sitemap></sitemapindex>"),
		"/s2.xml": asXML("<urlset><url><loc>{site}/jobs/1</loc></url></urlset>"), "/jobs/1": job("a")}, "complete a", "", ""},
	{"sitemaps without end", "jsonld", map[string]answer{"/sitemap.xml": sitemapOf("/ok.xml", "/more"), "/ok.xml": asXML("<urlset><url><loc>{site}/jobs/1</loc></url></urlset>"), "/jobs/1": job("a"),
		"*": deeper}, "partial a", "more than 3 levels", ""},
	{"sitemaps without number", "jsonld", map[string]answer{"/sitemap.xml": sitemapOf(append([]string{"/ok.xml"}, numbered(200)...)...), "/ok.xml": asXML("<urlset><url><loc>{site}/jobs/1</loc></url></urlset>"), "/jobs/1": job("a")},
		"partial a", "more than 50 sitemaps", ""},
	{"sitemaps deeper than any", "jsonld", map[string]answer{"/sitemap.xml": sitemapOf("/s1.xml"), "/s1.xml": sitemapOf("/s2.xml", "/ok.xml"), "/s2.xml": sitemapOf("/s3.xml"),
		"/ok.xml": asXML("<urlset><url><loc>{site}/jobs/1</loc></url></urlset>"), "/jobs/1": job("a")}, "partial a", "more than 3 levels", ""},
	{"a sitemap that names others", "jsonld", map[string]answer{"/sitemap.xml": asXML("<urlset><url><loc>http://192.0.2.1/jobs/9</loc></url><url><loc>{site}/private/jobs/2</loc></url><url><loc>{site}/jobs/1</loc></url></urlset>"), "/jobs/1": job("a")}, "complete a", "", ""},
	{"a sitemap of more than may be", "jsonld", map[string]answer{"/sitemap.xml": asXML("<urlset><url><loc>{site}/jobs/1</loc></url>" + strings.Repeat("<url><loc>{site}/p</loc></url>", 50000) + "</urlset>"), "/jobs/1": job("a")}, "partial a", "50000 addresses", ""},
	{"a sitemap nested without end", "jsonld", map[string]answer{"/sitemap.xml": asXML("<urlset><url><loc>{site}/jobs/1</loc></url>" + strings.Repeat("<a>", 1<<20)), "/jobs/1": job("a")}, "partial a", "nested", ""},
	{"an address without end", "jsonld", map[string]answer{"/sitemap.xml": asXML("<urlset><url><loc>{site}/jobs/1</loc></url><url><loc>" + strings.Repeat("a<!---->", 1<<19) + "</loc></url></urlset>"), "/jobs/1": job("a")}, "complete a", "", ""},
	{"entities in a sitemap", "jsonld", map[string]answer{"/sitemap.xml": asXML(`<!DOCTYPE x [<!ENTITY a "{site}/private/">]><urlset><url><loc>&a;</loc></url><url><loc>{site}/jobs/1</loc></url></urlset>`), "/jobs/1": job("a")}, "complete a", "", ""},
	{"next pages without end", "jsonld", map[string]answer{"/": nextPage, "/jobs/1": job("a"), "/list": nextPage}, "partial a", "more than 40 pages", ""},
}

// hostileMax is the largest answer that the crawler of these tests takes.
const hostileMax = 8 << 20

func utf16le(s string) string {
	var out []byte
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8))
	}
	return string(out)
}

// long sends a text and then comments, and tells the length beforehand.
func long(start string, n int) answer {
	body := start + strings.Repeat("# bla\n", (n-len(start))/6)
	return func(_ *hostileSite, w http.ResponseWriter, r *http.Request, _ int) {
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(body))
	}
}

func sitemapOf(paths ...string) answer {
	var b strings.Builder
	for _, p := range paths {
		b.WriteString("<sitemap><loc>{site}" + p + "</loc></sitemap>")
	}
	return asXML("<sitemapindex>" + b.String() + "</sitemapindex>")
}

// numbered returns so many paths.
func numbered(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("/s%d.xml", i))
	}
	return out
}

// deeper is a page that leads to another one that was never seen.
func deeper(s *hostileSite, w http.ResponseWriter, r *http.Request, n int) {
	sitemapOf("/s"+r.URL.Path+"x.xml")(s, w, r, n)
}

// nextPage is a list that goes on for ever.
func nextPage(s *hostileSite, w http.ResponseWriter, r *http.Request, n int) {
	asHTML(`<a href="/jobs/1">job</a><a rel="next" href="/list?after=`+r.URL.Query().Get("after")+`x">next</a>`)(s, w, r, n)
}

// TestHostile reads each hostile site once. The good postings come out, what is bad is named, nothing is asked that must not be
// and nothing too soon, and no goroutine is left behind.
func TestHostile(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("sites", func(t *testing.T) {
		for _, tt := range hostileCases {
			t.Run(tt.kind+"/"+tt.name, tt.run)
		}
	})
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before+2; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines before, %d after", before, runtime.NumGoroutine())
		}
	}
}

func (tt hostileCase) run(t *testing.T) {
	c, clock := newCrawler()
	c.Interval, c.Timeout, c.MaxBody = time.Second, 20*time.Second, hostileMax
	if strings.Contains(tt.name, "silen") || strings.Contains(tt.name, "slow") { // answers that never end
		c.Timeout = 100 * time.Millisecond
	}
	c.Base = &http.Transport{DialContext: (&net.Dialer{}).DialContext}
	defer c.Base.(*http.Transport).CloseIdleConnections()
	s := newHostileSite(t, clock, tt.site)
	defer s.Close()
	s.closed = strings.HasPrefix(tt.name, "robots") && strings.HasPrefix(tt.want, "refused")
	memory := crawler.Memory{Known: map[string]string{"gone": ""}, LastWhole: firstDay.AddDate(0, 0, -1)}
	got := readHostile(t, c, s, tt.kind, memory)
	if diff := matchWords(got.words(), tt.want); diff != "" {
		t.Errorf("%.500s; error %q", diff, got.Crawl.Error)
	}
	if !strings.Contains(got.Crawl.Error, tt.says) || (tt.says == "") != (got.Crawl.Error == "") && tt.want != "failed" {
		t.Errorf("error %q, want one with %q", got.Crawl.Error, tt.says)
	}
	if len(got.Crawl.Error) > 1000 {
		t.Errorf("an error of %d bytes", len(got.Crawl.Error))
	}
	if tt.text != "" && (len(got.postings) == 0 || !strings.Contains(got.postings[0].Title+got.postings[0].Employer, tt.text)) {
		t.Errorf("postings %+v, want the first with %q", got.postings, tt.text)
	}
	if n := s.requests(); n > 60 {
		t.Errorf("%d requests", n)
	}
}

// hostileReading is what a read of a hostile site gave.
type hostileReading struct {
	crawler.Reading
	postings []trends.Posting
}

// words writes the outcome and the ids that are up.
func (r hostileReading) words() string {
	return strings.Join(append([]string{string(r.Crawl.Outcome)}, r.Present...), " ")
}

// matchWords compares two lists of words; * stands for any word, … at the end for any further ones.
func matchWords(got, want string) string {
	same := func(g, w string) bool { return g == w || w == "*" }
	words, wanted := strings.Fields(got), strings.Fields(want)
	if n := len(wanted) - 1; wanted[n] == "…" && len(words) > n {
		words, wanted = words[:n], wanted[:n]
	}
	if slices.EqualFunc(words, wanted, same) {
		return ""
	}
	return "it comes to " + got + ", want " + want
}

// readHostile reads a site, and checks what holds for every reading.
func readHostile(t *testing.T, c *crawler.Crawler, s *hostileSite, kind string, memory crawler.Memory) hostileReading {
	t.Helper()
	var out hostileReading
	src := crawler.Source{Kind: kind, Board: "x", Company: "Example", BaseURL: s.URL}
	reading, err := c.Read(t.Context(), src, memory, func(p trends.Posting) error {
		checkPosting(t, p, c.Now())
		out.postings = append(out.postings, p)
		return nil
	})
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	out.Reading = reading
	for _, f := range reading.Fetches {
		if kind != "jsonld" && !reading.Crawl.Whole() && f.ETag+f.LastModified+f.Hash != "" {
			t.Errorf("validators are remembered of an answer that was not read whole: %+v", f)
		}
	}
	return out
}

// checkPosting checks what holds for every posting, wherever it comes from.
func checkPosting(t *testing.T, p trends.Posting, now time.Time) {
	t.Helper()
	size := 0
	for _, text := range append([]string{p.ID, p.URL, p.Title, p.Employer, p.Country, p.Requisition, p.Language, p.Body}, p.Places...) {
		size += len(text)
		if !utf8.ValidString(text) {
			t.Errorf("posting %s: %.60q is not UTF-8", p.ID, text)
		}
	}
	if size > 1<<20 {
		t.Errorf("posting %.60s holds %d bytes", p.ID, size)
	}
	if p.ID == "" || p.Posted.After(now.Add(24*time.Hour)) {
		t.Errorf("posting %q of %s", p.ID, p.Posted)
	}
}
