package main

import (
	"bytes"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/crawler/market"
	"trends/trends"
)

// TestDemoTruth compares a made-up truth with a report that found one change, cannot test the next, and does not know the third.
func TestDemoTruth(t *testing.T) {
	no := trends.Undefined()
	report := &trends.Report{Skills: []trends.SkillRow{
		{Skill: "rust", Name: "Rust", Verdict: trends.Rising, OddsYear: 2, OddsLow: 1.5, OddsHigh: 2.5},
		{Skill: "hadoop", Name: "Hadoop", Verdict: trends.NotEnoughData, Lacks: "15 more mentions", OddsYear: no, OddsLow: no, OddsHigh: no},
		{Skill: "sql", Name: "SQL", Verdict: trends.Steady, OddsYear: 1, OddsLow: 0.9, OddsHigh: 1.1},
		{Skill: "go", Name: "Go", Verdict: trends.Falling, OddsYear: 0.5, OddsLow: 0.4, OddsHigh: 0.6},
	}}
	truth := market.Truth{First: "2024-03", Last: "2026-02", Unchanged: []string{"go", "nowhere", "sql"},
		Planted: []market.Change{{Skill: "rust", Odds: 4}, {Skill: "nowhere", Odds: 2.25}, {Skill: "hadoop", Odds: 0.25}}}
	var b bytes.Buffer
	a := &app{system: system{out: &b}}
	if err := a.demoTruth(trends.NewPanel(&trends.Snapshot{}, trends.DefaultOptions()), report, truth, nil); err != nil {
		t.Fatal(err)
	}
	const want = `
What was planted, 2024-03 to 2026-02

skill    planted odds a year  trends says      odds a year           naive counting says
Rust     x2.00                rising           x2.00 (1.50 to 2.50)
nowhere  x1.50                not enough data
Hadoop   x0.50                not enough data

Planted changes found: 1 of 3. Of 2 skills that did not change and could be tested, trends calls 1 changed;
pooling all ads and comparing the first three months with the last three, p < 0.05, calls 0 changed.
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("demoTruth (-want +got):\n%s", d)
	}
}

func TestNaiveClaim(t *testing.T) {
	for _, tt := range []struct {
		k0, n0, k1, n1 float64
		want           string
	}{
		{10, 100, 30, 100, "up 200 %"}, // z = 3.54
		{30, 100, 10, 100, "down 67 %"},
		{10, 100, 18, 100, ""}, // z = 1.63
		{0, 100, 10, 100, "appears from nothing"},
		{0, 100, 0, 100, ""},
		{100, 100, 100, 100, ""},
		{0, 0, 5, 10, ""},
	} {
		if got := naiveClaim(tt.k0, tt.n0, tt.k1, tt.n1); got != tt.want {
			t.Errorf("naiveClaim(%g of %g, %g of %g) = %q, want %q", tt.k0, tt.n0, tt.k1, tt.n1, got, tt.want)
		}
	}
}

func TestYearly(t *testing.T) {
	if got := yearly(4.5, market.Truth{First: "2024-03", Last: "2026-02"}); math.Abs(got-math.Sqrt(4.5)) > 1e-12 {
		t.Errorf("odds of 4.5 over 24 months are %g a year, want %g", got, math.Sqrt(4.5))
	}
}
