package write_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
	"trends/trends/write"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// golden compares what f writes with a file of testdata; with -update it writes the file. Text for people has no space at the end
// of a line, whatever its content.
func golden(t *testing.T, name string, f func(b *bytes.Buffer) error) {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for i, line := range strings.Split(b.String(), "\n") {
		if strings.TrimRight(line, " ") != line {
			t.Errorf("%s:%d ends in a space: %q", name, i+1, line)
		}
	}
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Errorf("%s (-want +got), rewritten by -update:\n%s", name, d)
	}
}

// row is a made-up row; numbers that a test leaves out are not defined.
func row(id, name, group string, k, n int, change func(r *trends.SkillRow)) trends.SkillRow {
	r := trends.NewSkillRow(trends.SkillInfo{ID: id, Name: name, Group: group})
	r.Openings, r.Total, r.Share = k, n, trends.Number(float64(k)/float64(n))
	r.Low, r.High, r.NEff = 0.9*r.Share, 1.1*r.Share, 160
	r.Employers, r.Sources, r.Records, r.RecordsOf = min(k, 40), 3, 5*k, 5*n
	change(&r)
	return r
}

// trend fills in the figures of a test.
func trend(r *trends.SkillRow, v trends.Verdict, odds, points, q float64) {
	r.Verdict, r.Q, r.P = v, trends.Number(q), trends.Number(q/4)
	r.OddsYear, r.OddsLow, r.OddsHigh = trends.Number(odds), trends.Number(0.8*odds), trends.Number(1.2*odds)
	r.Points, r.PointsLow, r.PointsHi = trends.Number(points), trends.Number(points-2), trends.Number(points+2)
	r.OddsLowSelected, r.OddsHighSelected = r.OddsLow, r.OddsHigh
	r.PointsLowSelected, r.PointsHighSelected = r.PointsLow, r.PointsHi
}

// report is a made-up report with a row of every verdict and every flag.
func report() *trends.Report {
	few := []string{trends.FlagFewEmployers}
	r := &trends.Report{
		Meta: trends.Meta{Scope: trends.ScopeML, Count: "new", Filter: map[string]any{"role": "ml_engineer"}, Window: trends.Span{From: "2024-01", To: "2025-12"},
			Months: make([]string, 24), Now: []string{"2025-10", "2025-11", "2025-12"}, AsOf: "2026-01-20", Openings: 12801, OpeningsNow: 1000, Records: 14000,
			Employers: 310, EmployersNow: 1, Joining: trends.Joining{Ads: 16200, Joined: 2400, Windows: []trends.JoinWindow{
				{Days: 0, Openings: 14100}, {Days: 30, Openings: 12801}, {Days: 60, Openings: 12004}}},
			Sources:  []trends.SourceSummary{{Key: "a", Records: 9000}, {Key: "b", Records: 5000}, {Key: "c"}},
			Taxonomy: "0123456789ab", Tagger: measured(), Tested: 5, Confirmed: 2, Early: 1, Selected: 0.97, PriorDF: 30, PriorPhi: 1.1, Wave: true, Rho: 0.0712, Settings: trends.DefaultOptions()},
		Skills: []trends.SkillRow{
			row("rust", "Rust", "language", 96, 1000, func(r *trends.SkillRow) {
				trend(r, trends.Rising, 2.6, 9.34, 0.0002)
				r.Flags = few
				r.Corrected, r.CorrectedLow, r.CorrectedHigh = 0.1032, 0.0904, 0.126
				r.ReadTagged, r.ReadTrue, r.ReadUntagged, r.ReadMissed = 120, 114, 100, 2
			}),
			row("hadoop", "Hadoop", "data", 4, 1000, func(r *trends.SkillRow) {
				trend(r, trends.Falling, 0.4, -12, 0.049)
				r.Flags, r.NEff, r.Unchecked = []string{trends.FlagFewEmployers, trends.FlagAmbiguous}, 30.4, true
			}),
			row("français", "Français & <日本語>", "language", 1000, 1000, func(r *trends.SkillRow) {
				r.High = 1
				trend(r, trends.Steady, 1, 0.01, 0.97)
				r.Flags, r.Pooled = []string{trends.FlagFewEmployers, trends.FlagMix}, 2.25
			}),
			row("go", "Go", "language", 200, 1000, func(r *trends.SkillRow) {
				trend(r, trends.Unclear, 1.2, 3, 0.34)
				r.Flags, r.TopEmployer, r.TopShare = []string{trends.FlagOneSource, trends.FlagTopEmployer, trends.FlagSmall}, "Müller | Söhne", 0.255
			}),
			row("mlops", "MLOps", "practice", 120, 1000, func(r *trends.SkillRow) {
				trend(r, trends.EarlyUp, 1.9, 4, 0.12)
				r.QEarly, r.Flags = 0.03, []string{trends.FlagFragile, trends.FlagSlowSwings, trends.FlagSeason, trends.FlagRank, trends.FlagCapped, trends.FlagMix}
				r.FragileWithout, r.PSlow, r.ShareCapped, r.Pooled, r.MixSources = []string{"source b"}, 0.22, 0.09, 7, []string{"b (+2.6)"}
			}),
			row("scala", "Scala", "language", 3, 1000, func(r *trends.SkillRow) { r.Lacks, r.Flags = "15 more mentions", few }),
			row("cobol", "COBOL", "language", 0, 1000, func(r *trends.SkillRow) { r.Lacks = "30 more mentions" }),
		},
		Warnings: []trends.Warning{{Code: "incomplete month", Text: "2026-01 is left out: about 60 % in"}},
	}
	for i := range r.Meta.Months {
		r.Meta.Months[i] = trends.MonthName(2024*12 + int32(i))
	}
	return r
}

