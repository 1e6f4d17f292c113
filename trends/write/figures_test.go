package write

import (
	"math"
	"testing"

	"trends/trends"
)

func TestFigures(t *testing.T) {
	no, half := trends.Undefined(), trends.Number(0.5)
	for _, tt := range []struct{ what, got, want string }{
		{"percent 0", percent(0), "0 %"},
		{"percent 1", percent(1), "100 %"},
		{"percent of a small share", percent(0.00004), "< 0.01 %"},
		{"percent below 1", percent(0.0034), "0.34 %"},
		{"percent below 10", percent(0.07), "7.00 %"},
		{"percent rounded up to 10", percent(0.09996), "10.0 %"},
		{"percent below 100", percent(0.182), "18.2 %"},
		{"percent rounded up to 100", percent(0.99951), "100 %"},
		{"percent of nothing", percent(no), "-"},
		{"percent of infinity", percent(trends.Number(math.Inf(1))), "-"},
		{"interval", interval(0.159, 0.208), "(15.9 to 20.8)"},
		{"interval from 0", interval(0, 0.0071), "(0 to 0.71)"},
		{"interval of nothing", interval(no, half), ""},
		{"odds", odds(1.28, 1.1149, 1.485), "x1.28 (1.11 to 1.49)"},
		{"odds of 1", odds(1, 0.9, 1.1), "x1.00 (0.90 to 1.10)"},
		{"large odds", odds(12.34, 2, 1234.5), "x12.3 (2.00 to 1234)"},
		{"odds without limits", odds(2, no, no), "x2.00 (? to ?)"},
		{"odds of nothing", odds(no, half, half), ""},
		{"points up", points(1.34, 0.5, 2.2), "+1.3 (0.5 to 2.2)"},
		{"points down", points(-9, -10.06, -0.04), "-9.0 (-10.1 to 0.0)"},
		{"hardly a point", points(0.04, -1, 1), "0.0 (-1.0 to 1.0)"},
		{"points of nothing", points(no, half, half), ""},
		{"signed", signed(2.25), "+2.2"},
		{"signed nothing", signed(no), "?"},
		{"probability", probability(0.0114), "0.011"},
		{"small probability", probability(0.00099), "< 0.001"},
		{"large probability", probability(0.1234), "0.12"},
		{"certain", probability(1), "1.00"},
		{"probability of nothing", probability(no), ""},
		{"count", count(999), "999"},
		{"count of thousands", count(12801), "12,801"},
		{"count of millions", count(1234567), "1,234,567"},
		{"count of 0", count(0), "0"},
		{"cells of wide letters", count(cells("日本語")), "6"},
		{"cells of a mark of its own", count(cells("e\u0301")), "1"},
		{"padded", padded("日本", 6) + "|", "日本  |"},
		{"padded is never shorter", padded("Zürich", 2), "Zürich"},
		{"about", about(536.6), "537"},
		{"about nothing", about(no), "?"},
		{"one", plural(1, "employer"), "1 employer"},
		{"many", plural(1000, "employer"), "1,000 employers"},
		{"none", plural(0, "employer"), "0 employers"},
		{"span in a year", spanText("2024-10", "2024-12"), "Oct to Dec 2024"},
		{"span over years", spanText("2024-11", "2025-01"), "Nov 2024 to Jan 2025"},
		{"span of a month", spanText("2024-11", "2024-11"), "Nov 2024"},
		{"no month", monthText("soon"), "soon"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s = %q, want %q", tt.what, tt.got, tt.want)
		}
	}
}

// TestVerdictText names every verdict.
func TestVerdictText(t *testing.T) {
	for v, want := range map[trends.Verdict]string{trends.Rising: "rising", trends.Falling: "falling", trends.Steady: "steady",
		trends.Unclear: "unclear", trends.NotEnoughData: "not enough data"} {
		if got := verdictText(v); got != want {
			t.Errorf("verdictText(%s) = %q, want %q", v, got, want)
		}
	}
}

// TestIndependent: what most rows say is said once, and only where most say it.
func TestIndependent(t *testing.T) {
	flagged := trends.SkillRow{NEff: 40, Flags: []string{trends.FlagFewEmployers}}
	plain := trends.SkillRow{NEff: 90}
	empty := trends.SkillRow{NEff: trends.Undefined()}
	for _, tt := range []struct {
		name string
		rows []trends.SkillRow
		want string
	}{
		{"none", nil, "?"},
		{"half", []trends.SkillRow{flagged, plain, empty}, "?"},
		{"most", []trends.SkillRow{flagged, plain, flagged}, "40"},
	} {
		if got := about(independent(tt.rows)); got != tt.want {
			t.Errorf("%s: independent = %s, want %s", tt.name, got, tt.want)
		}
	}
}
