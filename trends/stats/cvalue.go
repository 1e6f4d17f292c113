package stats

import (
	"math"
	"strings"
)

// CValue returns how much each candidate term is a term of its own rather than a part of longer ones (Frantzi, Ananiadou and
// Mima 2000), in the order of terms: log2(words + 1) times the openings that have it, less the mean number of openings that
// have a longer candidate around it. n[i] is the number of openings with terms[i]. Terms are words with one blank between,
// each term once. The "+ 1" is ours: in the paper a single word is worth nothing. A value of 0 or less is no term.
//
//	term     retrieval augmented generation   augmented generation
//	n                                    40                     42
//	C-value            log2(4) * 40 = 80.00  log2(3) * (42-40) = 3.17
func CValue(terms []string, n []int) []float64 {
	code := make(map[string]int, len(terms))
	for i, term := range terms {
		code[term] = i
	}
	around, longer := make([]int, len(terms)), make([]int, len(terms)) // openings of longer candidates, and their number
	seen := make([]int, len(terms))                                    // the last candidate that was found around it, plus one
	for i, term := range terms {
		parts(term, func(part string) {
			if at, ok := code[part]; ok && seen[at] != i+1 {
				seen[at] = i + 1
				around[at] += n[i]
				longer[at]++
			}
		})
	}
	out := make([]float64, len(terms))
	for i, term := range terms {
		own := float64(n[i])
		if longer[i] > 0 {
			own -= float64(around[i]) / float64(longer[i])
		}
		out[i] = math.Log2(float64(strings.Count(term, " ")+2)) * own
	}
	return out
}

// parts calls f with all runs of words of a term that are shorter than it.
func parts(term string, f func(string)) {
	starts := []int{0}
	for i := range len(term) {
		if term[i] == ' ' {
			starts = append(starts, i+1)
		}
	}
	for i, start := range starts {
		for j := i + 1; j <= len(starts); j++ {
			end := len(term)
			if j < len(starts) {
				end = starts[j] - 1
			}
			if end-start < len(term) {
				f(term[start:end])
			}
		}
	}
}
