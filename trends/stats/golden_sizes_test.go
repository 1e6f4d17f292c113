package stats_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

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

func goldenChain(t testing.TB, input json.RawMessage) values {
	in := decode[struct{ N, K [][]float64 }](t, input)
	c := stats.NewChain(in.N, in.K)
	matched, breaks := []float64{math.NaN()}, []float64(nil)
	for month, m := range c.Matched[1:] {
		matched = append(matched, float64(m))
		if m == 0 {
			breaks = append(breaks, float64(month+1))
		}
	}
	index := make([]float64, len(c.Share))
	for i, share := range c.Share {
		index[i] = math.NaN()
		if c.Share[0] > 0 {
			index[i] = 100 * share / c.Share[0]
		}
	}
	return values{"matched": matched, "link_diff": c.Link, "link_or": c.OddsLink, "chained_share": c.Share,
		"chained_share_logit": c.OddsShare, "naive_share": c.Naive, "index": index, "breaks": breaks}
}

func goldenMatched(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		N1, K1, N0, K0 []float64
		Deff           float64
	}](t, input)
	d := stats.MatchedDifference(in.N1, in.K1, in.N0, in.K0, in.Deff, 0.95)
	return values{"matched": d.Sources, "diff": d.D, "se": d.SE, "lo": d.Low, "hi": d.High, "or_mh": d.Odds}
}

// twoShares is the input of both comparisons of two shares.
type twoShares struct{ K1, N1, K2, N2, Conf float64 }

func goldenNewcombe(t testing.TB, input json.RawMessage) values {
	in := decode[twoShares](t, input)
	low, high := stats.Newcombe(in.K1, in.N1, in.K2, in.N2, in.Conf)
	return values{"diff": in.K1/in.N1 - in.K2/in.N2, "lo": low, "hi": high}
}

func goldenKatz(t testing.TB, input json.RawMessage) values {
	in := decode[twoShares](t, input)
	ratio, low, high := stats.KatzRatio(in.K1, in.N1, in.K2, in.N2, in.Conf)
	return values{"ratio": ratio, "lo": low, "hi": high,
		"se_log": math.Log(high/ratio) / distuv.UnitNormal.Quantile(0.5+in.Conf/2)}
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
