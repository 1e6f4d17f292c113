package trends_test

import (
	"testing"

	"trends/trends"
)

// Every cell of a report and of a series is as many openings as explain lists behind it, whatever the slice.
func TestExplainAddsUp(t *testing.T) {
	ads := market(5)
	for i := range ads { // cross-posts, reposts and ads out of scope
		switch {
		case i%17 == 3:
			ads[i].opening = ads[i-3].id
		case i%19 == 4 && ads[i].source == ads[i-1].source && ads[i-1].opening == 0:
			ads[i].opening, ads[i].record = ads[i-1].id, ads[i-1].id
		}
		ads[i].other = i%11 == 0
	}
	p := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions())
	skills := infos("common", "grows", "stays", "absent")
	for _, q := range []trends.Query{{}, {Scope: trends.ScopeAll}, {Source: "old"}, {Level: trends.LevelRequired}, {Active: true}, {Until: "2025-06"}, {Period: "quarter"}} {
		r := p.Report(q, skills)
		for _, row := range r.Skills {
			if n := len(p.Explain(q, row.Skill, "", false)); n != row.Openings {
				t.Errorf("%+v: %s has %d openings, explain lists %d", q, row.Skill, row.Openings, n)
			}
			if n := len(p.Explain(q, row.Skill, "", true)); !q.Active && n != row.Records {
				t.Errorf("%+v: %s has %d records, explain lists %d", q, row.Skill, row.Records, n)
			}
		}
		for _, cell := range p.Series(q, skills, trends.SeriesOptions{}) {
			if n := len(p.Explain(q, cell.Skill, cell.Period, false)); n != cell.Openings {
				t.Errorf("%+v: %s has %d openings in %s, explain lists %d", q, cell.Skill, cell.Openings, cell.Period, n)
			}
		}
	}
}
