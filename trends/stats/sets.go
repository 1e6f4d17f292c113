package stats

import "math"

// SkillSets holds the set of skills of each opening: opening i has Skill[Start[i]:Start[i+1]], each code once, in any order.
// Start is one longer than there are openings; the zero value has none.
type SkillSets struct {
	Start []uint32
	Skill []uint16
}

// Len returns the number of openings.
func (s SkillSets) Len() int { return max(0, len(s.Start)-1) }

// Of returns the skills of an opening; it must not be changed.
func (s SkillSets) Of(opening int) []uint16 { return s.Skill[s.Start[opening]:s.Start[opening+1]] }

// CapWeights returns the weight of each opening by which no employer counts for more than most openings: min(1, most/n),
// where n is the number of openings of its employer. An opening of unknown employer needs a code of its own.
func CapWeights(employer []uint32, most float64) []float64 {
	n := map[uint32]float64{}
	for _, e := range employer {
		n[e]++
	}
	out := make([]float64, len(employer))
	for i, e := range employer {
		out[i] = min(1, most/n[e])
	}
	return out
}

// fixed is a weight as a whole number of parts of an opening, so that sums are the same in any order and ties are ties.
type fixed int64

// opening is the weight 1. It is divided by 1 to 16 without a rest, so that a third of an opening is exact; sums reach 3 billion.
const opening fixed = 720720 << 12

// toFixed returns a weight, 1 where weight is nil.
func toFixed(weight []float64, at int) fixed {
	if weight == nil {
		return opening
	}
	return fixed(math.Round(weight[at] * float64(opening)))
}

func (f fixed) float() float64 { return float64(f) / float64(opening) }
