package stats_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends/stats"
)

func TestLinkedPairs(t *testing.T) {
	const skills = 9
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 13))
		sets := skillSets(r, 1+r.IntN(80), 5, skills)
		employer := make([]uint32, sets.Len())
		for i := range employer {
			employer[i] = uint32(r.IntN(12)) * 1000
		}
		weight := stats.CapWeights(employer, 3)
		x := uint16(r.IntN(4))
		l := stats.LinkedPairs(sets, weight, employer, x, skills)
		for y := range uint16(skills) {
			var p stats.Pair
			both := map[uint32]bool{}
			n, k := make([]float64, 12), make([]float64, 12)
			for i, w := range weight {
				hasX, hasY := slices.Contains(sets.Of(i), x), slices.Contains(sets.Of(i), y)
				p.N += w
				if hasY {
					p.Y += w
				}
				if hasX {
					p.X += w
					n[employer[i]/1000]++
				}
				if hasX && hasY {
					p.Both += w
					both[employer[i]] = true
					k[employer[i]/1000]++
				}
			}
			if diff := cmp.Diff(p, l.Pair(y), cmp.Comparer(near)); diff != "" || l.Employers[y] != len(both) {
				t.Errorf("seed %d, skill %d: %d employers, want %d (-want +got):\n%s", seed, y, l.Employers[y], len(both), diff)
			}
			if p.X > 0 && l.XEmployers != l.Employers[x] {
				t.Errorf("seed %d: %d employers name x, %d name it with itself", seed, l.XEmployers, l.Employers[x])
			}
			plain := stats.LinkedPairs(sets, nil, employer, x, skills).Share(y, 0.25, 0.95)
			if diff := cmp.Diff(stats.ClusterShare(n, k, 0.25, 0.95), plain, cmp.Comparer(near)); diff != "" {
				t.Errorf("seed %d, skill %d: Share (-want +got):\n%s", seed, y, diff)
			}
			if s := l.Share(y, 0.25, 0.95); p.X > 0 && (!near(s.P, p.Both/p.X) || s.Low > s.P || s.High < s.P) {
				t.Errorf("seed %d, skill %d: Share = %+v, want %v of %v", seed, y, s, p.Both, p.X)
			}
		}
	}
}

func TestLinkedPairsOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 13))
	sets := skillSets(r, 400, 5, 20)
	employer, weight := make([]uint32, 400), make([]float64, 400)
	for i := range employer {
		employer[i], weight[i] = uint32(r.IntN(30)), 1/float64(1+r.IntN(9))
	}
	want := stats.LinkedPairs(sets, weight, employer, 1, 20)
	mixed := stats.SkillSets{Start: []uint32{0}}
	var mixedEmployer []uint32
	var mixedWeight []float64
	for _, i := range r.Perm(400) {
		mixed.Skill = append(mixed.Skill, sets.Of(i)...)
		mixed.Start = append(mixed.Start, uint32(len(mixed.Skill)))
		mixedEmployer, mixedWeight = append(mixedEmployer, employer[i]), append(mixedWeight, weight[i])
	}
	got := stats.LinkedPairs(mixed, mixedWeight, mixedEmployer, 1, 20)
	for y := range uint16(20) {
		if want.Pair(y) != got.Pair(y) || want.Employers[y] != got.Employers[y] {
			t.Errorf("skill %d: %+v or %+v, depending on the order", y, want.Pair(y), got.Pair(y))
		}
		if diff := cmp.Diff(want.Share(y, 0.25, 0.95), got.Share(y, 0.25, 0.95), nanEqual); diff != "" {
			t.Errorf("skill %d: Share of shuffled openings (-sorted +shuffled):\n%s", y, diff)
		}
	}
}
