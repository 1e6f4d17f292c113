package extract

import "strings"

// segment is a part of the text that may be the title of an offered job.
type segment struct {
	from, to int32 // words
	body     bool  // it stands in a sentence
	offered  bool  // it names a job; else it may still name a seniority
	named    bool  // the skills in it are required: it is a title, or a list right after one
	alias    bool  // it names the job of the title in other words: "As a Data Engineer, you …"
	second   bool  // a sentence names it beside the titles of a line or a list: its seniority counts only if theirs tell nothing
}

// findTitles finds the titles of the offered jobs: the posting's own title; else the parts of a first line such as
// "Example | Data Engineer | Berlin", and list items and short lines that are titles; else what "we are hiring a …" names.
func (r *reading) findTitles() {
	r.segs, r.dashes = r.segs[:0], false
	if r.title > 0 && r.sents[0].to > 0 {
		for i := 0; i < len(r.sents) && r.sents[i].line == 0; i++ {
			r.cutSegments(r.sents[i].from, r.titleEnd(&r.sents[i]), 40)
		}
		if r.titleMask(0, r.sents[0].to) != 0 || !r.severalJobs() {
			if len(r.segs) == 0 { // "Machine Learning Internship"
				r.segs = append(r.segs, segment{from: 0, to: r.sents[0].to, offered: true, named: true})
			}
			r.aliasTitle()
			return
		}
	}
	for i := range r.sents {
		sent := &r.sents[i]
		if sent.to == sent.from || sent.section == secLegal || sent.section == secBenefits {
			continue
		}
		switch {
		case sent.line == 1 && r.header(sent):
			r.cutSegments(sent.from, sent.to, 30)
		case r.labelTitles(sent):
		case (sent.to-sent.from <= 30 || r.titleFirst(sent)) && (sent.bullet || sent.line == 1 || r.toks[sent.from].flags&tokLine != 0):
			r.lineTitle(sent)
		}
	}
	found := r.nameStacks()
	for i := range r.sents {
		r.hiringTitle(&r.sents[i], !found)
	}
	for i := range r.segs {
		if sg := &r.segs[i]; sg.named {
			for j := sg.from; j < sg.to; j++ {
				r.toks[j].flags |= tokTitle
			}
		}
	}
}

// nameStacks marks what follows a title in its line as named, "| Go, Python |" or "(Go, Python)", and reports whether
// there are titles.
func (r *reading) nameStacks() (found bool) {
	line := int32(-1)
	n := len(r.segs)
	for i := range n {
		sg := &r.segs[i]
		sent := &r.sents[r.sentenceOf(sg.from)]
		if sg.offered {
			found, line = true, sent.line
			if sg.to < sent.to && r.toks[sg.to].flags&tokOpen != 0 && sent.line > 1 {
				end := sg.to + 1
				for end < sent.to && r.toks[end].flags&tokClose == 0 {
					end++
				}
				r.segs = append(r.segs, segment{from: sg.to, to: end, named: true})
			}
		} else if sent.line == line {
			r.segs[i].named = true
		}
	}
	return found
}

// titleEnd returns where the title proper ends: before "with ML experience".
func (r *reading) titleEnd(sent *sentence) int32 {
	for i := sent.from + 1; i < sent.to; i++ {
		if r.isWord(i, "with") || r.isWord(i, "w") {
			return i
		}
	}
	return sent.to
}

// header reports whether a line is cut by "|" or the like, else by dashes.
func (r *reading) header(sent *sentence) bool {
	r.dashes = false
	for range 2 {
		for i := sent.from + 1; i < sent.to; i++ {
			if r.cutsTitle(i) {
				return true
			}
		}
		r.dashes = true
	}
	return false
}

// cutSegments adds the parts of a line that hold the head word of a title.
func (r *reading) cutSegments(from, to, most int32) {
	start := from
	for i := from + 1; i <= to; i++ {
		if i < to && !r.cutsTitle(i) {
			continue
		}
		if r.title == 0 && start == from && i < to && i-start <= 3 && r.titleMask(start, i)&r.t.ctx.heads == 0 {
			r.employer = span{start, i}
		}
		if m := r.jobMask(start, i); (m&r.t.ctx.heads != 0 || r.title == 0 && m&r.t.ctx.trades != 0) && i-start <= most {
			r.segs = append(r.segs, segment{from: start, to: i, offered: true, named: true})
		} else if m == 0 && i-start <= 8 { // "| Intern |"
			r.segs = append(r.segs, segment{from: start, to: i})
		}
		start = i
	}
}

