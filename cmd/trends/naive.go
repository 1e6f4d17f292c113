package main

import (
	"fmt"
	"math"
)

// naiveClaim compares two shares as if every ad were a fact of its own (two-proportion z test), and words what is then claimed; ""
// if p is 0.05 or more.
func naiveClaim(k0, n0, k1, n1 float64) string {
	if n0 == 0 || n1 == 0 || k0+k1 == 0 || k0+k1 == n0+n1 {
		return ""
	}
	pooled := (k0 + k1) / (n0 + n1)
	z := (k1/n1 - k0/n0) / math.Sqrt(pooled*(1-pooled)*(1/n0+1/n1))
	if math.Abs(z) < 1.96 {
		return ""
	}
	if k0 == 0 {
		return "appears from nothing"
	}
	change := 100 * ((k1/n1)/(k0/n0) - 1)
	if change > 0 {
		return fmt.Sprintf("up %.0f %%", change)
	}
	return fmt.Sprintf("down %.0f %%", -change)
}
