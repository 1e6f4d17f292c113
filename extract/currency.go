package extract

import "strings"

// currencyBefore returns the currency that stands right before byte i, and where it starts.
func currencyBefore(s string, i int) (code string, from int) {
	b := strings.TrimRight(s[max(0, i-12):i], " \u00a0")
	at := max(0, i-12) + len(b)
	switch {
	case strings.HasSuffix(b, "$"):
		return dollar(b[:len(b)-1], at-1)
	case strings.HasSuffix(b, "€"):
		return "EUR", at - len("€")
	case strings.HasSuffix(b, "£"):
		return "GBP", at - len("£")
	case strings.HasSuffix(b, "₹"):
		return "INR", at - len("₹")
	case strings.HasSuffix(b, "¥"):
		return "JPY", at - len("¥")
	case strings.HasSuffix(b, "Rs"), strings.HasSuffix(b, "Rs."), strings.HasSuffix(b, "RS"), strings.HasSuffix(b, "rs."):
		if n := len(strings.TrimRight(b, ".")) - 2; n == 0 || !isLetter(b[n-1]) {
			return "INR", at - (len(b) - n)
		}
		return "", i
	}
	if len(b) >= 3 {
		if code := currencyCode(b[len(b)-3:]); code != "" && (len(b) == 3 || !isLetter(b[len(b)-4])) {
			return code, at - 3
		}
	}
	return "", i
}

// dollar tells which dollar a "$" is by what stands before it.
func dollar(b string, at int) (code string, from int) {
	for _, p := range [...]struct{ prefix, code string }{{"US", "USD"}, {"CA", "CAD"}, {"AU", "AUD"}, {"NZ", "NZD"}, {"HK", "HKD"}, {"SG", "SGD"},
		{"C", "CAD"}, {"A", "AUD"}, {"S", "SGD"}, {"R", "BRL"}} {
		if rest, ok := strings.CutSuffix(b, p.prefix); ok && (rest == "" || !isLetter(rest[len(rest)-1])) {
			return p.code, at - len(p.prefix)
		}
	}
	if t := strings.TrimRight(b, " "); len(t) >= 3 {
		if code := currencyCode(t[len(t)-3:]); code != "" {
			return code, at - len(b) + len(t) - 3
		}
	}
	return "USD", at
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// currencyAfter returns the currency that stands right after byte i, and its end.
func currencyAfter(s string, i int) (code string, end int) {
	j := i
	for j < len(s) && j < i+2 && (s[j] == ' ' || s[j] == '+') {
		j++
	}
	rest := s[j:]
	switch {
	case strings.HasPrefix(rest, "€"):
		return "EUR", j + len("€")
	case strings.HasPrefix(rest, "£"):
		return "GBP", j + len("£")
	case strings.HasPrefix(rest, "₹"):
		return "INR", j + len("₹")
	case strings.HasPrefix(rest, "$"):
		if len(rest) == 1 || rest[1] < '0' || rest[1] > '9' {
			return "USD", j + 1
		}
	case len(rest) >= 3 && (len(rest) == 3 || !isLetter(rest[3])):
		if code := currencyCode(rest[:3]); code != "" {
			return code, j + 3
		}
	}
	for _, w := range [...]struct{ word, code string }{{"euro", "EUR"}, {"dollars", "USD"}, {"pounds", "GBP"}} {
		if len(rest) >= len(w.word) && strings.EqualFold(rest[:len(w.word)], w.word) {
			return w.code, j + len(w.word)
		}
	}
	return "", i
}

// currencies are the codes of the currencies that pay is stated in, and RMB, which stands for CNY.
var currencies = [...]string{"USD", "EUR", "GBP", "CAD", "AUD", "CHF", "INR", "SEK", "NOK", "DKK", "PLN", "SGD", "NZD", "JPY", "HKD",
	"BRL", "MXN", "ZAR", "CZK", "HUF", "RUB", "UAH", "AED", "CNY", "RMB", "KRW", "TWD", "THB", "ILS", "TRY", "PHP", "RON"}

// americanPlaces returns names, as they are written, that tell a sum without a sign to be in dollars.
func americanPlaces() []string {
	return []string{"USA", "U.S.", "United States", "New York", "NYC", "San Francisco", "SF", "Bay Area", "Los Angeles", "Boston", "Seattle",
		"Chicago", "Austin", "Denver", "Palo Alto", "Mountain View", "Brooklyn", "Atlanta", "Philadelphia", "San Diego", "Washington, DC",
		"Menlo Park", "Sunnyvale", "San Jose", "Redwood City", "Oakland", "Santa Monica", "California", "Texas", "Houston", "Dallas", "Miami"}
}

// currencyCode returns the ISO 4217 code that three letters are, "" if they are none that pay is stated in. Codes that
// are words too must be in capitals.
func currencyCode(s string) string {
	if !isLetter(s[0]) || !isLetter(s[1]) || !isLetter(s[2]) {
		return ""
	}
	up := [3]byte{s[0] &^ 0x20, s[1] &^ 0x20, s[2] &^ 0x20}
	capitals := s[0] < 'a' && s[1] < 'a' && s[2] < 'a'
	for _, code := range currencies {
		if code[0] != up[0] || code[1] != up[1] || code[2] != up[2] {
			continue
		}
		switch code {
		case "RMB":
			return "CNY"
		case "ILS", "TRY", "PHP", "RON", "ZAR":
			if !capitals {
				return ""
			}
		}
		return code
	}
	return ""
}

// periodIn returns the period named within the first n bytes of lower-case text. Short words such as "/h" must stand at
// the start.
func (p *payWords) periodIn(s string, n int) string {
	s = strings.TrimLeft(first(s, n), " +)")
	for _, w := range p.after {
		if i := strings.Index(s, w.text); i >= 0 && (len(w.text) > 3 || i <= 1) {
			return w.period
		}
	}
	return ""
}

// periodBefore returns the period named just before a sum.
func (p *payWords) periodBefore(s string) string {
	s = last(s, 60)
	for _, w := range p.before {
		if strings.Contains(s, w.text) {
			return w.period
		}
	}
	return ""
}
