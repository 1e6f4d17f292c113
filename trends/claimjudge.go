package trends

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// judgement is a verdict with its reason: what excludes the claim, or what a verdict would need.
type judgement struct {
	verdict Verdict
	text    string
}

// judge gives the verdict on a part that has been measured (README, "Claims"). "Not supported" takes evidence against it, an
// interval that excludes the claim; that no change is significant is none.
func (w *claimWork) judge(t *partTest) judgement {
	r := &t.main.row
	switch t.part.Kind {
	case ClaimLevel:
		return weakest(w.judgeLevel(r, t.part.Min), w.judgeLead(t))
	case ClaimRemains:
		if t.part.Min == 0 {
			return judgeRemains(r)
		}
		return weakest(w.judgeLevel(r, t.part.Min), judgeRemains(r))
	case ClaimRises:
		if j := w.judgeRises(r); j.verdict != Supported {
			return j
		}
		return t.judgeRobust(w)
	case ClaimSurge:
		return w.judgeSurge(r, t.surge)
	}
	return w.judgeEmerging(r, t.emerging)
}

// weakest joins the judgements on what all must hold: the weakest verdict, with all that is said for it.
func weakest(all ...judgement) judgement {
	out := judgement{verdict: Supported}
	for _, j := range all {
		out.verdict = weaker(out.verdict, j.verdict)
	}
	var texts []string
	for _, j := range all {
		if j.verdict == out.verdict && j.text != "" && !slices.Contains(texts, j.text) {
			texts = append(texts, j.text)
		}
	}
	out.text = strings.Join(texts, "; ")
	return out
}

func needs(format string, args ...any) judgement {
	return judgement{NotEnoughData, fmt.Sprintf(format, args...)}
}

func refuted(format string, args ...any) judgement {
	return judgement{NotSupported, fmt.Sprintf(format, args...)}
}

// judgeLevel holds the interval of the share now against the least share.
func (w *claimWork) judgeLevel(r *SkillRow, least float64) judgement {
	if lacks := w.usable(r); lacks != "" {
		return needs("%s", lacks)
	}
	share := interval{float64(r.Share), float64(r.Low), float64(r.High)}
	return share.above(least, "openings", "its share lies below "+hundredths(least))
}

// usable says what is missing for a statement about the share now; "" if nothing is.
func (w *claimWork) usable(r *SkillRow) string {
	if lacks := w.lacks(nowMonths); lacks != "" {
		return lacks
	}
	if least := float64(w.p.opt.MinOpenings); !(float64(r.NEff) >= least) {
		return fmt.Sprintf("%g independent openings in the months called now", least)
	}
	return ""
}

// judgeLead says whether the skill was first of its group in every month, and leads by enough.
func (w *claimWork) judgeLead(t *partTest) judgement {
	also, f := t.part.Also, t.lead
	switch {
	case also.Group == "":
		return judgement{verdict: Supported}
	case f == nil:
		return needs("%s", w.lacks(max(nowMonths, also.Months)))
	case f.Behind > 0:
		return refuted("another %s was ahead in %d of %d months", also.Group, f.Behind, f.Months)
	case f.Months < also.Months:
		return needs("%d more complete months", also.Months-f.Months)
	case f.First < also.Months:
		return needs("to be first of %s in %d months (it is in %d)", also.Group, also.Months, f.First)
	case also.Points == 0:
		return judgement{verdict: Supported}
	}
	lead := interval{float64(f.Points), float64(f.Low), float64(f.High)}
	return lead.above(also.Points, "openings", fmt.Sprintf("its lead lies below %g points", also.Points))
}

// judgeRemains asks that the share does not fall (non-inferiority).
func judgeRemains(r *SkillRow) judgement {
	if r.Lacks != "" {
		return needs("%s", r.Lacks)
	}
	return logOdds(r).above(math.Log(remainsOdds), "records", "its odds ratio a year stays below "+odds(remainsOdds))
}

// judgeRises asks for a confirmed rise.
func (w *claimWork) judgeRises(r *SkillRow) judgement {
	switch {
	case r.Lacks != "":
		return needs("%s", r.Lacks)
	case w.confirmed(r) && r.OddsYear < 1:
		return refuted("it falls")
	case r.OddsHigh < risesOdds:
		return refuted("its odds ratio a year stays below %s", odds(risesOdds))
	case w.rises(r):
		return judgement{verdict: Supported}
	}
	return needs("%s", clearer(logOdds(r)))
}

// confirmed reports whether there is a change, allowing for the number of tests.
func (w *claimWork) confirmed(r *SkillRow) bool { return float64(r.Q) <= w.p.opt.FDR }

// rises reports whether there is a confirmed rise.
func (w *claimWork) rises(r *SkillRow) bool { return w.confirmed(r) && r.OddsLow > 1 }

// judgeRobust asks that a rise does not hang on one skill.
func (t *partTest) judgeRobust(w *claimWork) judgement {
	var fragile []string
	for i, id := range t.termSkills() {
		if !holds(&t.without[i].row) {
			fragile = append(fragile, w.name(id))
		}
	}
	if len(fragile) == 0 {
		return judgement{verdict: Supported}
	}
	return needs("a rise that holds without %s", strings.Join(fragile, ", and without "))
}

