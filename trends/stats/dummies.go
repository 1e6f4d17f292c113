package stats

import "slices"

// dummies are the columns of a regression on factors: a column of ones, and for each factor a column per level but its first,
// with 1 in the rows of that level. Rows have few ones, so only their places are kept.
type dummies struct {
	size int     // columns
	row  [][]int // by ad: columns with 1, ascending
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
	return d
}

// sweep takes away from each list, one value per row, what the columns explain of it by least squares. It returns the number
// of columns that say something which those before do not.
func (d *dummies) sweep(lists ...[]float64) (rank int) {
	gram := make([]float64, d.size*d.size)
	for _, row := range d.row {
		for a, i := range row {
			for _, j := range row[:a+1] {
				gram[i*d.size+j]++
			}
		}
	}
	// The entries are counts of rows, so a column is either left with a part of 1/rows or more, or with rounding.
	rank = decompose(gram, d.size, 1e-10)
	for _, list := range lists {
		coef := make([]float64, d.size)
		for r, row := range d.row {
			for _, i := range row {
				coef[i] += list[r]
			}
		}
		substitute(gram, coef)
		for r, row := range d.row {
			for _, i := range row {
				list[r] -= coef[i]
			}
		}
	}
	return rank
}
