package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends/stats"
)

func TestJumps(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name  string
		value []float64
		want  []int
	}{
		{"nothing", nil, nil},
		{"one month", []float64{6}, nil},
		{"never moves", slices.Repeat([]float64{6}, 24), nil},
		{"snippets become full texts", []float64{2, 2.1, 1.9, 9, 9.5, 9.2}, []int{3}},
		{"and snippets again", []float64{2, 2.1, 1.9, 9, 9.5, 9.2, 2.1, 2}, []int{3, 6}},
		{"31 % less, and stays", []float64{100, 100, 69, 68, 70}, []int{2}},
		{"29 % less", []float64{100, 100, 71, 71, 71}, nil},
		{"one odd month", []float64{900, 920, 1300, 910, 890, 900}, nil},
		{"up and then down", []float64{100, 140, 60, 100, 100}, nil},
		{"the last month is not known to stay", []float64{900, 920, 910, 1300}, nil},
		{"a gap", []float64{900, nan, 910, nan, 1300, 1320}, []int{4}},
		{"a slow rise", []float64{100, 100, 100, 100, 100, 103, 106, 110, 114, 118, 123, 128}, nil},
		{"a third up or down each month", []float64{100, 135, 95, 140, 92, 138, 150, 100, 96, 141, 144, 90}, nil},
	} {
		n := slices.Repeat([]float64{30}, len(c.value))
		if diff := cmp.Diff(c.want, stats.Jumps(c.value, n)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if got := stats.Jumps([]float64{900, 910, 300, 300, 300, 900, 905}, []float64{50, 50, 29, 29, 29, 50, 50}); got != nil {
		t.Errorf("months of 29 openings: jumps in %v", got)
	}
}

// However noisy a source is, few series of three years in which nothing changes jump; nearly all do whose level doubles, when their
// months do not move by more than a tenth.
func TestJumpsOfNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 4))
	const runs = 400
	for _, c := range []struct{ spread, falsely, found float64 }{{0.05, 0, 0.95}, {0.1, 0.005, 0.9}, {0.2, 0.02, 0}, {0.4, 0.02, 0}} {
		falsely, found := 0.0, 0.0
		for range runs {
			quiet, moving, n := make([]float64, 36), make([]float64, 36), slices.Repeat([]float64{40}, 36)
			for i := range quiet {
				quiet[i] = math.Exp(c.spread * r.NormFloat64())
				if moving[i] = quiet[i]; i >= 18 {
					moving[i] *= 2
				}
			}
			if len(stats.Jumps(quiet, n)) > 0 {
				falsely++
			}
			if slices.ContainsFunc(stats.Jumps(moving, n), func(m int) bool { return m >= 17 && m <= 19 }) {
				found++
			}
		}
		if falsely/runs > c.falsely || found/runs < c.found {
			t.Errorf("months that move by %g: %g of the quiet series jump, and %g of the moving ones", c.spread, falsely/runs, found/runs)
		}
	}
}