// aliasTitle takes the first "As a Data Engineer, you …" of a text that has a title.
func (r *reading) aliasTitle() {
	for i := range r.sents {
		sent := &r.sents[i]
		if sent.line == 0 || sent.to-sent.from < 4 || !r.isWord(sent.from, "as") {
			continue
		}
		from := sent.from + 1
		if r.isWord(from, "a") || r.isWord(from, "an") || r.isWord(from, "the") || r.isWord(from, "our") {
			from++
		}
		end, you := sent.to, false
		for j := from; j < min(from+16, sent.to); j++ {
			if you = r.isWord(j, "you"); you || r.toks[j].gap == gapOther && r.gapHolds(j, ':') || r.toks[j].gap == ':' {
				end = min(end, j)
				break
			}
			if r.stopsAt(j) && j > from {
				end = min(end, j)
			}
		}
		if you && end > from && r.capital(end-1) && r.capital(from) && r.titleMask(from, end)&r.t.ctx.heads != 0 {
			r.segs = append(r.segs, segment{from: from, to: end, body: true, second: true, alias: true})
			return
		}
	}
}

// stopsAt reports whether a word that ends a title stands at word i.
func (r *reading) stopsAt(i int32) bool {
	for _, m := range r.marksIn(i, i+1) {
		if m.kind == cueStop {
			return true
		}
	}
	return false
}

// jobMask returns the classes of the words [from, to), none if they name weak heads only: "Interns" is no title.
func (r *reading) jobMask(from, to int32) uint64 {
	m := r.titleMask(from, to)
	if m&^r.t.ctx.weak == 0 {
		return 0
	}
	return m
}

// cutsTitle reports whether a title ends before word i.
func (r *reading) cutsTitle(i int32) bool {
	switch g := r.toks[i].gap; g {
	case '|', ';', gapBreak, bulletSign:
		return true
	case gapOther:
		return r.gapHolds(i, '|') || r.gapHolds(i, ';') || r.dashes && r.dashed(i)
	}
	return false
}

// dashed reports whether a dash with spaces stands before a word.
func (r *reading) dashed(i int32) bool {
	g := r.s[r.toks[i-1].end:r.toks[i].start]
	return strings.Contains(g, " - ") || strings.Contains(g, " – ") || strings.Contains(g, " — ")
}

// titleMask returns the classes of the words [from, to).
func (r *reading) titleMask(from, to int32) (mask uint64) {
	p := &r.t.ctx.titles
	for i := int(from); i < int(to); {
		next := i + 1
		if r.toks[i].kind&kindTitle != 0 {
			if end, node := p.longest(r.toks[:to], i); end > i {
				for _, v := range p.at(node) {
					mask |= 1 << v
				}
				next = end
			}
		}
		i = next
	}
	return mask
}

// lineTitle takes a short line or list item that is a title: it holds a head word within its first words and does not
// read like a sentence. What follows "to", "who" and the like is cut off if the line starts with the word of a title.
func (r *reading) lineTitle(sent *sentence) {
	if sent.kinds&kindHead == 0 {
		return
	}
	end := r.titleGap(sent)
	for _, m := range r.marksOf(sent) {
		if m.from >= end {
			break
		}
		if m.kind == cueStop && !r.capital(m.from) {
			if !r.startsTitle(sent.from) {
				return
			}
			end = m.from
			break
		}
		if m.kind <= cueNotUnless || m.kind >= cueWording {
			return
		}
	}
	switch {
	case end == sent.from, end-sent.from > 8 && !r.titleList(sent.from, end), sent.line > 1 && r.full(sent, end):
		return
	case r.jobMask(sent.from, end)&r.t.ctx.heads == 0:
		return
	case r.startsTitle(sent.from):
	case r.notTitle(sent.from), !r.capital(sent.from), sent.section == secRequirements:
		return
	}
	r.segs = append(r.segs, segment{from: sent.from, to: end, offered: true, named: true})
}

