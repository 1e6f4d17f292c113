package trends_test

import (
	"testing"
	"time"

	"trends/trends"
)

// reads returns a source read whole on the given days, dates "2006-01-02"; a date with a leading "!" is a failed read.
func reads(t *testing.T, days ...string) *trends.SourceState {
	t.Helper()
	s := &trends.SourceState{Key: "test:board", Kind: "greenhouse"}
	for _, day := range days {
		outcome := trends.OutcomeComplete
		if day[0] == '!' {
			day, outcome = day[1:], trends.OutcomeFailed
		}
		at, err := time.Parse("2006-01-02", day)
		if err != nil {
			t.Fatal(err)
		}
		s.Crawls = append(s.Crawls, trends.Crawl{Source: s.Key, Started: at, Ended: at, Outcome: outcome})
	}
	return s
}

// every returns the dates from first to last, step days apart.
func every(first, last string, step int) []string {
	at, _ := time.Parse("2006-01-02", first)
	end, _ := time.Parse("2006-01-02", last)
	var out []string
	for ; !at.After(end); at = at.AddDate(0, 0, step) {
		out = append(out, at.Format("2006-01-02"))
	}
	return out
}

func month(t *testing.T, s string) int32 {
	t.Helper()
	n, ok := trends.MonthNumber(s)
	if !ok {
		t.Fatalf("MonthNumber(%q) failed", s)
	}
	return n
}

func day(t *testing.T, s string) int32 {
	t.Helper()
	at, err := time.Parse("2006-01-02", s)
	if err != nil {
		t.Fatal(err)
	}
	return trends.DayNumber(at)
}

func TestCoverage(t *testing.T) {
	weekly := every("2025-03-11", "2025-07-08", 7)
	outage := append(every("2025-03-11", "2025-05-06", 7), every("2025-06-17", "2025-09-30", 7)...)
	for _, c := range []struct {
		why     string
		days    []string
		month   string
		covered bool
	}{
		{"the month of the first read is not full", weekly, "2025-03", false},
		{"the first full month", weekly, "2025-04", true},
		{"a later month", weekly, "2025-06", true},
		{"the month of the last read is not watched to its end", weekly, "2025-07", false},
		{"never read", nil, "2025-04", false},
		{"reads 14 days apart leave no day further than 7", every("2025-03-01", "2025-06-30", 14), "2025-04", true},
		{"reads 17 days apart do", every("2025-03-01", "2025-06-30", 17), "2025-04", false},
		{"failed reads do not count", []string{"2025-03-28", "!2025-04-04", "!2025-04-11", "!2025-04-18", "2025-05-01"}, "2025-04", false},
		{"before the outage", outage, "2025-04", true},
		{"the month in which reading broke off", outage, "2025-05", false},
		{"the month in which it began again", outage, "2025-06", false},
		{"the first full month after an outage", outage, "2025-07", true},
	} {
		cover := trends.Cover(reads(t, c.days...), nil, trends.DefaultOptions())
		if got := cover.Covered(month(t, c.month)); got != c.covered {
			t.Errorf("%s: Covered(%s) = %v, want %v", c.why, c.month, got, c.covered)
		}
	}
}

func TestCounts(t *testing.T) {
	days := append(every("2025-03-11", "2025-05-06", 7), every("2025-06-17", "2025-09-30", 7)...)
	cover := trends.Cover(reads(t, days...), nil, trends.DefaultOptions())
	for _, c := range []struct {
		why, month, firstSeen string
		want                  bool
	}{
		{"backlog of the first read", "2024-12", "2025-03-11", false},
		{"posted in the month of the first read", "2025-03", "2025-03-18", false},
		{"new", "2025-04", "2025-04-08", true},
		{"posted before the outage, found before it", "2025-05", "2025-05-06", true},
		{"posted before the outage, found after it", "2025-05", "2025-06-17", false},
		{"posted in the month reading began again", "2025-06", "2025-06-24", false},
		{"new after the outage", "2025-07", "2025-07-08", true},
		{"seen before any read", "2025-04", "2025-01-01", false},
	} {
		if got := cover.Counts(month(t, c.month), day(t, c.firstSeen)); got != c.want {
			t.Errorf("%s: Counts(%s, %s) = %v, want %v", c.why, c.month, c.firstSeen, got, c.want)
		}
	}
	if cover.Counts(trends.NoTime, day(t, "2025-04-08")) {
		t.Error("Counts(NoTime) = true: an ad without a date is never new")
	}
	if got, want := trends.MonthName(cover.ValidFrom()), "2025-04"; got != want {
		t.Errorf("ValidFrom = %s, want %s", got, want)
	}
}

func TestDeclared(t *testing.T) {
	s := &trends.SourceState{Key: "archive", Kind: trends.KindImport, Crawls: []trends.Crawl{
		{Outcome: trends.OutcomeComplete, From: "2020-01", To: "2020-04"},
		{Outcome: trends.OutcomeComplete}, // an import that declares nothing
	}}
	have := map[int32]bool{month(t, "2020-01"): true, month(t, "2020-03"): true, month(t, "2020-07"): true}
	cover := trends.Cover(s, have, trends.DefaultOptions())
	for m, want := range map[string]bool{"2019-12": false, "2020-01": true, "2020-02": false, "2020-03": true, "2020-04": false, "2020-07": false} {
		if got := cover.Covered(month(t, m)); got != want {
			t.Errorf("Covered(%s) = %v, want %v", m, got, want)
		}
		if got := cover.Counts(month(t, m), day(t, "2026-01-01")); got != want {
			t.Errorf("Counts(%s) = %v, want %v", m, got, want)
		}
	}
}
