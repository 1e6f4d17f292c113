package extract

import "strings"

// gap reduces what stands between two words, s[from:to], to one class and says whether a line, a sentence or a clause
// starts after it. toks are the words before.
func (v *vocabulary) gap(s string, from, to int, toks []token) (class, flags uint8) {
	if len(toks) == 0 {
		return gapBreak, tokLine | tokSentence | tokClause
	}
	switch g := s[from:to]; {
	case len(g) == 1:
		sign := v.sign[g[0]]
		return sign.class, sign.flags
	case len(g) == 2 && g[0] == ',' && g[1] == ' ':
		return gapOther, 0
	}
	return v.longGap(s, from, to, toks)
}

// signBetween returns what a byte means as the only one between two words.
func signBetween(c byte) between {
	switch c {
	case ' ', '-', '\t':
		return between{gapSpace, 0}
	case '\n':
		return between{gapBreak, tokLine | tokSentence | tokClause}
	case ':', ';':
		return between{c, tokClause}
	case '(':
		return between{c, tokOpen | tokClause}
	case ')':
		return between{c, tokClose}
	}
	return between{plainSign(c), 0}
}

// longGap is gap for more than one byte.
func (v *vocabulary) longGap(s string, from, to int, toks []token) (class, flags uint8) {
	g := s[from:to]
	signs, spaces := 0, 0
	var sign byte
	for i := 0; i < len(g); {
		n, c := 1, g[i]
		switch v.class[c] {
		case clsSpace:
			spaces++
		case clsLine:
			return gapBreak, tokLine | tokSentence | tokClause | bracket(g)
		case clsHigh:
			n, c = highSign(g[i:])
			if c == ' ' {
				spaces++
			} else if c != 0 {
				signs++
				sign = c
			}
		default:
			signs++
			sign = c
			flags |= v.sign[c].flags & (tokOpen | tokClose)
		}
		if c == bulletSign {
			flags |= tokSentence | tokClause
		}
		i += n
	}
	if flags&tokOpen != 0 {
		flags |= tokClause
	}
	switch {
	case signs == 0:
		return gapSpace, flags
	case signs == 1 && spaces == 0:
		if sign == '-' {
			return gapSpace, flags
		}
		if class = sign; sign != bulletSign {
			class = plainSign(sign)
		}
	case signs == 1 && (sign == '/' || sign == '&' || sign == '+'):
		return sign, flags
	default:
		class = gapOther
	}
	if flags&tokSentence == 0 && v.sentence(s, from, to, toks) {
		flags |= tokSentence | tokClause
	}
	if sign == ';' || sign == ':' || sign == '(' || spaces > 0 && (sign == '-' || sign == '*') {
		flags |= tokClause
	}
	return class, flags
}

// plainSign returns c as a gap; control characters and broken UTF-8 are gapOther.
func plainSign(c byte) uint8 {
	if c <= ' ' || c >= 0x7F {
		return gapOther
	}
	return c
}

func bracket(g string) (flags uint8) {
	if strings.IndexByte(g, '(') >= 0 {
		flags = tokOpen | tokClause
	}
	if strings.IndexByte(g, ')') >= 0 {
		flags |= tokClose
	}
	return flags
}

const bulletSign = 0x95 // stands for the bullets and boxes outside ASCII

// highSign reads one character outside ASCII between words: its length and the ASCII sign that it stands for, 0 if it
// means nothing.
func highSign(g string) (n int, sign byte) {
	n = 1
	for n < len(g) && g[n]&0xC0 == 0x80 {
		n++
	}
	switch g[:n] {
	case "’", "‘", "´":
		return n, '\''
	case "–", "—", "‐", "‑", "‒", "−":
		return n, '-'
	case "\u00a0", "\u2009", "\u202f", "\u2007", "\u3000":
		return n, ' '
	case "\u200b", "\u200d", "\ufeff", "\u00ad", "®", "™":
		return n, 0
	case "•", "●", "▪", "◦", "‣", "∙", "■", "➢", "►", "✓", "✔", "➤", "·", "⁃", "○":
		return n, bulletSign
	case "“", "”", "«", "»":
		return n, '"'
	}
	return n, '?' // any other sign keeps words apart; it does not end a sentence, see sentence
}

// sentence reports whether a new sentence starts at s[to]: after ". ", "! " or "? " before a capital, a digit or a sign,
// unless the word before the stop is an initial or a usual abbreviation.
func (v *vocabulary) sentence(s string, from, to int, toks []token) bool {
	for from < to && (s[from] == ')' || s[from] == '"') { // He said so.") Then
		from++
	}
	if from == to {
		return false
	}
	c := s[from]
	if c != '.' && c != '!' && c != '?' || from+1 == to || v.class[s[from+1]] == clsWord {
		return false
	}
	next := s[to]
	if next >= 'a' && next <= 'z' && to-from < 3 {
		return false
	}
	if c != '.' {
		return true
	}
	last := toks[len(toks)-1]
	word := s[last.start:last.end]
	if len(word) > len("approx") {
		return true
	}
	if len(word) == 1 && (word[0] < '0' || word[0] > '9') {
		return len(toks) == 1 || last.gap != '.' && strings.IndexByte("CR", word[0]) >= 0
	}
	switch fold(word) {
	case "vs", "inc", "sr", "jr", "st", "dr", "mr", "ms", "mrs", "approx", "incl", "ltd", "co", "corp", "no", "esp", "ex":
		return false
	}
	return true
}
