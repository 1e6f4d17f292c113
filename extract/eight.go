package extract

// The words of a text are found and hashed eight bytes at a time: most words fit in one such step. A uint64 holds eight
// bytes of the text, the first in the lowest bits; a mask has the highest bit of a byte set where something is true of it.
const (
	each = 0x0101010101010101 // times b: the byte b, eight times
	high = 0x80 * each
)

// load returns the eight bytes of s from i on. After the end of s it goes on with zeros.
func load(s string, i int) uint64 {
	if i+8 > len(s) {
		return loadEnd(s, i)
	}
	return first8Of(s[i : i+8])
}

// first8Of is load for the first bytes of a longer text.
func first8Of(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func loadEnd(s string, i int) (x uint64) {
	for j := len(s) - 1; j >= i; j-- {
		x = x<<8 | uint64(s[j])
	}
	return x
}

// wordBytes returns the mask of the ASCII letters, digits and underscores of x. Adding 0x80-c to a byte below 0x80 sets
// its highest bit if the byte is c or more.
func wordBytes(x uint64) uint64 {
	low := x &^ high
	small := low | 0x20*each
	letters := (small + (0x80-'a')*each) &^ (small + (0x7F-'z')*each)
	digits := (low + (0x80-'0')*each) &^ (low + (0x7F-'9')*each)
	lines := ^((low ^ '_'*each) + 0x7F*each)
	return (letters | digits | lines) &^ x & high
}

// block tells of the 64 bytes of s from i on, bit by bit, which are ASCII letters, digits and underscores, and which are these or
// outside ASCII.
func block(s string, i int) (words, all uint64) {
	if i+64 <= len(s) {
		for n, rest := 0, s[i:i+64]; n < 64; n, rest = n+8, rest[8:] {
			x := first8Of(rest)
			m := wordBytes(x)
			words |= highBits(m) << n
			all |= highBits(m|x&high) << n
		}
		return words, all
	}
	for n := 0; i+n < len(s); n += 8 {
		x := load(s, i+n)
		m := wordBytes(x)
		words |= highBits(m) << n
		all |= highBits(m|x&high) << n
	}
	return words, all
}

// highBits gathers the highest bits of the eight bytes of a mask.
func highBits(mask uint64) uint64 { return mask >> 7 * 0x0102040810204080 >> 56 }

// first8 keeps the first n bytes of x, n <= 8.
func first8(x uint64, n int) uint64 { return x & (1<<(8*n) - 1) }

// foldBytes makes the ASCII letters of x small. It maps the other characters of ASCII words one to one, and keeps all others.
func foldBytes(x uint64) uint64 { return x | (^x&high)>>2 }

// addHash goes on from hash h with eight folded bytes, or the last ones of a word. From 0 it maps the words of up to
// eight bytes one to one.
func addHash(h, x uint64) uint64 {
	h = (h ^ x) * 0x9E3779B97F4A7C15
	return h ^ h>>32
}

// hashASCII hashes the word s[i:end], which is ASCII.
func hashASCII(s string, i, end int) (h uint64) {
	for ; end-i > 8; i += 8 {
		h = addHash(h, foldBytes(first8Of(s[i:i+8])))
	}
	if i+8 > len(s) {
		return addHash(h, first8(foldBytes(loadEnd(s, i)), end-i))
	}
	return addHash(h, first8(foldBytes(first8Of(s[i:i+8])), end-i))
}

// hashWord hashes a word whose characters outside ASCII are small letters.
func hashWord(w string) (h uint64) {
	for ; len(w) > 8; w = w[8:] {
		h = addHash(h, foldBytes(load(w, 0)))
	}
	return addHash(h, first8(foldBytes(load(w, 0)), len(w)))
}
