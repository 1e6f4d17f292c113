package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is a run of letters, digits and underscores, with the "++", "+" or "#" and the leading "." that belong to it
// (c++, c#, .net). Words are compared without regard to case. What stands between two words is reduced to its gap.
const (
	gapSpace = 1 // spaces, or one hyphen
	gapBreak = 2 // holds a line end
	gapOther = 3 // several signs, or one with spaces that is none of those below
	// any other value is the one sign that stands between the words; "/", "&" and "+" may have spaces around them
)

const (
	clsOther = iota
	clsWord
	clsSpace
	clsLine
	clsHigh // first byte of a character outside ASCII
)

// chars says what a byte is and what its lower-case form is. wordly is the lower-case form of the bytes of words, 0 for
// all others, so that the inner loop needs one look-up.
type chars struct {
	class  [256]uint8
	lower  [256]byte
	wordly [256]byte
}

func newChars() *chars {
	c := new(chars)
	for i := range 256 {
		b := byte(i)
		c.lower[i] = b
		switch {
		case b >= 'A' && b <= 'Z':
			c.class[i], c.lower[i] = clsWord, b|0x20
		case b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '_':
			c.class[i] = clsWord
		case b == ' ' || b == '\t' || b == '\r' || b == '\f' || b == '\v':
			c.class[i] = clsSpace
		case b == '\n':
			c.class[i] = clsLine
		case b >= utf8.RuneSelf:
			c.class[i] = clsHigh
		}
		if c.class[i] == clsWord {
			c.wordly[i] = c.lower[i]
		}
	}
	return c
}

// vocabulary gives every word that some phrase uses a number from 1. It is an open-addressing table: one look-up for
// each word of the text is the hottest step of all.
type vocabulary struct {
	*chars
	mask  uint64
	slots []slot
	words []string     // by number; words[0] is unused
	maybe [1024]uint64 // bit set over 16 bits of the hashes: most words of a text are no words of a phrase
	spoke []uint16     // by number: the languages whose frequent word it is, a bit set over context.tongues
}

// slot holds the hash of a word in place of the word: with 64 bits and some ten thousand words, a wrong word of a text
// meets a right hash once in 10^15 words, and the comparison saved is a third of the look-up.
type slot struct {
	hash uint64
	id   int32
	kind uint8 // see kindForm
}

func newVocabulary() vocabulary {
	return vocabulary{chars: newChars(), slots: make([]slot, 1024), mask: 1023, words: []string{""}}
}

const (
	hashSeed  = 14695981039346656037 // FNV-1a
	hashPrime = 1099511628211
)

// intern returns the number of a folded word, adding it if it is new.
func (v *vocabulary) intern(w string) int32 {
	h := uint64(hashSeed)
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * hashPrime
	}
	if id, _ := v.find(h); id != 0 {
		return id
	}
	v.words = append(v.words, w)
	id := int32(len(v.words) - 1)
	if len(v.words)*2 > len(v.slots) {
		old := v.slots
		v.slots = make([]slot, 2*len(old))
		v.mask = uint64(len(v.slots) - 1)
		for _, s := range old {
			if s.id != 0 {
				v.put(s)
			}
		}
	}
	v.put(slot{hash: h, id: id})
	v.maybe[h>>6&1023] |= 1 << (h & 63)
	return id
}

func (v *vocabulary) put(s slot) {
	i := mix(s.hash) & v.mask
	for v.slots[i].id != 0 {
		i = (i + 1) & v.mask
	}
	v.slots[i] = s
}

// find returns the number and the kind of the word with hash h, 0 if no phrase uses it.
func (v *vocabulary) find(h uint64) (id int32, kind uint8) {
	if v.maybe[h>>6&1023]>>(h&63)&1 == 0 {
		return 0, 0
	}
	for i := mix(h) & v.mask; ; i = (i + 1) & v.mask {
		s := &v.slots[i]
		if s.hash == h {
			return s.id, s.kind
		}
		if s.id == 0 {
			return 0, 0
		}
	}
}

// setKinds notes which words start a phrase of which set, and which are words of English or of another language.
func (v *vocabulary) setKinds(sets map[uint8]*phrases) {
	for i := range v.slots {
		s := &v.slots[i]
		for kind, p := range sets {
			if s.id != 0 && p.starts(s.id) {
				s.kind |= kind
			}
		}
		if int(s.id) < len(v.spoke) {
			switch set := v.spoke[s.id]; {
			case set == 1:
				s.kind |= kindEnglish
			case set != 0:
				s.kind |= kindForeign
			}
		}
	}
}

func mix(h uint64) uint64 { return h ^ h>>32 }

