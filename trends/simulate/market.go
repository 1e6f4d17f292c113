package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"

	"trends/trends"
)

// The sizes of a market. They are assumptions, made before there were data to measure them on.
const (
	sources      = 10
	employers    = 300
	ads          = 500 // a month, before half of the employers come or go; the big source posts as many
	bigEmployers = 120 // of the big source
	sprayed      = 200 // ads of the one employer

	spreadSize     = 1.1 // of employers' logarithms of ads a month (standard deviation, as all spreads)
	spreadSource   = 0.6 // of a source's log odds of a skill
	spreadEmployer = 1.0 // of an employer's
	spreadMonth    = 0.05
	spreadWild     = 0.25 // of a month's, for skills with large shocks

	rarest, commonest = 0.005, 0.5 // shares of skills, evenly spread on the log scale
	changing          = 5          // one skill in so many changes

	firstMonth = 2020 * 12 // the calendar matters to the yearly wave only
)

// Market is one made-up labour market: its ads as a database would hold them, and what was planted.
type Market struct {
	Snapshot *trends.Snapshot
	Months   int
	Change   []float64 // by index in Snapshot.Skills: change of the log odds from the first month to the last; 0 for most
}

// NewMarket draws a market of so many months and skills, at most 65,536. Draws depend on r and the arguments alone.
func NewMarket(s Scenario, months, skills int, r *rand.Rand) *Market {
	d := &draw{Rand: r, scenario: s, months: months, skills: skills,
		market: &Market{Snapshot: &trends.Snapshot{Countries: []string{""}, Currencies: []string{""}, Employers: []trends.Employer{{}}, Taxonomy: "made up"}, Months: months}}
	d.people()
	d.demand()
	for i := range d.employers {
		d.post(i)
	}
	a := &d.market.Snapshot.Ads
	a.Start = append(a.Start, uint32(len(a.Skill)))
	return d.market
}

// draw is a market in the making.
type draw struct {
	*rand.Rand
	scenario       Scenario
	months, skills int
	market         *Market
	employers      []employer
	level          [][]float64 // by source, skill: log odds
	shock          [][]float64 // by month, skill: what moves all of the month's log odds
}

// employer is one employer's source, and how many ads it posts a month on average.
type employer struct {
	source int
	volume []float64
}

// people draws sources and employers.
func (d *draw) people() {
	for range employers {
		d.employers = append(d.employers, employer{source: d.IntN(sources)})
	}
	d.volumes(d.employers, d.stay)
	if d.scenario.bigSource {
		own := make([]employer, bigEmployers)
		for i := range own {
			own[i].source = sources
		}
		d.volumes(own, func() (int, int) { return d.months / 2, d.months })
		d.employers = append(d.employers, own...)
	}
	if d.scenario.bigEmployer {
		last := max(1, d.months/4)
		volume := make([]float64, d.months)
		for m := d.months - last; m < d.months; m++ {
			volume[m] = sprayed / float64(last)
		}
		d.employers = append(d.employers, employer{0, volume})
	}
	first, end := trends.MonthName(firstMonth), trends.MonthName(firstMonth+int32(d.months)-1)
	s := d.market.Snapshot
	for i := range sources + 1 {
		s.Sources = append(s.Sources, trends.SourceState{Key: fmt.Sprintf("source%02d", i), Kind: trends.KindImport,
			Crawls: []trends.Crawl{{Outcome: trends.OutcomeComplete, From: first, To: end}}})
	}
	for i := range d.employers {
		key := fmt.Sprintf("employer%04d", i)
		s.Employers = append(s.Employers, trends.Employer{Key: key, Name: key})
	}
}

// volumes shares ads out over employers of very different size, each from the month that stay returns up to the next.
func (d *draw) volumes(list []employer, stay func() (from, to int)) {
	rate, sum := make([]float64, len(list)), 0.0
	for i := range rate {
		rate[i] = math.Exp(spreadSize * d.NormFloat64())
		sum += rate[i]
	}
	for i := range list {
		list[i].volume = make([]float64, d.months)
		from, to := stay()
		for m := max(0, from); m < min(to, d.months); m++ {
			list[i].volume[m] = rate[i] * ads / sum
		}
	}
}

// stay draws from when to when an employer posts: half of them all the time, the others for at least a quarter of it, some of which
// may lie before the first month.
func (d *draw) stay() (from, to int) {
	if d.Float64() >= 0.5 {
		return 0, d.months
	}
	early := (d.months + 1) / 2
	from = d.IntN(early+d.months) - early
	least := max(3, d.months/4)
	return from, from + least + d.IntN(d.months+1-least)
}

