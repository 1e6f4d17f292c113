package trends

import (
	"fmt"
	"runtime"
	"sync"

	"trends/trends/stats"
)

// compare sets the adjusted premium of every skill with support, and q over all of them.
func (l *payList) compare(r *PayReport) {
	var wait sync.WaitGroup
	next := make(chan *PayRow)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for row := range next {
				l.premium(row)
			}
		})
	}
	for i := range r.Skills {
		next <- &r.Skills[i]
	}
	close(next)
	wait.Wait()
	var compared []*PayRow
	var p []float64
	for i := range r.Skills {
		if row := &r.Skills[i]; row.Lacks == "" {
			compared, p = append(compared, row), append(p, float64(row.P))
		}
	}
	r.Pay.Compared = len(compared)
	for i, q := range stats.BH(p) {
		compared[i].Q = Number(q)
	}
}

// premium compares the ads with a skill to those without it.
func (l *payList) premium(r *PayRow) {
	has := make([]bool, len(l.ads))
	for _, i := range l.having(r.Skill) {
		has[i] = true
	}
	with, without := make([]bool, len(l.used)), map[uint32]bool{}
	for i, at := range l.used {
		with[i] = has[at]
		if !has[at] {
			r.Without++
			without[l.ads[at].employer] = true
		}
	}
	r.WithoutEmployers = len(without)
	if r.Lacks = r.lacks(l.p.opt); r.Lacks != "" {
		return
	}
	premium := l.design.Premium(with, l.p.opt.Confidence)
	if !premium.OK {
		r.Lacks = premium.Reason
		return
	}
	r.Premium, r.PremiumLow, r.PremiumHigh = Number(premium.Premium), Number(premium.Low), Number(premium.High)
	r.P = Number(premium.P)
}

// lacks says what support is missing for a comparison; "" if nothing.
func (r *PayRow) lacks(o Options) string {
	for _, want := range []struct {
		has, least int
		what       string
	}{
		{r.Used, o.MinMentions, "ads with it that state pay"},
		{r.Without, o.MinMentions, "ads without it that state pay"},
		{r.PayFigures.Employers, o.MinEmployers, "employers with such ads"},
		{r.WithoutEmployers, o.MinEmployers, "employers without it that state pay"},
	} {
		if want.has < want.least {
			return fmt.Sprintf("%d more %s", want.least-want.has, want.what)
		}
	}
	return ""
}

// year returns the year of a month, 0 where it is not known.
func year(month int32) int {
	if month == NoTime {
		return 0
	}
	return int(month / 12)
}
