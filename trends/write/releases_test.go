package write_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
	"trends/trends/write"
)

// A report that went through JSON is printed as before, whatever the format and the options: a release keeps it so.
func TestReportFromJSON(t *testing.T) {
	active := report()
	active.Meta.Count = "active"
	for _, before := range []*trends.Report{report(), active, {Meta: trends.Meta{Count: "active", Filter: map[string]any{}}}} {
		var face bytes.Buffer
		if err := write.Report(&face, before, "json", write.ReportOptions{}); err != nil {
			t.Fatal(err)
		}
		var after trends.Report
		if err := json.Unmarshal(face.Bytes(), &after); err != nil {
			t.Fatal(err)
		}
		for _, format := range write.Formats() {
			for _, o := range []write.ReportOptions{{}, {Top: 1}, {Sort: "share"}, {Sort: "name", Group: "language"},
				{Style: write.Style{Color: true}}} {
				var want, got bytes.Buffer
				if err := write.Report(&want, before, format, o); err != nil {
					t.Fatal(err)
				}
				if err := write.Report(&got, &after, format, o); err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(want.String(), got.String()); d != "" {
					t.Errorf("%s, %+v (-before +after):\n%s", format, o, d)
				}
			}
		}
	}
}

// heads are two made-up releases.
func heads() []trends.ReleaseHead {
	return []trends.ReleaseHead{
		{Name: "2025-Q4", Created: time.Date(2026, 1, 20, 8, 30, 0, 0, time.UTC), Note: "for the talk", Format: 1,
			Program: "v1.0.0", Data: "00ff", Taxonomy: "0123456789ab",
			Scope: trends.ScopeML, Window: trends.Span{From: "2024-01", To: "2025-12"}, AsOf: "2026-01-19", Openings: 12801, Confirmed: 2},
		{Name: "today", Created: time.Date(2026, 4, 20, 8, 30, 0, 0, time.UTC), Format: 1,
			Program: "v1.0.0", Data: "ff00", Taxonomy: "ba9876543210",
			Scope: trends.ScopeAll, AsOf: "2026-04-19", Openings: 90},
	}
}

func TestReleases(t *testing.T) {
	for _, format := range write.Formats() {
		golden(t, "releases-"+format, func(b *bytes.Buffer) error { return write.Releases(heads()).Write(b, format, write.Style{}) })
	}
	golden(t, "releases-none", func(b *bytes.Buffer) error { return write.Releases(nil).Write(b, "json", write.Style{}) })
}

func TestDiff(t *testing.T) {
	list := heads()
	no := trends.Undefined()
	d := &trends.ReleaseDiff{A: list[0], B: list[1], NowA: trends.Span{From: "2025-10", To: "2025-12"},
		Differ: []string{"scope: ml to all", "cap: 5 to 0"},
		Total: trends.DiffRow{OpeningsA: 1000, TotalA: 1000, ShareA: no, OpeningsB: 90, TotalB: 90, ShareB: no, Change: -910,
			Parts: trends.Parts{Entered: 80, Left: -985, Joining: -5}},
		Skills: []trends.DiffRow{
			{Skill: "rust", Name: "Rust", OpeningsA: 96, TotalA: 1000, ShareA: 0.096, OpeningsB: 20, TotalB: 90, ShareB: 0.222, Change: -76,
				Parts: trends.Parts{Entered: 18, Left: -95, Joining: -1, Taxonomy: 2}, VerdictA: trends.Unclear, VerdictB: trends.Rising},
			{Skill: "quuxdb", Name: "Quux | DB", TotalA: 1000, ShareA: no, OpeningsB: 3, TotalB: 90, ShareB: 0.033, Change: 3,
				Parts: trends.Parts{Taxonomy: 3}, VerdictB: trends.NotEnoughData},
			{Skill: "go", Name: "Go", TotalA: 1000, ShareA: 0, TotalB: 90, ShareB: 0, VerdictA: trends.NotEnoughData,
				VerdictB: trends.NotEnoughData},
		}}
	for _, format := range write.Formats() {
		golden(t, "diff-"+format, func(b *bytes.Buffer) error { return write.Diff(b, d, format, write.Style{}, 0) })
	}
	golden(t, "diff-top", func(b *bytes.Buffer) error { return write.Diff(b, d, "table", write.Style{}, 1) })
	d.B.Program = "devel"
	d.A, d.Differ = d.B, nil
	golden(t, "diff-alike", func(b *bytes.Buffer) error { return write.Diff(b, d, "table", write.Style{}, 0) })
}
