package stats

import (
	"cmp"
	"math"
	"slices"
)

// PaidAd is an ad with stated pay.
type PaidAd struct {
	Pay      float64 // a year, in one currency; more than 0
	Skill    bool    // whether it names the skill
	Employer uint32  // any code; an unknown employer is an employer of its own
	Factors  []int   // what pay is held equal for, such as seniority, place and role: any codes, as many in every ad
}

// PayPremium is by how much the pay of ads with a skill differs from that of ads without, at equal other factors. If OK is
// false it cannot be told: Reason completes the sentence "not enough data, lacks …", and the numbers are NaN but for the
// counts and the medians that exist. It speaks of ads, not of what people earn.
type PayPremium struct {
	OK     bool
	Reason string

	With, Without, Employers  int     // ads, and employers of both
	MedianWith, MedianWithout float64 // as they are, whatever else differs

	B, SE, DF, P       float64 // difference of the logarithms, its standard error, degrees of freedom, two-sided p
	Premium, Low, High float64 // difference as a part of the pay without the skill, and its interval: 0.04 is 4 % more
}

// Premium compares pay by least squares on its logarithm: the skill and one level per code of each factor (Mincer 1974). The
// error allows for employers being clusters (Liang and Zeger 1986, with the factor HC1) and has as many degrees of freedom as
// there are employers, less one. A level that others already tell, such as a place where all are seniors and no other ad is,
// changes nothing. level is the two-sided confidence, such as 0.95. Ads without pay more than 0 are ignored.
//
// There is no estimate without ads of both kinds, with one employer, if the factors tell who has the skill, or if they leave
// no ad to measure the error with.
func Premium(ads []PaidAd, level float64) PayPremium {
	ads = paid(ads)
	nan := math.NaN()
	p := PayPremium{B: nan, SE: nan, DF: nan, P: nan, Premium: nan, Low: nan, High: nan}
	p.describe(ads)
	if p.Reason = p.lacks(); p.Reason != "" {
		return p
	}
	skill, pay := make([]float64, len(ads)), make([]float64, len(ads))
	for i, ad := range ads {
		pay[i] = math.Log(ad.Pay)
		if ad.Skill {
			skill[i] = 1
		}
	}
	// What the factors explain of either is taken away; what is left of pay is then compared with what is left of the skill
	// (Frisch and Waugh 1933). The matrix of levels need not be inverted, so levels that say the same do no harm.
	rank := newDummies(ads).sweep(skill, pay)
	var ss, sp float64
	for i, x := range skill {
		ss += x * x
		sp += x * pay[i]
	}
	free := len(ads) - rank - 1
	switch {
	case ss < 1e-10*float64(p.With):
		p.Reason = "ads with and without it that are alike otherwise"
	case free < 1:
		p.Reason = "more ads than levels of the factors"
	default:
		p.OK = true
		p.B = sp / ss
		p.SE = math.Sqrt(p.clusterSum(ads, skill, pay)*float64(len(ads)-1)/float64(free)) / ss
		p.size(level)
	}
	return p
}

// paid returns the ads that state pay, in one order whatever the caller's: sums in another order have other last digits.
func paid(ads []PaidAd) []PaidAd {
	var out []PaidAd
	for _, ad := range ads {
		if ad.Pay > 0 && !math.IsInf(ad.Pay, 1) {
			out = append(out, ad)
		}
	}
	number := map[bool]int{true: 1}
	slices.SortFunc(out, func(a, b PaidAd) int {
		return cmp.Or(cmp.Compare(a.Employer, b.Employer), cmp.Compare(a.Pay, b.Pay),
			cmp.Compare(number[a.Skill], number[b.Skill]), slices.Compare(a.Factors, b.Factors))
	})
	return out
}

// describe sets counts and medians; the ads are sorted by employer.
func (p *PayPremium) describe(ads []PaidAd) {
	var with, without []float64
	for i, ad := range ads {
		if ad.Skill {
			with = append(with, ad.Pay)
		} else {
			without = append(without, ad.Pay)
		}
		if i == 0 || ad.Employer != ads[i-1].Employer {
			p.Employers++
		}
	}
	p.With, p.Without = len(with), len(without)
	p.MedianWith, p.MedianWithout = Quantile(with, 0.5), Quantile(without, 0.5)
}

// lacks returns which kind of ads is missing, "" if none.
func (p *PayPremium) lacks() string {
	switch {
	case p.With == 0:
		return "ads with it that state pay"
	case p.Without == 0:
		return "ads without it that state pay"
	case p.Employers < 2:
		return "a second employer that states pay"
	}
	return ""
}

// clusterSum returns the sum over employers of the squared sum of skill times residual, times G/(G-1).
func (p *PayPremium) clusterSum(ads []PaidAd, skill, pay []float64) float64 {
	var sum, one float64
	for i := range ads {
		one += skill[i] * (pay[i] - p.B*skill[i])
		if i+1 == len(ads) || ads[i+1].Employer != ads[i].Employer {
			sum += one * one
			one = 0
		}
	}
	return sum * float64(p.Employers) / float64(p.Employers-1)
}

// size sets what people read, and p.
func (p *PayPremium) size(level float64) {
	p.DF = float64(p.Employers - 1)
	p.P = twoSided(p.B, p.SE, p.DF)
	half := halfWidth(p.SE, p.DF, level)
	p.Premium, p.Low, p.High = math.Expm1(p.B), math.Expm1(p.B-half), math.Expm1(p.B+half)
}
