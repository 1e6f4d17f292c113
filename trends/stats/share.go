package stats

import "math"

// Share is a share of openings, with an interval that allows for employers being clusters.
type Share struct {
	P, Low, High float64 // share and its interval, 0 to 1; NaN without openings
	Employers    int     // clusters with openings
	Mentioning   int     // of them with at least one opening that counts for P
	V            float64 // linearised variance of P between employers; NaN with one employer
	NKish        float64 // openings after unequal weights (Kish 1965); the plain number if weights are equal
	DeffDesign   float64 // design effect measured on this very share; NaN with one employer or if P is 0 or 1
	DeffModel    float64 // design effect that rho predicts from the employers' sizes
	Deff         float64 // the larger of the two, at least 1
	NEff         float64 // NKish / Deff: as many independent openings would say as much
}

// ClusterShare returns the share of openings that name a skill: employer e has n[e] openings, k[e] of them name it. An opening of
// unknown employer is an employer of its own. Employers without openings are ignored. rho is the correlation inside employers
// (see Rho), level the two-sided confidence, such as 0.95.
//
// The interval is Wilson's on effective counts (Korn and Graubard 1998; Franco et al. 2019). The design effect is the larger of
// the measured one (ultimate clusters, Kish 1965) and the modelled one: the measured one alone is unstable when few employers
// are large, the modelled one alone may be too small.
func ClusterShare(n, k []float64, rho, level float64) Share { return clusterShare(n, n, k, rho, level) }

// clusterShare is ClusterShare for openings of unequal weight: by employer the sums of w, of w², and of w over the openings that
// name the skill.
func clusterShare(w, w2, wy []float64, rho, level float64) Share {
	var s Share
	var sumW, sumW2, sumWY, sizes float64
	for e := range w {
		if w[e] == 0 {
			continue
		}
		s.Employers++
		if wy[e] > 0 {
			s.Mentioning++
		}
		sumW += w[e]
		sumW2 += w2[e]
		sumWY += wy[e]
		sizes += w[e] * w[e]
	}
	s.P, s.NKish = sumWY/sumW, sumW*sumW/sumW2
	s.V, s.DeffDesign = math.NaN(), math.NaN()
	if s.Employers > 1 {
		var between float64
		for e := range w {
			u := wy[e] - s.P*w[e]
			between += u * u
		}
		g := float64(s.Employers)
		s.V = g / (g - 1) * between / (sumW * sumW)
		if s.P > 0 && s.P < 1 {
			s.DeffDesign = s.V / (s.P * (1 - s.P) / s.NKish)
		}
	}
	s.DeffModel = 1 + (sizes/sumW2-1)*rho
	s.Deff = max(1, s.DeffModel)
	if s.DeffDesign > s.Deff {
		s.Deff = s.DeffDesign
	}
	s.NEff = s.NKish / s.Deff
	s.Low, s.High = Wilson(s.P*s.NEff, s.NEff, level)
	return s
}
