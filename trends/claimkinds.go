package trends

import (
	"slices"

	"trends/trends/stats"
)

// measureKind fills in the figures that only the part's kind asks for.
func (w *claimWork) measureKind(t *partTest) {
	switch {
	case w.tests == nil:
	case t.part.Also.Group != "":
		t.lead = w.lead(t)
	case t.part.Kind == ClaimSurge:
		t.surge = w.surge(t)
	case t.part.Kind == ClaimEmerging:
		t.emerging = w.emerging(t)
	}
}

// surge counts the base of a rise and ranks it in its class.
func (w *claimWork) surge(t *partTest) *SurgeFigures {
	f := &SurgeFigures{BaseMonths: surgeMonths}
	if n := len(w.window); n > 0 {
		f.BaseMonths = min(surgeMonths, int(w.window[n-1]-w.window[0]+1)/2)
	}
	for _, c := range t.main.hits {
		if w.tests.grid.cells[c].month < w.window[0]+int32(f.BaseMonths) {
			f.Base++
		}
	}
	if t.main.row.Lacks != "" {
		return f
	}
	f.Rank, f.RankOf = 1, 1
	for _, other := range t.class {
		if other.row.Lacks != "" {
			continue
		}
		f.RankOf++
		if other.row.OddsYear > t.main.row.OddsYear {
			f.Rank++
		}
	}
	f.RankTop = (f.RankOf + surgeTop - 1) / surgeTop
	return f
}

// emerging describes the start and the end of the window.
func (w *claimWork) emerging(t *partTest) *EmergingFigures {
	first := w.levelsIn(w.window[:min(emergingMonths, len(w.window))], w.q.Level)
	start := first.describe(SkillInfo{}, first.where(t.main.accept))
	f := &EmergingFigures{Start: start.Share, StartLow: start.Low, StartHigh: start.High}
	last := w.window[max(0, len(w.window)-emergingMonths):]
	employers, sources, contributing := map[uint32]bool{}, map[uint16]bool{}, map[uint16]bool{}
	for _, c := range w.tests.grid.cells {
		contributing[w.p.epochs[c.source].source] = true
	}
	for _, hit := range t.main.hits {
		if c := w.tests.grid.cells[hit]; slices.Contains(last, c.month) {
			employers[c.employer], sources[w.p.epochs[c.source].source] = true, true
		}
	}
	f.Employers, f.Sources, f.WindowSources = len(employers), len(sources), len(contributing)
	return f
}

// lead compares the part's skill with the others of the group, month by month and now.
func (w *claimWork) lead(t *partTest) *LeadFigures {
	also := t.part.Also
	level := max(w.q.Level, t.part.Level)
	months := w.p.Window(0, w.q.Until)
	months = months[max(0, len(months)-also.Months):]
	f := &LeadFigures{Group: also.Group, Months: len(months)}
	for _, m := range months {
		r := w.rivals(t, []int32{m}, level)
		if r.own > r.most {
			f.First++
		}
		if r.gap.High < 0 {
			f.Behind++
		}
	}
	r := w.rivals(t, w.q.now(w.window), level)
	f.Second, f.Name = r.second, w.name(r.second)
	f.Points, f.Low, f.High = Number(100*r.gap.D), Number(100*r.gap.Low), Number(100*r.gap.High)
	return f
}

// rivals is how a skill stands against the strongest other one of a group.
type rivals struct {
	own, most int    // openings that name the skill, and the other
	second    string // the other; "" if no other is named
	gap       stats.Gap
}

// rivals compares the part's subject with the others of the group in the openings of some months.
func (w *claimWork) rivals(t *partTest, months []int32, level Level) rivals {
	l := w.levelsIn(months, level)
	own := l.where(t.main.accept)
	r := rivals{own: len(own)}
	var other []int32
	for _, s := range w.skills {
		code, ok := l.p.skillCode(s.ID)
		if ok && s.Group == t.part.Also.Group && !slices.Contains(t.part.All, s.ID) && len(l.hits[code]) > r.most {
			r.second, r.most, other = s.ID, len(l.hits[code]), l.hits[code]
		}
	}
	first, second := l.apart(own, other)
	r.gap = stats.PairedDifference(l.n, first, second, l.rho, w.p.opt.Confidence)
	return r
}

// apart counts by employer the units that are in a alone, and in b alone.
func (l *levels) apart(a, b []int32) (first, second []float64) {
	sum := make([]int8, len(l.units))
	for _, i := range a {
		sum[i]++
	}
	for _, i := range b {
		sum[i]--
	}
	first, second = make([]float64, len(l.n)), make([]float64, len(l.n))
	for i, s := range sum {
		switch s {
		case 1:
			first[l.employer[i]]++
		case -1:
			second[l.employer[i]]++
		}
	}
	return first, second
}
