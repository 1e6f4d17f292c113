package write_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"trends/trends"
	"trends/trends/write"
)

// figures are made-up figures; with odds, of something that was tested.
func figures(k, n int, odds, q float64) trends.Figures {
	no := trends.Undefined()
	share := trends.Number(float64(k) / float64(n))
	f := trends.Figures{Openings: k, Total: n, Share: share, Low: 0.9 * share, High: 1.1 * share, NEff: 160, Employers: min(k, 40), Sources: 3, OddsYear: no,
		OddsLow: no, OddsHigh: no, P: no, Q: no, Records: 5 * k, RecordsOf: 5 * n, RecordEmployers: min(k, 60), Flags: []string{}, FragileWithout: []string{}}
	if odds > 0 {
		f.OddsYear, f.OddsLow, f.OddsHigh, f.P, f.Q = trends.Number(odds), trends.Number(0.8*odds), trends.Number(1.2*odds), trends.Number(q/2), trends.Number(q)
	}
	return f
}

// claims is a made-up report with a part of every kind, and a claim with every verdict.
func claims() *trends.ClaimReport {
	meta := report().Meta
	part := func(kind trends.ClaimKind, subject string, v trends.Verdict, f trends.Figures, change func(p *trends.PartRow)) trends.PartRow {
		p := trends.PartRow{Kind: kind, Subject: subject, Statement: "openings name " + subject + "; refuted if not", Measure: "what is measured",
			Window: meta.Window, Verdict: v, Figures: f, Terms: []trends.TermRow{}}
		change(&p)
		return p
	}
	no := trends.Undefined()
	return &trends.ClaimReport{Meta: meta, Version: 2, SHA256: strings.Repeat("0123456789abcdef", 4), Warnings: report().Warnings, Claims: []trends.ClaimRow{
		{Claim: "python_leads", About: "Python leads", Verdict: trends.Supported, Parts: []trends.PartRow{
			part(trends.ClaimLevel, "Python", trends.Supported, figures(600, 1000, 1.05, 0.4), func(p *trends.PartRow) {
				p.Q, p.Flags = no, []string{trends.FlagFewEmployers, trends.FlagTopEmployer}
				p.Lead = &trends.LeadFigures{Group: "language", First: 12, Months: 12, Second: "sql", Name: "SQL", Points: 31.26, Low: 25, High: 37.5}
			}),
			part(trends.ClaimSurge, "Rust", trends.Supported, figures(96, 1000, 2.6, 0.0002), func(p *trends.PartRow) {
				p.Flags, p.FragileWithout = []string{trends.FlagFragile, trends.FlagCapped}, []string{"source b", "employer acme"}
				p.Surge = &trends.SurgeFigures{Base: 1202, BaseMonths: 12, Rank: 2, RankOf: 14, RankTop: 2}
			}),
		}},
		{Claim: "français", About: "Müller | <b>", Verdict: trends.NotSupported, Parts: []trends.PartRow{
			part(trends.ClaimEmerging, "role newcomer", trends.NotSupported, figures(81, 1000, 1, 0.97), func(p *trends.PartRow) {
				p.Emerging = &trends.EmergingFigures{Start: 0.0834, StartLow: 0.07, StartHigh: 0.1, Employers: 66, Sources: 1, WindowSources: 3}
				p.Reason, p.Flags = "not new", []string{trends.FlagMix, trends.FlagOneSource}
			}),
			part(trends.ClaimRemains, "COBOL", trends.NotEnoughData, figures(0, 1000, 0, 0), func(p *trends.PartRow) { p.Needs = "30 more mentions" }),
		}},
		{Claim: "smaller", About: "models get smaller", Verdict: trends.NotEnoughData, Parts: []trends.PartRow{
			part(trends.ClaimRises, "any of A, B", trends.NotEnoughData, figures(31, 1000, 1.4, 0.01), func(p *trends.PartRow) {
				p.Needs = "a rise that holds without A"
				p.Terms = []trends.TermRow{
					{Skill: "a", Name: "A", Figures: figures(30, 1000, 1.5, 0.02), WithoutOdds: no, WithoutLow: no, WithoutHigh: no, WithoutP: no},
					{Skill: "b", Name: "B", Figures: figures(1, 1000, 0, 0), WithoutOdds: 1.5, WithoutLow: 1.2, WithoutHigh: 1.8, WithoutP: 0.01, Holds: true},
				}
			}),
		}},
		{Claim: "real_world", About: "practice counts", Verdict: trends.Untestable, Untestable: "no phrase separates it", Parts: []trends.PartRow{}},
	}}
}

func TestClaims(t *testing.T) {
	for _, format := range write.Formats() {
		golden(t, "claims-"+format, func(b *bytes.Buffer) error { return write.Claims(b, claims(), format, write.Style{}) })
	}
	golden(t, "claims-colour", func(b *bytes.Buffer) error { return write.Claims(b, claims(), "table", write.Style{Color: true}) })
	active := claims()
	active.Meta.Count, active.Claims, active.Warnings = "active", nil, nil
	golden(t, "claims-active", func(b *bytes.Buffer) error { return write.Claims(b, active, "", write.Style{}) })
	if err := write.Claims(&bytes.Buffer{}, claims(), "xml", write.Style{}); err == nil {
		t.Error("format xml: no error")
	}
}

// TestClaimsCSV: whatever its kind, each row has every column, and its figures stand in theirs.
func TestClaimsCSV(t *testing.T) {
	var b bytes.Buffer
	if err := write.Claims(&b, claims(), "csv", write.Style{}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(row int, column string) string {
		for i, name := range rows[0] {
			if name == column {
				return rows[row][i]
			}
		}
		return "no such column"
	}
	for _, c := range []struct {
		row          int
		column, want string
	}{
		{1, "lead_points", "31.26"}, {1, "lead_high", "37.5"}, {1, "base", ""}, {1, "by", "60"}, {1, "flags", "few employers;top employer"}, {1, "holds", ""},
		{2, "part", "2"}, {2, "base", "1202"}, {2, "rank_top", "2"}, {2, "q", "0.0002"}, {2, "start_share", ""},
		{3, "start_share", "0.0834"}, {3, "window_sources", "3"}, {3, "reason", "not new"}, {3, "group", ""},
		{4, "needs", "30 more mentions"}, {4, "odds_ratio_year", ""},
		{5, "term", ""}, {6, "term", "a"}, {6, "without_p", ""}, {6, "holds", "false"}, {7, "without_high", "1.8"}, {7, "holds", "true"}, {7, "window_to", "2025-12"},
		{8, "claim", "real_world"}, {8, "part", "0"}, {8, "verdict", "untestable"}, {8, "reason", "no phrase separates it"}, {8, "share", ""},
	} {
		if got := at(c.row, c.column); got != c.want {
			t.Errorf("row %d, %s = %q, want %q", c.row, c.column, got, c.want)
		}
	}
}
