package write_test

import (
	"bytes"
	"testing"

	"trends/trends"
	"trends/trends/write"
)

func plan() *trends.LearnPlan {
	row := func(step int, skill string, gain, met int, flags ...string) trends.LearnRow {
		share := trends.Number(met) / 400
		return trends.LearnRow{Step: step, Skill: skill, Name: "<" + skill + ">", AskedBy: 3 * gain, Alone: gain, Gain: gain, Met: met, Total: 400, Share: share,
			Low: 0.8 * share, High: 1.2 * share, NEff: 150, Employers: 7, Needs: []string{}, With: []string{}, Flags: flags}
	}
	p := &trends.LearnPlan{Meta: report().Meta, Level: "required", Have: []string{"python", "sql"}, Names: []string{"Python", "SQL"}, Openings: 1000, Total: 400,
		Employers: 60, Asked: 4, Lacking: 1, Now: row(0, "", 0, 48), Steps: []trends.LearnRow{row(1, "pytorch", 36, 84), row(2, "aws", 20, 104, trends.FlagSmall)},
		Others: []trends.LearnRow{row(0, "rust", 12, 60), row(0, "go", 1, 49), row(0, "cobol", 0, 48)}}
	p.Now.Name = ""
	p.Steps[0].Needs, p.Steps[0].With = []string{"Deep learning"}, []string{"Deep learning", "Computer vision"}
	return p
}

func TestLearn(t *testing.T) {
	few, done := plan(), plan()
	few.Lacks, few.Steps, few.Others = "too few openings: 14, and 20 are needed", nil, nil
	done.Steps, done.Others, done.Names = nil, nil, nil
	for _, tt := range []struct {
		name, format string
		plan         *trends.LearnPlan
		o            write.LearnOptions
	}{
		{"learn-table", "table", plan(), write.LearnOptions{Top: 1, Left: "degrees"}},
		{"learn-csv", "csv", plan(), write.LearnOptions{Top: 1}},
		{"learn-json", "json", few, write.LearnOptions{}},
		{"learn-markdown", "markdown", plan(), write.LearnOptions{}},
		{"learn-html", "html", done, write.LearnOptions{}},
		{"learn-few", "", few, write.LearnOptions{}},
	} {
		golden(t, tt.name, func(b *bytes.Buffer) error { return write.Learn(b, tt.plan, tt.format, tt.o) })
	}
	if err := write.Learn(&bytes.Buffer{}, plan(), "xml", write.LearnOptions{}); err == nil {
		t.Error("format xml: no error")
	}
}

func TestCurriculum(t *testing.T) {
	c := &trends.Curriculum{Meta: report().Meta, Taught: []string{"hadoop", "scala"}, Plan: plan()}
	for i, r := range report().Skills {
		row := trends.CurriculumRow{SkillRow: r, Findings: []string{}}
		switch i {
		case 0:
			row.Findings = []string{trends.FindingRising, trends.FindingMissing}
		case 1:
			row.Taught, row.Findings = true, []string{trends.FindingFading}
		case 2, 3:
			row.Findings = []string{trends.FindingMissing}
		case 4:
			row.Taught, row.Findings = true, []string{trends.FindingRare}
		}
		c.Skills = append(c.Skills, row)
	}
	same := &trends.Curriculum{Meta: c.Meta, Plan: plan()}
	for _, format := range write.Formats() {
		golden(t, "curriculum-"+format, func(b *bytes.Buffer) error { return write.Curriculum(b, c, format, write.LearnOptions{Top: 2}) })
	}
	golden(t, "curriculum-same", func(b *bytes.Buffer) error { return write.Curriculum(b, same, "table", write.LearnOptions{}) })
}
