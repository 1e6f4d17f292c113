package stats_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends/stats"
)

func TestCapWeights(t *testing.T) {
	got := stats.CapWeights([]uint32{7, 7, 2, 7, 7, 2}, 3)
	if want := []float64{0.75, 0.75, 1, 0.75, 0.75, 1}; !cmp.Equal(got, want) {
		t.Errorf("CapWeights = %v, want %v", got, want)
	}
}

func TestSkillSets(t *testing.T) {
	if n := (stats.SkillSets{}).Len(); n != 0 {
		t.Errorf("Len of the zero value = %d", n)
	}
	sets := setsOf("ab", "", "c")
	if n := sets.Len(); n != 3 || !cmp.Equal(sets.Of(0), []uint16{0, 1}) || len(sets.Of(1)) != 0 || !cmp.Equal(sets.Of(2), []uint16{2}) {
		t.Errorf("%d openings: %v", n, sets)
	}
}
