package stats

import "slices"

// inversions returns the probabilities of 0, 1, … most falling pairs (inversions) in series in random order, each with its own
// groups of equal values, given by their sizes. most may not exceed half of the pairs of unequal values.
//
// The number of orders with so many inversions is a coefficient of the Gaussian multinomial [n]!/([t1]! [t2]! …) (MacMahon 1913),
// built up value by value. Probabilities stand for numbers of orders, and only those up to most inversions are kept: up to half
// of the pairs they only grow, so that nothing is subtracted from something of its own size, and a P of 1e-190 has 12 digits.
func inversions(series [][]int, most int) []float64 {
	p, next := make([]float64, most+1), make([]float64, most+1)
	p[0] = 1
	for _, groups := range series {
		n := 0
		// The first group costs nothing, so the largest goes first.
		for _, t := range slices.Backward(slices.Sorted(slices.Values(groups))) {
			if n > 0 {
				if t == 1 {
					addValue(next, p, n)
				} else {
					convolve(next, p, mixes(n, t, most))
				}
				p, next = next, p
			}
			n += t
		}
	}
	return p
}

// addValue sets sum to the distribution with one value more among n others: it makes 0 to n inversions, all equally likely.
func addValue(sum, p []float64, n int) {
	var window float64
	for i, v := range p {
		window += v
		if i > n {
			window -= p[i-n-1]
		}
		sum[i] = window / float64(n+1)
	}
}

// mixes returns the distribution of inversions between n values and t equal ones, up to most: that of the Mann-Whitney U
// (1947), by its recursion on which of the two kinds comes last.
func mixes(n, t, most int) []float64 {
	size := min(most, n*t) + 1
	rows := make([][]float64, t+1) // by number of equal values, for the present number of others
	for b := range rows {
		rows[b] = make([]float64, size)
		rows[b][0] = 1
	}
	for a := 1; a <= n; a++ {
		for b := 1; b <= t; b++ {
			other, equal := float64(a)/float64(a+b), float64(b)/float64(a+b)
			row, less := rows[b][:min(size, a*b+1)], rows[b-1]
			for i := range row {
				row[i] *= other
				if i >= a {
					row[i] += equal * less[i-a]
				}
			}
		}
	}
	return rows[t]
}

// convolve sets sum to the distribution of the sum of two counts, as far as p reaches.
func convolve(sum, p, q []float64) {
	clear(sum)
	for i, v := range p {
		if v == 0 {
			continue
		}
		for j, w := range q[:min(len(q), len(p)-i)] {
			sum[i+j] += v * w
		}
	}
}