// titleGap returns the word before which a sign ends the title that a line begins with, or the end of the line.
func (r *reading) titleGap(sent *sentence) int32 {
	from := sent.from + 1
	if from < sent.to && r.toks[sent.from].flags&tokOpen != 0 && r.toks[from].flags&tokClose != 0 && r.levelAt(sent.from) {
		from++ // "(Senior) Data Engineer"
	}
	for i := from; i < sent.to; i++ {
		if r.toks[i].flags&tokOpen != 0 && r.lacks(sent.from, i, r.t.ctx.heads&^r.t.ctx.trades) {
			if to := r.closes(i, sent); to < sent.to && r.titleMask(to, min(to+3, sent.to))&r.t.ctx.heads != 0 { // "Frontend (Vue, CSS) developer"
				i = to
				continue
			}
		}
		switch r.toks[i].gap {
		case gapSpace, '/', '&', ',', '+', '.':
			continue
		}
		if r.gapHolds(i, ',') || r.gapHolds(i, '.') || r.dashed(i) && r.lacks(sent.from, i, r.t.ctx.heads) { // "Frontend JavaScript - Angular Developer"
			continue
		}
		return i
	}
	return sent.to
}

// lacks reports whether the words [from, to) hold words of titles, and none of the classes.
func (r *reading) lacks(from, to int32, classes uint64) bool {
	m := r.titleMask(from, to)
	return m != 0 && m&classes == 0
}

// closes returns the word before which the bracket before word i closes, or the end of the sentence.
func (r *reading) closes(i int32, sent *sentence) int32 {
	for i++; i < sent.to && r.toks[i].flags&tokClose == 0; {
		i++
	}
	return i
}

// notTitle reports whether word i begins no title: "At Quux, …", "Strong programmer".
func (r *reading) notTitle(i int32) bool {
	for _, w := range [...]string{"at", "our", "the", "this", "we", "in", "with", "you", "your", "about", "join", "strong", "solid", "good", "excellent", "great"} {
		if r.isWord(i, w) {
			return true
		}
	}
	return false
}

// titleFirst reports whether a long sentence begins with up to 16 words and a colon: "Data Scientist (Berlin): you will …".
func (r *reading) titleFirst(sent *sentence) bool {
	for i := sent.from + 1; i < sent.from+16; i++ {
		if r.toks[i].gap == ':' || r.gapHolds(i, ':') {
			return true
		}
	}
	return false
}

// titleList reports whether commas cut the words [from, to) into titles and nothing else.
func (r *reading) titleList(from, to int32) bool {
	commas := 0
	for i := from + 1; i <= to; i++ {
		if i < to && r.toks[i].gap != ',' && !r.gapHolds(i, ',') {
			continue
		}
		if r.titleMask(from, i)&r.t.ctx.heads == 0 || i-from > 8 {
			return false
		}
		from = i
		commas++
	}
	return commas > 1
}

// startsTitle reports whether a word or phrase of titles or of seniority starts at word i.
func (r *reading) startsTitle(i int32) bool {
	if r.toks[i].kind&kindTitle != 0 {
		if end, _ := r.t.ctx.titles.longest(r.toks, int(i)); end > int(i) {
			return true
		}
	}
	for _, m := range r.marksIn(i, i+1) {
		if m.kind >= cueSenior && m.kind < cueHeading {
			return true
		}
	}
	return false
}

// full reports whether a sentence that goes to end stops with a full stop.
func (r *reading) full(sent *sentence, end int32) bool {
	at := int(r.toks[sent.to-1].end)
	return end == sent.to && at < len(r.s) && r.s[at] == '.'
}

func (r *reading) capital(i int32) bool {
	c := r.s[r.toks[i].start]
	return c < 'a' || c > 'z'
}

// passed reports whether word i, which ends a title, may stand before one: "we are hiring in Berlin: …", "an experienced developer".
func (r *reading) passed(i int32) bool {
	return r.isWord(i, "on") && r.isWord(i-1, "ruby") || r.isWord(i, "experienced") || r.isWord(i, "for") || r.isWord(i, "in") || r.isWord(i, "at")
}

// names reports whether the words [from, to) name a job that is more than "development" or "engineering".
func (r *reading) names(from, to int32) bool {
	last := to - 1
	if r.isWord(last, "roles") || r.isWord(last, "positions") {
		return false
	}
	return r.titleMask(from, to)&r.t.ctx.heads != 0
}

