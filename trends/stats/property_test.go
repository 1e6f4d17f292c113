package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"trends/trends/stats"
)

// market makes cells of some sources and employers, and mentions in them, from a seed.
func market(seed uint64, sources, employers, months, size int) (cells []stats.Cell, k []float64) {
	r := rand.New(rand.NewPCG(seed, 1))
	slope := r.NormFloat64() * 0.05
	for len(cells) < size {
		e := r.IntN(employers)
		c := stats.Cell{Source: (e + r.IntN(2)) % sources, Employer: e, Month: 24000 + r.IntN(months), N: float64(1 + r.IntN(5))}
		p := 1 / (1 + math.Exp(2-slope*float64(c.Month-24000)-float64(c.Source%3)-float64(e%5)/4))
		var hits float64
		for range int(c.N) {
			if r.Float64() < p {
				hits++
			}
		}
		cells, k = append(cells, c), append(k, hits)
	}
	// One cell per source, employer and month.
	seen := map[[3]int]bool{}
	var outCells []stats.Cell
	var outK []float64
	for i, c := range cells {
		id := [3]int{c.Source, c.Employer, c.Month}
		if !seen[id] {
			seen[id] = true
			outCells, outK = append(outCells, c), append(outK, k[i])
		}
	}
	return outCells, outK
}

func TestOrderDoesNotMatter(t *testing.T) {
	for seed := range uint64(20) {
		cells, k := market(seed, 4, 30, 26, 300)
		wave := seed%2 == 1
		want := stats.NewDesign(cells, wave).Fit(k, 0.95)
		wantLine, _ := stats.NewDesign(cells, wave).Line(k)
		wantFragile := stats.NewDesign(cells, wave).Fragile(k, 0.05)

		r := rand.New(rand.NewPCG(seed, 2))
		r.Shuffle(len(cells), func(i, j int) {
			cells[i], cells[j] = cells[j], cells[i]
			k[i], k[j] = k[j], k[i]
		})
		design := stats.NewDesign(cells, wave)
		// A fit of another skill and a line before it must not leave a trace either.
		design.Fit(slices.Repeat([]float64{1}, len(k)), 0.95)
		gotLine, _ := design.Line(k)
		got := design.Fit(k, 0.95)
		if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("seed %d: Fit of shuffled cells (-sorted +shuffled):\n%s", seed, diff)
		}
		if diff := cmp.Diff(wantLine, gotLine, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("seed %d: Line of shuffled cells (-sorted +shuffled):\n%s", seed, diff)
		}
		if diff := cmp.Diff(wantFragile, design.Fragile(k, 0.05), cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("seed %d: Fragile of shuffled cells (-sorted +shuffled):\n%s", seed, diff)
		}
	}
}

func TestIntervalsHoldTheirEstimate(t *testing.T) {
	for seed := range uint64(40) {
		cells, k := market(seed, 3, 20, 24, 200)
		f := stats.NewDesign(cells, seed%2 == 1).Fit(k, 0.95)
		if !f.OK {
			t.Fatalf("seed %d: no fit: %s", seed, f.Reason)
		}
		if !(f.OddsYearLow < f.OddsYear && f.OddsYear < f.OddsYearHigh && f.PointsLow < f.Points && f.Points < f.PointsHigh) {
			t.Errorf("seed %d: estimate outside of its interval: %+v", seed, f)
		}
		if f.P < f.PMonth || f.P < f.PEmployer || f.P > 1 || f.TopSource <= 0 || f.TopSource > 1 || f.GEff > float64(f.Employers)+1e-9 {
			t.Errorf("seed %d: out of bounds: %+v", seed, f)
		}
		if p := f.PSlowSwings(); p < f.P || p > 1 {
			t.Errorf("seed %d: slow swings P = %v, P = %v", seed, p, f.P)
		}
		n, hits := make([]float64, 20), make([]float64, 20)
		for i, c := range cells {
			n[c.Employer] += c.N
			hits[c.Employer] += k[i]
		}
		s := stats.ClusterShare(n, hits, 0.25, 0.95)
		if !(0 <= s.Low && s.Low <= s.P && s.P <= s.High && s.High <= 1) || s.Deff < 1 || s.NEff > s.NKish {
			t.Errorf("seed %d: ClusterShare = %+v", seed, s)
		}
		// The interval allows for clusters, so it may not be narrower than the naive one.
		if low, high := stats.Wilson(s.P*s.NKish, s.NKish, 0.95); s.Low > low || s.High < high {
			t.Errorf("seed %d: %v to %v is narrower than Wilson's %v to %v", seed, s.Low, s.High, low, high)
		}
	}
}

