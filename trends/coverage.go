package trends

import (
	"slices"
	"sort"
)

// Coverage says which months of one source can be counted: missing is not zero.
type Coverage struct {
	declared map[int32]bool // months that an import or a thread reader declared whole, and that hold ads
	reads    []int32        // days of whole reads, ascending
	periods  []period       // runs of reads without an outage, ascending
	gap      int32
}

// period is a run of reads without an outage. What its first read found was there before: it is stored, and never new.
type period struct {
	since     int32 // day of the first read
	validFrom int32 // first month that began after it
}

// Cover computes the coverage of a source from its reads; months holds the months in which it has ads, since a declared
// month without a single ad is missing rather than zero.
func Cover(s *SourceState, months map[int32]bool, o Options) Coverage {
	c := Coverage{declared: map[int32]bool{}, gap: int32(o.CrawlGap)}
	for i := range s.Crawls {
		crawl := &s.Crawls[i]
		from, ok := MonthNumber(crawl.From)
		to, ok2 := MonthNumber(crawl.To)
		for m := from; ok && ok2 && m <= to; m++ {
			if months[m] {
				c.declared[m] = true
			}
		}
		if crawl.Whole() && s.Kind != KindImport {
			c.reads = append(c.reads, DayNumber(crawl.Started))
		}
	}
	slices.Sort(c.reads)
	for i, day := range c.reads {
		if i == 0 || day-c.reads[i-1] > int32(o.Outage) {
			c.periods = append(c.periods, period{day, MonthOf(Day(day)) + 1})
		}
	}
	return c
}

// KindImport is the kind of a source that files are imported into.
const KindImport = "import"

// Counts reports whether an ad of the month, first seen on the given day, was new in that month, as far as the source
// can tell: the month is declared whole, or it began after the first read of the run of reads that found the ad.
func (c *Coverage) Counts(month, firstSeen int32) bool {
	if month == NoTime {
		return false
	}
	if c.declared[month] {
		return true
	}
	i := sort.Search(len(c.periods), func(i int) bool { return c.periods[i].since > firstSeen })
	return i > 0 && month >= c.periods[i-1].validFrom
}

// Covered reports whether the month was watched: it is declared whole, or no day of it is further than the crawl gap
// from a whole read, in a run of reads that began before the month did.
func (c *Coverage) Covered(month int32) bool {
	if c.declared[month] {
		return true
	}
	i := sort.Search(len(c.periods), func(i int) bool { return c.periods[i].validFrom > month })
	if i == 0 {
		return false
	}
	for day, end := FirstDay(month), FirstDay(month+1); day < end; day++ {
		if c.distance(day) > c.gap {
			return false
		}
	}
	return true
}

// distance returns the days from day to the nearest whole read.
func (c *Coverage) distance(day int32) int32 {
	i, found := slices.BinarySearch(c.reads, day)
	if found {
		return 0
	}
	best := int32(1 << 30)
	if i > 0 {
		best = day - c.reads[i-1]
	}
	if i < len(c.reads) {
		best = min(best, c.reads[i]-day)
	}
	return best
}

// LastRead returns the day of the last whole read; NoTime if there is none.
func (c *Coverage) LastRead() int32 {
	if len(c.reads) == 0 {
		return NoTime
	}
	return c.reads[len(c.reads)-1]
}

// ValidFrom returns the first month that counts at all; NoTime if none does.
func (c *Coverage) ValidFrom() int32 {
	first := NoTime
	for m := range c.declared {
		if first == NoTime || m < first {
			first = m
		}
	}
	if len(c.periods) > 0 && (first == NoTime || c.periods[0].validFrom < first) {
		first = c.periods[0].validFrom
	}
	return first
}
