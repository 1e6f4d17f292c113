package near

import (
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"
)

// runs calls f with a hash of every run of five words of the text, in order; a text of fewer words is one run. Words of the
// other texts are left out.
func runs(text string, without []string, f func(hash uint64)) {
	var left []uint64
	for _, other := range without {
		words(other, func(h uint64) { left = append(left, h) })
	}
	var last [run]uint64
	n := 0
	words(text, func(h uint64) {
		if len(left) > 0 && slices.Contains(left, h) {
			return
		}
		last[0], last[1], last[2], last[3], last[4] = last[1], last[2], last[3], last[4], h
		if n++; n >= run {
			f(together(&last))
		}
	})
	if 0 < n && n < run {
		f(together(&last))
	}
}

// together hashes a run of words.
func together(words *[run]uint64) uint64 {
	h := uint64(0)
	for _, w := range words {
		h = bits.RotateLeft64(h, 9)*0x9e3779b97f4a7c15 ^ w
	}
	return mix(h)
}

// mix spreads every bit over all (degski, 2018).
func mix(x uint64) uint64 {
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	return x ^ x>>32
}

// words calls f with a hash of every word, in order: a run of letters, in lower case. What holds a digit is no word. An apostrophe
// does not end one; a letter of a script that is written without spaces is one.
func words(text string, f func(hash uint64)) {
	const start, prime = 0xcbf29ce484222325, 0x100000001b3 // FNV-1a (Fowler, Noll, Vo, 1991)
	h, letters, digit := uint64(start), 0, false
	end := func() {
		if letters > 0 && !digit {
			f(h)
		}
		h, letters, digit = start, 0, false
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			switch k := ascii[c]; k {
			case 0:
				if letters > 0 || digit {
					end()
				}
			case mark:
			case '0':
				digit = true
			default:
				h = (h ^ uint64(k)) * prime
				letters++
				for i < len(text) && smallLetter[text[i]] != 0 { // the word goes on, which costs no look at what else there may be
					h = (h ^ uint64(smallLetter[text[i]])) * prime
					i++
				}
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case r == '’' || unicode.Is(unicode.Mn, r):
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			end()
			f((h ^ uint64(r)) * prime)
		case unicode.IsLetter(r):
			h = (h ^ uint64(unicode.ToLower(r))) * prime
			letters++
		case unicode.IsDigit(r):
			digit = true
		default:
			end()
		}
	}
	end()
}

const mark = '\''

// ascii says what a byte is: the letter in lower case, '0' for a digit, mark for an apostrophe, else 0.
var ascii = func() (t [utf8.RuneSelf]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = '0'
	}
	t[mark] = mark
	return t
}()

// smallLetter is the letter in lower case that a byte is, else 0.
var smallLetter = func() (t [256]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	return t
}()
