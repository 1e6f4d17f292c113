package stats

import (
	"cmp"
	"math"
	"slices"
)

// BH returns the q-value of every p, in the order of p: the false discovery rate at which the test would just be called a find
// (Benjamini and Hochberg 1995). All tests of one report are one family, risers and fallers together. A p that is NaN is a test
// that was not made: it is not counted, and its q is NaN.
//
//	p  0.01  0.04  0.03  NaN
//	q  0.03  0.04  0.04  NaN
func BH(p []float64) []float64 {
	q := make([]float64, len(p))
	var order []int
	for i, v := range p {
		if q[i] = math.NaN(); !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	least := 1.0
	for rank := len(order); rank > 0; rank-- {
		i := order[rank-1]
		least = min(least, p[i]*float64(len(order))/float64(rank))
		q[i] = least
	}
	return q
}
