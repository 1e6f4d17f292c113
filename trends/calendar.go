package trends

import (
	"fmt"
	"time"
)

// MonthNumber returns the number of months from January of year 0 to the month "2006-01". ok is false for other text.
func MonthNumber(month string) (n int32, ok bool) {
	if len(month) != 7 {
		return NoTime, false
	}
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return NoTime, false
	}
	return int32(t.Year())*12 + int32(t.Month()) - 1, true
}

// MonthName is the inverse of MonthNumber: "2006-01".
func MonthName(n int32) string { return fmt.Sprintf("%04d-%02d", n/12, n%12+1) }

// MonthOf returns the MonthNumber of the UTC month of t.
func MonthOf(t time.Time) int32 {
	t = t.UTC()
	return int32(t.Year())*12 + int32(t.Month()) - 1
}

// DayNumber returns the number of days from 1970-01-01 to the UTC day of t; NoTime for the zero time.
func DayNumber(t time.Time) int32 {
	if t.IsZero() {
		return NoTime
	}
	s := t.Unix()
	if s < 0 {
		s -= 86399
	}
	return int32(s / 86400)
}

// Day is the inverse of DayNumber: midnight UTC.
func Day(n int32) time.Time { return time.Unix(int64(n)*86400, 0).UTC() }

// FirstDay returns the DayNumber of the first day of the month with MonthNumber n.
func FirstDay(n int32) int32 {
	return DayNumber(time.Date(int(n/12), time.Month(n%12+1), 1, 0, 0, 0, 0, time.UTC))
}
