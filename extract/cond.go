package extract

import (
	"slices"
	"strings"
)

// The conditions of a form. All that are given must hold.
type cond struct {
	style style
	list  int8 // 1 must be in a list, -1 must not, 0 either
	start int8
	noun  bool // the part-of-speech tagger must take it for a noun; asked last, see reading.noun
	tests []test
	any   []*cond
}

// style is how a form must be written.
type style uint8

const (
	styleAny   style = iota
	styleExact       // as in the file
	styleUpper       // without small letters
	styleTitle       // every word with a capital, a digit or a sign first
)

// styleOf returns the style that a file calls by a name.
func styleOf(name string) style {
	return map[string]style{"exact": styleExact, "upper": styleUpper, "title": styleTitle}[name]
}

// test is one condition with a list.
type test struct {
	op       uint8
	not      bool
	words    *phrases
	signs    []string // signs that do as well as words
	skills   []int32
	sections uint16 // bit set
}

const (
	opNear = iota
	opBefore
	opAfter
	opAnywhere
	opNearSkill
	opWith
	opSection
)

// bare reports whether the condition is about the spelling only.
func (c *cond) bare() bool {
	return c.list == 0 && c.start == 0 && !c.noun && len(c.tests) == 0 && len(c.any) == 0
}

func (c *compiler) cond(r *rawCond) *cond {
	if r == nil {
		return nil
	}
	out := &cond{style: styleOf(r.style), list: sign(r.list), start: sign(r.start), noun: r.noun}
	for _, w := range r.words {
		op, not := w.op, false
		if len(op) > 4 && op[:4] == "not_" {
			op, not = op[4:], true
		}
		x := test{not: not, signs: c.signsOf(w.items)}
		switch op {
		case "near":
			x.op, x.words = opNear, c.set(w.items)
		case "before":
			x.op, x.words = opBefore, c.set(w.items)
		case "after":
			x.op, x.words = opAfter, c.set(w.items)
		case "anywhere":
			x.op, x.words = opAnywhere, c.set(w.items)
		case "near_skill":
			x.op, x.skills = opNearSkill, c.skillIDs(w.items, w.op)
		case "with":
			x.op, x.skills = opWith, c.skillIDs(w.items, w.op)
		}
		out.tests = append(out.tests, x)
	}
	for _, w := range r.sections {
		x := test{op: opSection, not: w.op == "not_section"}
		for _, it := range w.items {
			n, ok := sectionNumber(it.text)
			if !ok {
				c.bad(it.at, "section %q is not known: title, requirements, preferred, duties, stack, company, benefits, legal, apply or other", it.text)
				continue
			}
			x.sections |= 1 << n
		}
		out.tests = append(out.tests, x)
	}
	for _, a := range r.any {
		out.any = append(out.any, c.cond(a))
	}
	return out
}

func sign(s string) int8 {
	switch s {
	case "true":
		return 1
	case "false":
		return -1
	}
	return 0
}

// needsList reports whether the condition asks about neighbours in a list, which are settled after all others.
func (c *cond) needsList() bool {
	if c == nil {
		return false
	}
	if c.list != 0 {
		return true
	}
	for _, x := range c.tests {
		if x.op == opNearSkill || x.op == opWith {
			return true
		}
	}
	for _, a := range c.any {
		if a.needsList() {
			return true
		}
	}
	return false
}

// styled reports whether the spelling of the match is as the form wants it. It is checked while matching: a form in the
// wrong case is no match at all.
func (f *form) styled(s string, toks []token) bool {
	return f.style == styleAny || f.style.holds(f, s, toks)
}

// holds reports whether the words toks of s are written in the style, for a form of so many words.
func (y style) holds(f *form, s string, toks []token) bool {
	switch y {
	case styleExact:
		for i, t := range toks {
			if w := f.toks[i]; s[t.start:t.end] != f.text[w.start:w.end] {
				return false
			}
		}
	case styleUpper:
		for _, t := range toks {
			if w := s[t.start:t.end]; !upperOnly(w) {
				return false
			}
		}
	case styleTitle:
		for _, t := range toks {
			if c := s[t.start]; c >= 'a' && c <= 'z' {
				return false
			}
		}
	}
	return true
}

func upperOnly(w string) bool {
	for i := range len(w) {
		if w[i] >= 'a' && w[i] <= 'z' {
			return false
		}
	}
	return true
}

