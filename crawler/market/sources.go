package market

import (
	"math"
	"math/rand/v2"
	"time"
)

// boards makes the sources and their employers. Boards of the vendors belong to one employer each, the sites and the
// monthly thread to many. The last Ashby board stays empty, the last Greenhouse board dies, the one before joins late, the
// one before that belongs to the employer that will flood it.
func (p *planner) boards() {
	h := &hire{w: p.m.words, rng: p.rng, taken: map[string]bool{"Tidewater": true, "Lantern": true}}
	const greenhouse, lever, ashby = 14, 8, 8
	for i := range greenhouse {
		b := p.vendorBoard(h, "greenhouse", "greenhouse")
		e := b.employers[0]
		switch i {
		case greenhouse - 1:
			b.Until = p.m.month(deathMonth).AddDate(0, 0, 11)
			e.leave = deathMonth + 1
		case greenhouse - 2:
			b.From = p.m.month(joinBoard).AddDate(0, 0, 8)
			e.enter = joinBoard - 2 // what it posted before it joined is its backlog
		case greenhouse - 3:
			p.flooder = e
			e.rate = 0.4
		case 0, 1:
			e.enter = 5 + 6*i
		case 2, 3:
			e.leave = 10 + 4*i
		}
	}
	for i := range lever {
		if i == lever-1 {
			b := p.vendorBoard(h, "lever", "lever-eu")
			b.Region = "eu"
			continue
		}
		p.vendorBoard(h, "lever", "lever")
	}
	for i := range ashby {
		b := p.vendorBoard(h, "ashby", "ashby")
		switch i {
		case 0:
			b.Board += " labs" // a token with a space, as real ones have
		case ashby - 1:
			b.Empty = true
			b.employers = nil
		}
	}
	p.site(h, "lantern", "/jobs", 10, false)
	p.site(h, "tidewater", "/", 44, true)
	p.crowd(h, &board{Source: Source{Kind: "hn", Board: "whoishiring", Server: "hn"}}, 74, 0.5)
}

// vendorBoard adds a board with one employer.
func (p *planner) vendorBoard(h *hire, kind, server string) *board {
	b := &board{Source: Source{Kind: kind, Server: server}}
	p.crowd(h, b, 1, sourceSpread)
	b.Board, b.Company = b.employers[0].slug, b.employers[0].name
	return b
}

// site adds a job site. The late one differs from all others in what its employers ask for.
func (p *planner) site(h *hire, name, path string, employers int, late bool) {
	b := &board{Source: Source{Kind: "jsonld", Board: name, Server: name, Path: path}}
	if late {
		b.From = p.m.month(joinSite).AddDate(0, 0, 4)
	}
	p.crowd(h, b, employers, sourceSpread)
}

// crowd gives a board its taste and its employers, and adds it to the market. Where there are many employers, half of
// them come or go.
func (p *planner) crowd(h *hire, b *board, n int, spread float64) {
	for _, s := range p.m.words.skills {
		effect := p.rng.NormFloat64() * spread
		if b.Board == "tidewater" {
			effect += s.late
		}
		b.effect = append(b.effect, effect)
	}
	for range n {
		e := h.employer(b.effect, p.m.o.Months)
		e.home, e.enter = b, lead
		if n > 1 && p.rng.IntN(2) == 0 {
			e.enter = p.rng.IntN(p.m.o.Months) - p.m.o.Months/3
			e.leave = e.enter + 6 + p.rng.IntN(p.m.o.Months)
		}
		b.employers = append(b.employers, e)
	}
	p.m.boards = append(p.m.boards, b)
}

// pay is a stated base pay in whole units a year.
type pay struct {
	min, max int
	currency string
}

// grade is a step of a career; pay multiplies the pay.
type grade struct {
	prefix string
	pay    float64
}

// grade draws a step of a career; most are ordinary or senior.
func (p *planner) grade() grade {
	steps := []grade{{"", 1}, {"Senior ", 1.25}, {"Staff ", 1.55}, {"Lead ", 1.45}, {"Principal ", 1.75}, {"Junior ", 0.7}}
	return steps[pick([]float64{44, 76, 83, 90, 93, 100}, p.rng)]
}

// pay draws a pay range that fits the grade and the first place of the ad.
func (p *planner) pay(a *ad, grade float64) *pay {
	base := 145000.0
	if a.office != nil {
		base = 62000
	}
	where := p.m.words.places[a.places[0]]
	low := base * grade * where.pay * math.Exp(p.rng.NormFloat64()*0.12)
	high := low * (1.1 + 0.3*p.rng.Float64())
	round := func(x float64) int { return int(math.Round(x/1000)) * 1000 }
	return &pay{round(low), round(high), where.currency}
}

// uuid returns an id in the form that Lever and Ashby use, the same for the same number.
func uuid(seed uint64, number int) string {
	rng := rand.New(rand.NewPCG(seed, uint64(number)<<8|uuidStream))
	const hex = "0123456789abcdef"
	out := []byte("00000000-0000-4000-8000-000000000000")
	for i, c := range out {
		if c == '0' {
			out[i] = hex[rng.IntN(16)]
		}
	}
	return string(out)
}

// The numbers of the random streams; a stream of an ad is its number shifted left by eight, plus one of these.
const (
	textStream = 2
	uuidStream = 3
)

// day is a calendar day, 24 hours.
const day = 24 * time.Hour
