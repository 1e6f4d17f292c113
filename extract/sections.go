package extract

import (
	"slices"
	"strings"
)

// sections gives every sentence its section: the one of the last heading above it, unless its own words tell another.
// Three things are headings: a line made of the phrases of context.yaml, a short or long line that introduces a list with
// a colon, and the start of a sentence such as "Requirements: 5 years of …", which holds for that line, and, in a text
// of one paragraph, for what follows.
func (r *reading) sections() {
	cur, restore := uint8(secOther), uint8(secOther)
	line, legalLine := int32(-1), int32(-1)
	inline := false
	for i := range r.sents {
		sent := &r.sents[i]
		if sent.line == 0 {
			sent.section = secTitle
			continue
		}
		if sent.line != line {
			if line = sent.line; inline {
				cur, inline = restore, false
			}
			if i > 0 && r.sents[i-1].bullet && !sent.bullet && cur <= secBenefits {
				cur = secOther // the list is over
			}
		}
		sec, whole, ok := r.heading(i)
		if ok && !whole && sec == secCompany && sent.bullet && (cur == secRequirements || cur == secPreferred) {
			ok = false // "- Background: 5 years of Go" is still asked
		}
		if ok && (whole || sent.line > 1 || r.title > 0) {
			if sec == secApply && r.hasAddress(sent) {
				whole = false // "Apply: https://…"
			}
			if !whole && (sent.bullet || sec == secApply || sec == secBenefits || sec == secLegal) {
				restore, inline = cur, true
			}
			cur, sent.heading = sec, whole
		} else if !inline && r.nextJob(sent, cur) {
			cur = secOther
		}
		sent.section = cur
		if introduced, found := r.introduces(sent); found && !(ok && whole) {
			cur = introduced // for the lines below
		}
		if sec, ok := r.wording(sent); ok && outranks(sec, cur) && !(sent.line == 1 && r.title == 0 && r.header(sent)) {
			sent.section = sec
			if sec == secLegal {
				legalLine = sent.line
			}
		}
		if sent.line == legalLine && sent.section == secOther {
			sent.section = secLegal
		}
	}
}

// nextJob reports whether a line below notes on applying or benefits is the title of another job.
func (r *reading) nextJob(sent *sentence, section uint8) bool {
	if sent.kinds&kindHead == 0 {
		return false
	}
	switch section {
	case secApply:
		return r.titleMask(sent.from, min(sent.to, sent.from+8))&r.t.ctx.heads != 0
	case secBenefits:
		return sent.to-sent.from <= 8 && !sent.bullet && !r.ended(sent) && r.toks[sent.from].flags&tokLine != 0 &&
			r.titleMask(sent.from, sent.to)&r.t.ctx.heads != 0
	}
	return false
}

// hasAddress reports whether a web or mail address stands in a sentence.
func (r *reading) hasAddress(sent *sentence) bool {
	for _, t := range r.toks[sent.from:sent.to] {
		if t.flags&tokURL != 0 {
			return true
		}
	}
	return false
}

// outranks reports whether the words of a sentence, which tell section sec, are believed over the heading above.
func outranks(sec, heading uint8) bool {
	switch {
	case sec == secLegal, sec == secApply, heading == secOther, heading == secCompany:
		return true
	case heading == secBenefits, heading == secLegal, heading == secApply:
		return sec != secBenefits
	}
	return false
}

// heading reports the section that sentence i opens: whole if it is a heading line of its own, else it starts with a
// heading and goes on after a colon or a bullet.
func (r *reading) heading(i int) (sec uint8, whole, ok bool) {
	sent := &r.sents[i]
	n := sent.to - sent.from
	if n == 0 {
		return 0, false, false
	}
	alone := n <= 10 && r.toks[sent.from].flags&tokLine != 0 && (int(sent.to) == len(r.toks) || r.toks[sent.to].flags&tokLine != 0)
	best := r.bestHeading(sent)
	if best.to == 0 {
		return secOther, true, alone && n <= 6 && !sent.bullet && r.opensList(i) && r.colonAfter(sent) == int(sent.to)
	}
	colon, unknown := r.colonAfter(sent), int32(0)
	if alone {
		unknown = r.unknown(sent)
	}
	switch {
	case alone && (unknown == 0 || colon == int(sent.to) && unknown <= 5) && !r.ended(sent):
		return uint8(best.kind - cueHeading), true, true
	case alone && !sent.bullet && !r.ended(sent) && (unknown <= 5 && best.kind-cueHeading != secLegal || unknown <= 1) && r.opensList(i):
		return uint8(best.kind - cueHeading), true, true
	case colon > 0 && colon >= int(best.to) && colon-int(best.to) <= 2 && best.from-sent.from <= 3:
		return uint8(best.kind - cueHeading), false, true
	case best.from == sent.from && best.to < sent.to && r.gapHoldsAny(best.to):
		return uint8(best.kind - cueHeading), false, true
	}
	return 0, false, false
}

