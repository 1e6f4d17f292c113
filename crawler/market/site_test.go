package market_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	loc      = regexp.MustCompile(`<loc>([^<]*)</loc>`)
	jobLink  = regexp.MustCompile(`<li><a href="(/jobs/[^"]*)"`)
	nextLink = regexp.MustCompile(`<a rel="next" href="([^"]*)"`)
)

// TestSite finds the same jobs by sitemaps and by list pages, and those of the plan.
func TestSite(t *testing.T) {
	v := visit(t, "2025-06-01")
	for _, server := range []string{"tidewater", "lantern"} {
		var bySitemap, byList []string
		for _, m := range loc.FindAllStringSubmatch(v.get(server, "/sitemap_index.xml").Body.String(), -1) {
			for _, m := range loc.FindAllStringSubmatch(unzip(t, v.get(server, after(m[1], server))), -1) {
				if p := after(m[1], server); strings.HasPrefix(p, "/jobs/") {
					bySitemap = append(bySitemap, id(p))
				}
			}
		}
		pages := 0
		for next := "/jobs"; next != ""; pages++ {
			body := v.get(server, next).Body.String()
			for _, m := range jobLink.FindAllStringSubmatch(body, -1) {
				byList = append(byList, id(m[1]))
			}
			next = ""
			if m := nextLink.FindStringSubmatch(body); m != nil {
				next = m[1]
			}
		}
		slices.Sort(bySitemap)
		slices.Sort(byList)
		want := v.up("jsonld:" + server)
		if diff := cmp.Diff(want, bySitemap); diff != "" {
			t.Errorf("%s by sitemap: -plan +served\n%s", server, diff)
		}
		if diff := cmp.Diff(want, byList); diff != "" {
			t.Errorf("%s by list: -plan +served\n%s", server, diff)
		}
		if pages < 2 {
			t.Errorf("%s has %d list page, want some", server, pages)
		}
	}
}

// unzip returns the body, decompressed if it is gzip.
func unzip(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	if !bytes.HasPrefix(w.Body.Bytes(), []byte{0x1f, 0x8b}) {
		return w.Body.String()
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func after(address, server string) string {
	return strings.TrimPrefix(address, "http://"+server+".example")
}

func id(path string) string { return path[strings.LastIndexByte(path, '-')+1:] }

var script = regexp.MustCompile(`(?s)<script type="application/ld\+json[^>]*>(?:<!--)?(.*?)(?:-->)?</script>`)

// TestJobPages parses the structured data of every job page, but for the one shape that is broken on purpose.
func TestJobPages(t *testing.T) {
	v := visit(t, "2025-06-01")
	broken, shapes := 0, map[string]int{}
	for _, m := range jobLink.FindAllStringSubmatch(v.get("tidewater", "/jobs").Body.String()+v.get("tidewater", "/jobs?page=2").Body.String(), -1) {
		page := v.get("tidewater", m[1]).Body.String()
		data := script.FindStringSubmatch(page)
		if data == nil {
			t.Fatalf("%s has no structured data:\n%s", m[1], page)
		}
		var doc any
		if err := json.Unmarshal([]byte(data[1]), &doc); err != nil {
			broken++
			continue
		}
		shapes[fmt.Sprintf("%T", doc)]++
		if !strings.Contains(data[1], `"JobPosting"`) || !strings.Contains(data[1], `"datePosted":"20`) {
			t.Errorf("%s: %.200s", m[1], data[1])
		}
	}
	if broken == 0 || broken > 15 || len(shapes) != 2 {
		t.Errorf("%d pages with a raw line end, shapes %v: want some of each", broken, shapes)
	}
}

func TestThreads(t *testing.T) {
	v := visit(t, "2024-06-20")
	var found struct {
		Hits []struct {
			ObjectID string
			Title    string
		}
		NbHits int
	}
	decode(t, v.get("hn", "/api/v1/search_by_date?tags=story,author_whoishiring&hitsPerPage=100&page=0"), &found)
	if found.NbHits != 27 || found.Hits[2].Title != "Ask HN: Who is hiring? (June 2024)" {
		t.Fatalf("%d stories, third %+v: want three a month from October 2023, newest month first", found.NbHits, found.Hits[2])
	}
	type item struct {
		Author, Text *string
		Children     []item
	}
	var tree item
	decode(t, v.get("hn", "/api/v1/items/"+found.Hits[2].ObjectID), &tree)
	ads, deleted, replies := 0, 0, 0
	for _, c := range tree.Children {
		replies += len(c.Children)
		switch {
		case c.Text == nil:
			deleted++
		default:
			ads++
			if strings.Contains(*c.Text, "</p>") || !strings.Contains(*c.Text, "<p>") {
				t.Errorf("paragraphs are not open ones: %s", *c.Text)
			}
		}
	}
	if ads < 50 || deleted == 0 || replies == 0 {
		t.Errorf("%d ads, %d deleted, %d replies: want 50, some, some", ads, deleted, replies)
	}
	decode(t, v.get("hn", "/api/v1/search_by_date?tags=comment,story_"+found.Hits[2].ObjectID+"&hitsPerPage=20&page=1"), &found)
	if found.NbHits != ads || len(found.Hits) != 20 {
		t.Errorf("search finds %d comments, %d on page 1: want %d and 20", found.NbHits, len(found.Hits), ads)
	}
}
