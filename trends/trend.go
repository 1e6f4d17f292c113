package trends

import (
	"cmp"
	"math"
	"slices"

	"trends/trends/stats"
)

// test fills in the trend of every skill that the data can carry, corrects for their number and gives verdicts.
func (p *Panel) test(r *Report, q Query, window []int32) {
	t := p.tests(q, window)
	r.Meta.Records, r.Meta.Wave = len(t.grid.units), t.wave()
	codes := map[string]int{}
	for code, id := range p.snap.Skills {
		codes[id] = code
	}
	t.each(len(r.Skills), t.wave(), func(w *worker, i int) {
		row := &r.Skills[i]
		code, ok := codes[row.Skill]
		if !ok {
			code = -1
		}
		hits := t.skill(code)
		row.support(t, t.support(hits, w.seen))
		if row.Lacks != "" {
			return
		}
		row.fill(w.design.Fit(t.capped(hits, w.k), p.opt.Confidence))
		if change, ok := t.pooled(hits); ok {
			row.Pooled = Number(change)
		}
	})
	var tested []int
	for i := range r.Skills {
		if r.Skills[i].Lacks == "" {
			tested = append(tested, i)
		}
	}
	ps := make([]float64, len(tested))
	for i, at := range tested {
		ps[i] = float64(r.Skills[at].P)
	}
	for i, q := range stats.BH(ps) {
		r.Skills[tested[i]].Q = Number(q)
	}
	r.Meta.Tested = len(tested)
	for i := range r.Skills {
		r.Skills[i].judge(p.opt, r.Meta.OneSource)
		if v := r.Skills[i].Verdict; v == Rising || v == Falling {
			r.Meta.Confirmed++
		}
	}
}

// support copies what the window holds on the skill.
func (r *SkillRow) support(t *tests, s support) {
	r.Records, r.RecordsOf, r.RecordEmployers, r.MentionMonths, r.Lacks = s.records, len(t.grid.units), s.employers, s.months, s.lacks
	r.CappedK, r.CappedN = Number(s.capped), Number(t.sum)
}

// fill copies a fitted trend into the row.
func (r *SkillRow) fill(t stats.Trend) {
	if !t.OK {
		r.Lacks = t.Reason
		return
	}
	r.Slope, r.Information, r.Phi = Number(t.B), Number(t.Info), Number(t.Phi)
	r.SEMonth, r.SEEmployer = Number(t.SEMonth), Number(t.SEEmployer)
	r.PMonth, r.PEmployer, r.P = Number(t.PMonth), Number(t.PEmployer), Number(t.P)
	r.TrendEmployers, r.EffEmployers, r.Rho = t.Employers, Number(t.GEff), Number(t.RhoAR1)
	r.OddsYear, r.OddsLow, r.OddsHigh = Number(t.OddsYear), Number(t.OddsYearLow), Number(t.OddsYearHigh)
	r.Points, r.PointsLow, r.PointsHi = Number(t.Points), Number(t.PointsLow), Number(t.PointsHigh)
	r.source1 = t.TopSource
}

// judge gives the verdict and the flags that follow from the row's own numbers. With a single source the head says so, once.
func (r *SkillRow) judge(o Options, oneSource bool) {
	switch {
	case r.Lacks != "":
		r.Verdict = NotEnoughData
	case float64(r.Q) <= o.FDR && r.OddsYear > 1:
		r.Verdict = Rising
	case float64(r.Q) <= o.FDR:
		r.Verdict = Falling
	case float64(r.OddsLow) >= o.SteadyLow && float64(r.OddsHigh) <= o.SteadyHigh:
		r.Verdict = Steady
	default:
		r.Verdict = Unclear
	}
	if r.source1 > 0.8 && r.Lacks == "" && !oneSource {
		r.Flags = append(r.Flags, FlagOneSource)
	}
	if r.Deff.Defined() && r.Deff > 3 {
		r.Flags = append(r.Flags, FlagFewEmployers)
	}
	if r.TopShare.Defined() && r.TopShare > 0.2 && r.Openings >= 5 {
		r.Flags = append(r.Flags, FlagTopEmployer)
	}
	if r.Share.Defined() && (r.NEff < 100 || r.High-r.Low > 0.2) {
		r.Flags = append(r.Flags, FlagSmall)
	}
	if r.Pooled.Defined() && r.Points.Defined() && (math.Abs(float64(r.Pooled-r.Points)) > 3 || r.Pooled*r.Points < 0 && math.Abs(float64(r.Pooled)) > 1) {
		r.Flags = append(r.Flags, FlagMix)
	}
}

// The flags of a row.
const (
	FlagOneSource    = "one source"    // more than 80 % of the information comes from one source
	FlagFewEmployers = "few employers" // the openings count as less than a third of their number
	FlagTopEmployer  = "top employer"  // one employer holds more than 20 % of the openings that name it
	FlagSmall        = "small n"       // fewer than 100 effective openings, or an interval wider than 20 points
	FlagMix          = "mix"           // pooling all sources would say something else
)

// rank orders rows: rising, falling, steady, unclear, not enough data; confirmed changes by the limit of the odds ratio that
// is nearer to 1, so that the luckiest small skill does not lead; the others by share. Ties by id.
func rank(rows []SkillRow) {
	order := map[Verdict]int{Rising: 0, Falling: 1, Steady: 2, Unclear: 3, NotEnoughData: 4}
	slices.SortFunc(rows, func(a, b SkillRow) int {
		if c := cmp.Compare(order[a.Verdict], order[b.Verdict]); c != 0 {
			return c
		}
		switch a.Verdict {
		case Rising:
			return cmp.Or(cmp.Compare(b.OddsLow, a.OddsLow), cmp.Compare(a.Skill, b.Skill))
		case Falling:
			return cmp.Or(cmp.Compare(a.OddsHigh, b.OddsHigh), cmp.Compare(a.Skill, b.Skill))
		}
		return cmp.Or(cmp.Compare(b.Openings, a.Openings), cmp.Compare(a.Skill, b.Skill))
	})
}
