package crawler_test

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"
)

// fill repeats a text up to the largest answer that the crawler takes, between a start and an end.
func fill(start, text, end string) string {
	return start + strings.Repeat(text, (hostileMax-len(start)-len(end))/len(text)) + end
}

// gluttons are sites whose answers are small enough, and would take many times their size of memory if they were believed.
var gluttons = []hostileCase{
	{"a list of empty entries", "lever", one(asJSON(fill("[", "7,", "7]"))), "failed", "more than 50000", ""},
	{"a list of bad entries", "lever", one(asJSON(fill("[", `{"id":[]},`, "7]"))), "failed", "more than 50000", ""},
	{"a list of good entries", "lever", one(asJSON(fill("[", `{"id":1},`, `{"id":2}]`))), "failed", "more than 50000", ""},
	{"a list of unlisted entries", "ashby", one(asJSON(fill(`{"jobs":[`, `{"id":1,"isListed":false},`, `7]}`))), "failed", "more than 50000", ""},
	{"a title of megabytes", "lever", one(asJSON(fill(`[{"id":"a"},{"id":"b","text":"`, "x", `"}]`))), "partial a", "unreadable: [1] is of", ""},
	{"a text of megabytes", "greenhouse", one(asJSON(fill(`{"jobs":[{"id":"a"},{"id":"b","content":"`, "x", `"}]}`))), "partial a", "unreadable: jobs[1] is of", ""},
	{"a place of megabytes", "ashby", one(asJSON(fill(`{"jobs":[{"id":"a"},{"id":"b","location":"`, "x, ", `"}]}`))), "partial a", "unreadable: jobs[1] is of", ""},
	{"places without number", "lever", one(asJSON(fill(`[{"id":"a"},{"id":"b","categories":{"allLocations":[`, `"x",`, `"y"]}}]`))), "complete a b", "", ""},
	{"a comment of megabytes", "hn", threads(asJSON(goodSearch), asJSON(fill(`{"children":[{"id":101,"author":"x","text":"A | B"},{"id":102,"author":"x","text":"`, "A | B ", `"}]}`))), "partial 101", "unreadable: children[1] is of", ""},
	{"replies without number", "hn", threads(asJSON(goodSearch), asJSON(fill(`{"children":[{"id":101,"author":"x","text":"A | B","children":[`, `{"id":1},`, `{"id":2}]}]}`))), "complete 101", "", ""},
	{"a page of one tag", "jsonld", pages(job("a"), asHTML(fill("<a", " b", ">"))), "partial a", "tag", ""},
	{"a page of one script tag", "jsonld", pages(job("a"), asHTML(fill("<script", " b", ">"))), "partial a", "tag", ""},
	{"a page of one script", "jsonld", pages(job("a"), asHTML(ld(fill("[", "[],", "[]]")[:hostileMax-100]))), "partial a", "unreadable", ""},
	{"a page of scripts", "jsonld", pages(job("a"), asHTML(fill("", ld("["), ""))), "partial a", "no JSON", ""},
	{"a page of jobs", "jsonld", pages(job("a"), asHTML(fill("", ld(`[{"@type":"JobPosting","title":"x"}]`), ""))), "partial a …", "more than 1000 postings", ""},
	{"a text of megabytes in a page", "jsonld", pages(job("a"), asHTML(ld(`{"@type":"JobPosting","description":"`+strings.Repeat("x", 2<<20)+`"}`))), "partial a", "is of", ""},
	{"a list of paragraphs", "jsonld", map[string]answer{"/": asHTML(fill("<a href=/jobs/1>", "<p>", "")), "/jobs/1": job("a")}, "failed", "tags", ""},
	{"a list nested without end", "jsonld", map[string]answer{"/": asHTML(fill("<a href=/jobs/1>", "<b>", "")), "/jobs/1": job("a")}, "failed", "tags", ""},
	{"a list of one tag", "jsonld", map[string]answer{"/": asHTML(fill("<a href=/jobs/1", " b", ">"))}, "failed", "tag", ""},
	{"a list of links", "jsonld", map[string]answer{"/": asHTML(fill("", "<a href=/jobs/>", ""))}, "failed", "tags", ""},
	{"a sitemap of one tag", "jsonld", map[string]answer{"/sitemap.xml": asXML(fill("<urlset", " a=''", ">")), "/": asHTML("")}, "failed", "tag", ""},
	{"a sitemap of addresses", "jsonld", map[string]answer{"/sitemap.xml": asXML(fill("<urlset>", "<url><loc>http://a/</loc></url>", "</urlset>"))}, "failed", "no job pages", ""},
	{"a sitemap of sitemaps", "jsonld", map[string]answer{"/sitemap.xml": asXML(fill("<sitemapindex>", "<sitemap><loc>{site}/a</loc></sitemap>", "</sitemapindex>")[:hostileMax/2])}, "failed", "no job pages", ""},
	{"a list of addresses as text", "jsonld", map[string]answer{"/sitemap.xml": text("text/plain", fill("", "http://a\n", ""))}, "failed", "no job pages", ""},
	{"a page of texts in texts", "jsonld", pages(job("a"), asHTML(fill("<div itemscope itemtype=JobPosting>"+strings.Repeat("<div itemprop=description>", 400), strings.Repeat("x", 1000)+"<br>", ""))), "partial a", "is of", ""},
	{"a page of marked paragraphs", "jsonld", pages(job("a"), asHTML(fill("<div itemscope itemtype=JobPosting>", "<p itemprop=title>", ""))), "partial a", "tags", ""},
	{"a feed of empty entries", "feed", one(asXML(fill("<rss>", "<item/>", "</rss>"))), "failed", "more than 50000", ""},
	{"a feed of one entry", "feed", one(asXML(fill("<rss><item>", "<a/>", "</item></rss>"))), "failed", "more than 1000 elements", ""},
	{"a feed of one tag", "feed", one(asXML(fill("<rss><item", " a=''", "></rss>"))), "failed", "tag", ""},
	{"a feed nested without end", "feed", one(asXML(fill("<rss>", "<a>", ""))), "failed", "elements in more than", ""},
	{"an entry nested without end", "feed", one(asXML(fill("<rss><item>", "<a>", ""))), "failed", "elements in more than", ""},
	{"a feed of megabytes", "feed", one(asXML(fill("<rss><item><guid>a</guid><title>A</title></item><item><guid>b</guid><title>", "x", "</title></item></rss>"))), "partial a", "entries[1] is of", ""},
	{"a feed of bad items", "feed", one(asJSON(fill(`{"items":[`, "7,", "7]}"))), "failed", "more than 50000", ""},
	{"a list of terms", "remoteok", one(asJSON(fill("[", `{"legal":"x"},`, "7]"))), "failed", "more than 50000", ""},
	{"an ad of megabytes", "arbeitnow", one(asJSON(fill(`{"data":[{"slug":"a","title":"A"},{"slug":"b","title":"`, "x", `"}]}`))), "partial a", "data[1] is of", ""},
	{"robots of one line", "lever", robots(text("text/plain", fill("User-agent: *\nDisallow: /", "*a", ""))), "complete a b", "", ""},
	{"robots of rules", "lever", robots(text("text/plain", fill("User-agent: *\nDisallow: /v0\n", "Allow: /*a*b\n", ""))), "refused", "Disallow: /v0", ""},
}

// mostMemory is what a read may take at once beside the answer itself: a few times the largest answer, whatever is in it.
const mostMemory = 20 * hostileMax

func TestHostileMemory(t *testing.T) {
	for _, tt := range gluttons {
		t.Run(tt.kind+"/"+tt.name, func(t *testing.T) {
			if grown := heapGrowth(func() { tt.run(t) }); grown > mostMemory {
				t.Errorf("the heap grew by %d MiB, want at most %d", grown>>20, int64(mostMemory>>20))
			} else {
				t.Logf("the heap grew by %d MiB", grown>>20)
			}
		})
	}
}

// heapGrowth returns by how many bytes the heap was larger while do ran than before. The collector is made to run often, so that
// what counts is what is held.
func heapGrowth(do func()) int64 {
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	runtime.GC()
	before := heapNow()
	most := before
	done, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			most = max(most, heapNow())
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	do()
	close(done)
	<-stopped
	return most - before
}

func heapNow() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}
