package trends

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"trends/trends/stats"
)

// SeriesRow is the share of one skill in one period.
type SeriesRow struct {
	Period    string `json:"period"` // "2026-03", "2026-Q1" or "2026"
	Skill     string `json:"skill"`
	Openings  int    `json:"openings"` // that name the skill
	Total     int    `json:"total"`
	Share     Number `json:"share"`
	Low       Number `json:"low"` // interval with the design effect of employers
	High      Number `json:"high"`
	Adjusted  Number `json:"adjusted_share"` // share at the average source mix of the series; months only
	Employers int    `json:"employers"`      // that name the skill
	Sources   int    `json:"sources"`        // likewise
	Complete  bool   `json:"complete"`       // every month of the period is complete
}

// SeriesOptions says how a series is cut.
type SeriesOptions struct {
	Postings bool   // count ads without joining reposts and cross-posts, as other trackers do
	Period   string // "month" (also ""), "quarter" or "year"
	Window   int    // last months only; 0 is all
}

// Series returns the series of the skills, period by period and in the order given, zeros included. Periods in which no source
// was watched are absent: missing is not zero.
func (p *Panel) Series(q Query, skills []SkillInfo, o SeriesOptions) []SeriesRow {
	q.Scope = cmp.Or(q.Scope, ScopeML)
	months := p.seriesMonths(q, o.Window)
	units := p.openings(q)
	if o.Postings {
		units = p.postings(q)
	}
	rho := p.levels(Query{Scope: q.Scope, Until: q.Until, Active: len(p.Window(3, q.Until)) == 0}, p.Window(3, q.Until)).rho
	periods := map[string]*levels{}
	complete := map[string]bool{}
	var order []string
	for _, m := range months {
		name := periodName(m.Month, o.Period)
		if _, ok := periods[name]; !ok {
			periods[name], complete[name] = &levels{p: p}, true
			order = append(order, name)
		}
		complete[name] = complete[name] && m.Complete
	}
	for _, u := range units {
		if l, ok := periods[periodName(u.month, o.Period)]; ok {
			l.units = append(l.units, u)
		}
	}
	adjusted := map[string]map[string]float64{}
	if o.Period == "" || o.Period == "month" {
		adjusted = p.adjusted(q, months, skills)
	}
	var out []SeriesRow
	for _, name := range order {
		l := periods[name]
		l.index(q.Level)
		l.rho = rho
		for _, info := range skills {
			row := l.row(info)
			s := SeriesRow{Period: name, Skill: info.ID, Openings: row.Openings, Total: row.Total, Share: row.Share, Low: row.Low, High: row.High,
				Adjusted: Number(math.NaN()), Employers: row.Employers, Sources: row.Sources, Complete: complete[name]}
			if share, ok := adjusted[info.ID][name]; ok {
				s.Adjusted = Number(share)
			}
			out = append(out, s)
		}
	}
	return out
}

// seriesMonths returns the months of the calendar that a series shows.
func (p *Panel) seriesMonths(q Query, window int) []MonthState {
	until, limited := MonthNumber(q.Until)
	var out []MonthState
	for _, m := range p.months {
		if !limited || m.Month <= until {
			out = append(out, m)
		}
	}
	if len(out) == 0 || window <= 0 {
		return out
	}
	last := out[len(out)-1].Month
	if complete := p.Window(1, q.Until); len(complete) > 0 {
		last = complete[0]
	}
	return slices.DeleteFunc(out, func(m MonthState) bool { return m.Month <= last-int32(window) })
}

// periodName returns the name of the period that a month belongs to.
func periodName(month int32, period string) string {
	switch period {
	case "quarter":
		return fmt.Sprintf("%04d-Q%d", month/12, month%12/3+1)
	case "year":
		return fmt.Sprintf("%04d", month/12)
	}
	return MonthName(month)
}

// adjusted returns, by skill of those given and month, the share that a fixed mix of sources would show: each source is compared only with
// itself, and the mix is that of the series' complete months (time-product dummy: Summers 1973, de Haan et al. 2020).
func (p *Panel) adjusted(q Query, months []MonthState, skills []SkillInfo) map[string]map[string]float64 {
	in := map[int32]bool{}
	for _, m := range months {
		if m.Complete {
			in[m.Month] = true
		}
	}
	t := p.tests(q, slices.Sorted(maps.Keys(in)))
	design := stats.NewDesign(t.cells(), false)
	out := map[string]map[string]float64{}
	k := make([]float64, len(t.grid.cells))
	for _, info := range skills {
		if _, known := p.skillCode(info.ID); !known {
			continue
		}
		shares := map[string]float64{}
		if line, ok := design.Line(t.capped(t.skill(info.ID), k)); ok {
			for i, m := range design.Months() {
				shares[MonthName(int32(m))] = line[i]
			}
		}
		out[info.ID] = shares
	}
	return out
}
