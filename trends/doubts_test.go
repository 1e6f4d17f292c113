package trends_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"trends/trends"
)

// also gives the ads for which when returns true a further skill.
func also(ads []ad, skill string, when func(i int, a ad) bool) []ad {
	for i := range ads {
		if when(i, ads[i]) {
			ads[i].skills += skill + " "
		}
	}
	return ads
}

// row returns the row of a skill.
func rowOf(t *testing.T, r *trends.Report, skill string) *trends.SkillRow {
	t.Helper()
	i := slices.IndexFunc(r.Skills, func(s trends.SkillRow) bool { return s.Skill == skill })
	if i < 0 {
		t.Fatalf("no row of %s", skill)
	}
	return &r.Skills[i]
}

// A change that hangs on one source says so, by name; many skills that are tested side by side say the same as each alone.
func TestFragile(t *testing.T) {
	ads := market(1)
	month := func(a ad) int { return int(a.posted[3]-'4')*12 + int(a.posted[5]-'0')*10 + int(a.posted[6]-'0') }
	also(ads, "hangs", func(i int, a ad) bool { // one source asks for it more each month, the other for chance
		return a.source == "old" && i%40 < month(a) || a.source == "new" && i%5 == 0
	})
	skills := infos("common", "grows", "stays", "hangs")
	for i := range 40 {
		also(ads, fmt.Sprintf("rise%02d", i), func(j int, a ad) bool { return (j*7+i)%50 < month(a)/2+3 })
		skills = append(skills, infos(fmt.Sprintf("rise%02d", i))...)
	}
	p := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions())
	r := p.Report(trends.Query{}, skills)
	hangs := rowOf(t, r, "hangs")
	if hangs.Verdict != trends.Rising || len(hangs.FragileWithout) == 0 || hangs.FragileWithout[0] != "source old" || !slices.Contains(hangs.Flags, trends.FlagFragile) {
		t.Errorf("hangs: %s, without %v, flags %v; want a rise that hangs on source old", hangs.Verdict, hangs.FragileWithout, hangs.Flags)
	}
	if grows := rowOf(t, r, "grows"); slices.Contains(grows.FragileWithout, "source old") {
		t.Errorf("grows, which rises in both sources, hangs on %v", grows.FragileWithout)
	}
	for _, info := range skills {
		alone, among := rowOf(t, p.Report(trends.Query{}, []trends.SkillInfo{info}), info.ID), rowOf(t, r, info.ID)
		if alone.P != among.P || strings.Join(alone.FragileWithout, ";") != strings.Join(among.FragileWithout, ";") && alone.Verdict == among.Verdict {
			t.Errorf("%s alone: p %v, hangs on %v; among others %v, %v", info.ID, alone.P, alone.FragileWithout, among.P, among.FragileWithout)
		}
	}
}

// Levels can speak of one whole month, quarter or year, and explain lists as many openings as they count.
func TestPeriod(t *testing.T) {
	p := trends.NewPanel(snapshot(t, market(1)), trends.DefaultOptions())
	for _, c := range []struct{ period, until, first, last string }{
		{"", "2025-11", "2025-09", "2025-11"},
		{"month", "2025-11", "2025-11", "2025-11"},
		{"quarter", "2025-11", "2025-07", "2025-09"},
		{"year", "2025-11", "2024-01", "2024-12"},
		{"year", "2025-12", "2025-01", "2025-12"},
	} {
		q := trends.Query{Period: c.period, Until: c.until}
		r := p.Report(q, infos("common", "grows"))
		now := r.Meta.Now
		if now[0] != c.first || now[len(now)-1] != c.last {
			t.Errorf("period %q until %s: now is %v, want %s to %s", c.period, c.until, now, c.first, c.last)
		}
		for _, row := range r.Skills {
			if n := len(p.Explain(q, row.Skill, "", false)); n != row.Openings {
				t.Errorf("period %q until %s: %s has %d openings, explain lists %d", c.period, c.until, row.Skill, row.Openings, n)
			}
		}
	}
	if r := p.Report(trends.Query{Period: "year", Until: "2024-11"}, infos("common")); r.Meta.Count != "active" {
		t.Errorf("no year is whole: count %s, want what is open", r.Meta.Count)
	}
}

// A change since the year before is counted inside the sources that were there in both years.
func TestYearAgo(t *testing.T) {
	ads := market(1) // source new joins in January 2025
	r := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions()).Report(trends.Query{}, infos("grows", "stays", "common"))
	count := func(skill, from, to string) (n, k float64) {
		for _, a := range ads {
			if a.source == "old" && a.posted >= from && a.posted < to {
				n++
				if slices.Contains(strings.Fields(a.skills), skill) {
					k++
				}
			}
		}
		return n, k
	}
	for _, skill := range []string{"grows", "stays"} {
		n0, k0 := count(skill, "2024-10-01", "2025-01-01")
		n1, k1 := count(skill, "2025-10-01", "2026-01-01")
		row := rowOf(t, r, skill)
		want := fmt.Sprintf("%.9f to %.9f in 1 source, part %.9f", k0/n0, k1/n1, (n0+n1)/(n0+n1+3*400))
		got := fmt.Sprintf("%.9f to %.9f in %d source, part %.9f", float64(row.YearBefore), float64(row.YearBefore+row.YearPoints/100), row.YearSources, float64(row.YearMatched))
		if got != want {
			t.Errorf("%s: %s, want %s", skill, got, want)
		}
		if !(row.YearLow < row.YearPoints && row.YearPoints < row.YearHigh) || !(row.YearRatioLow < row.YearRatio && row.YearRatio < row.YearRatioHigh) {
			t.Errorf("%s: %v points (%v to %v), ratio %v (%v to %v)", skill, row.YearPoints, row.YearLow, row.YearHigh, row.YearRatio, row.YearRatioLow, row.YearRatioHigh)
		}
	}
}

// With 12 to 23 months a rise that a yearly wave explains as well is a doubt; with fewer the head says that nobody can tell.
func TestSeason(t *testing.T) {
	ads := slices.DeleteFunc(market(1), func(a ad) bool { return a.source == "new" || a.posted >= "2025-01-01" })
	also(ads, "summer", func(i int, a ad) bool { // a peak in July, and a window that ends there
		peak := map[string]int{"2024-04": 20, "2024-05": 30, "2024-06": 40, "2024-07": 40, "2024-08": 40, "2024-09": 40, "2024-10": 40, "2024-11": 40, "2024-12": 40}[a.posted[:7]]
		return i%100 < 10+peak
	})
	r := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions()).Report(trends.Query{}, infos("summer", "grows", "common"))
	row := rowOf(t, r, "summer")
	if r.Meta.Wave || !row.PSeason.Defined() || !row.Verdict.Change() {
		t.Fatalf("12 months: wave %v, second p %v, verdict %s", r.Meta.Wave, row.PSeason, row.Verdict)
	}
	if row.PSeason <= 0.05 || !slices.Contains(row.Flags, trends.FlagSeason) {
		t.Errorf("second p %v, flags %v", row.PSeason, row.Flags)
	}
}
