package trends

import (
	"fmt"
	"slices"
)

// A skill that somebody added because its name was rising has risen in the months in which it was found, whatever the truth: of thousands
// of names some always do. These months, and those that they were compared with, are no proof; its test begins after them.

// trial is a test of some rows of a report on the same months.
type trial struct {
	t    *tests
	rows []int
	then *yearAgo
}

type trials []*trial

// trials sorts the skills by the months on which they are tested: all on those of t, but for skills that were found by their rise in the
// window.
func (p *Panel) trials(t *tests, q Query, skills []SkillInfo) trials {
	out := trials{{t: t}}
	late := map[string]*trial{} // by the last month in which the skill was found
	for i := range skills {
		if !foundIn(&skills[i], t.window) {
			out[0].rows = append(out[0].rows, i)
			continue
		}
		to := skills[i].Found.To
		if late[to] == nil {
			after, _ := MonthNumber(to)
			window := slices.DeleteFunc(slices.Clone(t.window), func(m int32) bool { return m <= after })
			late[to] = &trial{t: p.tests(q, window)}
			out = append(out, late[to])
		}
		late[to].rows = append(late[to].rows, i)
	}
	return out
}

// each calls f for every row on all processors, with a worker for its months.
func (l trials) each(f func(trial *trial, w *worker, i int)) {
	for _, trial := range l {
		trial.t.each(len(trial.rows), trial.t.wave(), func(w *worker, j int) { f(trial, w, trial.rows[j]) })
	}
}

// foundIn reports whether a skill was found by its rise in a month of the window, or after it.
func foundIn(info *SkillInfo, window []int32) bool {
	to, ok := MonthNumber(info.Found.To)
	return ok && len(window) > 0 && to >= window[0]
}

// foundLacks returns what a claim about the trend of some skills needs, if one of them was found by its rise in the window.
func foundLacks(skills []SkillInfo, ids []string, window []int32) string {
	for i := range skills {
		if info := &skills[i]; slices.Contains(ids, info.ID) && foundIn(info, window) {
			return fmt.Sprintf("a window that begins after %s, by whose rise %s was found", info.Found.To, info.Name)
		}
	}
	return ""
}

// warnFound says of each skill that was found by its rise from which month on it is tested.
func (r *Report) warnFound(skills []SkillInfo, window []int32) {
	for i := range skills {
		if info := &skills[i]; foundIn(info, window) {
			to, _ := MonthNumber(info.Found.To)
			r.Warnings = append(r.Warnings, Warning{"found by its rise", fmt.Sprintf("%s was found by its rise in %s to %s: those months are no proof of it, "+
				"its test starts from %s", info.Name, info.Found.From, info.Found.To, MonthName(to+1))})
		}
	}
}
