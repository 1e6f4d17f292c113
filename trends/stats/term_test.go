package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trends/trends/stats"
)

func TestCValueOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 8))
	for range 50 {
		var terms []string
		var n []int
		for range 40 {
			words := make([]string, 1+r.IntN(4))
			for i := range words {
				words[i] = string(rune('a' + r.IntN(4)))
			}
			if term := strings.Join(words, " "); !slices.Contains(terms, term) {
				terms, n = append(terms, term), append(n, r.IntN(100))
			}
		}
		want := stats.CValue(terms, n)
		order := r.Perm(len(terms))
		mixed, mixedN := make([]string, len(terms)), make([]int, len(terms))
		for to, from := range order {
			mixed[to], mixedN[to] = terms[from], n[from]
		}
		got := stats.CValue(mixed, mixedN)
		for to, from := range order {
			if got[to] != want[from] {
				t.Fatalf("C-value of %q is %v or %v, depending on the order", mixed[to], got[to], want[from])
			}
			// The definition, by looking at all pairs.
			var around, longer float64
			for i, other := range terms {
				if other != mixed[to] && strings.Contains(" "+other+" ", " "+mixed[to]+" ") {
					around += float64(n[i])
					longer++
				}
			}
			own := float64(mixedN[to])
			if longer > 0 {
				own -= around / longer
			}
			if value := own * math.Log2(float64(len(strings.Fields(mixed[to]))+1)); !near(got[to], value) {
				t.Fatalf("C-value of %q = %v, want %v", mixed[to], got[to], value)
			}
		}
	}
}

func TestLogOddsTurned(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 8))
	now, before, all := make([]float64, 30), make([]float64, 30), make([]float64, 30)
	for i := range now {
		now[i], before[i] = float64(r.IntN(50)), float64(r.IntN(200))
		all[i] = now[i] + before[i] + 1
	}
	prior := stats.DirichletPrior(all, 70.5)
	var sum float64
	for _, a := range prior {
		sum += a
	}
	if !near(sum, 70.5) {
		t.Errorf("the prior is worth %v openings, want 70.5", sum)
	}
	got, turned := stats.LogOdds(now, before, prior), stats.LogOdds(before, now, prior)
	for _, list := range [][]float64{now, before, prior} {
		slices.Reverse(list)
	}
	reversed := stats.LogOdds(now, before, prior)
	for i, c := range got {
		if !near(turned[i].Delta, -c.Delta) || !near(turned[i].Z, -c.Z) {
			t.Errorf("term %d: %+v, with the periods exchanged %+v", i, c, turned[i])
		}
		if reversed[len(got)-1-i] != c {
			t.Errorf("term %d: %+v, in another order %+v", i, c, reversed[len(got)-1-i])
		}
	}
}

// The cost of the best of all paths, by trying all.
func leastCost(n, k []float64, usual, high, enter float64) float64 {
	cost := func(t int, p float64) float64 {
		choose := 1.0
		for i := range int(k[t]) {
			choose *= (n[t] - float64(i)) / float64(i+1)
		}
		return -math.Log(choose * math.Pow(p, k[t]) * math.Pow(1-p, n[t]-k[t]))
	}
	best := math.Inf(1)
	for path := range 1 << len(n) {
		var sum float64
		for t := range n {
			switch {
			case path>>t&1 == 0:
				sum += cost(t, usual)
			case t == 0 || path>>(t-1)&1 == 0:
				sum += enter
				fallthrough
			default:
				sum += cost(t, high)
			}
		}
		best = min(best, sum)
	}
	return best
}

func TestBurstsAreTheBestPath(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 8))
	for range 100 {
		n, k := make([]float64, 2+r.IntN(7)), make([]float64, 9)
		k = k[:len(n)]
		for i := range n {
			n[i] = float64(20 + r.IntN(60))
			k[i] = float64(r.IntN(1 + r.IntN(9)))
		}
		k[0]++
		b := stats.FindBursts(n, k, 2, 1)
		if want := leastCost(n, k, b.Usual, b.High, math.Log(float64(len(n)))); !near(b.Cost, want) {
			t.Errorf("n %v, k %v: cost %v, want %v", n, k, b.Cost, want)
		}
		if b.Weight < 0 || (b.Weight > 0) != slices.Contains(b.In, true) {
			t.Errorf("n %v, k %v: weight %v of %v", n, k, b.Weight, b.In)
		}
	}
	for _, c := range []struct{ n, k []float64 }{
		{nil, nil},
		{[]float64{9}, []float64{3}},
		{[]float64{9, 9}, []float64{0, 0}},
		{[]float64{0, 0}, []float64{0, 0}},
		{[]float64{9, 9}, []float64{5, 6}}, // twice the share would be more than all
	} {
		b := stats.FindBursts(c.n, c.k, 2, 1)
		if len(b.In) != len(c.n) || slices.Contains(b.In, true) || !math.IsNaN(b.Cost) || b.Weight != 0 {
			t.Errorf("FindBursts(%v, %v) = %+v, want none", c.n, c.k, b)
		}
	}
}
