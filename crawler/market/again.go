package market

import (
	"fmt"
	"slices"
	"time"
)

// evergreens gives every board an ad that was there before the start and never goes: boards are rarely empty.
func (p *planner) evergreens(group []*employer) {
	for _, e := range group {
		p.list(p.ad(lead, e, false), e.home, p.moment(lead), 0)
	}
}

// twin posts an ad of a Greenhouse board a second time for another city, as a post of the same job.
func (p *planner) twin(l *listing) {
	e := l.ad.employer
	if l.board.Kind != "greenhouse" || len(e.places) < 2 || p.rng.IntN(40) > 0 {
		return
	}
	other := p.list(l.ad, l.board, l.posted.Add(time.Minute), l.closed.Sub(l.posted))
	other.opening = l.opening
	other.places = []int{e.places[len(e.places)-1]}
	if slices.Equal(other.places, l.places) {
		other.places = []int{e.places[0]}
	}
}

// crossPost carries an ad over to the sites: some to the small one, and more to the big one, for what is open there.
func (p *planner) crossPost(l *listing) {
	sites := []struct {
		server string
		chance float64
	}{{"lantern", 0.03}, {"tidewater", 0.17}}
	for _, site := range sites {
		if p.rng.Float64() >= site.chance || l.board.Kind == "jsonld" {
			continue
		}
		for _, b := range p.m.boards {
			posted := l.posted.Add(time.Duration(p.rng.IntN(3*24*60)) * time.Minute)
			if b.Server != site.server || !posted.Before(l.closed) || posted.Before(b.From.AddDate(0, -2, 0)) {
				continue
			}
			p.list(l.ad, b, posted, l.closed.Sub(posted)).opening = l.opening
		}
	}
}

// repost takes some ads down and puts the same text up again under a new id: within 30 days, which is the same opening,
// or later, which is a new one.
func (p *planner) repost(l *listing) {
	if p.rng.IntN(20) > 0 {
		return
	}
	soon := p.rng.IntN(2) == 0
	gap := time.Duration(42+p.rng.IntN(25)) * day
	if soon {
		gap = time.Duration(4+p.rng.IntN(14)) * day
	}
	again := p.list(l.ad, l.board, l.closed.Add(gap), p.duration())
	if soon {
		again.opening = l.opening
	}
}

// flood posts two hundred ads of one employer within three weeks. They differ by a number only, and ask for what that
// employer's customers happen to use.
func (p *planner) flood(t int) {
	w := p.m.words
	var asks []ask
	for _, id := range []string{"java", "azure", "sql", "excel", "agile", "python", "databricks"} {
		asks = append(asks, ask{w.skill(id), required})
	}
	stream := len(p.m.ads)
	for i := range flood {
		a := p.ad(t, p.flooder, false)
		a.stream, a.remote, a.pay, a.payText = stream, "hybrid", nil, false
		a.role, a.title = &w.roles[0], w.roles[0].titles[0]
		a.heading = a.title.text + ", Client Projects"
		a.asks = asks
		a.places = []int{p.rng.IntN(len(w.places))}
		a.note = fmt.Sprintf("Project %d of our client programme.", 100+i)
		posted := p.m.month(t).AddDate(0, 0, 2+p.rng.IntN(20)).Add(time.Duration(8*60+p.rng.IntN(600)) * time.Minute)
		p.list(a, p.flooder.home, posted, time.Duration(30+p.rng.IntN(25))*day)
	}
}
