package extract

import (
	"slices"

	"trends/trends"
)

// Tag says what a posting asks for: its skills with places and levels, what looks like a skill and is none, roles,
// seniority, place of work, pay, scope and language. Offsets are bytes in title + "\n" + text. It depends on nothing but
// its arguments and the taxonomy, never panics, and may be called from any number of goroutines.
func (t *Taxonomy) Tag(title, text string) trends.Tags {
	r := t.pool.Get().(*reading)
	defer t.pool.Put(r)
	r.read(t, title, text)
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
func (r *reading) read(t *Taxonomy, title, text string) {
	*r = reading{scratch: r.scratch, t: t, s: unwrap(title + "\n" + text), title: len(title)}
	r.toks = t.words.scan(r.s, r.toks[:0])
	r.addresses()
	r.split()
	r.findCues()
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

// found is a mention or an exclusion before it is written out.
type found struct {
	key   uint64 // its first byte and the rank of its skill: what it is ordered by
	end   int32
	rule  int32
	level trends.Level
	why   why
}

func (f *found) start() int { return int(f.key >> 32) }

func (t *Taxonomy) found(start, end, skill, rule int32) found {
	return found{key: uint64(start)<<32 | uint64(t.ranks[skill]), end: end, rule: rule}
}

// collect writes the settled candidates as mentions and exclusions.
func (r *reading) collect(tags *trends.Tags) {
	r.outs, r.excl = r.outs[:0], r.excl[:0]
	for i := range r.cands {
		k := &r.cands[i]
		if k.state != stateOK && k.why == whyNone {
			continue
		}
		f := &r.t.forms[k.form]
		start, end := r.toks[k.from].start, r.toks[k.to-1].end
		place := r.t.found(start, end, f.skill, f.rule)
		if k.state != stateOK {
			place.why = k.why
			r.excl = append(r.excl, place)
			continue
		}
		place.level = r.level(k)
		r.outs = append(r.outs, place)
		for _, id := range f.also {
			also := r.t.found(start, end, id, f.rule)
			also.level = place.level
			r.outs = append(r.outs, also)
		}
	}
	r.order()
	r.write(tags)
}

// order sorts by start, then skill, and keeps one mention a skill and place. An exclusion where the skill is mentioned by
// another of its forms is none.
func (r *reading) order() {
	r.outs, r.excl = ordered(r.outs), ordered(r.excl)
	at := 0
	r.excl = slices.DeleteFunc(r.excl, func(e found) bool {
		for at < len(r.outs) && r.outs[at].key < e.key {
			at++
		}
		return at < len(r.outs) && r.outs[at].key == e.key
	})
}

// ordered sorts a list that is nearly sorted already, and keeps the first of its items with the same key.
func ordered(list []found) []found {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j-1].key > list[j].key; j-- {
			list[j-1], list[j] = list[j], list[j-1]
		}
	}
	return slices.CompactFunc(list, func(a, b found) bool { return a.key == b.key })
}

// write turns what was found into tags.
func (r *reading) write(tags *trends.Tags) {
	if len(r.outs) > 0 {
		tags.Mentions = make([]trends.Mention, len(r.outs))
	}
	for i := range r.outs {
		f := &r.outs[i]
		tags.Mentions[i] = trends.Mention{Skill: r.t.ids[uint32(f.key)], Level: f.level, Start: f.start(), End: int(f.end), Rule: r.t.rules[f.rule]}
	}
	if len(r.excl) > 0 {
		tags.Excluded = make([]trends.Exclusion, len(r.excl))
	}
	for i := range r.excl {
		f := &r.excl[i]
		tags.Excluded[i] = trends.Exclusion{Skill: r.t.ids[uint32(f.key)], Start: f.start(), End: int(f.end), Why: whyNames[f.why], Rule: r.t.rules[f.rule]}
	}
}
