package simulate_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
	"trends/trends/simulate"
)

// scenario returns the scenario of a name.
func scenario(t *testing.T, name string) simulate.Scenario {
	t.Helper()
	for _, s := range simulate.Scenarios() {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no scenario %s", name)
	return simulate.Scenario{}
}

// published is the report's settings as the method was published: no test allows for a yearly wave.
func published() trends.Options {
	o := trends.DefaultOptions()
	o.WaveMonths = 0
	return o
}

// A short run of what `trends simulate` does: rates in per cent, with room for chance. A method that is broken is far outside.
func TestRates(t *testing.T) {
	const runs, skills = 4, 150
	type setting struct {
		scenario string
		months   int
	}
	outcomes := map[setting]map[string][]simulate.Outcome{} // by method
	for _, c := range []struct {
		scenario       string
		months         int
		method         string
		leastFDR       float64
		mostFDR        float64
		least, most    float64 // power
		mostUnchanging float64 // unchanged skills flagged
	}{
		{"stable", 12, "confirmed", 0, 8, 20, 60, 2},
		{"stable", 12, "early", 0, 12, 30, 70, 3},
		{"stable", 24, "confirmed", 0, 8, 45, 80, 2},
		{"stable", 24, "pooled-logit", 8, 45, 55, 95, 20},
		{"big-source", 24, "pooled-logit", 60, 90, 50, 95, 80},
		{"big-source", 24, "pooled-mann-kendall", 60, 90, 45, 95, 80},
		{"big-source", 24, "confirmed", 0, 8, 45, 85, 2},
		{"big-source", 24, "early", 0, 12, 45, 85, 3},
		{"one-employer", 24, "pooled-logit", 20, 65, 55, 95, 40},
		{"one-employer", 24, "confirmed", 0, 8, 45, 80, 2},
		{"one-employer", 6, "pooled-mann-kendall", 0, 0, 0, 0, 0}, // 6 months are too few for ranks
		{"one-employer", 6, "early", 0, 12, 20, 65, 3},
	} {
		at := setting{c.scenario, c.months}
		if outcomes[at] == nil {
			outcomes[at] = byMethod(scenario(t, c.scenario), c.months, skills, runs)
		}
		sum := simulate.Summarize(outcomes[at][c.method])
		fdr, power, flagged := 100*float64(sum.FDR.Mean), 100*float64(sum.Power.Mean), 100*float64(sum.Flagged.Mean)
		if fdr < c.leastFDR || fdr > c.mostFDR || power < c.least || power > c.most || flagged > c.mostUnchanging {
			t.Errorf("%s, %d months, %s: false discovery rate %.1f, power %.1f, unchanged skills flagged %.1f %%; want %v to %v, %v to %v, at most %v",
				c.scenario, c.months, c.method, fdr, power, flagged, c.leastFDR, c.mostFDR, c.least, c.most, c.mostUnchanging)
		}
	}
}

// byMethod scores some markets of a setting.
func byMethod(s simulate.Scenario, months, skills, runs int) map[string][]simulate.Outcome {
	out := map[string][]simulate.Outcome{}
	for run := range runs {
		for _, o := range simulate.NewMarket(s, months, skills, simulate.Random(1, s, months, run)).Score(published()) {
			out[o.Method] = append(out[o.Method], o)
		}
	}
	return out
}

// The market is what the scenarios say.
func TestMarket(t *testing.T) {
	const months, skills = 24, 50
	for _, s := range simulate.Scenarios() {
		m := simulate.NewMarket(s, months, skills, simulate.Random(1, s, months, 0))
		a := &m.Snapshot.Ads
		first, _ := trends.MonthNumber("2020-01")
		bySource, byEmployer := map[uint16][]int{}, map[uint32][]int{}
		for i, month := range a.Month {
			at := int(month - first)
			if bySource[a.Source[i]] == nil {
				bySource[a.Source[i]] = make([]int, months)
			}
			if byEmployer[a.Employer[i]] == nil {
				byEmployer[a.Employer[i]] = make([]int, months)
			}
			bySource[a.Source[i]][at]++
			byEmployer[a.Employer[i]][at]++
			if of := a.Skill[a.Start[i]:a.Start[i+1]]; !slices.IsSorted(of) {
				t.Fatalf("%s: skills of an ad %v, want them ascending", s.Name, of)
			}
		}
		if n := len(bySource[10]); (n > 0) != (s.Name == "big-source") {
			t.Errorf("%s: big source has ads: %v", s.Name, n > 0)
		}
		if big := bySource[10]; big != nil && (sum(big[:months/2]) != 0 || sum(big[months/2:]) < 5000 || sum(big[months/2:]) > 7000) {
			t.Errorf("%s: big source posts %v, want about 500 ads a month in the second half", s.Name, big)
		}
		if last := byEmployer[301]; s.Name == "one-employer" && (sum(last[:18]) != 0 || sum(last[18:]) < 150 || sum(last[18:]) > 250) {
			t.Errorf("%s: the employer posts %v, want about 200 ads in the last quarter", s.Name, last)
		}
		coming, changing := 0, 0
		for _, volume := range byEmployer {
			if sum(volume) > 40 && (sum(volume[:8]) == 0 || sum(volume[16:]) == 0) {
				coming++
			}
		}
		for _, change := range m.Change {
			if change != 0 {
				changing++
				if odds := math.Exp(math.Abs(change)); odds < 1.49 || odds > 3.01 {
					t.Errorf("%s: a change of odds by %v, want 1.5, 2 or 3", s.Name, odds)
				}
			}
		}
		if coming < 5 || changing != skills/5 {
			t.Errorf("%s: %d large employers come or go, %d skills change; want some, and %d", s.Name, coming, changing, skills/5)
		}
	}
}

func sum(v []int) int {
	n := 0
	for _, x := range v {
		n += x
	}
	return n
}

// The same random numbers make the same market, others another.
func TestRandom(t *testing.T) {
	s := scenario(t, "stable")
	draw := func(seed uint64, months, run int) trends.Ads {
		return simulate.NewMarket(s, months, 20, simulate.Random(seed, s, months, run)).Snapshot.Ads
	}
	want := draw(1, 8, 0)
	if diff := cmp.Diff(want, draw(1, 8, 0)); diff != "" {
		t.Errorf("the same market twice (-first +second):\n%s", diff)
	}
	for _, other := range []trends.Ads{draw(2, 8, 0), draw(1, 9, 0), draw(1, 8, 1)} {
		if cmp.Equal(want.Skill, other.Skill) {
			t.Error("another seed, length or run makes the same market")
		}
	}
}

// Month shocks have the spread and the memory that their scenario says.
func TestShocks(t *testing.T) {
	const months, skills = 60, 4000
	for _, c := range []struct {
		scenario     string
		wild, memory float64 // part of the skills with large shocks; correlation of neighbouring months
	}{
		{"stable", 0, 0},
		{"stress", 0.2, 0},
		{"swings", 0.2, 0.5},
	} {
		s := scenario(t, c.scenario)
		shocks := simulate.Shocks(s, months, skills, simulate.Random(1, s, months, 0))
		wild, memory, spread := 0.0, 0.0, 0.0
		for k := range skills {
			var squares, cross float64
			for m := range months {
				squares += shocks[m][k] * shocks[m][k]
				if m > 0 {
					cross += shocks[m][k] * shocks[m-1][k]
				}
			}
			if size := math.Sqrt(squares / months); size > 0.125 {
				wild += 1. / skills
				spread += size / 0.25 / skills
			} else {
				spread += size / 0.05 / skills
			}
			memory += cross / squares * months / (months - 1) / skills
		}
		if math.Abs(wild-c.wild) > 0.03 || math.Abs(memory-c.memory) > 0.03 || math.Abs(spread-1) > 0.03 {
			t.Errorf("%s: wild skills %.3f, memory %.3f, spread %.3f of what it should be; want %v, %v, 1", c.scenario, wild, memory, spread, c.wild, c.memory)
		}
	}
}

// Claims counted by hand.
func TestScore(t *testing.T) {
	change := []float64{0.7, 0.7, -0.7, 0.7, 0, 0, 0}
	tested := []bool{true, true, true, false, true, true, false}
	for _, c := range []struct {
		name   string
		claims []int
		want   simulate.Outcome
	}{
		{"nothing", []int{0, 0, 0, 0, 0, 0, 0}, simulate.Outcome{}},
		{"all right", []int{1, 1, -1, 0, 0, 0, 0}, simulate.Outcome{Claims: 3, Found: 3}},
		{"one the wrong way", []int{1, -1, -1, 0, 0, 0, 0}, simulate.Outcome{Claims: 3, Found: 2}},
		{"one that did not change", []int{1, 0, 0, 0, 0, -1, 0}, simulate.Outcome{Claims: 2, Found: 1, Flagged: 1}},
		{"not tested, not counted", []int{0, 0, 0, 1, 0, 0, 1}, simulate.Outcome{}},
	} {
		want := c.want
		want.Method, want.Tested, want.Changed, want.Unchanged = "given", 5, 3, 2
		if diff := cmp.Diff(want, simulate.ScoreClaims(change, c.claims, tested)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// Means worked by hand.
func TestSummarize(t *testing.T) {
	no := trends.Undefined()
	same := cmp.Comparer(func(a, b trends.Number) bool { return math.Abs(float64(a-b)) < 1e-12 || !a.Defined() && !b.Defined() })
	for _, c := range []struct {
		name     string
		outcomes []simulate.Outcome
		want     simulate.Summary
	}{
		{"two runs", []simulate.Outcome{
			{Method: "m", Tested: 10, Claims: 4, Changed: 4, Found: 3, Unchanged: 6, Flagged: 1},
			{Method: "m", Tested: 8, Claims: 0, Changed: 2, Found: 0, Unchanged: 6, Flagged: 0},
		}, simulate.Summary{Method: "m", Runs: 2, Tested: 9, Claims: 2, FDR: simulate.Rate{Mean: 0.125, SE: 0.125},
			Power: simulate.Rate{Mean: 0.375, SE: 0.375}, Flagged: simulate.Rate{Mean: 1. / 12, SE: 1. / 12}}},
		{"one run", []simulate.Outcome{{Method: "m", Tested: 4, Claims: 2, Changed: 2, Found: 1, Unchanged: 2, Flagged: 1}},
			simulate.Summary{Method: "m", Runs: 1, Tested: 4, Claims: 2, FDR: simulate.Rate{Mean: 0.5, SE: no},
				Power: simulate.Rate{Mean: 0.5, SE: no}, Flagged: simulate.Rate{Mean: 0.5, SE: no}}},
		{"nothing tested", []simulate.Outcome{{Method: "m"}},
			simulate.Summary{Method: "m", Runs: 1, FDR: simulate.Rate{Mean: 0, SE: no}, Power: simulate.Rate{Mean: no, SE: no},
				Flagged: simulate.Rate{Mean: no, SE: no}}},
	} {
		if diff := cmp.Diff(c.want, simulate.Summarize(c.outcomes), same); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
