package extract

import (
	"strings"
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

// chars says what a byte is and what its lower-case form is.
type chars struct {
	class [256]uint8
	lower [256]byte
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
	}
	return c
}

// token is one word of a text.
type token struct {
	start, end int32 // bytes
	id         int32 // in the vocabulary, 0 if no phrase uses the word
	gap        uint8 // what stands before it
	flags      uint8
	kind       kinds
}

// kinds is what is known of a word without looking any further, bit by bit.
type kinds uint16

const (
	kindYears   kinds = 1 << iota
	kindJoin          // a phrase that joins the items of a list starts with it
	kindTitle         // … a phrase of titles
	kindHead          // … the head of a title
	kindBeside        // … a phrase after which colleagues or companies are named
	kindScope         // … a phrase of scope
	kindMoney         // … a currency
	kindEnglish       // a frequent English word
	kindForeign       // a frequent word of another language
)

const (
	tokSentence = 1 << iota // first word of a sentence
	tokLine                 // first word of a line
	tokClause               // first word after ; : ( ) or a dash
	tokURL                  // part of an address
	tokOpen                 // the gap before it holds an opening bracket
	tokClose                // the gap before it holds a closing bracket
	tokTitle                // in the title of an offered job, or in a list right after one
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
			if dotted, k := v.find(hashFolded(s[i-1 : end])); dotted != 0 {
				id, kind, start = dotted, k, i-1
			}
		}
		t := token{start: int32(start), end: int32(end), id: id, gap: gapSpace, kind: kind}
		if start-last != 1 || s[last] != ' ' || last == 0 {
			t.gap, t.flags = v.gap(s, last, start, toks)
		}
		toks = append(toks, t)
		last = end
		i = last
	}
	return toks
}

// word reads the word that starts at i and returns its end, number and kind.
func (v *vocabulary) word(s string, i int) (end int, id int32, kind kinds) {
	h := uint64(0)
	for end = i; ; {
		x := load(s, end)
		n := lead(wordBytes(x))
		if n > 0 {
			h = addHash(h, first8(foldBytes(x), n))
		}
		if end += n; n < 8 {
			break
		}
	}
	if end < len(s) && (s[end] >= utf8.RuneSelf || s[end] == '+' || s[end] == '#') {
		return v.oddWord(s, i, end, h)
	}
	id, kind = v.find(h)
	return end, id, kind
}

// oddWord goes on with a word, read up to j and hashed as h, that has a character outside ASCII or a suffix.
func (v *vocabulary) oddWord(s string, i, j int, h uint64) (end int, id int32, kind kinds) {
	plain := j
	for j < len(s) {
		if v.class[s[j]] == clsWord {
			j++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[j:])
		if n == 1 || !wordRune(r) {
			break
		}
		j += n
	}
	if j > plain {
		h = hashFolded(s[i:j])
	}
	if j < len(s) && (s[j] == '+' || s[j] == '#') {
		return v.suffix(s, i, j, h)
	}
	id, kind = v.find(h)
	return j, id, kind
}

// suffix adds "++", "#" or "+" to a word. The first two always belong to it: "C++" never holds the word "C".
func (v *vocabulary) suffix(s string, i, j int, h uint64) (end int, id int32, kind kinds) {
	n := 1
	if strings.HasPrefix(s[j:], "++") {
		n = 2
	}
	number := n == 1 && s[j] == '+' && strings.Trim(s[i:j], "0123456789") == "" // "2+ years" speaks of 2, whatever "Angular 2+" is
	if !number && (s[j] == '+' || j+n >= len(s) || v.class[s[j+n]] != clsWord) {
		id, kind = v.find(hashFolded(s[i : j+n]))
		if id != 0 || n == 2 || s[j] == '#' {
			return j + n, id, kind
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