// Turning time around turns the slope around, and a year's shift changes nothing.
func TestTimeReversal(t *testing.T) {
	cells, k := market(3, 4, 30, 24, 300)
	want := stats.NewDesign(cells, false).Fit(k, 0.95)
	back, later := slices.Clone(cells), slices.Clone(cells)
	for i := range cells {
		back[i].Month = 48000 - cells[i].Month
		later[i].Month += 12
	}
	got := stats.NewDesign(back, false).Fit(k, 0.95)
	near := cmpopts.EquateApprox(1e-9, 1e-12)
	if !cmp.Equal([]float64{-want.B, want.P, -want.PointsHigh}, []float64{got.B, got.P, got.PointsLow}, near) {
		t.Errorf("reversed: B %v, P %v, points from %v; want %v, %v, %v", got.B, got.P, got.PointsLow, -want.B, want.P, -want.PointsHigh)
	}
	if diff := cmp.Diff(stats.NewDesign(cells, true).Fit(k, 0.95), stats.NewDesign(later, true).Fit(k, 0.95)); diff != "" {
		t.Errorf("a year later (-now +later):\n%s", diff)
	}
}

func TestLinesAreShares(t *testing.T) {
	for seed := range uint64(40) {
		cells, k := market(seed, 6, 12, 12, 40)
		design := stats.NewDesign(cells, false)
		share, ok := design.Line(k)
		if len(share) != len(design.Months()) {
			t.Fatalf("seed %d: %d shares for %d months", seed, len(share), len(design.Months()))
		}
		for i, s := range share {
			if ok != (s >= 0 && s <= 1) {
				t.Errorf("seed %d: share %d = %v, ok %v", seed, i, s, ok)
			}
		}
	}
}

// Where no source changes its volume, nothing needs to be held fixed: the line is the pooled share. Wild shares, so that Newton's
// whole steps go too far.
func TestLineOfSteadySources(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 4))
	for trial := range 200 {
		sources, months := 2+r.IntN(4), 2+r.IntN(6)
		n, k := make([]float64, months), make([]float64, months)
		var cells []stats.Cell
		var hits []float64
		for s := range sources {
			size := math.Floor(math.Pow(10, 3*r.Float64()))
			for m := range months {
				h := math.Floor(size*math.Pow(r.Float64(), 6) + 0.5)
				if s%2 == 1 {
					h = size - h
				}
				cells, hits = append(cells, stats.Cell{Source: s, Month: m, N: size}), append(hits, h)
				n[m] += size
				k[m] += h
			}
		}
		share, ok := stats.NewDesign(cells, false).Line(hits)
		if !ok {
			continue // all of a source's months were settled by others
		}
		for m := range share {
			if math.Abs(share[m]-k[m]/n[m]) > 1e-8 {
				t.Fatalf("trial %d: share %d = %v, want %v; cells %v, hits %v", trial, m, share[m], k[m]/n[m], cells, hits)
			}
		}
	}
}

func TestBHOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	p := make([]float64, 300)
	for i := range p {
		p[i] = math.Pow(r.Float64(), 3)
	}
	q := stats.BH(p)
	order := r.Perm(len(p))
	shuffled := make([]float64, len(p))
	for i, at := range order {
		shuffled[i] = p[at]
	}
	again := stats.BH(shuffled)
	for i := range p {
		if again[slices.Index(order, i)] != q[i] {
			t.Fatalf("q of p = %v depends on the order", p[i])
		}
		if q[i] < p[i] || q[i] > 1 {
			t.Errorf("q = %v of p = %v", q[i], p[i])
		}
		for j := range p {
			if p[i] < p[j] && q[i] > q[j] {
				t.Fatalf("p %v < %v but q %v > %v", p[i], p[j], q[i], q[j])
			}
		}
	}
}

func TestDelaysGrow(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 50 {
		var delay, window []int
		for range 1 + r.IntN(60) {
			w := r.IntN(30)
			window, delay = append(window, w), append(delay, r.IntN(w+1))
		}
		d, last := stats.NewDelays(delay, window), 0.0
		for day := -2; day < 40; day++ {
			g := d.Within(day)
			if g < last || g > 1 {
				t.Fatalf("Within(%d) = %v after %v; delays %v, windows %v", day, g, last, delay, window)
			}
			last = g
		}
		if last != 1 {
			t.Fatalf("Within(39) = %v, want 1", last)
		}
	}
}
