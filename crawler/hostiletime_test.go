package crawler_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"trends/crawler"
	"trends/trends"
)

// back answers like another, once the clock was put back.
func back(d time.Duration, a answer) answer {
	return func(s *hostileSite, w http.ResponseWriter, r *http.Request, n int) {
		s.mu.Lock()
		s.clock.advance(-d)
		s.next = s.next.Add(-d) // the site's own clock is right
		s.mu.Unlock()
		a(s, w, r, n)
	}
}

// TestClockBack puts the clock back in the middle of a reading: that costs no wait beyond the usual ones, and nothing is asked sooner.
func TestClockBack(t *testing.T) {
	for name, site := range map[string]map[string]answer{
		"at robots.txt":       {"/robots.txt": back(24*time.Hour, text("text/plain", "")), "*": asJSON(goodLever)},
		"at a busy board":     one(first(1, back(24*time.Hour, busy(30*time.Second, false)), asJSON(goodLever))),
		"after a busy answer": one(first(1, busy(30*time.Second, false), first(2, back(24*time.Hour, busy(30*time.Second, false)), asJSON(goodLever)))),
		"by a second":         one(first(1, back(time.Second, busy(30*time.Second, false)), asJSON(goodLever))),
	} {
		t.Run(name, func(t *testing.T) {
			c, clock := newCrawler()
			c.Interval = time.Second
			var slept time.Duration
			c.Sleep = func(ctx context.Context, d time.Duration) error {
				slept += d
				return clock.sleep(ctx, d)
			}
			s := newHostileSite(t, clock, site)
			got := readHostile(t, c, s, "lever", crawler.Memory{})
			if got.words() != "complete a b" || slept > 3*time.Minute {
				t.Errorf("%s (%s), %v slept", got.words(), got.Crawl.Error, slept)
			}
		})
	}
}

// TestRobotsChanges reads a board again and again while its robots.txt changes: what it says holds for a day, and what it says then is
// kept.
func TestRobotsChanges(t *testing.T) {
	const day = 24 * time.Hour
	open, shut := text("text/plain", "User-agent: *\nAllow: /\n"), text("text/plain", "User-agent: *\nDisallow: /\n")
	c, clock := newCrawler()
	c.Interval = time.Second
	s := newHostileSite(t, clock, robots(later(day, open, later(2*day, shut, later(3*day, status(500, ""), open)))))
	for i, tt := range []struct {
		closed bool
		want   string
	}{{false, "complete a b"}, {true, "refused"}, {true, "refused"}, {false, "complete a b"}} {
		s.closed = tt.closed
		if got := readHostile(t, c, s, "lever", crawler.Memory{}); got.words() != tt.want {
			t.Errorf("day %d: %s (%s), want %s", i, got.words(), got.Crawl.Error, tt.want)
		}
		clock.advance(day + time.Minute)
	}
}

// TestClockBackBetween puts the clock back by a year between two readings of a site: what was looked at in a future that did not come
// is looked at again.
func TestClockBackBetween(t *testing.T) {
	c, clock := newCrawler()
	s := newHostileSite(t, clock, map[string]answer{
		"/sitemap.xml": asXML("<urlset><url><loc>{site}/jobs/1</loc><lastmod>2020-01-01</lastmod></url></urlset>"), "/jobs/1": job("a")})
	memory := crawler.Memory{Fetches: map[string]trends.Fetch{}, Known: map[string]string{"a": ""}, ByURL: map[string]string{s.URL + "/jobs/1": "a"},
		LastWhole: firstDay.AddDate(1, 0, 0)}
	memory.Fetches[s.URL+"/jobs/1"] = trends.Fetch{URL: s.URL + "/jobs/1", Fetched: firstDay.AddDate(1, 0, 0), Hash: "x"}
	if got := readHostile(t, c, s, "jsonld", memory); !strings.Contains(strings.Join(s.asked, " "), "/jobs/1") || got.words() != "complete a" {
		t.Errorf("%s, asked %v", got.words(), s.asked)
	}
}
