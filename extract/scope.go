package extract

import (
	"slices"

	"trends/trends"
)

// What a phrase of scope says, by its list in context.yaml.
const (
	scopeHead    = 1 << iota // "engineer": makes a person of the word of the field before it
	scopeLeader              // "head of": makes a person of the word of the field after it
	scopeWare                // "startup": makes a firm or a ware of it
	scopeOther               // "instructor": makes another trade of it
	scopeOffer               // "openings": jobs are offered
	scopeThrough             // "for": an offer goes on over it
	scopeHire                // "you": the sentence speaks of the one hired
	scopeWork                // "develop": what that one does
	scopeBeside              // "alongside": what others do
	scopeNever               // "degree": the sentence says nothing of the work
)

// scopeNames returns the names of those lists.
func scopeNames() []string {
	return []string{"heads", "leaders", "wares", "other", "offers", "through", "hire", "work", "beside", "never"}
}

// scope says whether the posting is one of machine-learning work: a role or title offered says so, or a person of the
// field is sought or listed, or the one hired works in the field. What the employer makes with machine learning and who
// else works there says nothing. The role of a researcher needs a word of the field in the text.
func (r *reading) scope(tags *trends.Tags) trends.Scope {
	research := false
	for _, role := range tags.Roles {
		switch role {
		case "software_engineer", "data_engineer", "data_analyst", "manager", "other", "robotics_engineer", "ai_strategist":
		case "research_scientist", "applied_scientist":
			research = true
		default:
			return trends.ScopeML
		}
	}
	for i := range r.sents {
		sent := &r.sents[i]
		if sent.section == secLegal || !sent.cues.has(1<<cueScope) {
			continue
		}
		for _, m := range r.marksOf(sent) {
			if m.kind == cueScope && m.to <= sent.to && r.toks[m.from].flags&tokURL == 0 && r.fieldJob(i, m, research) {
				return trends.ScopeML
			}
		}
	}
	if r.skilled() {
		return trends.ScopeML
	}
	return trends.ScopeAll
}

// skilled reports whether the posting requires enough different skills of the field.
func (r *reading) skilled() bool {
	n := 0
	var seen [16]int32
	for i := range r.cands {
		k := &r.cands[i]
		f := &r.t.forms[k.form]
		if k.state == stateOK && r.t.ctx.strong[f.skill] && !slices.Contains(seen[:n], f.skill) && r.level(k) == trends.LevelRequired {
			seen[n] = f.skill
			if n++; n >= r.t.ctx.minScope || n == len(seen) {
				return true
			}
		}
	}
	return false
}

// fieldJob reports whether a word of the field in sentence at says that the job is one of the field.
func (r *reading) fieldJob(at int, m mark, research bool) bool {
	sent := &r.sents[at]
	next := r.scopeAfter(m.to, min(m.to+3, sent.to))
	person := next&scopeHead != 0 || r.isWord(m.to-1, "scientist") || r.isWord(m.to-1, "scientists")
	ware := next&scopeWare != 0 && !person
	switch {
	case next&scopeOther != 0, ware:
		return false
	case int(r.toks[m.from].start) < r.title, r.inOffered(m.from):
		return !r.otherTrade(sent, m)
	case !person && r.nameBefore(sent, m), m.from >= r.employer.from && m.to <= r.employer.to:
		return false
	case research && sent.section != secPreferred, r.listed(at, m, person):
		return true
	case sent.section == secBenefits:
		return false
	}
	return r.sought(sent, m, person) || !person && r.worked(sent, m)
}

// scopeAfter returns what the words [from, to) say that stand right after a word of the field.
func (r *reading) scopeAfter(from, to int32) (class int) {
	p := &r.t.ctx.scope
	for i := int(from); i < int(to) && class&(scopeHead|scopeOther) == 0; i++ { // over a ware: "AI platform engineer"
		g := r.toks[i].gap
		if g != gapSpace && g != '/' && g != '-' && g != '&' && g != '+' && g != '\'' {
			break
		}
		if end, node := p.longest(r.toks[:to], i); end > i {
			for _, v := range p.at(node) {
				if 1<<v != scopeWare || g == gapSpace { // "ML / Platform" are two
					class |= 1 << v
				}
			}
		}
	}
	return class
}

// scopeIn returns what the words [from, to) say.
func (r *reading) scopeIn(from, to int32) (class int) {
	r.eachScope(from, to, func(v int, _, _ int32) { class |= v })
	return class
}

// eachScope calls f for every phrase of scope among the words [from, to): what it says, where it starts and ends.
func (r *reading) eachScope(from, to int32, f func(class int, from, to int32)) {
	p := &r.t.ctx.scope
	for i := int(from); i < int(to); {
		if r.toks[i].kind&kindScope == 0 {
			i++
			continue
		}
		end, node := p.longest(r.toks[:to], i)
		if end == i {
			i++
			continue
		}
		for _, v := range p.at(node) {
			f(1<<v, int32(i), int32(end))
		}
		i = end
	}
}