// demand draws the skills: how common each is in each source, which change, and what moves them from month to month.
func (d *draw) demand() {
	s := d.market.Snapshot
	d.level = make([][]float64, sources+1)
	for i := range d.level {
		d.level[i] = make([]float64, d.skills)
	}
	for k := range d.skills {
		s.Skills = append(s.Skills, fmt.Sprintf("skill%05d", k))
		share := rarest * math.Pow(commonest/rarest, d.Float64())
		for i := range d.level {
			d.level[i][k] = math.Log(share/(1-share)) + spreadSource*d.NormFloat64()
		}
	}
	d.market.Change = make([]float64, d.skills)
	odds := []float64{1.5, 2, 3, 1 / 1.5, 1. / 2, 1. / 3}
	for _, k := range d.Perm(d.skills)[:d.skills/changing] {
		d.market.Change[k] = math.Log(odds[d.IntN(len(odds))])
	}
	d.shocks()
}

// shocks draws what moves all of a month's log odds of a skill. With swing each month keeps part of the last one's.
func (d *draw) shocks() {
	spread := make([]float64, d.skills)
	for k := range spread {
		spread[k] = spreadMonth
		if d.scenario.uneven && d.Float64() < 0.2 {
			spread[k] = spreadWild
		}
	}
	keep := d.scenario.swing
	last := make([]float64, d.skills) // in units of spread
	for m := range d.months {
		row := make([]float64, d.skills)
		for k := range row {
			fresh := d.NormFloat64()
			if m > 0 {
				fresh = keep*last[k] + math.Sqrt(1-keep*keep)*fresh
			}
			last[k], row[k] = fresh, spread[k]*fresh
		}
		d.shock = append(d.shock, row)
	}
}

// post draws the ads of one employer, whose taste for each skill is its own for good: ads of one employer are alike.
func (d *draw) post(employer int) {
	e := &d.employers[employer]
	taste := make([]float64, d.skills)
	for k := range taste {
		taste[k] = d.level[e.source][k] + spreadEmployer*d.NormFloat64()
	}
	share := make([]float64, d.skills)
	for m, volume := range e.volume {
		if volume == 0 {
			continue
		}
		n := int(distuv.Poisson{Lambda: volume, Src: d.Rand}.Rand())
		if n == 0 {
			continue
		}
		way := float64(m)/float64(d.months-1) - 0.5
		for k := range share {
			share[k] = 1 / (1 + math.Exp(-(taste[k] + way*d.market.Change[k] + d.shock[m][k])))
		}
		for range n {
			d.ad(e.source, employer+1, m, share)
		}
	}
}

// ad draws the skills of one ad, and adds it.
func (d *draw) ad(source, employer, month int, share []float64) {
	a := &d.market.Snapshot.Ads
	id, calendar := int64(a.Len()+1), firstMonth+int32(month)
	day := trends.FirstDay(calendar)
	a.Posting, a.Opening, a.Record = append(a.Posting, id), append(a.Opening, id), append(a.Record, id)
	a.Source, a.Employer = append(a.Source, uint16(source)), append(a.Employer, uint32(employer))
	a.Month, a.Posted, a.FirstSeen, a.Closed = append(a.Month, calendar), append(a.Posted, day), append(a.FirstSeen, day), append(a.Closed, trends.NoTime)
	a.Absence = append(a.Absence, -1)
	a.ML, a.Roles, a.Seniority = append(a.ML, true), append(a.Roles, 0), append(a.Seniority, 0)
	a.Remote, a.Country = append(a.Remote, 0), append(a.Country, 0)
	a.LastSeen, a.PayMin, a.PayMax = append(a.LastSeen, trends.NoTime), append(a.PayMin, 0), append(a.PayMax, 0)
	a.PayPeriod, a.Currency = append(a.PayPeriod, 0), append(a.Currency, 0)
	a.Start = append(a.Start, uint32(len(a.Skill)))
	for k, p := range share {
		if d.Float64() < p {
			a.Skill, a.Level = append(a.Skill, uint16(k)), append(a.Level, uint8(trends.LevelMentioned))
		}
	}
}

// Random returns the random numbers of one market. They depend on the arguments alone, so that a market is the same whatever others
// are drawn beside it, and in whatever order.
func Random(seed uint64, s Scenario, months, run int) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(trends.Hash63(s.Name, strconv.Itoa(months), strconv.Itoa(run)))))
}
