package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Gap is how much more often the same openings name one skill than another.
type Gap struct {
	D, Low, High float64 // share of the first minus share of the second, and its interval, -1 to 1; NaN without openings
	V            float64 // variance of D that the interval is made of; NaN without openings
}

// PairedDifference compares two skills inside the same openings: employer e has n[e] openings, of which first[e] name the first skill
// alone and second[e] the second alone; those that name both or none do not tell them apart. An opening of unknown employer is an
// employer of its own. rho is the correlation inside employers (see Rho), level the two-sided confidence, such as 0.95.
//
// The variance is the larger of two, as in ClusterShare: the linearised one between employers (ultimate clusters, Kish 1965), and
// that of openings drawn singly times the design effect that rho predicts. The latter adds one opening to each side (Bonett and
// Price 2012), so that it is not 0 where all openings agree.
func PairedDifference(n, first, second []float64, rho, level float64) Gap {
	var sumN, sizes, one, two, employers float64
	for e := range n {
		sumN += n[e]
		sizes += n[e] * n[e]
		one += first[e]
		two += second[e]
		if n[e] > 0 {
			employers++
		}
	}
	if sumN == 0 {
		return Gap{math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	}
	d := Gap{D: (one - two) / sumN}
	p, q := (one+1)/(sumN+2), (two+1)/(sumN+2)
	single := (p + q - (p-q)*(p-q)) / (sumN + 2)
	d.V = single * max(1, 1+(sizes/sumN-1)*rho)
	if employers > 1 {
		var between float64
		for e := range n {
			u := first[e] - second[e] - d.D*n[e]
			between += u * u
		}
		d.V = max(d.V, employers/(employers-1)*between/(sumN*sumN))
	}
	half := distuv.UnitNormal.Quantile(0.5+level/2) * math.Sqrt(d.V)
	d.Low, d.High = max(-1, d.D-half), min(1, d.D+half)
	return d
}
