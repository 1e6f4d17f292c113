package extract

import (
	"strings"

	"trends/trends"
)

// amount is a sum of money found in the text.
type amount struct {
	start, end int // bytes, currency and unit included
	value      float64
	unit       float64 // 1000 for k, 1e5 for lakh, 1e7 for crore, 1e6 for million, 1 without
	currency   string  // "" without
	sign       bool    // the currency was a sign or a code, not guessed
}

// pay returns the stated base pay: the widest span over all sums of the text that are pay, in the currency and period
// of the first. A range is pay if its size fits its period, and no word around it speaks of funding, revenue, equity or
// a bonus; a single sum is pay if a word around it says so, or its place in a first line "A | B | C" does.
func (r *reading) pay() *trends.Pay {
	if !r.mentionsMoney() {
		return nil
	}
	r.findAmounts()
	var out *trends.Pay
	for i := 0; i < len(r.pays); i++ {
		lo := r.pays[i]
		hi, ranged := lo, false
		if i+1 < len(r.pays) && isRange(r.s[lo.end:r.pays[i+1].start]) {
			hi, ranged = r.pays[i+1], true
			i++
		}
		p, ok := r.payOf(lo, hi, ranged)
		if !ok {
			continue
		}
		if p.Currency == "" {
			if p.Currency = r.onlyCurrency(); p.Currency == "" && r.inAmerica() {
				p.Currency = "USD"
			}
		}
		if out == nil {
			out = &p
		} else if p.Period == out.Period && (p.Currency == out.Currency) {
			out.Min, out.Max = widest(out.Min, p.Min, min(out.Min, p.Min)), widest(out.Max, p.Max, max(out.Max, p.Max))
		}
	}
	return out
}

// onlyCurrency returns the currency of the sums of the text that have one, "" if they have several.
func (r *reading) onlyCurrency() (code string) {
	for _, a := range r.pays {
		if a.currency != "" && code != "" && a.currency != code {
			return ""
		}
		code = max(code, a.currency)
	}
	return code
}

// inAmerica reports whether a place that only the United States have stands in the text.
func (r *reading) inAmerica() bool {
	for _, place := range americanPlaces() {
		for at := 0; ; {
			i := strings.Index(r.s[at:], place)
			if i < 0 {
				break
			}
			i += at
			at = i + len(place)
			if (i == 0 || !isLetter(r.s[i-1])) && (at == len(r.s) || !isLetter(r.s[at])) {
				return true
			}
		}
	}
	return false
}

// widest returns the one of two bounds that is stated, or both if both are.
func widest(a, b, both float64) float64 {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return both
}

// isRange reports whether what stands between two sums makes them a range.
func isRange(between string) bool {
	if len(between) > 12 {
		return false
	}
	between = strings.TrimPrefix(between, "/-") // "₹40,000/- to ₹60,000/-"
	switch strings.Trim(strings.ToLower(between), " \t\u00a0/yr") {
	case "-", "–", "—", "−", "to", "‑", "~", "and", "..", "...", "--", "up to", "->", "and up to", "- up to", "plus":
		return true
	}
	return false
}

// payOf makes pay of one or two sums, ok is false if they are none.
func (r *reading) payOf(lo, hi amount, ranged bool) (p trends.Pay, ok bool) {
	if lo.unit == 1e6 || hi.unit == 1e6 {
		return p, false
	}
	if lo.currency == "" {
		lo.currency = hi.currency
	}
	if hi.sign && hi.currency != lo.currency && lo.currency == "USD" { // $150,000 - $180,000 CAD
		lo.currency = hi.currency
	}
	if hi.unit > 1 && lo.unit == 1 && lo.value < 1000 { // 150-210K
		lo.value *= hi.unit
	}
	if lo.unit > 1 && hi.unit == 1 && hi.value < 1000 {
		hi.value *= lo.unit
	}
	if hi.unit == 1000 && hi.value >= 1e7 { // 150,000 - 180,000k
		hi.value /= 1000
	}
	if lo.value > hi.value || lo.value <= 0 || hi.value > 20*lo.value {
		return p, false
	}
	bare := ranged && (hi.unit == 1000 || hi.value >= 15000) // a range of anything
	if lo.currency == "" && !bare {
		return p, false
	}
	around := r.moneyContext(lo.start, hi.end)
	if around.refused || lo.currency == "" && !(around.pay || around.header && hi.unit == 1000) {
		return p, false
	}
	p = trends.Pay{Min: lo.value, Max: hi.value, Currency: lo.currency, Period: around.period}
	if p.Period == "" {
		p.Period = guessPeriod(p.Max, p.Currency, around.pay)
	}
	if !ranged && !around.pay && !around.header && around.period == "" {
		return p, false
	}
	if !plausible(p) || !ranged && !around.pay && !around.header && p.Period == "year" && p.Max < 15000 && p.Currency != "INR" { // "up to $9,000 per year" for a course
		return p, false
	}
	if !ranged {
		switch before := strings.ToLower(r.s[max(0, lo.start-24):lo.start]); {
		case hasAny(before, r.t.ctx.pay.upTo):
			p.Min = 0
		case hasAny(before, r.t.ctx.pay.atLeast):
			p.Max = 0
		}
	}
	return p, true
}

