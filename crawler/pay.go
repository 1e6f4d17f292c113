package crawler

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"trends/trends"
)

var (
	perYear  = regexp.MustCompile(`(?i)year|annual|annum|yearly|\bp\.?a\.?\b|jahr|\bann?\b`)
	perMonth = regexp.MustCompile(`(?i)month|mensual|\bmon\b`)
	perWeek  = regexp.MustCompile(`(?i)week`)
	perDay   = regexp.MustCompile(`(?i)\bday\b|daily|per diem|-day-|/ ?d\b`)
	perHour  = regexp.MustCompile(`(?i)hour|\bhr\b|\bhrs\b`)

	// "2 WEEK", "0.5 MONTH": so many units.
	countedUnit = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?) ?([A-Za-z]+)$`)

	singleAmount = regexp.MustCompile(`^[^\d-]*(\d[\d.,\s\x{a0}\x{202f}'’]*)([kKmM]\b)?[^\d]*$`)
	separators   = strings.NewReplacer(" ", "", "\t", "", "\n", "", "\u00a0", "", "\u202f", "", "'", "", "’", "")
)

// payPeriod reads the period of a pay figure from a field or a short text; "" if it names none, or several.
//
//	"per-year-salary", "YEAR", "annual" → year
//	"per-hour-wage", "Hourly"           → hour
//	"NONE", "bi-weekly or monthly"      → ""
func payPeriod(s string) string {
	found := ""
	for _, p := range [...]struct {
		name string
		re   *regexp.Regexp
	}{{"year", perYear}, {"month", perMonth}, {"week", perWeek}, {"day", perDay}, {"hour", perHour}} {
		if !p.re.MatchString(s) {
			continue
		}
		if found != "" {
			return ""
		}
		found = p.name
	}
	return found
}

// payInterval reads an interval of counted units, and returns by how much to multiply an amount so that it holds for one unit.
//
//	"1 YEAR"    → year, 1
//	"2 WEEK"    → week, 0.5
//	"0.5 MONTH" → month, 2
//	"NONE"      → "", 1
func payInterval(s string) (period string, factor float64) {
	m := countedUnit.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return payPeriod(s), 1
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil || n == 0 {
		return "", 1
	}
	return payPeriod(m[2]), 1 / n
}

// newPay returns a stated pay, or nil if neither bound is a positive number. A single bound stays single, bounds the
// wrong way round are swapped.
func newPay(low, high float64, currency, period string) *trends.Pay {
	if !(low > 0) || math.IsInf(low, 0) {
		low = 0
	}
	if !(high > 0) || math.IsInf(high, 0) {
		high = 0
	}
	if low == 0 && high == 0 {
		return nil
	}
	if low != 0 && high != 0 && low > high {
		low, high = high, low
	}
	return &trends.Pay{Min: low, Max: high, Currency: currencyCode(currency), Period: period}
}

// widest returns the range that spans all those of the first one's currency and period; nil if there is none. An ad
// that states a range a zone is an ad that pays from the lowest to the highest.
func widest(ranges []*trends.Pay) *trends.Pay {
	var out *trends.Pay
	for _, pay := range ranges {
		switch {
		case pay == nil:
		case out == nil:
			first := *pay
			out = &first
		case pay.Currency == out.Currency && pay.Period == out.Period:
			if pay.Min != 0 && (out.Min == 0 || pay.Min < out.Min) {
				out.Min = pay.Min
			}
			out.Max = max(out.Max, pay.Max)
		}
	}
	return out
}

// periodBySize guesses the period of a figure that comes without one, where only one guess is sensible; else "".
func periodBySize(pay *trends.Pay) string {
	switch top := max(pay.Min, pay.Max); {
	case top < 400:
		return "hour"
	case top >= 15000:
		return "year"
	}
	return ""
}

// currencyCode returns the ISO 4217 code of a currency written as a code or a symbol; "" if unknown. A bare dollar sign
// is taken as the US dollar, as its writers mean it.
func currencyCode(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	switch s {
	case "$", "US$":
		return "USD"
	case "€", "EURO", "EUROS":
		return "EUR"
	case "£":
		return "GBP"
	case "CA$", "C$":
		return "CAD"
	case "A$", "AU$":
		return "AUD"
	case "¥":
		return "JPY"
	case "₹", "RS", "RS.":
		return "INR"
	case "ZŁ":
		return "PLN"
	}
	if len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return s
	}
	return ""
}

// parseAmount reads a single amount with its separators and a trailing k or m; 0 if the text is anything else.
//
//	"120,000", "120.000", "120 000", "$120k" → 120000
//	"55.50" → 55.5
//	"100-120k", "-5" → 0: not a single amount
func parseAmount(s string) float64 {
	m := singleAmount.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	digits, fraction := strings.TrimRight(separators.Replace(m[1]), ".,"), ""
	// The last separator is a decimal point unless exactly three digits follow it.
	if i := strings.LastIndexAny(digits, ".,"); i >= 0 && len(digits)-i-1 != 3 {
		digits, fraction = digits[:i], "."+digits[i+1:]
	}
	n, err := strconv.ParseFloat(strings.NewReplacer(".", "", ",", "").Replace(digits)+fraction, 64)
	if err != nil {
		return 0
	}
	switch strings.ToLower(m[2]) {
	case "k":
		n *= 1e3
	case "m":
		n *= 1e6
	}
	return n
}

