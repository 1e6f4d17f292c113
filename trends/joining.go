package trends

import (
	"cmp"
	"slices"
)

// Joining says how many ads of a report's window were joined, and what another window for reposts would change (statistics: 1.1).
type Joining struct {
	Ads     int          `json:"ads"`     // in the window, of the query
	Joined  int          `json:"joined"`  // of them, those that continue an earlier ad
	Windows []JoinWindow `json:"windows"` // by length; empty where open openings are counted
	Swaps   []RankSwap   `json:"swaps"`   // among the 20 skills named most; empty if their order holds
}

// JoinWindow is the number of openings there would be if an ad that comes back after so many days were the same opening.
type JoinWindow struct {
	Days     int `json:"days"` // one of Absences
	Openings int `json:"openings"`
}

// RankSwap is a pair of skills of which the first is named by more openings with the window in use, and by fewer with another.
type RankSwap struct {
	First  string `json:"first"`
	Second string `json:"second"`
	Days   int    `json:"days"` // the other window
}

// Joining counts, in the months of the report's window, the ads of a query, those that were joined, and the openings under each
// window of Absences. It needs no texts: the store has noted for each ad how long its job had been absent.
func (p *Panel) Joining(q Query) Joining {
	window := p.Window(p.opt.Window, q.Until)
	q = p.settled(q, window)
	in := map[int32]bool{}
	for _, month := range window {
		in[month] = true
	}
	var j Joining
	for _, u := range p.postings(q) {
		if in[u.month] {
			j.Ads++
			if p.snap.Ads.Opening[u.ad] != p.snap.Ads.Posting[u.ad] {
				j.Joined++
			}
		}
	}
	j.Windows, j.Swaps = []JoinWindow{}, []RankSwap{}
	if q.Active {
		return j
	}
	named := map[int32][]int{} // by window: openings that name each skill
	openings := slices.DeleteFunc(p.openings(q), func(u unit) bool { return !in[u.month] })
	for _, days := range Absences() {
		units := slices.DeleteFunc(p.openingsWithin(q, openings, days), func(u unit) bool { return !in[u.month] })
		j.Windows = append(j.Windows, JoinWindow{int(days), len(units)})
		named[days] = p.named(units, q.Level)
	}
	used := named[int32(p.opt.JoinGap)]
	for _, days := range Absences() {
		if other := named[days]; used != nil {
			j.Swaps = append(j.Swaps, p.swaps(used, other, int(days))...)
		}
	}
	return j
}

// openingsWithin returns what the openings of a query are under another window for reposts.
func (p *Panel) openingsWithin(q Query, openings []unit, days int32) []unit {
	a := &p.snap.Ads
	out := make([]unit, 0, len(openings))
	for _, u := range openings {
		head, found := u.ad, true
		if a.Opening[u.ad] != a.Posting[u.ad] {
			head, found = slices.BinarySearch(a.Posting, a.Opening[u.ad])
		}
		if joined := found && a.Absence[head] >= 0 && int32(a.Absence[head]) <= days; !joined {
			out = append(out, u)
		}
	}
	accept := p.accepts(q)
	for i := range a.Posting { // those that a shorter one parts
		if a.Opening[i] != a.Posting[i] && int32(a.Absence[i]) > days && p.counted(i) && accept(i) {
			out = append(out, unit{i, a.Month[i]})
		}
	}
	return out
}

// named counts the units that name each skill at the level or above, by code.
func (p *Panel) named(units []unit, level Level) []int {
	n := make([]int, len(p.snap.Skills))
	a := &p.snap.Ads
	for _, u := range units {
		for k := a.Start[u.ad]; k < a.Start[u.ad+1]; k++ {
			if Level(a.Level[k]) >= level {
				n[a.Skill[k]]++
			}
		}
	}
	return n
}

// swaps returns the pairs of neighbours among the 20 skills that are named most whose order is another in the other counts.
func (p *Panel) swaps(used, other []int, days int) (out []RankSwap) {
	const most = 20
	order := make([]int, len(used))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(used[b], used[a]), cmp.Compare(a, b)) })
	for i := 1; i < len(order) && i <= most; i++ {
		first, second := order[i-1], order[i]
		if used[first] > used[second] && other[first] < other[second] {
			out = append(out, RankSwap{p.snap.Skills[first], p.snap.Skills[second], days})
		}
	}
	return out
}
