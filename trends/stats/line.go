package stats

import (
	"math"
	"slices"
)

// Line returns a skill's share in each of Months at a source mix that stays the same over all months: the mix of all records of
// the design. Each source is compared only with itself (logit p = a(source) + g(month), the time-product-dummy of price
// statistics: Summers 1973; de Haan, Hendriks and Scholz 2021), so a source that joins or leaves moves nothing. k is as in Fit.
//
// A month in which no record (or every record) mentions the skill has share 0 (or 1), and so has a source: they are taken out
// before the fit, repeatedly, because the likelihood grows towards that limit. ok is false if sources and months fall into
// blocks without a source in common: levels on both sides cannot be compared, so there is no line, and every share is NaN.
// Do not test on a line: its points depend on each other.
func (d *Design) Line(k []float64) (share []float64, ok bool) {
	d.pool(k)
	l := line{d: d, group: make([]int, len(d.groups)), a: make([]float64, len(d.sources)), g: make([]float64, len(d.months)),
		sourceOut: make([]int, len(d.sources)), monthOut: make([]int, len(d.months))}
	for i, s := range d.sources {
		for g := s.first; g < s.end; g++ {
			l.group[g] = i
		}
	}
	ok = l.connected()
	if ok {
		l.takeOut()
		// A month without mentions may have been the only bridge.
		ok = l.connected()
	}
	if ok {
		l.solve()
	}
	var n float64
	for _, s := range d.sources {
		n += s.n
	}
	share = make([]float64, len(d.months))
	for m := range share {
		for i, s := range d.sources {
			share[m] += s.n / n * l.at(i, m)
		}
		if !ok {
			share[m] = math.NaN()
		}
	}
	return share, ok
}

// line is the state of one fit.
type line struct {
	d         *Design
	group     []int     // by group: its source
	a, g      []float64 // by source, by month: effect on the log odds; the share itself, 0 or 1, for those taken out
	sourceOut []int     // by source: the round in which it was taken out, 0 if not
	monthOut  []int     // by month: likewise
}

// in reports whether a group takes part in the fit.
func (l *line) in(group int) bool {
	return l.sourceOut[l.group[group]] == 0 && l.monthOut[l.d.groups[group].month] == 0
}

// at returns the share of a source in a month. Of two that were taken out the earlier decides, in doubt the month.
func (l *line) at(source, month int) float64 {
	s, m := l.sourceOut[source], l.monthOut[month]
	switch {
	case s == 0 && m == 0:
		return expit(l.a[source] + l.g[month])
	case m != 0 && (s == 0 || m <= s):
		return l.g[month]
	}
	return l.a[source]
}

// takeOut removes months and sources whose share is 0 or 1 throughout, until none is left.
func (l *line) takeOut() {
	for round, found := 1, true; found; round++ {
		// Both are judged on what the round began with: a source of one empty month is empty itself.
		months := l.sums(len(l.g), func(g int) int { return l.d.groups[g].month })
		sources := l.sums(len(l.a), func(g int) int { return l.group[g] })
		found = months.takeOut(l.g, l.monthOut, round)
		found = sources.takeOut(l.a, l.sourceOut, round) || found
	}
}

// sums are records and mentions by month or by source.
type sums struct{ n, k []float64 }

// sums adds up the groups still in.
func (l *line) sums(size int, of func(group int) int) sums {
	t := sums{make([]float64, size), make([]float64, size)}
	for g := range l.group {
		if l.in(g) {
			t.n[of(g)] += l.d.groups[g].n
			t.k[of(g)] += l.d.fit.k[g]
		}
	}
	return t
}

// takeOut marks what has share 0 or 1 and sets its effect to that. It reports whether there was any.
func (t sums) takeOut(effect []float64, out []int, round int) (found bool) {
	for i := range t.n {
		if t.n[i] == 0 || mixed(t.k[i], t.n[i]) {
			continue
		}
		out[i], found = round, true
		if t.k[i] > 0 {
			effect[i] = 1
		}
	}
	return found
}

// connected reports whether all sources and months still in hang together by their groups.
func (l *line) connected() bool {
	// A forest of months followed by sources; each group joins two trees.
	months := len(l.g)
	root := make([]int, months+len(l.a))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for g := range l.group {
		if l.in(g) {
			root[find(l.d.groups[g].month)] = find(months + l.group[g])
		}
	}
	month, source := slices.Index(l.monthOut, 0), slices.Index(l.sourceOut, 0)
	if month < 0 || source < 0 {
		return true // every share is settled by what was taken out
	}
	for i := range root {
		out := i < months && l.monthOut[i] != 0 || i >= months && l.sourceOut[i-months] != 0
		if !out && find(i) != find(month) {
			return false
		}
	}
	return true
}

