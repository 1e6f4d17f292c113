package stats_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"trends/trends/stats"
)

func TestPairedDifferenceByHand(t *testing.T) {
	single := func(n, first, second float64) float64 { // one opening more on each side
		p, q := (first+1)/(n+2), (second+1)/(n+2)
		return (p + q - (p-q)*(p-q)) / (n + 2)
	}
	for _, c := range []struct {
		name             string
		n, first, second []float64
		rho, d, v        float64
	}{
		// Two employers of four: 3 of 4 and 1 of 4 say the first alone, none and two the second. d = (4-2)/8; residuals 3-1 and -1-1.
		{"employers that differ", []float64{4, 0, 4}, []float64{3, 0, 1}, []float64{0, 0, 2}, 0, 0.25, 2 * (4. + 4) / 64},
		// Employers alike leave no variance between them: the openings' own counts, times 1 + (4-1)/4.
		{"employers alike", []float64{4, 4}, []float64{2, 2}, []float64{1, 1}, 0.25, 0.25, 1.75 * single(8, 4, 2)},
		{"one employer", []float64{5}, []float64{1}, []float64{1}, 0.5, 0, 3 * single(5, 1, 1)},
		{"all openings agree", []float64{1, 1, 1}, []float64{1, 1, 1}, []float64{0, 0, 0}, 0.25, 1, single(3, 3, 0)},
	} {
		z := 1.959963984540054 * math.Sqrt(c.v)
		want := stats.Gap{D: c.d, Low: max(-1, c.d-z), High: min(1, c.d+z), V: c.v}
		got := stats.PairedDifference(c.n, c.first, c.second, c.rho, 0.95)
		if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 1e-15)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if got := stats.PairedDifference(nil, nil, nil, 0.25, 0.95); !math.IsNaN(got.D) || !math.IsNaN(got.Low) || !math.IsNaN(got.High) {
		t.Errorf("without openings: %+v, want NaN", got)
	}
}
