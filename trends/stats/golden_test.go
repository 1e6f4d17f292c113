package stats_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"trends/data/shared"
)

// A golden file holds cases computed by another program. Ours in testdata are made up and came from independent code in Python;
// where the reference vectors lie beside the repository (R 4.2.2), they are read too.
type golden struct {
	Tolerance struct{ Absolute, Relative float64 }
	Cases     []struct {
		ID              string
		Input, Expected json.RawMessage
	}
}

// values are results by the names that golden files use; a number that is not defined is NaN.
type values map[string]any

// goldenFiles says how each file's input is computed, and which of its fields are measures that the package does not have.
var goldenFiles = []struct {
	name    string
	compute func(t testing.TB, input json.RawMessage) values
	skip    map[string]bool
}{
	{"wilson.json", goldenWilson, nil},
	{"design_effect.json", goldenShare, nil},
	{"logit_trend.json", goldenTrend(false), nil},
	{"logit_trend_season.json", goldenTrend(true), nil},
	{"logit_monthly.json", goldenMonthly, map[string]bool{"intercept": true, "se_hc1": true, "deviance": true,
		// The same share in every month: the file has a ratio of two rounding errors there.
		"logit_monthly-03 t": true, "logit_monthly-03 p_quasi": true}},
	{"bh.json", goldenBH, map[string]bool{"bonferroni": true}},
	{"source_standardised.json", goldenLine, nil},
	{"delay_completeness.json", goldenDelays, nil},
	{"mann_kendall.json", goldenMannKendall, nil},
	// Corrections for autocorrelation make short series worse, so we have none of them.
	{"mk_autocorrelation.json", goldenMannKendall, map[string]bool{"hamed_rao": true, "yue_wang_all_lags": true,
		"yue_wang_lag1": true, "pre_whitening": true, "trend_free_pre_whitening": true}},
	{"theil_sen.json", goldenTheilSen, nil},
	{"seasonal_mk.json", goldenSeasonal, nil},
	{"moderated_dispersion.json", goldenPrior, nil},
	{"chained_index.json", goldenChain, nil},
	{"matched_source_difference.json", goldenMatched, nil},
	{"newcombe.json", goldenNewcombe, nil},
	{"katz_ratio.json", goldenKatz, nil},
	{"index_smoothing.json", goldenSmooth, nil},
	{"kaplan_meier.json", goldenSurvival, nil},
	{"npmi.json", goldenPair, map[string]bool{"jaccard": true, "supported": true}}, // not a measure of ours; a setting of reports
	{"dunning_g2.json", goldenG2, nil},
	{"c_value.json", goldenCValue, nil},
	{"log_odds_dirichlet.json", goldenLogOdds, nil},
	{"burst.json", goldenBurst, nil},
	{"median_ci.json", goldenQuantile, nil},
	{"salary_premium.json", goldenPremium, nil},
	{"rogan_gladen.json", goldenCorrected, nil},
}

func TestGolden(t *testing.T) {
	for _, f := range goldenFiles {
		t.Run(f.name, func(t *testing.T) {
			runGolden(t, filepath.Join("testdata", f.name), f.compute, f.skip)
		})
	}
}

func TestGoldenReference(t *testing.T) {
	folder := shared.Path(t, "golden")
	for _, f := range goldenFiles {
		t.Run(f.name, func(t *testing.T) {
			runGolden(t, filepath.Join(folder, f.name), f.compute, f.skip)
		})
	}
}

func runGolden(t *testing.T, name string, compute func(testing.TB, json.RawMessage) values, skip map[string]bool) {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var file golden
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	c := comparison{absolute: file.Tolerance.Absolute, relative: file.Tolerance.Relative}
	passed := 0
	for _, one := range file.Cases {
		var want map[string]any
		if err := json.Unmarshal(one.Expected, &want); err != nil {
			t.Fatalf("%s: %v", one.ID, err)
		}
		got, good := compute(t, one.Input), true
		for key, w := range want {
			if skip[key] || skip[one.ID+" "+key] || key == "reason" {
				continue
			}
			g, there := got[key]
			if problem := c.compare(g, w); !there || problem != "" {
				t.Errorf("%s %s: got %v, want %v: %s", one.ID, key, g, w, problem)
				good = false
			}
		}
		if good {
			passed++
		}
	}
	t.Logf("%d of %d cases, %d numbers, largest relative difference %.1e", passed, len(file.Cases), c.numbers, c.worst)
}

// comparison applies a file's tolerance and keeps the largest relative difference met.
type comparison struct {
	absolute, relative, worst float64
	numbers                   int
}

// compare returns "" if got is want within the tolerance.
func (c *comparison) compare(got, want any) string {
	switch g := got.(type) {
	case float64:
		w, ok := want.(float64)
		if !ok {
			if want == nil && math.IsNaN(g) {
				return ""
			}
			return "differs"
		}
		c.numbers++
		c.worst = max(c.worst, math.Abs(g-w)/max(math.Abs(w), c.absolute))
		if !(math.Abs(g-w) <= c.absolute+c.relative*math.Abs(w)) {
			return fmt.Sprintf("off by %g", g-w)
		}
		return ""
	case int:
		return c.compare(float64(g), want)
	case []float64:
		w, ok := want.([]any)
		if !ok || len(w) != len(g) {
			return "another length"
		}
		for i := range g {
			if problem := c.compare(g[i], w[i]); problem != "" {
				return fmt.Sprintf("at %d: %s", i, problem)
			}
		}
		return ""
	case values:
		w, ok := want.(map[string]any)
		if !ok {
			return "differs"
		}
		for key := range w {
			if problem := c.compare(g[key], w[key]); problem != "" {
				return key + ": " + problem
			}
		}
		return ""
	case []string:
		var texts []string
		for _, v := range want.([]any) {
			texts = append(texts, v.(string))
		}
		if len(g) == len(texts) && (len(g) == 0 || reflect.DeepEqual(g, texts)) {
			return ""
		}
		return "differs"
	}
	if got != want {
		return "differs"
	}
	return ""
}

// orZero returns v, or 0 where it is not defined: a lower limit of odds that is not bounded.
func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}
