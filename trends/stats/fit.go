package stats

import (
	"math"
	"slices"
)

const (
	precision = 1e-10 // of the parameters of a fit; steps below it end Newton's search
	maxSteps  = 200
	steepest  = 20 // change of the logit over the window from which a slope counts as infinite
)

// fit is the state of one skill's model: logit p = a(source) + b · terms(month). Slices are by source, group or employer
// of the design and used again for the next skill.
type fit struct {
	kept    []int     // sources that say something on the slope
	a       []float64 // by source: intercept
	mean    []terms   // by source: mean of the terms, weighted by w
	k       []float64 // by group: mentions
	p, w, r []float64 // by group: share, n p (1-p), k - n p
	x       []float64 // by group: month, freed of source and wave
	score   []float64 // by employer: sum of x r
	info    []float64 // by employer: sum of w x²; 0 for employers of dropped sources only
	present []bool    // by employer
	monthR  []float64 // by month: sum of r
	monthW  []float64 // by month: sum of w
	odds    []float64 // by month: its factor of the odds
	b       terms
}

// resize makes room for a design.
func (f *fit) resize(d *Design) {
	f.a, f.mean = make([]float64, len(d.sources)), make([]terms, len(d.sources))
	for _, v := range []*[]float64{&f.k, &f.p, &f.w, &f.r, &f.x} {
		*v = make([]float64, len(d.groups))
	}
	f.score, f.info, f.present = make([]float64, len(d.employers)), make([]float64, len(d.employers)), make([]bool, len(d.employers))
	for _, v := range []*[]float64{&f.monthR, &f.monthW, &f.odds} {
		*v = make([]float64, len(d.months))
	}
}

// keep drops the sources in which no record or every record mentions the skill: their share bounds no slope. The others get the
// intercept that newton starts from. It returns the codes of the dropped, and what is missing for a test, "" if nothing.
func (d *Design) keep() (dropped []int, lacks string) {
	f := &d.fit
	f.kept = f.kept[:0]
	for i, s := range d.sources {
		var k float64
		for g := s.first; g < s.end; g++ {
			k += f.k[g]
		}
		switch {
		case mixed(k, s.n):
			f.kept = append(f.kept, i)
			f.a[i] = math.Log((k + .5) / (s.n - k + .5))
		case s.n > 0:
			dropped = append(dropped, s.code)
		}
	}
	const some, others = 1, 2
	seen := make([]uint8, len(d.months))
	months, with, without := 0, 0, 0
	for _, i := range f.kept {
		for g := d.sources[i].first; g < d.sources[i].end; g++ {
			m := d.groups[g].month
			if seen[m] == 0 && d.groups[g].n > 0 {
				months++
			}
			if seen[m]&some == 0 && f.k[g] > 0 {
				with++
				seen[m] |= some
			}
			if seen[m]&others == 0 && !whole(f.k[g], d.groups[g].n) {
				without++
				seen[m] |= others
			}
		}
	}
	switch {
	case len(f.kept) == 0:
		lacks = "a source in which some records mention it and some do not"
	case months < d.dim+2:
		lacks = "more months with records"
	case with < 2:
		lacks = "mentions in a second month"
	case without < 2:
		lacks = "records without it in a second month"
	}
	return dropped, lacks
}

// newton finds the parameters of largest likelihood, with the intercepts of the sources profiled out, so that the system to
// solve has one row per term however many sources there are. It reports false if the slope is not finite.
func (d *Design) newton() bool {
	f := &d.fit
	f.b = terms{}
	first, last := d.span()
	window := d.terms[last][0] - d.terms[first][0]
	for range maxSteps {
		hess, step := d.weigh()
		if !solve(hess[:d.dim*d.dim], step[:d.dim]) {
			return false
		}
		var longest float64
		for j := range d.dim {
			f.b[j] += step[j]
			longest = max(longest, math.Abs(step[j]))
		}
		for _, i := range f.kept {
			var sumW, sumR float64
			for g := d.sources[i].first; g < d.sources[i].end; g++ {
				sumW += f.w[g]
				sumR += f.r[g]
			}
			da := sumR / sumW
			for j := range d.dim {
				da -= step[j] * f.mean[i][j]
			}
			f.a[i] += da
			longest = max(longest, math.Abs(da))
		}
		switch {
		case !(math.Abs(f.b[0])*window <= steepest): // also catches NaN
			return false
		case longest < precision:
			return true
		}
	}
	return false
}