// guessPeriod returns the period that a sum without one means.
func guessPeriod(v float64, currency string, stated bool) string {
	switch {
	case currency == "INR" && v >= 100000, currency != "INR" && v >= 12000:
		return "year"
	case stated && v >= 1000 && v < 12000:
		return "month"
	case stated && v >= 10 && v <= 250:
		return "hour"
	}
	return ""
}

// plausible reports whether somebody could be paid that much. The bounds are wide: they only keep budgets, prices and
// years out.
func plausible(p trends.Pay) bool {
	scale := 1.0
	switch p.Currency {
	case "INR", "JPY", "RUB", "CZK", "HUF", "PHP", "TWD", "THB":
		scale = 60
	case "SEK", "NOK", "DKK", "MXN", "ZAR", "HKD", "UAH", "TRY":
		scale = 8
	}
	lo, hi := p.Min/scale, p.Max/scale
	switch p.Period {
	case "year":
		return lo >= 3000 && hi <= 2e6
	case "month":
		return lo >= 300 && hi <= 60000
	case "week":
		return lo >= 100 && hi <= 20000
	case "day":
		return lo >= 40 && hi <= 5000
	case "hour":
		return lo >= 5 && hi <= 1000
	}
	return false
}

// payWords is the vocabulary of pay of context.yaml. Its words are compared as parts of the text, not word by word: they
// stand next to signs and numbers.
type payWords struct {
	says                []string // a sum near it is pay
	notBefore, notAfter []string // a sum near it is not
	upTo, atLeast       []string // right before a sum that is the upper or the lower bound
	before, after       []period
}

// period is a text that names a period of pay.
type period struct{ text, period string }

// moneyWords is what the words around a sum say.
type moneyWords struct {
	refused bool   // funding, revenue, a bonus …
	pay     bool   // salary, compensation …
	header  bool   // the sum is a part of a line "A | B | C"
	period  string // per year …
}

// moneyContext reads the words around the bytes [from, to).
func (r *reading) moneyContext(from, to int) (m moneyWords) {
	before, after := r.s[max(0, from-90):from], r.s[to:min(len(r.s), to+60)]
	if i := strings.LastIndex(before, "\n\n"); i >= 0 && i < len(before)-2 {
		before = before[i+2:]
	}
	before, after = strings.ToLower(before), strings.ToLower(after)
	w := &r.t.ctx.pay
	if m.period = w.periodIn(after, 22); m.period == "" {
		m.period = w.periodBefore(before)
		m.pay = m.period != ""
	}
	m.pay = m.pay || hasAny(last(before, 90), w.says) || hasAny(first(after, 25), w.says)
	m.header = headerPart(before, after)
	after = beforePlus(after)
	m.refused = hasAny(last(before, 36), w.notBefore) || hasAny(first(after, 28), w.notAfter)
	if m.refused && (m.pay || m.header) && !hasAny(last(before, 20), w.notBefore) && !hasAny(first(after, 12), w.notAfter) {
		m.refused = false
	}
	return m
}

// beforePlus returns what stands before "+ bonus": that is paid besides.
func beforePlus(s string) string {
	for _, plus := range [...]string{" +", " plus ", " and bonus"} {
		if i := strings.Index(s, plus); i >= 0 {
			s = s[:i]
		}
	}
	return s
}

func first(s string, n int) string {
	s = s[:min(n, len(s))]
	if i := strings.IndexAny(s, ".\n|;"); i >= 0 {
		s = s[:i]
	}
	return s
}

func last(s string, n int) string {
	s = s[max(0, len(s)-n):]
	if i := strings.LastIndexAny(s, "|;"); i >= 0 {
		s = s[i:]
	}
	if i := strings.LastIndex(s, ". "); i >= 0 {
		s = s[i:]
	}
	return s
}

func hasAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// headerPart reports whether the sum stands between "|" of a first line, or alone in its line.
func headerPart(before, after string) bool {
	b := strings.TrimRight(before, " (~>=")
	if !strings.HasSuffix(b, "|") && !strings.HasSuffix(b, "\n") && !strings.HasSuffix(b, "•") && !strings.HasSuffix(b, ",") {
		return strings.HasPrefix(strings.TrimLeft(after, " )"), "|")
	}
	a := strings.TrimLeft(after, " )")
	return strings.HasSuffix(b, "|") || strings.HasPrefix(a, "|") || a == ""
}
