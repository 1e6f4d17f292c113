package extract

import "slices"

// findForms finds the forms and skips: at each word the longest phrase wins, over all skills, and the search goes on
// after it. Forms that want another spelling are no match.
func (r *reading) findForms() {
	r.cands = r.cands[:0]
	sent := int32(0)
	for i := 0; i < len(r.toks); {
		if r.toks[i].flags&tokForm == 0 {
			i++
			continue
		}
		for int(sent)+1 < len(r.sents) && int(r.sents[sent+1].from) <= i {
			sent++
		}
		i = r.match(i, len(r.toks), sent)
	}
}

// match adds the candidates that start at word i of a sentence and end before word limit, and returns where to go on.
func (r *reading) match(i, limit int, sent int32) int {
	t := r.t
	best, n := i, t.opens[r.toks[i].id].form.node
	found := len(r.cands)
	for j := i + 1; n != 0 && j <= limit; j++ {
		for _, f := range t.trie.at(n) {
			if style := t.styles[f]; style != styleAny && !style.holds(&t.forms[f], r.s, r.toks[i:j]) {
				continue
			}
			if best < j { // longer than what was found before
				best, r.cands = j, r.cands[:found]
			}
			r.cands = append(r.cands, candidate{from: int32(i), to: int32(j), sent: sent, form: f})
		}
		if j == len(r.toks) {
			break
		}
		n = t.trie.follow(n, &r.toks[j])
	}
	return max(best, i+1)
}

// settle decides which candidates count: first those that stand alone, then those that ask about their neighbours.
func (r *reading) settle() {
	r.seen = append(r.seen[:0], make([]bool, len(r.t.skills))...)
	late := false
	for i := 0; i < len(r.cands); i++ {
		if f := &r.t.forms[r.cands[i].form]; !f.skip && f.late && !r.inAddress(&r.cands[i]) {
			late = true
			continue
		}
		r.decide(i)
	}
	for i := 0; late && i < len(r.cands); i++ {
		if r.cands[i].state == stateOpen {
			r.decide(i)
		}
	}
	for i := range r.cands {
		if k := &r.cands[i]; k.state == stateOK {
			r.exclude(k)
		}
	}
}

// decide settles candidate i. When the last form of a phrase is out, what the phrase has hidden is found.
func (r *reading) decide(i int) {
	k := &r.cands[i]
	f := &r.t.forms[k.form]
	switch {
	case r.inAddress(k):
		k.state, k.why = stateOut, whyName
		return
	case f.skip && (f.bare || f.cond.holds(r, k)):
		k.state, k.why = stateSkip, f.why
	case f.bare || !f.skip && f.cond.holds(r, k):
		k.state = stateOK
		r.seen[f.skill] = true
	case f.skip:
		k.state = stateOut
	default:
		k.state, k.why = stateOut, f.why
	}
	if k.state == stateOut && k.to-k.from > 1 {
		r.uncover(i)
	}
}

// uncover adds the shorter phrases of other skills among the words of candidate i if none of the forms of its own phrase counts.
// Those of the same skill stay hidden: a long form with conditions is there to settle them.
func (r *reading) uncover(i int) {
	from, to := r.cands[i].from, r.cands[i].to
	first, end := r.candidateFrom(from), i+1
	for j := first; j < len(r.cands) && r.cands[j].from == from && r.cands[j].to == to; j++ {
		if r.cands[j].state != stateOut {
			return
		}
		end = j + 1
	}
	n := len(r.cands)
	for at := r.match(int(from), int(to)-1, r.cands[i].sent); at < int(to); {
		at = r.match(at, int(to), int32(r.sentenceOf(int32(at))))
	}
	kept := n
	for _, k := range r.cands[n:] {
		if !r.asks(r.cands[first:end], r.t.forms[k.form].skill) {
			r.cands[kept] = k
			kept++
		}
	}
	r.cands = r.cands[:kept]
	slices.Reverse(r.cands[end:n]) // what was found belongs right after the phrase
	slices.Reverse(r.cands[n:])
	slices.Reverse(r.cands[end:])
}

// asks reports whether one of the candidates is a form of a skill, and no skip.
func (r *reading) asks(cands []candidate, skill int32) bool {
	return slices.ContainsFunc(cands, func(k candidate) bool { f := &r.t.forms[k.form]; return f.skill == skill && !f.skip })
}

// inAddress reports whether a candidate is part of a web or mail address or a hashtag.
func (r *reading) inAddress(k *candidate) bool {
	for _, t := range r.toks[k.from:k.to] {
		if t.flags&tokURL != 0 {
			return true
		}
	}
	return false
}

// exclude takes back a candidate whose surroundings say that it does not count.
func (r *reading) exclude(k *candidate) {
	sent := &r.sents[k.sent]
	if r.namesEmployer(k) {
		k.state, k.why = stateOut, whyName
		return
	}
	switch sent.section {
	case secLegal:
		k.state, k.why = stateOut, whyLegal
	case secBenefits, secApply:
		k.state, k.why = stateOut, whyBoilerplate
	default:
		switch {
		case r.negated(k, sent):
			k.state, k.why = stateOut, whyNegated
		case r.colleague(k, sent):
			k.state, k.why = stateOut, whyContext
		case r.company(k, sent):
			k.state, k.why = stateOut, whyName
		case r.customers(k, sent):
			k.state, k.why = stateOut, whyBoilerplate
		}
	}
}