func TestReport(t *testing.T) {
	active := report()
	active.Meta.Count, active.Meta.Filter, active.Meta.Wave = "active", nil, false
	alone := report()
	alone.Meta.OneSource, alone.Warnings = true, nil
	for i := range alone.Skills {
		alone.Skills[i].Flags = nil
	}
	for _, tt := range []struct {
		name, format string
		report       *trends.Report
		o            write.ReportOptions
	}{
		{"report", "table", report(), write.ReportOptions{}},
		{"report-top", "table", report(), write.ReportOptions{Top: 1}},
		{"report-colour", "table", report(), write.ReportOptions{Style: write.Style{Color: true}, Top: 10}},
		{"report-share", "table", report(), write.ReportOptions{Sort: "share", Top: 4}},
		{"report-name", "csv", report(), write.ReportOptions{Sort: "name", Group: "language"}},
		{"report-active", "", active, write.ReportOptions{Top: 3}},
		{"report-alone", "table", alone, write.ReportOptions{}},
		{"report-csv", "csv", report(), write.ReportOptions{}},
		{"report-json", "json", report(), write.ReportOptions{}},
		{"report-markdown", "markdown", report(), write.ReportOptions{}},
		{"report-html", "html", report(), write.ReportOptions{}},
	} {
		golden(t, tt.name, func(b *bytes.Buffer) error { return write.Report(b, tt.report, tt.format, tt.o) })
	}
	if err := write.Report(&bytes.Buffer{}, report(), "xml", write.ReportOptions{}); err == nil || !strings.Contains(err.Error(), "table, csv, json, markdown, html") {
		t.Errorf("format xml: error %v does not say what is valid", err)
	}
}

// series is a made-up series: one month without openings, one that is not complete.
func series() []trends.SeriesRow {
	no := trends.Undefined()
	return []trends.SeriesRow{
		{Period: "2025-10", Skill: "rust", Openings: 30, Total: 300, Share: 0.1, Low: 0.07, High: 0.14, Adjusted: 0.11, Employers: 12, Sources: 2, Complete: true},
		{Period: "2025-11", Skill: "rust", Total: 0, Share: no, Low: no, High: no, Adjusted: no, Complete: true},
		{Period: "2025-12", Skill: "rust", Openings: 9, Total: 45, Share: 0.2, Low: 0.1, High: 0.36, Adjusted: no, Employers: 9, Sources: 1},
	}
}

func TestSkill(t *testing.T) {
	r := report()
	view := &trends.SkillView{Meta: r.Meta, Row: r.Skills[0], Series: series(), Levels: map[string]int{"required": 1060, "mentioned": 2},
		Sources: []trends.Tally{{Name: "a", Openings: 60}, {Name: "b", Openings: 36}}, Employers: []trends.Tally{{Name: "Müller", Openings: 6}, {Name: "others", Openings: 90}},
		With: []trends.PairRow{{With: "go", WithName: "Go", Openings: 30, Share: 0.3125, Low: 0.2, High: 0.4, Lift: 1.56},
			{With: "français", WithName: "Français", Openings: 12, Share: 0.125, Low: 0.07, High: 0.2, Lift: 0.4}},
		Picture: trends.Picture{Base: 0.05, Since: "2025-03", Above: true, LineChange: 9.1, ChainChange: 5.2, Points: []trends.PicturePoint{
			{Month: "2024-01", Smoothed: trends.Undefined(), Index: 96, Line: 0.05, Chain: 0.05}, {Month: "2024-02", Smoothed: trends.Undefined()}, {Month: "2024-03"},
			{Month: "2025-12", Smoothed: 0.095, Index: 192, Line: 0.141, Chain: 0.102}}}}
	view.DaysUp, view.AllDaysUp = daysUp(34, 30.5, 39, 90), daysUp(31, 30, 33, 120)
	change := &view.Row
	change.RankS, change.RankP, change.PSeason, change.Rho, change.PSlow, change.SenPoints, change.SenLow, change.SenHigh = 210, 0.0004, 0.2, 0.4, 0.03, 0.4, 0.3, 0.5
	change.ShareBalanced, change.ShareCapped, change.Flags = 0.087, 0.06, []string{trends.FlagCapped}
	change.YearBefore, change.YearPoints, change.YearLow, change.YearHigh, change.YearSources, change.YearMatched = 0.041, 5.5, 1.2, 9.7, 2, 0.93
	change.YearRatio, change.YearRatioLow, change.YearRatioHigh = 2.34, 1.31, 4.2
	empty := &trends.SkillView{Meta: r.Meta, Row: r.Skills[5], Levels: map[string]int{}, DaysUp: trends.DaysUp{Lacks: "3 more ads that ended"}}
	empty.Meta.Count = "active"
	for _, format := range write.Formats() {
		golden(t, "skill-"+format, func(b *bytes.Buffer) error { return write.Skill(b, view, format, write.Style{}) })
	}
	golden(t, "skill-colour", func(b *bytes.Buffer) error { return write.Skill(b, view, "table", write.Style{Color: true}) })
	golden(t, "skill-empty", func(b *bytes.Buffer) error { return write.Skill(b, empty, "table", write.Style{}) })
}