// inOffered reports whether a word stands in the title of an offered job inside the text, or in a list right after one.
func (r *reading) inOffered(tok int32) bool {
	return r.inTitle(tok) && slices.ContainsFunc(r.segs, func(sg segment) bool { return sg.named && !sg.body && tok >= sg.from && tok < sg.to })
}

// nameBefore reports whether the word is the end of a name: "Example AI", "example.ai".
func (r *reading) nameBefore(sent *sentence, m mark) bool {
	if m.to-m.from != 1 || m.from == sent.from || !r.isWord(m.from, "ai") && !r.isWord(m.from, "ml") {
		return false
	}
	if m.to < sent.to && (r.isWord(m.to, "models") || r.isWord(m.to, "algorithms")) {
		return false
	}
	g := r.toks[m.from].gap
	return g == '.' || g == gapSpace && r.capital(m.from-1)
}

// otherTrade reports whether the part of a title around a word of the field, or the part before the brackets that hold
// it, is of another trade: "Instructors (iOS, Data Science)".
func (r *reading) otherTrade(sent *sentence, m mark) bool {
	const bracket = tokOpen | tokClose
	from, to := m.from, m.to
	for from > sent.from && r.toks[from].flags&tokOpen == 0 && !r.cutsTrade(from) {
		from--
	}
	for to < sent.to && r.toks[to].flags&bracket == 0 && !r.cutsTrade(to) {
		to++
	}
	if r.scopeIn(from, to)&scopeOther != 0 {
		return true
	}
	for from > sent.from && r.toks[from].flags&bracket == 0 {
		from--
	}
	if from == sent.from || r.toks[from].flags&tokOpen == 0 {
		return false
	}
	to = from
	for from--; from > sent.from && !r.cutsTrade(from); {
		from--
	}
	return r.scopeIn(from, to)&scopeOther != 0
}

// cutsTrade reports whether one title of several ends before word i.
func (r *reading) cutsTrade(i int32) bool {
	switch r.toks[i].gap {
	case ',', ';', '|', '+', '&', gapBreak:
		return true
	case gapOther:
		return r.gapHolds(i, ',') || r.gapHolds(i, ';') || r.gapHolds(i, '|')
	}
	return false
}

// listed reports whether a list item or short line is a job of the field: "- Senior Data Scientist (Berlin)", or under a
// line that speaks of hiring only "- Machine learning".
func (r *reading) listed(at int, m mark, person bool) bool {
	sent := &r.sents[at]
	from, line := sent.from, r.toks[sent.from].flags&tokLine != 0
	item := sent.bullet
	if _, ok := r.number(from); ok && line && from < m.from { // "3 data scientists"
		from, item = from+1, true
	}
	item = item || line && person && m.from == from && r.stopIn(m.to, min(m.to+3, sent.to)) < sent.to // "Data scientist to …"
	if !item && !line || sent.section == secCompany && !(item && person) {
		return false
	}
	end := sent.to
	if person && item && m.from <= from+4 {
		end = min(end, r.stopIn(m.to, sent.to))
	}
	for i := from + 1; i < sent.to; i++ {
		t := r.toks[i]
		switch bar := t.gap == '|' || r.gapHolds(i, '|'); {
		case i <= m.from && bar:
			from = i
		case i > m.from && (bar || t.gap == ':' || t.gap == gapOther && !r.gapHolds(i, ',') || t.flags&(tokURL|tokOpen) != 0):
			end = min(end, i)
		}
	}
	if r.full(sent, end) || r.otherTrade(sent, m) || end-from > 9 && !(person && end-from <= 30 && r.severalTitles(from, end)) {
		return false
	}
	for _, k := range r.marksOf(sent) {
		if k.from < end && (k.kind <= cueNotUnless || k.kind >= cueWording) || k.from < m.from && k.kind == cueStop && !r.through(k.from) {
			return false
		}
	}
	alone := m.from == from && m.to == end // nothing but the word
	switch {
	case person, r.scopeIn(from, m.from)&scopeHead != 0:
		return true
	case alone && end < sent.to && (item && r.toks[end].flags&tokURL != 0 || r.scopeIn(end, sent.to)&scopeHire != 0):
		return true
	}
	first := m.from == from || m.from == from+1 && (r.isWord(from, "our") || r.isWord(from, "the"))
	return (item && first || alone && r.shortLine(at)) && r.introduced(at)
}

// stopIn returns the first word in [from, to) that ends a title, or the largest number.
func (r *reading) stopIn(from, to int32) int32 {
	for _, k := range r.marksIn(from, to) {
		if k.kind == cueStop {
			return k.from
		}
	}
	return 1<<31 - 1
}

