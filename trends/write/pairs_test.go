package write_test

import (
	"bytes"
	"testing"

	"trends/trends"
	"trends/trends/write"
)

// pair is a made-up pair; numbers of tests that were not made are not defined.
func pair(skill, with string, openings int, share, npmi, q trends.Number, reason string) trends.PairRow {
	no := trends.Undefined()
	return trends.PairRow{Skill: skill, Name: "<" + skill + ">", With: with, WithName: with, Openings: openings, SkillOpenings: 60, WithOpenings: 200, Total: 1000,
		Employers: 12, Share: share, Low: share / 2, High: 2 * share, Lift: 1 + 3*npmi, NPMI: npmi, Odds: 6.1, RoleOdds: no, RoleLow: no, RoleHigh: no,
		Deff: 1.5, G2: 12.25, P: q / 2, Q: q, CappedBoth: no, CappedSkill: no, CappedWith: no, CappedTotal: no, Reason: reason}
}

func TestPairs(t *testing.T) {
	list := &trends.PairList{Meta: report().Meta, Skill: "rust", Name: "Rust", Openings: 60, Tested: 5, Found: 4, Pairs: []trends.PairRow{
		pair("rust", "cpp", 30, 0.4, 0.52, 0.0001, ""), pair("rust", "linux", 20, 0.3333, 0.3, 0.02, ""), pair("rust", "go", 20, 0.33, 0.2, 0.03, ""),
		pair("rust", "excel", 11, 0.015, -0.2, 0.04, ""), pair("rust", "sql", 25, 0.3, 0.01, 0.6, trends.ReasonChance),
		pair("rust", "cobol", 1, 0.0123, 0.3, trends.Undefined(), "29 more openings with COBOL are needed")}}
	list.Pairs[0].RoleMatters, list.Pairs[0].RoleOdds = true, 2.3
	list.Pairs[1].RoleMatters, list.Pairs[1].RoleOdds = true, 12.3
	all := *list
	all.Skill, all.Name, all.Openings = "", "", 1000
	chance := &trends.PairList{Meta: list.Meta, Tested: 1, Pairs: list.Pairs[4:]}
	none := &trends.PairList{Meta: list.Meta, Skill: "cobol", Name: "COBOL", Openings: 3, Pairs: list.Pairs[5:]}
	none.Meta.Count = "active"
	for _, tt := range []struct {
		name, format string
		list         *trends.PairList
		top          int
	}{
		{"pairs-table", "table", list, 2},
		{"pairs-csv", "csv", list, 2},
		{"pairs-json", "json", none, 2},
		{"pairs-markdown", "markdown", list, 0},
		{"pairs-html", "html", none, 0},
		{"pairs-all", "", &all, 0},
		{"pairs-chance", "table", chance, 0},
		{"pairs-none", "table", none, 0},
	} {
		golden(t, tt.name, func(b *bytes.Buffer) error { return write.Pairs(b, tt.list, tt.format, tt.top, write.Style{}) })
	}
	golden(t, "pairs-jsonl", func(b *bytes.Buffer) error { return write.PairRows(b, list.Pairs[4:], true) })
	if err := write.Pairs(&bytes.Buffer{}, list, "xml", 0, write.Style{}); err == nil {
		t.Error("format xml: no error")
	}
}
