package extract

import "slices"

// roles returns the ids of the roles that the offered titles stand for, sorted.
func (r *reading) roles() []string {
	var out []string
	for i := range r.segs {
		if sg := &r.segs[i]; sg.offered {
			out = r.segmentRoles(sg, out)
		}
	}
	if len(out) == 0 && r.title > 0 {
		out = r.headlessRoles()
	}
	if len(out) > 0 && r.title > 0 && !slices.Contains(out, "manager") && r.leadsPeople() {
		out = append(out, "manager")
	}
	slices.Sort(out)
	return out
}

// headlessRoles returns the role of a title without a head word, as of an engineer of the field that it names: "Machine Learning
// Internship"; a title that names no field is another role.
func (r *reading) headlessRoles() []string {
	x := &r.t.ctx
	if r.sents[0].to == r.sents[0].from { // the title has no words
		return nil
	}
	if mask := r.titleMask(r.sents[0].from, r.sents[0].to); mask&x.disciplines != 0 {
		return slices.Clone(x.rolesOf(mask | x.engineer))
	}
	return []string{"other"}
}

// leadsPeople reports whether the work is to manage people.
func (r *reading) leadsPeople() bool {
	for _, m := range r.marks {
		if m.kind != cuePeople || r.denied(m, &r.sents[r.sentenceOf(m.from)]) {
			continue
		}
		switch r.sents[r.sentenceOf(m.from)].section {
		case secLegal, secBenefits, secCompany, secPreferred:
		default:
			return true
		}
	}
	return false
}

// item is one title of a segment that may name several.
type item struct {
	from, to int32
	mask     uint64
	head     bool // it holds a head word
	inside   bool // it stands in brackets
	joined   bool // only "/", "&" or "and" stands before it
}

// segmentRoles adds the roles of one segment to out. "Data Scientist / ML Engineer" are two titles; "AI/ML Engineer" is
// one with two qualifiers; "Engineers (backend, ML)" is one for each item of the brackets.
func (r *reading) segmentRoles(sg *segment, out []string) []string {
	var buf [16]item
	items := r.items(sg, buf[:0])
	x := &r.t.ctx
	add := func(mask uint64) {
		for _, role := range x.rolesOf(mask) {
			if !slices.Contains(out, role) {
				out = append(out, role)
			}
		}
	}
	for i := 0; i < len(items); {
		var mask uint64 // of the items without a head before the head
		for i < len(items) && !items[i].head {
			mask |= items[i].mask
			i++
		}
		if i == len(items) {
			if r.title == 0 && mask&x.trades != 0 && len(out) == 0 { // "Frontend / Backend"
				add(mask)
			}
			break
		}
		head := items[i]
		first := i - 1
		i++
		rest := i
		for i < len(items) && !items[i].head && !(items[i].joined && r.leads(items[i:])) {
			i++
		}
		tail := r.qualifiers(head, mask, items[rest:i])
		r.addLeading(items[:first+1], head, mask, add)
		specific := x.specific(x.rolesOf(head.mask | mask))
		switch {
		case len(tail) == 0 || tail[0].inside && specific:
			add(head.mask | mask)
		case len(tail) == 1:
			add(head.mask | mask | tail[0].mask)
		default:
			add(head.mask | mask)
			for _, t := range tail {
				if t.mask&x.fields != 0 {
					add(t.mask)
				} else {
					add(head.mask | t.mask)
				}
			}
		}
	}
	return out
}

// qualifiers returns those of the items after a head that name the trade. In "Frontend Engineer, AI Platform" the AI is what the
// software is about, and so it is in "Software Engineer, AI Products"; "Software Engineer, AI" is an AI engineer. A title that names a
// field already, "AI Engineer, AI Platform", is made narrower only by another field.
func (r *reading) qualifiers(head item, mask uint64, tail []item) []item {
	x := &r.t.ctx
	roles := x.rolesOf(head.mask | mask)
	if len(roles) == 0 || roles[0] != "software_engineer" && !x.specific(roles) {
		return tail
	}
	about := func(t item) bool { return t.mask&x.products != 0 && !r.bare(t) }
	if head.mask&x.trades != 0 {
		about = func(t item) bool { return t.mask&x.products != 0 }
	} else if x.specific(roles) {
		about = func(t item) bool { return t.mask&(x.products|x.trades) != 0 }
	}
	for i, t := range tail {
		if about(t) {
			return tail[:i]
		}
	}
	return tail
}

// bare reports whether an item is one phrase of titles and nothing else.
func (r *reading) bare(t item) bool {
	end, _ := r.t.ctx.titles.longest(r.toks[:t.to], int(t.from))
	return end == int(t.to)
}

// addLeading adds the roles of items before a head that are fields of their own: the first of "Backend / ML Engineer".
func (r *reading) addLeading(lead []item, head item, mask uint64, add func(uint64)) {
	x := &r.t.ctx
	for j := len(lead) - 1; j >= 0 && !lead[j].head; j-- {
		if m := lead[j].mask; m != 0 {
			if roles := x.rolesOf(m | head.mask&x.heads); len(roles) == 1 && roles[0] == "software_engineer" && m&x.heads == 0 {
				add(m | head.mask&x.heads)
			}
		}
	}
}

// leads reports whether the items start with qualifiers of a head that follows: "… / AI Engineer".
func (r *reading) leads(items []item) bool {
	for _, it := range items {
		if it.head {
			return true
		}
		if it.inside {
			return false
		}
	}
	return false
}

// specific reports whether roles name a field rather than software or anything.
func (x *context) specific(roles []string) bool {
	return len(roles) > 0 && roles[0] != "software_engineer" && roles[0] != "other"
}

// items cuts a segment at commas, slashes, dashes, brackets and the words that join lists.
func (r *reading) items(sg *segment, out []item) []item {
	start, inside, joined := sg.from, false, false
	depth := false
	for i := sg.from; i <= sg.to; i++ {
		cut, join, skip := i == sg.to, false, int32(0)
		if i < sg.to && i > sg.from {
			switch t := r.toks[i]; {
			case t.flags&(tokOpen|tokClose) != 0:
				cut = true
				depth = t.flags&tokOpen != 0
			case t.gap == gapSpace || t.gap == '.' || t.gap == '\'':
				if t.kind&kindJoin != 0 {
					cut, join, skip = true, true, 1
				}
			case t.gap == '/' || t.gap == '&' || t.gap == '+':
				cut, join = true, true
			default:
				cut = true
			}
		}
		if !cut {
			continue
		}
		if mask := r.titleMask(start, i); mask != 0 && len(out) < cap(out) {
			out = append(out, item{from: start, to: i, mask: mask, head: mask&r.t.ctx.heads != 0, inside: inside, joined: joined})
		}
		start, inside, joined = i+skip, depth, join
	}
	return out
}

// rolesOf returns the roles of the first rule that fits.
func (x *context) rolesOf(mask uint64) []string {
	for i := range x.roles {
		if rule := &x.roles[i]; rule.all&^mask == 0 && rule.not&mask == 0 {
			return rule.roles
		}
	}
	return nil
}
