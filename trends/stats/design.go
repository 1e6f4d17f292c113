package stats

import (
	"cmp"
	"math"
	"slices"
)

// Cell is what one employer posted at one source in one month: the unit of every trend. Source and Employer are any codes; a
// record of unknown employer has an employer of its own. Month counts from January of year 0, so that Month%12 is 0 in January.
// N is the number of records, usually capped, so it may be a fraction; a cell without records is ignored.
type Cell struct {
	Source, Employer, Month int
	N                       float64
}

// Design is a set of cells prepared for testing many skills on them: what does not depend on the skill is sorted and summed
// once. Its methods share buffers, so each goroutine needs a design of its own.
type Design struct {
	dim       int     // 1: the month; 3: the month and one yearly wave
	months    []int   // ascending
	terms     []terms // by month
	sources   []source
	groups    []group // by source, then month
	cells     []cell  // by group
	place     []int32 // by cell: its place in the caller's order
	employers []int   // their codes
	fit       fit
}

// terms are what the logit of a share is linear in, besides its source: the month's distance from the first, sine and cosine of
// the year.
type terms [3]float64

// source is one source's part of the groups.
type source struct {
	code       int
	first, end int // groups
	n          float64
}

// group is a source in a month. In the model all its cells have the same share, so Newton's steps need only their sum.
type group struct {
	first, end int // cells
	month      int // index in months
	n          float64
}

// cell is a Cell without what its group knows.
type cell struct {
	employer int32
	n        float64
}

// NewDesign prepares cells for Fit, Fragile and Line. With wave the trend allows for one yearly wave, sin and cos of the calendar month,
// which needs 24 months to be told from a trend. The cells may come in any order and are not kept.
func NewDesign(cells []Cell, wave bool) *Design {
	d := &Design{dim: 1}
	if wave {
		d.dim = 3
	}
	for i, c := range cells {
		if c.N > 0 {
			d.place = append(d.place, int32(i))
			d.months = append(d.months, c.Month)
		}
	}
	// Sums run in this order whatever the caller's, since the order changes their last digits.
	slices.SortStableFunc(d.place, func(i, j int32) int {
		a, b := &cells[i], &cells[j]
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Employer, b.Employer))
	})
	slices.Sort(d.months)
	d.months = slices.Compact(d.months)
	for _, m := range d.months {
		angle := 2 * math.Pi * float64(m%12+1) / 12
		d.terms = append(d.terms, terms{float64(m - d.months[0]), math.Sin(angle), math.Cos(angle)})
	}
	d.index(cells)
	d.fit.resize(d)
	return d
}

// index builds sources, groups and cells from the cells in the order of place.
func (d *Design) index(cells []Cell) {
	employers := map[int]int32{}
	var last Cell
	for i, at := range d.place {
		c := cells[at]
		if i == 0 || c.Source != last.Source {
			d.sources = append(d.sources, source{code: c.Source, first: len(d.groups)})
		}
		if i == 0 || c.Source != last.Source || c.Month != last.Month {
			month, _ := slices.BinarySearch(d.months, c.Month)
			d.groups = append(d.groups, group{first: i, month: month})
		}
		employer, ok := employers[c.Employer]
		if !ok {
			employer = int32(len(d.employers))
			employers[c.Employer] = employer
			d.employers = append(d.employers, c.Employer)
		}
		d.cells = append(d.cells, cell{employer, c.N})
		d.sources[len(d.sources)-1].end, d.groups[len(d.groups)-1].end = len(d.groups), i+1
		last = c
	}
	d.size()
}

// size sums the records of groups and sources.
func (d *Design) size() {
	for i := range d.sources {
		s := &d.sources[i]
		var ofSource float64
		for g := s.first; g < s.end; g++ {
			group := &d.groups[g]
			var ofGroup float64
			for _, c := range d.cells[group.first:group.end] {
				ofGroup += c.n
				ofSource += c.n
			}
			group.n = ofGroup
		}
		s.n = ofSource
	}
}

// Clone returns a design of the same cells with buffers of its own, for another goroutine.
func (d *Design) Clone() *Design {
	c := *d
	c.sources, c.groups, c.cells = slices.Clone(d.sources), slices.Clone(d.groups), slices.Clone(d.cells) // Fragile leaves some out for a while
	c.fit = fit{}
	c.fit.resize(&c)
	return &c
}

// Months returns the months with records, ascending.
func (d *Design) Months() []int { return slices.Clone(d.months) }

// pool sums a skill's mentions by group.
func (d *Design) pool(k []float64) {
	for g := range d.groups {
		var sum float64
		for _, at := range d.place[d.groups[g].first:d.groups[g].end] {
			sum += k[at]
		}
		d.fit.k[g] = sum
	}
}

// mixed reports whether some but not all of n records mention a skill.
func mixed(k, n float64) bool { return k > 0 && !whole(k, n) }

// whole reports whether all of n records mention a skill. Capped counts are sums of fractions, so k may miss n by a rounding
// error.
func whole(k, n float64) bool { return k >= n*(1-1e-12) }