// namesEmployer reports whether a candidate is in the employer's name, which opens a first line such as "Spring | Engineer
// | Berlin", or is that name further down.
func (r *reading) namesEmployer(k *candidate) bool {
	e := r.employer
	if e.to == 0 {
		return false
	}
	if k.from >= e.from && k.to <= e.to {
		return true
	}
	return k.to-k.from == e.to-e.from && r.words(k.from, k.to) == r.words(e.from, e.to)
}

// words returns the text of the words [from, to).
func (r *reading) words(from, to int32) string { return r.s[r.toks[from].start:r.toks[to-1].end] }

// inList reports whether a candidate is an item of a list that has another skill as a neighbouring item.
func (r *reading) inList(k *candidate) bool {
	return r.neighbour(k, 1) || r.neighbour(k, -1)
}

// neighbour looks from a candidate to one side, over up to 4 items, for a settled mention. Unsettled candidates are
// passed over: in "R, Go, Python" the first item is in a list because the third is a skill.
func (r *reading) neighbour(k *candidate, dir int32) bool {
	edge := k.to // the gap before this word is the one to cross
	if dir < 0 {
		edge = k.from
	}
	for range 4 {
		next, ok := r.crossItem(edge, dir)
		if !ok {
			return false
		}
		from, to, state := r.itemCandidate(next, dir)
		switch state {
		case stateOK:
			return true
		case stateOpen:
			if edge = to; dir < 0 {
				edge = from
			}
		default:
			if edge, ok = r.passName(next, dir); !ok {
				return false
			}
		}
	}
	return false
}

// passName steps over an item of one or two words that is a name the taxonomy does not know, and returns its far edge: "Go, Frobnic,
// Python" is a list of three.
func (r *reading) passName(edge, dir int32) (int32, bool) {
	for range 2 {
		w := edge
		if dir < 0 {
			w = edge - 1
		}
		if w < 0 || int(w) >= len(r.toks) || !r.capital(w) || r.toks[w].gap == gapBreak && dir > 0 {
			return edge, false
		}
		if edge += dir; edge > 0 && int(edge) < len(r.toks) && r.separates(edge) {
			return edge, true
		}
	}
	return edge, false
}

// crossItem steps over what separates two items and returns the edge of the next one.
func (r *reading) crossItem(edge, dir int32) (int32, bool) {
	n := int32(len(r.toks))
	crossed := false
	for range 3 {
		if edge <= 0 || edge >= n {
			return edge, false
		}
		if r.separates(edge) {
			crossed = true
		} else if r.toks[edge].gap != gapSpace {
			return edge, false
		}
		w := edge // the word on the far side
		if dir < 0 {
			w = edge - 1
		}
		if r.toks[w].kind&kindJoin == 0 {
			return edge, crossed
		}
		crossed = true
		edge += dir
	}
	return edge, crossed
}

// separates reports whether the gap before a word separates items of a list.
func (r *reading) separates(tok int32) bool {
	switch r.toks[tok].gap {
	case ',', '/', '|', '&', '+', ';', bulletSign, '(', ')', '\\':
		return true
	case gapSpace, '.', '\'':
		return false
	case gapBreak:
		sent := r.sents[r.sentenceOf(tok)]
		prev := r.sents[r.sentenceOf(tok-1)]
		return sent.to-sent.from <= 3 && prev.to-prev.from <= 3
	}
	g := r.s[r.toks[tok-1].end:r.toks[tok].start]
	for i := range len(g) {
		switch g[i] {
		case ',', '/', '|', '&', ';', '(', ')', ':':
			return true
		case 0xE2, 0xC2: // a bullet
			if _, sign := highSign(g[i:]); sign == bulletSign {
				return true
			}
		}
	}
	return false
}

// itemCandidate returns the nearest candidate of the item that starts (dir > 0) or ends at an edge, at most two words in.
func (r *reading) itemCandidate(edge, dir int32) (from, to int32, state uint8) {
	state = stateOut
	i := r.candidateFrom(edge)
	if dir < 0 {
		for i--; i >= 0 && r.cands[i].to > edge-3; i-- {
			if k := &r.cands[i]; k.state == stateOK || k.state == stateOpen {
				if r.clear(k.to, edge) {
					return k.from, k.to, k.state
				}
				return 0, 0, stateOut
			}
		}
		return 0, 0, stateOut
	}
	for ; i < len(r.cands) && r.cands[i].from < edge+3; i++ {
		if k := &r.cands[i]; k.state == stateOK || k.state == stateOpen {
			if r.clear(edge+1, k.from+1) {
				return k.from, k.to, k.state
			}
			break
		}
	}
	return 0, 0, stateOut
}

// clear reports whether no separator stands before the words [from, to).
func (r *reading) clear(from, to int32) bool {
	for i := from; i < to; i++ {
		if r.toks[i].gap != gapSpace {
			return false
		}
	}
	return true
}

// candidateFrom returns the index of the first candidate that starts at word tok or later.
func (r *reading) candidateFrom(tok int32) int {
	lo, hi := 0, len(r.cands)
	for lo < hi {
		if mid := (lo + hi) / 2; r.cands[mid].from < tok {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
