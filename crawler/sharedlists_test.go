package crawler

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"trends/data/shared"
	"trends/trends"
)

// TestSharedLists reads recorded answers of aggregators and feeds: every ad in them comes out, with the fields that its source has.
func TestSharedLists(t *testing.T) {
	for _, c := range []struct {
		glob  string
		src   Source
		parse parseList
		count func([]byte) int
		full  bool // every ad has an employer and a place or a way of working
	}{
		{"*/tests/fixtures/wwr_rss_sample.xml", Source{Kind: "feed", Board: "weworkremotely.com"}, parseFeed, countItems, true},
		{"*/tests/fixtures/feed.rss", Source{Kind: "feed", URL: "https://weworkremotely.com/x.rss"}, parseFeed, countItems, true},
		{"*/tests/fixtures/cryptojobs_rss_sample.xml", Source{Kind: "feed", Board: "x", Title: "{title} at {company}"}, parseFeed, countItems, false},
		{"*/tests/fixtures/himalayas*.json", Source{Kind: "himalayas"}, parseHimalayas, countObjects, true},
		{"*/tests/fixtures/remoteok.json", Source{Kind: "remoteok"}, parseRemoteOK, func(b []byte) int { return countObjects(b) + 1 }, true}, // the terms
	} {
		files, err := filepath.Glob(filepath.Join(shared.Path(t, "corpora", "captures"), c.glob))
		if err != nil || len(files) == 0 {
			t.Errorf("%s: no captures, %v", c.glob, err)
		}
		for _, file := range files {
			body := unzip(t, file)
			got, err := c.parse(c.src, body, time.Time{})
			if want := c.count(body); err != nil || got.unreadable.n > 0 || len(got.postings)+got.skipped != want {
				t.Errorf("%s: %d postings and %d left out, want %d: %v %v", file, len(got.postings), got.skipped, want, err, got.unreadable)
			}
			for _, p := range got.postings {
				if p.Title == "" || p.URL == "" || p.Posted.IsZero() || len(p.Body) < 50 || p.Format != trends.FormatHTML || p.Employer == "" {
					t.Errorf("%s: incomplete: %+v", file, p)
				}
				if c.full && (p.Places == nil || p.Remote != trends.RemoteRemote || p.Closes.IsZero() && c.src.Kind == "feed") {
					t.Errorf("%s: incomplete: %+v", file, p)
				}
				checkNoReader(t, file, p.Body)
			}
			t.Logf("%s: %d postings, %d left out", file, len(got.postings), got.skipped)
		}
	}
}

func countItems(body []byte) int { return bytes.Count(body, []byte("<item>")) }

// countObjects counts the objects of an answer of JSON that have a description.
func countObjects(body []byte) int {
	var doc any
	if json.Unmarshal(body, &doc) != nil {
		return -1
	}
	if object, ok := doc.(map[string]any); ok {
		doc = object["jobs"]
	}
	n := 0
	for _, v := range doc.([]any) {
		if job, _ := v.(map[string]any); job["description"] != nil {
			n++
		}
	}
	return n
}

var mentionWord = regexp.MustCompile(`(?i)please mention the word|#R[A-Za-z0-9+/]{10}`)

// checkNoReader checks that a text does not hold what identifies who asked for it.
func checkNoReader(t *testing.T, file, body string) {
	t.Helper()
	if found := mentionWord.FindString(body); found != "" {
		t.Errorf("%s: %q in the text", file, strings.TrimSpace(found))
	}
}
