package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"trends/trends/stats"
)

// Intervals hold their estimate, and turning the periods around turns the answer around.
func TestDifferenceProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 2))
	for range 200 {
		sources := 1 + r.IntN(6)
		n1, k1, n0, k0 := make([]float64, sources), make([]float64, sources), make([]float64, sources), make([]float64, sources)
		for s := range sources {
			n1[s], n0[s] = float64(r.IntN(60)), float64(r.IntN(60))
			k1[s], k0[s] = math.Floor(n1[s]*r.Float64()), math.Floor(n0[s]*r.Float64())
		}
		d := stats.MatchedDifference(n1, k1, n0, k0, 1.5, 0.95)
		if d.Sources > 0 && !(d.Low <= d.D && d.D <= d.High && math.Abs(d.D) <= 1 && d.Part > 0 && d.Part <= 1) {
			t.Fatalf("MatchedDifference(%v, %v, %v, %v) = %+v", n1, k1, n0, k0, d)
		}
		back := stats.MatchedDifference(n0, k0, n1, k1, 1.5, 0.95)
		if d.Sources > 0 && (math.Abs(back.D+d.D) > 1e-12 || math.Abs(back.SE-d.SE) > 1e-9) {
			t.Fatalf("turned around: %+v, want the opposite of %+v", back, d)
		}
		low, high := stats.Newcombe(k1[0], n1[0], k0[0], n0[0], 0.95)
		if p := k1[0]/n1[0] - k0[0]/n0[0]; !math.IsNaN(p) && !(-1-1e-12 <= low && low <= p && p <= high && high <= 1+1e-12) {
			t.Fatalf("Newcombe(%v, %v, %v, %v) = %v, %v around %v", k1[0], n1[0], k0[0], n0[0], low, high, p)
		}
		ratio, low, high := stats.KatzRatio(k1[0], n1[0], k0[0], n0[0], 0.95)
		if !math.IsNaN(low) && !(0 < low && low <= ratio && ratio <= high) {
			t.Fatalf("KatzRatio(%v, %v, %v, %v) = %v, %v, %v", k1[0], n1[0], k0[0], n0[0], ratio, low, high)
		}
	}
}

// A source that joins, however large, moves neither the difference nor the chain; only the naive share jumps.
func TestMatchedSourcesOnly(t *testing.T) {
	d := stats.MatchedDifference([]float64{50, 900}, []float64{5, 600}, []float64{50, 0}, []float64{5, 0}, 1, 0.95)
	if d.D != 0 || d.Sources != 1 || d.Part != 0.1 {
		t.Errorf("a source joins: %+v, want no difference, 1 source, a tenth of the openings", d)
	}
	c := stats.NewChain([][]float64{{50, 0}, {50, 900}}, [][]float64{{5, 0}, {5, 600}})
	if c.Share[1] != 0.1 || math.Abs(c.OddsShare[1]-0.1) > 1e-12 || c.Naive[1] < 0.6 {
		t.Errorf("a source joins: %+v, want a chain at 0.1", c)
	}
	if c := stats.NewChain(nil, nil); len(c.Share) != 0 {
		t.Errorf("no month: %+v", c)
	}
}
