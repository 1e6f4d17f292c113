package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"

	"trends/trends"
)

// PhrasesVersion goes with stored phrases: it is raised when the same text would give other ones. They hang on the part-of-speech tagger
// and on where a text's sections are, and not on the skills of the taxonomy or the words of terms.yaml: these are asked by Terms.
const PhrasesVersion = 1

// Phrases returns the runs of adjectives and nouns of a text, (adjective | noun)* noun, in order. They are those of requirements, duties,
// stack, and of lines that no heading speaks of. Offsets are bytes in text.
//
// This is the slow half of finding terms, one to three milliseconds a text, since it asks a part-of-speech tagger about every sentence. The
// tagger sums its scores in the order of a map: of 50,000 words one may get another tag another time. Who needs the same phrases twice
// stores them.
func (t *Taxonomy) Phrases(title, text string) []trends.Phrase {
	r := t.pool.Get().(*reading)
	defer t.pool.Put(r)
	r.read(t, title, text)
	if lang := r.language(); lang != "" && lang != "en" {
		return nil
	}
	r.sections()
	var out []trends.Phrase
	for i := range r.sents {
		if sent := &r.sents[i]; r.mayAsk(sent) {
			from, to := r.bytesOf(sent)
			out = appendPhrases(out, r.s[from:to], from-len(title)-1)
		}
	}
	return out
}

// mayAsk reports whether a sentence may say what a job asks for, whatever it says.
func (r *reading) mayAsk(sent *sentence) bool {
	switch sent.section {
	case secRequirements, secPreferred, secDuties, secStack, secOther:
		return !sent.heading && sent.to > sent.from && (sent.line != 1 || !r.header(sent))
	}
	return false
}

// bytesOf returns where a sentence stands: its first word to the next white space after its last.
func (r *reading) bytesOf(sent *sentence) (from, to int) {
	from, to = int(r.toks[sent.from].start), int(r.toks[sent.to-1].end)
	for to < len(r.s) && r.s[to] > ' ' {
		to++
	}
	return from, to
}

// appendPhrases adds the phrases of one sentence, which stands at offset of the text.
func appendPhrases(out []trends.Phrase, sentence string, offset int) []trends.Phrase {
	doc, err := prose.NewDocument(spaced(sentence), prose.UsingModel(tagger()), prose.WithExtraction(false), prose.WithSegmentation(false))
	if err != nil {
		return out
	}
	var run phraseRun
	at := 0 // end of the last word in the sentence
	for _, tok := range doc.Tokens() {
		i := strings.Index(sentence[at:], tok.Text)
		if i < 0 || strings.ContainsFunc(sentence[at:at+i], wordRune) { // the tagger writes quotation marks in its own way
			out = run.end(out, offset)
			continue
		}
		start := at + i
		if strings.TrimSpace(sentence[at:start]) != "" {
			out = run.end(out, offset)
		}
		at = start + len(tok.Text)
		word := strings.TrimRight(tok.Text, ".,;:!?'") // "in Go." keeps its stop
		noun := strings.HasPrefix(tok.Tag, "NN") || technical(word)
		if adjective := tok.Tag == "JJ"; !hasLetter(word) || !noun && !adjective {
			out = run.end(out, offset)
			continue
		}
		run.add(start, start+len(word), noun)
		if len(word) < len(tok.Text) || run.words == trends.MaxPhrase {
			out = run.end(out, offset)
		}
	}
	return run.end(out, offset)
}

// phraseRun is a phrase while it grows: what follows its last noun is not part of it.
type phraseRun struct {
	start, noun int // bytes: its begin, and the end of its last noun, 0 while there is none
	adjectives  uint64
	words       int
}

func (p *phraseRun) add(start, end int, noun bool) {
	if p.words == 0 {
		p.start = start
	}
	if noun {
		p.noun = end
	} else {
		p.adjectives |= 1 << p.words
	}
	p.words++
}

// end adds the phrase, if there is one, and begins the next.
func (p *phraseRun) end(out []trends.Phrase, offset int) []trends.Phrase {
	if p.noun > 0 {
		out = append(out, trends.Phrase{Start: offset + p.start, End: offset + p.noun, Adjectives: p.adjectives})
	}
	*p = phraseRun{}
	return out
}

// spaced puts spaces around the signs that the tagger would leave inside a word: "Java,Kotlin", "C/C++".
func spaced(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 16)
	for _, r := range s {
		switch {
		case strings.ContainsRune(",;:/|()[]{}<>&*=\"", r), r >= utf8.RuneSelf && r != '’' && !wordRune(r):
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hasLetter(word string) bool { return strings.ContainsFunc(word, unicode.IsLetter) }

// technical reports whether the shape of a word alone says that it is a name of a technique: a capital behind a small letter or a digit
// (vLLM, GraphQL), letters with digits (GPT-4o, web3, 5G), a dot between letters (Node.js), plus signs or a hash at the end (C++, F#).
// Sums, ages and abbreviations such as 120K, 3yrs and U.S. are none.
func technical(word string) bool {
	if word == "" || word[0] >= utf8.RuneSelf || strings.ContainsAny(word, "@$€£%~\\_") || !hasLetter(word) {
		return false
	}
	if strings.HasSuffix(word, "+") || strings.HasSuffix(word, "#") {
		return unicode.IsLetter(rune(word[0])) && len(word) <= 8
	}
	if word[0] >= '0' && word[0] <= '9' { // 5G, 3D; not 3yrs, 120K, 2nd
		rest := strings.TrimLeft(word, "0123456789.")
		return len(rest) > 0 && len(rest) <= 3 && rest == strings.ToUpper(rest) && strings.Trim(rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" &&
			!strings.ContainsAny(rest[:1], "KMBX")
	}
	if i := strings.IndexByte(word, '.'); i > 0 && i < len(word)-1 {
		return strings.Count(word, ".") == 1 && i > 1 && (len(word)-i > 2 || word[i+1] >= '0' && word[i+1] <= '9')
	}
	small, digits := false, false
	for _, r := range word {
		switch {
		case unicode.IsUpper(r) && small:
			return true
		case unicode.IsDigit(r):
			digits = true
		}
		small = unicode.IsLower(r)
	}
	return digits
}
