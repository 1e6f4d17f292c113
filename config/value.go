package config

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"trends/trends"
)

// parse reads a value of the key's type from its text and holds it against the key's limit. The same text means the
// same in the file, the environment and a flag.
func (k *key) parse(text string) (any, error) {
	value, size, err := k.read(text)
	if err != nil {
		return nil, err
	}
	if !k.limit.holds(size) {
		return nil, fmt.Errorf("must be %s, got %q", k.limit.text, text)
	}
	return value, nil
}

// read returns the value and, where it has one, its size: of a duration in nanoseconds, of a text in bytes.
func (k *key) read(text string) (value any, size float64, err error) {
	switch k.Type {
	case TypeWhole:
		n, err := strconv.ParseInt(text, 0, 64) // 0: also 0x10 and 1_000, as YAML writes them
		if err == nil {
			return n, float64(n), nil
		}
	case TypeNumber:
		x, err := strconv.ParseFloat(text, 64)
		if err == nil {
			return x, x, nil
		}
	case TypeBool:
		b, err := strconv.ParseBool(text)
		if err == nil {
			return b, 0, nil
		}
	case TypeDuration:
		d, err := time.ParseDuration(text)
		if err == nil {
			return d, float64(d), nil
		}
	default:
		// A line break in the contact would end the User-Agent header, one in a board's name the request line.
		if strings.ContainsFunc(text, unicode.IsControl) {
			return nil, 0, fmt.Errorf("must be one line without control characters, got %q", text)
		}
		return text, float64(len(text)), nil
	}
	return nil, 0, fmt.Errorf("want %s, got %q", k.want(), text)
}

// want says in words what the key takes.
func (k *key) want() string {
	switch k.Type {
	case TypeText, TypeBool:
		return k.Type
	case TypeDuration:
		return "a duration such as 45s, 1h30m or 24h"
	}
	return "a " + k.Type
}

// limit is a range of sizes. The zero value holds everything.
type limit struct {
	low, high float64
	open      bool   // the ends are outside
	text      string // in words; "" for no limit
}

// notEmpty is the limit of a text that must be there.
func notEmpty() limit { return limit{1, math.Inf(1), false, "not empty"} }

func atLeast(low float64) limit {
	return limit{low, math.Inf(1), false, fmt.Sprintf("%g or more", low)}
}
func moreThan(low float64) limit {
	return limit{low, math.Inf(1), true, fmt.Sprintf("more than %g", low)}
}
func between(low, high float64) limit {
	return limit{low, high, false, fmt.Sprintf("%g to %g", low, high)}
}
func inside(low, high float64) limit {
	return limit{low, high, true, fmt.Sprintf("more than %g and less than %g", low, high)}
}

// holds reports whether x is in the range. It never is when x is not a number: every comparison with NaN is false.
func (l limit) holds(x float64) bool {
	if l.text == "" {
		return true
	}
	if l.open {
		return x > l.low && x < l.high
	}
	return x >= l.low && x <= l.high
}

// suggest returns `; did you mean "board"?` if one of the words is near enough to be meant, else "".
func suggest(word string, words []string) string {
	best, nearest := "", 1+len(word)/3 // at most one slip in three letters, and one more
	for _, w := range words {
		if d := trends.EditDistance(strings.ToLower(word), w); d <= nearest && (best == "" || d < nearest) {
			best, nearest = w, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}
