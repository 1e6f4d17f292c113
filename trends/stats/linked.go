package stats

import (
	"cmp"
	"slices"
)

// Linked counts how often one skill x is named together with each other skill. Counts of openings are sums of weights.
type Linked struct {
	N          float64   // all openings
	X          float64   // openings that name x
	XEmployers int       // employers that name x
	Y          []float64 // by skill code: openings that name it
	Both       []float64 // by skill code: openings that name it and x
	Employers  []int     // by skill code: employers with an opening that names both

	sets     SkillSets
	weight   []float64
	employer []uint32
	openings []int // those that name x, by employer
}

// LinkedPairs counts the pairs of skill x with all skills, codes 0 to skills-1, x among them. sets are the skills of each
// opening, weight its weight, nil for 1 each (see CapWeights), employer any code of its employer, a code of its own if that
// is unknown. The slices are kept, and must not be changed while the result is used.
func LinkedPairs(sets SkillSets, weight []float64, employer []uint32, x uint16, skills int) *Linked {
	l := &Linked{sets: sets, weight: weight, employer: employer, Employers: make([]int, skills)}
	y, both := make([]fixed, skills), make([]fixed, skills)
	var n fixed
	for i := range sets.Len() {
		w := toFixed(weight, i)
		n += w
		named := sets.Of(i)
		for _, s := range named {
			y[s] += w
		}
		if slices.Contains(named, x) {
			l.openings = append(l.openings, i)
			for _, s := range named {
				both[s] += w
			}
		}
	}
	l.N, l.X, l.Y, l.Both = n.float(), both[x].float(), floatsOf(y), floatsOf(both)
	l.countEmployers()
	return l
}

// countEmployers sorts the openings with x by employer and counts employers by skill.
func (l *Linked) countEmployers() {
	slices.SortFunc(l.openings, func(a, b int) int {
		return cmp.Or(cmp.Compare(l.employer[a], l.employer[b]), cmp.Compare(toFixed(l.weight, a), toFixed(l.weight, b)))
	})
	seen := make([]int, len(l.Employers)) // number of the last employer that names the skill
	for i, at := range l.openings {
		if i == 0 || l.employer[at] != l.employer[l.openings[i-1]] {
			l.XEmployers++
		}
		for _, s := range l.sets.Of(at) {
			if seen[s] != l.XEmployers {
				seen[s] = l.XEmployers
				l.Employers[s]++
			}
		}
	}
}

// Pair returns the counts of x and skill y, for the measures of their connection.
func (l *Linked) Pair(y uint16) Pair { return Pair{Both: l.Both[y], X: l.X, Y: l.Y[y], N: l.N} }

// Share returns which share of the openings that name x name y too, with an interval that allows for employers (see
// ClusterShare).
func (l *Linked) Share(y uint16, rho, level float64) Share {
	var w, w2, wy []float64 // by employer
	for i, at := range l.openings {
		if i == 0 || l.employer[at] != l.employer[l.openings[i-1]] {
			w, w2, wy = append(w, 0), append(w2, 0), append(wy, 0)
		}
		e, weight := len(w)-1, toFixed(l.weight, at).float()
		w[e] += weight
		w2[e] += weight * weight
		if slices.Contains(l.sets.Of(at), y) {
			wy[e] += weight
		}
	}
	return clusterShare(w, w2, wy, rho, level)
}

func floatsOf(list []fixed) []float64 {
	out := make([]float64, len(list))
	for i, v := range list {
		out[i] = v.float()
	}
	return out
}