const currencyCodes = `USD|EUR|GBP|CAD|AUD|CHF|SGD|INR|PLN|SEK|NOK|DKK|ILS`

var (
	// A currency and one or two amounts: "$150-210K", "€60.000 – 80.000", "£70,000 to £90,000", "120k-150k USD", "$130K+".
	// The groups: limit, currency, amount, k; currency, amount, k; currency; unit of time.
	moneyRange = regexp.MustCompile(`(?i)(up to |upto |max\.? |from |starting at )?` +
		`([$€£¥₹]|\b(?:US|CA|C|A|AU|NZ|S)\$|\b(?:` + currencyCodes + `) ?)?(\d[\d,.]*\d|\d)\s?(k|m)?\+?` +
		`(?:\s?(?:-|–|—|to|~)\s?([$€£¥₹]|US\$|CA\$)?\s?(\d[\d,.]*\d|\d)\s?(k|m)?)?` +
		`\s?(\+|€|£|\$|\b(?:` + currencyCodes + `)\b|\beuros?\b)?` +
		`\s?((?:/|per |an? |p)\s?(?:hour|hr|h|day|d|week|month|mo|year|yr|annum|a)\b)?`)

	// Other sums that a header names.
	notBasePay = regexp.MustCompile(`(?i)raised|funding|funded|revenue|\barr\b|series [a-e]|valuation|referral|bonus of|\bfund\b|backed|sign[- ]?on|billion|million|\d\s?[mb]n?\b`)
)

// statedPay reads the pay out of a segment of a header, if it says plainly: a currency, one or two amounts, of a size that
// pay has. Sums that companies raise or turn over are no pay. nil if there is none.
func statedPay(s string) *trends.Pay {
	if !strings.ContainsAny(s, "0123456789") || !strings.ContainsAny(s, "$€£¥₹") && !currencyWord(s) || notBasePay.MatchString(s) {
		return nil
	}
	for _, m := range moneyRange.FindAllStringSubmatch(s, -1) {
		currency := firstOf(m[2], m[5], strings.Trim(m[8], "+"))
		low, high := parseAmount(m[3]+m[4]), parseAmount(m[6]+m[7])
		if m[7] != "" && m[4] == "" && low < high/100 { // $150-210K
			low = parseAmount(m[3] + m[7])
		}
		if m[4] != "" && m[6] != "" && m[7] == "" && high < low/100 { // $150K-210
			high = parseAmount(m[6] + m[4])
		}
		if currency == "" || low == 0 {
			continue
		}
		if high == 0 {
			switch {
			case strings.HasPrefix(strings.ToLower(m[1]), "up"), strings.HasPrefix(strings.ToLower(m[1]), "max"):
				low, high = 0, low
			case strings.Contains(m[0], "+") || m[1] != "":
			default:
				high = low
			}
		}
		pay := newPay(low, high, currency, unitPeriod(m[9]))
		if pay == nil || pay.Currency == "" {
			continue
		}
		if pay.Period == "" {
			pay.Period = periodBySize(pay)
		}
		if plausible(pay) {
			return pay
		}
	}
	return nil
}

// currencyWord reports whether a text may hold the code of a currency; it spares most texts the search.
func currencyWord(s string) bool {
	for code := range strings.SplitSeq(currencyCodes+"|Euro|euro|usd|eur|gbp", "|") {
		if strings.Contains(s, code) {
			return true
		}
	}
	return false
}

// unitPeriod reads "/hr", "per month", "pa".
func unitPeriod(s string) string {
	unit := strings.ToLower(strings.TrimSpace(s))
	for _, prefix := range [...]string{"/", "per ", "an ", "a ", "p"} {
		unit = strings.TrimSpace(strings.TrimPrefix(unit, prefix))
	}
	switch unit {
	case "hour", "hr", "h":
		return "hour"
	case "day", "d":
		return "day"
	case "week":
		return "week"
	case "month", "mo":
		return "month"
	case "year", "yr", "annum", "a":
		return "year"
	}
	return ""
}

// plausible reports whether the figure is of a size that pay has in its period, so that "$5 gift" and "$40" of anything
// are not taken for it.
func plausible(pay *trends.Pay) bool {
	low, high := pay.Min, pay.Max
	if low == 0 {
		low = high
	}
	high = max(low, high)
	if high > 8*low {
		return false
	}
	switch pay.Period {
	case "year":
		return low >= 10000 && high <= 5e6
	case "month":
		return low >= 300 && high <= 1e6
	case "hour":
		return low >= 8 && high <= 1000
	case "day":
		return low >= 50 && high <= 10000
	case "week":
		return low >= 200 && high <= 50000
	}
	return false
}
