package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Difference is the change of a share between two periods, inside the sources that are in both. Without such a source all but
// Sources and Part is NaN.
type Difference struct {
	Sources   int     // in both periods
	Part      float64 // part of the openings of the two periods that come from them, 0 to 1; NaN without openings
	D         float64 // later share less earlier share, -1 to 1; times 100 it is points
	SE        float64 // standard error of D
	Low, High float64 // interval of D
	Odds      float64 // odds ratio of Mantel and Haenszel (1959); NaN where no opening could make it smaller
}

// MatchedDifference compares two periods source by source: source s has n1[s] openings in the later period, k1[s] of them naming
// the skill, and n0[s] and k0[s] in the earlier one; 0 where it was not read. Every source is compared with itself only, and
// weighs as Mantel and Haenszel (1959) have it; the variance is Sato's (1989). deff is the larger design effect of the two periods
// (Share.Deff): so many openings say as much as one. level is the two-sided confidence, such as 0.95.
//
// Take the same months of two years, or whole years. A difference is not a trend, and is no reason to speak of one.
func MatchedDifference(n1, k1, n0, k0 []float64, deff, level float64) Difference {
	m := compare(n1, k1, n0, k0)
	d := Difference{Sources: m.sources, Part: m.n / (sum(n1) + sum(n0)), D: m.difference(), Odds: m.odds(0)}
	// No variance is negative, but rounding may leave one a hair below nothing.
	d.SE = math.Sqrt(deff*max(0, d.D*m.p+m.q)) / m.weight
	half := distuv.UnitNormal.Quantile(0.5+level/2) * d.SE
	d.Low, d.High = d.D-half, d.D+half
	return d
}

// strata are sums over the sources that are in both periods, named as in Sato (1989) where he has a name.
type strata struct {
	sources  int
	n        float64 // openings
	weight   float64 // n1 n0 / N
	up, down float64 // pairs of a later and an earlier opening, by N: only the later names the skill, only the earlier does
	p, q     float64
}

// compare sums over the sources with openings in both periods.
func compare(n1, k1, n0, k0 []float64) strata {
	var m strata
	for s := range n1 {
		n1, k1, n0, k0 := n1[s], k1[s], n0[s], k0[s]
		if !(n1 > 0 && n0 > 0) {
			continue
		}
		n := n1 + n0
		m.sources++
		m.n += n
		m.weight += n1 * n0 / n
		m.up += k1 * (n0 - k0) / n
		m.down += k0 * (n1 - k1) / n
		m.p += (n1*n1*k0 - n0*n0*k1 + n1*n0*(n0-n1)/2) / (n * n)
	}
	m.q = (m.up + m.down) / 2
	return m
}

// difference is the change of the share: k1/n1 - k0/n0, weighed; NaN without a source.
func (m *strata) difference() float64 { return (m.up - m.down) / m.weight }

// odds is the odds ratio with so much added to both sides; NaN without a source, or with nothing below the line.
func (m *strata) odds(add float64) float64 {
	if m.sources == 0 || m.down+add == 0 {
		return math.NaN()
	}
	return (m.up + add) / (m.down + add)
}

// Newcombe returns the interval of the difference k1/n1 - k2/n2 of two independent shares at a two-sided level such as 0.95:
// method 10 of Newcombe (1998), from Wilson's intervals of the two. It is the one to print for a single source, on effective
// counts, which may be fractions. The first share is the later one. Both limits are NaN if one side has no openings.
func Newcombe(k1, n1, k2, n2, level float64) (low, high float64) {
	low1, high1 := Wilson(k1, n1, level)
	low2, high2 := Wilson(k2, n2, level)
	p1, p2 := k1/n1, k2/n2
	return p1 - p2 - math.Hypot(p1-low1, high2-p2), p1 - p2 + math.Hypot(high1-p1, p2-low2)
}

// KatzRatio returns the ratio (k1/n1)/(k2/n2) of two independent shares, and its interval at a two-sided level such as 0.95, from
// the normal distribution of its logarithm (Katz et al. 1978). The first share is the later one. Print it beside the difference,
// and only if k2 is 20 or more: "up 300 %" from next to nothing says nothing. If k2 is 0 there is no ratio, if k1 is 0 no
// interval: NaN.
func KatzRatio(k1, n1, k2, n2, level float64) (ratio, low, high float64) {
	if !(n1 > 0 && k2 > 0) {
		return math.NaN(), math.NaN(), math.NaN()
	}
	ratio = k1 / n1 / (k2 / n2)
	if k1 == 0 {
		return ratio, math.NaN(), math.NaN()
	}
	spread := math.Exp(distuv.UnitNormal.Quantile(0.5+level/2) * math.Sqrt(1/k1-1/n1+1/k2-1/n2))
	return ratio, ratio / spread, ratio * spread
}
