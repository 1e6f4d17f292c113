package market

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// skill is one line of words/skills.txt together with what calibrate finds out about it. The chance that an ad names it
// is, on the logit scale, base + slope·x + shock of the month + effect of the employer + effect of the role, where x is
// the number of months from the middle of the window.
type skill struct {
	id    string
	share float64  // of the ads in the middle of the window
	odds  float64  // of a mention at the end of the window over its start, same ads; 1 for a skill that does not change
	late  float64  // shift at the source that joins late
	kind  string   // tool, topic or own
	with  []string // further skills that every form names
	forms []string

	base, slope float64
	shock       []float64 // by month since the first planned one
}

// The spreads of the random parts of a skill's chance, on the logit scale. Employers differ a lot, months hardly: what
// statistics 13.1 takes for a stable market.
const (
	employerSpread = 0.65
	sourceSpread   = 0.25
	monthSpread    = 0.05
)

// level says how an ad asks for a skill.
type level uint8

const (
	mentioned level = iota
	wished
	required
)

// ask is a skill in an ad: an index into words.skills, and how it is asked for.
type ask struct {
	skill int
	level level
}

// calibrate finds each skill's base and slope such that its share and its odds come out as the word list says, averaged
// over the sample. The averaging matters: employers and roles differ, and the odds of an average are nearer to one than
// the average odds.
func calibrate(skills []skill, sample []*ad, half float64, months int, rng *rand.Rand) {
	offsets := make([]float64, len(sample))
	for k := range skills {
		s := &skills[k]
		for i, a := range sample {
			offsets[i] = a.employer.effect[k] + a.role.effect[k]
		}
		if s.odds == 1 {
			s.base = solve(-12, 12, func(base float64) float64 { return mean(offsets, base) - s.share })
		} else {
			s.fit(offsets, half)
		}
		s.shock = make([]float64, months)
		for t := range s.shock {
			s.shock[t] = rng.NormFloat64() * monthSpread
		}
	}
}

// fit solves for base and slope together: for each slope there is one base with the wanted share in the middle of the
// window, and the odds of the mean grow with the slope.
func (s *skill) fit(offsets []float64, half float64) {
	baseFor := func(slope float64) float64 {
		return solve(-12, 12, func(base float64) float64 {
			return (mean(offsets, base-slope*half)+mean(offsets, base+slope*half))/2 - s.share
		})
	}
	steepest := 3 / half // far beyond what any word list asks for
	s.slope = solve(-steepest, steepest, func(slope float64) float64 {
		base := baseFor(slope)
		return logOdds(mean(offsets, base+slope*half)) - logOdds(mean(offsets, base-slope*half)) - math.Log(s.odds)
	})
	s.base = baseFor(s.slope)
}

// draw chooses the skills of an ad. month counts from the first planned month, x from the middle of the window.
func draw(skills []skill, a *ad, month int, x float64, rng *rand.Rand) []ask {
	var out []ask
	for k := range skills {
		s := &skills[k]
		p := logistic(s.base + s.slope*x + s.shock[month] + a.employer.effect[k] + a.role.effect[k])
		if rng.Float64() < p {
			out = append(out, ask{k, drawLevel(s.kind, rng)})
		}
	}
	return out
}

// drawLevel chooses how a skill is asked for. Degrees and the like are never just part of the work.
func drawLevel(kind string, rng *rand.Rand) level {
	u := rng.Float64()
	switch {
	case kind == "own" && u < 0.65, u < 0.48:
		return required
	case kind == "own", u < 0.70:
		return wished
	}
	return mentioned
}

// named returns the ids of all skills that the ad's words name, sorted: those drawn, those that come with them, and
// those of the title. Skills that a company's field or the small print may suggest are not in it.
func (a *ad) named(skills []skill) []string {
	out := slices.Clone(a.title.skills)
	for _, k := range a.asks {
		if !strings.HasPrefix(skills[k.skill].id, termPrefix) {
			out = append(out, skills[k.skill].id)
		}
		out = append(out, skills[k.skill].with...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// termPrefix marks the invented words in the list of skills.
const termPrefix = "term:"

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func logOdds(p float64) float64 { return math.Log(p / (1 - p)) }

// mean is the average chance at the given base.
func mean(offsets []float64, base float64) float64 {
	sum := 0.0
	for _, o := range offsets {
		sum += logistic(base + o)
	}
	return sum / float64(len(offsets))
}

// solve finds the zero of an increasing function between low and high by halving.
func solve(low, high float64, f func(float64) float64) float64 {
	for range 26 {
		middle := (low + high) / 2
		if f(middle) < 0 {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}
