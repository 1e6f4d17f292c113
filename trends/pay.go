package trends

import (
	"cmp"
	"slices"

	"trends/trends/stats"
)

// PayReport says what the openings of a query state as pay, by skill. It speaks of ads, not of what anybody earns.
type PayReport struct {
	Meta     Meta      `json:"meta"`
	Pay      PayHead   `json:"pay"`
	Skills   []PayRow  `json:"skills"` // by ads used, most first
	Warnings []Warning `json:"warnings"`
}

// PayHead is what a report of pay was made of. Pay is per year, in one currency.
type PayHead struct {
	Currency   string  `json:"currency"`     // ISO 4217; "" if no ad can be used
	Openings   int     `json:"openings"`     // of the window, or open
	Stated     int     `json:"stated"`       // of them stating pay, in any currency
	Share      Number  `json:"stated_share"` // Stated / Openings
	Currencies []Tally `json:"currencies"`   // openings that state pay, by currency; "" where none is named
	Left       []Tally `json:"left_out"`     // those in Currency that are not used, by reason (stats.PayDrop)
	Used       int     `json:"used"`         // those in Currency that are
	Compared   int     `json:"compared"`     // skills with a premium: q corrects for their number
}

// PayFigures describes stated pay. Ads of one employer are alike, so median, interval and quartiles are those of one value per
// employer, the median of its ads. They are not defined for fewer than 10 ads or 5 employers, quartiles for fewer than 20 employers.
type PayFigures struct {
	Used      int    `json:"used"`      // ads
	Employers int    `json:"employers"` // of those ads; an unknown one is an employer of its own
	Median    Number `json:"median"`    // a year
	Low       Number `json:"low"`       // interval of the median, from order statistics
	High      Number `json:"high"`      // null where so few employers do not bound it
	Quarter   Number `json:"quartile_low"`
	Three     Number `json:"quartile_high"`
}

// PayRow is what the ads with one skill state.
type PayRow struct {
	Skill    string `json:"skill"`
	Name     string `json:"name"`
	Group    string `json:"group"`
	Openings int    `json:"openings"`     // that name the skill
	Stated   int    `json:"stated"`       // of them stating pay, in any currency
	Share    Number `json:"stated_share"` // Stated / Openings
	PayFigures

	// The adjusted premium: by how much ads with the skill state more than ads without it at equal seniority, country, remote work, role
	// and year (Mincer 1974); 0.06 is 6 % more.
	Premium          Number `json:"premium"`
	PremiumLow       Number `json:"premium_low"`
	PremiumHigh      Number `json:"premium_high"`
	P                Number `json:"p"`
	Q                Number `json:"q"`                 // over all skills compared (Benjamini and Hochberg 1995)
	Without          int    `json:"without"`           // ads without the skill that are used
	WithoutEmployers int    `json:"without_employers"` // of those
	Lacks            string `json:"lacks"`             // what is missing for a comparison; "" if there is one

	Flags []string `json:"flags"`
}

// FlagFewStatePay marks figures of ads of which fewer than 30 % state pay: the others may differ.
const FlagFewStatePay = "few state pay"

// Support for figures of pay.
const (
	LeastPayAds       = 10 // ads below which nothing is said of their pay
	LeastPayEmployers = 5  // employers, likewise
	payQuartiles      = 20 // employers below which there are no quartiles
	payStated         = 0.3
)

// Pay computes what the openings of a query state as pay: new openings of the window, or, where the query settles so, those open at
// the last read. currency "" is the one that most usable ads are in. Currencies are never pooled.
func (p *Panel) Pay(q Query, currency string, skills []SkillInfo) *PayReport {
	window := p.Window(p.opt.Window, q.Until)
	q = p.settled(q, window)
	head := &Report{}
	p.fillMeta(head, q, window)
	ads := p.payAds(q, window)
	r := &PayReport{Meta: head.Meta, Pay: ads.head(currency), Skills: []PayRow{}}
	ads.keep(r.Pay.Currency)
	for _, info := range skills {
		r.Skills = append(r.Skills, ads.row(info))
	}
	ads.compare(r)
	slices.SortStableFunc(r.Skills, func(a, b PayRow) int {
		return cmp.Or(cmp.Compare(b.Used, a.Used), cmp.Compare(a.Skill, b.Skill))
	})
	r.Warnings = ads.warnings(&r.Pay, window)
	return r
}

// row describes the ads with a skill.
func (l *payList) row(info SkillInfo) PayRow {
	r := PayRow{Skill: info.ID, Name: info.Name, Group: info.Group, Flags: []string{}, Share: Undefined(), Premium: Undefined(),
		PremiumLow: Undefined(), PremiumHigh: Undefined(), P: Undefined(), Q: Undefined()}
	with := l.having(info.ID)
	r.Openings = len(with)
	for _, i := range with {
		if l.ads[i].stated {
			r.Stated++
		}
	}
	r.PayFigures = l.figures(with)
	if r.Openings > 0 {
		r.Share = Number(float64(r.Stated) / float64(r.Openings))
	}
	if r.Median.Defined() && r.Share < payStated {
		r.Flags = append(r.Flags, FlagFewStatePay)
	}
	return r
}

// figures describes the used ads of those chosen.
func (l *payList) figures(chosen []int32) PayFigures {
	f := PayFigures{Median: Undefined(), Low: Undefined(), High: Undefined(), Quarter: Undefined(), Three: Undefined()}
	var values []float64
	var employers []uint32
	for _, i := range chosen {
		if l.ads[i].used {
			values, employers = append(values, l.ads[i].value), append(employers, l.ads[i].employer)
		}
	}
	each := stats.EmployerMedians(values, employers)
	f.Used, f.Employers = len(values), len(each)
	if f.Used < LeastPayAds || f.Employers < LeastPayEmployers {
		return f
	}
	low, high := stats.QuantileInterval(each, 0.5, l.p.opt.Confidence)
	f.Median, f.Low, f.High = Number(stats.Quantile(each, 0.5)), Number(low), Number(high)
	if f.Employers >= payQuartiles {
		f.Quarter, f.Three = Number(stats.Quantile(each, 0.25)), Number(stats.Quantile(each, 0.75))
	}
	return f
}
