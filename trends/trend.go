package trends

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"trends/trends/stats"
)

// waveMonths is the number of complete months from which the test allows for one yearly wave.
const waveMonths = 24

// trends of one report: the cells of the window and the mentions in them.
type trendData struct {
	grid   grid
	weight []float64 // by cell: min(1, cap/n); 1 for unknown employers
	capped float64   // sum of n after the cap
	hits   [][]int32 // by skill code: the cell of each record that names it
}

func (p *Panel) trendData(q Query, window []int32) trendData {
	in := map[int32]bool{}
	for _, m := range window {
		in[m] = true
	}
	d := trendData{grid: p.grid(q, func(m int32) bool { return in[m] })}
	for _, c := range d.grid.cells {
		w := 1.0
		if int(c.employer) < len(p.snap.Employers) && p.opt.Cap > 0 {
			w = min(1, p.opt.Cap/float64(c.n))
		}
		d.weight = append(d.weight, w)
		d.capped += w * float64(c.n)
	}
	d.hits = make([][]int32, len(p.snap.Skills))
	a := &p.snap.Ads
	for i, u := range d.grid.units {
		for j := a.Start[u.ad]; j < a.Start[u.ad+1]; j++ {
			if Level(a.Level[j]) >= q.Level {
				d.hits[a.Skill[j]] = append(d.hits[a.Skill[j]], int32(d.grid.of[i]))
			}
		}
	}
	return d
}

// statsCells returns the capped cells.
func (d *trendData) statsCells() []stats.Cell {
	cells := make([]stats.Cell, len(d.grid.cells))
	for i, c := range d.grid.cells {
		cells[i] = stats.Cell{Source: int(c.source), Employer: int(c.employer), Month: int(c.month), N: float64(c.n) * d.weight[i]}
	}
	return cells
}

// test fills in the trend of every skill that the data can carry, corrects for their number and gives verdicts.
func (p *Panel) test(r *Report, q Query, window []int32) {
	d := p.trendData(q, window)
	r.Meta.Records, r.Meta.Wave = len(d.grid.units), len(window) >= waveMonths
	design := stats.NewDesign(d.statsCells(), r.Meta.Wave)
	codes := map[string]int{}
	for code, id := range p.snap.Skills {
		codes[id] = code
	}
	k := make([]float64, len(d.grid.cells))
	var tested []int
	for i := range r.Skills {
		row := &r.Skills[i]
		var hits []int32
		if code, ok := codes[row.Skill]; ok {
			hits = d.hits[code]
		}
		p.support(row, &d, hits, window)
		if row.Lacks != "" {
			continue
		}
		clear(k)
		for _, c := range hits {
			k[c] += d.weight[c]
		}
		if row.fill(design.Fit(k, p.opt.Confidence)); row.Lacks == "" {
			tested = append(tested, i)
			row.Pooled = d.pooled(hits, window)
		}
	}
	ps := make([]float64, len(tested))
	for i, t := range tested {
		ps[i] = float64(r.Skills[t].P)
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

// support counts what the window holds on a skill, and says in row.Lacks what is missing for a test. It looks at totals over
// the window only, so it does not look at the direction of a change.
func (p *Panel) support(row *SkillRow, d *trendData, hits []int32, window []int32) {
	employers, months := map[uint32]bool{}, map[int32]bool{}
	var cappedK float64
	for _, c := range hits {
		employers[d.grid.cells[c].employer] = true
		months[d.grid.cells[c].month] = true
		cappedK += d.weight[c]
	}
	row.Records, row.RecordsOf, row.RecordEmployers, row.MentionMonths = len(hits), len(d.grid.units), len(employers), len(months)
	row.CappedK, row.CappedN = Number(cappedK), Number(d.capped)
	others, o := len(d.grid.units)-len(hits), p.opt
	switch {
	case len(window) < o.MinMonths:
		row.Lacks = fmt.Sprintf("%d more complete months", o.MinMonths-len(window))
	case len(hits) < o.MinMentions:
		row.Lacks = fmt.Sprintf("%d more mentions", o.MinMentions-len(hits))
	case len(employers) < o.MinEmployers:
		row.Lacks = fmt.Sprintf("%d more employers that mention it", o.MinEmployers-len(employers))
	case len(months) < o.MentionMonths:
		row.Lacks = fmt.Sprintf("mentions in %d more months", o.MentionMonths-len(months))
	case others < o.MinMentions:
		row.Lacks = fmt.Sprintf("%d more openings without it", o.MinMentions-others)
	}
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

// pooled is the change that pooled counting would claim: last three months against the first three, in points.
func (d *trendData) pooled(hits []int32, window []int32) Number {
	if len(window) < 6 {
		return Number(math.NaN())
	}
	first, last := window[2], window[len(window)-3]
	var n, k [2]float64
	side := func(m int32) int {
		switch {
		case m <= first:
			return 0
		case m >= last:
			return 1
		}
		return -1
	}
	for _, c := range d.grid.cells {
		if s := side(c.month); s >= 0 {
			n[s] += float64(c.n)
		}
	}
	for _, c := range hits {
		if s := side(d.grid.cells[c].month); s >= 0 {
			k[s]++
		}
	}
	return Number(100 * (k[1]/n[1] - k[0]/n[0]))
}

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
