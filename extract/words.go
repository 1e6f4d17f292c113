package extract

import (
	"math/bits"
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

// chars says what a byte is, what its lower-case form is, and what it means as the only byte between two words.
type chars struct {
	class [256]uint8
	lower [256]byte
	sign  [256]between
	stop  [256]bool // it ends an address
}

// between is what a gap means.
type between struct{ class, flags uint8 }

func newChars() *chars {
	c := new(chars)
	for i := range 256 {
		b := byte(i)
		c.lower[i], c.sign[i], c.stop[i] = b, signBetween(b), stops(b)
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
	kindNumber        // it may hold the number of a sum, see numberAt
	kindHigh          // its first letter is outside of Latin-1
	kindHiring        // a phrase of hiring starts with it
)

const (
	tokSentence = 1 << iota // first word of a sentence
	tokLine                 // first word of a line
	tokClause               // first word after ; : ( ) or a dash
	tokURL                  // part of an address
	tokOpen                 // the gap before it holds an opening bracket
	tokClose                // the gap before it holds a closing bracket
	tokTitle                // in the title of an offered job, or in a list right after one
	tokForm                 // a form may start with it
)

// scan cuts s into words and appends them to toks.
func (v *vocabulary) scan(s string, toks []token) []token {
	last, at := 0, 0 // the end of the last word, and where to look for the next
	base := 0        // the first byte of the block
	words, all := block(s, base)
	for {
		for all>>(at-base) == 0 { // the block is done with
			if base += 64; base >= len(s) {
				return toks
			}
			words, all = block(s, base)
			at = max(at, base)
		}
		at += bits.TrailingZeros64(all >> (at - base))
		start, end, t := at, at, token{gap: gapSpace}
		if words>>(at-base)&1 == 0 {
			r, n := utf8.DecodeRuneInString(s[at:])
			if !wordRune(r) {
				at += n
				continue
			}
			end, t.id, t.kind = v.oddWord(s, at, at, 0)
			if s[at] >= 0xC0 {
				t.kind |= kindHigh
			}
		} else {
			end += bits.TrailingZeros64(^(words >> (at - base)))
			for end == base+64 && end < len(s) { // the word goes on in the next block
				base = end
				words, all = block(s, base)
				end += bits.TrailingZeros64(^words)
			}
			h := hashASCII(s, at, end)
			if end < len(s) && (s[end] >= utf8.RuneSelf || s[end] == '+' || s[end] == '#') {
				end, t.id, t.kind = v.oddWord(s, at, end, h)
			} else {
				t.id, t.kind = v.find(h)
			}
		}
		if start-last == 1 && last > 0 {
			gap := v.sign[s[last]]
			t.gap, t.flags = gap.class, gap.flags
		} else {
			if start > last && s[start-1] == '.' && (start == 1 || start-1 > last) {
				if dotted, k := v.find(hashFolded(s[start-1 : end])); dotted != 0 {
					t.id, t.kind, start = dotted, k, start-1
				}
			}
			t.gap, t.flags = v.gap(s, last, start, toks)
		}
		if t.id == 0 && numberAt(s[start:end]) >= 0 {
			t.kind |= kindNumber
		}
		t.start, t.end = int32(start), int32(end)
		toks = append(toks, t)
		last, at = end, end
	}
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

// phrase cuts a phrase of a file into words and gives every word a number. The result is valid until the next call.
func (v *vocabulary) phrase(s string) []token {
	if strings.ContainsAny(s, ".+#") {
		v.internOdd(s)
	}
	v.toks = v.scan(s, v.toks[:0])
	for i, t := range v.toks {
		if t.id == 0 {
			v.toks[i].id = v.intern(fold(s[t.start:t.end]))
		}
	}
	return v.toks
}

// internOdd numbers the words of a phrase that start with a stop or end with a suffix: scan takes them as a whole only if they are known.
func (v *vocabulary) internOdd(s string) {
	for _, chunk := range strings.Fields(s) {
		if w := strings.TrimLeft(chunk, "(/,-"); len(w) > 1 && (w[0] == '.' || strings.HasSuffix(w, "+") || strings.HasSuffix(w, "#")) {
			if i := strings.LastIndexAny(w, "/-,."); i > 0 {
				w = w[i+1:]
			}
			v.intern(fold(w))
		}
	}
}
