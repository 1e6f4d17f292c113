package stats_test

import (
	"encoding/json"
	"math"
	"testing"

	"trends/trends/stats"
)

func goldenMannKendall(t testing.TB, input json.RawMessage) values {
	r := stats.MannKendall(orNaN(decode[struct{ X []*float64 }](t, input).X))
	return values{"n": r.N, "S": r.S, "varS": r.Var, "tau_b": r.Tau, "z": r.Z, "p_normal": r.PNormal, "p_exact": r.P,
		"uncorrected": values{"z": r.Z, "p": r.PNormal}}
}

func goldenTheilSen(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		T    []int
		X    []*float64
		Conf float64
	}](t, input)
	s := stats.TheilSen(in.T, orNaN(in.X), in.Conf)
	return values{"n": s.N, "slope": s.B, "intercept": s.Intercept, "K": s.Pairs, "M": s.Rank, "lo": s.Low, "hi": s.High,
		"exact_coverage": s.Coverage}
}

func goldenSeasonal(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		X      []*float64
		Period int
	}](t, input)
	x := orNaN(in.X)
	r := stats.SeasonalMannKendall(x, in.Period)
	if !math.IsNaN(r.Tau) {
		t.Errorf("seasonal tau = %v, want NaN", r.Tau)
	}
	return values{"S": r.S, "varS": r.Var, "z": r.Z, "p_normal": r.PNormal, "p_exact": r.P, "pairs": r.Pairs,
		"slope_per_year": stats.SeasonalTheilSen(x, in.Period)}
}
