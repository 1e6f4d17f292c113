package extract

import (
	"strings"
	"unicode/utf8"
)

// seniority returns the levels that the titles name, else the level that the asked years of experience stand for, sorted.
func (r *reading) seniority() []string {
	var found [16]bool
	if !r.titleLevels(&found) && !r.namedLevels(&found) {
		years, wished := r.years()
		switch line, ok := r.boardLine(); {
		case r.said():
			found[3] = true
		case years >= 0:
			found[levelOfYears(years)] = true
		case ok:
			found[line] = true
		case wished >= 0:
			found[levelOfYears(wished)] = true
		}
	}
	var out []string
	for _, i := range [...]int{6, 0, 1, 5, 2, 3, 4} { // in the order of their names
		if found[i] {
			out = append(out, seniorityName(i))
		}
	}
	return out
}

// titleLevels marks the levels that the offered titles name, and reports whether there are any. "Lead" tells something
// about engineers and scientists only: a "product lead" may be anything.
func (r *reading) titleLevels(found *[16]bool) (any bool) {
	for pass := range 2 { // what only a sentence names counts if the titles tell nothing
		for i := range r.segs {
			if sg := &r.segs[i]; sg.body && !sg.offered && !sg.alias {
				continue
			} else if (pass == 1) == sg.second && r.segmentLevels(sg, found) {
				any = true
			}
		}
		if any {
			break
		}
	}
	return any
}

// segmentLevels marks the levels that one title names.
func (r *reading) segmentLevels(sg *segment, found *[16]bool) (any bool) {
	none := int32(0) // up to there a phrase has been read: "senior associate" is no associate
	for _, m := range r.marksIn(sg.from, sg.to) {
		if m.kind == cueNoSenior {
			none = max(none, m.to)
		}
		if m.from < none || m.kind < cueSenior || m.kind >= cueHeading || m.to > sg.to {
			continue
		}
		if r.isWord(m.from, "lead") && !r.leadsField(sg, m) {
			continue
		}
		level := m.kind - cueSenior
		if r.title > 0 && r.isWord(m.from, "lead") && r.leadsPeople() {
			level = 5 // manager
		}
		if found[level], any = true, true; level == 3 {
			none = m.to
		}
	}
	return any
}

// namedLevels marks the levels of "senior and lead roles", in a text without a title whose jobs tell none.
func (r *reading) namedLevels(found *[16]bool) (any bool) {
	if r.single() {
		return false
	}
	for _, m := range r.marks {
		if m.kind < cueSenior || m.kind > cueSenior+4 {
			continue
		}
		sent := &r.sents[r.sentenceOf(m.from)]
		switch sent.section {
		case secLegal, secBenefits, secCompany:
			continue
		}
		at := m.to
		for at < sent.to && (r.toks[at].kind&kindJoin != 0 || r.levelAt(at)) {
			at++
		}
		if at < sent.to && (r.isWord(at, "roles") || r.isWord(at, "positions")) && !r.hasPhrase(&r.t.ctx.worked, int(sent.from), int(sent.to)) {
			found[m.kind-cueSenior], any = true, true
		}
	}
	return any
}

// levelAt reports whether a word of seniority starts at word i.
func (r *reading) levelAt(i int32) bool {
	for _, m := range r.marksIn(i, i+1) {
		if m.from == i && m.kind >= cueSenior && m.kind < cueHeading {
			return true
		}
	}
	return false
}

// leadsField reports whether the item of a title around a mark is one of a field.
func (r *reading) leadsField(sg *segment, m mark) bool {
	var buf [16]item
	for _, it := range r.items(sg, buf[:0]) {
		if it.from <= m.from && m.from < it.to {
			roles := r.t.ctx.rolesOf(it.mask)
			if len(roles) == 0 { // "Lead LLM & ML Developer"
				roles = r.t.ctx.rolesOf(r.titleMask(it.from, sg.to))
			}
			return len(roles) > 0 && roles[0] != "other"
		}
	}
	return false
}

// said reports whether the text says in so many words that the position is a senior one.
func (r *reading) said() bool {
	return r.cues.has(1 << cueSaid)
}

// levelOfYears: up to one year is junior, 2 to 4 are mid, 5 and more senior.
func levelOfYears(y int) int {
	switch {
	case y <= 1:
		return 1
	case y <= 4:
		return 2
	}
	return 3
}