// equal reports whether raw folds to the word w.
func (v *vocabulary) equal(w, raw string) bool {
	if len(w) != len(raw) {
		return len(raw) > 0 && !ascii(raw) && w == fold(raw)
	}
	lower := &v.lower
	for i := range len(raw) {
		c := raw[i]
		if c >= utf8.RuneSelf {
			return w == fold(raw)
		}
		if lower[c] != w[i] {
			return false
		}
	}
	return true
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// fold returns the form under which words are compared.
func fold(s string) string { return strings.ToLower(s) }

// hashFolded hashes a word of any characters.
func hashFolded(raw string) uint64 {
	h := uint64(hashSeed)
	for _, c := range []byte(fold(raw)) {
		h = (h ^ uint64(c)) * hashPrime
	}
	return h
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r))
}

// token is one word of a text.
type token struct {
	start, end int32 // bytes
	id         int32 // in the vocabulary, 0 if no phrase uses the word
	gap        uint8 // what stands before it
	flags      uint8
	kind       uint8 // what is known of the word
}

// What is known of a word without looking any further.
const (
	kindForm = 1 << iota // a form or skip starts with it
	kindCue              // a phrase of context.yaml starts with it
	kindYears
	kindJoin
	kindTitle   // a word of titles starts with it
	kindEnglish // a frequent English word
	kindForeign // a frequent word of another language
)

const (
	tokSentence = 1 << iota // first word of a sentence
	tokLine                 // first word of a line
	tokClause               // first word after ; : ( ) or a dash
	tokURL                  // part of an address
	tokOpen                 // the gap before it holds an opening bracket
	tokClose                // the gap before it holds a closing bracket
)

// scan cuts s into words and appends them to toks.
func (v *vocabulary) scan(s string, toks []token) []token {
	last := 0
	for i := 0; i < len(s); {
		switch v.class[s[i]] {
		case clsWord:
		case clsHigh:
			if r, n := utf8.DecodeRuneInString(s[i:]); !wordRune(r) {
				i += n
				continue
			}
		default:
			i++
			continue
		}
		end, id, kind := v.word(s, i)
		start := i
		if i > last && s[i-1] == '.' && (i == 1 || i-1 > last) {
			if dotted := v.find(hashFolded(s[i-1 : end])); dotted != 0 {
				id, start = dotted, i-1
			}
		}
		gap, flags := v.gap(s, last, start, toks)
		toks = append(toks, token{start: int32(start), end: int32(end), id: id, gap: gap, flags: flags, kind: kind})
		last = end
		i = last
	}
	return toks
}

// word reads the word that starts at i and returns its end, number and kind.
func (v *vocabulary) word(s string, i int) (end int, id int32, kind uint8) {
	h, j, high := uint64(hashSeed), i, false
	for wordly := &v.wordly; j < len(s); {
		if c := wordly[s[j]]; c != 0 {
			h = (h ^ uint64(c)) * hashPrime
			j++
			continue
		}
		if s[j] < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(s[j:])
		if !wordRune(r) {
			break
		}
		high = true
		j += n
	}
	if high {
		h = hashFolded(s[i:j])
	}
	if j < len(s) && (s[j] == '+' || s[j] == '#') {
		return v.suffix(s, i, j, h)
	}
	id, kind = v.find(h)
	return j, id, kind
}

// suffix adds "++", "#" or "+" to a word. The first two always belong to it: "C++" never holds the word "C".
func (v *vocabulary) suffix(s string, i, j int, h uint64) (end int, id int32, kind uint8) {
	n := 1
	if strings.HasPrefix(s[j:], "++") {
		n = 2
	}
	if s[j] == '+' || j+n >= len(s) || v.class[s[j+n]] != clsWord {
		id = v.find(hashFolded(s[i : j+n]))
		if id != 0 || n == 2 || s[j] == '#' {
			return j + n, id
		}
	}
	id, kind = v.find(h)
	return j, id, kind
}

// phrase cuts a phrase of a file into words and gives every word a number.
func (v *vocabulary) phrase(s string) []token {
	for _, chunk := range strings.Fields(s) {
		if w := strings.TrimLeft(chunk, "(/,-"); len(w) > 1 && (w[0] == '.' || strings.HasSuffix(w, "+") || strings.HasSuffix(w, "#")) {
			if i := strings.LastIndexAny(w, "/-,."); i > 0 {
				w = w[i+1:]
			}
			v.intern(fold(w))
		}
	}
	toks := v.scan(s, nil)
	for i, t := range toks {
		if t.id == 0 {
			toks[i].id = v.intern(fold(s[t.start:t.end]))
		}
	}
	return toks
}
