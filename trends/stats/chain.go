package stats

// Chain is a share chained from month to month over the sources that are in both months, for a reader who wants to redo by hand
// what Design.Line does better. Slices are by month; what is not defined is NaN.
type Chain struct {
	Matched   []int     // sources in this month and the one before; 0 in the first month
	Link      []float64 // change of the share from the month before, inside the matched sources; NaN without any
	OddsLink  []float64 // likewise the odds ratio
	Share     []float64 // the first month's share and all links since; NaN from the first month without a matched source on
	OddsShare []float64 // likewise with OddsLink
	Naive     []float64 // all mentions by all openings of the month, which any source that joins can move
}

// NewChain chains consecutive months: n[t][s] openings of source s in month t, 0 where it was not read, k[t][s] of them naming
// the skill. A link weighs the sources as Mantel and Haenszel (1959) do; 0.5 on both sides keeps its odds ratio finite. A link is a
// good estimate of one month's change, but a chain of links drifts, so do not test on it. Where it ends more than 3 points
// from Design.Line, look at the sources.
func NewChain(n, k [][]float64) Chain {
	var c Chain
	for t := range n {
		var m strata // empty in the first month
		naive := sum(k[t]) / sum(n[t])
		share, oddsShare := naive, naive
		if t > 0 {
			m = compare(n[t], k[t], n[t-1], k[t-1])
			share, oddsShare = c.Share[t-1]+m.difference(), timesOdds(c.OddsShare[t-1], m.odds(0.5))
		}
		c.Matched = append(c.Matched, m.sources)
		c.Link, c.OddsLink = append(c.Link, m.difference()), append(c.OddsLink, m.odds(0.5))
		c.Share, c.OddsShare = append(c.Share, share), append(c.OddsShare, oddsShare)
		c.Naive = append(c.Naive, naive)
	}
	return c
}

// timesOdds returns the share whose odds are so many times those of share.
func timesOdds(share, ratio float64) float64 { return share * ratio / (1 - share + share*ratio) }
