package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"trends/trends"
)

// date settles a posting's date: the smallest ever claimed, and of a source that is read live never later than its first
// sighting. Without any, two reads at most a week apart bracket it.
func (s *saver) date(p *trends.Posting, old before, known bool) {
	const week = 7 * 24 * time.Hour
	first := s.seen
	if known {
		first = parseInstant(old.firstSeen)
	}
	last := s.whole[p.Source]
	switch {
	case p.Posted.IsZero() && p.Month == "" && !s.archive && !known && !last.IsZero() && s.seen.Sub(last) <= week:
		p.Posted, p.Precision = last.Add(s.seen.Sub(last)/2), trends.PrecisionInterval
	case p.Posted.IsZero() && p.Month == "" && known && old.posted != "":
		p.Posted, p.Precision = parseInstant(old.posted), trends.Precision(old.precision)
	}
	if !s.archive && p.Posted.After(first) {
		p.Posted = first
	}
	if before := parseInstant(old.posted); known && !before.IsZero() && before.Before(p.Posted) {
		p.Posted, p.Precision = before, trends.Precision(old.precision)
	}
	if p.Precision == "" {
		p.Precision = trends.PrecisionNone
	}
}

// ContentHash identifies everything that a source delivered of a posting: while it stays the same, there is nothing to save.
func ContentHash(p *trends.Posting) int64 { return contentHash(p, trends.Hash63(p.Body)) }

func contentHash(p *trends.Posting, body int64) int64 {
	pay := ""
	if p.Pay != nil {
		pay = fmt.Sprint(*p.Pay)
	}
	return trends.Hash63(p.URL, p.Title, p.Employer, strings.Join(p.Places, "\n"), p.Country, string(p.Remote), pay, instant(p.Posted), string(p.Precision),
		p.Month, instant(p.Closes), p.Requisition, p.Language, string(p.Format), strconv.FormatInt(body, 36))
}
