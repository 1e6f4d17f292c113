package stats_test

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"testing"

	"trends/trends/stats"
)

// decode reads a case's input.
func decode[T any](t testing.TB, input json.RawMessage) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(input, &v); err != nil {
		t.Fatalf("input %s: %v", input, err)
	}
	return v
}

// orNaN returns the numbers with NaN for null.
func orNaN(list []*float64) []float64 {
	var out []float64
	for _, v := range list {
		if v == nil {
			out = append(out, math.NaN())
		} else {
			out = append(out, *v)
		}
	}
	return out
}

func goldenWilson(t testing.TB, input json.RawMessage) values {
	in := decode[struct{ K, N, Conf float64 }](t, input)
	low, high := stats.Wilson(in.K, in.N, in.Conf)
	return values{"p": in.K / in.N, "lo": low, "hi": high}
}

func goldenShare(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		Employer   []int
		Y, W       []float64
		Conf, Rho0 float64
	}](t, input)
	index := map[int]int{}
	var n, k, w, w2, wy []float64
	unit := true
	for i, e := range in.Employer {
		c, ok := index[e]
		if !ok {
			c = len(n)
			index[e] = c
			n, k, w, w2, wy = append(n, 0), append(k, 0), append(w, 0), append(w2, 0), append(wy, 0)
		}
		n[c]++
		k[c] += in.Y[i]
		w[c] += in.W[i]
		w2[c] += in.W[i] * in.W[i]
		wy[c] += in.W[i] * in.Y[i]
		unit = unit && in.W[i] == 1
	}
	s := stats.WeightedShare(w, w2, wy, in.Rho0, in.Conf)
	if unit {
		s = stats.ClusterShare(n, k, in.Rho0, in.Conf)
	}
	icc, ok := stats.ICC(n, k)
	if !ok {
		icc = math.NaN()
	}
	return values{"p": s.P, "employers": s.Employers, "employers_mentioning": s.Mentioning, "V_cluster": s.V, "kish_n": s.NKish,
		"deff_design": s.DeffDesign, "deff_model": s.DeffModel, "deff_used": s.Deff, "icc_anova": icc, "n_eff": s.NEff,
		"lo": s.Low, "hi": s.High}
}

// cellRow is one cell of a golden file.
type cellRow struct {
	Source, Employer string
	Month, Moy       int
	N, K             float64
}

// columns turns rows into cells and mentions. names are the sources by code.
func columns(rows []cellRow) (cells []stats.Cell, k []float64, names []string) {
	sources, employers := map[string]int{}, map[string]int{}
	for _, r := range rows {
		sources[r.Source], employers[r.Employer] = 0, 0
	}
	names = slices.Sorted(maps.Keys(sources))
	for i, name := range names {
		sources[name] = i
	}
	for i, name := range slices.Sorted(maps.Keys(employers)) {
		employers[name] = i
	}
	for _, r := range rows {
		month := r.Month
		if r.Moy > 0 {
			// Shifted so that January is a multiple of 12, as Cell wants it.
			month += ((rows[0].Moy-1-rows[0].Month)%12 + 12) % 12
		}
		cells = append(cells, stats.Cell{Source: sources[r.Source], Employer: employers[r.Employer], Month: month, N: r.N})
		k = append(k, r.K)
	}
	return cells, k, names
}

func goldenTrend(wave bool) func(testing.TB, json.RawMessage) values {
	return func(t testing.TB, input json.RawMessage) values {
		in := decode[struct{ Cells []cellRow }](t, input)
		cells, k, names := columns(in.Cells)
		r := stats.NewDesign(cells, wave).Fit(k, 0.95)
		if !r.OK {
			return values{"ok": false}
		}
		var dropped []string
		for _, s := range r.Dropped {
			dropped = append(dropped, names[s])
		}
		window := float64(r.Window)
		return values{"ok": true, "b": r.B, "sin": r.Sin, "cos": r.Cos, "info": r.Info, "se_wald": 1 / math.Sqrt(r.Info),
			"phi_month": r.Phi, "months": r.Months, "se_month": r.SEMonth, "df_month": r.DFMonth, "p_month": r.PMonth,
			"employers": r.Employers, "se_employer": r.SEEmployer, "g_eff": r.GEff, "df_employer": r.DFEmployer,
			"p_employer": r.PEmployer, "p": r.P, "half_width": r.HalfWidth, "odds_ratio_window": math.Exp(r.B * window),
			"or_lo": orZero(math.Exp((r.B - r.HalfWidth) * window)), "or_hi": math.Exp((r.B + r.HalfWidth) * window),
			"share_start": r.ShareStart, "share_end": r.ShareEnd, "change_pp": r.Points, "change_lo": r.PointsLow,
			"change_hi": r.PointsHigh, "r1": r.R1, "rho_ar1": r.RhoAR1, "dropped": dropped,
			"odds_year": r.OddsYear, "odds_year_lo": r.OddsYearLow, "odds_year_hi": r.OddsYearHigh, "top_source": r.TopSource}
	}
}

func goldenMonthly(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		Month []int
		N, K  []float64
	}](t, input)
	var cells []stats.Cell
	for i, m := range in.Month {
		cells = append(cells, stats.Cell{Month: m, N: in.N[i]})
	}
	r := stats.NewDesign(cells, false).Fit(in.K, 0.95)
	if !r.OK {
		return values{"ok": false}
	}
	return values{"ok": true, "slope": r.B, "phi": r.Phi, "se_quasi": r.SEMonth, "se_wald": 1 / math.Sqrt(r.Info),
		"t": r.B / r.SEMonth, "df": r.DFMonth, "p_quasi": r.PMonth}
}

func goldenBH(t testing.TB, input json.RawMessage) values {
	p := orNaN(decode[struct{ P []*float64 }](t, input).P)
	q, finds := stats.BH(p), 0
	for _, v := range q {
		if v <= 0.05 {
			finds++
		}
	}
	return values{"q": q, "n_q_le_05": finds}
}

func goldenLine(t testing.TB, input json.RawMessage) values {
	in := decode[struct{ Cells []cellRow }](t, input)
	cells, k, _ := columns(in.Cells)
	design := stats.NewDesign(cells, false)
	share, _ := design.Line(k)
	var months []float64
	for _, m := range design.Months() {
		months = append(months, float64(m))
	}
	return values{"month": months, "share": share}
}

func goldenDelays(t testing.TB, input json.RawMessage) values {
	in := decode[struct{ Delay, Window, Ages []int }](t, input)
	d := stats.NewDelays(in.Delay, in.Window)
	var g, complete []float64
	for days := range slices.Max(in.Window) + 1 {
		g = append(g, d.Within(days))
	}
	for _, age := range in.Ages {
		complete = append(complete, d.Complete(0, 1, age))
	}
	return values{"F": g, "complete": complete}
}
