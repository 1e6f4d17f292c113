package trends

import "slices"

// PayView is what the ads with one skill state as pay.
type PayView struct {
	Meta     Meta       `json:"meta"`
	Pay      PayHead    `json:"pay"`
	Row      PayRow     `json:"row"`
	All      PayFigures `json:"all"`    // of all ads, with the skill or without
	Levels   []PayLevel `json:"levels"` // in order of Seniorities, and at the end those that name none
	Warnings []Warning  `json:"warnings"`
}

// PayLevel is the pay of one level of seniority. An ad that names two levels is in both.
type PayLevel struct {
	Seniority string     `json:"seniority"` // "" where the ad names none
	With      PayFigures `json:"with"`      // ads with the skill
	All       PayFigures `json:"all"`       // all ads
}

// PaySkill looks at the pay that ads with one skill state; q corrects for all skills, as in Pay. ok is false if no info has the id.
func (p *Panel) PaySkill(q Query, currency, id string, skills []SkillInfo) (v *PayView, ok bool) {
	r := p.Pay(q, currency, skills)
	at := slices.IndexFunc(r.Skills, func(row PayRow) bool { return row.Skill == id })
	if at < 0 {
		return nil, false
	}
	window := p.Window(p.opt.Window, q.Until)
	q = p.settled(q, window)
	l := p.payAds(q, window)
	l.keep(r.Pay.Currency)
	v = &PayView{Meta: r.Meta, Pay: r.Pay, Row: r.Skills[at], Warnings: r.Warnings}
	with, every := l.having(id), l.used
	v.All = l.figures(every)
	for bit, name := range append(Seniorities(), "") {
		v.Levels = append(v.Levels, PayLevel{name, l.figures(l.atLevel(with, bit)), l.figures(l.atLevel(every, bit))})
	}
	return v, true
}

// atLevel keeps of the chosen ads those of a seniority; the bit after the last is for ads that name none.
func (l *payList) atLevel(chosen []int32, bit int) (out []int32) {
	for _, i := range chosen {
		bits := l.p.snap.Ads.Seniority[l.ads[i].ad]
		if bits&(1<<bit) != 0 || bit == len(Seniorities()) && bits == 0 {
			out = append(out, i)
		}
	}
	return out
}
