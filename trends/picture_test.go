package trends_test

import (
	"math"
	"testing"

	"trends/trends"
)

// The picture's figures are counted by hand here: pooled months, the index and the first month that stays above the beginning.
func TestPicture(t *testing.T) {
	p := trends.NewPanel(snapshot(t, market(1)), trends.DefaultOptions())
	v, ok := p.Skill(trends.Query{Source: "old"}, "grows", infos("grows", "stays"))
	if !ok || len(v.Picture.Points) != 24 || len(v.Series) != 24 {
		t.Fatalf("%d points, %d months, want 24", len(v.Picture.Points), len(v.Series))
	}
	pool := func(i int) float64 {
		k, n := 0, 0
		for _, s := range v.Series[i-2 : i+1] {
			k, n = k+s.Openings, n+s.Total
		}
		return float64(k) / float64(n)
	}
	near := func(what string, got trends.Number, want float64) {
		t.Helper()
		if math.Abs(float64(got)-want) > 1e-9 {
			t.Errorf("%s = %v, want %v", what, got, want)
		}
	}
	points := v.Picture.Points
	near("smoothed", points[23].Smoothed, pool(23))
	near("base", v.Picture.Base, pool(2))
	near("index", points[23].Index, 100*float64(v.Series[23].Share)/pool(2))
	// One source is its own mix: the line, the chain and its capped share are one.
	for i, point := range points {
		if math.Abs(float64(point.Line-point.Chain)) > 1e-9 {
			t.Errorf("month %d: line %v, chain %v, want the same with one source", i, point.Line, point.Chain)
		}
	}
	if !v.Picture.Above || v.Picture.Since <= "2024-03" || v.Picture.Since > "2025-09" {
		t.Errorf("grows stays above since %q", v.Picture.Since)
	}
	if stays, _ := p.Skill(trends.Query{Source: "old"}, "stays", infos("grows", "stays")); stays.Picture.Since != "" {
		t.Errorf("stays differs from its beginning since %s", stays.Picture.Since)
	}
	absent, _ := p.Skill(trends.Query{}, "absent", infos("absent"))
	if absent.Picture.Base.Defined() || absent.Picture.Points[23].Index.Defined() {
		t.Errorf("a skill that is never named has the base %v, index %v", absent.Picture.Base, absent.Picture.Points[23].Index)
	}
}
