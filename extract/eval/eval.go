// Package eval measures a tagger: it compares tags with the labels that people gave to the same postings.
//
// Set reads labelled postings, Score.Add compares one with its tags, Score.Totals and Score.Each sum up. All measures are micro
// averages over labels unless they say otherwise, with Wilson's 95 % interval. The interval takes labels as independent;
// labels of one posting are not quite, so the truth is a little wider.
package eval

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"

	"trends/trends"
)

// Case is a posting with its labels. What was not labelled is nil or "" and is not scored; an empty list that is not nil says
// that there is none.
type Case struct {
	ID, Title string
	Body      string                  // the ad's text
	Format    trends.Format           // how Body is written; "" while the posting has not been read
	Skills    map[string]trends.Level // by id
	Roles     []string
	Seniority []string
	Remote    trends.Remote
	Pay       *trends.Pay // nil says that none is stated, if PayKnown
	PayKnown  bool
	Scope     trends.Scope
	Language  string // ISO 639-1
	At        string // "file:line" of the labels
}

// Part returns in which of n parts the case falls, 0 to n-1: by a hash of its id, so that a case stays in its part when others
// are added.
func (c *Case) Part(n int) int {
	h := fnv.New32a()
	h.Write([]byte(c.ID))
	return int(h.Sum32()>>8) % n
}

// Count counts decisions: what the tagger said rightly, what it said wrongly, and what it should have said.
type Count struct {
	TP, FP, FN int // true positives, false positives, false negatives
}

func (c *Count) add(o Count) { c.TP, c.FP, c.FN = c.TP+o.TP, c.FP+o.FP, c.FN+o.FN }

// Labels is the number of labels.
func (c Count) Labels() int { return c.TP + c.FN }

// F1 is the harmonic mean of precision and recall, 1 if nothing was labelled and nothing said.
func (c Count) F1() float64 {
	if c.TP+c.FP+c.FN == 0 {
		return 1
	}
	return 2 * float64(c.TP) / float64(2*c.TP+c.FP+c.FN)
}

// Mistake is one difference between tags and labels.
type Mistake struct {
	ID   string // of the posting
	At   string // "file:line" of the labels
	Kind string // skill, level, role, seniority, remote, pay, scope or language
	Name string // the skill, role or seniority; "" for the others
	Want string // "" if the tagger says something that is not labelled
	Got  string // "" if the tagger says nothing
}

// String writes the mistake as one line.
func (m Mistake) String() string {
	what := m.Kind
	if m.Name != "" {
		what += " " + m.Name
	}
	switch {
	case m.Want == "":
		return fmt.Sprintf("%s: %s: not labelled, tagged %s", m.ID, what, m.Got)
	case m.Got == "":
		return fmt.Sprintf("%s: %s: labelled %s, not tagged", m.ID, what, m.Want)
	}
	return fmt.Sprintf("%s: %s: labelled %s, tagged %s", m.ID, what, m.Want, m.Got)
}

// Score is the sum over cases. The zero value is ready for use.
type Score struct {
	Postings int
	Mistakes []Mistake

	counts map[key]*Count
}

type key struct{ kind, name string }

func (s *Score) count(kind, name string) *Count {
	if s.counts == nil {
		s.counts = map[key]*Count{}
	}
	k := key{kind, name}
	if s.counts[k] == nil {
		s.counts[k] = &Count{}
	}
	return s.counts[k]
}

// Add compares a case with its tags.
func (s *Score) Add(c *Case, tags *trends.Tags) {
	s.Postings++
	if c.Skills != nil {
		s.skills(c, tags)
	}
	if c.Roles != nil {
		s.list(c, KindRole, c.Roles, tags.Roles)
	}
	if c.Seniority != nil {
		s.list(c, KindSeniority, c.Seniority, tags.Seniority)
	}
	if c.Remote != "" {
		s.value(c, KindRemote, string(c.Remote), string(tags.Remote), "")
	}
	if c.PayKnown {
		s.value(c, KindPay, payText(c.Pay), payText(tags.Pay), "")
	}
	if c.Scope != "" {
		s.value(c, KindScope, string(c.Scope), string(tags.Scope), string(trends.ScopeAll))
	}
	if c.Language != "" {
		s.value(c, KindLanguage, c.Language, tags.Language, "")
	}
}

// skills compares skills, and the levels of those that both have.
func (s *Score) skills(c *Case, tags *trends.Tags) {
	got := map[string]trends.Level{}
	for _, l := range tags.Levels() {
		got[l.Skill] = l.Level
		if _, ok := c.Skills[l.Skill]; !ok {
			s.count(KindSkill, l.Skill).FP++
			s.mistake(c, KindSkill, l.Skill, "", l.Level.String())
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.Skills)) {
		want := c.Skills[id]
		level, ok := got[id]
		if !ok {
			s.count(KindSkill, id).FN++
			s.mistake(c, KindSkill, id, want.String(), "")
			continue
		}
		s.count(KindSkill, id).TP++
		if level == want {
			s.count(KindLevel, want.String()).TP++
			continue
		}
		s.count(KindLevel, want.String()).FN++
		s.count(KindLevel, level.String()).FP++
		s.mistake(c, KindLevel, id, want.String(), level.String())
	}
}

func (s *Score) list(c *Case, kind string, want, got []string) {
	for _, w := range want {
		if slices.Contains(got, w) {
			s.count(kind, w).TP++
		} else {
			s.count(kind, w).FN++
			s.mistake(c, kind, w, w, "")
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			s.count(kind, g).FP++
			s.mistake(c, kind, g, "", g)
		}
	}
}

// value compares one value; none is the value that says nothing, and is not counted as a label.
func (s *Score) value(c *Case, kind, want, got, none string) {
	n := s.count(kind, "")
	switch {
	case want == got && want == none:
		return
	case want == got:
		n.TP++
		return
	}
	if want != none {
		n.FN++
	}
	if got != none {
		n.FP++
	}
	s.mistake(c, kind, "", want, got)
}

func (s *Score) mistake(c *Case, kind, name, want, got string) {
	s.Mistakes = append(s.Mistakes, Mistake{ID: c.ID, At: c.At, Kind: kind, Name: name, Want: want, Got: got})
}

// payText writes a pay as "80000-100000 EUR/year", "" for none.
func payText(p *trends.Pay) string {
	if p == nil {
		return ""
	}
	return p.String()
}
