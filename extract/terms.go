package extract

import (
	"slices"
	"strings"

	"trends/trends"
)

// maxTerm is how many words a term may have.
const maxTerm = 4

// TermFinder finds terms outside a taxonomy. It is never changed once it is made and safe for concurrent use.
type TermFinder struct {
	t     *Taxonomy
	rules *TermRules
	known map[string]string   // skill by TermKey of each of its forms and of its name
	heads map[string][]string // skills by the last word of their forms of two and more words
}

// NewTermFinder returns a finder of what neither the taxonomy has nor the rules leave out.
func NewTermFinder(t *Taxonomy, rules *TermRules) *TermFinder {
	f := &TermFinder{t: t, rules: rules, known: map[string]string{}, heads: map[string][]string{}}
	add := func(text, skill string) {
		key := TermKey(text)
		if f.known[key] == "" {
			f.known[key] = skill
		}
		if i := strings.LastIndexByte(key, ' '); i > 0 && !slices.Contains(f.heads[key[i+1:]], skill) {
			f.heads[key[i+1:]] = append(f.heads[key[i+1:]], skill)
		}
	}
	for i := range t.skills {
		add(t.skills[i].Name, t.skills[i].ID)
	}
	for i := range t.forms {
		if form := &t.forms[i]; !form.skip {
			add(form.text, t.skills[form.skill].ID)
		}
	}
	return f
}

// Terms returns the candidates for new skills of an ad, each time they are named, in order. They are parts of its phrases, see Phrases:
// one to four words with a noun at the end, in lines of requirements, duties and stack, and, where no heading says what a line is, in
// sentences that name a skill or ask for something. What a form of the taxonomy covers is none; neither are the employer's name,
// places, addresses, job titles, and what the rules leave out.
//
// This is the fast half of finding terms: it follows the taxonomy and the rules of now, whenever the phrases were found. phrases must be
// in order of their place; offsets are bytes in text.
func (f *TermFinder) Terms(title, text, employer string, phrases []trends.Phrase) []trends.Term {
	if len(phrases) == 0 {
		return nil
	}
	r := f.t.pool.Get().(*reading)
	defer f.t.pool.Put(r)
	r.read(f.t, title, text)
	r.understand(&trends.Tags{})
	s := &termSearch{TermFinder: f, r: r, own: TermKey(trends.EmployerKey(employer)), offset: len(title) + 1}
	s.taken, s.skill = r.taken()
	at := 0
	for _, p := range phrases {
		for at+1 < len(r.sents) && s.begin(at+1) <= p.Start {
			at++
		}
		if p.End+s.offset <= len(r.s) && s.asks(at) {
			s.phrase(p, &r.sents[at])
		}
	}
	return s.out
}

// termSearch finds the terms of one ad.
type termSearch struct {
	*TermFinder
	r      *reading
	own    string // key of the employer's name
	offset int    // of the text in title + "\n" + text
	taken  []bool // by word, see reading.taken
	skill  []bool
	tok    int // the last word that was looked at
	out    []trends.Term
}

// begin returns where a sentence begins, in bytes of the text.
func (s *termSearch) begin(sent int) int {
	if it := &s.r.sents[sent]; it.to > it.from {
		return int(s.r.toks[it.from].start) - s.offset
	}
	return 0
}

// asks reports whether a sentence says what the job asks for.
func (s *termSearch) asks(i int) bool {
	sent := &s.r.sents[i]
	if !s.r.mayAsk(sent) {
		return false
	}
	return sent.section != secOther || slices.Contains(s.skill[sent.from:sent.to], true) ||
		slices.ContainsFunc(s.r.marksOf(sent), func(m mark) bool { return m.kind <= cueMentioned })
}

// termWord is one word of a phrase.
type termWord struct {
	start, end int    // bytes in the text
	lower      string // folded
	noun       bool
	stop, edge bool // the rules leave out what holds it, or begins or ends with it
	covered    bool // a form of the taxonomy covers it
	named      bool // it is written as a name, or is an item of a list of skills
}

