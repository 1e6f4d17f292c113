package trends

import (
	"fmt"
	"runtime"
	"slices"
	"sync"

	"trends/trends/stats"
)

// tests holds the source records of a query's window as capped cells, and which of them name which skill: what every test of a
// report needs. A subject under test, a skill or a set of skills, is the list of the cells of the records that name it.
type tests struct {
	p         *Panel
	window    []int32
	now       []int32 // months of it that levels speak of
	grid      grid
	weight    []float64  // by cell: min(1, cap/n); 1 for unknown employers
	sum       float64    // records after the cap
	month     []int32    // by cell: index in window
	who       []int32    // by cell: employer, counted from 0
	all       int        // employers
	third     []uint8    // by cell: first, middle or last
	thirds    [3]float64 // records there
	isNow     []bool     // by place in window: one of now
	cappedNow float64    // records of those months after the cap
	start     []int      // by skill code: its place in hits, and one more
	hits      []int32    // by skill: the cell of each record that names it
	cellOf    []int32    // by ad: 1 more than its cell, 0 if it is no record of the window
}

// tests sorts the records of the window's months into cells.
func (p *Panel) tests(q Query, window []int32) *tests {
	index := map[int32]int32{}
	for i, m := range window {
		index[m] = int32(i)
	}
	t := &tests{p: p, window: window, now: q.now(window), grid: p.grid(q, func(m int32) bool { _, in := index[m]; return in })}
	cells := t.grid.cells
	t.weight, t.month, t.who = make([]float64, len(cells)), make([]int32, len(cells)), make([]int32, len(cells))
	number := map[uint32]int32{}
	for i, c := range cells {
		t.weight[i] = 1
		if int(c.employer) < len(p.snap.Employers) && p.opt.Cap > 0 {
			t.weight[i] = min(1, p.opt.Cap/float64(c.n))
		}
		t.sum += t.weight[i] * float64(c.n)
		t.month[i] = index[c.month]
		who, ok := number[c.employer]
		if !ok {
			who = int32(len(number))
			number[c.employer] = who
		}
		t.who[i] = who
	}
	t.all = len(number)
	t.cut()
	t.index(q.Level)
	return t
}

// index lists the records that name each skill. It walks the ads in their order in memory, which takes half the time of walking the
// cells.
func (t *tests) index(level Level) {
	a := &t.p.snap.Ads
	t.cellOf = make([]int32, a.Len())
	for i, u := range t.grid.units {
		t.cellOf[u.ad] = t.grid.of[i] + 1
	}
	t.start = make([]int, len(t.p.snap.Skills)+1)
	mentions := func(f func(cell int32, skill uint16)) {
		for ad, c := range t.cellOf {
			if c == 0 {
				continue
			}
			for j := a.Start[ad]; j < a.Start[ad+1]; j++ {
				if Level(a.Level[j]) >= level {
					f(c-1, a.Skill[j])
				}
			}
		}
	}
	mentions(func(_ int32, skill uint16) { t.start[skill+1]++ })
	for i := 1; i < len(t.start); i++ {
		t.start[i] += t.start[i-1]
	}
	t.hits = make([]int32, t.start[len(t.start)-1])
	next := slices.Clone(t.start)
	mentions(func(c int32, skill uint16) {
		t.hits[next[skill]] = c
		next[skill]++
	})
}

// skill returns the subject of a skill; none for one that no ad of the snapshot names.
func (t *tests) skill(id string) []int32 {
	code, ok := t.p.skillCode(id)
	if !ok {
		return nil
	}
	return t.hits[t.start[code]:t.start[code+1]]
}

// where returns the subject of the records whose ad is accepted.
func (t *tests) where(accept func(ad int) bool) []int32 {
	var hits []int32
	for ad, c := range t.cellOf {
		if c != 0 && accept(ad) {
			hits = append(hits, c-1)
		}
	}
	return hits
}

// cells returns the capped cells, in order.
func (t *tests) cells() []stats.Cell {
	cells := make([]stats.Cell, len(t.grid.cells))
	for i, c := range t.grid.cells {
		cells[i] = stats.Cell{Source: c.source, Employer: int(c.employer), Month: int(c.month), N: float64(c.n) * t.weight[i]}
	}
	return cells
}

