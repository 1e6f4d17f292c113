package market

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// board is one source and everything that is ever on it.
type board struct {
	Source
	employers []*employer
	effect    []float64  // by skill: how its ads differ, on the logit scale
	listings  []*listing // by posting date
}

// ad is the text of a job; a listing is one appearance of it on a board.
type ad struct {
	n        int // counts the ads
	stream   int // names the random stream of its text; the same for ads that read the same
	month    int
	employer *employer
	role     *role
	office   *office // nil for machine-learning work
	title    title
	heading  string // the title as printed
	places   []int
	remote   string // remote, hybrid or onsite
	pay      *pay   // nil if nothing is stated
	payText  bool   // the text tells the pay as well
	asks     []ask
	note     string // a line that makes an ad of a flood its own; "" otherwise
}

// listing is an ad on a board, from posted until closed.
type listing struct {
	ad      *ad
	board   *board
	number  int    // counts all listings by posting date
	id      string // the source's own id
	places  []int
	posted  time.Time
	closed  time.Time // zero: never
	edited  time.Time // when a line was added to the text; zero: never
	opening int
	body    [2][]byte // the rendered answer, before and after the edit; see board.render
}

// open reports whether the listing is up at the moment.
func (l *listing) open(now time.Time) bool {
	return !l.posted.After(now) && (l.closed.IsZero() || l.closed.After(now))
}

// version returns 1 once the listing has been edited, 0 before.
func (l *listing) version(now time.Time) int {
	if l.edited.IsZero() || l.edited.After(now) {
		return 0
	}
	return 1
}

// The calendar of the plan, in months from the market's first. Openings are planned from lead months before it, so that
// the first read of a board finds old ads as it would in life.
const (
	lead       = -3
	joinBoard  = 8  // a board joins: month 9
	joinSite   = 12 // the big site joins: month 13
	floodMonth = 17 // one employer posts 200 ads: month 18
	deathMonth = 19 // a board dies: month 20
)

// The numbers of new machine-learning openings a month, before jitter, and the part of other jobs that come on top.
const (
	onBoards    = 390
	onLantern   = 26
	onTidewater = 130
	inThread    = 56
	flood       = 200
	otherPart   = 0.15
)

// planner decides who posts what when. It draws everything from one stream in a fixed order.
type planner struct {
	m        *Market
	rng      *rand.Rand
	openings int
	threads  []*thread
	flooder  *employer
}

// plan fills the market.
func (p *planner) plan() {
	p.boards()
	var boards, lantern, tidewater, hn []*employer
	for _, b := range p.m.boards {
		switch {
		case b.Kind == "hn":
			hn = b.employers
		case b.Server == "lantern":
			lantern = b.employers
		case b.Server == "tidewater":
			tidewater = b.employers
		default:
			boards = append(boards, b.employers...)
		}
	}
	p.evergreens(boards)
	for t := lead; t < p.m.o.Months; t++ {
		p.post(t, boards, onBoards)
		p.post(t, lantern, onLantern)
		if t >= joinSite-2 {
			p.post(t, tidewater, onTidewater)
		}
		if t == floodMonth {
			p.flood(t)
		}
		p.thread(t, hn)
	}
	p.fillSkills()
	p.number()
}

// post plans the ads of one month of a group of employers: about n for machine learning, and other jobs.
func (p *planner) post(t int, group []*employer, n int) {
	var active []*employer
	var weights []float64
	sum := 0.0
	for _, e := range group {
		if e.enter <= t && t < e.leave {
			sum += e.rate
			active, weights = append(active, e), append(weights, sum)
		}
	}
	ml := n + p.rng.IntN(n/16+1) - n/32
	for i := range ml + int(float64(ml)*otherPart) {
		e := active[pick(weights, p.rng)]
		l := p.list(p.ad(t, e, i >= ml), e.home, p.moment(t), p.duration())
		p.twin(l)
		p.crossPost(l)
		p.repost(l)
		if p.rng.IntN(33) == 0 {
			l.edited = l.posted.Add(l.closed.Sub(l.posted) / 2)
		}
	}
}