// phrase adds the terms of one phrase.
func (s *termSearch) phrase(p trends.Phrase, sent *sentence) {
	words := s.words(p, sent)
	for i := range words {
		for j := i; j < len(words) && j-i < maxTerm && !words[j].stop; j++ {
			if !termAt(words[i : j+1]) {
				continue
			}
			text := strings.Join(strings.Fields(s.r.s[words[i].start+s.offset:words[j].end+s.offset]), " ")
			if key := TermKey(text); !s.rules.ignore[key] && s.known[key] == "" && !within(key, s.own) && !within(s.own, key) {
				s.out = append(s.out, trends.Term{Key: key, Text: text, Start: words[i].start, End: words[j].end})
			}
		}
	}
}

// termAt reports whether words can be a term where they stand: a single one must be written as a name, or be an item of a list of skills,
// since everyday words are many and rise and fall with fashions of writing.
func termAt(words []termWord) bool {
	first, last := &words[0], &words[len(words)-1]
	return !first.edge && !last.edge && last.noun && (len(words) > 1 || last.named) &&
		slices.ContainsFunc(words, func(w termWord) bool { return !w.covered })
}

// within reports whether the words of one key stand in another.
func within(key, other string) bool {
	return key != "" && strings.Contains(" "+other+" ", " "+key+" ")
}

// words cuts a phrase at white space.
func (s *termSearch) words(p trends.Phrase, sent *sentence) []termWord {
	var words []termWord
	text := s.r.s
	for i := p.Start + s.offset; i < p.End+s.offset; {
		if text[i] <= ' ' {
			i++
			continue
		}
		end := i
		for end < p.End+s.offset && text[end] > ' ' {
			end++
		}
		lower := fold(text[i:end])
		w := termWord{start: i - s.offset, end: end - s.offset, lower: lower, noun: p.Adjectives>>len(words)&1 == 0}
		w.stop = len(lower) < 2 || strings.ContainsAny(lower, "'’") || s.rules.stopped(lower)
		w.edge = s.rules.edge[lemma(lower)]
		s.look(&w, sent, i, end)
		words = append(words, w)
		i = end
	}
	return words
}

// look asks what the reading knows of the words at the bytes [from, to): one word here is several there, as "multi-cloud".
func (s *termSearch) look(w *termWord, sent *sentence, from, to int) {
	toks := s.r.toks
	for s.tok > 0 && int(toks[s.tok].start) > from {
		s.tok--
	}
	for s.tok < len(toks) && int(toks[s.tok].end) <= from {
		s.tok++
	}
	first, end := int32(s.tok), int32(s.tok)
	w.covered = true
	for ; int(end) < len(toks) && int(toks[end].start) < to; end++ {
		w.covered = w.covered && s.taken[end]
		w.stop = w.stop || toks[end].flags&tokURL != 0
	}
	if end == first {
		w.stop = true
		return
	}
	w.named = s.r.capitalised(first) && s.r.nameLike(first, sent) || technical(s.r.s[from:to]) || s.listed(sent, first, end) || s.asked(sent, first)
}

// stopped reports whether a word, or all parts of a word with hyphens, are stop words.
func (rules *TermRules) stopped(lower string) bool {
	if rules.stop[lemma(lower)] {
		return true
	}
	for part := range strings.SplitSeq(lower, "-") {
		if !rules.stop[lemma(part)] {
			return false
		}
	}
	return true
}

// Misspelt returns the skill of which the term with the key may be another spelling: a form as long as it, with one letter added, left out
// or changed, or two where it has ten letters and more. Digits must agree, since GPT-3 is not GPT-4. "" is none.
func (f *TermFinder) Misspelt(key string) string {
	best := ""
	for form, skill := range f.known {
		if closeTo(key, form) && (best == "" || skill < best) {
			best = skill
		}
	}
	return best
}

// Near returns the skills that end with the same word as the term with the key, at most three, as a hint where it may belong.
func (f *TermFinder) Near(key string) []string {
	skills := f.heads[key[strings.LastIndexByte(key, ' ')+1:]]
	return skills[:min(3, len(skills))]
}
