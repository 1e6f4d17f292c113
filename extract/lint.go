package extract

import (
	"errors"
	"slices"
	"strings"
)

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
	return errors.Join(append(errs, t.lists()...)...)
}

// lists returns the forms that name several skills, "PyTorch/TensorFlow", and do not count for all of them: the longest form wins, so
// that the others would be lost.
func (t *Taxonomy) lists() (errs []error) {
	counts := map[string]map[int32]bool{} // by form: the skills that it counts for
	for i := range t.forms {
		f := &t.forms[i]
		key := fold(f.text)
		if counts[key] == nil {
			counts[key] = map[int32]bool{}
		}
		for _, id := range append(slices.Clone(f.also), f.skill) {
			counts[key][id] = true
		}
	}
	for i := range t.forms {
		f := &t.forms[i]
		if f.skip || !strings.Contains(f.text, "/") {
			continue
		}
		for part := range strings.SplitSeq(f.text, "/") {
			toks := t.words.scan(part, nil)
			end, node := 0, int32(0)
			if len(toks) > 0 {
				end, node = t.trie.longest(toks, 0)
			}
			if node == 0 || end != len(toks) {
				continue
			}
			for _, v := range t.trie.at(node) {
				if g := &t.forms[v]; !g.skip && g.bare && g.styled(part, toks) && !counts[fold(f.text)][g.skill] {
					errs = append(errs, t.skills[f.skill].at.errorf("skill %s: its form %q names %s, too: add `also: [%s]` to it",
						t.skills[f.skill].ID, f.text, t.skills[g.skill].ID, t.skills[g.skill].ID))
				}
			}
		}
	}
	return errs
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
