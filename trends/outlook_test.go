package trends_test

import (
	"fmt"
	"testing"
	"time"

	"trends/trends"
)

// watched returns a source that was read whole every day from the first to the last.
func watched(key, first, last string) *trends.SourceState {
	s := &trends.SourceState{Key: key, Kind: "greenhouse"}
	from, _ := time.Parse("2006-01-02", first)
	to, _ := time.Parse("2006-01-02", last)
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		s.Crawls = append(s.Crawls, trends.Crawl{Source: key, Started: day, Outcome: trends.OutcomeComplete})
	}
	return s
}

func TestOutlook(t *testing.T) {
	// One ad on the tenth of each month of 2025 up to the last read.
	ads := func(last string) (out []ad) {
		for month := 1; month <= 12; month++ {
			if posted := fmt.Sprintf("2025-%02d-10", month); posted <= last {
				out = append(out, ad{id: int64(month), source: "s", employer: "acme", posted: posted, skills: "python"})
			}
		}
		return out
	}
	for _, c := range []struct {
		first, last string // reads
		says        string
		complete    int
		coming      string
		from        string
	}{
		{"2025-01-15", "2025-01-15", trends.SaysOpen, 0, "2025-02", "2025-03-15"},
		{"2025-01-05", "2025-01-20", trends.SaysOpen, 0, "2025-02", "2025-03-15"},
		{"2025-01-05", "2025-02-20", trends.SaysOpen, 0, "2025-02", "2025-03-15"},
		{"2025-01-05", "2025-03-14", trends.SaysOpen, 0, "2025-02", "2025-03-15"},
		{"2025-01-05", "2025-03-15", trends.SaysOpen, 1, "2025-03", "2025-04-15"},
		{"2025-01-05", "2025-05-16", trends.SaysShare, 3, "2025-05", "2025-06-15"},
		{"2025-01-05", "2025-08-16", trends.SaysChange, 6, "2025-08", "2025-09-15"},
	} {
		snap := snapshot(t, ads(c.last), watched("s", c.first, c.last))
		o := trends.NewPanel(snap, trends.DefaultOptions()).Outlook(trends.Query{Scope: trends.ScopeAll})
		if o.Says != c.says || len(o.Complete) != c.complete || o.Coming != c.coming || o.From != c.from || o.AsOf != c.last {
			t.Errorf("read %s to %s: says %s, %d complete, %s comes from %s, as of %s; want %s, %d, %s from %s", c.first, c.last, o.Says,
				len(o.Complete), o.Coming, o.From, o.AsOf, c.says, c.complete, c.coming, c.from)
		}
	}
	nothing := trends.NewPanel(&trends.Snapshot{}, trends.DefaultOptions()).Outlook(trends.Query{})
	if nothing.Says != trends.SaysNothing || nothing.Coming != "" || len(nothing.Warnings) != 1 {
		t.Errorf("without postings: %+v", nothing)
	}
}
