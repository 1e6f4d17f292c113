package stats

import "math"

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
	with := make([]bool, len(ads))
	for i, ad := range ads {
		with[i] = ad.Skill
	}
	return NewPayDesign(ads).Premium(with, level)
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

// size sets what people read, and p.
func (p *PayPremium) size(level float64) {
	p.DF = float64(p.Employers - 1)
	p.P = twoSided(p.B, p.SE, p.DF)
	half := halfWidth(p.SE, p.DF, level)
	p.Premium, p.Low, p.High = math.Expm1(p.B), math.Expm1(p.B-half), math.Expm1(p.B+half)
}
