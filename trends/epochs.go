package trends

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"trends/trends/stats"
)

// epoch is a stretch of months in which a source delivers the same kind of thing. A trend compares each source only with itself, which
// does not help against a change inside a source, such as full texts where there were snippets: so epochs count as different sources.
type epoch struct {
	source uint16
	number int     // 1, 2, … of its source
	from   int32   // first month; of the first epoch, any month before the second
	before float64 // mean skills of a record in the three months before
	after  float64 // and from the first month on, until the next epoch
}

// settleEpochs cuts each source where the mean number of skills of its records jumps (stats.Jumps).
func (p *Panel) settleEpochs() {
	p.epochOf = make([]int, len(p.snap.Sources)+1)
	var meters []map[int32]meter
	if p.opt.Epochs {
		meters = p.readMeters()
	}
	for s := range p.snap.Sources {
		p.epochOf[s] = len(p.epochs)
		p.epochs = append(p.epochs, epoch{source: uint16(s), number: 1, from: NoTime})
		if p.opt.Epochs {
			p.epochs = append(p.epochs, laterEpochs(uint16(s), meters[s])...)
		}
	}
	p.epochOf[len(p.snap.Sources)] = len(p.epochs)
}

// laterEpochs finds the epochs of a source after its first.
func laterEpochs(source uint16, meters map[int32]meter) (out []epoch) {
	months := slices.Sorted(maps.Keys(meters))
	value, n := make([]float64, len(months)), make([]float64, len(months))
	for i, month := range months {
		value[i], n[i] = meters[month].meanSkills(), float64(meters[month].records)
	}
	jumps := stats.Jumps(value, n)
	for i, at := range jumps {
		end := len(months)
		if i+1 < len(jumps) {
			end = jumps[i+1]
		}
		begin := 0
		if i > 0 {
			begin = jumps[i-1]
		}
		out = append(out, epoch{source, i + 2, months[at], meanOf(meters, months[max(begin, at-nowMonths):at]),
			meanOf(meters, months[at:end])})
	}
	return out
}

// meanOf returns the mean number of skills of the records of some months.
func meanOf(meters map[int32]meter, months []int32) float64 {
	var all meter
	for _, m := range months {
		all.records += meters[m].records
		all.skills += meters[m].skills
	}
	return all.meanSkills()
}

// epochAt returns the place in p.epochs of a source's epoch in a month.
func (p *Panel) epochAt(source uint16, month int32) int {
	at := p.epochOf[source]
	for at+1 < p.epochOf[source+1] && p.epochs[at+1].from <= month {
		at++
	}
	return at
}

// epochName writes an epoch as cells and reports name it: the source's key, and from its second epoch on "#2".
func (p *Panel) epochName(at int) string {
	e := &p.epochs[at]
	if key := p.snap.Sources[e.source].Key; e.number > 1 {
		return fmt.Sprintf("%s#%d", key, e.number)
	}
	return p.snap.Sources[e.source].Key
}

// epochStarts returns the months from which on a source counts as another one.
func (p *Panel) epochStarts(source int) []string {
	out := []string{}
	for at := p.epochOf[source] + 1; at < p.epochOf[source+1]; at++ {
		out = append(out, MonthName(p.epochs[at].from))
	}
	return out
}

// warnEpochs names the sources that deliver something else since a month of the window.
func (p *Panel) warnEpochs(window []int32, add func(code, format string, args ...any)) {
	if len(window) == 0 {
		return
	}
	var changed []string
	for at := range p.epochs {
		if e := &p.epochs[at]; e.number > 1 && e.from > window[0] && e.from <= window[len(window)-1] {
			changed = append(changed, fmt.Sprintf("%s since %s (%.1f skills an ad, %.1f before)", p.snap.Sources[e.source].Key,
				MonthName(e.from), e.after, e.before))
		}
	}
	if len(changed) > 0 {
		add("source changed", "sources that deliver something else, and count as another source from then on: %s", strings.Join(changed, ", "))
	}
}
