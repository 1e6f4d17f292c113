package stats_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"trends/trends/stats"
)

// A large report: 24 months, 50,000 cells. Few large sources, or thousands of company boards.
func BenchmarkFit(b *testing.B) {
	for _, sources := range []int{12, 4000} {
		cells, k := market(1, sources, 8000, 24, 55000)
		for _, wave := range []bool{false, true} {
			b.Run(fmt.Sprintf("cells=%d/sources=%d/wave=%v", len(cells), sources, wave), func(b *testing.B) {
				design := stats.NewDesign(cells, wave)
				for b.Loop() {
					if f := design.Fit(k, 0.95); !f.OK {
						b.Fatal(f.Reason)
					}
				}
			})
		}
	}
}

// A skill with a trend: one fit, and one for each of 8 sources and 5 employers.
func BenchmarkFragile(b *testing.B) {
	for _, sources := range []int{12, 4000} {
		cells, k := market(1, sources, 8000, 24, 55000)
		design := stats.NewDesign(cells, false)
		b.Run(fmt.Sprintf("sources=%d/P=%.2g", sources, design.Fit(k, 0.95).P), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				design.Fragile(k, 0.05)
			}
		})
	}
}

func BenchmarkNewDesign(b *testing.B) {
	cells, _ := market(1, 12, 8000, 24, 55000)
	for b.Loop() {
		stats.NewDesign(cells, true)
	}
}

func BenchmarkLine(b *testing.B) {
	for _, sources := range []int{12, 4000} {
		cells, k := market(1, sources, 8000, 24, 55000)
		b.Run(fmt.Sprintf("sources=%d", sources), func(b *testing.B) {
			design := stats.NewDesign(cells, false)
			for b.Loop() {
				design.Line(k)
			}
		})
	}
}

func BenchmarkClusterShare(b *testing.B) {
	n, k := make([]float64, 8000), make([]float64, 8000)
	for i := range n {
		n[i], k[i] = float64(1+i%9), float64(i%2)
	}
	for b.Loop() {
		stats.ClusterShare(n, k, 0.25, 0.95)
	}
}

// One skill's points: two years, and the most that is counted exactly; all different, or small counts of a rare skill.
func BenchmarkMannKendall(b *testing.B) {
	for _, n := range []int{24, 120} {
		for _, kinds := range []int{1 << 30, 6} {
			r := rand.New(rand.NewPCG(1, 2))
			x := make([]float64, n)
			for i := range x {
				x[i] = float64(r.IntN(kinds))
			}
			b.Run(fmt.Sprintf("points=%d/kinds=%d", n, kinds), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					stats.MannKendall(x)
				}
			})
		}
	}
}

// A million openings with ten skills each.
func BenchmarkLearn(b *testing.B) {
	sets, _ := manySets()
	for b.Loop() {
		stats.Learn(sets, nil, []bool{true, true, true}, 10)
	}
}

func BenchmarkCountPairs(b *testing.B) {
	sets, employer := manySets()
	for b.Loop() {
		stats.CountPairs(sets, nil, employer, 400)
	}
}

func manySets() (sets stats.SkillSets, employer []uint32) {
	r := rand.New(rand.NewPCG(1, 14))
	sets.Start = []uint32{0}
	for i := range uint32(1e6) {
		first := r.IntN(6) * r.IntN(40)
		for s := range 10 {
			sets.Skill = append(sets.Skill, uint16((first+s*s)%400))
		}
		sets.Start = append(sets.Start, uint32(len(sets.Skill)))
		employer = append(employer, (i*2654435761)%20000)
	}
	return sets, employer
}
