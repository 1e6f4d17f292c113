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
	if len(out) > 0 && r.title > 0 && !slices.Contains(out, "manager") && r.leadsPeople() {
		out = append(out, "manager")
	}
	slices.Sort(out)
	return out
}

// leadsPeople reports whether the work is to manage people.
func (r *reading) leadsPeople() bool {
	for _, m := range r.marks {
		if m.kind != cuePeople {
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
			break
		}
		head := items[i]
		first := i - 1
		i++
		rest := i
		for i < len(items) && !items[i].head && !(items[i].joined && r.leads(items[i:])) {
			i++
		}
		tail := items[rest:i]
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
