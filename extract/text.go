package extract

import (
	"strings"
	"unicode/utf8"

	"trends/extract/text"
	"trends/trends"
)

// Text returns the plain text of a body: the lines of its HTML (see package text), or plain text as it was given.
func Text(body string, format trends.Format) string {
	if format == trends.FormatHTML {
		return text.FromHTML(body)
	}
	return body
}

// maxSentence is how many bytes Sentence returns at most, cut marks not counted.
const maxSentence = 300

// Sentence returns the sentence or line around the bytes [start, end) of full, at most about 300 bytes long; "…" marks
// where it was cut. Places outside the text give "".
func Sentence(full string, start, end int) string { return Sentences(full)(start, end) }

// Sentences is Sentence for many places of one text, which is prepared once.
func Sentences(full string) func(start, end int) string {
	joined := unwrap(full)
	return func(start, end int) string { return sentenceAt(full, joined, start, end) }
}

// sentenceAt is Sentence; joined is full with wrapped lines joined.
func sentenceAt(full, joined string, start, end int) string {
	if start < 0 || end < start || end > len(full) {
		return ""
	}
	from := start
	for from > 0 && joined[from-1] != '\n' && !stop(joined, from-1) {
		from--
	}
	to := end
	for to < len(full) && joined[to] != '\n' && (to == end || !stop(joined, to-1)) {
		to++
	}
	before, after := "", ""
	if to-from > maxSentence {
		if half := (maxSentence - (end - start)) / 2; half > 0 {
			if start-from > half && start-half > from {
				from, before = start-half, "…"
			}
			if to-end > half && end+half < to {
				to, after = end+half, "…"
			}
		}
		for from > 0 && from < start && !utf8.RuneStart(full[from]) {
			from++
		}
		for to < len(full) && to > end && !utf8.RuneStart(full[to]) {
			to--
		}
	}
	return before + strings.Join(strings.Fields(full[from:to]), " ") + after
}

// stop reports whether the byte at i ends a sentence: a stop sign with a space and no small letter after it.
func stop(s string, i int) bool {
	if c := s[i]; c != '.' && c != '!' && c != '?' || i+2 >= len(s) || s[i+1] != ' ' {
		return false
	}
	return s[i+2] < 'a' || s[i+2] > 'z'
}
