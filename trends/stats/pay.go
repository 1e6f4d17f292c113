package stats

import "math"

// PayDrop says why a stated pay is left out of the comparison of pay; "" if it is not.
type PayDrop string

// Why a pay is left out.
const (
	PayNoPeriod PayDrop = "no period"        // or one that is not hour, day, week, month or year
	PayOneBound PayDrop = "only one bound"   // "up to 600 a day" has no middle
	PayWide     PayDrop = "range too wide"   // wider than a factor of 2.5: it says nothing
	PayFar      PayDrop = "far from usual"   // outside of 0.2 to 5 times the median of its group: a slip, or another period
	PayNoNumber PayDrop = "no number at all" // neither bound, or one that is negative or not a number
)

const (
	widestPay  = 2.5
	lowestPay  = 0.2
	highestPay = 5
)

// perYear is how many of a period are paid in a year. Thirteen or fourteen months a year count as twelve.
var perYear = map[string]float64{"year": 1, "month": 12, "week": 52, "day": 260, "hour": 2080}

// YearlyPay returns one value a year for a stated pay: the middle of its range, times 2080 hours, 260 days, 52 weeks or 12
// months. A single figure has low equal to high; a bound that is not stated is 0. The currency stays what it was. If the pay
// cannot be compared the value is NaN and drop says why.
//
//	low     high    period  value
//	90000   120000  year    105000
//	500     600     day     143000
//	50000   200000  year    NaN, PayWide
//	0       600     day     NaN, PayOneBound
func YearlyPay(low, high float64, period string) (value float64, drop PayDrop) {
	low, high = min(low, high), max(low, high)
	factor, known := perYear[period]
	switch {
	case !(low >= 0 && high > 0) || math.IsInf(high, 1):
		drop = PayNoNumber
	case low == 0:
		drop = PayOneBound
	case !known:
		drop = PayNoPeriod
	case high > widestPay*low:
		drop = PayWide
	default:
		return (low + high) / 2 * factor, ""
	}
	return math.NaN(), drop
}

// FarPay reports which values are outside of 0.2 to 5 times the median of their group: a slip of the pen, or pay per month
// that is taken for pay per year. Those are to be dropped as PayFar. group[i] is the group of value[i], any code for what may
// be compared: one currency, country and role. Values that are NaN are in no group, and not far.
func FarPay(value []float64, group []int) []bool {
	members := map[int][]float64{}
	for i, v := range value {
		if !math.IsNaN(v) {
			members[group[i]] = append(members[group[i]], v)
		}
	}
	median := make(map[int]float64, len(members))
	for g, list := range members {
		median[g] = Quantile(list, 0.5)
	}
	far := make([]bool, len(value))
	for i, v := range value {
		m := median[group[i]]
		far[i] = v < lowestPay*m || v > highestPay*m
	}
	return far
}
