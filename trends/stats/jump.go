package stats

import (
	"math"
	"slices"
)

// noisySpread is how many standard deviations of its months a meter must move by to jump: one that moves by a third every month, as that
// of a small source may, does not.
const noisySpread = 4

// Jumps returns the months from which on a meter of a source has another level at once: two months in a row are more than 30 % above,
// or below, the median of the three months before, and further from it than four standard deviations of the months. It is the part of
// Shifts that no slow drift sets off, and that is rarely wrong: reason enough to take the source for another one from there on. value, n
// and the result are as in Shifts.
func Jumps(value, n []float64) []int {
	logs, month := meterLogs(value, n)
	noise := noisySpread * monthlySpread(logs)
	var jumps []int
	from := 0
	for i := range logs {
		before := logs[max(from, i-monthsBefore):i]
		if len(before) < 2 || i+1 == len(logs) {
			continue // neither is one month a level, nor is it known of the last whether it stays
		}
		level := median(slices.Clone(before))
		if moved(before, logs[i:]) && min(math.Abs(logs[i]-level), math.Abs(logs[i+1]-level)) > noise {
			jumps, from = append(jumps, month[i]), i
		}
	}
	return jumps
}
