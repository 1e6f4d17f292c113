package stats

import "math"

// Pair counts how often two skills x and y are named in the same openings. Counts may be weighted, so they may be fractions.
// X and Y are at least Both, and N is at least X + Y - Both.
type Pair struct {
	Both float64 // openings that name x and y
	X, Y float64 // openings that name x, and y
	N    float64 // all openings
}

// Over returns the pair with all counts divided by a design effect (see ClusterShare): as many independent openings as would say
// as much. Only G2 and the interval of MantelHaenszel depend on it.
func (p Pair) Over(deff float64) Pair { return Pair{p.Both / deff, p.X / deff, p.Y / deff, p.N / deff} }

// Lift returns how many times as often x is named in openings with y as in all openings (and y with x as well): 1 is chance. It
// is NaN if x or y is never named.
func (p Pair) Lift() float64 { return p.Both * p.N / (p.X * p.Y) }

// PMI returns the pointwise mutual information, the natural logarithm of Lift (Church and Hanks 1990). It is NaN if x and y are
// never named together.
func (p Pair) PMI() float64 {
	if !(p.Both > 0) {
		return math.NaN()
	}
	return math.Log(p.Lift())
}

// NPMI returns PMI as a part of the most that it could be (Bouma 2009): -1 never together, 0 chance, 1 always together. It is 0
// if every opening names both, and NaN if x or y is never named. Rare pairs get the largest values, so it needs a least
// number of openings and employers.
func (p Pair) NPMI() float64 {
	switch {
	case !(p.X > 0 && p.Y > 0):
		return math.NaN()
	case p.Both <= 0:
		return -1
	case p.Both >= p.N:
		return 0
	}
	return min(1, p.PMI()/-math.Log(p.Both/p.N)) // at most 1 but for rounding
}

// G2 returns the log-likelihood ratio of the table of x and y (Dunning 1993) and its p: how often skills that have nothing to
// do with each other would be named together that often, or that seldom. They are 0 and 1 if a skill is named in none or all
// of the openings. It grows with the number of openings: it tells whether, not how much. Divide by the design effect first.
func (p Pair) G2() (g2, prob float64) {
	if !(p.X > 0 && p.Y > 0 && p.X < p.N && p.Y < p.N) {
		return 0, 1
	}
	// All four cells miss their expected counts by the same number. As a sum over (1+d) ln(1+d) - d, of which no part is
	// negative, small differences keep their digits.
	miss := p.Both - p.X*p.Y/p.N
	for _, x := range []float64{p.X, p.N - p.X} {
		for _, y := range []float64{p.Y, p.N - p.Y} {
			expected := x * y / p.N
			if d := miss / expected; d > -1 {
				g2 += 2 * expected * ((1+d)*math.Log1p(d) - d)
			} else {
				g2 += 2 * expected // 0 ln 0 = 0
			}
			miss = -miss
		}
		miss = -miss
	}
	return g2, math.Erfc(math.Sqrt(g2 / 2)) // chi-squared with one degree of freedom
}
