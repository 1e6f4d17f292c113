package extract

import (
	"strings"
	"unicode/utf8"
)

// Limits of what counts as a text that was wrapped by hand or by a mail program.
const (
	wrapMin  = 50  // a text with shorter lines only is a list
	wrapMax  = 100 // longer lines are not wrapped ones
	wrapNear = 4   // a line that is so much shorter than the width is a full one
)

// unwrap joins the lines of a text that was cut at a fixed width, so that sentences, list items and phrases are whole
// again: the line ends inside them become spaces, and so does a hyphen before one. The length does not change, and
// offsets hold for both. Any other text is returned as it is.
//
// A line end is soft if the next word would not have fitted on the line. In a wrapped text most line ends are soft,
// apart from those before blank lines and list items.
func unwrap(s string) string {
	width := wrapWidth(s)
	if width == 0 {
		return s
	}
	soft, hard := 0, 0
	eachLineEnd(s, func(end, next int) {
		if softEnd(s, end, next, width) {
			soft++
		} else {
			hard++
		}
	})
	if soft < 4 || soft < 2*hard {
		return s
	}
	b := []byte(s)
	eachLineEnd(s, func(end, next int) {
		if !softEnd(s, end, next, width) {
			return
		}
		hyphen := end > 1 && b[end-1] == '-' && b[end-2] != ' '
		sign := byte(' ')
		if hyphen && endsInAddress(s[:end]) { // the address goes on
			sign = '-'
		}
		for i := end; i < next; i++ {
			b[i] = sign
		}
		if hyphen {
			b[end-1] = sign
		}
	})
	return string(b)
}

// endsInAddress reports whether the last word of s is a web address.
func endsInAddress(s string) bool {
	word := s[strings.LastIndexAny(s, " \n\t(<")+1:]
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.")
}

// wrapWidth returns the width at which lines were cut: the greatest length that several lines nearly have, since an address may be
// longer than the others. Indents and bullets do not count: some programs put them before the width. It is 0 if the lines are too
// short or too long for a wrapped text.
func wrapWidth(s string) int {
	if len(s) < 4*wrapMin || strings.Count(s, "\n")*wrapMax < len(s) {
		return 0
	}
	var lengths [wrapMax + 1]int
	lines, long := 0, 0
	for line, rest, more := "", s, true; more; {
		line, rest, more = strings.Cut(rest, "\n")
		switch n := lineLength(line); {
		case n == 0:
		case n > wrapMax:
			long++
		default:
			lines++
			lengths[n]++
		}
	}
	if 20*long > lines {
		return 0
	}
	for width := wrapMax; width >= wrapMin; width-- {
		near := 0
		for n := width - wrapNear; n <= width; n++ {
			near += lengths[n]
		}
		if lengths[width] > 0 && near >= max(3, lines/20) {
			return width
		}
	}
	return 0
}

// lineLength returns how many characters a line has without its indent, bullet and spaces at the end; some number above wrapMax if
// there are more.
func lineLength(line string) int {
	for line != "" && (line[len(line)-1] == ' ' || line[len(line)-1] == '\t' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	for line != "" {
		switch c := line[0]; {
		case c == ' ' || c == '\t' || c == '-' || c == '*' || c == '+':
			line = line[1:]
			continue
		case strings.HasPrefix(line, "•"):
			line = line[len("•"):]
			continue
		}
		break
	}
	if len(line) > utf8.UTFMax*wrapMax {
		return wrapMax + 1
	}
	if ascii(line) {
		return len(line)
	}
	return utf8.RuneCountInString(line)
}

// eachLineEnd calls f for every line end between two lines of text of which the second is no list item: s[end] is the line
// end, s[next] the first sign of the second line. What stands before the first line end, the title, is passed over.
func eachLineEnd(s string, f func(end, next int)) {
	end := strings.IndexByte(s, '\n')
	for end >= 0 {
		start := end + 1
		length := strings.IndexByte(s[start:], '\n')
		if length < 0 {
			return
		}
		end = start + length
		next := end + 1
		for next < len(s) && (s[next] == ' ' || s[next] == '\t') {
			next++
		}
		if length > 0 && next < len(s) && s[next] != '\n' && s[next] != '\r' && !listItem(s[next:]) {
			f(end, next)
		}
	}
}

// listItem reports whether a line starts with a bullet or a number.
func listItem(line string) bool {
	switch c := line[0]; {
	case c == '-' || c == '*' || c == '+':
		return len(line) > 1 && line[1] == ' '
	case c >= '0' && c <= '9':
		rest := strings.TrimLeft(line, "0123456789")
		return strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")
	case c >= utf8.RuneSelf:
		_, sign := highSign(line)
		return sign == bulletSign || sign == '-'
	}
	return false
}

// softEnd reports whether the first word of the next line would not have fitted on the line before.
func softEnd(s string, end, next, width int) bool {
	start := strings.LastIndexByte(s[:end], '\n') + 1
	word := s[next:]
	if i := strings.IndexAny(word, " \n\t"); i >= 0 {
		word = word[:i]
	}
	return utf8.RuneCountInString(s[start:end])+1+utf8.RuneCountInString(word) > width
}
