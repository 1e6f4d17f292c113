package trends_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"trends/trends"
)

// foundMarket has two sources, thirty employers and thirty-six months; every skill is named by 5 % of the ads, and from some month of 2025
// on by 60 %.
func foundMarket(from map[string]int) []ad {
	var ads []ad
	for month := range 36 {
		for i := range 40 {
			a := ad{id: int64(1000*month + i + 1), source: []string{"a", "b"}[i%2], employer: fmt.Sprintf("e%02d", (7*i+month)%30),
				posted: fmt.Sprintf("%d-%02d-15", 2023+month/12, 1+month%12)}
			for skill, start := range from {
				if (i*7+month*3+len(skill))%20 == 0 || month >= 24+start && i%5 < 3 {
					a.skills += " " + skill
				}
			}
			ads = append(ads, a)
		}
	}
	return ads
}

// The months by whose rise a skill was found do not count in its test, and the report says so.
func TestFound(t *testing.T) {
	p := trends.NewPanel(snapshot(t, foundMarket(map[string]int{"early": 0, "late": 9})), trends.DefaultOptions())
	for _, c := range []struct {
		name, skill string
		found       trends.Span
		verdict     trends.Verdict
		lacks, flag string
	}{
		{"nobody looked first", "early", trends.Span{}, trends.Rising, "", ""},
		{"before the window", "early", trends.Span{From: "2023-10", To: "2023-12"}, trends.Rising, "", ""},
		{"long ago", "early", trends.Span{From: "2024-01", To: "2024-03"}, trends.Rising, "", "found by its rise in 2024-01 to 2024-03"},
		{"the rise is what it was found by", "early", trends.Span{From: "2025-01", To: "2025-03"}, "", "", "found by its rise in 2025-01 to 2025-03"},
		{"too few months since", "late", trends.Span{From: "2025-07", To: "2025-09"}, trends.NotEnoughData, "3 more complete months", "found by its rise in 2025-07 to 2025-09"},
		{"just now", "late", trends.Span{From: "2025-10", To: "2025-12"}, trends.NotEnoughData, "6 more complete months", "found by its rise in 2025-10 to 2025-12"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := infos("early", "late")
			list[slices.IndexFunc(list, func(i trends.SkillInfo) bool { return i.ID == c.skill })].Found = c.found
			r := p.Report(trends.Query{}, list)
			row := rowOf(t, r, c.skill)
			if c.verdict != "" && row.Verdict != c.verdict || c.verdict == "" && row.Verdict.Change() || row.Lacks != c.lacks {
				t.Errorf("verdict %s, lacks %q; want %s, %q", row.Verdict, row.Lacks, c.verdict, c.lacks)
			}
			flagged := strings.Join(row.Flags, "; ")
			if c.flag == "" && strings.Contains(flagged, trends.FlagFound) || !strings.Contains(flagged, c.flag) {
				t.Errorf("flags %q; want %q", flagged, c.flag)
			}
			warned := slices.ContainsFunc(r.Warnings, func(w trends.Warning) bool { return w.Code == "found by its rise" })
			if warned != (c.flag != "") {
				t.Errorf("warned: %v", warned)
			}
			plain := rowOf(t, p.Report(trends.Query{}, infos("early", "late")), c.skill)
			if row.Openings != plain.Openings || row.Share != plain.Share || jsonText(t, row.ShareCapped) != jsonText(t, plain.ShareCapped) {
				t.Errorf("the share now is %v of %d, and %v without the months", row.Share, row.Openings, plain.Share)
			}
			other := map[string]string{"early": "late", "late": "early"}[c.skill]
			if got, want := rowOf(t, r, other), rowOf(t, p.Report(trends.Query{}, infos("early", "late")), other); got.P != want.P {
				t.Errorf("the p of %s is %v, and %v without the months of %s", other, got.P, want.P, c.skill)
			}
		})
	}
}

// No claim about a change is judged by the months by whose rise its skill was found; a level is.
func TestFoundClaims(t *testing.T) {
	ads := claimMarket(24, 200, "a", "b", "c")
	p, skills := claimPanel(t, ads)
	parts := []trends.ClaimPart{skill(trends.ClaimRises, "soars"), least("soars", 0.01), anyOf(trends.ClaimRises, false, "half", "soars"), skill(trends.ClaimRises, "climbs")}
	verdicts := func() (out []trends.Verdict, needs []string) {
		report := p.Claims(trends.Query{}, &trends.Claims{List: []trends.Claim{{ID: "x", Parts: parts}}}, skills)
		for _, part := range report.Claims[0].Parts {
			out, needs = append(out, part.Verdict), append(needs, part.Needs)
		}
		return out, needs
	}
	before, _ := verdicts()
	for i := range skills {
		if skills[i].ID == "soars" {
			skills[i].Found = trends.Span{From: "2024-01", To: "2024-03"}
		}
	}
	after, needs := verdicts()
	want := []trends.Verdict{trends.NotEnoughData, before[1], trends.NotEnoughData, before[3]}
	if before[0] != trends.Supported || !slices.Equal(after, want) || !strings.Contains(needs[0], "a window that begins after 2024-03, by whose rise SOARS was found") {
		t.Errorf("before %v, after %v (%q), want %v", before, after, needs, want)
	}
}