// solve maximises the likelihood over the groups still in: Newton's steps with the sources profiled out, halved where a whole
// step would go too far. The first month still in has effect 0.
func (l *line) solve() {
	column := make([]int, len(l.g)) // by month: its row in the system, -1 if fixed
	free := -1
	for m := range l.g {
		column[m] = -1
		if l.monthOut[m] == 0 {
			column[m] = free
			free++
		}
	}
	if free < 0 {
		return
	}
	for range maxSteps {
		da, dg, ok := l.step(column, free)
		if !ok {
			return // nothing left to gain: a share has reached 0 or 1
		}
		longest := max(largest(da), largest(dg))
		// Log odds that move by less than log 2 cannot overshoot: the information at most doubles on the way.
		if longest < math.Ln2/2 {
			l.move(da, dg, 1)
		} else {
			l.search(da, dg)
		}
		if longest < precision {
			return
		}
	}
}

// search takes the largest of the whole step, its half, its quarter and so on that does not lower the likelihood.
func (l *line) search(da, dg []float64) {
	before := l.likelihood()
	l.move(da, dg, 1)
	for part := 0.5; part > 1e-9 && l.likelihood() < before-1e-12*(1+math.Abs(before)); part /= 2 {
		l.move(da, dg, -part)
	}
}

// move adds a part of a step to the effects.
func (l *line) move(da, dg []float64, part float64) {
	for i, v := range da {
		l.a[i] += part * v
	}
	for m, v := range dg {
		l.g[m] += part * v
	}
}

// largest returns the largest absolute value.
func largest(list []float64) (v float64) {
	for _, x := range list {
		v = max(v, math.Abs(x))
	}
	return v
}

// step returns Newton's step by source and by month.
func (l *line) step(column []int, free int) (da, dg []float64, ok bool) {
	hess, v := make([]float64, free*free), make([]float64, free)
	da, dg = make([]float64, len(l.a)), make([]float64, len(l.g))
	sumW, f := make([]float64, len(l.a)), &l.d.fit
	for m, g := range l.g {
		f.odds[m] = math.Exp(g)
	}
	for i, s := range l.d.sources {
		if l.sourceOut[i] != 0 {
			continue
		}
		level := math.Exp(l.a[i])
		for g := s.first; g < s.end; g++ {
			f.w[g], f.r[g] = 0, 0
			if m := l.d.groups[g].month; l.monthOut[m] == 0 {
				odds, n := level*f.odds[m], l.d.groups[g].n
				f.w[g], f.r[g] = n*odds/(1+odds)/(1+odds), f.k[g]-n*odds/(1+odds)
			}
			sumW[i] += f.w[g]
			da[i] += f.r[g]
		}
		for g := s.first; g < s.end; g++ {
			row := column[l.d.groups[g].month]
			if row < 0 {
				continue
			}
			part := f.w[g] / sumW[i]
			v[row] += f.r[g] - part*da[i]
			hess[row*free+row] += f.w[g]
			for h := s.first; h <= g; h++ {
				if c := column[l.d.groups[h].month]; c >= 0 {
					hess[row*free+c] -= part * f.w[h]
				}
			}
		}
	}
	if !solve(hess, v) {
		return nil, nil, false
	}
	for m, row := range column {
		if row >= 0 {
			dg[m] = v[row]
		}
	}
	for g, i := range l.group {
		if l.in(g) {
			da[i] -= f.w[g] * dg[l.d.groups[g].month]
		}
	}
	for i := range da {
		if l.sourceOut[i] == 0 {
			da[i] /= sumW[i]
		}
	}
	return da, dg, true
}

// likelihood returns the log-likelihood of the groups still in.
func (l *line) likelihood() float64 {
	var sum float64
	for g, i := range l.group {
		if l.in(g) {
			eta, n := l.a[i]+l.g[l.d.groups[g].month], l.d.groups[g].n
			// log(1+exp(eta)) without overflow
			sum += l.d.fit.k[g]*eta - n*(max(eta, 0)+math.Log1p(math.Exp(-math.Abs(eta))))
		}
	}
	return sum
}
