package write_test

import (
	"bytes"
	"testing"

	"trends/trends"
	"trends/trends/write"
)

// payFigures is made-up pay; limits of 0 are not defined.
func payFigures(used, employers int, median, low, high, quarter, three float64) trends.PayFigures {
	number := func(v float64) trends.Number {
		if v == 0 {
			return trends.Undefined()
		}
		return trends.Number(v)
	}
	return trends.PayFigures{Used: used, Employers: employers, Median: number(median), Low: number(low), High: number(high),
		Quarter: number(quarter), Three: number(three)}
}

// payRow is a made-up row without a premium.
func payRow(id, name string, openings, stated int, f trends.PayFigures) trends.PayRow {
	none := trends.Undefined()
	return trends.PayRow{Skill: id, Name: name, Group: "language", Openings: openings, Stated: stated,
		Share: trends.Number(float64(stated) / float64(openings)), PayFigures: f, Premium: none, PremiumLow: none, PremiumHigh: none, P: none, Q: none,
		Flags: []string{}}
}

// payReport is a made-up report with a row of every kind.
func payReport() *trends.PayReport {
	rust := payRow("rust", "Rust", 600, 300, payFigures(210, 80, 104999, 98700.5, 112000, 90000, 121500))
	rust.Premium, rust.PremiumLow, rust.PremiumHigh, rust.P, rust.Q, rust.Without = 0.0612, 0.0114, 0.1134, 0.01, 0.03, 900
	java := payRow("java", "Java", 400, 80, payFigures(60, 31, 98000, 90000, 99000, 91000, 99500))
	java.Premium, java.PremiumLow, java.PremiumHigh, java.P, java.Q, java.Without = -0.004, -0.05, 0.041, 0.8, 0.8, 1050
	java.Flags = []string{trends.FlagFewStatePay}
	few := payRow("cobol", "COBOL & <Söhne>", 40, 12, payFigures(11, 5, 61.5, 0, 0, 0, 0))
	few.Lacks = "19 more ads with it that state pay"
	none := payRow("ada", "Ada", 12, 3, payFigures(3, 3, 0, 0, 0, 0, 0))
	none.Lacks = "27 more ads with it that state pay"
	return &trends.PayReport{
		Meta: trends.Meta{Scope: trends.ScopeML, Count: "new", Window: trends.Span{From: "2024-01", To: "2025-12"}, AsOf: "2026-01-20",
			Filter: map[string]any{"country": "DE"}, Sources: []trends.SourceSummary{}, Months: []string{}, Now: []string{},
			PriorDF: trends.Undefined(), PriorPhi: trends.Undefined(), Settings: trends.DefaultOptions()},
		Pay: trends.PayHead{Currency: "EUR", Openings: 4000, Stated: 1600, Share: 0.4, Used: 1110, Compared: 2,
			Currencies: []trends.Tally{{Name: "EUR", Openings: 1200}, {Name: "USD", Openings: 390}, {Name: "", Openings: 10}},
			Left: []trends.Tally{{Name: "range too wide", Openings: 60}, {Name: "only one bound", Openings: 29},
				{Name: "far from usual", Openings: 1}}},
		Skills:   []trends.PayRow{rust, java, few, none},
		Warnings: []trends.Warning{{Code: "more or fewer state pay", Text: "in DE more ads state pay"}},
	}
}

func TestPay(t *testing.T) {
	empty := payReport()
	empty.Pay, empty.Skills, empty.Warnings, empty.Meta.Count = trends.PayHead{Share: trends.Undefined()}, nil, nil, "active"
	for _, tt := range []struct {
		name, format string
		report       *trends.PayReport
		style        write.Style
		top          int
	}{
		{"pay-table", "table", payReport(), write.Style{}, 0},
		{"pay-top", "table", payReport(), write.Style{Color: true}, 1},
		{"pay-empty", "", empty, write.Style{}, 10},
		{"pay-csv", "csv", payReport(), write.Style{}, 0},
		{"pay-json", "json", payReport(), write.Style{}, 0},
		{"pay-markdown", "markdown", payReport(), write.Style{}, 0},
		{"pay-html", "html", payReport(), write.Style{}, 0},
	} {
		golden(t, tt.name, func(b *bytes.Buffer) error { return write.Pay(b, tt.report, tt.format, tt.style, tt.top) })
	}
}

func TestPaySkill(t *testing.T) {
	r := payReport()
	view := func(row trends.PayRow) *trends.PayView {
		return &trends.PayView{Meta: r.Meta, Pay: r.Pay, Row: row, All: payFigures(1110, 140, 99000, 97000, 101000, 80000, 120000), Warnings: r.Warnings,
			Levels: []trends.PayLevel{
				{Seniority: "senior", With: payFigures(40, 22, 120000, 110000, 131000, 100000, 140000), All: payFigures(400, 90, 110000, 108000, 113000, 1, 2)},
				{Seniority: "", With: payFigures(12, 5, 90000, 0, 0, 0, 0), All: payFigures(3, 3, 0, 0, 0, 0, 0)}}}
	}
	for _, tt := range []struct {
		name, format string
		row          trends.PayRow
	}{
		{"payskill-table", "table", r.Skills[0]},
		{"payskill-few", "", r.Skills[3]},
		{"payskill-csv", "csv", r.Skills[0]},
		{"payskill-json", "json", r.Skills[0]},
		{"payskill-markdown", "markdown", r.Skills[2]},
	} {
		golden(t, tt.name, func(b *bytes.Buffer) error { return write.PaySkill(b, view(tt.row), tt.format, write.Style{}) })
	}
}
