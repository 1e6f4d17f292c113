package crawler

import (
	"strconv"
	"strings"
	"time"

	"trends/trends"
)

// instants and days are the forms in which sources write a date. Nothing else is guessed: a day and a month that could
// be swapped, or a month's name in an unknown language, would move ads between months without anybody noticing.
// Fractions of a second are accepted by time.Parse wherever a layout has seconds.
var (
	instants = []string{
		"2006-01-02T15:04:05Z07:00",      // Greenhouse, Ashby, SmartRecruiters, Personio, Breezy, Pinpoint, Rippling, HN
		"2006-01-02T15:04:05Z0700",       // +0000 without a colon
		"2006-01-02T15:04Z07:00",         // no seconds
		"2006-01-02 15:04:05 UTC",        // Recruitee; the literal word, since MST would accept any abbreviation as UTC
		"2006-01-02 15:04:05Z07:00",      // a space for the T
		"2006-01-02 15:04:05 -0700",      // Go, Ruby
		"Mon, 2 Jan 2006 15:04:05 -0700", // RSS
		"Mon, 2 Jan 2006 15:04:05 GMT",   // RSS, HTTP
		"2 Jan 2006 15:04:05 -0700",      // RSS without the day's name
		"2006-01-02T15:04:05",            // Remotive, USAJOBS: no zone, read as UTC
		"2006-01-02 15:04:05",            // Jobicy
		"2006-01-02T15:04",               // JSON-LD
	}
	days = []string{
		"2006-01-02", // Workable, BambooHR, JSON-LD
		"1/2/2006",   // Jobvite: month first
	}
)

// parseDate reads the posting date of an ad: a text in one of the known forms, or a count of seconds or milliseconds
// since 1970. A text in no known form, a date before 1990, and one more than a day after now are no date at all
// (PrecisionNone); a zero now stands for no upper bound. The result is in UTC.
//
//	"2026-06-10T08:50:56-04:00" → 2026-06-10 12:50:56, instant
//	"1778529611285"             → 2026-05-11 20:00:11.285, instant
//	"2026-06-02"                → 2026-06-02, day
//	"2026-04-05T00:00"          → 2026-04-05, day: midnight is how programs write a day
//	"Posted 5 Days Ago"         → none
func parseDate(s string, now time.Time) (time.Time, trends.Precision) {
	t, precision := parseTime(s)
	if precision == trends.PrecisionNone || t.Year() < 1990 || !now.IsZero() && t.After(now.Add(24*time.Hour)) {
		return time.Time{}, trends.PrecisionNone
	}
	return t, precision
}

// parseDeadline reads the date on which an ad closes: like parseDate, but it may lie in the future, and a day counts
// to its end. The zero time stands for none.
func parseDeadline(s string) time.Time {
	t, precision := parseTime(s)
	switch {
	case precision == trends.PrecisionNone || t.Year() < 1990 || t.Year() > 2200:
		return time.Time{}
	case precision == trends.PrecisionDay:
		return t.Add(24*time.Hour - time.Second)
	}
	return t
}

// parseTime tries every known form.
func parseTime(s string) (time.Time, trends.Precision) {
	s = strings.TrimSpace(s)
	if len(s) < len("1/2/2006") || len(s) > 40 {
		return time.Time{}, trends.PrecisionNone
	}
	if t, ok := parseEpoch(s); ok {
		return t, trends.PrecisionInstant
	}
	for _, layout := range days {
		if t, err := time.Parse(layout, s); err == nil {
			return t, trends.PrecisionDay
		}
	}
	for _, layout := range instants {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		// Midnight at the writer's own clock is a calendar day, and that day is the writer's: shifting it to UTC would
		// put every ad of a European board that was posted on the first of a month into the month before.
		if h, m, sec := t.Clock(); h == 0 && m == 0 && sec == 0 && t.Nanosecond() == 0 {
			y, month, d := t.Date()
			return time.Date(y, month, d, 0, 0, 0, 0, time.UTC), trends.PrecisionDay
		}
		return t.UTC(), trends.PrecisionInstant
	}
	return time.Time{}, trends.PrecisionNone
}

// parseEpoch reads a count of seconds or, from 1e12 on, of milliseconds since 1970. Numbers below 1e9 are not dates
// (20260405 is not a Unix time).
func parseEpoch(s string) (time.Time, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if strings.Trim(fraction, "0123456789") != "" {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case err != nil || n < 1e9 || n >= 1e14:
		return time.Time{}, false
	case n < 1e12:
		return time.Unix(n, 0).UTC(), true
	}
	return time.UnixMilli(n).UTC(), true
}

// parseModified reads the lastmod of a sitemap, a W3C date of any length from the year on. The result is the last
// moment that the text can mean: "2026-03" may be as late as the end of March. The zero time stands for none.
func parseModified(s string) time.Time {
	s = strings.TrimSpace(s)
	if t, err := time.Parse("2006", s); err == nil {
		return t.AddDate(1, 0, 0)
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return t.AddDate(0, 1, 0)
	}
	t, precision := parseTime(s)
	if precision == trends.PrecisionDay {
		return t.AddDate(0, 0, 1)
	}
	return t
}
