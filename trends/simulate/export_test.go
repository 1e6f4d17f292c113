package simulate

import (
	"math/rand/v2"

	"trends/trends"
)

// Shocks lets a test look at what moves all of a month's log odds, by month and skill.
func Shocks(s Scenario, months, skills int, r *rand.Rand) [][]float64 {
	d := &draw{Rand: r, scenario: s, months: months, skills: skills}
	d.shocks()
	return d.shock
}

// ScoreClaims scores given claims about given changes.
func ScoreClaims(change []float64, claims []int, tested []bool) Outcome {
	m := &Market{Snapshot: &trends.Snapshot{}, Change: change}
	return m.score(Method{Name: "given", claims: func(*Market, *results) []int { return claims }}, &results{tested: tested})
}
