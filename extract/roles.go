package extract

import "strings"

// segment is a part of the text that may be the title of an offered job.
type segment struct {
	from, to int32 // words
	body     bool  // it stands in a sentence
	offered  bool  // it names a job; else it may still name a seniority
	named    bool  // the skills in it are required: it is a title, or a list right after one
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
		case sent.to-sent.from <= 30 && (sent.bullet || r.toks[sent.from].flags&tokLine != 0):
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
		} else if m == 0 && i-start <= 6 { // "| Intern |"
			r.segs = append(r.segs, segment{from: start, to: i})
		}
		start = i
	}
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
	end := sent.to
	for i := sent.from + 1; i < sent.to; i++ {
		if t := r.toks[i]; t.gap != gapSpace && t.gap != '/' && t.gap != '&' && t.gap != ',' && t.gap != '+' && t.gap != '.' && !r.gapHolds(i, ',') && !r.gapHolds(i, '.') {
			if m := r.titleMask(sent.from, i); r.dashed(i) && m != 0 && m&r.t.ctx.heads == 0 {
				continue // "Frontend JavaScript - Angular Developer"
			}
			end = i
			break
		}
	}
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
	if end-sent.from > 8 || end == sent.from || r.jobMask(sent.from, end)&r.t.ctx.heads == 0 || r.full(sent, end) {
		return
	}
	if starts := r.startsTitle(sent.from); !starts && (!r.capital(sent.from) || sent.section == secRequirements) {
		return
	}
	r.segs = append(r.segs, segment{from: sent.from, to: end, offered: true, named: true})
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

// hiringTitle takes the words after "we are hiring a", up to a word that ends a title or the end of the sentence.
func (r *reading) hiringTitle(sent *sentence, offered bool) {
	if sent.section == secLegal || sent.section == secBenefits {
		return
	}
	marks := r.marksOf(sent)
	for i, m := range marks {
		if m.kind != cueHiring {
			if !r.isWord(m.from, "looking") || m.to-m.from < 3 || !r.isWord(m.from+1, "for") {
				continue
			}
			m.to = m.from + 2 // a longer phrase of another kind, "looking for engineers", hides the shorter one
		}
		end := min(m.to+24, sent.to)
		for _, n := range marks[i+1:] {
			if n.kind == cueStop && n.from >= m.to {
				end = min(end, n.from)
				break
			}
		}
		for j := m.to + 1; j < end; j++ {
			if r.toks[j].gap == ':' || r.toks[j].gap == gapOther && !r.gapHolds(j, ',') && r.toks[j].flags&(tokOpen|tokClose) == 0 {
				end = j
			}
		}
		if end > m.to && r.titleMask(m.to, end)&r.t.ctx.heads != 0 {
			r.segs = append(r.segs, segment{from: m.to, to: end, offered: offered || r.isWord(m.to-1, "hiring") || r.isWord(m.to-2, "hiring"), named: true, body: true})
		}
	}
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
