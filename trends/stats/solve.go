package stats

import "math"

// solve replaces v by the solution x of h x = v (Cholesky). h is a symmetric matrix in rows, of which the lower triangle is
// read and overwritten. It reports false, and leaves v useless, if h is not positive definite: the data do not fix x.
func solve(h, v []float64) bool {
	if decompose(h, len(v), 1e-14) < len(v) { // below that only rounding is left of a pivot
		return false
	}
	substitute(h, v)
	return true
}

// decompose replaces the lower triangle of a symmetric matrix of n rows by its Cholesky factor. A row of which less than the
// part tolerance is left is a sum of rows above it: its pivot becomes 0, and it counts for nothing. It returns the number of
// the others.
func decompose(h []float64, n int, tolerance float64) (rank int) {
	for i := range n {
		for j := range i + 1 {
			sum := h[i*n+j]
			for m := range j {
				sum -= h[i*n+m] * h[j*n+m]
			}
			switch {
			case i != j && h[j*n+j] == 0:
				h[i*n+j] = 0
			case i != j:
				h[i*n+j] = sum / h[j*n+j]
			case sum > tolerance*h[i*n+i]:
				h[i*n+i] = math.Sqrt(sum)
				rank++
			default:
				h[i*n+i] = 0
			}
		}
	}
	return rank
}

// substitute replaces v by a solution x of h x = v, where decompose made the factor; x is 0 in the rows that count for nothing.
func substitute(factor, v []float64) {
	n := len(v)
	for i := range n {
		if factor[i*n+i] == 0 {
			v[i] = 0
			continue
		}
		for m := range i {
			v[i] -= factor[i*n+m] * v[m]
		}
		v[i] /= factor[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		if factor[i*n+i] == 0 {
			continue
		}
		for m := i + 1; m < n; m++ {
			v[i] -= factor[m*n+i] * v[m]
		}
		v[i] /= factor[i*n+i]
	}
}

// expit is the share whose log odds are v.
func expit(v float64) float64 {
	if v >= 0 {
		return 1 / (1 + math.Exp(-v))
	}
	e := math.Exp(v)
	return e / (1 + e)
}
