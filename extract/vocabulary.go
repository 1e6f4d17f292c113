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
	kinds []kinds  // by number, once all words are known; until then empty
	spoke []uint16 // by number: the languages whose frequent word it is, a bit set over context.tongues
	toks  []token  // the last result of phrase
}

// slot holds the upper 40 bits of the hash of a word in place of the word, and its number in the lower 24; 0 is an empty slot. The
// lower bits of the hash choose the slot, so that 50 bits are compared: a wrong word of a text meets a right hash once in 10^13
// words. The comparison of letters that is saved is a third of the look-up, and a small table stays in the cache.
type slot uint64

const slotWord slot = 1<<24 - 1 // the bits of the number

func (s slot) word() int32 { return int32(s & slotWord) }

func newVocabulary() vocabulary {
	return vocabulary{chars: newChars(), slots: make([]slot, 1024), mask: 1023, words: []string{""}}
}

// intern returns the number of a folded word, adding it if it is new.
func (v *vocabulary) intern(w string) int32 {
	h := hashWord(w)
	if id := v.lookUp(h); id != 0 {
		return id
	}
	v.words = append(v.words, w)
	id := int32(len(v.words) - 1)
	if len(v.words)*2 > len(v.slots) {
		v.slots = make([]slot, 2*len(v.slots))
		v.mask = uint64(len(v.slots) - 1)
		for i, w := range v.words[1:id] {
			v.put(hashWord(w), int32(i+1))
		}
	}
	v.put(h, id)
	return id
}

func (v *vocabulary) put(h uint64, id int32) {
	i := h & v.mask
	for v.slots[i] != 0 {
		i = (i + 1) & v.mask
	}
	v.slots[i] = slot(h)&^slotWord | slot(id)
}

// lookUp returns the number of the word with hash h, 0 if no phrase uses it.
func (v *vocabulary) lookUp(h uint64) int32 {
	for i := h & v.mask; ; i = (i + 1) & v.mask {
		if s := v.slots[i]; (s^slot(h))&^slotWord == 0 || s == 0 {
			return s.word()
		}
	}
}

// find returns the number and the kind of the word with hash h, 0 if no phrase uses it.
func (v *vocabulary) find(h uint64) (id int32, kind kinds) {
	if id = v.lookUp(h); int(id) < len(v.kinds) {
		kind = v.kinds[id]
	}
	return id, kind
}

// setKinds notes which words start a phrase of which set, and which are words of English or of another language.
func (v *vocabulary) setKinds(sets map[*phrases]kinds) {
	v.kinds = make([]kinds, len(v.words))
	for id := int32(1); int(id) < len(v.words); id++ {
		kind := &v.kinds[id]
		for p, k := range sets {
			if p.start(id) != 0 {
				*kind |= k
			}
		}
		if numberAt(v.words[id]) >= 0 {
			*kind |= kindNumber
		}
		if int(id) < len(v.spoke) {
			switch set := v.spoke[id]; {
			case set == 1:
				*kind |= kindEnglish
			case set != 0:
				*kind |= kindForeign
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
