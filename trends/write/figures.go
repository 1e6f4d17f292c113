package write

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"trends/trends"
)

// percent writes a share for people: "18.2 %", "0.34 %", "0 %", "-" if it is not defined.
func percent(n trends.Number) string {
	if !n.Defined() {
		return "-"
	}
	return figure(100*float64(n)) + " %"
}

// interval writes the limits of a share: "(15.9 to 20.8)", "" if they are not defined.
func interval(low, high trends.Number) string {
	if !low.Defined() || !high.Defined() {
		return ""
	}
	return "(" + figure(100*float64(low)) + " to " + figure(100*float64(high)) + ")"
}

// odds writes an odds ratio a year with its limits: "x1.28 (1.11 to 1.48)".
func odds(n, low, high trends.Number) string {
	if !n.Defined() {
		return ""
	}
	return "x" + figure(float64(n)) + " (" + bound(low) + " to " + bound(high) + ")"
}

func bound(n trends.Number) string {
	if !n.Defined() {
		return "?"
	}
	return figure(float64(n))
}

// points writes a change in percentage points with its limits: "+1.3 (0.5 to 2.2)".
func points(n, low, high trends.Number) string {
	if !n.Defined() {
		return ""
	}
	return signed(n) + " (" + tenth(low) + " to " + tenth(high) + ")"
}

// signed writes percentage points with their sign: "+1.3", "-0.4", "0.0".
func signed(n trends.Number) string {
	if s := tenth(n); n <= 0 || s == "0.0" || !n.Defined() {
		return s
	}
	return "+" + tenth(n)
}

func tenth(n trends.Number) string {
	if !n.Defined() {
		return "?"
	}
	s := strconv.FormatFloat(float64(n), 'f', 1, 64)
	if s == "-0.0" {
		return "0.0"
	}
	return s
}

// probability writes a p or q: "0.011", "< 0.001", "" if it is not defined.
func probability(n trends.Number) string {
	switch {
	case !n.Defined():
		return ""
	case n < 0.001:
		return "< 0.001"
	case n < 0.1:
		return strconv.FormatFloat(float64(n), 'f', 3, 64)
	}
	return strconv.FormatFloat(float64(n), 'f', 2, 64)
}

// figure writes three significant digits, but at most two decimals, and no exponent: "0.34", "9.59", "18.2", "100".
func figure(v float64) string {
	a := math.Abs(v)
	digits := 2
	switch {
	case a == 0 || a >= 99.95:
		digits = 0
	case a < 0.005:
		return "< 0.01"
	case a >= 9.995:
		digits = 1
	}
	return strconv.FormatFloat(v, 'f', digits, 64)
}

// about writes a rough number of openings: "537", "30", "?" if it is not defined.
func about(n trends.Number) string {
	if !n.Defined() {
		return "?"
	}
	return count(int(math.Round(float64(n))))
}

// count writes a whole number with separators: "12,801".
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// plural writes a number and its noun: "1 employer", "12 employers".
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return count(n) + " " + noun
}

// monthText writes "2006-01" as "Jan 2006".
func monthText(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return t.Format("Jan 2006")
}

// spanText writes a first and a last month: "Oct to Dec 2024", "Nov 2024 to Jan 2025".
func spanText(from, to string) string {
	a, b := monthText(from), monthText(to)
	if a == b {
		return a
	}
	if len(a) == 8 && len(b) == 8 && a[4:] == b[4:] {
		a = a[:3]
	}
	return a + " to " + b
}

// scopeText names a scope for people.
func scopeText(s trends.Scope) string {
	if s == trends.ScopeAll {
		return "all jobs"
	}
	return "machine-learning jobs"
}

// verdictText names a verdict for people.
func verdictText(v trends.Verdict) string {
	switch v {
	case trends.Rising:
		return "rising"
	case trends.Falling:
		return "falling"
	case trends.EarlyUp:
		return "early signal, up"
	case trends.EarlyDown:
		return "early signal, down"
	case trends.Steady:
		return "steady"
	case trends.Unclear:
		return "unclear"
	}
	return "not enough data"
}

// taggerText says how right the tags are: "; of the skills it finds 95.2 % (94.0 to 96.2) are right, …", "" if nobody measured.
func taggerText(m *trends.Measured) string {
	if m == nil {
		return ""
	}
	return fmt.Sprintf(": %s %s of the skills it finds are right, and it finds %s %s of them (%s labelled by hand)", percent(m.Precision),
		interval(m.PrecisionLow, m.PrecisionHigh), percent(m.Recall), interval(m.RecallLow, m.RecallHigh), plural(m.Postings, "posting"))
}

// filterText lists slices in force: "role=ml_engineer, country=DE"; "" if none.
func filterText(filter map[string]any) string {
	var parts []string
	for _, key := range []string{"role", "seniority", "country", "remote", "source", "level", "until", "period"} {
		if v, ok := filter[key]; ok {
			parts = append(parts, fmt.Sprintf("%s=%v", key, v))
		}
	}
	return strings.Join(parts, ", ")
}
