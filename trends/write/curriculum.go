package write

import (
	"fmt"
	"io"
	"slices"

	"trends/trends"
)

// CurriculumColumns are the columns of a comparison, in order.
func CurriculumColumns() []string {
	return []string{"skill", "name", "group", "taught", "taught_in_part", "openings", "total", "share", "low", "high",
		"odds_ratio_year", "odds_low", "odds_high", "q", "q_early", "verdict", "findings"}
}

// Curriculum writes a comparison in one of Formats.
func Curriculum(w io.Writer, c *trends.Curriculum, format string, o LearnOptions) error {
	switch format {
	case "json":
		return writeJSON(w, c)
	case "csv":
		out := newRecords(w, CurriculumColumns(), false)
		for _, r := range c.Skills {
			out.write(r.Skill, r.Name, r.Group, r.Taught, r.InPart, r.Openings, r.Total, r.Share, r.Low, r.High, r.OddsYear, r.OddsLow, r.OddsHigh,
				r.Q, r.QEarly, string(r.Verdict), r.Findings)
		}
		return out.close()
	}
	d := &document{name: "trends learn", title: "What is taught, and what " + scopeText(c.Meta.Scope) + " ask for", head: nowHead(&c.Meta)}
	for _, f := range []struct{ finding, title string }{
		{trends.FindingFading, "TAUGHT, BUT FALLING"},
		{trends.FindingRare, "TAUGHT, BUT RARELY ASKED FOR (upper limit below 1 %)"},
		{trends.FindingRising, "RISING, AND NOT TAUGHT"},
		{trends.FindingMissing, "ASKED FOR, AND NOT TAUGHT (lower limit above 1 %)"},
	} {
		d.addFinding(c, f.finding, f.title, o.Top)
	}
	if len(d.tables) == 0 {
		d.notes = append(d.notes, "Nothing taught falls or is rarely asked for, and nothing rising or much asked for is missing, "+
			"as far as these openings tell.")
	}
	d.addPlan(c.Plan, o, "as taught one meets")
	return d.write(w, format, o.Style)
}

// addFinding adds the table of one finding, if it has rows.
func (d *document) addFinding(c *trends.Curriculum, finding, title string, top int) {
	t := &Table{Title: title, Columns: []string{"skill", "now", "interval", "openings", "odds a year", "verdict"},
		Right: []bool{false, true, false, true, false, false}}
	more := 0
	for i := range c.Skills {
		r := &c.Skills[i]
		if !slices.Contains(r.Findings, finding) {
			continue
		}
		if top > 0 && len(t.Rows) == top {
			more++
			continue
		}
		t.Rows = append(t.Rows, []string{r.Name, percent(r.Share), interval(r.Low, r.High), fmt.Sprintf("%s of %s", count(r.Openings), count(r.Total)),
			odds(r.OddsYear, r.OddsLow, r.OddsHigh), verdictText(r.Verdict)})
	}
	if len(t.Rows) > 0 {
		d.add(t, more)
	}
}
