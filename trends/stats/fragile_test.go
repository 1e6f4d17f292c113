package stats_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"trends/trends/stats"
)

// left returns the cells and mentions without a source or an employer.
func left(cells []stats.Cell, k []float64, out func(stats.Cell) bool) (rest []stats.Cell, restK []float64) {
	for i, c := range cells {
		if !out(c) {
			rest, restK = append(rest, c), append(restK, k[i])
		}
	}
	return rest, restK
}

// Leaving out is exact: every answer is that of a design which never had these cells, and where the trend hangs on a source, one
// that it hangs on is found among those tried.
func TestFragileIsExact(t *testing.T) {
	hanging := 0
	for seed := range uint64(120) {
		sources, wave := 2+int(seed%19), seed%2 == 1
		cells, k := market(seed, sources, 30, 26, 60*sources)
		design := stats.NewDesign(cells, wave)
		before, fragile := design.Fit(k, 0.95), design.Fragile(k, 0.05)
		if diff := cmp.Diff(before, design.Fit(k, 0.95), cmpopts.EquateNaNs()); diff != "" {
			t.Fatalf("seed %d: Fit after Fragile (-before +after):\n%s", seed, diff)
		}
		if !before.OK || before.P > 0.05 {
			if fragile != nil {
				t.Errorf("seed %d: P = %v hangs on %v, want nothing to lose", seed, before.P, fragile)
			}
			continue
		}
		hanging += len(fragile)
		refit := func(out func(stats.Cell) bool) stats.Trend {
			rest, restK := left(cells, k, out)
			return stats.NewDesign(rest, wave).Fit(restK, 0.95)
		}
		for _, w := range fragile {
			want := refit(func(c stats.Cell) bool {
				return !w.Employer && c.Source == w.Code || w.Employer && c.Employer == w.Code
			})
			if want.OK == math.IsNaN(w.P) || want.OK && !(near(w.B, want.B) && near(w.P, want.P)) {
				t.Errorf("seed %d: %+v, a new design says %v, B %v, P %v", seed, w, want.OK, want.B, want.P)
			}
		}
		found := slices.ContainsFunc(fragile, func(w stats.Without) bool { return !w.Employer })
		for source := range sources {
			w := refit(func(c stats.Cell) bool { return c.Source == source })
			if hangs := !w.OK || w.P > 0.05 || w.B*before.B <= 0; hangs && !found {
				t.Errorf("seed %d of %d sources: it hangs on source %d (P %v), and Fragile says none", seed, sources, source, w.P)
			}
		}
	}
	if hanging < 20 {
		t.Errorf("only %d trends hang on something: the test says little", hanging)
	}
}

// place is a source and an employer with digits for n and k by month.
type place struct {
	source, employer int
	n, k             string
}

func TestFragile(t *testing.T) {
	const nine, steady, mild = "999999999999", "343343434344", "434344345445"
	const rising, steep = "234344545556", "012234577889"
	// several makes employers first to last of a source.
	several := func(source, first, last int, k string) (list []place) {
		for e := first; e <= last; e++ {
			list = append(list, place{source, e, nine, k})
		}
		return list
	}
	for _, c := range []struct {
		name string
		data [][]place
		want []stats.Without // without P and B
	}{
		{"no trend", [][]place{several(1, 1, 4, steady), several(2, 5, 8, steady)}, nil},
		{"one source", [][]place{several(1, 1, 4, rising)}, nil},
		{"all rise", [][]place{several(1, 1, 4, rising), several(2, 5, 8, rising)}, nil},
		{"one source rises", [][]place{several(1, 1, 2, steady), several(2, 3, 4, steady), several(3, 5, 12, steep)},
			[]stats.Without{{Code: 3}}},
		{"one source is all there is to test", [][]place{several(1, 1, 4, rising), {{2, 5, "900000000009", "300000000005"}}},
			[]stats.Without{{Code: 1}}},
		{"one employer in two sources rises most", [][]place{several(1, 1, 1, rising), several(2, 1, 1, rising),
			several(1, 2, 3, mild), several(2, 4, 5, mild), several(3, 6, 7, mild)},
			[]stats.Without{{Employer: true, Code: 1}}},
	} {
		var cells []stats.Cell
		var k []float64
		for _, p := range slices.Concat(c.data...) {
			for m := range p.n {
				cells = append(cells, stats.Cell{Source: p.source, Employer: p.employer, Month: m, N: float64(p.n[m] - '0')})
				k = append(k, float64(p.k[m]-'0'))
			}
		}
		got := stats.NewDesign(cells, false).Fragile(k, 0.05)
		if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(stats.Without{}, "B", "P")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
