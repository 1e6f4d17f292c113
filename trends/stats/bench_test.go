package stats_test

import (
	"fmt"
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
