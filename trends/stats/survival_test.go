package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"trends/trends/stats"
)

// stays makes openings from a seed, on whole days so that there are ties.
func stays(r *rand.Rand, n int) []stats.Stay {
	out := make([]stats.Stay, n)
	for i := range out {
		entry := float64(max(0, r.IntN(20)-10))
		out[i] = stats.Stay{Entry: entry, Time: entry + 1 + float64(r.IntN(30)), Closed: r.IntN(3) > 0}
	}
	return out
}

func TestSurvivalFalls(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 6))
		list := stays(r, 1+r.IntN(40))
		s := stats.KaplanMeier(list, 0.95)
		last := 1.0
		for i, share := range s.Share {
			if !(0 <= share && share <= last) || s.Closed[i] > s.AtRisk[i] {
				t.Errorf("seed %d: row %d of %+v", seed, i, s)
			}
			if share > 0 && !(0 <= s.Low[i] && s.Low[i] <= share && share <= s.High[i] && s.High[i] <= 1) {
				t.Errorf("seed %d: share %v outside of %v to %v", seed, share, s.Low[i], s.High[i])
			}
			last = share
		}
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		if diff := cmp.Diff(s, stats.KaplanMeier(list, 0.95), cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("seed %d: of shuffled stays (-sorted +shuffled):\n%s", seed, diff)
		}
	}
}

// Where all have closed and none came late, the share is simply a share, and the median that of the numbers.
func TestSurvivalWithoutCensoring(t *testing.T) {
	var list []stats.Stay
	for _, days := range []float64{9, 1, 4, 4, 7} {
		list = append(list, stats.Stay{Time: days, Closed: true})
	}
	s := stats.KaplanMeier(list, 0.95)
	if want := []float64{0.8, 0.4, 0.2, 0}; !cmp.Equal(s.Share, want, cmpopts.EquateApprox(0, 1e-12)) {
		t.Errorf("Share = %v, want %v", s.Share, want)
	}
	if median, _, _ := s.Quantile(0.5); median != 4 {
		t.Errorf("median = %v, want 4", median)
	}
}

func TestSurvivalIgnores(t *testing.T) {
	s := stats.KaplanMeier([]stats.Stay{{Entry: 5, Time: 5, Closed: true}, {Time: math.NaN()}, {Entry: 9, Time: 3}}, 0.95)
	if median, _, _ := s.Quantile(0.5); s.Openings != 0 || !math.IsNaN(median) {
		t.Errorf("%d openings, median %v, want none", s.Openings, median)
	}
}