// holds reports whether what is left of a part without one of its skills still rises.
func holds(without *SkillRow) bool {
	return without.Lacks == "" && without.P <= robustP && without.OddsYear > 1
}

// judgeSurge asks for a fast, confirmed rise from a fair base, among the fastest of its class.
func (w *claimWork) judgeSurge(r *SkillRow, f *SurgeFigures) judgement {
	switch {
	case r.Lacks != "":
		return needs("%s", r.Lacks)
	case r.OddsHigh < surgeRefuted:
		return refuted("its odds ratio a year stays below %s", odds(surgeRefuted))
	}
	var missing []string
	switch {
	case r.OddsYear < surgeRefuted:
		missing = append(missing, times(logOdds(r).times(math.Log(surgeRefuted)), "records"))
	case r.OddsYear < surgeOdds:
		missing = append(missing, fmt.Sprintf("an odds ratio a year of %s (it is %s)", odds(surgeOdds), odds(float64(r.OddsYear))))
	case !w.rises(r):
		missing = append(missing, times(logOdds(r).times(0), "records"))
	}
	if f.Base < surgeBase {
		missing = append(missing, fmt.Sprintf("%d records in the first %d months (it has %d)", surgeBase, f.BaseMonths, f.Base))
	}
	if f.Rank > f.RankTop {
		missing = append(missing, fmt.Sprintf("a rank of %d or better among the %d of its class (it is %d)", f.RankTop, f.RankOf, f.Rank))
	}
	return complete(missing)
}

// judgeEmerging asks for a confirmed rise from next to nothing, over many employers and several sources.
func (w *claimWork) judgeEmerging(r *SkillRow, f *EmergingFigures) judgement {
	switch {
	case f == nil:
		return needs("%s", w.lacks(w.p.opt.MinMonths))
	case f.WindowSources < emergingSources:
		return needs("%d sources (%d in the window)", emergingSources, f.WindowSources)
	case w.usable(r) == "" && r.High < emergingStart:
		return refuted("its share lies below %s", hundredths(emergingStart))
	case w.lacks(emergingMonths) == "" && f.Start > emergingOld && f.StartLow > emergingStart:
		return refuted("not new: %s in the first %d months", hundredths(float64(f.Start)), emergingMonths)
	case r.Lacks != "":
		return needs("%s", r.Lacks)
	}
	var missing []string
	switch {
	case w.rises(r):
	case r.OddsYear > 1:
		missing = append(missing, times(logOdds(r).times(0), "records"))
	default:
		missing = append(missing, "a rise")
	}
	if f.Start > emergingStart {
		missing = append(missing, fmt.Sprintf("at most %s in the first %d months (it had %s)", hundredths(emergingStart), emergingMonths,
			hundredths(float64(f.Start))))
	}
	if f.Employers < emergingWhere {
		missing = append(missing, fmt.Sprintf("%d employers in the last %d months (it has %d)", emergingWhere, emergingMonths, f.Employers))
	}
	if f.Sources < emergingSources {
		missing = append(missing, fmt.Sprintf("%d sources in the last %d months (it has %d)", emergingSources, emergingMonths, f.Sources))
	}
	return complete(missing)
}

// complete is Supported if nothing is missing.
func complete(missing []string) judgement {
	if len(missing) == 0 {
		return judgement{verdict: Supported}
	}
	return needs("%s", strings.Join(missing, "; "))
}

// interval is an estimate with its limits.
type interval struct{ at, low, high float64 }

// above says whether the interval lies above the bound, below it, or holds it. counts are what would narrow it: openings, records.
func (v interval) above(bound float64, counts, against string) judgement {
	switch {
	case v.low > bound:
		return judgement{verdict: Supported}
	case v.high < bound:
		return refuted("%s", against)
	}
	return needs("%s", times(v.times(bound), counts))
}

// times returns how many times as many counts would move the bound out of the interval, if the estimate stayed: an interval is
// as wide as one over the root of the counts.
func (v interval) times(bound float64) float64 {
	half := v.high - v.at
	if v.at > bound {
		half = v.at - v.low
	}
	ratio := half / (v.at - bound)
	return ratio * ratio
}

// clearer says how many times as many records would confirm a rise, or refute one that deserves the word, whichever takes fewer.
func clearer(v interval) string {
	n := math.Inf(1)
	if v.at > 0 {
		n = v.times(0)
	}
	if least := math.Log(risesOdds); v.at < least {
		n = min(n, v.times(least))
	}
	return times(n, "records")
}

// times writes a need for more counts: "about 2.5 times as many records". Nobody can plan with more than two digits of it.
func times(n float64, counts string) string {
	switch {
	case math.IsNaN(n) || n > 1000:
		return "more than 1,000 times as many " + counts
	case n <= 1.1:
		return "somewhat more " + counts
	case n < 9.95:
		return fmt.Sprintf("about %.1f times as many %s", n, counts)
	case n < 100:
		return fmt.Sprintf("about %.0f times as many %s", n, counts)
	}
	return fmt.Sprintf("about %.0f times as many %s", 10*math.Round(n/10), counts)
}

// hundredths writes a share: "0.5 %".
func hundredths(share float64) string { return strconv.FormatFloat(100*share, 'g', 3, 64) + " %" }

// odds writes the bound of an odds ratio: "1.10".
func odds(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
