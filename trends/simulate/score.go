package simulate

import (
	"math"

	"trends/trends"
)

// Outcome is what one method claims about one market. Only skills with enough data for the report's test are counted.
type Outcome struct {
	Method    string
	Tested    int
	Claims    int // skills said to rise or fall
	Changed   int // of those tested, skills with a planted change
	Found     int // of those, said to change as they do
	Unchanged int // of those tested, skills without one
	Flagged   int // of those, said to change
}

// Score makes the report of a market with the settings, and sets what each of Methods claims beside what was planted. Of the
// settings, the window is the whole market; without any month from which the test allows for a yearly wave (WaveMonths 0) it is the
// test that was published.
func (m *Market) Score(o trends.Options) []Outcome {
	r := m.report(o)
	var out []Outcome
	for _, method := range Methods() {
		out = append(out, m.score(method, r))
	}
	return out
}

func (m *Market) score(method Method, r *results) Outcome {
	out := Outcome{Method: method.Name}
	for k, claim := range method.claims(m, r) {
		if !r.tested[k] {
			continue
		}
		truth := sign(m.Change[k])
		out.Tested++
		if claim != 0 {
			out.Claims++
		}
		switch {
		case truth == 0:
			out.Unchanged++
			if claim != 0 {
				out.Flagged++
			}
		default:
			out.Changed++
			if claim == truth {
				out.Found++
			}
		}
	}
	return out
}

// Summary is what a method claims about many markets: means over them. A number that is not defined is NaN.
type Summary struct {
	Method  string
	Runs    int
	Tested  trends.Number // skills tested
	Claims  trends.Number // skills said to rise or fall
	FDR     Rate          // false discovery rate: claims about skills that did not change, or that changed the other way, per claim; 0 without one
	Power   Rate          // planted changes found, per skill that changed
	Flagged Rate          // skills said to change, per skill that did not
}

// Rate is a mean of fractions, and the standard error that it has for want of more runs; NaN with one run.
type Rate struct {
	Mean, SE trends.Number
}

// Summarize takes the means of one method's outcomes.
func Summarize(outcomes []Outcome) Summary {
	s := Summary{Runs: len(outcomes)}
	var tested, claims, fdr, power, flagged []float64
	for _, o := range outcomes {
		s.Method = o.Method
		tested, claims = append(tested, float64(o.Tested)), append(claims, float64(o.Claims))
		fdr = append(fdr, float64(o.Claims-o.Found)/float64(max(1, o.Claims)))
		if o.Changed > 0 {
			power = append(power, float64(o.Found)/float64(o.Changed))
		}
		if o.Unchanged > 0 {
			flagged = append(flagged, float64(o.Flagged)/float64(o.Unchanged))
		}
	}
	s.Tested, s.Claims = mean(tested).Mean, mean(claims).Mean
	s.FDR, s.Power, s.Flagged = mean(fdr), mean(power), mean(flagged)
	return s
}

// mean returns the mean and its standard error.
func mean(v []float64) Rate {
	n := float64(len(v))
	var sum, squares float64
	for _, x := range v {
		sum += x
	}
	for _, x := range v {
		squares += (x - sum/n) * (x - sum/n)
	}
	r := Rate{trends.Number(sum / n), trends.Undefined()}
	if n > 1 {
		r.SE = trends.Number(math.Sqrt(squares / (n - 1) / n))
	}
	return r
}
