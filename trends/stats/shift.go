package stats

import (
	"math"
	"slices"
)

// When Shifts says that a source has changed.
const (
	enoughOpenings = 30   // in a month, for its value to count
	bigMove        = 0.30 // part of the value of the months before
	monthsBefore   = 3    // of which the median counts, so that the way back from one odd month is no move
	cusumAlarm     = 5    // standard deviations
	cusumSlack     = 0.5  // standard deviations a month that do not count: half of the smallest shift worth finding
	mostZ          = 3    // standard deviations that one month adds at most: one odd month is no shift (Lucas and Crosier 1982)
	leastSpread    = 0.05 // standard deviation of the logarithms: smaller ones are as good as none
)

// Shifts returns the months from which on a meter of a source, such as the median length of its texts or the mean number of
// skills of its openings, has another level than before: from there the source is to be taken for another one, since a change in
// what it delivers looks like a change in demand. value[i] is the meter in month i, by n[i] openings; months with fewer than 30
// openings, or whose value is NaN or not above 0, are passed over. The months are indexes, ascending; nil is none.
//
// A level shifts where two months in a row are more than 30 % above, or below, the median of the three months before, or where a
// two-sided CUSUM on its logarithm (Page 1954) exceeds 5 standard deviations; the shift is then where that sum began to
// grow. The standard deviation is that of the months' differences, by their median, which a few shifts do not move. The level
// is the mean of the months since the last shift, corrected for their small number (Hawkins 1987). Of quiet series of three
// years one in ten shows a shift that is none; it costs a source some of its weight, and makes no trend.
func Shifts(value, n []float64) []int {
	var shifts []int
	logs, month := meterLogs(value, n)
	spread := monthlySpread(logs)
	for from := 0; ; {
		at := firstShift(logs[from:], spread)
		if at == 0 {
			return shifts
		}
		from += at
		shifts = append(shifts, month[from])
	}
}

// meterLogs returns the logarithms of the months that count, and which months they are.
func meterLogs(value, n []float64) (logs []float64, month []int) {
	for i, v := range value {
		if v > 0 && n[i] >= enoughOpenings {
			logs, month = append(logs, math.Log(v)), append(month, i)
		}
	}
	return logs, month
}

// firstShift returns the index of the first month on another level, 0 if there is none.
func firstShift(logs []float64, spread float64) int {
	up, down := cusum{from: 1}, cusum{from: 1}
	var level float64
	for i, v := range logs {
		if i > 0 {
			if moved(logs[max(0, i-monthsBefore):i], logs[i:]) {
				return i
			}
			// The level is not known better than its own months say.
			z := (v - level) / spread * math.Sqrt(float64(i)/float64(i+1))
			z = min(mostZ, max(-mostZ, z))
			if up.add(i, z) {
				return up.from
			}
			if down.add(i, -z) {
				return down.from
			}
		}
		level += (v - level) / float64(i+1)
	}
	return 0
}

// cusum adds up what months exceed their level by.
type cusum struct {
	sum  float64
	from int // month in which the sum began to grow
}

// add adds a month's excess, and reports whether the sum raises the alarm.
func (c *cusum) add(month int, z float64) bool {
	if c.sum = max(0, c.sum+z-cusumSlack); c.sum == 0 {
		c.from = month + 1
	}
	return c.sum > cusumAlarm
}

// moved reports whether the first two months after are both more than 30 % above those before, or both as much below.
func moved(before, after []float64) bool {
	if len(after) < 2 {
		return false // it is not known yet whether the move stays
	}
	level := median(slices.Clone(before))
	first, second := math.Exp(after[0]-level)-1, math.Exp(after[1]-level)-1
	return min(first, second) > bigMove || max(first, second) < -bigMove
}

// monthlySpread estimates the standard deviation of months around their level: the median of their differences from the month
// before, over that of normal values.
func monthlySpread(logs []float64) float64 {
	var moves []float64
	for i := range max(0, len(logs)-1) {
		moves = append(moves, math.Abs(logs[i+1]-logs[i]))
	}
	if len(moves) == 0 {
		return leastSpread
	}
	const normal = 0.6744897501960817 * math.Sqrt2 // the median of the difference of two standard normal values
	return max(leastSpread, median(moves)/normal)
}
