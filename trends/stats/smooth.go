package stats

import "math"

// Pooled smooths a share for a picture: entry i is all mentions by all openings of the periods from i-before to i+after, so
// that a period with few openings weighs little. n[i] openings of period i, 0 where missing; k[i] of them name the skill. An entry
// is NaN if its periods reach beyond either end, or if fewer than least of them have openings.
//
//	Pooled(n, k, 0, 0, 1) is the plain share
//	Pooled(n, k, 2, 0, 2) is the trailing mean of three months, for "now": late by a month, and never revised
//	Pooled(n, k, 1, 1, 2) is the centred one, for looking back: the last month has none
//
// Do not test on smoothed points: neighbours share their openings.
func Pooled(n, k []float64, before, after, least int) []float64 {
	share := make([]float64, len(n))
	for i := range n {
		share[i] = math.NaN()
		if first, end := i-before, i+after+1; first >= 0 && end <= len(n) && present(n[first:end]) >= least {
			share[i] = sum(k[first:end]) / sum(n[first:end])
		}
	}
	return share
}

// EWMA smooths a series by the exponentially weighted moving average (Roberts 1959): each point moves by the part alpha towards the
// value of the period, 0.4 for weeks. It starts at the first value; a value that is NaN is missing and leaves the point where it
// was. Before the first value it is NaN.
func EWMA(x []float64, alpha float64) []float64 {
	smooth := make([]float64, len(x))
	last := math.NaN()
	for i, v := range x {
		switch {
		case math.IsNaN(v):
		case math.IsNaN(last):
			last = v
		default:
			last += alpha * (v - last)
		}
		smooth[i] = last
	}
	return smooth
}

// Index returns the share of each period as percent of the share of the base, the periods base pooled, and that base share. A base
// with fewer than least mentions, such as 20, bears no index: every entry is NaN. So is that of a period without openings.
func Index(n, k []float64, base []int, least float64) (index []float64, share float64) {
	var baseN, baseK float64
	for _, i := range base {
		baseN += n[i]
		baseK += k[i]
	}
	share = baseK / baseN
	index = make([]float64, len(n))
	for i := range n {
		index[i] = math.NaN()
		if n[i] > 0 && baseK >= least {
			index[i] = 100 * (k[i] / n[i]) / share
		}
	}
	return index, share
}

// present returns how many of the periods have openings.
func present(n []float64) (periods int) {
	for _, v := range n {
		if v > 0 {
			periods++
		}
	}
	return periods
}
