package stats

import (
	"cmp"
	"slices"
)

// PairCounts counts how often each two of many skills are named in the same openings. A skill with itself is the openings, or the
// employers, that name it.
type PairCounts struct {
	skills int
	all    pairSums   // all openings
	of     []pairSums // by lower code * skills + higher code: those that name both
}

// pairSums is what some openings say. The sums of products run over employers: k is an employer's number of these openings, n of
// all its openings, low and high of those that name the skill of the lower or the higher code.
type pairSums struct {
	openings, employers int64
	weight              fixed
	kk, kn, kLow, kHigh int64
}

// CountPairs counts all pairs of the skills 0 to skills-1. sets are the skills of each opening, weight its weight, nil for 1 each (see
// CapWeights), employer any code of its employer, a code of its own if that is unknown. Weights go into Pair alone. The order of
// the openings does not matter.
func CountPairs(sets SkillSets, weight []float64, employer []uint32, skills int) *PairCounts {
	c := &PairCounts{skills: skills, of: make([]pairSums, skills*skills)}
	pairsByCode(sets, weight, employer, skills, func(g *pairGroup) {
		n := g.all.openings
		c.all.add(g.all)
		c.all.kn += n * n
		for _, at := range g.touched {
			one, low, high := g.of[at], int(at)/skills, int(at)%skills
			sums, k := &c.of[at], one.openings
			sums.add(one)
			sums.kn += k * n
			sums.kLow += k * g.of[low*skills+low].openings
			sums.kHigh += k * g.of[high*skills+high].openings
		}
	})
	return c
}

// add adds one employer.
func (s *pairSums) add(one pairCount) {
	s.openings += one.openings
	s.employers++
	s.weight += one.weight
	s.kk += one.openings * one.openings
}

// at returns what is known of two skills, in any order.
func (c *PairCounts) at(x, y uint16) *pairSums { return &c.of[int(min(x, y))*c.skills+int(max(x, y))] }

// Openings returns the number of openings that name x and y, and of the employers of these.
func (c *PairCounts) Openings(x, y uint16) (openings, employers int) {
	s := c.at(x, y)
	return int(s.openings), int(s.employers)
}

// Pair returns the weighted counts of x and y, for the measures of their connection.
func (c *PairCounts) Pair(x, y uint16) Pair {
	return Pair{Both: c.at(x, y).weight.float(), X: c.at(x, x).weight.float(), Y: c.at(y, y).weight.float(), N: c.all.weight.float()}
}

// Share returns which share of the openings that name x name y too, each opening counting 1: what ClusterShare says of the employers'
// openings with x.
func (c *PairCounts) Share(x, y uint16, rho, level float64) Share {
	s := c.at(x, y)
	if x > y {
		return s.share(c.at(x, x), s.kHigh, rho, level)
	}
	return s.share(c.at(x, x), s.kLow, rho, level)
}

// ShareOfAll returns which share of all openings names both x and y, likewise. Its design effect is that of the pair's G2.
func (c *PairCounts) ShareOfAll(x, y uint16, rho, level float64) Share {
	s := c.at(x, y)
	return s.share(&c.all, s.kn, rho, level)
}

// share is ClusterShare for openings that are among others; kn is the sum over employers of k times their number of the others.
func (s *pairSums) share(of *pairSums, kn int64, rho, level float64) Share {
	n, p := float64(of.openings), float64(s.openings)/float64(of.openings)
	return shareSums{employers: int(of.employers), mentioning: int(s.employers), w: n, w2: n, wy: float64(s.openings), sizes: float64(of.kk),
		between: max(0, float64(s.kk)-2*p*float64(kn)+p*p*float64(of.kk))}.share(rho, level)
}

// PairStrata counts pairs by stratum, such as the role, for MantelHaenszel: the i-th result holds the weighted counts of pairs[i]
// in each stratum, by ascending code. stratum is the stratum's code of each opening; the rest is as in CountPairs.
func PairStrata(sets SkillSets, weight []float64, stratum []uint32, skills int, pairs [][2]uint16) [][]Pair {
	out := make([][]Pair, len(pairs))
	pairsByCode(sets, weight, stratum, skills, func(g *pairGroup) {
		weight := func(x, y uint16) float64 { return g.of[int(min(x, y))*skills+int(max(x, y))].weight.float() }
		for i, p := range pairs {
			x, y := p[0], p[1]
			out[i] = append(out[i], Pair{Both: weight(x, y), X: weight(x, x), Y: weight(y, y), N: g.all.weight.float()})
		}
	})
	return out
}

// pairGroup is what the openings of one code, such as an employer's, say.
type pairGroup struct {
	all     pairCount
	of      []pairCount // by pair
	touched []int32     // pairs with openings
}

type pairCount struct {
	openings int64
	weight   fixed
}

// pairsByCode counts the pairs of the openings of each code, and calls f for one code after the other, ascending.
func pairsByCode(sets SkillSets, weight []float64, code []uint32, skills int, f func(g *pairGroup)) {
	order := make([]int32, sets.Len())
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(code[a], code[b]) })
	g := &pairGroup{of: make([]pairCount, skills*skills)}
	for i, opening := range order {
		g.add(sets.Of(int(opening)), toFixed(weight, int(opening)), skills)
		if i+1 == len(order) || code[order[i+1]] != code[opening] {
			f(g)
			g.clear()
		}
	}
}

// add counts the pairs of one opening.
func (g *pairGroup) add(named []uint16, w fixed, skills int) {
	g.all.openings++
	g.all.weight += w
	for i, a := range named {
		for _, b := range named[i:] {
			at := int(min(a, b))*skills + int(max(a, b))
			pair := &g.of[at]
			if pair.openings == 0 {
				g.touched = append(g.touched, int32(at))
			}
			pair.openings++
			pair.weight += w
		}
	}
}

func (g *pairGroup) clear() {
	for _, at := range g.touched {
		g.of[at] = pairCount{}
	}
	g.touched, g.all = g.touched[:0], pairCount{}
}
