package stats

import (
	"cmp"
	"math"
	"slices"
)

// How many sources and employers Fragile leaves out, one at a time.
const (
	sourcesTried   = 8
	employersTried = 5
)

// Without is a trend after one source or one employer is left out.
type Without struct {
	Employer bool    // an employer is left out, not a source
	Code     int     // of the source or employer, as in Cell
	B, P     float64 // Trend.B and Trend.P without it; NaN where there is no test without it
}

// Fragile returns the single sources and employers that a trend hangs on: those without which its slope changes sign, its P is
// above alpha, such as 0.05, or there is no test. The worst is first; none means that the trend does not hang on any of them. k
// is as in Fit. A trend whose P is above alpha as it is has nothing to lose, and one from a single source is not tried without
// it (see Trend.TopSource): neither returns any.
//
// Tried are the five employers with the largest scores, and of the sources the eight that, after one step of Newton's from the
// trend as it is, would leave the weakest trend. Each is fitted anew, as if its cells had never been there.
func (d *Design) Fragile(k []float64, alpha float64) []Without {
	trend := d.test(k)
	if !trend.OK || !(trend.P <= alpha) {
		return nil
	}
	var found []Without
	k = slices.Clone(k)
	try := func(employer bool, code int, cells []int) {
		w := Without{employer, code, math.NaN(), math.NaN()}
		if t := d.without(k, cells); t.OK {
			w.B, w.P = t.B, t.P
		}
		if !(w.P <= alpha && w.B*trend.B > 0) {
			found = append(found, w)
		}
	}
	// Both are chosen before the first fit forgets the trend as it is.
	sources, employers := d.weakening(&trend), d.moving()
	for _, i := range sources {
		try(false, d.sources[i].code, d.cellsOfSource(i))
	}
	for _, e := range employers {
		try(true, d.employers[e], d.cellsOfEmployer(e))
	}
	d.size()
	slices.SortStableFunc(found, func(a, b Without) int { return cmp.Compare(b.harm(trend.B), a.harm(trend.B)) })
	return found
}

// harm ranks: no test, then the other sign, then a large P.
func (w *Without) harm(b float64) float64 {
	switch {
	case math.IsNaN(w.P):
		return 3
	case w.B*b <= 0:
		return 2
	}
	return w.P
}

// without tests a skill as if some cells had never been there. It leaves cells and k as they were, and the sums of cells to size.
func (d *Design) without(k []float64, cells []int) Trend {
	n, hits := make([]float64, len(cells)), make([]float64, len(cells))
	for i, c := range cells {
		n[i], d.cells[c].n = d.cells[c].n, 0
		hits[i], k[d.place[c]] = k[d.place[c]], 0
	}
	d.size()
	t := d.test(k)
	for i, c := range cells {
		d.cells[c].n, k[d.place[c]] = n[i], hits[i]
	}
	return t
}

// weakening returns the sources that would leave the weakest trend, the worst first; none if there is only one.
func (d *Design) weakening(t *Trend) []int {
	f := &d.fit
	if len(f.kept) < 2 {
		return nil
	}
	strength := make([]float64, len(d.sources)) // Wald's z without the source, positive in the direction of the trend
	for _, i := range f.kept {
		var score float64
		info := t.Info
		for g := d.sources[i].first; g < d.sources[i].end; g++ {
			score += f.x[g] * f.r[g]
			info -= f.w[g] * f.x[g] * f.x[g]
		}
		// The scores of all sources add up to 0, so those of the others are the opposite of this one's.
		strength[i] = math.Copysign(1, t.B) * (t.B - score/info) * math.Sqrt(info)
	}
	worst := slices.Clone(f.kept)
	slices.SortStableFunc(worst, func(a, b int) int { return cmp.Compare(strength[a], strength[b]) })
	return worst[:min(sourcesTried, len(worst))]
}

// moving returns the employers with the largest scores, the largest first.
func (d *Design) moving() []int32 {
	var list []int32
	for e, there := range d.fit.present {
		if there {
			list = append(list, int32(e))
		}
	}
	slices.SortStableFunc(list, func(a, b int32) int {
		return cmp.Compare(math.Abs(d.fit.score[b]), math.Abs(d.fit.score[a]))
	})
	return list[:min(employersTried, len(list))]
}

// cellsOfSource returns the indexes of a source's cells.
func (d *Design) cellsOfSource(source int) (cells []int) {
	s := &d.sources[source]
	for c := d.groups[s.first].first; c < d.groups[s.end-1].end; c++ {
		cells = append(cells, c)
	}
	return cells
}

// cellsOfEmployer returns the indexes of an employer's cells.
func (d *Design) cellsOfEmployer(employer int32) (cells []int) {
	for c := range d.cells {
		if d.cells[c].employer == employer {
			cells = append(cells, c)
		}
	}
	return cells
}
