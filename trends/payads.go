package trends

import (
	"cmp"
	"math"
	"slices"

	"trends/trends/stats"
)

// payList is the openings of a query with what each states as pay.
type payList struct {
	p      *Panel
	ads    []payAd          // ordered by ad
	hits   [][]int32        // by skill code: places in ads of those that name it
	used   []int32          // places in ads of those with a value in the currency of the report
	design *stats.PayDesign // of those
}

// payAd is one opening, by the ad that stands for it.
type payAd struct {
	ad       int
	month    int32
	employer uint32 // as in cell
	stated   bool
	currency uint16
	value    float64       // a year, in its own currency; NaN if it cannot be compared
	drop     stats.PayDrop // why it cannot; "" if it can, or if nothing is stated
	used     bool          // one of payList.used
}

// payAds lists the openings: those of the window's months, or those open.
func (p *Panel) payAds(q Query, window []int32) *payList {
	units := p.open
	if !q.Active {
		units = func(q Query) []unit {
			return slices.DeleteFunc(p.openings(q), func(u unit) bool { return !slices.Contains(window, u.month) })
		}
	}
	l, a := &payList{p: p}, &p.snap.Ads
	for _, u := range units(q) {
		ad := payAd{ad: u.ad, month: u.month, employer: a.Employer[u.ad], value: math.NaN()}
		if ad.employer == 0 {
			ad.employer = uint32(len(p.snap.Employers) + u.ad)
		}
		low, high := float64(a.PayMin[u.ad]), float64(a.PayMax[u.ad])
		if ad.stated = low != 0 || high != 0; ad.stated {
			ad.currency = a.Currency[u.ad]
			ad.value, ad.drop = stats.YearlyPay(low, high, PayPeriods()[a.PayPeriod[u.ad]])
		}
		l.ads = append(l.ads, ad)
	}
	l.dropFar()
	l.index(q.Level)
	return l
}

// index lists the ads that name each skill.
func (l *payList) index(level Level) {
	a := &l.p.snap.Ads
	l.hits = make([][]int32, len(l.p.snap.Skills))
	for i, ad := range l.ads {
		for j := a.Start[ad.ad]; j < a.Start[ad.ad+1]; j++ {
			if Level(a.Level[j]) >= level {
				l.hits[a.Skill[j]] = append(l.hits[a.Skill[j]], int32(i))
			}
		}
	}
}

// having returns the places of the ads that name a skill.
func (l *payList) having(skill string) []int32 {
	if code, ok := l.p.skillCode(skill); ok {
		return l.hits[code]
	}
	return nil
}

// dropFar drops values far from the median of their currency, country and role.
func (l *payList) dropFar() {
	type usual struct {
		currency, country uint16
		roles             uint32
	}
	a, code := &l.p.snap.Ads, map[usual]int{}
	value, group := make([]float64, len(l.ads)), make([]int, len(l.ads))
	for i, ad := range l.ads {
		of := usual{ad.currency, a.Country[ad.ad], a.Roles[ad.ad]}
		if _, ok := code[of]; !ok {
			code[of] = len(code)
		}
		value[i], group[i] = ad.value, code[of]
	}
	for i, far := range stats.FarPay(value, group) {
		if far {
			l.ads[i].value, l.ads[i].drop = math.NaN(), stats.PayFar
		}
	}
}

// head counts what the report is made of, and chooses its currency where none is asked for.
func (l *payList) head(currency string) PayHead {
	h := PayHead{Currency: currency, Openings: len(l.ads), Share: Undefined(), Left: []Tally{}}
	names := l.p.snap.Currencies
	stated, usable := make([]int, len(names)), make([]int, len(names))
	for _, ad := range l.ads {
		if !ad.stated {
			continue
		}
		h.Stated++
		stated[ad.currency]++
		if ad.drop == "" {
			usable[ad.currency]++
		}
	}
	if h.Openings > 0 {
		h.Share = Number(float64(h.Stated) / float64(h.Openings))
	}
	best := 0
	for code, name := range names {
		if name != "" && usable[code] > 0 && (best == 0 || usable[code] > usable[best]) {
			best = code
		}
	}
	if currency == "" && best > 0 {
		h.Currency = names[best]
	}
	h.Currencies = byCount(names, stated)
	if code, ok := slices.BinarySearch(names, h.Currency); ok && code > 0 {
		h.Used, h.Left = usable[code], l.leftOut(uint16(code))
	}
	return h
}

// leftOut counts the ads in a currency that are not used, by reason.
func (l *payList) leftOut(currency uint16) []Tally {
	reasons := []string{string(stats.PayWide), string(stats.PayOneBound), string(stats.PayNoPeriod), string(stats.PayNoNumber),
		string(stats.PayFar)}
	n := make([]int, len(reasons))
	for _, ad := range l.ads {
		if ad.drop != "" && ad.currency == currency {
			n[slices.Index(reasons, string(ad.drop))]++
		}
	}
	return byCount(reasons, n)
}

// byCount lists names with their counts, largest first, without those that have none.
func byCount(names []string, n []int) []Tally {
	out := []Tally{}
	for i, name := range names {
		if n[i] > 0 {
			out = append(out, Tally{name, n[i]})
		}
	}
	slices.SortFunc(out, func(a, b Tally) int { return cmp.Or(cmp.Compare(b.Openings, a.Openings), cmp.Compare(a.Name, b.Name)) })
	return out
}

// keep chooses the ads that a report in the currency uses, and prepares comparing them.
func (l *payList) keep(currency string) {
	code, ok := slices.BinarySearch(l.p.snap.Currencies, currency)
	a := &l.p.snap.Ads
	var ads []stats.PaidAd
	for i := range l.ads {
		ad := &l.ads[i]
		if !ok || code == 0 || !ad.stated || ad.drop != "" || int(ad.currency) != code {
			continue
		}
		ad.used = true
		l.used = append(l.used, int32(i))
		ads = append(ads, stats.PaidAd{Pay: ad.value, Employer: ad.employer, Factors: []int{int(a.Seniority[ad.ad]), int(a.Country[ad.ad]),
			int(a.Remote[ad.ad]), int(a.Roles[ad.ad]), year(ad.month)}})
	}
	l.design = stats.NewPayDesign(ads)
}