// holds reports whether all conditions of c hold for candidate k.
func (c *cond) holds(r *reading, k *candidate) bool {
	if c.list != 0 && r.inList(k) != (c.list > 0) {
		return false
	}
	if c.start != 0 && (r.toks[k.from].flags&tokSentence != 0) != (c.start > 0) {
		return false
	}
	for i := range c.tests {
		if x := &c.tests[i]; x.holds(r, k) == x.not {
			return false
		}
	}
	return c.anyHolds(r, k) && (!c.noun || r.noun(k))
}

// anyHolds reports whether one of the alternatives of c holds; it may have none.
func (c *cond) anyHolds(r *reading, k *candidate) bool {
	for _, a := range c.any {
		if a.style.holds(&r.t.forms[k.form], r.s, r.toks[k.from:k.to]) && a.holds(r, k) {
			return true
		}
	}
	return len(c.any) == 0
}

func (x *test) holds(r *reading, k *candidate) bool {
	switch x.op {
	case opNear:
		sent := &r.sents[k.sent]
		return r.hasPhrase(x.words, int(sent.from), int(k.from)) || r.hasPhrase(x.words, int(k.to), int(sent.to)) ||
			r.signIn(x.signs, int(r.toks[sent.from].start), int(r.toks[sent.to-1].end))
	case opAnywhere:
		return r.hasPhrase(x.words, 0, len(r.toks)) || r.signIn(x.signs, 0, len(r.s))
	case opBefore:
		return r.phraseEndsAt(x.words, int(k.from)) || r.signAt(x.signs, k.from)
	case opAfter:
		return r.phraseStartsAt(x.words, int(k.to)) || r.signAt(x.signs, k.to)
	case opNearSkill:
		sent := &r.sents[k.sent]
		return r.hasSkill(x.skills, sent.from, sent.to)
	case opWith:
		return r.present(x.skills)
	case opSection:
		return x.sections>>r.sents[k.sent].section&1 != 0
	}
	return false
}

// hasPhrase reports whether a phrase of p stands among the words [from, to).
func (r *reading) hasPhrase(p *phrases, from, to int) bool {
	for i := from; i < to; i++ {
		if !p.mayStart(r.toks[i].id) {
			continue
		}
		if end, _ := p.longest(r.toks[:to], i); end > i {
			return true
		}
	}
	return false
}

// phraseEndsAt reports whether a phrase of p ends right before word i, on the same line.
func (r *reading) phraseEndsAt(p *phrases, i int) bool {
	if i == 0 || i == len(r.toks) || r.toks[i].gap == gapBreak {
		return false
	}
	for from := i - 1; from >= 0 && from >= i-5; from-- {
		if p.mayStart(r.toks[from].id) {
			if end, _ := p.longest(r.toks[:i], from); end == i {
				return true
			}
		}
		if r.toks[from].gap == gapBreak {
			break
		}
	}
	return false
}

// phraseStartsAt reports whether a phrase of p starts at word i, on the line of the word before.
func (r *reading) phraseStartsAt(p *phrases, i int) bool {
	if i >= len(r.toks) || r.toks[i].gap == gapBreak {
		return false
	}
	end, _ := p.longest(r.toks, i)
	return end > i
}

// hasSkill reports whether a settled candidate of one of the skills lies among the words [from, to).
func (r *reading) hasSkill(skills []int32, from, to int32) bool {
	for i := r.candidateFrom(from); i < len(r.cands) && r.cands[i].to <= to; i++ {
		if o := &r.cands[i]; o.state == stateOK && slices.Contains(skills, r.t.forms[o.form].skill) {
			return true
		}
	}
	return false
}

// present reports whether one of the skills has a settled candidate anywhere.
func (r *reading) present(skills []int32) bool {
	for _, s := range skills {
		if r.seen[s] {
			return true
		}
	}
	return false
}

// signAt reports whether one of the signs stands right before word i, or at the end of the text, on the same line.
func (r *reading) signAt(signs []string, i int32) bool {
	if len(signs) == 0 {
		return false
	}
	from, to := 0, len(r.s)
	if i > 0 {
		from = int(r.toks[i-1].end)
	}
	if int(i) < len(r.toks) {
		to = int(r.toks[i].start)
	}
	if j := strings.IndexByte(r.s[from:to], '\n'); j >= 0 {
		to = from + j
	}
	return r.signIn(signs, from, to)
}

// signIn reports whether one of the signs stands among the bytes [from, to).
func (r *reading) signIn(signs []string, from, to int) bool {
	for _, s := range signs {
		if strings.Contains(r.s[from:to], s) {
			return true
		}
	}
	return false
}
