package trends

import (
	"slices"

	"trends/trends/stats"
)

// yearAgo compares the months that a report calls now with the same months a year before, source by source: whatever the season does, it
// does to both. ok is false if not all of those months are complete.
type yearAgo struct {
	t      *tests
	ok     bool
	period []int8       // by cell: 1 now, 0 a year before, -1 neither
	n      [2][]float64 // by source: records
	who    [2][]float64 // by employer: records
	rho    float64
}

// yearAgo sorts the cells.
func (t *tests) yearAgo(rho float64) *yearAgo {
	y := &yearAgo{t: t, rho: rho}
	now := t.now
	var then []int32
	for _, m := range now {
		then = append(then, m-12)
	}
	y.ok = len(now) > 0 && !slices.ContainsFunc(then, func(m int32) bool { return !slices.Contains(t.window, m) })
	if !y.ok {
		return y
	}
	y.period = make([]int8, len(t.grid.cells))
	for i := range y.n {
		y.n[i], y.who[i] = make([]float64, len(t.p.epochs)), make([]float64, t.all)
	}
	for i, c := range t.grid.cells {
		y.period[i] = int8(slices.Index([]bool{slices.Contains(then, c.month), slices.Contains(now, c.month)}, true))
		if at := y.period[i]; at >= 0 {
			y.n[at][c.source] += float64(c.n)
			y.who[at][t.who[i]] += float64(c.n)
		}
	}
	return y
}

// yearChange is the change of a share since the same months of the year before.
type yearChange struct {
	ok           bool
	change       stats.Difference
	before, base float64 // share and mentions then
	ratio        float64 // share now by share then, inside the sources in both; only with enough mentions then
	low, high    float64 // of it
}

// change compares a subject's two periods.
func (y *yearAgo) change(hits []int32) yearChange {
	if !y.ok {
		return yearChange{}
	}
	var k, who [2][]float64
	for i := range k {
		k[i], who[i] = make([]float64, len(y.n[i])), make([]float64, len(y.who[i]))
	}
	var sum, all [2]float64
	for _, c := range hits {
		if at := y.period[c]; at >= 0 {
			k[at][y.t.grid.cells[c].source]++
			who[at][y.t.who[c]]++
		}
	}
	deff, confidence := 1.0, y.t.p.opt.Confidence
	for i := range k {
		deff = max(deff, stats.ClusterShare(y.who[i], who[i], y.rho, confidence).Deff)
		for s := range k[i] {
			if y.n[0][s] > 0 && y.n[1][s] > 0 {
				sum[i] += k[i][s]
				all[i] += y.n[i][s]
			}
		}
	}
	out := yearChange{ok: true, before: sum[0] / all[0], base: sum[0]}
	out.change = stats.MatchedDifference(y.n[1], k[1], y.n[0], k[0], deff, confidence)
	if out.change.Sources == 1 { // Newcombe's interval is the better one where there is nothing to combine
		out.change.Low, out.change.High = stats.Newcombe(sum[1]/deff, all[1]/deff, sum[0]/deff, all[0]/deff, confidence)
	}
	out.ratio, out.low, out.high = stats.KatzRatio(sum[1]/deff, all[1]/deff, sum[0]/deff, all[0]/deff, confidence)
	return out
}

// since copies the change since the year before into the row.
func (r *SkillRow) since(y yearChange, o Options) {
	if !y.ok || y.change.Sources == 0 {
		return
	}
	r.YearBefore, r.YearPoints = Number(y.before), Number(100*y.change.D)
	r.YearLow, r.YearHigh = Number(100*y.change.Low), Number(100*y.change.High)
	r.YearSources, r.YearMatched = y.change.Sources, Number(y.change.Part)
	if y.base >= ratioBase {
		r.YearRatio, r.YearRatioLow, r.YearRatioHigh = Number(y.ratio), Number(y.low), Number(y.high)
	}
}

// ratioBase is how many mentions a base needs to bear a ratio or an index.
const ratioBase = 20
