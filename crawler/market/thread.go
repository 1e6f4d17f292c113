package market

import (
	"math"
	"slices"
	"time"
)

// thread is a monthly "Who is hiring?" story; its ads are listings of the hn board.
type thread struct {
	id    int // of the story; the two stories beside it have the next ids
	month int
	at    time.Time
	posts []*listing
}

// The first ids of stories and comments. Stories come ten a month, comments five apart so that replies fit between.
const (
	firstStory   = 38000000
	firstComment = 40000000
)

// thread plans the thread of a month: new ads of employers that did not post yet this month, and ads of last month that
// are posted again with the same text.
func (p *planner) thread(t int, group []*employer) {
	th := &thread{id: firstStory + 10*(t-lead), month: t, at: firstWeekday(p.m.month(t)).Add(15 * time.Hour)}
	used := map[*employer]bool{}
	if n := len(p.threads); n > 0 {
		for _, l := range p.threads[n-1].posts {
			if l.ad.month == t-1 && l.ad.employer.leave > t && p.rng.IntN(9) < 2 {
				used[l.ad.employer] = true
				p.inThread(th, l.ad).opening = l.opening
			}
		}
	}
	order := p.rng.Perm(len(group))
	for left, others := inThread, inThread/7; left+others > 0 && len(order) > 0; order = order[1:] {
		e := group[order[0]]
		if used[e] || t < e.enter || t >= e.leave {
			continue
		}
		p.inThread(th, p.ad(t, e, left == 0))
		if left > 0 {
			left--
		} else {
			others--
		}
	}
	slices.SortStableFunc(th.posts, func(a, b *listing) int { return a.posted.Compare(b.posted) })
	p.threads = append(p.threads, th)
}

// inThread posts an ad in a thread: most come on the first day, and none is ever taken down.
func (p *planner) inThread(th *thread, a *ad) *listing {
	hours := min(500, 0.2-math.Log(1-p.rng.Float64())*30)
	l := p.list(a, a.employer.home, th.at.Add(time.Duration(hours*60)*time.Minute), 0)
	th.posts = append(th.posts, l)
	return l
}

// firstWeekday returns the first day of a month that is no weekend.
func firstWeekday(first time.Time) time.Time {
	for first.Weekday() == time.Saturday || first.Weekday() == time.Sunday {
		first = first.AddDate(0, 0, 1)
	}
	return first
}
