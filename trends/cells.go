package trends

import (
	"cmp"
	"fmt"
	"slices"
)

// Cell is what one employer posted at one source in one month: the unit of every trend. Counts are of source records,
// uncapped.
type Cell struct {
	Source   string
	Employer string // EmployerKey; "unknown " and the posting's id where it is unknown: such a record is its own employer
	Month    int32
	N        int            // records
	K        map[string]int // of them naming the skill, by skill id; skills with none are absent
	Complete bool           // the month is complete, so the cell may be tested
}

// cell is a Cell in codes. Skills are counted apart, see grid.
type cell struct {
	source   uint16
	employer uint32 // index in Snapshot.Employers, or len(Employers)+ad for an unknown one
	month    int32
	n        int
}

// grid holds all cells of a query, and for each record the cell it belongs to.
type grid struct {
	cells []cell // sorted by source, month, employer
	units []unit // the records
	of    []int  // by record: index in cells
}

// grid sorts the records of a query into cells. only limits it to months for which it returns true; nil is all.
func (p *Panel) grid(q Query, only func(month int32) bool) grid {
	var g grid
	a := &p.snap.Ads
	unknown := uint32(len(p.snap.Employers))
	type keyed struct {
		cell
		unit unit
	}
	var rows []keyed
	for _, u := range p.records(q) {
		if only != nil && !only(u.month) {
			continue
		}
		employer := a.Employer[u.ad]
		if employer == 0 {
			employer = unknown + uint32(u.ad)
		}
		rows = append(rows, keyed{cell{a.Source[u.ad], employer, u.month, 0}, u})
	}
	slices.SortFunc(rows, func(x, y keyed) int {
		return cmp.Or(cmp.Compare(x.source, y.source), cmp.Compare(x.month, y.month), cmp.Compare(x.employer, y.employer), cmp.Compare(x.unit.ad, y.unit.ad))
	})
	for i, r := range rows {
		if i == 0 || r.source != rows[i-1].source || r.month != rows[i-1].month || r.employer != rows[i-1].employer {
			g.cells = append(g.cells, r.cell)
		}
		g.cells[len(g.cells)-1].n++
		g.units = append(g.units, r.unit)
		g.of = append(g.of, len(g.cells)-1)
	}
	return g
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
		out[i] = Cell{Source: p.snap.Sources[c.source].Key, Employer: p.employerName(c.employer), Month: c.month, N: c.n,
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
