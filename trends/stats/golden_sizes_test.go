package stats_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"trends/trends/stats"
)

func goldenPrior(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		Phi []float64
		DF  float64
	}](t, input)
	prior := stats.NewPrior(in.Phi, slices.Repeat([]float64{in.DF}, len(in.Phi)))
	infinite := math.IsInf(prior.DF, 1)
	df := prior.DF
	if infinite {
		df = math.NaN()
	}
	var posterior []float64
	for _, phi := range in.Phi {
		posterior = append(posterior, prior.Posterior(phi, in.DF))
	}
	return values{"df_prior": df, "df_prior_infinite": infinite, "var_prior": prior.Phi, "phi_moderated": posterior}
}

func goldenSmooth(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		N, K          []float64
		BasePositions []int `json:"base_positions"`
		Alpha         float64
	}](t, input)
	index, base := stats.Index(in.N, in.K, in.BasePositions, 20)
	share := stats.Pooled(in.N, in.K, 0, 0, 1)
	return values{"share": share, "trailing3": stats.Pooled(in.N, in.K, 2, 0, 2), "centered3": stats.Pooled(in.N, in.K, 1, 1, 2),
		"ewma": stats.EWMA(share, in.Alpha), "base_share": base, "index": index,
		"index_defined": slices.ContainsFunc(index, func(v float64) bool { return !math.IsNaN(v) })}
}