// weakHiring reports whether the words of hiring that start at word i may tell anything: "as a", "role of", "need a".
func (r *reading) weakHiring(i int32) bool {
	for _, w := range [...]string{"as", "role", "position", "hire", "need"} {
		if r.isWord(i, w) {
			next := i + 1 // "as our lead developer" and "Position: lead developer" tell it
			return !r.isWord(next, "our") && !(int(next) < len(r.toks) && (r.toks[next].gap == ':' || r.gapHolds(next, ':')))
		}
	}
	if !r.isWord(i, "hiring") {
		return false
	}
	for _, w := range [...]string{"making", "make", "makes", "of", "in", "about", "the", "your", "their", "our", "for"} { // "we make hiring a joy"
		if r.isWord(i-1, w) {
			return true
		}
	}
	return false
}

// hiringTitle takes the words after "we are hiring a", up to a word that ends a title or the end of the sentence.
func (r *reading) hiringTitle(sent *sentence, offered bool) {
	if sent.section == secLegal || sent.section == secBenefits || !sent.cues.has(1<<cueHiring) || sent.kinds&kindTitle == 0 {
		return
	}
	for _, m := range r.marksOf(sent) {
		if m.kind != cueHiring || r.denied(m, sent) || m.to < sent.to && r.toks[m.to].gap == '/' { // "is not hiring interns", "/recruiting/…"
			continue
		}
		from := r.afterIncluding(m.to, sent)
		end := r.hiringEnd(from, sent)
		mask := r.titleMask(from, max(from, end))
		if mask&r.t.ctx.heads != 0 || offered && mask&r.t.ctx.trades != 0 {
			strong := !r.weakHiring(m.from)
			first := offered || strong && (r.isWord(from-1, "hiring") || r.isWord(from-2, "hiring"))
			r.segs = append(r.segs, segment{from: from, to: end, offered: first || strong, named: true, body: true, second: !first})
		}
	}
}

// afterIncluding returns the word after "including" if that follows word from before any job: "for many roles including …".
func (r *reading) afterIncluding(from int32, sent *sentence) int32 {
	for j := from; j < min(from+16, sent.to-1); j++ {
		if r.isWord(j, "including") && !r.names(from, j) {
			return j + 1
		}
	}
	return from
}

// hiringEnd returns where the jobs end that a sentence names from word from on.
func (r *reading) hiringEnd(from int32, sent *sentence) int32 {
	end := min(from+40, sent.to)
	for _, n := range r.marksIn(from, end) {
		if n.kind == cueStop && !(r.passed(n.from) && r.jobMask(from, n.from)&(r.t.ctx.heads|r.t.ctx.trades) == 0) {
			end = n.from
			break
		}
	}
	for j := from + 1; j < end; j++ {
		colon := r.toks[j].gap == ':' || r.gapHolds(j, ':')
		if colon && r.jobMask(from, j)&r.t.ctx.heads == 0 { // "hiring for these teams: …"
			continue
		}
		if colon || r.toks[j].gap == gapOther && !r.gapHolds(j, ',') && !r.gapHolds(j, '|') && !r.gapHolds(j, '.') && r.toks[j].flags&(tokOpen|tokClose) == 0 {
			return j
		}
	}
	return end
}

// labelTitles takes the titles that follow a label at the start of a line, "Open positions: Data Engineer, QA Engineer", up to a word that
// ends a title, and reports whether there are any.
func (r *reading) labelTitles(sent *sentence) bool {
	from := int32(0)
	for i := sent.from + 1; i < min(sent.from+6, sent.to) && from == 0; i++ {
		if r.toks[i].gap == ':' || r.gapHolds(i, ':') {
			for _, w := range [...]string{"positions", "position", "roles", "role", "openings", "jobs", "needs", "hiring", "vacancies"} {
				if r.isWord(i-1, w) {
					from = i
				}
			}
		}
	}
	if from == 0 {
		return false
	}
	end := min(from+60, sent.to)
	for _, m := range r.marksIn(from, end) {
		if m.kind == cueStop && !r.capital(m.from) {
			end = m.from
			break
		}
	}
	if r.titleMask(from, end)&(r.t.ctx.heads|r.t.ctx.trades) == 0 {
		return false
	}
	r.segs = append(r.segs, segment{from: from, to: end, offered: true, named: true})
	return true
}

// severalJobs reports whether the title says only that there are jobs, "Multiple roles": then the text names them.
func (r *reading) severalJobs() bool {
	for i := r.sents[0].from; i < r.sents[0].to; i++ {
		for _, w := range [...]string{"roles", "positions", "openings", "jobs", "multiple", "various", "several"} {
			if r.isWord(i, w) {
				return true
			}
		}
	}
	return false
}
