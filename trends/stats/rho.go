package stats

import "slices"

// ICC returns the correlation inside employers of one skill's mentions: the one-way ANOVA estimate (Fisher 1925; Donner and Koval
// 1980) from n[e] openings of employer e, k[e] of them naming the skill. It is between -1 and 1, and negative if employers spread
// their mentions more evenly than chance would. ok is false where it cannot be estimated: fewer than two employers, none
// with two openings, or no opening (every opening) names the skill. Employers without openings are ignored.
func ICC(n, k []float64) (rho float64, ok bool) {
	var g, sumN, sumK, sizes, within float64
	for e := range n {
		if n[e] == 0 {
			continue
		}
		g++
		sumN += n[e]
		sumK += k[e]
		sizes += n[e] * n[e]
		within += k[e] * (n[e] - k[e]) / n[e] // sum of squares of a column of zeros and ones
	}
	if g < 2 || sumN <= g || sumK <= 0 || sumK >= sumN {
		return 0, false
	}
	// The sum of squares between employers, as a sum of squares: a difference of large sums would lose digits.
	var between float64
	for e := range n {
		if n[e] > 0 {
			d := k[e]/n[e] - sumK/sumN
			between += n[e] * d * d
		}
	}
	msb, msw := between/(g-1), within/(sumN-g)
	n0 := (sumN - sizes/sumN) / (g - 1)
	return (msb - msw) / (msb + (n0-1)*msw), true
}

// Rho returns the correlation inside employers of a data set: the median of the estimates of its skills, kept within 0.05 and 0.60.
// With fewer than ten estimates it returns the fallback. The order of the estimates does not matter.
func Rho(estimates []float64, fallback float64) float64 {
	const enough, least, most = 10, 0.05, 0.60
	if len(estimates) < enough {
		return fallback
	}
	return min(most, max(least, median(slices.Clone(estimates))))
}
