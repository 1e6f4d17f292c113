package trends

import (
	"math"
	"strconv"
)

// Number is a figure that may not be defined: NaN is written as null in JSON and as an empty field in CSV.
type Number float64

// Defined reports whether the number says anything.
func (n Number) Defined() bool { return !math.IsNaN(float64(n)) && !math.IsInf(float64(n), 0) }

// String writes all digits, or "" if the number is not defined.
func (n Number) String() string {
	if !n.Defined() {
		return ""
	}
	return strconv.FormatFloat(float64(n), 'g', -1, 64)
}

// MarshalJSON writes all digits, or null.
func (n Number) MarshalJSON() ([]byte, error) {
	if !n.Defined() {
		return []byte("null"), nil
	}
	return []byte(n.String()), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (n *Number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = Number(math.NaN())
		return nil
	}
	v, err := strconv.ParseFloat(string(b), 64)
	*n = Number(v)
	return err
}

// Undefined returns the number that says nothing.
func Undefined() Number { return Number(math.NaN()) }
