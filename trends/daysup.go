package trends

import (
	"fmt"
	"slices"

	"trends/trends/stats"
)

// DaysUp says how many days ads stayed up: not how long it took to hire, since a vanished ad is not a hired person. It is estimated over
// new openings, with those still up known to last longer (Kaplan and Meier 1958).
type DaysUp struct {
	Openings int    `json:"openings"` // new in the window, of sources that show when an ad ends
	Ended    int    `json:"ended"`    // of them gone
	Median   Number `json:"median"`   // days; null where it is not reached, see Longest
	Low      Number `json:"low"`      // interval; null where no limit is reached
	High     Number `json:"high"`
	Longest  Number `json:"longest"` // days that the ad watched longest was up; the median is more than that where it is null
	Under    int    `json:"under"`   // days of the longest crawl gap, if no ad was up for longer: they are not told apart; else 0
	Lacks    string `json:"lacks"`   // what is missing to say anything; "" if nothing
}

// leastEnded is how many ads must have ended for a median.
const leastEnded = 20

// stayed estimates the days up of the openings of stays.
func (p *Panel) stayed(stays []stats.Stay) DaysUp {
	s := stats.KaplanMeier(stays, p.opt.Confidence)
	d := DaysUp{Openings: s.Openings, Ended: s.Events, Median: Undefined(), Low: Undefined(), High: Undefined(), Longest: Undefined()}
	if s.Events < leastEnded {
		d.Lacks = fmt.Sprintf("%d more ads that ended", leastEnded-s.Events)
		return d
	}
	d.Longest = Number(s.Times[len(s.Times)-1])
	if d.Longest <= Number(p.opt.CrawlGap) {
		d.Under = p.opt.CrawlGap
		return d
	}
	median, low, high := s.Quantile(0.5)
	d.Median, d.Low, d.High = Number(median), Number(low), Number(high)
	return d
}

// daysUp estimates the days up of new openings of the window that name the skill, and of all; code -1 is a skill that no ad names.
// Without a complete month all new openings count.
func (p *Panel) daysUp(q Query, window []int32, code int) (with, all DaysUp) {
	stays := p.stays()
	var named, every []stats.Stay
	for _, u := range p.openings(q) {
		head, _ := slices.BinarySearch(p.snap.Ads.Posting, p.snap.Ads.Opening[u.ad])
		if len(window) > 0 && !slices.Contains(window, u.month) || stays[head].Time == 0 {
			continue
		}
		every = append(every, stays[head])
		if code < 0 {
			continue
		}
		if level := p.level(u.ad, uint16(code)); level != LevelNone && level >= q.Level {
			named = append(named, stays[head])
		}
	}
	return p.stayed(named), p.stayed(every)
}

// stays returns how long each opening was up, at the place of the ad that begins it: from the first day one of its ads was posted to the
// last day one of them is known to have been up. Openings without an ad whose end can be seen have the zero value.
func (p *Panel) stays() []stats.Stay {
	a := &p.snap.Ads
	lives := make([]life, a.Len())
	for i := range a.Posting {
		if l, ok := p.life(i); ok {
			if head, found := slices.BinarySearch(a.Posting, a.Opening[i]); found {
				lives[head].join(l)
			}
		}
	}
	out := make([]stats.Stay, len(lives))
	for i, l := range lives {
		if l.known {
			out[i] = stats.Stay{Entry: float64(l.seen - l.posted), Time: l.end - float64(l.posted), Closed: !l.up}
		}
	}
	return out
}

// life is when an ad, or the ads of one opening, were up.
type life struct {
	known        bool
	posted, seen int32   // days: of its posting, and from which on it was watched
	end          float64 // day of its end, or, while it is up, of the last read
	up           bool
}

// life returns when ad i was up. ok is false where its end cannot be seen: in archives and monthly threads, which say nothing of it, and
// for ads that were there before their source was watched.
func (p *Panel) life(i int) (l life, ok bool) {
	a, c := &p.snap.Ads, &p.cover[p.snap.Ads.Source[i]]
	if !p.fresh[i] || c.declared[a.Month[i]] || c.LastRead() == NoTime || a.Posted[i] == NoTime {
		return l, false
	}
	l = life{known: true, posted: a.Posted[i], seen: max(a.FirstSeen[i], a.Posted[i])}
	if a.Closed[i] == NoTime {
		l.up, l.end = true, float64(max(c.LastRead(), l.seen))
		return l, true
	}
	last := max(a.LastSeen[i], a.FirstSeen[i])
	if last >= a.Closed[i] { // it was up until its own deadline
		l.end = float64(a.Closed[i])
	} else { // it ended somewhere between the last read that saw it and the first that did not
		l.end = float64(last+a.Closed[i]) / 2
	}
	return l, true
}

// join adds another ad of the same opening.
func (l *life) join(other life) {
	if !l.known {
		*l = other
		return
	}
	l.posted, l.seen = min(l.posted, other.posted), min(l.seen, other.seen)
	switch {
	case l.up == other.up:
		l.end = max(l.end, other.end)
	case other.up:
		l.end, l.up = other.end, true
	}
}