// capped sets k to the subject's records by cell, after the cap, and returns it.
func (t *tests) capped(hits []int32, k []float64) []float64 {
	clear(k)
	for _, c := range hits {
		k[c] += t.weight[c]
	}
	return k
}

// support is what the window holds on a subject.
type support struct {
	records   int     // that name it
	employers int     // that name it
	months    int     // with a mention
	capped    float64 // records after the cap
	lacks     string  // what is missing for a test; "" if nothing
}

// support counts what the window holds on a subject, and says what is missing for a test. It looks at totals over the window only, so it does
// not look at the direction of a change. seen is by employer, and zero when called and afterwards.
func (t *tests) support(hits []int32, seen []bool) support {
	s := support{records: len(hits)}
	months := make([]bool, len(t.window))
	for _, c := range hits {
		if !seen[t.who[c]] {
			seen[t.who[c]] = true
			s.employers++
		}
		if !months[t.month[c]] {
			months[t.month[c]] = true
			s.months++
		}
		s.capped += t.weight[c]
	}
	for _, c := range hits {
		seen[t.who[c]] = false
	}
	others, o := len(t.grid.units)-len(hits), t.p.opt
	switch {
	case len(t.window) < o.MinMonths:
		s.lacks = fmt.Sprintf("%d more complete months", o.MinMonths-len(t.window))
	case len(hits) < o.MinMentions:
		s.lacks = fmt.Sprintf("%d more mentions", o.MinMentions-len(hits))
	case s.employers < o.MinEmployers:
		s.lacks = fmt.Sprintf("%d more employers that mention it", o.MinEmployers-s.employers)
	case s.months < o.MentionMonths:
		s.lacks = fmt.Sprintf("mentions in %d more months", o.MentionMonths-s.months)
	case others < o.MinMentions:
		s.lacks = fmt.Sprintf("%d more openings without it", o.MinMentions-others)
	}
	return s
}

// wave says whether the window is long enough for the test to allow for one yearly wave.
func (t *tests) wave() bool { return t.p.opt.WaveMonths > 0 && len(t.window) >= t.p.opt.WaveMonths }

// seasonal says whether a yearly wave can be tried where the test has none.
func (t *tests) seasonal() bool { return !t.wave() && len(t.window) >= seasonMonths }

// worker is what one goroutine needs to test subjects: a design, and room for counts.
type worker struct {
	t      *tests
	design *stats.Design
	k      []float64 // by cell
	seen   []bool    // by employer
}

// each calls f for 0 … n-1 on all processors, each with a worker of its own. What f writes must depend on i alone.
func (t *tests) each(n int, wave bool, f func(w *worker, i int)) {
	design := stats.NewDesign(t.cells(), wave)
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		w := &worker{t: t, design: design.Clone(), k: make([]float64, len(t.grid.cells)), seen: make([]bool, t.all)}
		wait.Go(func() {
			for i := range next {
				f(w, i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}

// pooled is the change that pooled counting would claim: last three months against the first three, in points.
func (t *tests) pooled(hits []int32) (change float64, ok bool) {
	if len(t.window) < 2*nowMonths {
		return 0, false
	}
	var k [3]float64
	for _, c := range hits {
		k[t.third[c]]++
	}
	return 100 * (k[last]/t.thirds[last] - k[first]/t.thirds[first]), true
}

// Where in the window a cell lies: in its first three months, in its last three, or between.
const (
	first = iota
	middle
	last
)

// cut sorts the cells into the parts of the window.
func (t *tests) cut() {
	t.third, t.isNow = make([]uint8, len(t.grid.cells)), make([]bool, len(t.window))
	for i, m := range t.window {
		t.isNow[i] = slices.Contains(t.now, m)
	}
	for i, c := range t.grid.cells {
		switch m := int(t.month[i]); {
		case m >= len(t.window)-nowMonths:
			t.third[i] = last
		case m >= nowMonths:
			t.third[i] = middle
		}
		t.thirds[t.third[i]] += float64(c.n)
		if t.isNow[t.month[i]] {
			t.cappedNow += t.weight[i] * float64(c.n)
		}
	}
}
