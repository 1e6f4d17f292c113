package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"trends/trends/stats"
)

func TestCorrectedSharesAreShares(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 9))
	part := func(n int) (float64, float64) { return float64(n), float64(r.IntN(n + 1)) }
	for range 500 {
		var q stats.Readings
		q.Openings, q.Tagged = part(1 + r.IntN(2000))
		q.TaggedRead, q.TaggedTrue = part(1 + r.IntN(200))
		q.OthersRead, q.OthersMissed = part(1 + r.IntN(200))
		if c := stats.TwoPhase(q, 0.95); !(0 <= c.Low && c.Low <= c.Share+1e-12 && c.Share <= c.High+1e-12 && c.High <= 1) {
			t.Errorf("TwoPhase(%+v) = %+v", q, c)
		}
		var b stats.Benchmark
		b.With, b.WithTagged = part(1 + r.IntN(200))
		b.Without, b.WithoutTagged = part(1 + r.IntN(200))
		share, low, high, _ := stats.RoganGladen(q.Tagged, q.Openings, b, 0.95)
		if math.IsNaN(share) != math.IsNaN(low) || b.Youden() <= 0.05 && !math.IsNaN(share) {
			t.Errorf("RoganGladen with a guess %+v = %v (%v to %v)", b, share, low, high)
		}
		if share >= 0 && !(0 <= low && low <= high && high <= 1 && 0 <= share && share <= 1) {
			t.Errorf("RoganGladen(%v, %v, %+v) = %v (%v to %v)", q.Tagged, q.Openings, b, share, low, high)
		}
	}
}

// A tagger that was never wrong leaves the share as it is.
func TestCorrectedByAPerfectTagger(t *testing.T) {
	c := stats.TwoPhase(stats.Readings{Tagged: 30, Openings: 100, TaggedRead: 50, TaggedTrue: 50, OthersRead: 50}, 0.95)
	if !near(c.Share, 0.3) || c.Recall != 1 || c.Specificity != 1 {
		t.Errorf("TwoPhase = %+v, want 0.3", c)
	}
	b := stats.Benchmark{With: 50, WithTagged: 50, Without: 50}
	if share, low, high, _ := stats.RoganGladen(30, 100, b, 0.95); !near(share, 0.3) || low > share || high < share {
		t.Errorf("RoganGladen = %v (%v to %v), want 0.3", share, low, high)
	}
}
