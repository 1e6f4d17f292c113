package extract

import "trends/trends"

// level says how the text asks for a skill at a place. The words of its sentence decide first: "preferred" and the like,
// then "must", "experience with" and the like; else its section does. Words that ask only in the right surroundings
// ("able to", "you are") do not count in the description of the work nor for domains, and no word counts where the stack is told.
func (r *reading) level(k *candidate) trends.Level {
	sent := &r.sents[k.sent]
	if sent.section == secTitle || r.inTitle(k.from) {
		return trends.LevelRequired
	}
	level, stack := trends.LevelNone, false
	var marks []mark
	var from, to int32
	if sent.cues.has(levelCues) {
		marks = r.marksOf(sent)
		from, to = r.clause(k, sent)
	}
	for _, m := range marks {
		if m.from < from || m.from >= to || m.kind <= cuePreferredAfter && r.bracketed(m.from, k, sent) {
			continue
		}
		switch m.kind {
		case cuePreferred:
			return trends.LevelPreferred
		case cuePreferredAfter:
			if m.from < k.from {
				return trends.LevelPreferred
			}
		case cueMentioned:
			return trends.LevelMentioned
		case cueMust:
			return trends.LevelRequired
		case cueRequired:
			if !r.isWord(m.from-1, "our") && !r.isWord(m.from-2, "our") { // "our deep experience in" speaks of the employer
				level = trends.LevelRequired
			}
		case cueRequiredWeak:
			if r.domain(k) {
				continue
			}
			if sent.section == secOther || sent.section == secRequirements || m.from == sent.from && sent.section != secCompany {
				level = trends.LevelRequired
			}
		case cueWording + secStack:
			stack = true
		}
	}
	switch {
	case sent.section == secPreferred:
		return trends.LevelPreferred
	case stack:
		return trends.LevelMentioned
	case level != trends.LevelNone:
		return level
	case sent.section == secRequirements:
		return trends.LevelRequired
	}
	return trends.LevelMentioned
}

// bracketed reports whether word i stands in brackets that a candidate is outside of, and not right before: in "Python, Rust
// (preferred)" the word bears on Rust alone. So it is with a remark that says something of its own before the word: "Python (knowing more
// languages is a plus)".
func (r *reading) bracketed(i int32, k *candidate, sent *sentence) bool {
	open := i
	for ; open > sent.from && r.toks[open].flags&tokOpen == 0; open-- {
		if r.toks[open].flags&tokClose != 0 {
			return false
		}
	}
	if r.toks[open].flags&tokOpen == 0 || k.from >= open && k.from <= i {
		return false
	}
	if k.from < open {
		short, skilled := r.ownBracket(open, sent)
		return i-open > 3 || skilled || short && k.to < open-1
	}
	for j := i + 1; j <= k.from; j++ {
		if r.toks[j].flags&tokClose != 0 {
			return true
		}
	}
	return false
}

// ownBracket reports whether the bracket that opens before a word has three words at most, and whether a skill stands in it, which its
// words then bear on. A longer remark bears on the sentence.
func (r *reading) ownBracket(open int32, sent *sentence) (short, skilled bool) {
	shut := open + 1
	for shut < sent.to && r.toks[shut].flags&tokClose == 0 {
		shut++
	}
	i := r.candidateFrom(open)
	return shut-open <= 3, i < len(r.cands) && r.cands[i].from < shut
}

// clause returns the part of a sentence whose words bear on a candidate: up to a semicolon on both sides.
func (r *reading) clause(k *candidate, sent *sentence) (from, to int32) {
	from, to = sent.from, sent.to
	for i := k.from; i > sent.from; i-- {
		if r.toks[i].gap == ';' || r.gapHolds(i, ';') {
			from = i
			break
		}
	}
	for i := k.to; i < sent.to; i++ {
		if r.toks[i].gap == ';' || r.gapHolds(i, ';') {
			to = i
			break
		}
	}
	return from, to
}

// gapHolds reports whether the mixed gap before a word holds a sign.
func (r *reading) gapHolds(tok int32, sign byte) bool {
	if r.toks[tok].gap != gapOther {
		return false
	}
	for i := r.toks[tok-1].end; i < r.toks[tok].start; i++ {
		if r.s[i] == sign {
			return true
		}
	}
	return false
}

// negated reports whether the sentence says that the skill is not needed or not used.
func (r *reading) negated(k *candidate, sent *sentence) bool {
	if !sent.cues.has(notCues) {
		return false
	}
	not := false
	for _, m := range r.marksOf(sent) {
		switch {
		case m.kind == cueNotUnless && m.from <= k.to+4:
			return false
		case m.kind == cueNotBefore && m.to <= k.from && k.from-m.to <= 3 && r.unbroken(m.to, k.from):
			not = true
		case m.kind == cueReplaced && m.to <= k.from && k.from-m.to <= 3 && r.unbroken(m.to, k.from) && !r.turns(m.to, k.from):
			not = true
		case m.kind == cueNotAfter && m.from >= k.to && m.from-k.to <= 4 && !r.holdsBut(k.to, m.from):
			not = true
		}
	}
	return not
}

// turns reports whether the words [from, to) lead from what was replaced to what came for it: "replaced X with".
func (r *reading) turns(from, to int32) bool {
	for i := from; i < to; i++ {
		if r.isWord(i, "with") || r.isWord(i, "by") || r.isWord(i, "to") || r.isWord(i, "favor") || r.isWord(i, "favour") {
			return true
		}
	}
	return false
}

// holdsBut reports whether "but" stands among the words [from, to): what follows it is said of something else.
func (r *reading) holdsBut(from, to int32) bool {
	for i := from; i < to; i++ {
		if r.isWord(i, "but") {
			return true
		}
	}
	return false
}

// unbroken reports whether only spaces, commas, slashes stand before the words [from, to].
func (r *reading) unbroken(from, to int32) bool {
	for i := from; i <= to; i++ {
		switch r.toks[i].gap {
		case gapSpace, ',', '/', '\'', '"':
		default:
			return false
		}
	}
	return true
}

// inTitle reports whether a word stands in the title of an offered job inside the text.
func (r *reading) inTitle(tok int32) bool { return r.toks[tok].flags&tokTitle != 0 }
