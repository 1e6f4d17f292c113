package stats

import (
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/mathext"
)

// Quantile returns the value below which a part q of the numbers lies, 0 <= q <= 1, such as 0.5 for the median: type 7 of
// Hyndman and Fan (1996), which most programs use. x may come in any order and is not changed. It is NaN without numbers.
func Quantile(x []float64, q float64) float64 {
	if len(x) == 0 {
		return math.NaN()
	}
	x = ascending(x)
	below, part := math.Modf(q * float64(len(x)-1))
	i := int(below)
	if part == 0 {
		return x[i]
	}
	return x[i] + part*(x[i+1]-x[i])
}

// QuantileInterval returns the interval of a quantile at a two-sided level such as 0.95, from the ranks of QuantileRanks. It
// assumes nothing of the numbers but that they are independent: where employers post many ads, give it EmployerMedians. A
// limit that so few numbers do not bound is NaN.
func QuantileInterval(x []float64, q, level float64) (low, high float64) {
	low, high = math.NaN(), math.NaN()
	x = ascending(x)
	l, u, _ := QuantileRanks(len(x), q, level)
	if l > 0 {
		low = x[l-1]
	}
	if u > 0 {
		high = x[u-1]
	}
	return low, high
}

// QuantileRanks returns which of n numbers in ascending order, counted from 1, are the limits of the quantile q, and how
// often that interval holds it (order statistics; David and Nagaraja 2003, section 7.1): at least level, and at most half of
// the rest misses on either side. A rank is 0 where n numbers do not bound that side, as with fewer than six for a median at
// 0.95.
func QuantileRanks(n int, q, level float64) (l, u int, coverage float64) {
	miss := (1 - level) / 2
	// The quantile is below the l-th number with the chance that at most l-1 numbers are below the quantile.
	l = sort.Search(n, func(i int) bool { return binomialCDF(i, n, q) > miss })
	u = sort.Search(n+1, func(i int) bool { return binomialCDF(i, n, q) >= 1-miss }) + 1
	coverage = binomialCDF(u-1, n, q) - binomialCDF(l-1, n, q)
	if u > n {
		u = 0
	}
	return l, u, coverage
}

// binomialCDF returns the probability of at most k of n, each with the chance p.
func binomialCDF(k, n int, p float64) float64 {
	switch {
	case k < 0:
		return 0
	case k >= n:
		return 1
	}
	return mathext.RegIncBeta(float64(n-k), float64(k+1), 1-p)
}

// EmployerMedians returns one value per employer, the median of its own, ascending: ads of one employer are alike, so their
// number says little. x[i] is a value of employer[i]; any codes.
func EmployerMedians(x []float64, employer []uint32) []float64 {
	values := map[uint32][]float64{}
	for i, v := range x {
		values[employer[i]] = append(values[employer[i]], v)
	}
	out := make([]float64, 0, len(values))
	for _, v := range values {
		out = append(out, Quantile(v, 0.5))
	}
	slices.Sort(out)
	return out
}

// ascending returns the numbers in ascending order; x itself if it is so.
func ascending(x []float64) []float64 {
	if slices.IsSorted(x) {
		return x
	}
	return slices.Sorted(slices.Values(x))
}
