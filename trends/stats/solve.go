package stats

import "math"

// solve replaces v by the solution x of h x = v (Cholesky). h is a symmetric matrix in rows, of which the lower triangle is
// read and overwritten. It reports false, and leaves v useless, if h is not positive definite: the data do not fix x.
func solve(h, v []float64) bool {
	n := len(v)
	for i := range n {
		for j := range i + 1 {
			sum := h[i*n+j]
			for m := range j {
				sum -= h[i*n+m] * h[j*n+m]
			}
			switch {
			case i != j:
				h[i*n+j] = sum / h[j*n+j]
			case sum > 1e-14*h[i*n+i]: // relative to the pivot as it was: below that only rounding is left
				h[i*n+i] = math.Sqrt(sum)
			default:
				return false
			}
		}
	}
	for i := range n {
		for m := range i {
			v[i] -= h[i*n+m] * v[m]
		}
		v[i] /= h[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		for m := i + 1; m < n; m++ {
			v[i] -= h[m*n+i] * v[m]
		}
		v[i] /= h[i*n+i]
	}
	return true
}

// expit is the share whose log odds are v.
func expit(v float64) float64 {
	if v >= 0 {
		return 1 / (1 + math.Exp(-v))
	}
	e := math.Exp(v)
	return e / (1 + e)
}
