package trends

// EditDistance counts the bytes to insert, drop or change to make one text of the other (Levenshtein 1966): for what a person may have
// meant.
func EditDistance(a, b string) int {
	row := make([]int, len(b)+1) // row[j]: from what is read of a to b[:j]
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
