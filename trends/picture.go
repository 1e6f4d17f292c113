package trends

import (
	"math"
	"slices"

	"trends/trends/stats"
)

// Picture is what a drawing of a skill shows beside its monthly shares. Nothing of it is tested: smoothed points depend on each other.
type Picture struct {
	Points []PicturePoint `json:"points"` // the complete months of the window, ascending
	Base   Number         `json:"base"`   // share of the first three months pooled: index 100; null with fewer than 20 mentions in them
	Since  string         `json:"since"`  // first month from which the pooled share of three months stayed above the first three's interval, or below it; "" if none
	Above  bool           `json:"above"`  // whether it stayed above
	// The line of a fixed source mix and the chain of matched sources, last month less first, in points. Where they are far apart, look at
	// the sources.
	LineChange  Number `json:"line_change"`
	ChainChange Number `json:"chain_change"`
}

// PicturePoint is one month of a picture.
type PicturePoint struct {
	Month    string `json:"month"`
	Smoothed Number `json:"smoothed"` // openings of this month and the two before, pooled; at least two of them must be there
	Index    Number `json:"index"`    // share as percent of Picture.Base
	Line     Number `json:"line"`     // share of source records at the window's source mix (Design.Line)
	Chain    Number `json:"chain"`    // the first month's share and the changes inside matched sources since
}

// picture draws a skill's series, which must be monthly and of the query's openings; deff is the design effect of its share now.
func (p *Panel) picture(q Query, window []int32, id string, series []SeriesRow, deff Number) Picture {
	pic := Picture{Points: []PicturePoint{}, Base: Undefined(), LineChange: Undefined(), ChainChange: Undefined()}
	var n, k []float64
	var months []string
	for _, row := range series {
		if row.Complete {
			months, n, k = append(months, row.Period), append(n, float64(row.Total)), append(k, float64(row.Openings))
		}
	}
	if len(months) < 2*nowMonths {
		return pic
	}
	t := p.tests(q, window)
	line, chain := t.lines(t.skill(id))
	index, share := stats.Index(n, k, []int{0, 1, 2}, ratioBase)
	if !math.IsNaN(index[0]) {
		pic.Base = Number(share)
	}
	for i, smoothed := range stats.Pooled(n, k, nowMonths-1, 0, nowMonths-1) {
		at, _ := MonthNumber(months[i])
		place := slices.Index(window, at)
		point := PicturePoint{Month: months[i], Smoothed: Number(smoothed), Index: Number(index[i]), Line: Undefined(), Chain: Undefined()}
		if place >= 0 {
			point.Line, point.Chain = Number(line[place]), Number(chain[place])
		}
		pic.Points = append(pic.Points, point)
	}
	pic.LineChange = Number(100 * (line[len(line)-1] - line[0]))
	pic.ChainChange = Number(100 * (chain[len(chain)-1] - chain[0]))
	pic.begin(n, k, max(1, float64(deff)), p.opt.Confidence)
	return pic
}

// begin sets since when the smoothed share stayed outside the interval of the first three months: a description, not a test.
func (pic *Picture) begin(n, k []float64, deff, confidence float64) {
	low, high := stats.Wilson((k[0]+k[1]+k[2])/deff, (n[0]+n[1]+n[2])/deff, confidence)
	side := func(i int) int {
		switch s := float64(pic.Points[i].Smoothed); {
		case s > high:
			return 1
		case s < low:
			return -1
		}
		return 0
	}
	at := len(pic.Points) - 1
	end := side(at)
	if end == 0 {
		return
	}
	for at > nowMonths && side(at-1) == end {
		at--
	}
	pic.Since, pic.Above = pic.Points[at].Month, end > 0
}

// lines returns by month of the window the share at a fixed source mix and the chain of matched sources, of capped records. Months without
// a source in common leave both undefined.
func (t *tests) lines(hits []int32) (line, chain []float64) {
	line = make([]float64, len(t.window))
	design := stats.NewDesign(t.cells(), false)
	shares, _ := design.Line(t.capped(hits, make([]float64, len(t.grid.cells))))
	for i := range line {
		line[i] = math.NaN()
	}
	for i, m := range design.Months() {
		line[slices.Index(t.window, int32(m))] = shares[i]
	}
	n, k := make([][]float64, len(t.window)), make([][]float64, len(t.window))
	for m := range n {
		n[m], k[m] = make([]float64, len(t.p.epochs)), make([]float64, len(t.p.epochs))
	}
	for i, c := range t.grid.cells {
		n[t.month[i]][c.source] += t.weight[i] * float64(c.n)
	}
	for _, c := range hits {
		k[t.month[c]][t.grid.cells[c].source] += t.weight[c]
	}
	return line, stats.NewChain(n, k).Share
}
