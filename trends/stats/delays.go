package stats

// Delays is the distribution of days between the posting of an opening and its first sighting at one source.
type Delays struct {
	within []float64 // share seen within d days; 1 beyond the end
}

// NewDelays estimates the distribution. Opening i was posted window[i] days before the source's last read and first seen
// delay[i] days after its posting. A delay is only known if it is not longer than its window, so plain percentages favour short
// delays; the estimate goes backwards in time instead (product limit for right-truncated data, Lawless 1994). It speaks of the
// openings that are seen within the longest delay known. Pairs with a negative delay or one beyond its window are ignored;
// without any pair everything counts as seen at once.
func NewDelays(delay, window []int) *Delays {
	longest := 0
	for i, d := range delay {
		if d <= window[i] {
			longest = max(longest, d)
		}
	}
	// exact[d] is the number of delays of d days, closed[d] that of windows of d days, as far as they matter.
	exact, closed := make([]int, longest+1), make([]int, longest+1)
	atRisk := 0
	for i, d := range delay {
		if d < 0 || d > window[i] {
			continue
		}
		exact[d]++
		if window[i] < longest {
			closed[window[i]]++
		} else {
			atRisk++ // delay <= longest <= window
		}
	}
	g := make([]float64, longest+1)
	g[longest] = 1
	// Going down one day, openings with that window join those at risk, and those with the longer delay leave.
	for d := longest; d > 0; d-- {
		g[d-1] = g[d]
		if atRisk > 0 {
			g[d-1] *= 1 - float64(exact[d])/float64(atRisk)
		}
		atRisk += closed[d-1] - exact[d]
	}
	return &Delays{within: g}
}

// Within returns the share of openings that are seen within so many days of their posting: 0 for negative days.
func (d *Delays) Within(days int) float64 {
	switch {
	case days < 0:
		return 0
	case days >= len(d.within):
		return 1
	}
	return d.within[days]
}

// Complete returns the expected share of a period's openings that were seen by the last read, 0 to 1: the mean over its days.
// The period runs from day first to the day before end; days after the last read count as 0. All are numbers of days on one
// calendar; end must be larger than first.
func (d *Delays) Complete(first, end, last int) float64 {
	var sum float64
	for day := first; day < end; day++ {
		sum += d.Within(last - day)
	}
	return sum / float64(end-first)
}
