package trends

import (
	"cmp"
	"slices"
)

// SkillView is one skill from all sides.
type SkillView struct {
	Meta      Meta           `json:"meta"`
	Row       SkillRow       `json:"row"`
	Series    []SeriesRow    `json:"series"`
	Levels    map[string]int `json:"levels"`    // openings now by strongest level
	Sources   []Tally        `json:"sources"`   // openings now that name it, by source of the ad that stands for each
	Employers []Tally        `json:"employers"` // likewise by employer, the ten with most; counts under 5 are folded into "others"
	With      []PairRow      `json:"with"`      // skills that the same openings also name more often than chance, the ten strongest
	Picture   Picture        `json:"picture"`
	DaysUp    DaysUp         `json:"days_up"`     // of new openings that name it
	AllDaysUp DaysUp         `json:"all_days_up"` // of all new openings
}

// Tally counts openings under a name.
type Tally struct {
	Name     string `json:"name"`
	Openings int    `json:"openings"`
}

// What is shown of counts by source and employer.
const (
	minEmployer  = 5 // openings; a count below is not printed
	shownTallies = 10
)

// Skill looks at one skill from all sides. ok is false if no info has the id.
func (p *Panel) Skill(q Query, id string, skills []SkillInfo) (v *SkillView, ok bool) {
	i := slices.IndexFunc(skills, func(s SkillInfo) bool { return s.ID == id })
	if i < 0 {
		return nil, false
	}
	report := p.Report(q, skills)
	window := p.Window(p.opt.Window, q.Until)
	q = p.settled(q, window)
	v = &SkillView{Meta: report.Meta, Levels: map[string]int{}, Sources: []Tally{}, Employers: []Tally{}, With: []PairRow{}}
	v.Row = report.Skills[slices.IndexFunc(report.Skills, func(r SkillRow) bool { return r.Skill == id })]
	v.Series = p.Series(q, skills[i:i+1], SeriesOptions{Window: p.opt.Window})
	l := p.levels(q, window)
	code, known := p.skillCode(id)
	if !known {
		code = -1
	}
	v.Picture = p.picture(q, window, id, v.Series, v.Row.Deff)
	v.DaysUp, v.AllDaysUp = p.daysUp(q, window, code)
	if !known {
		return v, true
	}
	sources, employers := map[string]int{}, map[string]int{}
	for _, hit := range l.hits[code] {
		ad := l.units[hit].ad
		v.Levels[p.level(ad, uint16(code)).String()]++
		sources[p.snap.Sources[p.snap.Ads.Source[ad]].Key]++
		employers[p.snap.Employers[p.snap.Ads.Employer[ad]].Name]++
	}
	v.Sources = tallies(sources, 1)
	v.Employers = tallies(employers, minEmployer)
	for _, row := range l.pairs(id, q.Level, skills) {
		if row.Reason == "" && row.NPMI > 0 && len(v.With) < shownTallies {
			v.With = append(v.With, row)
		}
	}
	return v, true
}

// tallies sorts counts, largest first; those under least, and those beyond the first ten, are folded into one.
func tallies(counts map[string]int, least int) []Tally {
	out, others := []Tally{}, 0
	for name, n := range counts {
		if n < least || name == "" {
			others += n
			continue
		}
		out = append(out, Tally{name, n})
	}
	slices.SortFunc(out, func(a, b Tally) int { return cmp.Or(cmp.Compare(b.Openings, a.Openings), cmp.Compare(a.Name, b.Name)) })
	for len(out) > shownTallies {
		others += out[len(out)-1].Openings
		out = out[:len(out)-1]
	}
	if others > 0 {
		out = append(out, Tally{"others", others})
	}
	return out
}
