package stats

import (
	"math"
	"slices"
)

// TermChange says by how much a term is more frequent now than before.
type TermChange struct {
	Delta float64 // difference of its log odds
	Var   float64 // about the variance of Delta
	Z     float64 // Delta in standard errors: a score to sort by, not a test, since candidates are thousands and ads are alike
}

// LogOdds compares the frequency of terms in two periods, shrunk towards what is usual, so that a term seen twice does not
// lead the list (log-odds with an informative Dirichlet prior, Monroe, Colaresi and Quinn 2008, equations 16, 20 and 22).
// now[i] and before[i] are the openings of the period that have term i; the last element may be all other terms. prior[i] is
// how many openings the prior is worth for the term (see DirichletPrior); it must be more than 0. Give openings of sources
// that are in both periods only.
func LogOdds(now, before, prior []float64) []TermChange {
	a0 := orderedSum(prior)
	n1, n2 := orderedSum(now)+a0, orderedSum(before)+a0
	out := make([]TermChange, len(now))
	for i, a := range prior {
		y1, y2 := now[i]+a, before[i]+a
		c := &out[i]
		c.Delta = math.Log(y1/(n1-y1)) - math.Log(y2/(n2-y2))
		c.Var = 1/y1 + 1/y2
		c.Z = c.Delta / math.Sqrt(c.Var)
	}
	return out
}

// DirichletPrior spreads a number of openings, usually a tenth of those now, over the terms like all months did: all[i] is
// the number of openings with term i in all months.
func DirichletPrior(all []float64, openings float64) []float64 {
	total := orderedSum(all)
	out := make([]float64, len(all))
	for i, n := range all {
		out[i] = openings * n / total
	}
	return out
}

// orderedSum adds numbers from the smallest up, so that their order does not change the last digits.
func orderedSum(list []float64) float64 {
	var sum float64
	for _, v := range slices.Sorted(slices.Values(list)) {
		sum += v
	}
	return sum
}
