package trends_test

import (
	"fmt"
	"testing"
	"time"

	"trends/trends"
)

// history builds the reads of a source, one a day up to now: "c30 c30 p9 f" are two complete ones of 30 ads, a partial one of 9 and a
// failure; u is unchanged, r refused, - a day without a read.
func history(now time.Time, words ...string) []trends.Crawl {
	var out []trends.Crawl
	for i, word := range words {
		outcome := map[byte]trends.Outcome{'c': trends.OutcomeComplete, 'u': trends.OutcomeUnchanged, 'p': trends.OutcomePartial,
			'f': trends.OutcomeFailed, 'r': trends.OutcomeRefused}[word[0]]
		if outcome == "" {
			continue
		}
		c := trends.Crawl{Outcome: outcome, Started: now.AddDate(0, 0, i-len(words)+1)}
		fmt.Sscanf(word[1:], "%d", &c.Seen)
		if !c.Whole() {
			c.Error = "trouble"
		}
		out = append(out, c)
	}
	return out
}

func TestHealth(t *testing.T) {
	now := time.Date(2026, 3, 20, 6, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	full := []string{"c30", "c30", "c31", "c30", "c30"}
	for _, c := range []struct {
		name    string
		every   time.Duration
		off     string
		reads   []string
		open    int
		state   trends.State
		since   string // day
		trouble bool
	}{
		{"read whole", 0, "", []string{"c30"}, 30, trends.StateOK, "", false},
		{"unchanged", 0, "", []string{"c30", "u"}, 30, trends.StateOK, "", false},
		{"no openings", 0, "", []string{"c0", "c0"}, 0, trends.StateEmpty, "", false},
		{"not read yet", 0, "", nil, 0, trends.StateNeverRead, "", false},
		{"fails since yesterday", 0, "", []string{"c30", "f", "f"}, 30, trends.StateFailing, "2026-03-19", true},
		{"always failed", 0, "", []string{"f", "f"}, 0, trends.StateFailing, "2026-03-19", true},
		{"failed once, then read", 0, "", []string{"f", "c30"}, 30, trends.StateOK, "", false},
		{"a part failed", 0, "", []string{"c30", "p28"}, 30, trends.StateFailing, "2026-03-20", true},
		{"forbidden", 0, "", []string{"c30", "r"}, 30, trends.StateRefused, "2026-03-20", true},
		{"switched off", 0, "too slow", []string{"c30"}, 30, trends.StateRefused, "", false},
		{"suddenly empty", 0, "", []string{"c30", "p0"}, 30, trends.StateShrinking, "2026-03-20", true},
		{"far fewer than usual", 0, "", append(full, "p11"), 30, trends.StateShrinking, "2026-03-20", true},
		{"not that much fewer", 0, "", append(full, "p12"), 30, trends.StateFailing, "2026-03-20", true},
		{"what is usual is not known", 0, "", []string{"c30", "p3"}, 30, trends.StateFailing, "2026-03-20", true},
		{"read a week ago", 0, "", []string{"c30", "-", "-", "-", "-", "-", "-", "-"}, 30, trends.StateOK, "", false},
		{"read 8 days ago", 0, "", []string{"c30", "-", "-", "-", "-", "-", "-", "-", "-"}, 30, trends.StateStale, "2026-03-12", true},
		{"missed two daily reads", day, "", []string{"c30", "-", "-", "-"}, 30, trends.StateOK, "", false},
		{"missed three daily reads", day, "", []string{"c30", "-", "-", "-", "-"}, 30, trends.StateStale, "2026-03-16", true},
		{"read every ten days", 10 * day, "", []string{"c30", "-", "-", "-", "-", "-", "-", "-", "-"}, 30, trends.StateOK, "", false},
	} {
		source := trends.SourceState{Key: "s", Kind: "greenhouse", Crawls: history(now, c.reads...)}
		snap := &trends.Snapshot{Sources: []trends.SourceState{source}}
		for range c.open {
			snap.Ads.Source, snap.Ads.Closed = append(snap.Ads.Source, 0), append(snap.Ads.Closed, trends.NoTime)
		}
		snap.Ads.Source, snap.Ads.Closed = append(snap.Ads.Source, 0), append(snap.Ads.Closed, 7) // one that is closed
		got := snap.Health([]trends.Watch{{Source: "s", Every: c.every, Off: c.off}}, now)[0]
		since := got.Since
		if len(since) > 10 {
			since = since[:10]
		}
		if got.State != c.state || since != c.since || got.Trouble != c.trouble || got.Open != c.open {
			t.Errorf("%s: %s since %q, trouble %v, %d open; want %s since %q, trouble %v, %d open", c.name, got.State, since, got.Trouble,
				got.Open, c.state, c.since, c.trouble, c.open)
		}
	}
}

// TestHealthUnknown asks for a source that the database does not know.
func TestHealthUnknown(t *testing.T) {
	got := (&trends.Snapshot{}).Health([]trends.Watch{{Source: "s"}}, time.Now())[0]
	if got.State != trends.StateNeverRead || got.Days.Defined() || got.LastWhole != "" || got.LastRead != "" {
		t.Errorf("an unknown source is %+v", got)
	}
}