// boardLine reads a line that a job board added: "Seniority level: Entry level", in one line or two.
func (r *reading) boardLine() (level int, ok bool) {
	for i := range r.sents {
		sent := &r.sents[i]
		if sent.to-sent.from > 8 || sent.to == sent.from || !r.isWord(sent.from, "seniority") {
			continue
		}
		to := sent.to
		if i+1 < len(r.sents) {
			to = min(r.sents[i+1].to, r.sents[i+1].from+4)
		}
		for _, m := range r.marksIn(sent.from, to) {
			if m.kind >= cueSenior && m.kind < cueHeading {
				return int(m.kind - cueSenior), true
			}
		}
	}
	return 0, false
}

// isWord reports whether word i is w, which is written small and in ASCII.
func (r *reading) isWord(i int32, w string) bool {
	if i < 0 || int(i) >= len(r.toks) {
		return false
	}
	t := &r.toks[i]
	if c := r.s[t.start]; c < utf8.RuneSelf && r.t.words.lower[c] != w[0] { // nearly always
		return false
	}
	return r.t.words.equal(w, r.s[t.start:t.end])
}

// years returns the most years of experience that a sentence asks for, the lower end of "3-5 years", and the most that
// one wishes for; -1 if there are none. Years of the company, or of anything but experience, do not count.
func (r *reading) years() (asked, wished int) {
	asked, wished = -1, -1
	if r.kinds&kindYears == 0 {
		return asked, wished
	}
	for i := 1; i < len(r.toks); i++ {
		if r.toks[i].kind&kindYears == 0 {
			continue
		}
		sent := &r.sents[r.sentenceOf(int32(i))]
		switch sent.section {
		case secCompany, secLegal, secBenefits, secApply:
			continue
		}
		n, ok := r.yearsBefore(int32(i))
		if !ok || n > 20 || !r.ofExperience(int32(i), sent) {
			continue
		}
		if r.wishes(sent) {
			wished = max(wished, n)
		} else {
			asked = max(asked, n)
		}
	}
	return asked, wished
}

// ofExperience reports whether the word "years" at i speaks of experience.
func (r *reading) ofExperience(i int32, sent *sentence) bool {
	if sent.section == secRequirements || r.hasPhrase(&r.t.ctx.worked, int(sent.from), int(sent.to)) {
		return true
	}
	return sent.bullet && (r.skillAt(i+1, sent) || r.gerund(i+1, sent))
}

// skillAt reports whether a skill stands among the three words from word i on: "3+ years of embedded C".
func (r *reading) skillAt(i int32, sent *sentence) bool {
	for k := r.candidateFrom(i); k < len(r.cands) && r.cands[k].from < min(i+3, sent.to); k++ {
		if r.cands[k].state == stateOK {
			return true
		}
	}
	return false
}

// gerund reports whether word i says what was done for years: "6+ years building".
func (r *reading) gerund(i int32, sent *sentence) bool {
	return i < sent.to && r.toks[i].gap == gapSpace && strings.HasSuffix(r.words(i, i+1), "ing")
}

// wishes reports whether a sentence speaks of what is nice to have.
func (r *reading) wishes(sent *sentence) bool {
	return sent.section == secPreferred || sent.cues.has(wishCues)
}

// yearsBefore reads the number before the word "years": 5, 3-5, 3 to 5, five, four (4), a couple of.
func (r *reading) yearsBefore(i int32) (n int, ok bool) {
	if r.isWord(i-1, "plus") || r.isWord(i-1, "more") {
		i--
	}
	if i > 1 && r.isWord(i-1, "or") {
		i--
	}
	if r.isWord(i-1, "couple") || r.isWord(i-1, "of") && r.isWord(i-2, "couple") {
		return 2, true
	}
	if n, ok = r.number(i - 1); !ok {
		return 0, false
	}
	if low, ok := r.number(i - 2); ok && low < n {
		return low, true
	}
	if i > 2 && (r.isWord(i-2, "to") || r.isWord(i-2, "or")) {
		if low, ok := r.number(i - 3); ok && low < n {
			return low, true
		}
	}
	return n, true
}

// number reads a word that is a number of years: digits or "one" to "ten".
func (r *reading) number(i int32) (n int, ok bool) {
	if i < 0 {
		return 0, false
	}
	w := r.s[r.toks[i].start:r.toks[i].end]
	if len(w) <= 2 && w[0] >= '0' && w[0] <= '9' {
		for _, c := range []byte(w) {
			if c < '0' || c > '9' {
				return 0, false
			}
			n = n*10 + int(c-'0')
		}
		return n, true
	}
	if len(w) > 5 {
		return 0, false
	}
	for v, name := range [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"} {
		if r.t.words.equal(name, w) {
			return v, true
		}
	}
	return 0, false
}