// weigh sets p, w, r and the means of the sources for the present parameters, and returns information and score of b.
func (d *Design) weigh() (hess [9]float64, score terms) {
	f := &d.fit
	// The odds are a product of a source's and a month's factor, which saves most exponentials: half of the time of a fit.
	for m, z := range d.terms {
		f.odds[m] = math.Exp(f.b[0]*z[0] + f.b[1]*z[1] + f.b[2]*z[2])
	}
	for _, i := range f.kept {
		var sumW float64
		var mean terms
		level := math.Exp(f.a[i])
		for g := d.sources[i].first; g < d.sources[i].end; g++ {
			group := &d.groups[g]
			odds := level * f.odds[group.month]
			p := odds / (1 + odds)
			w := group.n * p / (1 + odds)
			f.p[g], f.w[g], f.r[g] = p, w, f.k[g]-group.n*p
			sumW += w
			for j, z := range d.terms[group.month][:d.dim] {
				mean[j] += w * z
			}
		}
		for j := range d.dim {
			mean[j] /= sumW
		}
		f.mean[i] = mean
		for g := d.sources[i].first; g < d.sources[i].end; g++ {
			z := d.terms[d.groups[g].month]
			for p := range d.dim {
				z[p] -= mean[p]
				score[p] += f.r[g] * z[p]
				for q := range p + 1 {
					hess[p*d.dim+q] += f.w[g] * z[p] * z[q]
				}
			}
		}
	}
	return hess, score
}

// span returns the first and last month with records in the kept sources, as indexes.
func (d *Design) span() (first, last int) {
	first = len(d.months)
	for _, i := range d.fit.kept {
		for _, g := range d.groups[d.sources[i].first:d.sources[i].end] {
			if g.n > 0 {
				first, last = min(first, g.month), max(last, g.month)
			}
		}
	}
	return first, last
}

// residualise sets x, the month freed of the source and, if the model has one, of the wave, and returns the information on the
// slope: sum w x².
func (d *Design) residualise() float64 {
	f := &d.fit
	hess, _ := d.weigh()
	var on [2]float64 // how much of the month the wave explains
	if d.dim == 3 {
		// Rows of the lower triangle: month; sine, sine; cosine, sine, cosine.
		cross := [4]float64{hess[4], 0, hess[7], hess[8]}
		on = [2]float64{hess[3], hess[6]}
		if !solve(cross[:], on[:]) {
			return math.NaN()
		}
	}
	var info float64
	for _, i := range f.kept {
		for g := d.sources[i].first; g < d.sources[i].end; g++ {
			at := &d.terms[d.groups[g].month]
			x := at[0] - f.mean[i][0]
			for j := 1; j < d.dim; j++ {
				x -= on[j-1] * (at[j] - f.mean[i][j])
			}
			f.x[g] = x
			info += f.w[g] * x * x
		}
	}
	return info
}

// byUnit sums residuals and weights by month, and scores and information by employer. It returns the number of months and of
// employers in the kept sources.
func (d *Design) byUnit(k []float64) (months, employers int) {
	f := &d.fit
	for _, v := range [][]float64{f.score, f.info, f.monthR, f.monthW} {
		clear(v)
	}
	clear(f.present)
	for _, i := range f.kept {
		for g := d.sources[i].first; g < d.sources[i].end; g++ {
			m := d.groups[g].month
			f.monthR[m] += f.r[g]
			f.monthW[m] += f.w[g]
			x, p := f.x[g], f.p[g]
			xp, xxv := x*p, x*x*p*(1-p)
			for c := d.groups[g].first; c < d.groups[g].end; c++ {
				e, n := d.cells[c].employer, d.cells[c].n
				if n == 0 {
					continue // left out
				}
				f.score[e] += x*k[d.place[c]] - n*xp
				f.info[e] += n * xxv
				f.present[e] = true
			}
		}
	}
	for _, w := range f.monthW {
		if w > 0 {
			months++
		}
	}
	for _, there := range f.present {
		if there {
			employers++
		}
	}
	return months, employers
}

// share returns the share in a month, at the mix of the kept sources over the window, if only the slope were another: each
// source keeps its level at its own mean month. A yearly wave is left out, as its mean is nothing.
func (d *Design) share(slope, month float64) float64 {
	f := &d.fit
	var sum, n float64
	for _, i := range f.kept {
		sum += d.sources[i].n * expit(f.a[i]+(f.b[0]-slope)*f.mean[i][0]+slope*month)
		n += d.sources[i].n
	}
	return sum / n
}

// strongest returns the part of the information that comes from the source with most of it.
func (d *Design) strongest(info float64) float64 {
	parts := make([]float64, len(d.fit.kept))
	for at, i := range d.fit.kept {
		for g := d.sources[i].first; g < d.sources[i].end; g++ {
			parts[at] += d.fit.w[g] * d.fit.x[g] * d.fit.x[g]
		}
	}
	return slices.Max(parts) / info
}
