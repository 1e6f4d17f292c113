package extract

import (
	"strings"

	"trends/trends"
)

// closeTo reports whether two terms are spellings of one: of six letters and more, with equal digits, and at most one letter apart, or two
// where both have ten letters.
func closeTo(a, b string) bool {
	short, most := min(len(a), len(b)), 1
	if short >= 10 {
		most = 2
	}
	if short < 6 || max(len(a), len(b))-short > most || digitsOf(a) != digitsOf(b) {
		return false
	}
	return trends.EditDistance(a, b) <= most
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
