package stats_test

import (
	"encoding/json"
	"math"
	"testing"

	"trends/trends/stats"
)

// floats returns whole numbers as golden files compare them.
func floats[T int | bool](list []T) []float64 {
	out := make([]float64, len(list))
	for i, v := range list {
		switch v := any(v).(type) {
		case int:
			out[i] = float64(v)
		case bool:
			if v {
				out[i] = 1
			}
		}
	}
	return out
}

func goldenSurvival(t testing.TB, input json.RawMessage) values {
	in := decode[struct{ Time, Event, Entry []float64 }](t, input)
	stays := make([]stats.Stay, len(in.Time))
	for i, time := range in.Time {
		stays[i] = stats.Stay{Time: time, Closed: in.Event[i] == 1}
		if in.Entry != nil {
			stays[i].Entry = in.Entry[i]
		}
	}
	s := stats.KaplanMeier(stays, 0.95)
	q25, _, _ := s.Quantile(0.25)
	median, low, high := s.Quantile(0.5)
	q75, _, _ := s.Quantile(0.75)
	return values{"n": s.Openings, "events": s.Events, "times": s.Times, "at_risk": floats(s.AtRisk), "n_event": floats(s.Closed),
		"surv": s.Share, "std_err": s.StdErr, "q25": q25, "median": median, "q75": q75, "median_lo": low, "median_hi": high}
}

func goldenPair(t testing.TB, input json.RawMessage) values {
	in := decode[struct{ Nxy, Nx, Ny, N float64 }](t, input)
	p := stats.Pair{Both: in.Nxy, X: in.Nx, Y: in.Ny, N: in.N}
	low, high := stats.Wilson(in.Nxy, in.Nx, 0.95)
	return values{"pmi": p.PMI(), "pmi_bits": p.PMI() / math.Ln2, "npmi": p.NPMI(), "lift": p.Lift(), "p_y_given_x": in.Nxy / in.Nx,
		"p_y_given_x_lo": low, "p_y_given_x_hi": high, "p_x_given_y": in.Nxy / in.Ny}
}

func goldenG2(t testing.TB, input json.RawMessage) values {
	in := decode[struct{ K11, K12, K21, K22 float64 }](t, input)
	p := stats.Pair{Both: in.K11, X: in.K11 + in.K12, Y: in.K11 + in.K21, N: in.K11 + in.K12 + in.K21 + in.K22}
	g2, prob := p.G2()
	expected := p.X * p.Y / p.N
	root := 0.0
	if g2 > 0 {
		root = math.Copysign(math.Sqrt(g2), p.Both-expected)
	}
	return values{"g2": g2, "signed_root": root, "e11": expected, "p": prob}
}

func goldenCValue(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		Terms []string
		Freq  []int
	}](t, input)
	return values{"c_value": stats.CValue(in.Terms, in.Freq)}
}

func goldenLogOdds(t testing.TB, input json.RawMessage) values {
	in := decode[struct{ Y1, Y2, Prior []float64 }](t, input)
	var delta, variance, z []float64
	for _, c := range stats.LogOdds(in.Y1, in.Y2, in.Prior) {
		delta, variance, z = append(delta, c.Delta), append(variance, c.Var), append(z, c.Z)
	}
	return values{"delta": delta, "var": variance, "z": z}
}

func goldenBurst(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		N, K     []float64
		S, Gamma float64
	}](t, input)
	b := stats.FindBursts(in.N, in.K, in.S, in.Gamma)
	return values{"p0": b.Usual, "p1": b.High, "states": floats(b.In), "cost": b.Cost, "weight": b.Weight}
}

func goldenQuantile(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		X       []float64
		Q, Conf float64
	}](t, input)
	l, u, coverage := stats.QuantileRanks(len(in.X), in.Q, in.Conf)
	low, high := stats.QuantileInterval(in.X, in.Q, in.Conf)
	return values{"n": len(in.X), "estimate": stats.Quantile(in.X, in.Q), "lo": low, "hi": high, "l": l, "u": u,
		"exact_coverage": coverage}
}

func goldenPremium(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		Rows []struct {
			Employer, Seniority, Location string
			Skill                         int
			Salary                        float64
		}
	}](t, input)
	codes := map[string]int{}
	code := func(name string) int {
		if _, ok := codes[name]; !ok {
			codes[name] = len(codes)
		}
		return codes[name]
	}
	var ads []stats.PaidAd
	for _, r := range in.Rows {
		ads = append(ads, stats.PaidAd{Pay: r.Salary, Skill: r.Skill == 1, Employer: uint32(code(r.Employer)),
			Factors: []int{code(r.Seniority), code(r.Location)}})
	}
	p := stats.Premium(ads, 0.95)
	return values{"median_with": p.MedianWith, "median_without": p.MedianWithout, "raw_ratio": p.MedianWith / p.MedianWithout,
		"b": p.B, "se": p.SE, "clusters": p.Employers, "premium": p.Premium, "premium_lo": p.Low, "premium_hi": p.High, "p": p.P}
}

func goldenCorrected(t testing.TB, input json.RawMessage) values {
	in := decode[struct {
		Method       string
		K, N, Conf   float64
		TaggedRead   float64 `json:"tagged_read"`
		TaggedTrue   float64 `json:"tagged_true"`
		UntaggedRead float64 `json:"untagged_read"`
		UntaggedTrue float64 `json:"untagged_true"`
		SeTrue       float64 `json:"se_true"`
		SeN          float64 `json:"se_n"`
		SpTrue       float64 `json:"sp_true"`
		SpN          float64 `json:"sp_n"`
	}](t, input)
	if in.Method == "two_phase" {
		c := stats.TwoPhase(stats.Readings{Tagged: in.K, Openings: in.N, TaggedRead: in.TaggedRead, TaggedTrue: in.TaggedTrue,
			OthersRead: in.UntaggedRead, OthersMissed: in.UntaggedTrue}, in.Conf)
		return values{"apparent": c.Apparent, "precision": c.Precision, "miss_rate_untagged": c.Missed, "share": c.Share,
			"lo": c.Low, "hi": c.High, "recall": c.Recall, "se_derived": c.Recall, "sp_derived": c.Specificity}
	}
	b := stats.Benchmark{With: in.SeN, WithTagged: in.SeTrue, Without: in.SpN, WithoutTagged: in.SpN - in.SpTrue}
	share, low, high, raw := stats.RoganGladen(in.K, in.N, b, in.Conf)
	return values{"apparent": in.K / in.N, "se": b.Sensitivity(), "sp": b.Specificity(), "youden": b.Youden(), "share_raw": raw,
		"share": share, "lo": low, "hi": high}
}
