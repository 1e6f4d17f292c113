package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"trends/trends/stats"
)

func TestNewPrior(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name    string
		phi, df []float64
		want    stats.Prior
	}{
		{"none", nil, nil, stats.Prior{}},
		{"one teaches nothing", []float64{2}, []float64{8}, stats.Prior{}},
		{"not tested", []float64{2, nan, 1}, []float64{8, 8, 0}, stats.Prior{}},
		{"all alike: the mean", []float64{2, 2, nan, 2}, []float64{8, 8, 8, 8}, stats.Prior{DF: inf, Phi: 2}},
		{"no dispersion at all", []float64{0, 0}, []float64{8, 8}, stats.Prior{DF: inf, Phi: 1e-5}},
	} {
		if got := stats.NewPrior(c.phi, c.df); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// The order of the skills does not matter, and the skills drawn to the prior lie between it and their own dispersion.
func TestPriorProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 1))
	for trial := range 50 {
		phi, df := make([]float64, 30), make([]float64, 30)
		for i := range phi {
			phi[i], df[i] = math.Exp(r.NormFloat64()*float64(trial%3)), float64(3+r.IntN(4))
		}
		prior := stats.NewPrior(phi, df)
		for i := range phi {
			if post := prior.Posterior(phi[i], df[i]); (post-phi[i])*(prior.Phi-post) < -1e-12 {
				t.Errorf("Posterior(%v) = %v, prior %v", phi[i], post, prior.Phi)
			}
		}
		r.Shuffle(len(phi), func(i, j int) {
			phi[i], phi[j] = phi[j], phi[i]
			df[i], df[j] = df[j], df[i]
		})
		if again := stats.NewPrior(phi, df); again != prior {
			t.Errorf("shuffled: %+v, want %+v", again, prior)
		}
	}
}

// trend is a test with round numbers.
func trend(employers int, pEmployer, rho float64) stats.Trend {
	se := math.Sqrt(2.0 / 100)
	return stats.Trend{OK: true, B: 0.5, Info: 100, Months: 24, Phi: 2, DFMonth: 22, SEMonth: se, PMonth: stats.TwoSided(0.5, se, 22),
		Employers: employers, PEmployer: pEmployer, RhoAR1: rho}
}

func TestPEarly(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name  string
		trend stats.Trend
		prior stats.Prior
		want  float64
	}{
		{"no test", stats.Trend{}, stats.Prior{}, nan},
		{"nothing learnt", trend(9, 0, 0), stats.Prior{}, stats.TwoSided(0.5, math.Sqrt(0.02), 22)},
		{"half of each", trend(9, 0, 0), stats.Prior{DF: 22, Phi: 1}, stats.TwoSided(0.5, math.Sqrt(0.015), 44)},
		{"the prior alone", trend(9, 0, 0), stats.Prior{DF: inf, Phi: 4}, math.Erfc(0.5 / 0.2 / math.Sqrt2)},
		{"employers say less", trend(9, 0.3, 0), stats.Prior{DF: 22, Phi: 1}, 0.3},
		{"one employer", trend(1, nan, 0), stats.Prior{DF: inf, Phi: 4}, math.Erfc(0.5 / 0.2 / math.Sqrt2)},
	} {
		if got := c.trend.PEarly(c.prior); !near(got, c.want) {
			t.Errorf("%s: PEarly = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestPSlowSwings(t *testing.T) {
	se := math.Sqrt(2.0 / 100)
	for _, c := range []struct {
		name  string
		trend stats.Trend
		want  float64
	}{
		{"no test", stats.Trend{}, math.NaN()},
		{"no swing", trend(9, 0, 0), stats.TwoSided(0.5, se, 22)},
		{"three months count as one", trend(9, 0, 0.5), stats.TwoSided(0.5, se*math.Sqrt(3), 24.0/3-2)},
		{"hardly a month left", trend(9, 0, 0.8), stats.TwoSided(0.5, se*3, 1)},
		{"employers say less", trend(9, 0.3, 0.5), 0.3},
	} {
		if got := c.trend.PSlowSwings(); !near(got, c.want) {
			t.Errorf("%s: PSlowSwings = %v, want %v", c.name, got, c.want)
		}
	}
}
