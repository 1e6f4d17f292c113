package trends

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// JobKey returns the exact key under which ads are taken for the same job: employer, title, places and text, each
// normalised (case, punctuation and spacing do not matter, nor the order of places). Ads of an unknown employer are never joined: their key is their own identity.
func JobKey(p *Posting, text string) int64 {
	employer := EmployerKey(p.Employer)
	if employer == "" {
		return p.Key()
	}
	places := make([]string, len(p.Places))
	for i, place := range p.Places {
		places[i] = strings.Join(plainWords(place), " ")
	}
	slices.Sort(places)
	return Hash63(employer, strings.Join(plainWords(p.Title), " "), strings.Join(slices.Compact(places), "|"), textKey(text))
}

// textKey is the text as it is compared: its letters and digits in lower case, in order.
func textKey(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		if r < 0x80 {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
				b.WriteByte(byte(r))
			}
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// Sighting is when and where one ad was up.
type Sighting struct {
	Posting     int64
	Source      string
	Requisition string // Posting.Requisition; "" if unknown
	Thread      int32  // for monthly threads: the place of its month among the source's months; -1 for other sources
	From        int32  // DayNumber of the first day it was up
	To          int32  // DayNumber of the last day it was seen up
}

// Join joins ads of one job, that is ads with the same JobKey. An ad begins a new job when all before it have been absent
// for more than gap days; absence between two threads of one source is counted in threads, and one skipped thread is
// enough, or the length of months would decide. Ads of one source with different requisitions are different jobs.
// opening joins over all sources, record inside each source alone; each is named by the posting that begins it. Both are
// in the order of s. The order of s does not matter otherwise.
func Join(s []Sighting, gap int32) (opening, record []int64) {
	order := make([]int, len(s))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(s[a].From, s[b].From), cmp.Compare(s[a].Thread, s[b].Thread), cmp.Compare(s[a].Posting, s[b].Posting))
	})
	opening, record = make([]int64, len(s)), make([]int64, len(s))
	var all chains
	bySource := map[string]*chains{}
	for _, i := range order {
		own := bySource[s[i].Source]
		if own == nil {
			own = &chains{}
			bySource[s[i].Source] = own
		}
		opening[i] = all.add(&s[i], gap)
		record[i] = own.add(&s[i], gap)
	}
	return opening, record
}

// chains are the jobs begun so far, in order of their beginning.
type chains []*chain

// chain is a run of ads without a long absence.
type chain struct {
	id           int64
	to           int32             // last day any of them was up
	threads      map[string]int32  // last thread by source
	requisitions map[string]string // by source
}

// add puts the next ad in order of time into the chain it continues, or begins one, and returns the job's name.
func (cs *chains) add(s *Sighting, gap int32) int64 {
	var best *chain
	for _, c := range *cs {
		if c.continues(s, gap) && c.fits(s) && (best == nil || c.closer(best, s)) {
			best = c
		}
	}
	if best == nil {
		best = &chain{id: s.Posting, to: s.To, threads: map[string]int32{}, requisitions: map[string]string{}}
		*cs = append(*cs, best)
	}
	best.to = max(best.to, s.To)
	if s.Thread >= 0 {
		best.threads[s.Source] = max(best.threads[s.Source], s.Thread)
	}
	if s.Requisition != "" {
		best.requisitions[s.Source] = s.Requisition
	}
	return best.id
}

// continues reports whether the ad follows the chain without a long absence.
func (c *chain) continues(s *Sighting, gap int32) bool {
	last, seen := c.threads[s.Source]
	if s.Thread >= 0 && seen {
		return s.Thread-last <= 1
	}
	return s.From-c.to <= gap
}

// fits reports whether nothing says that the ad is another job of the same employer.
func (c *chain) fits(s *Sighting) bool {
	own := c.requisitions[s.Source]
	return own == "" || s.Requisition == "" || own == s.Requisition
}

// closer reports whether c is a better continuation for the ad than d: the same requisition first, then the one seen last.
func (c *chain) closer(d *chain, s *Sighting) bool {
	if s.Requisition != "" {
		same, other := c.requisitions[s.Source] == s.Requisition, d.requisitions[s.Source] == s.Requisition
		if same != other {
			return same
		}
	}
	return c.to > d.to
}
