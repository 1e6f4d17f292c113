package simulate

import (
	"math"

	"trends/trends"
	"trends/trends/stats"
)

// Method is one way to say which skills rise and fall.
type Method struct {
	Name  string // "pooled-logit"
	Title string // the name for people
	Doc   string // what it does, for people

	// claims returns 1 for each skill said to rise, -1 for each said to fall, else 0. Only those tested are looked at.
	claims func(m *Market, r *results) []int
}

// Methods lists the methods compared: two that pool all ads, as is usual, and the two tiers of a report.
func Methods() []Method {
	return []Method{
		{"pooled-logit", "pooled logit", "all ads in one pot, a logit of the share on the month, Wald test, Benjamini-Hochberg", pooledLogit},
		{"pooled-mann-kendall", "pooled Mann-Kendall", "all ads in one pot, the exact Mann-Kendall test of monthly shares, Benjamini-Hochberg", pooledMannKendall},
		{"confirmed", "confirmed", "what a report calls rising or falling", confirmed},
		{"early", "early signal", "the report's early signals: its test with the noise of months estimated from all skills together", early},
	}
}

// results is what a report says of a market, by skill.
type results struct {
	rows   []trends.SkillRow
	tested []bool
	fdr    float64
}

// report makes the report of a market, with its window on the whole of it.
func (m *Market) report(o trends.Options) *results {
	o.Window = m.Months
	var infos []trends.SkillInfo
	at := map[string]int{}
	for k, id := range m.Snapshot.Skills {
		infos = append(infos, trends.SkillInfo{ID: id, Name: id})
		at[id] = k
	}
	r := &results{rows: make([]trends.SkillRow, len(infos)), tested: make([]bool, len(infos)), fdr: o.FDR}
	for _, row := range trends.NewPanel(m.Snapshot, o).Report(trends.Query{}, infos).Skills {
		r.rows[at[row.Skill]], r.tested[at[row.Skill]] = row, row.Lacks == ""
	}
	return r
}

func confirmed(_ *Market, r *results) []int {
	out := make([]int, len(r.rows))
	for k := range r.rows {
		switch r.rows[k].Verdict {
		case trends.Rising:
			out[k] = 1
		case trends.Falling:
			out[k] = -1
		}
	}
	return out
}

func early(_ *Market, r *results) []int {
	out := make([]int, len(r.rows))
	for k := range r.rows {
		if float64(r.rows[k].QEarly) <= r.fdr {
			out[k] = sign(float64(r.rows[k].Slope))
		}
	}
	return out
}

// pooledLogit tests each skill as if all ads were independent and of one source.
func pooledLogit(m *Market, r *results) []int {
	n, k := m.pool()
	cells := make([]stats.Cell, m.Months)
	for i := range cells {
		cells[i] = stats.Cell{Month: i, N: n[i]}
	}
	design := stats.NewDesign(cells, false)
	p, slope := make([]float64, len(k)), make([]float64, len(k))
	for i := range k {
		t := design.Fit(k[i], 0.95)
		p[i], slope[i] = math.NaN(), t.B
		if t.OK {
			p[i] = math.Erfc(math.Abs(t.B) * math.Sqrt(t.Info/2)) // both tails of the normal distribution
		}
	}
	return r.claims(p, slope)
}

// pooledMannKendall tests each skill's shares of all ads by their ranks.
func pooledMannKendall(m *Market, r *results) []int {
	n, k := m.pool()
	p, slope := make([]float64, len(k)), make([]float64, len(k))
	share := make([]float64, m.Months)
	for i := range k {
		for month := range share {
			share[month] = k[i][month] / n[month]
		}
		t := stats.MannKendall(share)
		p[i], slope[i] = t.P, float64(t.S)
	}
	return r.claims(p, slope)
}

// claims is Benjamini-Hochberg over the skills tested.
func (r *results) claims(p, slope []float64) []int {
	for k := range p {
		if !r.tested[k] {
			p[k] = math.NaN()
		}
	}
	out := make([]int, len(p))
	for k, q := range stats.BH(p) {
		if q <= r.fdr {
			out[k] = sign(slope[k])
		}
	}
	return out
}

// pool counts all ads by month, and by skill and month those that name it.
func (m *Market) pool() (n []float64, k [][]float64) {
	n, k = make([]float64, m.Months), make([][]float64, len(m.Snapshot.Skills))
	for i := range k {
		k[i] = make([]float64, m.Months)
	}
	a := &m.Snapshot.Ads
	for i, month := range a.Month {
		n[month-firstMonth]++
		for _, skill := range a.Skill[a.Start[i]:a.Start[i+1]] {
			k[skill][month-firstMonth]++
		}
	}
	return n, k
}

// sign returns 1, -1 or 0.
func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}
