package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends/stats"
)

func TestShifts(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name  string
		value []float64
		want  []int
	}{
		{"nothing", nil, nil},
		{"one month", []float64{900}, nil},
		{"never moves", slices.Repeat([]float64{900}, 24), nil},
		{"noise of a few percent", []float64{900, 930, 880, 910, 890, 940, 905, 870, 920, 900}, nil},
		{"snippets become full texts", []float64{200, 210, 190, 900, 950, 920}, []int{3}},
		{"and snippets again", []float64{200, 210, 190, 900, 950, 920, 210, 200}, []int{3, 6}},
		{"31 % less, and stays", []float64{100, 100, 69, 68, 70}, []int{2}},
		{"29 % less, which takes longer to see", []float64{100, 100, 71, 71, 71}, []int{2}},
		{"one odd month", []float64{900, 920, 1300, 910, 890, 900}, nil},
		{"up and then down", []float64{100, 140, 60, 100, 100}, nil},
		{"the last month is not known to stay", []float64{900, 920, 910, 1300}, nil},
		{"a gap", []float64{900, nan, 910, nan, 1300, 1320}, []int{4}},
		{"nothing is not a level", []float64{900, 0, 910, 0, 920}, nil},
		{"15 % more, without a jump", []float64{100, 102, 99, 101, 100, 98, 101, 100, 115, 116, 114, 115, 117, 115, 114}, []int{8}},
		{"a slow rise", []float64{100, 100, 100, 100, 100, 103, 106, 110, 114, 118, 123, 128}, []int{5, 7}},
	} {
		n := slices.Repeat([]float64{30}, len(c.value))
		if diff := cmp.Diff(c.want, stats.Shifts(c.value, n)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	// Months with few openings are passed over, whatever they say.
	if got := stats.Shifts([]float64{900, 910, 300, 300, 300, 900, 905}, []float64{50, 50, 29, 29, 29, 50, 50}); got != nil {
		t.Errorf("months of 29 openings: shifts in %v", got)
	}
}

// Where nothing changes, few series of three years show a shift; where the level moves by 20 %, most do, in the right month or
// next to it. The unit of a meter does not matter.
func TestShiftsOfNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 3))
	falseAlarms, found := 0, 0
	const runs = 400
	for range runs {
		quiet, moving, n := make([]float64, 36), make([]float64, 36), slices.Repeat([]float64{40}, 36)
		for i := range quiet {
			quiet[i] = 1000 * math.Exp(0.06*r.NormFloat64())
			if moving[i] = quiet[i]; i >= 18 {
				moving[i] *= 1.2
			}
		}
		shifts := stats.Shifts(quiet, n)
		if len(shifts) > 0 {
			falseAlarms++
		}
		for i := range quiet {
			quiet[i] /= 1000
		}
		if again := stats.Shifts(quiet, n); !cmp.Equal(shifts, again) {
			t.Fatalf("shifts in %v, in another unit in %v", shifts, again)
		}
		if slices.ContainsFunc(stats.Shifts(moving, n), func(m int) bool { return m >= 17 && m <= 19 }) {
			found++
		}
	}
	if falseAlarms > runs/8 || found < runs*8/10 {
		t.Errorf("false alarms %d, found %d of %d", falseAlarms, found, runs)
	}
}
