package stats

import "slices"

// dummies are the columns of a regression on factors: a column of ones, and for each factor a column per level but its first,
// with 1 in the rows of that level. Rows have few ones, so only their places are kept.
type dummies struct {
	size   int       // columns
	row    [][]int   // by ad: columns with 1, ascending
	factor []float64 // of their normal equations, see decompose
	rank   int       // columns that say something which those before do not
}

// newDummies makes the columns of the ads' factors. The reference level of a factor is its lowest code.
func newDummies(ads []PaidAd) *dummies {
	d := &dummies{size: 1, row: make([][]int, len(ads))}
	for i := range d.row {
		d.row[i] = []int{0}
	}
	for f := range ads[0].Factors {
		codes := make([]int, len(ads))
		for i := range ads {
			codes[i] = ads[i].Factors[f]
		}
		levels := slices.Compact(slices.Sorted(slices.Values(codes)))
		for i, code := range codes {
			if at, _ := slices.BinarySearch(levels, code); at > 0 {
				d.row[i] = append(d.row[i], d.size+at-1)
			}
		}
		d.size += len(levels) - 1
	}
	d.decompose()
	return d
}

// decompose prepares sweep.
func (d *dummies) decompose() {
	gram := make([]float64, d.size*d.size)
	for _, row := range d.row {
		for a, i := range row {
			for _, j := range row[:a+1] {
				gram[i*d.size+j]++
			}
		}
	}
	// The entries are counts of rows, so a column is either left with a part of 1/rows or more, or with rounding.
	d.rank, d.factor = decompose(gram, d.size, 1e-10), gram
}

// sweep takes away from a list, one value per row, what the columns explain of it by least squares.
func (d *dummies) sweep(list []float64) {
	coef := make([]float64, d.size)
	for r, row := range d.row {
		for _, i := range row {
			coef[i] += list[r]
		}
	}
	substitute(d.factor, coef)
	for r, row := range d.row {
		for _, i := range row {
			list[r] -= coef[i]
		}
	}
}
