package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Wilson returns the score interval of the share k/n at a two-sided level such as 0.95 (Wilson 1927; recommended over its rivals
// by Brown, Cai and DasGupta 2001). k and n may be fractions, as effective counts are. The lower limit is exactly 0 if k is 0,
// the upper exactly 1 if k is n. Without openings (n = 0) there is no interval: both are NaN.
func Wilson(k, n, level float64) (low, high float64) {
	if !(n > 0) {
		return math.NaN(), math.NaN()
	}
	z := distuv.UnitNormal.Quantile(0.5 + level/2)
	p, z2n := k/n, z*z/n
	centre := (p + z2n/2) / (1 + z2n)
	half := z / (1 + z2n) * math.Sqrt(p*(1-p)/n+z2n/(4*n))
	// Rounding may leave a limit a hair outside of [0, 1], and must not leave one a hair inside.
	low, high = max(0, centre-half), min(1, centre+half)
	if k <= 0 {
		low = 0
	}
	if k >= n {
		high = 1
	}
	return low, high
}