// headingWords is how many words of a sentence may begin a heading.
const headingWords = 10

// bestHeading returns the heading phrase that says most about a sentence: the longest; "preferred" beats any other.
func (r *reading) bestHeading(sent *sentence) (best mark) {
	if !sent.cues.has(headingCues) {
		return best
	}
	to := min(sent.from+headingWords, sent.to)
	for _, m := range r.marksOf(sent) {
		if m.from >= to {
			break
		}
		if !m.kind.heads() || m.to > sent.to {
			continue
		}
		if r.toks[m.from].gap == ',' && m.kind-cueHeading != secPreferred {
			continue
		}
		if best.to == 0 || m.kind-cueHeading == secPreferred || best.kind-cueHeading != secPreferred && (m.to-m.from > best.to-best.from || m.to == sent.to && m.from >= best.to) {
			best = m
		}
	}
	return best
}

// heads reports whether a cue is a heading.
func (c cue) heads() bool { return c >= cueHeading && c < cueWording }

// unknown counts the words of a sentence that no heading and no filling word holds of those that start in its first words.
func (r *reading) unknown(sent *sentence) (n int32) {
	reach, to := sent.from, min(sent.from+headingWords, sent.to)
	for i := sent.from; i < to; i++ {
		end, node := r.t.cues.longest(r.toks, int(i))
		if int32(end) > sent.to || !slices.ContainsFunc(r.t.cues.at(node), func(v int32) bool { return cue(v) == cueFill || cue(v).heads() }) {
			continue
		}
		n += max(0, i-reach)
		reach = max(reach, int32(end))
	}
	return n + max(0, sent.to-reach)
}

// opensList reports whether the sentence after i is an item of a list.
func (r *reading) opensList(i int) bool {
	return i+1 < len(r.sents) && r.sents[i+1].bullet && !r.sents[i].bullet
}

// introduces returns the section of the lines below a sentence that ends with a colon: "You should have:".
func (r *reading) introduces(sent *sentence) (sec uint8, ok bool) {
	if sent.to-sent.from < 4 || sent.bullet || !sent.cues.has(openingCues) || r.colonAfterLast(sent) == 0 {
		return 0, false
	}
	for _, m := range r.marksOf(sent) {
		switch {
		case m.from < sent.to-14:
		case m.kind == cuePreferred || m.kind == cuePreferredAfter:
			return secPreferred, true
		case m.kind.heads() && (m.to-m.from >= 2 || m.to == sent.to):
			if s := uint8(m.kind - cueHeading); sec != secPreferred || s != secRequirements {
				sec, ok = s, true
			}
		case !ok && (m.kind == cueRequired || m.kind == cueRequiredWeak || m.kind == cueMust):
			sec, ok = secRequirements, true
		}
	}
	return sec, ok
}

// colonAfter returns the first word of the sentence that a colon stands before, sent.to if the sentence ends with one,
// or 0.
func (r *reading) colonAfter(sent *sentence) int {
	for i := sent.from + 1; i < sent.to; i++ {
		if g := r.toks[i].gap; g == ':' || g == gapOther && r.gapHolds(i, ':') {
			return int(i)
		}
	}
	return r.colonAfterLast(sent)
}

// colonAfterLast returns sent.to if the sentence ends with a colon, or 0.
func (r *reading) colonAfterLast(sent *sentence) int {
	for j := int(r.toks[sent.to-1].end); j < len(r.s) && j < int(r.toks[sent.to-1].end)+4; j++ {
		switch r.s[j] {
		case ':':
			return int(sent.to)
		case '\n':
			return 0
		}
	}
	return 0
}

// gapHoldsAny reports whether a bullet, a plus or a dash stands before a word.
func (r *reading) gapHoldsAny(tok int32) bool {
	return r.toks[tok].gap == bulletSign || r.toks[tok].gap == '+' || r.gapHolds(tok, '+') || r.gapHolds(tok, '-') || r.gapHolds(tok, '*') || r.gapHolds(tok, 0xE2)
}

// ended reports whether the sentence ends with a full stop or a comma; "Bonus points..." goes on.
func (r *reading) ended(sent *sentence) bool {
	rest := r.s[r.toks[sent.to-1].end:]
	return rest != "" && (rest[0] == '.' && !strings.HasPrefix(rest, "..") || rest[0] == ',')
}

// wording returns the section that the words of a sentence tell.
func (r *reading) wording(sent *sentence) (sec uint8, ok bool) {
	if !sent.cues.has(wordingCues) {
		return 0, false
	}
	for _, m := range r.marksOf(sent) {
		if m.kind >= cueWording {
			if s := uint8(m.kind - cueWording); !ok || s == secLegal {
				sec, ok = s, true
			}
		}
	}
	return sec, ok
}
