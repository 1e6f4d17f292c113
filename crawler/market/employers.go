package market

import (
	"math"
	"math/rand/v2"
	"strings"
)

// employer is a made-up company. It posts in the months [enter, leave), counted from the first planned one.
type employer struct {
	name   string
	slug   string
	home   *board
	about  about
	legal  string
	style  int       // which headings and marks its ads use
	rate   float64   // relative number of ads a month
	effect []float64 // by skill, on the logit scale: its own taste and that of its home source
	roles  []float64 // by role, cumulative weights
	places []int     // indexes into words.places
	remote [2]float64
	enter  int
	leave  int
}

// hire is the maker of employers: it knows which names are taken.
type hire struct {
	w     *words
	rng   *rand.Rand
	taken map[string]bool
}

// employer makes a company whose ads at home carry the given effects.
func (h *hire) employer(home []float64, months int) *employer {
	e := &employer{
		about: h.w.about[h.rng.IntN(len(h.w.about))],
		legal: h.w.legal[h.rng.IntN(len(h.w.legal))],
		style: h.rng.IntN(4),
		rate:  math.Exp(h.rng.NormFloat64() * 0.5),
		leave: months,
	}
	e.name, e.slug = h.name()
	for k := range h.w.skills {
		e.effect = append(e.effect, home[k]+h.rng.NormFloat64()*employerSpread)
	}
	sum := 0.0
	for _, r := range h.w.roles {
		sum += r.weight * math.Exp(h.rng.NormFloat64()*0.6)
		e.roles = append(e.roles, sum)
	}
	for range 1 + h.rng.IntN(4) {
		e.places = append(e.places, h.rng.IntN(len(h.w.places)))
	}
	e.remote = [2]float64{h.rng.Float64() * 0.6, 0.3} // chances of remote and, if not, of hybrid work
	return e
}

// name returns a company name that is not taken, and a token for addresses.
func (h *hire) name() (name, slug string) {
	for {
		first, second := h.w.first[h.rng.IntN(len(h.w.first))], h.w.second[h.rng.IntN(len(h.w.second))]
		name = first + second
		if h.taken[name] || strings.EqualFold(first, second) {
			continue
		}
		h.taken[name] = true
		if h.rng.IntN(5) < 3 {
			name += " " + h.w.suffix[h.rng.IntN(len(h.w.suffix))]
		}
		return name, strings.ToLower(strings.ReplaceAll(name, " ", ""))
	}
}

// pick returns an index with chances given by cumulative weights.
func pick(cumulative []float64, rng *rand.Rand) int {
	u := rng.Float64() * cumulative[len(cumulative)-1]
	for i, c := range cumulative {
		if u < c {
			return i
		}
	}
	return len(cumulative) - 1
}
