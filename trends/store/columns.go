package store

import (
	"cmp"
	"slices"

	"trends/trends"
)

// grow makes room for n ads.
func (l *loader) grow(n int) {
	const skills = 8 // an ad, about
	a := &l.s.Ads
	a.Posting, a.Source, a.Employer = slices.Grow(a.Posting, n), slices.Grow(a.Source, n), slices.Grow(a.Employer, n)
	a.Month, a.Posted = slices.Grow(a.Month, n), slices.Grow(a.Posted, n)
	a.FirstSeen, a.Closed = slices.Grow(a.FirstSeen, n), slices.Grow(a.Closed, n)
	a.Opening, a.Record, a.Absence = slices.Grow(a.Opening, n), slices.Grow(a.Record, n), slices.Grow(a.Absence, n)
	a.ML, a.Roles = slices.Grow(a.ML, n), slices.Grow(a.Roles, n)
	a.Seniority, a.Remote, a.Country = slices.Grow(a.Seniority, n), slices.Grow(a.Remote, n), slices.Grow(a.Country, n)
	a.LastSeen = slices.Grow(a.LastSeen, n)
	a.PayMin, a.PayMax = slices.Grow(a.PayMin, n), slices.Grow(a.PayMax, n)
	a.PayPeriod, a.Currency = slices.Grow(a.PayPeriod, n), slices.Grow(a.Currency, n)
	a.Start, a.Skill, a.Level = slices.Grow(a.Start, n+1), slices.Grow(a.Skill, skills*n), slices.Grow(a.Level, skills*n)
}

// sort puts the ads in order of id, column by column.
func (l *loader) sort() {
	a := &l.s.Ads
	type key struct {
		id int64
		at int32
	}
	order := make([]key, a.Len())
	for i, id := range a.Posting {
		order[i] = key{id, int32(i)}
	}
	slices.SortFunc(order, func(x, y key) int { return cmp.Compare(x.id, y.id) })
	at := make([]int32, len(order))
	for i := range order {
		at[i] = order[i].at
	}
	skill, level, start := make([]uint16, 0, len(a.Skill)), make([]uint8, 0, len(a.Skill)), make([]uint32, 0, len(at)+1)
	a.Start = append(a.Start, uint32(len(a.Skill)))
	for _, i := range at {
		start = append(start, uint32(len(skill)))
		skill = append(skill, a.Skill[a.Start[i]:a.Start[i+1]]...)
		level = append(level, a.Level[a.Start[i]:a.Start[i+1]]...)
	}
	a.Skill, a.Level, a.Start = skill, level, append(start, uint32(len(skill)))
	a.Posting, a.Source, a.Employer = arrange(a.Posting, at), arrange(a.Source, at), arrange(a.Employer, at)
	a.Month, a.Posted, a.FirstSeen, a.Closed = arrange(a.Month, at), arrange(a.Posted, at), arrange(a.FirstSeen, at), arrange(a.Closed, at)
	a.Opening, a.Record, a.Absence = arrange(a.Opening, at), arrange(a.Record, at), arrange(a.Absence, at)
	a.ML, a.Roles = arrange(a.ML, at), arrange(a.Roles, at)
	a.Seniority, a.Remote, a.Country = arrange(a.Seniority, at), arrange(a.Remote, at), arrange(a.Country, at)
	a.LastSeen = arrange(a.LastSeen, at)
	a.PayMin, a.PayMax = arrange(a.PayMin, at), arrange(a.PayMax, at)
	a.PayPeriod, a.Currency = arrange(a.PayPeriod, at), arrange(a.Currency, at)
}

// arrange returns the column in another order.
func arrange[T any](column []T, at []int32) []T {
	out := make([]T, len(at))
	for i, j := range at {
		out[i] = column[j]
	}
	return out
}

// monthOf returns the MonthNumber of a stored month "2006-01".
func monthOf(s []byte) int32 {
	if len(s) != 7 {
		return trends.NoTime
	}
	return digits(s[:4])*12 + digits(s[5:]) - 1
}

// dayOf returns the DayNumber of a stored time.
func dayOf(s []byte) int32 {
	if len(s) < 10 {
		return trends.NoTime
	}
	return firstDay(monthOf(s[:7])) + digits(s[8:10]) - 1
}

// absenceOf returns a stored absence.
func absenceOf(s []byte) int8 {
	if len(s) > 0 && s[0] == '-' {
		return -1
	}
	return int8(digits(s))
}

// digits reads a number of a stored time, which this package has written.
func digits(s []byte) (n int32) {
	for _, c := range s {
		n = 10*n + int32(c-'0')
	}
	return n
}

// firstDay is trends.FirstDay without the time zones, since it is called five times an ad (Howard Hinnant, days_from_civil, 2013).
func firstDay(month int32) int32 {
	y, m := month/12, month%12+1
	if m <= 2 {
		y, m = y-1, m+12
	}
	era, of := y/400, y%400
	return era*146097 + of*365 + of/4 - of/100 + (153*(m-3)+2)/5 - 719468
}
