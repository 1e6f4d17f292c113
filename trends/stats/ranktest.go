package stats

import (
	"math"
	"slices"
)

// RankTest is the answer of a rank test to "does this series rise or fall": a second opinion beside Trend, which asks only for
// the order of the values. It knows nothing of employers and sources, so give it points at a fixed source mix, such as those of
// Design.Line.
type RankTest struct {
	N     int     // points
	Pairs int     // pairs of points compared
	S     int     // pairs that rise minus pairs that fall
	Var   float64 // variance of S if the order were chance, allowing for ties
	Tau   float64 // Kendall's tau-b, -1 to 1; NaN if all points are equal, or if the test is seasonal

	P       float64 // probability of an |S| at least as large by chance; 1 with nothing to compare
	Z       float64 // S less one step towards 0, by its standard error; 0 where S cannot vary
	PNormal float64 // P as other programs print it, from Z: poor where many values are equal
}

// mostExact is the number of points up to which P is exact. Beyond it PNormal is good, counting would take long, and the smallest
// P leave the range of float64.
const mostExact = 120

// MannKendall tests the points of a series, in order of time, for a trend (Mann 1945; Kendall 1975). A point that is NaN is
// missing. P is exact, ties included: it counts all orders of the values at hand. With more than 120 points it is PNormal.
//
//	x  0 0 0 0 0 1
//	S  5, P 1/3: an |S| of 5 comes with two of the six places of the 1
func MannKendall(x []float64) RankTest {
	r, untied := rankTest([][]float64{x})
	if untied > 0 {
		r.Tau = float64(r.S) / math.Sqrt(float64(r.Pairs)*float64(untied))
	}
	return r
}

// SeasonalMannKendall tests for a trend beside a season: it compares January with January only, and adds up (Hirsch, Slack and
// Smith 1982). x holds consecutive months, NaN where missing, and a season comes back after period of them, 12 for months. P is
// exact if the seasons are independent of each other.
func SeasonalMannKendall(x []float64, period int) RankTest {
	r, _ := rankTest(seasons(x, period))
	return r
}

// seasons splits a series into those of its seasons.
func seasons(x []float64, period int) [][]float64 {
	parts := make([][]float64, period)
	for i, v := range x {
		parts[i%period] = append(parts[i%period], v)
	}
	return parts
}

// rankTest compares the points inside each part, and returns the number of pairs that are not equal as well.
func rankTest(parts [][]float64) (r RankTest, untied int) {
	r = RankTest{Tau: math.NaN(), P: 1, PNormal: 1}
	var groups [][]int
	for _, part := range parts {
		n, s := kendall(part)
		ties := tieGroups(part)
		groups = append(groups, ties)
		r.N += n
		r.S += s
		r.Pairs += n * (n - 1) / 2
		untied += n * (n - 1) / 2
		r.Var += float64(n*(n-1)*(2*n+5)) / 18
		for _, t := range ties {
			untied -= t * (t - 1) / 2
			r.Var -= float64(t*(t-1)*(2*t+5)) / 18
		}
	}
	size := max(r.S, -r.S)
	if size == 0 {
		return r, untied
	}
	r.Z = math.Copysign(float64(size-1), float64(r.S)) / math.Sqrt(r.Var)
	r.PNormal = math.Erfc(math.Abs(r.Z) / math.Sqrt2)
	if r.P = r.PNormal; r.N <= mostExact {
		r.P = min(1, 2*sum(inversions(groups, (untied-size)/2)))
	}
	return r, untied
}

// kendall returns the number of points and Kendall's S: pairs that rise minus pairs that fall.
func kendall(x []float64) (n, s int) {
	for j, v := range x {
		if math.IsNaN(v) {
			continue
		}
		n++
		for _, earlier := range x[:j] {
			switch {
			case v > earlier:
				s++
			case v < earlier:
				s--
			}
		}
	}
	return n, s
}

// tieGroups returns how often each value occurs.
func tieGroups(x []float64) (sizes []int) {
	var last float64
	for _, v := range slices.Sorted(slices.Values(x)) {
		switch {
		case math.IsNaN(v):
		case len(sizes) > 0 && v == last:
			sizes[len(sizes)-1]++
		default:
			sizes = append(sizes, 1)
			last = v
		}
	}
	return sizes
}
