package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// vocabulary gives every word that some phrase uses a number from 1. It is an open-addressing table: one look-up for
// each word of the text is the hottest step of all.
type vocabulary struct {
	*chars
	mask  uint64
	slots []slot
	words []string // by number; words[0] is unused
	spoke []uint16 // by number: the languages whose frequent word it is, a bit set over context.tongues
	toks  []token  // the last result of phrase
}

// slot holds the hash of a word in place of the word: with 64 bits and some ten thousand words, a wrong word of a text
// meets a right hash once in 10^15 words, and the comparison saved is a third of the look-up.
type slot struct {
	hash uint64
	id   int32
	kind kinds
}

func newVocabulary() vocabulary {
	return vocabulary{chars: newChars(), slots: make([]slot, 1024), mask: 1023, words: []string{""}}
}

// intern returns the number of a folded word, adding it if it is new.
func (v *vocabulary) intern(w string) int32 {
	h := hashWord(w)
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
	return id
}

func (v *vocabulary) put(s slot) {
	i := s.hash & v.mask
	for v.slots[i].id != 0 {
		i = (i + 1) & v.mask
	}
	v.slots[i] = s
}

// find returns the number and the kind of the word with hash h, 0 if no phrase uses it.
func (v *vocabulary) find(h uint64) (id int32, kind kinds) {
	for i := h & v.mask; ; i = (i + 1) & v.mask {
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
func (v *vocabulary) setKinds(sets map[*phrases]kinds) {
	for i := range v.slots {
		s := &v.slots[i]
		if s.id == 0 {
			continue
		}
		for p, kind := range sets {
			if p.start(s.id) != 0 {
				s.kind |= kind
			}
		}
		if numberAt(v.words[s.id]) >= 0 {
			s.kind |= kindNumber
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

// ascii reports whether all characters of s are ASCII.
func ascii(s string) bool {
	for i := 0; i < len(s); i += 8 {
		if load(s, i)&high != 0 {
			return false
		}
	}
	return true
}

// fold returns the form under which words are compared.
func fold(s string) string { return strings.ToLower(s) }

// hashFolded hashes a word of any characters.
func hashFolded(raw string) uint64 {
	if !ascii(raw) {
		raw = fold(raw)
	}
	return hashWord(raw)
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r))
}
