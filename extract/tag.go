package extract

import (
	"slices"

	"trends/trends"
)

// Tag says what a posting asks for: its skills with places and levels, what looks like a skill and is none, roles,
// seniority, place of work, pay, scope and language. Offsets are bytes in title + "\n" + text. It depends on nothing but
// its arguments and the taxonomy, never panics, and may be called from any number of goroutines.
func (t *Taxonomy) Tag(title, text string) trends.Tags {
	sc := t.pool.Get().(*scratch)
	defer t.pool.Put(sc)
	r := t.read(sc, title, text)
	tags := trends.Tags{Remote: trends.RemoteUnspecified, Scope: trends.ScopeAll}
	if tags.Language = r.language(); tags.Language != "" && tags.Language != "en" {
		return tags
	}
	r.understand(&tags)
	tags.Seniority = r.seniority()
	tags.Remote = r.remote()
	tags.Pay = r.pay()
	return tags
}

// read cuts a text into words and sentences, and finds the phrases of context.yaml.
func (t *Taxonomy) read(sc *scratch, title, text string) *reading {
	r := &reading{scratch: sc, t: t, s: unwrap(title + "\n" + text), title: len(title)}
	r.toks = t.words.scan(r.s, r.toks[:0])
	r.addresses()
	r.split()
	r.findCues()
	return r
}

// understand finds the sections, the titles and the skills, and with them the roles and the scope.
func (r *reading) understand(tags *trends.Tags) {
	r.sections()
	r.findTitles()
	r.findForms()
	r.settle()
	r.collect(tags)
	tags.Roles = r.roles()
	tags.Scope = r.scope(tags)
}

// collect writes the settled candidates as mentions and exclusions.
func (r *reading) collect(tags *trends.Tags) {
	r.outs, r.excl = r.outs[:0], r.excl[:0]
	for i := range r.cands {
		k := &r.cands[i]
		f := &r.t.forms[k.form]
		start, end := int(r.toks[k.from].start), int(r.toks[k.to-1].end)
		rule := r.t.rules[f.rule]
		switch {
		case k.state == stateOK:
			m := trends.Mention{Skill: r.t.skills[f.skill].ID, Level: r.level(k), Start: start, End: end, Rule: rule}
			r.outs = append(r.outs, m)
			for _, list := range [2][]int32{f.also, r.t.skills[f.skill].also} {
				for _, id := range list {
					m.Skill = r.t.skills[id].ID
					r.outs = append(r.outs, m)
				}
			}
		case k.why != "":
			r.excl = append(r.excl, trends.Exclusion{Skill: r.t.skills[f.skill].ID, Start: start, End: end, Why: k.why, Rule: rule})
		}
	}
	r.order()
	if len(r.outs) > 0 {
		tags.Mentions = slices.Clone(r.outs)
	}
	if len(r.excl) > 0 {
		tags.Excluded = slices.Clone(r.excl)
	}
}

// order sorts by start, then skill, and keeps one mention a skill and place. An exclusion where the skill is mentioned by
// another of its forms is none.
func (r *reading) order() {
	for i := 1; i < len(r.outs); i++ { // nearly sorted already
		for j := i; j > 0 && later(r.outs[j-1].Start, r.outs[j-1].Skill, r.outs[j].Start, r.outs[j].Skill); j-- {
			r.outs[j-1], r.outs[j] = r.outs[j], r.outs[j-1]
		}
	}
	r.outs = slices.CompactFunc(r.outs, func(a, b trends.Mention) bool { return a.Start == b.Start && a.Skill == b.Skill })
	for i := 1; i < len(r.excl); i++ {
		for j := i; j > 0 && later(r.excl[j-1].Start, r.excl[j-1].Skill, r.excl[j].Start, r.excl[j].Skill); j-- {
			r.excl[j-1], r.excl[j] = r.excl[j], r.excl[j-1]
		}
	}
	at := 0
	r.excl = slices.DeleteFunc(r.excl, func(e trends.Exclusion) bool {
		for at < len(r.outs) && later(e.Start, e.Skill, r.outs[at].Start, r.outs[at].Skill) {
			at++
		}
		return at < len(r.outs) && r.outs[at].Start == e.Start && r.outs[at].Skill == e.Skill
	})
	r.excl = slices.CompactFunc(r.excl, func(a, b trends.Exclusion) bool { return a.Start == b.Start && a.Skill == b.Skill })
}

// later reports whether the first place and skill come after the second.
func later(start int, skill string, start2 int, skill2 string) bool {
	return start > start2 || start == start2 && skill > skill2
}
