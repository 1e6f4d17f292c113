package trends

import (
	"cmp"
	"math"
	"slices"
)

// Verdict is what a report says about a skill.
type Verdict string

// The verdicts.
const (
	Rising        Verdict = "rising"          // confirmed: q at or below the false discovery rate
	Falling       Verdict = "falling"         // likewise
	EarlyUp       Verdict = "early_up"        // only the q of early signals is: weaker evidence, never mixed with the confirmed
	EarlyDown     Verdict = "early_down"      // likewise
	Steady        Verdict = "steady"          // the interval of the odds ratio a year lies inside the steady band
	Unclear       Verdict = "unclear"         // the data allow a rise and a fall
	NotEnoughData Verdict = "not_enough_data" // too little to test
)

// Change reports whether the verdict speaks of a change, confirmed or early.
func (v Verdict) Change() bool { return v.Confirmed() || v == EarlyUp || v == EarlyDown }

// Confirmed reports whether the verdict speaks of a confirmed change.
func (v Verdict) Confirmed() bool { return v == Rising || v == Falling }

// judge gives the verdict that follows from the row's own numbers.
func (r *SkillRow) judge(o Options) {
	up := r.OddsYear > 1
	pick := func(rising, falling Verdict) Verdict {
		if up {
			return rising
		}
		return falling
	}
	switch {
	case r.Lacks != "":
		r.Verdict = NotEnoughData
	case float64(r.Q) <= o.FDR:
		r.Verdict = pick(Rising, Falling)
	case float64(r.QEarly) <= o.FDR:
		r.Verdict = pick(EarlyUp, EarlyDown)
	case float64(r.OddsLow) >= o.SteadyLow && float64(r.OddsHigh) <= o.SteadyHigh:
		r.Verdict = Steady
	default:
		r.Verdict = Unclear
	}
}

// The flags of a row.
const (
	FlagFragile      = "fragile"             // a change that hangs on one source or one employer: SkillRow.FragileWithout
	FlagOneSource    = "one source"          // more than 80 % of the information comes from one source
	FlagSlowSwings   = "slow swings"         // neighbouring months are alike: a trend and a swing of some months look the same
	FlagSeason       = "could be seasonal"   // a change that is none once one yearly wave is allowed for
	FlagRank         = "rank test disagrees" // the order of the months says the opposite
	FlagMix          = "mix"                 // pooling all sources would say something else
	FlagFewEmployers = "few employers"       // the openings count as less than a third of their number
	FlagTopEmployer  = "top employer"        // one employer holds more than 20 % of the openings that name it
	FlagCapped       = "capped share"        // with no employer counted more than the cap, the share is another
	FlagSmall        = "small n"             // fewer than 100 effective openings, or an interval wider than 20 points

	// FlagAmbiguous marks a change of an ambiguous name of which fewer than MinReadings tags have been read.
	FlagAmbiguous = "ambiguous name, not checked"

	// FlagFound begins the flag of a skill that was found by its rise, and the months follow: they are no proof of it, and its test begins
	// after them.
	FlagFound = "found by its rise in "
)

// flag lists what may be wrong with the row. With a single source the head says so, once.
func (r *SkillRow) flag(oneSource bool) {
	tested, change := r.Lacks == "", r.Verdict.Change()
	differs := math.Abs(float64(r.ShareCapped - r.Share))
	for _, f := range []struct {
		name string
		on   bool
	}{
		{FlagFragile, len(r.FragileWithout) > 0},
		{FlagOneSource, tested && r.SourcePart > 0.8 && !oneSource},
		{FlagSlowSwings, tested && r.Rho > 0.3},
		{FlagSeason, change && r.PSeason > 0.05},
		{FlagRank, change && float64(r.RankS)*float64(r.Slope) < 0},
		{FlagMix, math.Abs(float64(r.Pooled-r.Points)) > 3 || r.Pooled*r.Points < 0 && math.Abs(float64(r.Pooled)) > 1},
		{FlagFewEmployers, r.Deff > 3},
		{FlagTopEmployer, r.TopShare > 0.2 && r.Openings >= minEmployer},
		{FlagCapped, differs > 0.02 || differs > 0.2*float64(r.Share) && r.Openings >= pairEach},
		{FlagSmall, r.NEff < 100 || r.High-r.Low > 0.2},
	} {
		if f.on { // a comparison with what is not defined is false
			r.Flags = append(r.Flags, f.name)
		}
	}
}

// rank orders rows: rising, falling, early signals, steady, unclear, not enough data; changes by the limit of the odds ratio that
// is nearer to 1, so that the luckiest small skill does not lead; the others by share. Ties by id.
func rank(rows []SkillRow) {
	order := map[Verdict]int{Rising: 0, Falling: 1, EarlyUp: 2, EarlyDown: 3, Steady: 4, Unclear: 5, NotEnoughData: 6}
	slices.SortFunc(rows, func(a, b SkillRow) int {
		if c := cmp.Compare(order[a.Verdict], order[b.Verdict]); c != 0 {
			return c
		}
		switch a.Verdict {
		case Rising, EarlyUp:
			return cmp.Or(cmp.Compare(b.OddsLow, a.OddsLow), cmp.Compare(a.Skill, b.Skill))
		case Falling, EarlyDown:
			return cmp.Or(cmp.Compare(a.OddsHigh, b.OddsHigh), cmp.Compare(a.Skill, b.Skill))
		}
		return cmp.Or(cmp.Compare(b.Openings, a.Openings), cmp.Compare(a.Skill, b.Skill))
	})
}
