package write

import (
	"fmt"

	"trends/trends"
)

// correctedText says what a share is without the errors of the tagger: "found in 12.0 %, corrected 12.6 % (10.9 to 14.5)"; "" if too
// few openings have been read.
func correctedText(r *trends.SkillRow) string {
	if !r.Corrected.Defined() {
		return ""
	}
	return fmt.Sprintf("found in %s, corrected %s %s", percent(r.Share), percent(r.Corrected), interval(r.CorrectedLow, r.CorrectedHigh))
}

// readText says what people found who read openings by hand; "" if nobody has.
func readText(r *trends.SkillRow, confidence float64) string {
	if r.ReadTagged+r.ReadUntagged == 0 {
		return ""
	}
	text := fmt.Sprintf("by hand: %s of %s with the tag right", count(r.ReadTrue), plural(r.ReadTagged, "opening"))
	if p, low, high := r.Precision(confidence); p.Defined() {
		text += fmt.Sprintf(", precision %s %s", percent(p), interval(low, high))
	}
	text += fmt.Sprintf("; %s of %s without it missed", count(r.ReadMissed), count(r.ReadUntagged))
	if p, low, high := r.Recall(confidence); p.Defined() {
		text += fmt.Sprintf(", recall %s %s", percent(p), interval(low, high))
	}
	switch {
	case r.Corrected.Defined():
	case min(r.Openings, r.Total-r.Openings) < trends.MinReadings:
		text += fmt.Sprintf("; too few openings to correct the share, which takes %d of either", trends.MinReadings)
	case min(r.ReadTagged, r.ReadUntagged) < trends.MinReadings:
		text += fmt.Sprintf("; %d of either correct the share: `trends review %s`", trends.MinReadings, r.Skill)
	default:
		text += "; too much doubt is left to correct the share"
	}
	return text
}

// Reviews returns what hand readings say, one row a skill: those of which something has been read, then those to read next. void counts
// by skill the readings that say nothing of the tags in force.
func Reviews(rows []trends.SkillRow, void map[string]int, confidence float64) *Table {
	t := &Table{
		Columns: []string{"skill", "verdict", "read_tagged", "right", "read_untagged", "missed", "precision", "recall", "found", "corrected", "note"},
		Heads:   []string{"skill", "verdict", "tagged read", "right", "others read", "missed", "precision", "recall", "found", "corrected", "note"},
		Right:   []bool{false, false, true, true, true, true, false, false, true, false, false}}
	for _, read := range []bool{true, false} {
		for i := range rows {
			r := &rows[i]
			some := r.ReadTagged+r.ReadUntagged+void[r.Skill] > 0
			if some == read && (some || r.Unchecked && r.Verdict.Change()) {
				people, programs := reviewed(r, void[r.Skill], confidence)
				t.Rows, t.Machine = append(t.Rows, people), append(t.Machine, programs)
			}
		}
	}
	return t
}

// reviewed is the row of one skill.
func reviewed(r *trends.SkillRow, void int, confidence float64) (people []string, programs []any) {
	part := func(n, low, high trends.Number) string {
		if !n.Defined() {
			return ""
		}
		return percent(n) + " " + interval(low, high)
	}
	p, pLow, pHigh := r.Precision(confidence)
	c, cLow, cHigh := r.Recall(confidence)
	note := reviewNote(r, void)
	people = []string{r.Skill, verdictText(r.Verdict), count(r.ReadTagged), count(r.ReadTrue), count(r.ReadUntagged), count(r.ReadMissed),
		part(p, pLow, pHigh), part(c, cLow, cHigh), percent(r.Share), part(r.Corrected, r.CorrectedLow, r.CorrectedHigh), note}
	programs = []any{r.Skill, string(r.Verdict), r.ReadTagged, r.ReadTrue, r.ReadUntagged, r.ReadMissed, p, c, r.Share, r.Corrected, note}
	return people, programs
}

// reviewNote says what to read next, and what counts no more.
func reviewNote(r *trends.SkillRow, void int) string {
	switch {
	case r.Unchecked && r.Verdict.Change():
		return "ambiguous name of a change, not checked: trends review " + r.Skill
	case void > 0:
		return fmt.Sprintf("%s of another text or taxonomy", plural(void, "reading"))
	}
	return ""
}
