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
