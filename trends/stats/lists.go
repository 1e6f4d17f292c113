package stats

import (
	"math"
	"slices"
)

// median returns the middle of the values, which it sorts; the mean of the middle two of an even number, and NaN of none.
func median(list []float64) float64 {
	slices.Sort(list)
	half := len(list) / 2
	switch {
	case len(list) == 0:
		return math.NaN()
	case len(list)%2 == 0:
		return (list[half-1] + list[half]) / 2
	}
	return list[half]
}

// sum returns the sum of a list.
func sum(list []float64) (total float64) {
	for _, v := range list {
		total += v
	}
	return total
}
