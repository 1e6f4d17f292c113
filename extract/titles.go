package extract

import "slices"

// roles returns the ids of the roles that the offered titles stand for, sorted.
func (r *reading) roles() []string {
	out := r.ids[:0]
	firsts := 0
	for i := range r.segs {
		if sg := &r.segs[i]; sg.offered && !sg.second {
			out = r.segmentRoles(sg, out)
			firsts++
		}
	}
	only := firsts == 1 && slices.ContainsFunc(out, isField) // "we seek an engineer" speaks of the one job of the first line
	for i := range r.segs {
		if sg := &r.segs[i]; sg.offered && sg.second && !(only && r.anyone(sg)) {
			out = r.segmentRoles(sg, out)
		}
	}
	switch {
	case len(out) > 0:
	case r.title > 0:
		out = append(out, r.headlessRoles()...)
	default:
		out = append(out, r.headerFields()...)
	}
	if r.single() {
		out = r.oneTitle(out)
	}
	if len(out) > 0 && r.title > 0 && !slices.Contains(out, "manager") && r.leadsPeople() {
		out = append(out, "manager")
	}
	slices.Sort(out)
	if r.ids = out; len(out) == 0 {
		return nil
	}
	return slices.Clone(out)
}

// anyone reports whether a sentence names a job of no field: "we seek an engineer".
func (r *reading) anyone(sg *segment) bool {
	if !r.isWord(sg.from, "a") && !r.isWord(sg.from, "an") {
		return false
	}
	return !slices.ContainsFunc(r.segmentRoles(sg, nil), func(role string) bool { return !isGeneral(role) })
}

// single reports whether the posting has a title and that names its job.
func (r *reading) single() bool {
	return r.title > 0 && (len(r.segs) == 0 || r.sents[r.sentenceOf(r.segs[0].from)].line == 0)
}

// oneTitle settles the roles of a posting with a title: what its text calls the job makes a general title specific, or adds a field to
// a specific one.
func (r *reading) oneTitle(out []string) []string {
	x := &r.t.ctx
	for i := range r.segs {
		if sg := &r.segs[i]; sg.alias {
			named := r.segmentRoles(sg, nil)
			if slices.Contains(named, "manager") && !slices.Contains(out, "manager") {
				out = append(out, "manager")
			}
			if !x.specific(named) {
				break
			}
			if !slices.ContainsFunc(out, isField) {
				out = slices.DeleteFunc(out, isGeneral)
			}
			for _, role := range named {
				if isField(role) && !slices.Contains(out, role) {
					out = append(out, role)
				}
			}
		}
	}
	return out
}

// isGeneral reports whether a role tells no field; isField whether it tells one.
func isGeneral(role string) bool { return role == "software_engineer" || role == "other" }
func isField(role string) bool   { return !isGeneral(role) && role != "manager" }

// headlessRoles returns the role of a title without a head word, as of an engineer of the field that it names: "Machine Learning
// Internship"; a title that names no field is another role.
func (r *reading) headlessRoles() []string {
	x := &r.t.ctx
	if r.sents[0].to == r.sents[0].from { // the title has no words
		return nil
	}
	mask := r.titleMask(r.sents[0].from, r.sents[0].to)
	if roles := x.rolesOf(mask); x.specific(roles) {
		return slices.Clone(roles)
	}
	if mask&x.disciplines != 0 {
		return slices.Clone(x.rolesOf(mask | x.engineer))
	}
	return []string{"other"}
}

// headerFields returns the roles of the fields that a first line names and nothing else: "Example | Data Science | Berlin". AI alone may be
// what the employer makes.
func (r *reading) headerFields() (out []string) {
	x := &r.t.ctx
	for i := range r.sents {
		sent := &r.sents[i]
		if sent.line != 1 || sent.to == sent.from || !r.header(sent) {
			continue
		}
		start := sent.from
		for j := sent.from + 1; j <= sent.to; j++ {
			if j < sent.to && !r.cutsTitle(j) {
				continue
			}
			it := item{from: start, to: j, mask: r.titleMask(start, j)}
			roles := x.rolesOf(it.mask | x.engineer)
			if start > sent.from && it.mask&x.disciplines != 0 && r.bare(it) && x.specific(roles) && roles[0] != "ai_engineer" && !slices.Contains(out, roles[0]) {
				out = append(out, roles[0])
			}
			start = j
		}
	}
	return out
}

