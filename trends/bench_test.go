package trends_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trends/trends"
)

// bigSnapshot makes up n ads of 36 months, ten skills each: 60 archives, employers and skills of very different size.
func bigSnapshot(n int) (*trends.Snapshot, []trends.SkillInfo) {
	const sources, employers, skills, each = 60, 20_000, 300, 10
	r := rand.New(rand.NewPCG(7, 9))
	s := &trends.Snapshot{Countries: []string{""}, Currencies: []string{""}, Employers: []trends.Employer{{}}, Taxonomy: "test"}
	var list []trends.SkillInfo
	for i := range skills {
		id := fmt.Sprintf("skill%03d", i)
		s.Skills = append(s.Skills, id)
		list = append(list, trends.SkillInfo{ID: id, Name: id, Group: "test"})
	}
	for i := range sources {
		s.Sources = append(s.Sources, trends.SourceState{Key: fmt.Sprintf("board%02d", i), Kind: trends.KindImport,
			Crawls: []trends.Crawl{{Outcome: trends.OutcomeComplete, From: "2023-01", To: "2025-12"}}})
	}
	for i := range employers {
		key := fmt.Sprintf("employer%05d", i)
		s.Employers = append(s.Employers, trends.Employer{Key: key, Name: key})
	}
	first, _ := trends.MonthNumber("2023-01")
	a := &s.Ads
	square := func(n int) int { f := r.Float64(); return int(f * f * float64(n)) }
	for i := range n {
		employer := square(employers)
		month := first + int32(r.IntN(36))
		a.Posting, a.Opening, a.Record = append(a.Posting, int64(i+1)), append(a.Opening, int64(i+1)), append(a.Record, int64(i+1))
		a.Source, a.Employer = append(a.Source, uint16((employer*7+square(3))%sources)), append(a.Employer, uint32(employer+1))
		day := trends.FirstDay(month) + int32(r.IntN(28))
		a.Month, a.Posted, a.FirstSeen = append(a.Month, month), append(a.Posted, day), append(a.FirstSeen, day)
		a.Closed, a.Absence, a.ML = append(a.Closed, trends.NoTime), append(a.Absence, -1), append(a.ML, true)
		a.Roles, a.Seniority, a.Remote, a.Country = append(a.Roles, 0), append(a.Seniority, 0), append(a.Remote, 0), append(a.Country, 0)
		a.LastSeen, a.PayMin, a.PayMax = append(a.LastSeen, trends.NoTime), append(a.PayMin, 0), append(a.PayMax, 0)
		a.PayPeriod, a.Currency = append(a.PayPeriod, 0), append(a.Currency, 0)
		a.Start = append(a.Start, uint32(len(a.Skill)))
		var own []uint16
		for len(own) < each {
			if code := uint16(square(skills)); !slices.Contains(own, code) {
				own = append(own, code)
			}
		}
		slices.Sort(own)
		for _, code := range own {
			a.Skill, a.Level = append(a.Skill, code), append(a.Level, uint8(trends.LevelRequired))
		}
	}
	a.Start = append(a.Start, uint32(len(a.Skill)))
	return s, list
}

// BenchmarkReport is the whole report, all skills and all tests, on a loaded snapshot of a million openings and ten million
// mentions.
func BenchmarkReport(b *testing.B) {
	s, list := bigSnapshot(1_000_000)
	b.ReportAllocs()
	for b.Loop() {
		trends.NewPanel(s, trends.DefaultOptions()).Report(trends.Query{}, list)
	}
}

// BenchmarkPairs counts and tests all pairs of 300 skills: in the openings of three of 36 months, and, with all ads moved into one month,
// in a million.
func BenchmarkPairs(b *testing.B) {
	for name, month := range map[string]string{"now": "", "all": "2025-12"} {
		s, list := bigSnapshot(1_000_000)
		if m, ok := trends.MonthNumber(month); ok {
			for i := range s.Ads.Month {
				s.Ads.Month[i] = m
			}
		}
		p := trends.NewPanel(s, trends.DefaultOptions())
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p.Pairs(trends.Query{Active: month != ""}, "", list)
			}
		})
	}
}

// BenchmarkLearn plans eight steps.
func BenchmarkLearn(b *testing.B) {
	s, list := bigSnapshot(1_000_000)
	p := trends.NewPanel(s, trends.DefaultOptions())
	for b.Loop() {
		p.Learn(trends.Query{}, []string{"skill000", "skill001"}, list, 8)
	}
}