// ad makes an ad without skills: those come when all ads are known.
func (p *planner) ad(t int, e *employer, other bool) *ad {
	a := &ad{n: len(p.m.ads), stream: len(p.m.ads), month: t, employer: e}
	p.m.ads = append(p.m.ads, a)
	a.role = &p.m.words.roles[pick(e.roles, p.rng)]
	a.places = []int{e.places[0]}
	if u := p.rng.IntN(10); u < 5 {
		a.places[0] = e.places[p.rng.IntN(len(e.places))]
	} else if u == 9 {
		a.places = slices.Compact(slices.Sorted(slices.Values(e.places)))
	}
	switch {
	case p.rng.Float64() < e.remote[0]:
		a.remote = "remote"
	case p.rng.Float64() < e.remote[1]:
		a.remote = "hybrid"
	default:
		a.remote = "onsite"
	}
	step := p.grade()
	if other {
		a.office = &p.m.words.offices[p.rng.IntN(len(p.m.words.offices))]
		a.title = title{text: a.office.title}
		a.heading = a.title.text
		step = grade{pay: 1}
	} else {
		a.title = a.role.titles[p.rng.IntN(len(a.role.titles))]
		a.heading = step.prefix + a.title.text
		if p.rng.IntN(5) < 2 {
			a.heading += ", " + p.m.words.teams[p.rng.IntN(len(p.m.words.teams))]
		}
	}
	if p.rng.IntN(5) < 2 {
		a.pay = p.pay(a, step.pay)
		a.payText = p.rng.IntN(2) == 0
	}
	return a
}

// list puts an ad on a board, as an opening of its own.
func (p *planner) list(a *ad, b *board, posted time.Time, up time.Duration) *listing {
	p.openings++
	l := &listing{ad: a, board: b, places: a.places, posted: posted, opening: p.openings}
	if up > 0 {
		l.closed = posted.Add(up)
	}
	b.listings = append(b.listings, l)
	return l
}

// moment draws a posting time in the month: mostly on working days.
func (p *planner) moment(t int) time.Time {
	first := p.m.month(t)
	days := int(p.m.month(t+1).Sub(first) / (24 * time.Hour))
	for {
		day := first.AddDate(0, 0, p.rng.IntN(days))
		if wd := day.Weekday(); (wd == time.Saturday || wd == time.Sunday) && p.rng.IntN(7) > 0 {
			continue
		}
		return day.Add(time.Duration(7*60+p.rng.IntN(11*60)) * time.Minute)
	}
}

// duration draws how long an ad stays up: skewed, median 28 days, between 2 and 170.
func (p *planner) duration() time.Duration {
	days := min(170, max(2, 28*math.Exp(p.rng.NormFloat64()*0.75)))
	return time.Duration(days*24*60) * time.Minute
}

// fillSkills calibrates the skills on a sample of the ads and then draws those of every ad.
func (p *planner) fillSkills() {
	skills := p.m.words.skills
	first, last := p.m.window()
	var sample []*ad
	for _, a := range p.m.ads {
		if a.office == nil && a.note == "" && a.employer.home.Server != "tidewater" && first <= a.month && a.month <= last {
			sample = append(sample, a)
		}
	}
	p.rng.Shuffle(len(sample), func(i, j int) { sample[i], sample[j] = sample[j], sample[i] })
	sample = sample[:min(len(sample), 600)]
	calibrate(skills, sample, float64(last-first)/2, p.m.o.Months-lead, p.rng)
	for _, a := range p.m.ads {
		if a.office == nil && a.note == "" {
			a.asks = draw(skills, a, a.month-lead, float64(a.month)-float64(first+last)/2, p.rng)
		}
	}
}

// number sorts every board by posting date and hands out ids.
func (p *planner) number() {
	var all []*listing
	for _, b := range p.m.boards {
		slices.SortStableFunc(b.listings, func(x, y *listing) int { return x.posted.Compare(y.posted) })
		all = append(all, b.listings...)
	}
	slices.SortStableFunc(all, func(x, y *listing) int { return cmp.Compare(x.posted.Unix(), y.posted.Unix()) })
	for i, l := range all {
		l.number = i
		l.id = externalID(p.m.o.Seed, l)
	}
	p.m.threads = p.threads
}
