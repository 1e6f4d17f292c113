package trends

import (
	"cmp"
	"slices"
)

// Curriculum compares what is taught with what openings ask for.
type Curriculum struct {
	Meta   Meta            `json:"meta"`
	Taught []string        `json:"taught"` // skill ids, sorted
	Skills []CurriculumRow `json:"skills"` // every skill that counts or is taught, the most asked for first
	Plan   *LearnPlan      `json:"plan"`   // what openings the taught skills meet, and what to add
}

// CurriculumRow is one skill in a comparison: its share now and its verdict as a report gives them, and what follows.
type CurriculumRow struct {
	SkillRow
	Taught   bool     `json:"taught"`
	InPart   bool     `json:"taught_in_part"` // a kind or a part of it is taught, and not itself
	Findings []string `json:"findings"`
}

// The findings about a skill. Those of a share need its interval to lie wholly on one side of the limit.
const (
	FindingFading  = "taught and falling"       // confirmed, or an early signal; the verdict says which
	FindingRare    = "taught and rarely asked"  // upper limit of the share below 1 %
	FindingRising  = "rising and not taught"    // confirmed, or an early signal
	FindingMissing = "asked for and not taught" // lower limit of the share above 1 %
)

const rareShare = 0.01

// Curriculum compares the skills taught, by id, with demand in the slice of the query. skills are all skills, which a report tests
// together; counted those that a curriculum could teach. steps are those of the plan.
func (p *Panel) Curriculum(q Query, taught []string, skills, counted []SkillInfo, steps int) *Curriculum {
	report := p.Report(q, skills)
	c := &Curriculum{Meta: report.Meta, Taught: slices.Compact(slices.Sorted(slices.Values(taught))), Skills: []CurriculumRow{},
		Plan: p.Learn(q, taught, counted, steps)}
	part := map[string]bool{}
	up := above(skills)
	for _, id := range c.Taught {
		for parent := range up[id] {
			part[parent] = true
		}
	}
	for _, r := range report.Skills {
		row := CurriculumRow{SkillRow: r, Taught: slices.Contains(c.Taught, r.Skill), Findings: []string{}}
		row.InPart = part[r.Skill] && !row.Taught
		if row.Taught || slices.ContainsFunc(counted, func(s SkillInfo) bool { return s.ID == r.Skill }) {
			row.find(p.opt)
			c.Skills = append(c.Skills, row)
		}
	}
	slices.SortFunc(c.Skills, func(a, b CurriculumRow) int {
		return cmp.Or(cmp.Compare(b.Openings, a.Openings), cmp.Compare(a.Skill, b.Skill))
	})
	return c
}

// find says what follows from the row.
func (r *CurriculumRow) find(o Options) {
	enough := r.Share.Defined() && r.NEff >= Number(o.MinOpenings)
	for _, f := range []struct {
		holds bool
		text  string
	}{
		{r.Taught && (r.Verdict == Falling || r.Verdict == EarlyDown), FindingFading},
		{r.Taught && enough && r.High < rareShare, FindingRare},
		{!r.Taught && !r.InPart && (r.Verdict == Rising || r.Verdict == EarlyUp), FindingRising},
		{!r.Taught && !r.InPart && enough && r.Low > rareShare, FindingMissing},
	} {
		if f.holds {
			r.Findings = append(r.Findings, f.text)
		}
	}
}
