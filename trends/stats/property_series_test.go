package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"trends/trends/stats"
)

// orders puts x in every order in turn, counting equal values as if they were not, and calls f for each.
func orders(x []float64, f func()) {
	var from func(at int)
	from = func(at int) {
		if at == len(x) {
			f()
		}
		for i := at; i < len(x); i++ {
			x[at], x[i] = x[i], x[at]
			from(at + 1)
			x[at], x[i] = x[i], x[at]
		}
	}
	from(0)
}

// counts compares P with the count of all orders of some values.
type counts struct {
	orders map[int]int     // by |S|
	p      map[int]float64 // by |S|
	all    int
}

// add counts one order.
func (c *counts) add(r stats.RankTest) {
	if c.orders == nil {
		c.orders, c.p = map[int]int{}, map[int]float64{}
	}
	size := max(r.S, -r.S)
	c.orders[size]++
	c.p[size] = r.P
	c.all++
}

// check compares every P with the orders whose |S| is at least as large.
func (c *counts) check(t *testing.T, name any) {
	for size, got := range c.p {
		beyond := 0
		for other, n := range c.orders {
			if other >= size {
				beyond += n
			}
		}
		if want := float64(beyond) / float64(c.all); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v with |S| = %d: P = %v, want %d/%d = %v", name, size, got, beyond, c.all, want)
		}
	}
}

// Every order of up to 7 values, with all kinds of ties, is counted one by one.
func TestMannKendallCountsOrders(t *testing.T) {
	for _, values := range [][]float64{{}, {1}, {1, 2}, {1, 1}, {1, 2, 3}, {1, 2, 2}, {1, 2, 3, 4}, {1, 1, 2, 2}, {1, 2, 2, 2},
		{1, 2, 3, 4, 5}, {1, 1, 2, 3, 3}, {1, 1, 1, 2, 2}, {1, 2, 3, 4, 5, 6}, {1, 1, 2, 2, 3, 3}, {0, 0, 0, 0, 1, 2}, {1, 1, 1, 2, 2, 3},
		{1, 2, 3, 4, 5, 6, 7}, {0, 0, 0, 1, 1, 2, 2}, {0, 0, 0, 0, 1, 2, 3}, {1, 1, 2, 2, 3, 3, 4}, {5, 5, 5, 5, 5, 5, 5}} {
		var c counts
		x := slices.Clone(values)
		orders(x, func() { c.add(stats.MannKendall(x)) })
		c.check(t, values)
	}
}

// Seasons are independent of each other: every order of one is counted with every order of the other.
func TestSeasonalMannKendallCountsOrders(t *testing.T) {
	for _, seasons := range [][2][]float64{
		{{1, 2, 3}, {1, 2, 2}}, {{1, 1, 2, 3}, {4, 5, 6}}, {{1, 1, 2, 2}, {3, 3, 3, 4}}, {{7}, {1, 2, 3, 4, 5}},
	} {
		var c counts
		a, b := slices.Clone(seasons[0]), slices.Clone(seasons[1])
		orders(a, func() { orders(b, func() { c.add(stats.SeasonalMannKendall(interleave(a, b), 2)) }) })
		c.check(t, seasons)
	}
}

// interleave returns the series of two seasons.
func interleave(a, b []float64) []float64 {
	x := slices.Repeat([]float64{math.NaN()}, 2*max(len(a), len(b)))
	for i, v := range a {
		x[2*i] = v
	}
	for i, v := range b {
		x[2*i+1] = v
	}
	return x
}

// A series that only rises has the smallest P there is: two of all its orders, however long it is and however many are equal.
func TestMannKendallTail(t *testing.T) {
	for _, sizes := range [][]int{slices.Repeat([]int{1}, 24), slices.Repeat([]int{1}, 120), slices.Repeat([]int{2}, 60),
		slices.Repeat([]int{10}, 12), {60, 30, 20, 10}, {1, 90, 2, 3, 1, 1}} {
		var x []float64
		log := math.Ln2
		for value, n := range sizes {
			x = append(x, slices.Repeat([]float64{float64(value)}, n)...)
			lg, _ := math.Lgamma(float64(n + 1))
			log += lg
		}
		lg, _ := math.Lgamma(float64(len(x) + 1))
		log -= lg
		if r := stats.MannKendall(x); math.Abs(math.Log(r.P)-log) > 1e-11 {
			t.Errorf("groups of %v: log P = %v, want %v", sizes, math.Log(r.P), log)
		}
	}
	if r := stats.MannKendall(make([]float64, 500)); r.P != 1 {
		t.Errorf("500 equal values: P = %v, want 1", r.P)
	}
}

func TestRankTestProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for range 300 {
		n, kinds := 2+r.IntN(60), 1+r.IntN(40)
		x, months := make([]float64, n), make([]int, n)
		for i := range x {
			months[i] = 24000 + i
			if x[i] = float64(r.IntN(kinds)) / 8; r.IntN(9) == 0 {
				x[i] = math.NaN()
			}
		}
		mk, back := stats.MannKendall(x), slices.Clone(x)
		slices.Reverse(back)
		if other := stats.MannKendall(back); other.P != mk.P || other.S != -mk.S {
			t.Fatalf("%v: S %d, P %v; backwards S %d, P %v", x, mk.S, mk.P, other.S, other.P)
		}
		season := stats.SeasonalMannKendall(x, 12)
		for _, p := range []float64{mk.P, mk.PNormal, season.P, season.PNormal} {
			if !(p > 0 && p <= 1) {
				t.Fatalf("%v: P = %v", x, p)
			}
		}
		if s := stats.TheilSen(months, x, 0.95); s.Rank > 0 && !(s.Low <= s.B && s.B <= s.High && s.Coverage >= 0.95) {
			t.Fatalf("%v: %+v", x, s)
		}
	}
}

// A Theil-Sen interval holds the slopes that Mann-Kendall does not reject.
func TestTheilSenInvertsMannKendall(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for range 50 {
		n := 5 + r.IntN(30)
		x, months := make([]float64, n), make([]int, n)
		for i := range x {
			months[i], x[i] = 3*i, r.NormFloat64()
		}
		s := stats.TheilSen(months, x, 0.95)
		for slope, inside := range map[float64]bool{s.Low + 1e-9: true, s.High - 1e-9: true, s.Low - 1e-9: false, s.High + 1e-9: false} {
			freed := make([]float64, n)
			for i := range x {
				freed[i] = x[i] - slope*float64(months[i])
			}
			if p := stats.MannKendall(freed).P; (p > 0.05) != inside {
				t.Fatalf("n = %d, slope %v: P = %v, inside the interval: %v", n, slope, p, inside)
			}
		}
	}
}
