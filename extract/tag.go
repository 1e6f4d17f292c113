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
	r := reading{scratch: sc, t: t, s: title + "\n" + text, title: len(title)}
	r.toks = t.words.scan(r.s, r.toks[:0])
	r.addresses()
	r.split()
	r.findCues()
	tags := trends.Tags{Remote: trends.RemoteUnspecified, Scope: trends.ScopeAll}
	if tags.Language = r.language(); tags.Language != "" && tags.Language != "en" {
		return tags
	}
	r.sections()
	r.findTitles()
	r.findForms()
	r.settle()
	r.collect(&tags)
	tags.Roles = r.roles()
	tags.Seniority = r.seniority()
	tags.Remote = r.remote()
	tags.Pay = r.pay()
	tags.Scope = r.scope(&tags)
	return tags
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

// order sorts by start, then skill, and keeps one mention a skill and place.
func (r *reading) order() {
	slices.SortStableFunc(r.outs, func(a, b trends.Mention) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return compare(a.Skill, b.Skill)
	})
	r.outs = slices.CompactFunc(r.outs, func(a, b trends.Mention) bool { return a.Start == b.Start && a.Skill == b.Skill })
	slices.SortStableFunc(r.excl, func(a, b trends.Exclusion) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return compare(a.Skill, b.Skill)
	})
	r.excl = slices.CompactFunc(r.excl, func(a, b trends.Exclusion) bool { return a.Start == b.Start && a.Skill == b.Skill })
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
