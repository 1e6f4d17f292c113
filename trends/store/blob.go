package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"trends/trends"
)

// The tags of a posting are kept as one short blob, all numbers as varints:
//
//	remote, seniority bits, number of roles and their codes,
//	number of mentions, each: skill*4+level, start since the last start, length, rule,
//	number of exclusions, each: skill*8+why, start since the last start, length, rule,
//	0, or 1 and the pay: min and max as 8 bytes each, period, currency's length and letters.
//
// Codes are places in the lists of the row in table taxonomies. What a report needs comes first, so that it can stop there.

// codebook gives codes their meaning.
type codebook struct {
	version string
	skills  []string
	rules   []string
	roles   []string
	skill   map[string]int
	rule    map[string]int
	role    map[string]int
}

func newCodebook(version string, skills, rules, roles []string) *codebook {
	b := &codebook{version: version, skills: skills, rules: rules, roles: roles}
	b.skill, b.rule, b.role = index(skills), index(rules), index(roles)
	return b
}

func index(list []string) map[string]int {
	m := make(map[string]int, len(list))
	for i, s := range list {
		m[s] = i
	}
	return m
}

func whys() []string    { return []string{"context", "negated", "boilerplate", "name", "legal"} }
func periods() []string { return []string{"", "year", "month", "week", "day", "hour"} }

// encode writes tags. A skill, rule or role that the codebook lacks is an error: the taxonomy was not registered.
func (b *codebook) encode(t *trends.Tags) ([]byte, error) {
	out := make([]byte, 0, 16+6*(len(t.Mentions)+len(t.Excluded)))
	out = binary.AppendUvarint(out, uint64(max(0, slices.Index(trends.Remotes(), t.Remote))))
	var bits uint64
	for _, s := range t.Seniority {
		i := slices.Index(trends.Seniorities(), s)
		if i < 0 {
			return nil, fmt.Errorf("seniority %q is not known", s)
		}
		bits |= 1 << i
	}
	out = binary.AppendUvarint(out, bits)
	out = binary.AppendUvarint(out, uint64(len(t.Roles)))
	for _, r := range t.Roles {
		code, ok := b.role[r]
		if !ok {
			return nil, fmt.Errorf("role %q is not in taxonomy %s", r, b.version)
		}
		out = binary.AppendUvarint(out, uint64(code))
	}
	var err error
	out = binary.AppendUvarint(out, uint64(len(t.Mentions)))
	last := 0
	for _, m := range t.Mentions {
		if out, err = b.place(out, m.Skill, 4, uint64(m.Level), last, m.Start, m.End, m.Rule); err != nil {
			return nil, err
		}
		last = m.Start
	}
	out = binary.AppendUvarint(out, uint64(len(t.Excluded)))
	last = 0
	for _, e := range t.Excluded {
		why := slices.Index(whys(), e.Why)
		if why < 0 {
			return nil, fmt.Errorf("exclusion %q is not known", e.Why)
		}
		if out, err = b.place(out, e.Skill, 8, uint64(why), last, e.Start, e.End, e.Rule); err != nil {
			return nil, err
		}
		last = e.Start
	}
	return appendPay(out, t.Pay), nil
}

// place appends one mention or exclusion.
func (b *codebook) place(out []byte, skill string, width, low uint64, last, start, end int, rule string) ([]byte, error) {
	s, ok := b.skill[skill]
	r, ok2 := b.rule[rule]
	if !ok || !ok2 || start < last || end < start {
		return nil, fmt.Errorf("mention of %q by rule %q at %d to %d: not in taxonomy %s, or out of order", skill, rule, start, end, b.version)
	}
	out = binary.AppendUvarint(out, uint64(s)*width+low)
	out = binary.AppendUvarint(out, uint64(start-last))
	out = binary.AppendUvarint(out, uint64(end-start))
	return binary.AppendUvarint(out, uint64(r)), nil
}

