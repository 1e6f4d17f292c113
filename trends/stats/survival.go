package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Stay is how long one opening stayed up, in days since its posting.
type Stay struct {
	Entry  float64 // its age when it was first watched; 0 if it was watched from its posting on
	Time   float64 // its age when it closed, or at the last read if it is still open; larger than Entry
	Closed bool    // false: still open, so it stayed longer than Time
}

// Survival is the share of openings that are still up after so many days. Its columns have one row per distinct Time, ascending.
// Where all have closed (a share of 0), error and limits are NaN.
type Survival struct {
	Openings, Events int       // stays that were used; of them closed
	Times            []float64 // days
	AtRisk           []int     // openings watched just before the day
	Closed           []int     // of them closed on the day
	Share            []float64 // still up after the day, 0 to 1
	StdErr           []float64 // of Share (Greenwood 1926)
	Low, High        []float64 // limits of Share
}

// KaplanMeier estimates how long openings stay up from those that closed and those still open (Kaplan and Meier 1958). Openings
// first watched some days after their posting count from then on only (delayed entry): the old ads of a first read would
// otherwise look as if ads stayed up long. The limits are those of log(-log(share)) at the two-sided level, which keeps
// them within 0 and 1. On a day with both, closings come before what is still open. Stays with Entry >= Time, or with a time
// that is not a number, are ignored.
func KaplanMeier(stays []Stay, level float64) *Survival {
	s := &Survival{}
	s.count(stays)
	z := distuv.UnitNormal.Quantile(0.5 + level/2)
	share, greenwood := 1.0, 0.0
	for i, closed := range s.Closed {
		d, r := float64(closed), float64(s.AtRisk[i])
		share *= 1 - d/r
		greenwood += d / (r * (r - d))
		se, low, high := limits(share, math.Sqrt(greenwood), z)
		s.Share = append(s.Share, share)
		s.StdErr, s.Low, s.High = append(s.StdErr, se), append(s.Low, low), append(s.High, high)
	}
	return s
}

// count fills the columns that are counted.
func (s *Survival) count(stays []Stay) {
	var entries []float64
	var ends []Stay
	for _, v := range stays {
		if v.Entry < v.Time {
			entries, ends = append(entries, v.Entry), append(ends, v)
		}
	}
	slices.Sort(entries)
	slices.SortFunc(ends, func(a, b Stay) int { return cmp.Compare(a.Time, b.Time) })
	s.Openings = len(ends)
	entered := 0
	for i := 0; i < len(ends); {
		day, first, closed := ends[i].Time, i, 0
		for entered < len(entries) && entries[entered] < day {
			entered++
		}
		for ; i < len(ends) && ends[i].Time == day; i++ {
			if ends[i].Closed {
				closed++
			}
		}
		s.Times, s.AtRisk, s.Closed = append(s.Times, day), append(s.AtRisk, entered-first), append(s.Closed, closed)
		s.Events += closed
	}
}

// limits returns standard error and limits of a share whose logarithm has the standard error se.
func limits(share, se, z float64) (stdErr, low, high float64) {
	switch share {
	case 0:
		return math.NaN(), math.NaN(), math.NaN()
	case 1:
		return 0, 1, 1
	}
	half := z * se / math.Log(share) // negative
	return share * se, math.Pow(share, math.Exp(-half)), math.Pow(share, math.Exp(half))
}

// Quantile returns the days after which a part q of the openings has closed, 0 < q < 1, such as 0.5 for the median, and its
// limits (Brookmeyer and Crowley 1982): where the limits of the share cross 1 - q. What is not reached is NaN: say "more
// than" the last of Times, never a number. Where the share is exactly 1 - q for some days, the answer is their middle.
func (s *Survival) Quantile(q float64) (days, low, high float64) {
	return s.crossing(s.Share, 1-q), s.crossing(s.Low, 1-q), s.crossing(s.High, 1-q)
}

// crossing returns the day on which a falling curve comes down to the level. A limit may rise in the first days, since with
// delayed entry few are watched then; of the days on which it is at most the level, the one with its highest value counts,
// which agrees with survfit of R.
func (s *Survival) crossing(curve []float64, level float64) float64 {
	const rounding = 1e-8 // the share is a product of fractions, so 1/2 may be missed by a hair
	at := -1
	for i, v := range curve {
		if v <= level+rounding && (at < 0 || v > curve[at]+rounding) {
			at = i
		}
	}
	if at < 0 {
		return math.NaN()
	}
	if curve[at] >= level-rounding {
		for later := at + 1; later < len(curve); later++ {
			if curve[later] < level-rounding {
				return (s.Times[at] + s.Times[later]) / 2
			}
		}
	}
	return s.Times[at]
}
