package trends

import (
	"cmp"
	"slices"
)

// Evidence is one opening behind a printed number.
type Evidence struct {
	Opening  int64
	Posting  int64 // the ad whose text stands for the opening
	Source   string
	Employer string // as shown; "" if unknown
	Key      string // EmployerKey: all names with this key are one employer
	Ads      int    // joined into the opening; 0 where that was not asked
	Month    string // in which it was new; "" if its posting date is not known
	Level    Level  // strongest level of the skill in the ad
}

// Explain returns the openings that name the skill in the months a report calls "now", or in the given month "2006-01": as
// many as the report or the series prints. With records set it returns the source records of the window, which carry the
// trend. Sorted by month, employer and posting.
func (p *Panel) Explain(q Query, skill, month string, records bool) []Evidence {
	window := p.Window(p.opt.Window, q.Until)
	q = p.settled(q, window)
	units := p.explained(q, window, month, records)
	code, ok := p.skillCode(skill)
	if !ok {
		return nil
	}
	ads := map[int64]int{}
	for _, opening := range p.snap.Ads.Opening {
		ads[opening]++
	}
	var out []Evidence
	for _, u := range units {
		level := p.level(u.ad, uint16(code))
		if level == LevelNone || level < q.Level {
			continue
		}
		e := p.evidence(u, level)
		e.Ads = ads[e.Opening]
		out = append(out, e)
	}
	slices.SortFunc(out, func(x, y Evidence) int {
		return cmp.Or(cmp.Compare(x.Month, y.Month), cmp.Compare(x.Employer, y.Employer), cmp.Compare(x.Posting, y.Posting))
	})
	return out
}

// evidence describes a unit that names a skill at the level; it does not count the ads of the opening.
func (p *Panel) evidence(u unit, level Level) Evidence {
	a := &p.snap.Ads
	employer := p.snap.Employers[a.Employer[u.ad]]
	e := Evidence{Opening: a.Opening[u.ad], Posting: a.Posting[u.ad], Source: p.snap.Sources[a.Source[u.ad]].Key,
		Employer: employer.Name, Key: employer.Key, Level: level}
	if u.month != NoTime {
		e.Month = MonthName(u.month)
	}
	return e
}

// explained selects the units behind a number.
func (p *Panel) explained(q Query, window []int32, month string, records bool) []unit {
	keep := q.now(window)
	units := p.openings
	switch {
	case records:
		keep, units = window, p.records
	case q.Active && month == "":
		return p.open(q)
	}
	if m, ok := MonthNumber(month); ok {
		keep = []int32{m}
	}
	return slices.DeleteFunc(units(q), func(u unit) bool { return !slices.Contains(keep, u.month) })
}

// level returns the level at which ad i names the skill; LevelNone if it does not.
func (p *Panel) level(i int, skill uint16) Level {
	a := &p.snap.Ads
	row := a.Skill[a.Start[i]:a.Start[i+1]]
	if j, ok := slices.BinarySearch(row, skill); ok {
		return Level(a.Level[int(a.Start[i])+j])
	}
	return LevelNone
}
