package extract

import "strings"

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
	return editDistance(a, b) <= most
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// editDistance is how many bytes must be added, left out or changed to make b of a (Levenshtein 1966).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0] // of the row before, one to the left
		row[0] = i + 1
		for j := range len(b) {
			change := last
			if a[i] != b[j] {
				change++
			}
			last = row[j+1]
			row[j+1] = min(change, row[j]+1, last+1)
		}
	}
	return row[len(b)]
}
