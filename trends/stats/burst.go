package stats

import "math"

// Bursts says in which months a term was named much more often than usual.
type Bursts struct {
	Usual, High float64 // share of openings that name it, outside of bursts and in them
	In          []bool  // by month: whether it is part of a burst
	Cost        float64 // of the best path, minus its log probability; NaN where none is defined
	Weight      float64 // cost that the bursts save: 0 without one, larger for stronger ones
}

// FindBursts finds bursts with the automaton of two states of Kleinberg (2003), in its form for counts per period. n[t] is
// the number of openings in month t, k[t] that of those that name the term, whole numbers. Usual is the share over all
// months, High is times as large (usually 2); entering a burst costs gamma ln(months), leaving it nothing. A month without
// openings says nothing, and since a month is judged by its share, a larger crawl is no burst. Of two paths of equal cost the
// one that enters later is taken.
//
// There is no burst, and Usual, High and Cost are NaN, if nothing names the term, with fewer than two months, or if High
// would be 1 or more.
func FindBursts(n, k []float64, times, gamma float64) Bursts {
	b := Bursts{In: make([]bool, len(n)), Usual: math.NaN(), High: math.NaN(), Cost: math.NaN()}
	usual := orderedSum(k) / orderedSum(n)
	if len(n) < 2 || !(usual > 0 && usual*times < 1) {
		return b
	}
	b.Usual, b.High = usual, usual*times
	enter := gamma * math.Log(float64(len(n)))
	// calm and busy are the costs of the best paths that end in each state. A path comes to calm from either state, to busy
	// from busy or by entering; wasBusy[t] says which state month t-1 of it has.
	calm, busy := 0.0, math.Inf(1)
	wasBusy := make([][2]bool, len(n))
	for t := range n {
		wasBusy[t] = [2]bool{busy < calm, busy < calm+enter}
		calm, busy = min(calm, busy)+binomialCost(k[t], n[t], b.Usual), min(calm+enter, busy)+binomialCost(k[t], n[t], b.High)
	}
	b.Cost = min(calm, busy)
	state := 0
	if busy < calm {
		state = 1
	}
	for t := len(n) - 1; t >= 0; t-- {
		if state == 1 {
			b.In[t] = true
			b.Weight += binomialCost(k[t], n[t], b.Usual) - binomialCost(k[t], n[t], b.High)
		}
		next := 0
		if wasBusy[t][state] {
			next = 1
		}
		state = next
	}
	return b
}

// binomialCost is minus the log probability of k in n at the share p, 0 < p < 1.
func binomialCost(k, n, p float64) float64 {
	lnChoose := lnFactorial(n) - lnFactorial(k) - lnFactorial(n-k)
	return -(lnChoose + k*math.Log(p) + (n-k)*math.Log1p(-p))
}

func lnFactorial(n float64) float64 {
	v, _ := math.Lgamma(n + 1)
	return v
}
