package trends

import (
	"fmt"
	"math"
	"slices"

	"trends/trends/stats"
)

// seasonMonths is the number of complete months from which a yearly wave can be tried at all.
const seasonMonths = 12

// test fills in the trend of every skill that the data can carry, corrects for their number and gives verdicts.
func (p *Panel) test(r *Report, q Query, window []int32, skills []SkillInfo) {
	t := p.tests(q, window)
	r.Meta.Records, r.Meta.Wave = len(t.grid.units), t.wave()
	subject := func(t *tests, i int) []int32 { return t.skill(r.Skills[i].Skill) }
	fits := make([]stats.Trend, len(r.Skills))
	trials := p.trials(t, q, skills)
	for _, trial := range trials {
		trial.then = trial.t.yearAgo(r.Meta.Rho)
	}
	trials.each(func(trial *trial, w *worker, i int) {
		row, hits := &r.Skills[i], subject(w.t, i)
		fits[i] = w.trend(row, hits)
		row.capped(t, subject(t, i))
		row.since(trial.then.change(hits), p.opt)
	})
	r.correct(fits, p.opt)
	for _, trial := range trials {
		if !trial.t.seasonal() {
			continue
		}
		trial.t.each(len(trial.rows), true, func(w *worker, j int) {
			if row := &r.Skills[trial.rows[j]]; row.Lacks == "" {
				w.season(row, subject(w.t, trial.rows[j]))
			}
		})
	}
	for i := range r.Skills {
		r.Skills[i].judge(p.opt)
		switch r.Skills[i].Verdict {
		case Rising, Falling:
			r.Meta.Confirmed++
		case EarlyUp, EarlyDown:
			r.Meta.Early++
		}
	}
	r.Meta.Selected = 1 - p.opt.FDR*float64(r.Meta.Confirmed+r.Meta.Early)/float64(max(1, r.Meta.Tested))
	trials.each(func(_ *trial, w *worker, i int) {
		if row := &r.Skills[i]; row.Verdict.Change() {
			w.doubt(row, subject(w.t, i), r.Meta.Selected)
		}
	})
	for _, trial := range trials {
		for _, i := range trial.rows {
			r.Skills[i].flag(r.Meta.OneSource)
			if slices.Contains(r.Skills[i].Flags, FlagMix) {
				r.Skills[i].MixSources = trial.t.explainMix(subject(trial.t, i))
			}
			if foundIn(&skills[i], window) {
				r.Skills[i].Flags = append(r.Skills[i].Flags, FlagFound+skills[i].Found.From+" to "+skills[i].Found.To)
			}
		}
	}
}

// trend fills in the trend of a subject, or what it lacks, and returns the fit.
func (w *worker) trend(row *SkillRow, hits []int32) (fit stats.Trend) {
	row.support(w.t, w.t.support(hits, w.seen))
	if row.Lacks != "" {
		return fit
	}
	fit = w.design.Fit(w.t.capped(hits, w.k), w.t.p.opt.Confidence)
	row.fill(&fit)
	if change, ok := w.t.pooled(hits); ok {
		row.Pooled = Number(change)
	}
	if row.Lacks == "" {
		row.rankTest(w, w.t.p.opt)
	}
	return fit
}

// season sets the p of a subject with a yearly wave, by a worker whose design has one; it stays undefined without a fit.
func (w *worker) season(row *SkillRow, hits []int32) {
	if fit := w.design.Fit(w.t.capped(hits, w.k), w.t.p.opt.Confidence); fit.OK {
		row.PSeason = Number(fit.P)
	}
}

// correct sets q and, with the dispersion borrowed from all skills (Smyth 2004), the q of early signals: both over all skills that are
// tested, risers and fallers together (Benjamini and Hochberg 1995).
func (r *Report) correct(fits []stats.Trend, o Options) {
	var tested []int
	var p, early, phi, df []float64
	for i := range r.Skills {
		if r.Skills[i].Lacks == "" {
			tested = append(tested, i)
			p, phi, df = append(p, fits[i].P), append(phi, fits[i].Phi), append(df, fits[i].DFMonth)
		}
	}
	prior := stats.NewPrior(phi, df)
	r.Meta.Tested, r.Meta.PriorDF, r.Meta.PriorPhi = len(tested), Number(prior.DF), Number(prior.Phi)
	for _, i := range tested {
		r.Skills[i].PEarly = Number(fits[i].PEarly(prior))
		r.Skills[i].PhiEarly = Number(prior.Posterior(fits[i].Phi, fits[i].DFMonth))
		early = append(early, float64(r.Skills[i].PEarly))
	}
	for i, q := range stats.BH(p) {
		r.Skills[tested[i]].Q = Number(q)
	}
	for i, q := range stats.BH(early) {
		r.Skills[tested[i]].QEarly = Number(q)
	}
}