// through reports whether an offer goes on over a word that ends a title.
func (r *reading) through(i int32) bool { return r.scopeIn(i, i+1)&scopeThrough != 0 }

// severalTitles reports whether the words [from, to) are titles of which at least one ends with a comma or the like.
func (r *reading) severalTitles(from, to int32) bool {
	if r.scopeIn(from, to)&(scopeBeside|scopeHire|scopeNever) != 0 || r.ours(from) || r.isWord(from, "our") {
		return false
	}
	for i := from + 1; i < to; i++ {
		if r.cutsTrade(i) && r.scopeIn(i-1, i)&scopeHead != 0 {
			return true
		}
	}
	return false
}

// introduced reports whether the list that holds item at follows a line that speaks of hiring.
func (r *reading) introduced(at int) bool {
	for n := 0; n < 40 && at > 0 && (r.sents[at].bullet || r.shortLine(at)); n++ {
		at--
	}
	sent := &r.sents[at]
	return slices.ContainsFunc(r.marksOf(sent), r.hires) || r.scopeIn(sent.from, sent.to)&scopeOffer != 0
}

// shortLine reports whether a sentence is a line of a few words that ends without a sign.
func (r *reading) shortLine(at int) bool {
	sent := &r.sents[at]
	return sent.to > sent.from && sent.to-sent.from <= 6 && r.toks[sent.from].flags&tokLine != 0 && r.colonAfterLast(sent) == 0 && !r.ended(sent) &&
		(int(sent.to) == len(r.toks) || r.toks[sent.to].flags&tokLine != 0)
}

// hires reports whether a mark says that the employer hires: no "as a", no "the need to hire".
func (r *reading) hires(k mark) bool {
	return k.kind == cueHiring && !r.isWord(k.from, "as") && !(r.isWord(k.from, "hire") && r.isWord(k.from-1, "to"))
}

// sought reports whether the sentence says before a word of the field that the employer hires, and no clause of its own
// begins between the two.
func (r *reading) sought(sent *sentence, m mark, person bool) bool {
	offer, beside, leader := int32(-1), int32(-1), false
	r.eachScope(sent.from, m.from, func(class int, from, to int32) {
		switch class {
		case scopeOffer:
			if person || sent.section != secCompany {
				offer = to
			}
		case scopeBeside, scopeNever:
			beside = from
		case scopeLeader:
			leader = to == m.from
		}
	})
	for _, k := range r.marksOf(sent) {
		if k.to <= m.from && r.hires(k) {
			offer = max(offer, k.to)
		}
	}
	if offer < 0 || beside >= offer {
		return false
	}
	for _, k := range r.marksIn(offer, m.from) {
		switch k.kind {
		case cuePreferred, cuePreferredAfter:
			return false
		case cueStop:
			if !leader && !r.through(k.from) && !(person && r.isWord(k.from, "but")) {
				return false
			}
		}
	}
	return true
}

// worked reports whether the sentence says that the one hired works on what the word of the field names, or must know it.
func (r *reading) worked(sent *sentence, m mark) bool {
	switch {
	case sent.section == secPreferred, sent.section == secCompany, r.isWord(m.from-1, "for"), m.to < sent.to && r.isWord(m.to, "team"):
		return false
	}
	hire, never, work, beside := false, false, int32(-1), int32(-1)
	r.eachScope(sent.from, m.from, func(class int, from, _ int32) {
		switch class {
		case scopeNever, scopeOther:
			never = true
		case scopeHire:
			hire = true
		case scopeWork:
			if !r.ours(from - 1) {
				work = from
			}
		case scopeBeside:
			beside = from
		}
	})
	for _, k := range r.marksOf(sent) {
		switch {
		case k.kind == cuePreferred, k.kind == cuePreferredAfter, k.kind == cueNotBefore, k.kind == cueNotAfter:
			return false
		case k.to <= m.from && (k.kind == cueRequired || k.kind == cueMust):
			work = max(work, k.from)
		case k.to <= m.from && r.hires(k):
			hire = true
		}
	}
	ours := r.ours(sent.from) || r.isWord(sent.from, "our") || r.isWord(sent.from, "at") || r.isWord(sent.from, "i")
	return !never && work > beside && (hire || sent.bullet && !ours || r.orders(sent))
}

// ours reports whether a word speaks of the employer: "we", or the "are" of "we are".
func (r *reading) ours(i int32) bool {
	return r.isWord(i, "we") || r.isWord(i, "are") && r.isWord(i-1, "we")
}

// orders reports whether the sentence begins its line with what the one hired does: "Build models".
func (r *reading) orders(sent *sentence) bool {
	return r.toks[sent.from].flags&tokLine != 0 && r.scopeIn(sent.from, min(sent.from+1, sent.to))&scopeWork != 0
}
