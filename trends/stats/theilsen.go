package stats

import "math"

// Slope is the median slope of a series: points of share per month, for the line in a picture.
type Slope struct {
	N         int     // points
	Pairs     int     // pairs of them, which have a slope each
	B         float64 // median of the slopes; NaN with fewer than two points
	Intercept float64 // of the line with this slope, at month 0; NaN with fewer than two points
	Low, High float64 // interval of B: the Rank-th smallest and largest slope; NaN where not bounded, as with 4 points
	Rank      int     // 0 where not bounded
	Coverage  float64 // how often such an interval holds the slope, at least the level; 1 where not bounded
}

// TheilSen returns the median of the slopes between all pairs of points (Theil 1950; Sen 1968), which a few odd months do not
// move. x[i] is the value in months[i], NaN where missing; months ascend, and may leave gaps. level is the two-sided confidence,
// such as 0.95: the limits come from Kendall's exact distribution (Hollander, Wolfe and Chicken 2014), not from its
// normal approximation, so other programs may differ by a rank. With equal values the interval is too wide rather than too narrow.
//
// More than 120 points have no interval here.
func TheilSen(months []int, x []float64, level float64) Slope {
	var s Slope
	var slopes []float64
	for j := range x {
		if math.IsNaN(x[j]) {
			continue
		}
		s.N++
		for i := range j {
			if !math.IsNaN(x[i]) {
				slopes = append(slopes, (x[j]-x[i])/float64(months[j]-months[i]))
			}
		}
	}
	s.Pairs = len(slopes)
	s.B = median(slopes) // sorts them
	var levels []float64
	for i, v := range x {
		if !math.IsNaN(v) {
			levels = append(levels, v-s.B*float64(months[i]))
		}
	}
	s.Intercept, s.Low, s.High = median(levels), math.NaN(), math.NaN()
	if s.Rank, s.Coverage = kendallRank(s.N, level); s.Rank > 0 {
		s.Low, s.High = slopes[s.Rank-1], slopes[len(slopes)-s.Rank]
	}
	return s
}

// kendallRank returns the largest rank such that n points without ties have fewer than rank falling pairs, or fewer than rank
// rising ones, in no more than 1 - level of all orders; and in how many they have neither.
func kendallRank(n int, level float64) (rank int, coverage float64) {
	coverage = 1
	if n < 2 || n > mostExact {
		return 0, coverage
	}
	outside := 0.0
	for i, p := range inversions([][]int{ones(n)}, n*(n-1)/4) {
		outside += 2 * p
		// A level met exactly is met, whatever the rounding.
		if 1-outside < level-1e-12 {
			break
		}
		rank, coverage = i+1, 1-outside
	}
	return rank, coverage
}

// ones returns the groups of n values of which none are equal.
func ones(n int) []int {
	sizes := make([]int, n)
	for i := range sizes {
		sizes[i] = 1
	}
	return sizes
}

// SeasonalTheilSen returns the change per year: the median of the slopes between all pairs of points of the same season (Hirsch,
// Slack and Smith 1982). x holds consecutive months, NaN where missing, and a season comes back after period of them. It is NaN
// without such a pair.
func SeasonalTheilSen(x []float64, period int) float64 {
	var slopes []float64
	for _, part := range seasons(x, period) {
		for j := range part {
			for i := range j {
				if slope := (part[j] - part[i]) / float64(j-i); !math.IsNaN(slope) {
					slopes = append(slopes, slope)
				}
			}
		}
	}
	return median(slopes)
}
