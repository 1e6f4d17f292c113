package extract

import "errors"

// Lint tags every example of the taxonomy and returns the ones that come out wrong: a "yes" without its skill, a "no"
// with it. An example is tagged as a text of its own, without a title. The error joins "file:line: what"; nil is good.
func (t *Taxonomy) Lint() error {
	var errs []error
	for i := range t.skills {
		sk := &t.skills[i]
		if len(sk.Forms) == 0 {
			errs = append(errs, sk.at.errorf("skill %s has no forms", sk.ID))
		}
		for _, ex := range sk.yes {
			if !t.finds(sk.ID, ex.text) {
				errs = append(errs, ex.at.errorf("skill %s: not found in its example %q%s", sk.ID, ex.text, t.reason(sk.ID, ex.text)))
			}
		}
		for _, ex := range sk.no {
			if t.finds(sk.ID, ex.text) {
				errs = append(errs, ex.at.errorf("skill %s: found in %q, which is an example of what is none", sk.ID, ex.text))
			}
		}
	}
	return errors.Join(errs...)
}

func (t *Taxonomy) finds(id, text string) bool {
	tags := t.Tag("", text)
	for _, m := range tags.Mentions {
		if m.Skill == id {
			return true
		}
	}
	return false
}

// reason says why an example's skill did not count, for the message.
func (t *Taxonomy) reason(id, text string) string {
	tags := t.Tag("", text)
	for _, e := range tags.Excluded {
		if e.Skill == id {
			return ": excluded as " + e.Why + " by rule " + e.Rule
		}
	}
	if tags.Language != "" && tags.Language != "en" {
		return ": the example was taken for language " + tags.Language
	}
	return ""
}