func TestExports(t *testing.T) {
	cells := []trends.Cell{
		{Source: "a", Employer: "acme, inc", Month: 2025*12 + 9, N: 5, Complete: true, K: map[string]int{"sql": 2, "go": 5}},
		{Source: "b", Employer: "", Month: 2025*12 + 10, N: 1},
	}
	for suffix, jsonl := range map[string]bool{"csv": false, "jsonl": true} {
		golden(t, "series-"+suffix, func(b *bytes.Buffer) error { return write.Series(b, series(), jsonl) })
		golden(t, "cells-"+suffix, func(b *bytes.Buffer) error { return write.Cells(b, cells, jsonl) })
	}
}

func TestRecords(t *testing.T) {
	for _, tt := range []struct {
		jsonl bool
		want  string
	}{
		{false, "text,list,number,none,whole,truth\n\"a \"\"b\"\"\nc\",x;y,0.1,,7,true\n"},
		{true, `{"text":"a \"b\"\nc","list":["x","y"],"number":0.1,"none":null,"whole":7,"truth":true}` + "\n"},
	} {
		var b bytes.Buffer
		out := write.NewRecords(&b, []string{"text", "list", "number", "none", "whole", "truth"}, tt.jsonl)
		out.Write("a \"b\"\nc", []string{"x", "y"}, trends.Number(0.1), trends.Undefined(), 7, true)
		if err := out.Close(); err != nil || b.String() != tt.want {
			t.Errorf("jsonl %v: %v, %s\nwant %s", tt.jsonl, err, b.String(), tt.want)
		}
	}
}

func TestTable(t *testing.T) {
	table := &write.Table{Title: "Towns", Columns: []string{"town", "n"}, Right: []bool{false, true},
		Rows: [][]string{{"Łódź", "9"}, {"A | <b>", "1,000"}, {"Zürich", ""}}}
	for format, want := range map[string]string{
		"table":    "Towns\n\ntown         n\nŁódź         9\nA | <b>  1,000\nZürich\n",
		"csv":      "town,n\nŁódź,9\nA | <b>,\"1,000\"\nZürich,\n",
		"markdown": "## Towns\n\n| town | n |\n| --- | ---: |\n| Łódź | 9 |\n| A \\| <b> | 1,000 |\n| Zürich |  |\n",
		"json": "[\n  {\n    \"n\": \"9\",\n    \"town\": \"Łódź\"\n  },\n  {\n    \"n\": \"1,000\",\n    \"town\": \"A | <b>\"\n  },\n" +
			"  {\n    \"n\": \"\",\n    \"town\": \"Zürich\"\n  }\n]\n",
		"html": "<h2>Towns</h2>\n<table>\n<thead><tr><th>town</th><th class=\"n\">n</th></tr></thead>\n<tbody>\n<tr><td>Łódź</td><td class=\"n\">9</td></tr>\n" +
			"<tr><td>A | &lt;b&gt;</td><td class=\"n\">1,000</td></tr>\n<tr><td>Zürich</td><td class=\"n\"></td></tr>\n</tbody>\n</table>\n",
	} {
		var b bytes.Buffer
		if err := table.Write(&b, format, write.Style{}); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		if d := cmp.Diff(want, b.String()); d != "" {
			t.Errorf("%s (-want +got):\n%s", format, d)
		}
	}
	if err := table.Write(&bytes.Buffer{}, "xml", write.Style{}); err == nil {
		t.Error("format xml: no error")
	}
}

func measured() *trends.Measured {
	return &trends.Measured{Taxonomy: "0123456789ab", Postings: 120, Labels: 1500, Precision: 0.952, PrecisionLow: 0.94, PrecisionHigh: 0.962,
		Recall: 0.97, RecallLow: 0.96, RecallHigh: 0.978}
}
