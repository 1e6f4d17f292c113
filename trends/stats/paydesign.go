package stats

import (
	"cmp"
	"math"
	"slices"
)

// PayDesign is a list of ads that is compared by one skill after the other: what depends on pay and factors alone is computed once. It
// may be used by several goroutines.
type PayDesign struct {
	ads       []PaidAd  // those that state pay, by employer
	at        []int     // their places in the caller's list
	byPay     []int     // places in ads, by pay
	employers int       // of ads
	factors   *dummies  // nil without ads
	pay       []float64 // what the factors leave of the logarithm of pay
}

// NewPayDesign prepares ads for comparisons; their field Skill does not matter. See Premium for the rest.
func NewPayDesign(ads []PaidAd) *PayDesign {
	d := &PayDesign{}
	for i, ad := range ads {
		if ad.Pay > 0 && !math.IsInf(ad.Pay, 1) {
			d.at = append(d.at, i)
		}
	}
	// One order whatever the caller's: sums in another order have other last digits.
	number := map[bool]int{true: 1}
	slices.SortFunc(d.at, func(i, j int) int {
		a, b := &ads[i], &ads[j]
		return cmp.Or(cmp.Compare(a.Employer, b.Employer), cmp.Compare(a.Pay, b.Pay), slices.Compare(a.Factors, b.Factors),
			cmp.Compare(number[a.Skill], number[b.Skill]), cmp.Compare(i, j))
	})
	for i, at := range d.at {
		d.ads, d.byPay, d.pay = append(d.ads, ads[at]), append(d.byPay, i), append(d.pay, math.Log(ads[at].Pay))
		if i == 0 || d.ads[i].Employer != d.ads[i-1].Employer {
			d.employers++
		}
	}
	slices.SortStableFunc(d.byPay, func(i, j int) int { return cmp.Compare(d.ads[i].Pay, d.ads[j].Pay) })
	if len(d.ads) > 0 {
		d.factors = newDummies(d.ads)
		d.factors.sweep(d.pay)
	}
	return d
}

// Premium compares the ads with a skill to those without, as the function Premium does; with[i] says whether ad i of the caller's list
// names the skill.
func (d *PayDesign) Premium(with []bool, level float64) PayPremium {
	nan := math.NaN()
	p := PayPremium{B: nan, SE: nan, DF: nan, P: nan, Premium: nan, Low: nan, High: nan}
	d.describe(&p, with)
	if p.Reason = p.lacks(); p.Reason != "" {
		return p
	}
	skill := make([]float64, len(d.ads))
	for i, at := range d.at {
		if with[at] {
			skill[i] = 1
		}
	}
	// What the factors explain of either is taken away; what is left of pay is then compared with what is left of the skill
	// (Frisch and Waugh 1933). The matrix of levels need not be inverted, so levels that say the same do no harm.
	d.factors.sweep(skill)
	var ss, sp float64
	for i, x := range skill {
		ss += x * x
		sp += x * d.pay[i]
	}
	free := len(d.ads) - d.factors.rank - 1
	switch {
	case ss < 1e-10*float64(p.With):
		p.Reason = "ads with and without it that are alike otherwise"
	case free < 1:
		p.Reason = "more ads than levels of the factors"
	default:
		p.OK = true
		p.B = sp / ss
		p.SE = math.Sqrt(d.clusterSum(skill, p.B)*float64(len(d.ads)-1)/float64(free)) / ss
		p.size(level)
	}
	return p
}

// describe sets counts and medians.
func (d *PayDesign) describe(p *PayPremium, with []bool) {
	var has, others []float64 // ascending
	for _, i := range d.byPay {
		if with[d.at[i]] {
			has = append(has, d.ads[i].Pay)
		} else {
			others = append(others, d.ads[i].Pay)
		}
	}
	p.With, p.Without, p.Employers = len(has), len(others), d.employers
	p.MedianWith, p.MedianWithout = Quantile(has, 0.5), Quantile(others, 0.5)
}

// clusterSum returns the sum over employers of the squared sum of skill times residual, times G/(G-1).
func (d *PayDesign) clusterSum(skill []float64, b float64) float64 {
	var sum, one float64
	for i := range d.ads {
		one += skill[i] * (d.pay[i] - b*skill[i])
		if i+1 == len(d.ads) || d.ads[i+1].Employer != d.ads[i].Employer {
			sum += one * one
			one = 0
		}
	}
	return sum * float64(d.employers) / float64(d.employers-1)
}
