package trends

import (
	"cmp"
	"slices"

	"trends/trends/stats"
)

// SkillView is one skill from all sides.
type SkillView struct {
	Meta      Meta           `json:"meta"`
	Row       SkillRow       `json:"row"`
	Series    []SeriesRow    `json:"series"`
	Levels    map[string]int `json:"levels"`    // openings now by strongest level
	Sources   []Tally        `json:"sources"`   // openings now that name it, by source of the ad that stands for each
	Employers []Tally        `json:"employers"` // likewise by employer, the ten with most; counts under 5 are folded into "others"
	With      []Neighbour    `json:"with"`      // skills that the same openings also name
	Picture   Picture        `json:"picture"`
}

// Tally counts openings under a name.
type Tally struct {
	Name     string `json:"name"`
	Openings int    `json:"openings"`
}

// Neighbour is a skill named by openings that name another one.
type Neighbour struct {
	Skill    string `json:"skill"`
	Name     string `json:"name"`
	Openings int    `json:"openings"` // that name both
	Share    Number `json:"share"`    // of the openings with the first skill
	Low      Number `json:"low"`
	High     Number `json:"high"`
	Lift     Number `json:"lift"` // how many times as often as in all openings
}

// Support for a pair of skills, and for a count by employer, below which nothing is printed.
const (
	pairTogether = 10
	pairEach     = 30
	minEmployer  = 5
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
	v = &SkillView{Meta: report.Meta, Levels: map[string]int{}, Sources: []Tally{}, Employers: []Tally{}, With: []Neighbour{}}
	v.Row = report.Skills[slices.IndexFunc(report.Skills, func(r SkillRow) bool { return r.Skill == id })]
	v.Series = p.Series(q, skills[i:i+1], SeriesOptions{Window: p.opt.Window})
	l := p.levels(q, window)
	code, known := l.by[id]
	if !known {
		code = -1
	}
	v.Picture = p.picture(q, window, code, v.Series, v.Row.Deff)
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
	v.With = l.neighbours(code, skills)
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

// neighbours returns the supported skills that openings with the skill also name, most frequent first.
func (l *levels) neighbours(code int, skills []SkillInfo) []Neighbour {
	out := []Neighbour{}
	own := l.hits[code]
	if len(own) < pairEach {
		return out
	}
	in := make([]bool, len(l.units))
	for _, i := range own {
		in[i] = true
	}
	n := l.byCluster(own)
	for _, info := range skills {
		other, ok := l.by[info.ID]
		if !ok || other == code || len(l.hits[other]) < pairEach {
			continue
		}
		var both []int32
		for _, i := range l.hits[other] {
			if in[i] {
				both = append(both, i)
			}
		}
		if len(both) < pairTogether {
			continue
		}
		share := stats.ClusterShare(n, l.byCluster(both), l.rho, l.p.opt.Confidence)
		lift := float64(len(both)) * float64(len(l.units)) / (float64(len(own)) * float64(len(l.hits[other])))
		out = append(out, Neighbour{info.ID, info.Name, len(both), Number(share.P), Number(share.Low), Number(share.High), Number(lift)})
	}
	slices.SortFunc(out, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Openings, a.Openings), cmp.Compare(a.Skill, b.Skill))
	})
	return out[:min(len(out), shownTallies)]
}
