package extract

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"trends/trends"
)

// rawSkill is a skill as its file says it.
type rawSkill struct {
	id, name, group, section string
	at                       place
	forms                    []rawForm
	also, within             []located
	yes, no                  []located
	found                    trends.Span
}

// rawForm is a form or a skip with its conditions.
type rawForm struct {
	texts []located
	skip  bool
	why   string
	also  []located
	cond  *rawCond
	at    place
}

// rawCond is the list of conditions of a form: all of them must hold.
type rawCond struct {
	style    string // exact, upper, title
	list     string // "true", "false" or ""
	start    string
	noun     bool
	words    []rawWords
	sections []rawWords
	any      []*rawCond
}

// rawWords is a condition with a list of phrases, sections or skill ids.
type rawWords struct {
	op    string
	items []located
	at    place
}

func (s *source) skill(n *yaml.Node) {
	r := &rawSkill{at: s.at(n)}
	replace := false
	s.pairs(n, "a skill", func(key string, k, v *yaml.Node) {
		switch key {
		case "id":
			r.id = v.Value
		case "name":
			r.name = v.Value
		case "group":
			r.group = v.Value
		case "section":
			r.section = v.Value
		case "forms":
			s.each(v, "forms", func(n *yaml.Node) { r.forms = append(r.forms, s.form(n, false)) })
		case "skip":
			s.each(v, "skip", func(n *yaml.Node) { r.forms = append(r.forms, s.form(n, true)) })
		case "also":
			r.also = s.texts(v, "also")
		case "within":
			r.within = s.texts(v, "within")
		case "yes":
			r.yes = s.texts(v, "yes")
		case "no":
			r.no = s.texts(v, "no")
		case "found":
			r.found = s.found(v)
		case "replace":
			replace = s.flag(v, "replace")
		case "note", "why", "counts":
		default:
			s.bad(k, "a skill has no key %q; it has id, name, group, section, forms, skip, also, within, yes, no, found, replace, note", key)
		}
	})
	s.addSkill(r, replace)
}

// addSkill files a skill: new, over an older one, or into it.
func (s *source) addSkill(r *rawSkill, replace bool) {
	if r.id == "" || strings.Trim(r.id, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		s.errs = append(s.errs, r.at.errorf("skill %q: an id is made of a-z, 0-9 and _", r.id))
		return
	}
	old := s.byID[r.id]
	switch {
	case old == nil:
		if r.name == "" {
			s.errs = append(s.errs, r.at.errorf("skill %s: a new skill needs a name", r.id))
		}
		s.byID[r.id] = r
		s.skills = append(s.skills, r)
	case old.at.file == r.at.file:
		s.errs = append(s.errs, r.at.errorf("skill %s: stands in line %d already", r.id, old.at.line))
	case replace:
		r.name, r.group, r.section = either(r.name, old.name), either(r.group, old.group), either(r.section, old.section)
		*old = *r
	default:
		old.name, old.group, old.section = either(r.name, old.name), either(r.group, old.group), either(r.section, old.section)
		old.forms = append(old.forms, r.forms...)
		old.also, old.within = append(old.also, r.also...), append(old.within, r.within...)
		if r.found != (trends.Span{}) {
			old.found = r.found
		}
		old.yes, old.no = append(old.yes, r.yes...), append(old.no, r.no...)
	}
}

// found reads the months by whose rise a skill was found: "2026-04..2026-06".
func (s *source) found(n *yaml.Node) trends.Span {
	from, to, _ := strings.Cut(n.Value, "..")
	a, ok := trends.MonthNumber(from)
	b, ok2 := trends.MonthNumber(to)
	if !ok || !ok2 || b < a {
		s.bad(n, "found must be a first and a last month such as 2026-04..2026-06, it is %q", n.Value)
		return trends.Span{}
	}
	return trends.Span{From: from, To: to}
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// form reads a form or a skip: a text, a list of texts, or a mapping with text and conditions.
func (s *source) form(n *yaml.Node, skip bool) rawForm {
	f := rawForm{skip: skip, why: "context", at: s.at(n)}
	if n.Kind == yaml.ScalarNode || n.Kind == yaml.SequenceNode {
		f.texts = s.texts(n, "a form")
		return f
	}
	f.cond = s.cond(n, func(key string, v *yaml.Node) bool {
		switch key {
		case "text":
			f.texts = s.texts(v, "text")
		case "why":
			f.why = v.Value
			if !knownWhy(v.Value) {
				s.bad(v, "why %q is not known: negated, boilerplate, name, context or legal", v.Value)
			}
		case "also":
			f.also = s.texts(v, "also")
		case "note":
		default:
			return false
		}
		return true
	})
	if len(f.texts) == 0 {
		s.bad(n, "a form needs a text")
	}
	return f
}

// opposite is the condition that "not_start: true" stands for, "start: false".
func opposite(not bool) string {
	if not {
		return "false"
	}
	return "true"
}

func knownWhy(w string) bool { return w != "" && slices.Contains(whyNames[:], w) }

// cond reads the conditions of a mapping; own handles the keys that are none.
func (s *source) cond(n *yaml.Node, own func(key string, v *yaml.Node) bool) *rawCond {
	c := &rawCond{}
	if s.depth++; s.depth > 4 { // also the end of an anchor that holds itself
		s.bad(n, "conditions may be nested 3 deep")
		n = &yaml.Node{Kind: yaml.MappingNode}
	}
	defer func() { s.depth-- }()
	s.pairs(n, "a form", func(key string, k, v *yaml.Node) {
		if own != nil && own(key, v) {
			return
		}
		switch key {
		case "case":
			if c.style = v.Value; v.Value != "exact" && v.Value != "upper" && v.Value != "title" && v.Value != "any" {
				s.bad(v, "case %q is not known: exact, upper, title or any", v.Value)
			}
		case "list":
			s.flag(v, key)
			c.list = v.Value
		case "start":
			s.flag(v, key)
			c.start = v.Value
		case "noun":
			c.noun = s.flag(v, key)
		case "not_list":
			c.list = opposite(s.flag(v, key))
		case "not_start":
			c.start = opposite(s.flag(v, key))
		case "near", "not_near", "before", "not_before", "after", "not_after", "with", "not_with", "near_skill", "anywhere", "not_anywhere":
			c.words = append(c.words, rawWords{key, s.texts(v, key), s.at(k)})
		case "section", "not_section":
			c.sections = append(c.sections, rawWords{key, s.texts(v, key), s.at(k)})
		case "any":
			s.each(v, "any", func(n *yaml.Node) { c.any = append(c.any, s.cond(n, nil)) })
		default:
			s.bad(k, "condition %q is not known: case, list, start, noun, near, before, after, section (and not_…), near_skill, with, anywhere, any", key)
		}
	})
	return c
}
