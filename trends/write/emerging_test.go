package write_test

import (
	"bytes"
	"testing"

	"trends/trends"
	"trends/trends/write"
)

// emerging is a made-up list.
func emerging() *trends.EmergingReport {
	return &trends.EmergingReport{
		Scope: trends.ScopeML, Filter: map[string]any{}, Window: trends.Span{From: "2024-07", To: "2026-06"}, Now: trends.Span{From: "2026-04", To: "2026-06"},
		Before: trends.Span{From: "2025-04", To: "2026-03"}, BeforeMonths: 12, Openings: 1200, OpeningsBefore: 4810, Employers: 310, Sources: []string{"a", "b"}, Sample: 0.2,
		Texts: 8000, Candidates: 21500, Supported: 61, Settings: trends.DefaultEmergingOptions(),
		Terms: []trends.EmergingTerm{
			{Key: "quux store", Term: "Quux stores", Openings: 40, Total: 1200, Share: 40. / 1200, Before: 12, TotalBefore: 4810, ShareBefore: 12. / 4810, Employers: 22,
				Sources: 2, Z: 6.123, CValue: 63.4, Burst: 11.25, First: "2025-02", Spellings: []string{"Quux stores", "quux store", "Quux-store"},
				Near:      []string{"vector_db", "nosql"},
				Sentences: []string{"We keep embeddings in a Quux store.", "- Quux stores | \"Foobar\"", "You know quux stores."}},
			{Key: "foo++", Term: "Foo++", Openings: 15, Total: 1200, Share: 15. / 1200, TotalBefore: 4810, Employers: 9, Sources: 2, Z: 3.2, CValue: 15, First: "2026-05",
				Spellings: []string{"Foo++"}, Sentences: []string{"Foo++ <b>"}},
		},
	}
}

func TestEmerging(t *testing.T) {
	for _, format := range write.Formats() {
		golden(t, "emerging-"+format, func(b *bytes.Buffer) error { return write.Emerging(b, emerging(), format, write.Style{}) })
	}
	golden(t, "emerging-yaml", func(b *bytes.Buffer) error { return write.EmergingYAML(b, emerging()) })
	none := emerging()
	none.Terms, none.OneSource, none.Settings.Sources = nil, true, 1
	golden(t, "emerging-none", func(b *bytes.Buffer) error { return write.Emerging(b, none, "table", write.Style{}) })
	golden(t, "emerging-none-html", func(b *bytes.Buffer) error { return write.Emerging(b, none, "html", write.Style{}) })
	golden(t, "emerging-none-yaml", func(b *bytes.Buffer) error { return write.EmergingYAML(b, none) })
	short := &trends.EmergingReport{Scope: trends.ScopeAll, Lacks: "six complete months are needed"}
	golden(t, "emerging-short", func(b *bytes.Buffer) error { return write.Emerging(b, short, "table", write.Style{}) })
}
