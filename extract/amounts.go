package extract

import (
	"strconv"
	"strings"
)

// mentionsMoney reports whether there can be a sum at all: most texts are done with after this.
func (r *reading) mentionsMoney() bool {
	if strings.IndexByte(r.s, '$') >= 0 {
		return true
	}
	if r.kinds&kindMoney != 0 {
		return true
	}
	for i := range r.toks {
		t := &r.toks[i]
		if t.kind&kindNumber == 0 {
			continue
		}
		if t.end-t.start > 4 && isDigit(r.s[t.start+3]) && currencyCode(r.s[t.start:t.start+3]) != "" { // "USD40k"
			return true
		}
		if t.end-t.start == 3 && t.start > 1 && r.s[t.start-1] == ',' && isDigit(r.s[t.start-2]) && isDigit(r.s[t.start]) { // "120,000"
			return true
		}
		if c := r.s[t.start]; c >= '0' && c <= '9' {
			switch r.s[t.end-1] {
			case 'k', 'K':
				return true
			}
			if t.start > 1 && r.s[t.start-1] >= 0x80 || int(t.end) < len(r.s) && r.s[t.end] >= 0x80 || t.gap == gapOther { // "€1", "1 €"
				return true
			}
		}
	}
	return strings.Contains(r.s, "€") || strings.Contains(r.s, "£") || strings.Contains(r.s, "₹")
}

// findAmounts finds all sums: numbers with a currency or a thousands unit.
func (r *reading) findAmounts() {
	r.pays = r.pays[:0]
	s, done := r.s, 0
	for k := range r.toks {
		t := &r.toks[k]
		i := int(t.start)
		if t.kind&kindNumber == 0 || i < done {
			continue
		}
		if at := numberAt(s[t.start:t.end]); at > 0 { // "USD120,000"
			if i += at; currencyCode(s[i-at:i]) == "" {
				continue
			}
		} else if i > 0 && (s[i-1] == '.' || s[i-1] == '#') {
			continue
		}
		a, next := readAmount(s, i)
		if n := len(r.pays); n > 0 { // one sign between two numbers: "1€2"
			a.start = max(a.start, r.pays[n-1].end)
		}
		money := a.currency != "" || a.unit > 1 || isRangeStart(s[next:])
		if !money && len(r.pays) > 0 {
			money = isRange(s[r.pays[len(r.pays)-1].end:a.start])
		}
		if a.value > 0 && money {
			r.pays = append(r.pays, a)
		}
		done = next
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// numberAt returns where the number of a sum may start in a word: at 0, at 3 after the code of a currency, or -1 if nowhere.
func numberAt(w string) int {
	switch {
	case w != "" && isDigit(w[0]):
		return 0
	case len(w) > 4 && isDigit(w[3]):
		return 3
	}
	return -1
}

// isRangeStart reports whether a sum goes on as a range.
func isRangeStart(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 8)], " ")
	return strings.HasPrefix(s, "-") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "—") || strings.HasPrefix(s, "to ")
}

// readAmount reads the number at i, its unit and its currency. next is where to go on.
func readAmount(s string, i int) (a amount, next int) {
	v, end := readNumber(s, i)
	a = amount{start: i, end: end, value: v, unit: 1}
	a.unit, a.end = readUnit(s, end)
	a.value *= a.unit
	if cur, from := currencyBefore(s, i); cur != "" {
		a.currency, a.start, a.sign = cur, from, cur != "USD"
	}
	if cur, to := currencyAfter(s, a.end); cur != "" && (a.currency == "" || a.currency == "USD") {
		a.currency, a.end, a.sign = cur, to, true
		if a.unit == 1 {
			if u, e := readUnit(s, to); u > 1 {
				a.unit, a.end = u, e
				a.value *= u
			}
		}
	} else if cur != "" {
		a.end = to
	}
	if a.unit >= 1e5 && a.unit != 1e6 && a.currency == "" {
		a.currency = "INR"
	}
	return a, max(a.end, end)
}

// readNumber reads digits with separators: 150000, 150,000, 60.000, 1.2, 60 000, 60'000.
func readNumber(s string, i int) (v float64, end int) {
	var buf [24]byte
	digits := buf[:0]
	for i < len(s) && len(digits) < 18 {
		c := s[i]
		if c >= '0' && c <= '9' {
			digits = append(digits, c)
			i++
			continue
		}
		if indianGroup(s[i:], len(digits)) {
			digits = append(digits, s[i+1], s[i+2])
			i += 3
			continue
		}
		if n := groupSep(s[i:], len(digits)); n > 0 {
			digits = append(digits, s[i+n:i+n+3]...)
			i += n + 3
			continue
		}
		if c == '.' || c == ',' {
			d := 0
			for i+1+d < len(s) && s[i+1+d] >= '0' && s[i+1+d] <= '9' {
				d++
			}
			if d == 1 || d == 2 {
				digits = append(append(digits, '.'), s[i+1:i+1+d]...)
				i += 1 + d
			}
		}
		break
	}
	v, err := strconv.ParseFloat(string(digits), 64)
	if err != nil {
		return 0, i
	}
	return v, i
}

// indianGroup reports whether s starts with a group of two digits as Indian numbers have them: ",00,000" of 18,00,000.
func indianGroup(s string, before int) bool {
	digit := func(i int) bool { return s[i] >= '0' && s[i] <= '9' }
	return before > 0 && len(s) >= 7 && s[0] == ',' && digit(1) && digit(2) && s[3] == ',' && digit(4) && digit(5)
}

// groupSep returns the length of a thousands separator at the start of s, 0 if there is none: exactly three digits
// follow, and at most three came before.
func groupSep(s string, before int) int {
	n := 1
	switch {
	case s[0] == ',' || s[0] == '.' || s[0] == '\'' || s[0] == ' ':
	case strings.HasPrefix(s, "\u00a0"), strings.HasPrefix(s, "’"), strings.HasPrefix(s, "\u202f"):
		n = len("’")
		if s[0] == 0xC2 {
			n = 2
		}
	default:
		return 0
	}
	if before == 0 || len(s) < n+3 {
		return 0
	}
	for _, c := range []byte(s[n : n+3]) {
		if c < '0' || c > '9' {
			return 0
		}
	}
	if len(s) > n+3 && s[n+3] >= '0' && s[n+3] <= '9' || s[0] == ' ' && before > 3 {
		return 0
	}
	return n
}

// readUnit reads k, m, lakh or crore at i and returns what it multiplies by, and its end.
func readUnit(s string, i int) (unit float64, end int) {
	j := i
	for j < len(s) && j < i+2 && (s[j] == ' ' || s[j] == '+') {
		j++
	}
	k := j
	for k < len(s) && (s[k]|0x20 >= 'a' && s[k]|0x20 <= 'z') {
		k++
	}
	switch strings.ToLower(s[j:k]) {
	case "k", "thousand":
		return 1000, k
	case "m", "mm", "mn", "mil", "million", "b", "bn", "billion", "t", "trillion":
		return 1e6, k
	case "lakh", "lakhs", "lac", "lacs", "lpa", "l":
		return 1e5, k
	case "cr", "crore", "crores", "cpa":
		return 1e7, k
	}
	for _, code := range []string{"kusd", "keur", "kgbp", "kchf", "ksek", "kcad"} {
		if strings.EqualFold(s[j:k], code) {
			return 1000, j + 1
		}
	}
	return 1, i
}