// leadsPeople reports whether the work is to manage people.
func (r *reading) leadsPeople() bool {
	if !r.cues.has(1 << cuePeople) {
		return false
	}
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
	apart    bool // a dash, a colon or a bracket stands before it
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
	for k := 0; k+1 < len(items); k++ { // "Lead LLM & ML Developer" has one head
		if items[k].head && len(x.rolesOf(items[k].mask)) == 0 && items[k+1].joined && items[k+1].head {
			items[k].head = false
		}
	}
	from := len(out)
	for i := 0; i < len(items); {
		var mask uint64 // of the items without a head before the head
		start := i
		for i < len(items) && !items[i].head {
			mask |= items[i].mask
			i++
		}
		if i == len(items) {
			if !r.single() && mask&x.trades != 0 && len(out) == 0 { // "Frontend / Backend"
				r.addHeadless(items[start:], add)
			}
			break
		}
		head := items[i]
		if i > 0 && head.joined && items[i-1].head && head.to-head.from == 1 && (r.isWord(head.from, "scientists") || r.isWord(head.from, "scientist")) {
			i++ // "Research Engineers/Scientists" are of one field
			continue
		}
		first := i - 1
		i++
		rest := i
		for i < len(items) && !items[i].head && !(items[i].joined && r.leads(items[i:])) {
			i++
		}
		again := start == first+1 && len(out) > from && (head.apart || !head.joined && x.rank(head.mask))
		if again && r.single() { // "LLM Engineer - Field Developer", "Data Scientist, Specialist"
			out = x.sameTitle(out, from, head.mask)
			continue
		}
		if !r.single() && r.addList(items[start:rest], items[rest:i], add) {
			continue
		}
		tail := r.qualifiers(head, mask, items[rest:i])
		r.addLeading(items[:first+1], head, mask, add)
		specific := x.specific(x.rolesOf(head.mask | mask))
		switch {
		case len(tail) == 0 || tail[0].inside && specific:
			add(head.mask | mask)
		case len(tail) == 1:
			add(head.mask | mask | tail[0].mask)
		case r.single(): // one title: its fields, else what it is without them
			n := len(out)
			for _, t := range tail {
				if roles := x.rolesOf(head.mask | mask | t.mask); x.specific(roles) {
					add(head.mask | mask | t.mask)
				}
			}
			if len(out) == n {
				add(head.mask | mask)
			}
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

// addHeadless adds the roles of a list of trades without a head: "React, SRE and Data Science".
func (r *reading) addHeadless(items []item, add func(uint64)) {
	x := &r.t.ctx
	for _, it := range items {
		if it.mask&(x.trades|x.fields) != 0 && (!x.outside(it.mask) || r.bare(it)) {
			add(it.mask)
		}
	}
}

// rank reports whether words tell a rank or nothing: "Specialist", "Director".
func (x *context) rank(mask uint64) bool {
	roles := x.rolesOf(mask)
	return len(roles) > 0 && roles[0] == "other"
}

// sameTitle returns out with the roles of a second head of the same title, which stands after a dash or in brackets: of the two the one
// that names a field counts, else the first.
func (x *context) sameTitle(out []string, from int, mask uint64) []string {
	roles := x.rolesOf(mask)
	if slices.Contains(roles, "manager") && !slices.Contains(out[from:], "manager") && !slices.Equal(out[from:], []string{"other"}) {
		out = append(out, "manager")
	}
	if slices.ContainsFunc(out[from:], isField) || !x.specific(roles) && !(out[from] == "other" && len(roles) > 0) {
		return out
	}
	managed := slices.Contains(out[from:], "manager")
	out = append(out[:from], roles...)
	if managed && !slices.Contains(out[from:], "manager") {
		out = append(out, "manager")
	}
	return out
}

// addList adds the roles of a list that ends in a plural, "Frontend, ML and Data Engineers": one for each item of it. It reports whether
// the items are such a list. Trades outside software count before and after the plural: "Sales, Data Engineers, Marketing".
func (r *reading) addList(list, tail []item, add func(uint64)) bool {
	x := &r.t.ctx
	head := list[len(list)-1]
	c := r.s[r.toks[head.to-1].end-1]
	plural := c == 's' || c == 'S' || r.isWord(head.to-1, "engineering") || r.isWord(head.to-1, "development")
	for _, t := range tail {
		if !plural {
			break
		}
		if !t.inside && x.outside(t.mask) && r.bare(t) {
			add(t.mask)
		} else if !t.inside && t.mask&x.trades != 0 && x.specific(x.rolesOf(head.mask)) {
			add(t.mask) // "Data Engineers, DevOps"
		}
	}
	commas := 0
	for k := 1; k < len(list); k++ {
		if !list[k].joined {
			commas++
		}
	}
	if commas == 0 || !plural && commas == 1 || len(tail) > 0 && tail[0].inside {
		return false
	}
	for k := 0; k < len(list)-1; k++ {
		switch it := list[k]; {
		case x.outside(it.mask) && r.bare(it):
			add(it.mask)
		case it.mask&x.disciplines != 0:
			add(it.mask | x.engineer)
		}
	}
	add(head.mask)
	return true
}

// qualifiers returns those of the items after a head that name the trade. In "Frontend Engineer, AI Platform" the AI is what the
// software is about, and so it is in "Software Engineer, AI Products"; "Software Engineer, AI" is an AI engineer. A title that names a
// field already, "AI Engineer, AI Platform", is made narrower only by another field.
func (r *reading) qualifiers(head item, mask uint64, tail []item) []item {
	x := &r.t.ctx
	roles := x.rolesOf(head.mask | mask)
	if len(roles) == 0 || roles[0] != "software_engineer" && !x.specific(roles) || slices.Contains(roles, "manager") {
		return tail
	}
	about := func(t item) bool { return t.mask&x.products != 0 && (x.topic(t.mask) || !r.bare(t)) }
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
		if after := append(lead[j+1:len(lead):len(lead)], head); r.single() && !after[0].joined {
			break // "Kotlin, ML Developer"
		}
		if m := lead[j].mask; m != 0 {
			if roles := x.rolesOf(m | head.mask&x.heads); len(roles) == 1 && roles[0] == "software_engineer" && m&x.heads == 0 {
				add(m | head.mask&x.heads)
			} else if head.joined && r.bare(lead[j]) && x.general(head.mask) && head.mask&x.disciplines != 0 && x.specific(x.rolesOf(m|x.engineer)) {
				add(head.mask) // "ML / Backend Engineer"
			}
		}
	}
}

// outside reports whether words name a trade outside software and nothing else: "Product Management".
func (x *context) outside(mask uint64) bool {
	if mask&x.fields == 0 || mask&^x.fields != 0 {
		return false
	}
	roles := x.rolesOf(mask)
	return len(roles) == 1 && roles[0] == "other"
}

// topic reports whether words that follow a software engineer tell what the software is about even alone: "Big Data".
func (x *context) topic(mask uint64) bool {
	roles := x.rolesOf(mask | x.engineer)
	return len(roles) == 1 && roles[0] == "data_engineer"
}

// general reports whether words stand for a software engineer of no field.
func (x *context) general(mask uint64) bool {
	roles := x.rolesOf(mask)
	return len(roles) == 1 && roles[0] == "software_engineer"
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
	start, inside, joined, apart := sg.from, false, false, false
	depth := false
	for i := sg.from; i <= sg.to; i++ {
		cut, join, skip, away := i == sg.to, false, int32(0), false
		if i < sg.to && i > sg.from {
			switch t := r.toks[i]; {
			case t.flags&(tokOpen|tokClose) != 0:
				cut, away = true, true
				depth = t.flags&tokOpen != 0
			case t.gap == gapSpace || t.gap == '.' || t.gap == '\'':
				if t.kind&kindJoin != 0 {
					cut, join, skip = true, true, 1
				}
			case t.gap == '/' && r.spans(start, i, sg.to): // "AI/ML Platform"
			case t.gap == '/' || t.gap == '&' || t.gap == '+':
				cut, join = true, true
			default:
				cut, join, away = true, r.gapHolds(i, '/') || r.gapHolds(i, '&'), r.dashed(i) || t.gap == ':' || r.gapHolds(i, ':')
			}
		}
		if !cut {
			continue
		}
		if mask := r.titleMask(start, i); mask != 0 && len(out) < cap(out) {
			out = append(out, item{from: start, to: i, mask: mask, head: mask&r.t.ctx.heads != 0, inside: inside, joined: joined, apart: apart})
		}
		start, inside, joined, apart = i+skip, depth, join, away
	}
	return out
}

// spans reports whether a phrase of titles that starts at word from goes on for two words or more after the word before i.
func (r *reading) spans(from, i, to int32) bool {
	for ; from < i; from++ {
		if end, _ := r.t.ctx.titles.longest(r.toks[:to], int(from)); end > int(i)+1 {
			return true
		}
	}
	return false
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
