package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Prior is what the dispersions of all skills say of the dispersion of one, before its own months are looked at. In its zero value
// they say nothing.
type Prior struct {
	DF  float64 // degrees of freedom that it is worth; +Inf if the skills differ no more than chance makes them
	Phi float64 // dispersion
}

// NewPrior estimates the prior from the dispersions of the skills tested, Trend.Phi, and their degrees of freedom, Trend.DFMonth:
// empirical Bayes on scaled F (Smyth 2004), with the steps of squeezeVar in R's limma. Few months say little on a skill's own
// dispersion, and the other skills are then the better guess. A skill whose values are NaN is ignored; with fewer than two there
// is nothing to learn, and the prior is zero. The order of the skills does not matter.
func NewPrior(phi, df []float64) Prior {
	var v, e, chance []float64 // chance: how much the logarithms vary if all dispersions are the same
	for i, p := range phi {
		if p >= 0 && df[i] > 0 {
			v = append(v, p)
			e = append(e, math.Log(df[i]/2)-mathext.Digamma(df[i]/2))
			chance = append(chance, trigamma(df[i]/2))
		}
	}
	if len(v) < 2 {
		return Prior{}
	}
	// A dispersion of nothing has no logarithm.
	least := 1e-5 * median(slices.Clone(v))
	if least == 0 {
		least = 1e-5
	}
	for i := range v {
		v[i] = max(v[i], least)
		e[i] += math.Log(v[i])
	}
	centre, spread := moments(e)
	expected, _ := moments(chance)
	if spread -= expected; spread <= 0 {
		mean, _ := moments(v)
		return Prior{DF: math.Inf(1), Phi: mean}
	}
	half := trigammaInverse(spread)
	return Prior{DF: 2 * half, Phi: math.Exp(centre + mathext.Digamma(half) - math.Log(half))}
}

// Posterior returns the dispersion of a skill after its own months are looked at: phi with df degrees of freedom, drawn towards the
// prior. It is worth df plus those of the prior.
func (p Prior) Posterior(phi, df float64) float64 {
	if math.IsInf(p.DF, 1) {
		return p.Phi
	}
	return (p.DF*p.Phi + df*phi) / (p.DF + df)
}

// PEarly returns the two-sided p of an early signal: P with the dispersion borrowed from all skills. It finds changes in 6 to 11
// months where P has too few months to find any, at the price of more false ones (up to 15 % where some skills swing for
// months), so the two belong in lists of their own. It is NaN without a test.
func (t *Trend) PEarly(prior Prior) float64 {
	if !t.OK {
		return math.NaN()
	}
	se := math.Sqrt(prior.Posterior(t.Phi, t.DFMonth) / t.Info)
	return t.largerP(twoSided(t.B, se, prior.DF+t.DFMonth))
}

// moments returns mean and variance. Sums run in ascending order, whatever that of the list.
func moments(list []float64) (mean, variance float64) {
	sorted := slices.Sorted(slices.Values(list))
	n := float64(len(sorted))
	for _, v := range sorted {
		mean += v / n
	}
	for _, v := range sorted {
		variance += (v - mean) * (v - mean) / (n - 1)
	}
	return mean, variance
}

// trigamma is the second derivative of the logarithm of the gamma function.
func trigamma(x float64) float64 { return mathext.Zeta(2, x) }

// trigammaInverse returns the x whose trigamma is v, by Newton's method on 1/trigamma, which is nearly straight (Smyth 2004).
func trigammaInverse(v float64) float64 {
	x := 0.5 + 1/v
	for range maxSteps {
		tri := trigamma(x)
		step := tri * (1 - tri/v) / (-2 * mathext.Zeta(3, x))
		if x += step; math.Abs(step) < 1e-12*x {
			break
		}
	}
	return x
}