// longestCurrency is the number of bytes kept of a currency; codes have 3.
const longestCurrency = 16

func appendPay(out []byte, p *trends.Pay) []byte {
	if p == nil {
		return append(out, 0)
	}
	currency := p.Currency[:min(len(p.Currency), longestCurrency)]
	out = append(out, 1)
	out = binary.LittleEndian.AppendUint64(out, math.Float64bits(p.Min))
	out = binary.LittleEndian.AppendUint64(out, math.Float64bits(p.Max))
	out = append(out, byte(max(0, slices.Index(periods(), p.Period))), byte(len(currency)))
	return append(out, currency...)
}

var errBlob = errors.New("stored tags are damaged: run `trends extract --all`")

// blob reads varints off a blob; after damage it returns zeros and says so in bad.
type blob struct {
	data []byte
	bad  bool
}

func (b *blob) next() uint64 {
	v, n := binary.Uvarint(b.data)
	if n <= 0 {
		b.data, b.bad = nil, true
		return 0
	}
	b.data = b.data[n:]
	return v
}

func (b *blob) bytes(n int) []byte {
	if n < 0 || n > len(b.data) {
		b.data, b.bad = nil, true
		return make([]byte, max(0, min(n, 16)))
	}
	v := b.data[:n]
	b.data = b.data[n:]
	return v
}

// word returns the list's entry with the code that comes next, divided by width; low is the remainder.
func word(b *blob, list []string, width uint64) (s string, low uint64) {
	v := b.next()
	if v/width >= uint64(len(list)) {
		b.data, b.bad = nil, true
		return "", 0
	}
	return list[v/width], v % width
}

// decode is the inverse of encode; scope and language are columns of their own.
func (c *codebook) decode(data []byte) (trends.Tags, error) {
	var t trends.Tags
	b := &blob{data: data}
	t.Remote, _ = remote(b.next())
	bits := b.next()
	for i, s := range trends.Seniorities() {
		if bits&(1<<i) != 0 {
			t.Seniority = append(t.Seniority, s)
		}
	}
	slices.Sort(t.Seniority)
	for n := b.next(); n > 0 && !b.bad; n-- {
		role, _ := word(b, c.roles, 1)
		t.Roles = append(t.Roles, role)
	}
	last := 0
	for n := b.next(); n > 0 && !b.bad; n-- {
		skill, level := word(b, c.skills, 4)
		start := last + int(b.next())
		end := start + int(b.next())
		rule, _ := word(b, c.rules, 1)
		t.Mentions = append(t.Mentions, trends.Mention{Skill: skill, Level: trends.Level(level), Start: start, End: end, Rule: rule})
		last = start
	}
	last = 0
	for n := b.next(); n > 0 && !b.bad; n-- {
		skill, why := word(b, c.skills, 8)
		start := last + int(b.next())
		end := start + int(b.next())
		rule, _ := word(b, c.rules, 1)
		if int(why) >= len(whys()) {
			b.bad = true
			break
		}
		t.Excluded = append(t.Excluded, trends.Exclusion{Skill: skill, Start: start, End: end, Why: whys()[why], Rule: rule})
		last = start
	}
	if b.next() == 1 {
		p := &trends.Pay{Min: math.Float64frombits(binary.LittleEndian.Uint64(b.bytes(8))), Max: math.Float64frombits(binary.LittleEndian.Uint64(b.bytes(8)))}
		period, size := b.next(), b.next()
		p.Currency = string(b.bytes(int(min(size, longestCurrency))))
		p.Period = periods()[min(period, uint64(len(periods())-1))]
		t.Pay = p
	}
	if b.bad {
		return t, errBlob
	}
	return t, nil
}

func remote(code uint64) (trends.Remote, bool) {
	if code >= uint64(len(trends.Remotes())) {
		return trends.RemoteUnspecified, false
	}
	return trends.Remotes()[code], true
}
