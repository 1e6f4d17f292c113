package write

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"trends/trends"
)

// LearnOptions says how a plan is shown.
type LearnOptions struct {
	Style Style
	Top   int    // most rows of each list; 0 is all
	Left  string // what does not count as a skill to learn; "" if all counts
}

// LearnColumns are the columns of a plan, in order. kind is have, step or alone: what one has, a step, any other skill as the first
// step.
func LearnColumns() []string {
	return []string{"kind", "step", "skill", "name", "openings", "total", "share", "low", "high", "gain", "alone", "asked_by", "employers", "n_eff",
		"needs", "asked_with", "flags"}
}

// Learn writes a plan in one of Formats.
func Learn(w io.Writer, p *trends.LearnPlan, format string, o LearnOptions) error {
	switch format {
	case "json":
		return writeJSON(w, p)
	case "csv":
		return learnCSV(w, p)
	}
	d := &document{name: "trends learn", title: "What to learn next, in " + scopeText(p.Meta.Scope), head: nowHead(&p.Meta)}
	d.addPlan(p, o, "one meets")
	return d.write(w, format, o.Style)
}

func learnCSV(w io.Writer, p *trends.LearnPlan) error {
	out := newRecords(w, LearnColumns(), false)
	row := func(kind string, r *trends.LearnRow) {
		step := any("")
		if kind != "alone" {
			step = r.Step
		}
		out.write(kind, step, r.Skill, r.Name, r.Met, r.Total, r.Share, r.Low, r.High, r.Gain, r.Alone, r.AskedBy, r.Employers, r.NEff,
			r.Needs, r.With, r.Flags)
	}
	row("have", &p.Now)
	for i := range p.Steps {
		row("step", &p.Steps[i])
	}
	for i := range p.Others {
		row("alone", &p.Others[i])
	}
	return out.close()
}

// addPlan adds what is met now, the steps, and what else opens something. meets is "one meets", for the head.
func (d *document) addPlan(p *trends.LearnPlan, o LearnOptions, meets string) {
	left := ""
	if o.Left != "" {
		left = ". Not counted are " + o.Left + "; --all-groups counts them"
	}
	d.head = append(d.head, [2]string{"counted", fmt.Sprintf("%s of them ask for skills (%s), the middle one for %d; it is met when one has them all%s",
		count(p.Total), p.Level, p.Asked, left)})
	if p.Lacks != "" {
		d.notes = append(d.notes, "No advice: "+p.Lacks+".")
		return
	}
	d.head = append(d.head, [2]string{"so far", fmt.Sprintf("with %s %s %s %s of these %s%s; the middle one lacks %s",
		listText(p.Names), meets, percent(p.Now.Share), interval(p.Now.Low, p.Now.High), count(p.Total), smallText(&p.Now), plural(p.Lacking, "skill"))})
	if len(p.Steps) > 0 {
		d.add(stepTable(p.Steps), 0)
	} else {
		d.notes = append(d.notes, "No further skill opens anything.")
	}
	others := slices.DeleteFunc(slices.Clone(p.Others), func(r trends.LearnRow) bool { return r.Alone == 0 })
	more := 0
	if o.Top > 0 && len(others) > o.Top {
		others, more = others[:o.Top], len(others)-o.Top
	}
	if len(others) > 0 {
		d.add(otherTable(others), more)
	}
	d.notes = append(d.notes, "Opens alone: openings that now lack nothing but this skill. Also asks: what at least 60 % of the openings with it "+
		"ask for too, and is lacking. Often with: what is asked for with it more often than by chance (trends pairs), and is lacking.")
}

// stepTable lists the steps, one on top of the other.
func stepTable(rows []trends.LearnRow) *Table {
	t := &Table{Title: "NEXT, EACH ON TOP OF THOSE ABOVE", Columns: []string{"step", "adding", "meets", "interval", "openings", "gain",
		"opens alone", "asked by", "employers", "also asks", "often with"}, Right: []bool{true, false, true, false, true, true, true, true, true, false, false}}
	for i := range rows {
		r := &rows[i]
		t.Rows = append(t.Rows, []string{fmt.Sprint(r.Step), r.Name, percent(r.Share), interval(r.Low, r.High) + smallText(r), count(r.Met),
			"+" + count(r.Gain), count(r.Alone), count(r.AskedBy), count(r.Employers), strings.Join(r.Needs, ", "), strings.Join(r.With, ", ")})
	}
	return t
}

// otherTable lists other skills as the first step.
func otherTable(rows []trends.LearnRow) *Table {
	t := &Table{Title: "ANY OTHER SKILL ALONE", Columns: []string{"adding", "opens alone", "meets", "interval", "asked by", "employers",
		"also asks", "often with"}, Right: []bool{false, true, true, false, true, true, false, false}}
	for i := range rows {
		r := &rows[i]
		t.Rows = append(t.Rows, []string{r.Name, "+" + count(r.Alone), percent(r.Share), interval(r.Low, r.High) + smallText(r), count(r.AskedBy),
			count(r.Employers), strings.Join(r.Needs, ", "), strings.Join(r.With, ", ")})
	}
	return t
}

// smallText marks a share of few openings.
func smallText(r *trends.LearnRow) string {
	if len(r.Flags) == 0 {
		return ""
	}
	return " small n"
}

// listText writes "Python", "Python and SQL", "Python, SQL and 3 more", "nothing".
func listText(names []string) string {
	const shown = 6
	switch n := len(names); {
	case n == 0:
		return "nothing"
	case n == 1:
		return names[0]
	case n > shown:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:shown], ", "), n-shown)
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}
