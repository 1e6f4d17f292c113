package eval

import (
	"cmp"
	"slices"

	"trends/trends"
	"trends/trends/stats"
)

// The kinds of measures. A measure of KindSkills, KindLevels and so on sums all of its kind.
const (
	KindSkill     = "skill"     // found at any level
	KindLevel     = "level"     // of skills that are labelled and tagged: required, preferred or mentioned
	KindRole      = "role"      //
	KindSeniority = "seniority" //
	KindRemote    = "remote"    // "unspecified" is a label like any other: precision and recall are the accuracy
	KindPay       = "pay"       // stated pay, all four parts exact
	KindScope     = "scope"     // machine-learning work is the label
	KindLanguage  = "language"  //
)

// MacroLabels is how many labels a skill must have to enter the macro average: fewer say too little about it.
const MacroLabels = 10

// Measure is precision and recall of one thing, or of all of a kind.
type Measure struct {
	Kind string `json:"kind"`
	Name string `json:"name"` // skill id, level, role …; "" for all of the kind
	Count
	Precision     trends.Number `json:"precision"` // not defined if nothing was tagged
	PrecisionLow  trends.Number `json:"precision_low"`
	PrecisionHigh trends.Number `json:"precision_high"`
	Recall        trends.Number `json:"recall"` // not defined if nothing was labelled
	RecallLow     trends.Number `json:"recall_low"`
	RecallHigh    trends.Number `json:"recall_high"`
}

func measure(kind, name string, c Count) Measure {
	m := Measure{Kind: kind, Name: name, Count: c}
	m.Precision, m.PrecisionLow, m.PrecisionHigh = share(c.TP, c.TP+c.FP)
	m.Recall, m.RecallLow, m.RecallHigh = share(c.TP, c.TP+c.FN)
	return m
}

// share returns k/n with Wilson's interval; if n is 0 all three are NaN, which is not defined.
func share(k, n int) (p, low, high trends.Number) {
	l, h := stats.Wilson(float64(k), float64(n), 0.95)
	return trends.Number(float64(k) / float64(n)), trends.Number(l), trends.Number(h)
}

// Total returns the sum of a kind.
func (s *Score) Total(kind string) Measure {
	var sum Count
	for k, c := range s.counts {
		if k.kind == kind {
			sum.add(*c)
		}
	}
	return measure(kind, "", sum)
}

// Totals returns the sum of every kind that has labels or tags, skills first.
func (s *Score) Totals() []Measure {
	var out []Measure
	for _, kind := range []string{KindSkill, KindLevel, KindRole, KindSeniority, KindRemote, KindPay, KindScope, KindLanguage} {
		if m := s.Total(kind); m.TP+m.FP+m.FN > 0 {
			out = append(out, m)
		}
	}
	return out
}

// Each returns the measures of a kind, one a name, those with most mistakes first; ties go by name.
func (s *Score) Each(kind string) []Measure {
	var out []Measure
	for k, c := range s.counts {
		if k.kind == kind && k.name != "" {
			out = append(out, measure(kind, k.name, *c))
		}
	}
	slices.SortFunc(out, func(a, b Measure) int {
		return cmp.Or(cmp.Compare(b.FP+b.FN, a.FP+a.FN), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// Of returns the measure of one name.
func (s *Score) Of(kind, name string) Measure {
	if c := s.counts[key{kind, name}]; c != nil {
		return measure(kind, name, *c)
	}
	return measure(kind, name, Count{})
}

// MacroF1 is the mean F1 of the skills with at least MacroLabels labels, and their number; NaN if there is none.
func (s *Score) MacroF1() (f1 float64, skills int) {
	for _, m := range s.Each(KindSkill) { // in order: sums depend on it in their last digits
		if m.Labels() >= MacroLabels {
			f1 += m.F1()
			skills++
		}
	}
	return f1 / float64(skills), skills
}
