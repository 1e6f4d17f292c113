package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"trends/trends"
)

// The tags of a posting are kept as one short blob, all numbers as varints:
//
//	remote, seniority bits, number of roles and their codes,
//	number of mentions, each: rule*4+level, start since the last start,
//	number of exclusions, each: rule*8+why, start since the last start,
//	0, or 1 and the pay: min and max as 8 bytes each, period, currency's length and letters.
//
// Codes are places in the lists of the row in table taxonomies. A rule "go:golang" decides on the skill "go" at a place as long as
// "golang". Where it decides on another skill or a place of another length, the number of all rules is added to its code, and length
// and skill follow the start. What a report needs comes first, so that it can stop there.

// codebook gives codes their meaning.
type codebook struct {
	version string
	skills  []string
	rules   []string
	roles   []string
	skill   map[string]int
	rule    map[string]int
	role    map[string]int
	decides []usual // by rule
}

// usual is what a rule decides on when nothing else is said.
type usual struct{ skill, length int }

func newCodebook(version string, skills, rules, roles []string) *codebook {
	b := &codebook{version: version, skills: skills, rules: rules, roles: roles}
	b.skill, b.rule, b.role = index(skills), index(rules), index(roles)
	b.decides = make([]usual, len(rules))
	for i, rule := range rules {
		name, form, _ := strings.Cut(rule, ":")
		s, ok := b.skill[name]
		if !ok {
			s = -1
		}
		b.decides[i] = usual{s, len(form[strings.LastIndexByte(form, ':')+1:])}
	}
	return b
}

func index(list []string) map[string]int {
	m := make(map[string]int, len(list))
	for i, s := range list {
		m[s] = i
	}
	return m
}

func whys() []string { return []string{"context", "negated", "boilerplate", "name", "legal"} }

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
	r, ok := b.rule[rule]
	s := -1
	if ok {
		s, ok = b.codeOf(skill, b.decides[r].skill)
	}
	if !ok || start < last || end < start {
		return nil, fmt.Errorf("mention of %q by rule %q at %d to %d: not in taxonomy %s, or out of order", skill, rule, start, end, b.version)
	}
	plain := b.decides[r] == usual{s, end - start}
	if !plain {
		r += len(b.rules)
	}
	out = binary.AppendUvarint(out, uint64(r)*width+low)
	out = binary.AppendUvarint(out, uint64(start-last))
	if !plain {
		out = binary.AppendUvarint(out, uint64(end-start))
		out = binary.AppendUvarint(out, uint64(s))
	}
	return out, nil
}

// codeOf returns the code of a skill, which nearly always is the one guessed.
func (b *codebook) codeOf(skill string, guess int) (code int, ok bool) {
	if guess >= 0 && b.skills[guess] == skill {
		return guess, true
	}
	code, ok = b.skill[skill]
	return code, ok
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
	out = append(out, byte(max(0, slices.Index(trends.PayPeriods(), p.Period))), byte(len(currency)))
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

// word returns the list's entry with the code that comes next.
func word(b *blob, list []string) string {
	v := b.next()
	if v >= uint64(len(list)) {
		b.data, b.bad = nil, true
		return ""
	}
	return list[v]
}

// mention reads one mention or exclusion; low is its level or why. After damage its skill is -1.
func (b *blob) mention(width uint64, decides []usual, skills int) (rule int, on usual, low uint64, delta int) {
	v := b.next()
	delta = int(b.next())
	rule, low = int(v/width), v%width
	switch {
	case rule < len(decides):
		on = decides[rule]
	case rule < 2*len(decides):
		rule -= len(decides)
		on.length, on.skill = int(b.next()), int(min(b.next(), 1<<31))
	default:
		b.bad = true
	}
	if b.bad || on.skill < 0 || on.skill >= skills {
		b.data, b.bad, on.skill = nil, true, -1
	}
	return rule, on, low, delta
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
		t.Roles = append(t.Roles, word(b, c.roles))
	}
	last := 0
	for n := b.next(); n > 0 && !b.bad; n-- {
		rule, on, level, delta := b.mention(4, c.decides, len(c.skills))
		if on.skill < 0 {
			return t, errBlob
		}
		last += delta
		t.Mentions = append(t.Mentions, trends.Mention{Skill: c.skills[on.skill], Level: trends.Level(level), Start: last, End: last + on.length, Rule: c.rules[rule]})
	}
	last = 0
	for n := b.next(); n > 0 && !b.bad; n-- {
		rule, on, why, delta := b.mention(8, c.decides, len(c.skills))
		if on.skill < 0 || int(why) >= len(whys()) {
			return t, errBlob
		}
		last += delta
		t.Excluded = append(t.Excluded, trends.Exclusion{Skill: c.skills[on.skill], Start: last, End: last + on.length, Why: whys()[why], Rule: c.rules[rule]})
	}
	if p, stated := b.pay(); stated {
		t.Pay = &trends.Pay{Min: p.min, Max: p.max, Currency: string(p.currency), Period: trends.PayPeriods()[p.period]}
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
