// Package near tells how alike two texts are from small sketches of them.
//
// The measure is Jaccard's: of all runs of five words that occur in either text, the share that occurs in both. Case, punctuation,
// spacing and numbers do not matter. A sketch keeps 128 bytes of a text of any length, so that texts can be compared that are no
// longer at hand.
package near

import "math/bits"

// Sketch stands for a text when it is compared with others. The zero value is the sketch of a text without words.
//
// It is a one-permutation MinHash (Li, Owen, Zhang, 2012): each run of words falls into one of 256 bins by its hash, and each bin
// keeps its smallest hash, of that four bits (b-bit minwise hashing: Li, König, 2010): 1 to 15, or 0 for an empty bin. Two bins to
// a byte, the first in the lower half. Empty bins are counted, not filled: filling them would serve to look sketches up, and here
// they are only compared.
type Sketch [bins / 2]byte

const (
	run   = 5   // words
	bins  = 256 // the first byte of a hash chooses one
	codes = 15  // values of a bin that is not empty
)

// Of returns the sketch of a text. Words that occur in one of the other texts, which are short, are left out: those that differ between copies of
// a text and should not count, such as the name of the place.
func Of(text string, without ...string) Sketch {
	var least [bins]uint32
	for i := range least {
		least[i] = empty
	}
	runs(text, without, func(h uint64) {
		least[h>>56] = min(least[h>>56], uint32(h>>16))
	})
	var s Sketch
	for i, v := range least {
		if v != empty {
			s[i/2] |= byte(1+v%codes) << (i % 2 * 4)
		}
	}
	return s
}

const empty = 1<<32 - 1

// Likeness estimates the Jaccard index of the texts behind two sketches: 1 is the same, 0 nothing in common. Its standard error is
// at most 0.02 near 0.9 and 0.035 at 0.5, and grows as texts get shorter than 300 words. Two texts without words are the same.
func Likeness(a, b *Sketch) float64 {
	if *a == *b {
		return 1
	}
	both, either, equal := 0, 0, 0
	for i := 0; i < len(a); i += 8 {
		x, y := word(a[i:]), word(b[i:])
		inX, inY := filled(x), filled(y)
		both += bits.OnesCount64(inX & inY)
		either += bits.OnesCount64(inX | inY)
		equal += bits.OnesCount64(inX & inY &^ filled(x^y))
	}
	// Of bins that differ, one in fifteen has the same code by chance.
	same := float64(codes*equal-both) / (codes - 1)
	return max(0, same/float64(either))
}

// word reads eight bytes.
func word(b []byte) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// filled sets the lowest bit of each group of four that is not zero, and clears the others.
func filled(x uint64) uint64 {
	x |= x >> 1
	x |= x >> 2
	return x & 0x1111111111111111
}