// support copies what the window holds on the skill.
func (r *SkillRow) support(t *tests, s support) {
	r.Records, r.RecordsOf, r.RecordEmployers, r.MentionMonths, r.Lacks = s.records, len(t.grid.units), s.employers, s.months, s.lacks
	r.CappedK, r.CappedN = Number(s.capped), Number(t.sum)
}

// capped sets the share now of the source records that carry the trend, after the cap.
func (r *SkillRow) capped(t *tests, hits []int32) {
	var k float64
	for _, c := range hits {
		if t.isNow[t.month[c]] {
			k += t.weight[c]
		}
	}
	r.ShareCapped = Number(k / t.cappedNow)
}

// fill copies a fitted trend into the row.
func (r *SkillRow) fill(t *stats.Trend) {
	if !t.OK {
		r.Lacks = t.Reason
		return
	}
	r.Slope, r.Information, r.Phi = Number(t.B), Number(t.Info), Number(t.Phi)
	r.SEMonth, r.SEEmployer = Number(t.SEMonth), Number(t.SEEmployer)
	r.PMonth, r.PEmployer, r.P = Number(t.PMonth), Number(t.PEmployer), Number(t.P)
	r.TrendEmployers, r.EffEmployers, r.Rho, r.PSlow = t.Employers, Number(t.GEff), Number(t.RhoAR1), Number(t.PSlowSwings())
	r.OddsYear, r.OddsLow, r.OddsHigh = Number(t.OddsYear), Number(t.OddsYearLow), Number(t.OddsYearHigh)
	r.Points, r.PointsLow, r.PointsHi = Number(t.Points), Number(t.PointsLow), Number(t.PointsHigh)
	r.SourcePart = Number(t.TopSource)
}

// rankTest asks the order of the months for a second opinion: Mann-Kendall's exact test and Theil-Sen's slope on the line of a fixed source
// mix. The worker holds the skill's counts.
func (r *SkillRow) rankTest(w *worker, o Options) {
	line, ok := w.design.Line(w.k)
	if !ok {
		return
	}
	rank := stats.MannKendall(line)
	slope := stats.TheilSen(w.design.Months(), line, o.Confidence)
	r.RankS, r.RankP = Number(rank.S), Number(rank.P)
	r.SenPoints, r.SenLow, r.SenHigh = Number(100*slope.B), Number(100*slope.Low), Number(100*slope.High)
}

// doubt asks of a change what it hangs on, and gives the wider interval that a row has which was selected for being a change
// (false coverage rate: Benjamini and Yekutieli 2005).
func (w *worker) doubt(r *SkillRow, hits []int32, confidence float64) {
	p := w.t.p
	k := w.t.capped(hits, w.k)
	fit := w.design.Fit(k, confidence)
	r.OddsLowSelected, r.OddsHighSelected = Number(fit.OddsYearLow), Number(fit.OddsYearHigh)
	r.PointsLowSelected, r.PointsHighSelected = Number(fit.PointsLow), Number(fit.PointsHigh)
	for _, without := range w.design.Fragile(k, p.opt.FDR) {
		if without.Employer {
			r.FragileWithout = append(r.FragileWithout, "employer "+p.employerName(uint32(without.Code)))
			continue
		}
		r.FragileWithout = append(r.FragileWithout, "source "+w.t.sourceName(without.Code))
	}
}

// sourceName names a source code of the cells.
func (t *tests) sourceName(code int) string { return t.p.epochName(code) }

// explainMix names the sources that make pooled counting differ from counting inside each source: those whose part of the records changed
// most, weighed by how far their share lies from the pooled one.
func (t *tests) explainMix(hits []int32) []string {
	sources := len(t.p.epochs)
	n, k := [3][]float64{}, make([]float64, sources)
	for i := range n {
		n[i] = make([]float64, sources)
	}
	for i, c := range t.grid.cells {
		n[t.third[i]][c.source] += float64(c.n)
	}
	for _, c := range hits {
		k[t.grid.cells[c].source]++
	}
	pooled := float64(len(hits)) / float64(len(t.grid.units))
	type part struct {
		source int
		points float64
	}
	var parts []part
	for s := range sources {
		all := n[first][s] + n[middle][s] + n[last][s]
		if all > 0 {
			parts = append(parts, part{s, 100 * (n[last][s]/t.thirds[last] - n[first][s]/t.thirds[first]) * (k[s]/all - pooled)})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int {
		switch x, y := math.Abs(a.points), math.Abs(b.points); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	var out []string
	for _, p := range parts[:min(2, len(parts))] {
		if math.Abs(p.points) >= 0.5 {
			out = append(out, fmt.Sprintf("%s (%+.1f)", t.sourceName(p.source), p.points))
		}
	}
	return out
}
