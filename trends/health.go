package trends

import (
	"slices"
	"time"
)

// State says how a source fares.
type State string

// The states, those that ask for somebody's attention last.
const (
	StateOK        State = "ok"         // read whole, and it has openings
	StateEmpty     State = "empty"      // read whole, and no opening is up
	StateNeverRead State = "never read" // not read yet, or switched on just now
	StateStale     State = "stale"      // no whole read for three times its interval, or for 7 days where it has none
	StateShrinking State = "shrinking"  // the last read brought so few ads that it was taken for broken, see Usual
	StateFailing   State = "failing"    // the last read failed, or saw only a part
	StateRefused   State = "refused"    // robots.txt, a guard or the operator forbids to read it
)

// States lists the states in the order above.
func States() []State {
	return []State{StateOK, StateEmpty, StateNeverRead, StateStale, StateShrinking, StateFailing, StateRefused}
}

// Watch is a source that ought to be read.
type Watch struct {
	Source string        // key
	Every  time.Duration // shortest time between two reads; 0 is every run
	Off    string        // why it is not read; "" if it is
}

// Health is how a source fares, as far as its reads tell. Times are RFC 3339 UTC, "" if there is none.
type Health struct {
	Source    string `json:"source"`
	State     State  `json:"state"`
	Trouble   bool   `json:"trouble"`         // the state asks for attention
	LastWhole string `json:"last_whole_read"` // start of the last read that saw everything
	Days      Number `json:"days"`            // since then, in whole days; null if there was none
	LastRead  string `json:"last_read"`       // start of the last read, however it ended
	Open      int    `json:"open"`            // postings that are up, as far as is known
	New       int    `json:"new"`             // postings that the last read saw for the first time
	Since     string `json:"since"`           // start of the first read of the trouble; for a stale source the last whole read
	Error     string `json:"error"`           // of the last read; for a source that is switched off the reason
}

// Without an interval of its own, a source is stale when it was not read whole for staleAfter: beyond a week a month has a hole
// (Options.CrawlGap). Otherwise it may miss two reads.
const (
	staleAfter     = 7 * 24 * time.Hour
	staleIntervals = 3
)

// Health says how each of the sources fares at the given time, in their order.
func (s *Snapshot) Health(list []Watch, now time.Time) []Health {
	index, open := map[string]int{}, make([]int, len(s.Sources))
	for i := range s.Sources {
		index[s.Sources[i].Key] = i
	}
	for i, src := range s.Ads.Source {
		if s.Ads.Closed[i] == NoTime {
			open[src]++
		}
	}
	var out []Health
	for _, w := range list {
		if i, ok := index[w.Source]; ok {
			out = append(out, w.health(s.Sources[i].Crawls, open[i], now))
			continue
		}
		out = append(out, w.health(nil, 0, now))
	}
	return out
}

// health says how a source fares, from its reads ordered by start and the number of its postings that are up.
func (w Watch) health(crawls []Crawl, open int, now time.Time) Health {
	h := Health{Source: w.Source, Days: Undefined(), Open: open}
	trouble, whole := 0, time.Time{} // index of the first read after the last whole one, and when that was
	for i := range crawls {
		if crawls[i].Whole() {
			trouble, whole = i+1, crawls[i].Started
		}
	}
	if !whole.IsZero() {
		h.LastWhole, h.Days = stamp(whole), Number(int(now.Sub(whole).Hours()/24))
	}
	if len(crawls) > 0 {
		last := &crawls[len(crawls)-1]
		h.LastRead, h.New, h.Error = stamp(last.Started), last.New, last.Error
	}
	h.State = w.state(crawls, open, whole, now)
	switch {
	case h.State == StateStale:
		h.Since = h.LastWhole
	case trouble < len(crawls):
		h.Since = stamp(crawls[trouble].Started)
	}
	if w.Off != "" {
		h.Error = w.Off
	}
	h.Trouble = w.Off == "" && slices.Index(States(), h.State) >= slices.Index(States(), StateStale)
	return h
}

// state judges the last read first: what it says is newer than what the time since the last whole one says.
func (w Watch) state(crawls []Crawl, open int, whole, now time.Time) State {
	limit := staleAfter
	if w.Every > 0 {
		limit = staleIntervals * w.Every
	}
	if w.Off != "" {
		return StateRefused
	}
	if len(crawls) == 0 {
		return StateNeverRead
	}
	switch last := &crawls[len(crawls)-1]; {
	case last.Outcome == OutcomeRefused:
		return StateRefused
	case last.Outcome == OutcomePartial && shrunken(crawls, open):
		return StateShrinking
	case !last.Whole():
		return StateFailing
	case now.Sub(whole) > limit:
		return StateStale
	case open == 0:
		return StateEmpty
	}
	return StateOK
}

// shrunken reports whether the last read brought nothing while postings are up, or less than 40 % of what is usual: by this the
// store takes it for a broken one, and closes nothing.
func shrunken(crawls []Crawl, open int) bool {
	last := &crawls[len(crawls)-1]
	usual, known := Usual(crawls[:len(crawls)-1])
	return last.Seen == 0 && open > 0 || known && float64(last.Seen) < 0.4*float64(usual)
}

// Usual returns the median number of ads that the last 8 complete reads brought; it is not known before there are 5.
func Usual(crawls []Crawl) (ads int, known bool) {
	var seen []int
	for i := len(crawls) - 1; i >= 0 && len(seen) < 8; i-- {
		if crawls[i].Outcome == OutcomeComplete {
			seen = append(seen, crawls[i].Seen)
		}
	}
	if len(seen) < 5 {
		return 0, false
	}
	slices.Sort(seen)
	return seen[len(seen)/2], true
}

// stamp writes a time as RFC 3339 UTC, the zero time as "".
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
