package stats_test

import (
	"encoding/json"
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
