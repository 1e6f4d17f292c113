package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// MantelHaenszel returns the odds ratio of two skills inside strata such as roles, and its interval at the two-sided level:
// by how much the odds of y are larger in openings that name x, among openings of the same role. Where it differs much from
// the ratio of all openings together (one stratum), the role explains the pair. Give counts divided by the design effect.
//
// The ratio is that of Mantel and Haenszel (1959), its interval that of Robins, Breslow and Greenland (1986). Strata without
// openings say nothing. All three are NaN if no stratum could show a ratio; if the ratio is 0 (or not bounded, also NaN) its
// limits are NaN.
func MantelHaenszel(strata []Pair, level float64) (ratio, low, high float64) {
	var r, s, pr, cross, qs float64
	for _, p := range strata {
		if !(p.N > 0) {
			continue
		}
		both, neither := p.Both, p.N-p.X-p.Y+p.Both
		onlyX, onlyY := p.X-p.Both, p.Y-p.Both
		ri, si := both*neither/p.N, onlyX*onlyY/p.N
		pi, qi := (both+neither)/p.N, (onlyX+onlyY)/p.N
		r += ri
		s += si
		pr += pi * ri
		cross += pi*si + qi*ri
		qs += qi * si
	}
	if !(s > 0) {
		return math.NaN(), math.NaN(), math.NaN()
	}
	ratio = r / s
	if !(r > 0) {
		return ratio, math.NaN(), math.NaN()
	}
	se := math.Sqrt(pr/(2*r*r) + cross/(2*r*s) + qs/(2*s*s))
	half := distuv.UnitNormal.Quantile(0.5+level/2) * se
	return ratio, ratio * math.Exp(-half), ratio * math.Exp(half)
}
