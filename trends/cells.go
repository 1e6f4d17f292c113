package trends

import (
	"fmt"
	"slices"
)

// Cell is what one employer posted at one source in one month: the unit of every trend. Counts are of source records,
// uncapped.
type Cell struct {
	Source   string // key; from the second epoch of the source on with its number, "remoteboard#2"
	Employer string // EmployerKey; "unknown " and the posting's id where it is unknown: such a record is its own employer
	Month    int32
	N        int            // records
	K        map[string]int // of them naming the skill, by skill id; skills with none are absent
	Complete bool           // the month is complete, so the cell may be tested
}

// cell is a Cell in codes. Skills are counted apart, see tests.
type cell struct {
	source   int    // index in Panel.epochs: a source in another epoch is another source
	employer uint32 // index in Snapshot.Employers, or len(Employers)+ad for an unknown one
	month    int32
	n        int
}

// grid holds all cells of a query, and for each record the cell it belongs to.
type grid struct {
	cells []cell  // sorted by source, month, employer
	units []unit  // the records, in order of their cells, then by ad
	of    []int32 // by record: index in cells
}

// grid sorts the records of a query into cells. only limits it to months for which it returns true; nil is all.
func (p *Panel) grid(q Query, only func(month int32) bool) grid {
	records := p.records(q)
	if only != nil {
		records = slices.DeleteFunc(records, func(u unit) bool { return !only(u.month) })
	}
	var g grid
	if len(records) == 0 {
		return g
	}
	a, unknown := &p.snap.Ads, len(p.snap.Employers)
	g.units, g.of = make([]unit, 0, len(records)), make([]int32, len(records))
	for _, group := range p.bySourceMonth(records) {
		for i, ad := range group.byEmployer(a, unknown) {
			employer := uint32(ad >> 32)
			if last := len(g.cells) - 1; i == 0 || employer != g.cells[last].employer {
				g.cells = append(g.cells, cell{source: group.source, employer: employer, month: group.month})
			}
			last := len(g.cells) - 1
			g.cells[last].n++
			g.of[len(g.units)] = int32(last)
			g.units = append(g.units, unit{int(uint32(ad)), group.month})
		}
	}
	return g
}

// sourceMonth is the records of one source in one month.
type sourceMonth struct {
	source int // index in Panel.epochs
	month  int32
	ads    []uint64 // ascending
}

// bySourceMonth cuts records into the months of their sources, by source, then month: a sort by counting, since there are many
// records and few months.
func (p *Panel) bySourceMonth(records []unit) []sourceMonth {
	first, last := records[0].month, records[0].month
	for _, u := range records {
		first, last = min(first, u.month), max(last, u.month)
	}
	months := int(last-first) + 1
	place := func(u unit) int { return p.epochAt(p.snap.Ads.Source[u.ad], u.month)*months + int(u.month-first) }
	end := make([]int, len(p.epochs)*months)
	for _, u := range records {
		end[place(u)]++
	}
	for i := 1; i < len(end); i++ {
		end[i] += end[i-1]
	}
	ads := make([]uint64, len(records))
	for _, u := range slices.Backward(records) {
		at := place(u)
		end[at]--
		ads[end[at]] = uint64(u.ad)
	}
	var out []sourceMonth
	for at, begin := range end {
		stop := len(ads)
		if at+1 < len(end) {
			stop = end[at+1]
		}
		if stop > begin {
			out = append(out, sourceMonth{at / months, first + int32(at%months), ads[begin:stop]})
		}
	}
	return out
}

// byEmployer sorts the records by employer, then ad, and returns them with the employer's code in the upper half. unknown is the
// number of known employers.
func (s *sourceMonth) byEmployer(a *Ads, unknown int) []uint64 {
	for i, ad := range s.ads {
		employer := uint64(a.Employer[ad])
		if employer == 0 {
			employer = uint64(unknown) + ad
		}
		s.ads[i] = employer<<32 | ad
	}
	slices.Sort(s.ads)
	return s.ads
}

// employerName returns how an employer code of a cell is written in exports.
func (p *Panel) employerName(code uint32) string {
	if i := int(code) - len(p.snap.Employers); i >= 0 {
		return fmt.Sprintf("unknown %d", p.snap.Ads.Posting[i])
	}
	return p.snap.Employers[code].Key
}

// Cells returns every cell of a query in the complete months, and in the other months what is in so far, sorted by source,
// month and employer. From the complete ones any test of a report can be recomputed.
func (p *Panel) Cells(q Query) []Cell {
	g := p.grid(q, nil)
	out := make([]Cell, len(g.cells))
	for i, c := range g.cells {
		out[i] = Cell{Source: p.epochName(c.source), Employer: p.employerName(c.employer), Month: c.month, N: c.n,
			K: map[string]int{}, Complete: p.months[p.byMonth[c.month]].Complete}
	}
	a := &p.snap.Ads
	for i, u := range g.units {
		for j := a.Start[u.ad]; j < a.Start[u.ad+1]; j++ {
			if Level(a.Level[j]) >= q.Level {
				out[g.of[i]].K[p.snap.Skills[a.Skill[j]]]++
			}
		}
	}
	return out
}
