package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"trends/trends/stats"
)

func TestPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 500 {
		k := [4]float64{float64(r.IntN(9)), float64(r.IntN(30)), float64(r.IntN(30)), float64(r.IntN(200))}
		p := stats.Pair{Both: k[0], X: k[0] + k[1], Y: k[0] + k[2], N: k[0] + k[1] + k[2] + k[3]}
		turned := stats.Pair{Both: p.Both, X: p.Y, Y: p.X, N: p.N}
		g2, prob := p.G2()
		if g, _ := turned.G2(); math.Abs(g-g2) > 1e-9*(1+g2) {
			t.Errorf("G2 of %+v = %v, turned round %v", p, g2, g)
		}
		if g, _ := p.Over(2).G2(); math.Abs(2*g-g2) > 1e-9*(1+g2) {
			t.Errorf("G2 of half of %+v = %v, want half of %v", p, g, g2)
		}
		if !(g2 >= 0 && prob >= 0 && prob <= 1) {
			t.Errorf("G2 of %+v = %v, p %v", p, g2, prob)
		}
		npmi := p.NPMI()
		if p.X == 0 || p.Y == 0 {
			if !math.IsNaN(npmi) {
				t.Errorf("NPMI of %+v = %v, want NaN", p, npmi)
			}
			continue
		}
		if !(-1 <= npmi && npmi <= 1) || (npmi > 0) != (p.Lift() > 1) && p.Both < p.N {
			t.Errorf("NPMI of %+v = %v, lift %v", p, npmi, p.Lift())
		}
	}
}

func TestMantelHaenszel(t *testing.T) {
	nan := math.NaN()
	pair := func(both, onlyX, onlyY, neither float64) stats.Pair {
		return stats.Pair{Both: both, X: both + onlyX, Y: both + onlyY, N: both + onlyX + onlyY + neither}
	}
	for _, c := range []struct {
		name      string
		strata    []stats.Pair
		ratio, se float64 // se of its logarithm
	}{
		// One stratum is the plain odds ratio with Woolf's error.
		{"one role", []stats.Pair{pair(20, 10, 30, 40)}, 20.0 * 40 / (10 * 30), math.Sqrt(1.0/20 + 1.0/10 + 1.0/30 + 1.0/40)},
		// In neither role have x and y to do with each other. All openings together have an odds ratio of 82*92 / (38*88) = 2.3,
		// since one role asks for both.
		{"the role explains it", []stats.Pair{pair(80, 20, 80, 20), pair(2, 18, 8, 72)}, 1, nan},
		// R = 4*8/20 + 6*10/30, S = 3*5/20 + 6*8/30; by hand.
		{"two roles", []stats.Pair{pair(4, 3, 5, 8), pair(6, 6, 8, 10), {}}, (1.6 + 2) / (0.75 + 1.6),
			math.Sqrt((0.6*1.6+16.0/30*2)/(2*3.6*3.6) + (0.6*0.75+0.4*1.6+16.0/30*1.6+14.0/30*2)/(2*3.6*2.35) +
				(0.4*0.75+14.0/30*1.6)/(2*2.35*2.35))},
		{"never together", []stats.Pair{pair(0, 5, 5, 10)}, 0, nan},
		{"never apart", []stats.Pair{pair(5, 0, 0, 10)}, nan, nan},
		{"nothing", nil, nan, nan},
	} {
		ratio, low, high := stats.MantelHaenszel(c.strata, 0.95)
		if !near(ratio, c.ratio) {
			t.Errorf("%s: ratio %v, want %v", c.name, ratio, c.ratio)
		}
		if se := math.Log(high/low) / 2 / 1.959963984540054; !math.IsNaN(c.se) && !near(se, c.se) {
			t.Errorf("%s: error of the logarithm %v, want %v", c.name, se, c.se)
		}
		if ratio > 0 && !(low < ratio && ratio < high) || ratio == 0 && !math.IsNaN(low) {
			t.Errorf("%s: %v to %v around %v", c.name, low, high, ratio)
		}
	}
}

// near reports whether two numbers are the same but for rounding, or both not defined.
func near(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*(1+math.Abs(b)) || math.IsNaN(a) && math.IsNaN(b)
}
