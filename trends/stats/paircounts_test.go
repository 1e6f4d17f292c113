package stats_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends/stats"
)

// pairsByHand counts a pair by looking at each opening. n and k are by employer: all openings that name x, and of them those that
// name y.
func pairsByHand(sets stats.SkillSets, weight []float64, employer []uint32, x, y uint16) (p stats.Pair, n, k []float64) {
	n, k = make([]float64, 12), make([]float64, 12)
	for i, w := range weight {
		hasX, hasY := slices.Contains(sets.Of(i), x), slices.Contains(sets.Of(i), y)
		p.N += w
		if hasX {
			p.X += w
			n[employer[i]]++
		}
		if hasY {
			p.Y += w
		}
		if hasX && hasY {
			p.Both += w
			k[employer[i]]++
		}
	}
	return p, n, k
}

func TestCountPairs(t *testing.T) {
	const skills = 9
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 13))
		sets := skillSets(r, 1+r.IntN(80), 5, skills)
		employer, all := make([]uint32, sets.Len()), make([]float64, 12)
		for i := range employer {
			employer[i] = uint32(r.IntN(12))
			all[employer[i]]++
		}
		weight := stats.CapWeights(employer, 3)
		c := stats.CountPairs(sets, weight, employer, skills)
		for x := range uint16(skills) {
			for y := range uint16(skills) {
				p, n, k := pairsByHand(sets, weight, employer, x, y)
				if diff := cmp.Diff(p, c.Pair(x, y), cmp.Comparer(near)); diff != "" {
					t.Errorf("seed %d: Pair(%d, %d) (-want +got):\n%s", seed, x, y, diff)
				}
				if diff := cmp.Diff(stats.ClusterShare(n, k, 0.25, 0.95), c.Share(x, y, 0.25, 0.95), cmp.Comparer(near)); diff != "" {
					t.Errorf("seed %d: Share(%d, %d) (-want +got):\n%s", seed, x, y, diff)
				}
				want := stats.ClusterShare(all, k, 0.25, 0.95)
				if diff := cmp.Diff(want, c.ShareOfAll(x, y, 0.25, 0.95), cmp.Comparer(near)); diff != "" {
					t.Errorf("seed %d: ShareOfAll(%d, %d) (-want +got):\n%s", seed, x, y, diff)
				}
				sum := 0.0
				for _, v := range k {
					sum += v
				}
				if openings, employers := c.Openings(x, y); float64(openings) != sum || employers != want.Mentioning {
					t.Errorf("seed %d: Openings(%d, %d) = %d, %d, want %v, %d", seed, x, y, openings, employers, sum, want.Mentioning)
				}
			}
		}
	}
}

func TestPairStrata(t *testing.T) {
	sets := setsOf("ab", "a", "ab", "", "b")
	got := stats.PairStrata(sets, []float64{1, 1, 0.5, 1, 1}, []uint32{7, 7, 2, 2, 7}, 3, [][2]uint16{{1, 0}, {0, 2}})
	want := [][]stats.Pair{
		{{Both: 0.5, X: 0.5, Y: 0.5, N: 1.5}, {Both: 1, X: 2, Y: 2, N: 3}},
		{{X: 0.5, N: 1.5}, {X: 2, N: 3}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("PairStrata (-want +got):\n%s", diff)
	}
}

func TestCountPairsOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 13))
	sets := skillSets(r, 400, 5, 20)
	employer, weight := make([]uint32, 400), make([]float64, 400)
	for i := range employer {
		employer[i], weight[i] = uint32(r.IntN(30)), 1/float64(1+r.IntN(9))
	}
	want := stats.CountPairs(sets, weight, employer, 20)
	mixed := stats.SkillSets{Start: []uint32{0}}
	var mixedEmployer []uint32
	var mixedWeight []float64
	for _, i := range r.Perm(400) {
		named := slices.Clone(sets.Of(i))
		slices.Reverse(named)
		mixed.Skill = append(mixed.Skill, named...)
		mixed.Start = append(mixed.Start, uint32(len(mixed.Skill)))
		mixedEmployer, mixedWeight = append(mixedEmployer, employer[i]), append(mixedWeight, weight[i])
	}
	got := stats.CountPairs(mixed, mixedWeight, mixedEmployer, 20)
	for x := range uint16(20) {
		for y := range uint16(20) {
			if want.Pair(x, y) != got.Pair(x, y) {
				t.Errorf("Pair(%d, %d): %+v or %+v, depending on the order", x, y, want.Pair(x, y), got.Pair(x, y))
			}
			if diff := cmp.Diff(want.Share(x, y, 0.25, 0.95), got.Share(x, y, 0.25, 0.95), nanEqual); diff != "" {
				t.Errorf("Share(%d, %d) of shuffled openings (-sorted +shuffled):\n%s", x, y, diff)
			}
		}
	}
}
