package write

import (
	"fmt"
	"io"

	"trends/trends"
)

// PairColumns are the columns of pairs, in order: the JSON names of trends.PairRow.
func PairColumns() []string {
	return []string{"skill", "name", "with", "with_name", "openings", "skill_openings", "with_openings", "total", "employers",
		"share", "low", "high", "lift", "npmi", "odds_ratio", "role_odds_ratio", "role_odds_low", "role_odds_high", "role_matters", "deff", "g2", "p", "q",
		"capped_openings", "capped_skill", "capped_with", "capped_total", "reason"}
}

// PairRows writes pairs as CSV, or as JSON Lines with jsonl set.
func PairRows(w io.Writer, rows []trends.PairRow, jsonl bool) error {
	out := newRecords(w, PairColumns(), jsonl)
	for _, r := range rows {
		out.write(r.Skill, r.Name, r.With, r.WithName, r.Openings, r.SkillOpenings, r.WithOpenings, r.Total, r.Employers, r.Share, r.Low, r.High,
			r.Lift, r.NPMI, r.Odds, r.RoleOdds, r.RoleLow, r.RoleHigh, r.RoleMatters, r.Deff, r.G2, r.P, r.Q,
			r.CappedBoth, r.CappedSkill, r.CappedWith, r.CappedTotal, r.Reason)
	}
	return out.close()
}

// Pairs writes a list of pairs in one of Formats: for people the top found ones of each direction, 0 is all of them; for programs
// all pairs.
func Pairs(w io.Writer, l *trends.PairList, format string, top int, style Style) error {
	switch format {
	case "json":
		return writeJSON(w, l)
	case "csv":
		return PairRows(w, l.Pairs, false)
	}
	title := "Skills that openings ask for together"
	if l.Skill != "" {
		title = "Skills that openings ask for together with " + l.Name
	}
	d := &document{name: "trends pairs", title: title + ", in " + scopeText(l.Meta.Scope), head: pairHead(l)}
	var together, apart []trends.PairRow
	for _, r := range l.Pairs {
		switch {
		case r.Reason != "":
		case r.NPMI > 0:
			together = append(together, r)
		default:
			apart = append([]trends.PairRow{r}, apart...) // the most apart first
		}
	}
	d.addPairs("TOGETHER MORE OFTEN THAN BY CHANCE", l, together, top)
	d.addPairs("TOGETHER LESS OFTEN THAN BY CHANCE", l, apart, top)
	switch {
	case l.Tested == 0:
		d.notes = append(d.notes, "No pair can be tested: too few openings name both skills, or each of them (--format csv says what is missing).")
	case l.Found == 0:
		d.notes = append(d.notes, "No pair goes together more or less often than chance would have it, as far as these openings tell.")
	}
	return d.write(w, format, style)
}

func pairHead(l *trends.PairList) [][2]string {
	head := nowHead(&l.Meta)
	if l.Skill != "" {
		head = append(head, [2]string{"with it", plural(l.Openings, "opening")})
	}
	return append(head, [2]string{"tested", fmt.Sprintf("%s; listed are %s with q at most %g, the strongest first", plural(l.Tested, "pair"),
		plural(l.Found, "pair"), l.Meta.Settings.FDR)})
}

// addPairs adds a table of pairs, if there are any.
func (d *document) addPairs(title string, l *trends.PairList, rows []trends.PairRow, top int) {
	if len(rows) == 0 {
		return
	}
	t := &Table{Title: title, Columns: []string{"skill", "with", "openings", "of the first", "interval", "times chance", "NPMI", "q", "notes"},
		Right: []bool{false, false, true, true, false, true, true, true, false}}
	first := 0
	if l.Skill != "" { // all rows are of it
		first, t.Columns[3] = 1, "of those with it"
	}
	more := 0
	if top > 0 && len(rows) > top {
		rows, more = rows[:top], len(rows)-top
	}
	for _, r := range rows {
		t.Rows = append(t.Rows, []string{r.Name, r.WithName, count(r.Openings), percent(r.Share), interval(r.Low, r.High),
			"x" + figure(float64(r.Lift)), figure(float64(r.NPMI)), probability(r.Q), roleText(&r)}[first:])
	}
	t.Columns, t.Right = t.Columns[first:], t.Right[first:]
	d.add(t, more)
}

// roleText says what becomes of a pair among openings of the same roles, where that is much else.
func roleText(r *trends.PairRow) string {
	if !r.RoleMatters {
		return ""
	}
	text := "the role explains part of it"
	if (r.RoleOdds > r.Odds) == (r.NPMI > 0) {
		text = "stronger at equal role"
	}
	return fmt.Sprintf("%s: odds x%s, at equal role x%s", text, figure(float64(r.Odds)), figure(float64(r.RoleOdds)))
}

// nowHead says what a result without a trend speaks of.
func nowHead(m *trends.Meta) [][2]string {
	when := "open on " + m.AsOf
	if m.Count == "new" {
		when = "new in " + spanText(m.Now[0], m.Now[len(m.Now)-1])
	}
	head := [][2]string{{"now", fmt.Sprintf("%s %s, %s", plural(m.OpeningsNow, "opening"), when, plural(m.EmployersNow, "employer"))}}
	if f := filterText(m.Filter); f != "" {
		head = append(head, [2]string{"only", f})
	}
	return append(head, [2]string{"taxonomy", m.Taxonomy + taggerText(m.Tagger)})
}
