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
	var s shareSums
	for e := range w {
		if w[e] == 0 {
			continue
		}
		s.employers++
		if wy[e] > 0 {
			s.mentioning++
		}
		s.w += w[e]
		s.w2 += w2[e]
		s.wy += wy[e]
		s.sizes += w[e] * w[e]
	}
	p := s.wy / s.w
	for e := range w {
		u := wy[e] - p*w[e]
		s.between += u * u
	}
	return s.share(rho, level)
}

// shareSums is what a share and its interval are made of: sums over openings, and over employers.
type shareSums struct {
	employers, mentioning int
	w, w2, wy             float64
	sizes                 float64 // over employers: squares of their weight
	between               float64 // over employers: squares of wy - P w
}

func (t shareSums) share(rho, level float64) Share {
	s := Share{P: t.wy / t.w, Employers: t.employers, Mentioning: t.mentioning, V: math.NaN(), NKish: t.w * t.w / t.w2, DeffDesign: math.NaN()}
	if s.Employers > 1 {
		g := float64(s.Employers)
		s.V = g / (g - 1) * t.between / (t.w * t.w)
		if s.P > 0 && s.P < 1 {
			s.DeffDesign = s.V / (s.P * (1 - s.P) / s.NKish)
		}
	}
	s.DeffModel = 1 + (t.sizes/t.w2-1)*rho
	s.Deff = max(1, s.DeffModel)
	if s.DeffDesign > s.Deff {
		s.Deff = s.DeffDesign
	}
	s.NEff = s.NKish / s.Deff
	s.Low, s.High = Wilson(s.P*s.NEff, s.NEff, level)
	return s
}
