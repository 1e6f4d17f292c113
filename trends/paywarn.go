package trends

import (
	"fmt"
	"slices"

	"trends/trends/stats"
)

// leastJump is by how much the share of ads that state pay must change for a warning.
const leastJump = 0.1

// warnings lists what must be known to read the figures of pay.
func (l *payList) warnings(h *PayHead, window []int32) []Warning {
	out := []Warning{}
	add := func(code, format string, args ...any) { out = append(out, Warning{code, fmt.Sprintf(format, args...)}) }
	switch {
	case h.Openings == 0:
		add("empty", "no opening of this part of the data: run `trends crawl`, or `trends import --complete FILE`")
	case h.Stated == 0:
		add("no pay", "no ad states pay")
	case h.Share < payStated:
		add("few state pay", "only the ads that state pay, %.0f %% of all; others may differ", 100*h.Share)
	}
	for _, jump := range l.jumps(window) {
		add("more or fewer state pay", "%s", jump)
	}
	return out
}

// jumps finds the months in which the share of a country's ads that state pay moves to another level, as it does when a law begins to
// ask for pay: those that state it are then other ads than before, and pay before and after cannot be compared. A jump is 10 points or
// more, between levels whose intervals, with employers as clusters, do not touch.
func (l *payList) jumps(window []int32) []string {
	var out []string
	for c, name := range l.p.snap.Countries {
		if name == "" {
			continue
		}
		ads := l.inCountry(uint16(c))
		share, n := monthlyStated(ads, window)
		shifts := append(stats.Shifts(share, n), len(window))
		from := 0
		for i, at := range shifts[:len(shifts)-1] {
			before, after := l.statedIn(ads, window[from:at]), l.statedIn(ads, window[at:shifts[i+1]])
			from = at
			if max(before.P-after.P, after.P-before.P) >= leastJump && (before.High < after.Low || after.High < before.Low) {
				out = append(out, fmt.Sprintf("in %s the share of ads that state pay went from %.0f %% to %.0f %% in %s: other ads than "+
					"before state it since, so their pay cannot be compared", name, 100*before.P, 100*after.P, MonthName(window[at])))
			}
		}
	}
	return out
}

// inCountry returns the ads of a country.
func (l *payList) inCountry(country uint16) (ads []payAd) {
	for _, ad := range l.ads {
		if l.p.snap.Ads.Country[ad.ad] == country {
			ads = append(ads, ad)
		}
	}
	return ads
}

// monthlyStated returns by month of the window the share of ads that state pay, and how many there are. Half an ad is added to either
// side, so that a month without any has a logarithm too.
func monthlyStated(ads []payAd, window []int32) (share, n []float64) {
	share, n = make([]float64, len(window)), make([]float64, len(window))
	for _, ad := range ads {
		if i, ok := slices.BinarySearch(window, ad.month); ok {
			n[i]++
			if ad.stated {
				share[i]++
			}
		}
	}
	for i := range share {
		share[i] = (share[i] + 0.5) / (n[i] + 1)
	}
	return share, n
}

// statedIn returns the share of the ads of some months that state pay.
func (l *payList) statedIn(ads []payAd, months []int32) stats.Share {
	number := map[uint32]int{}
	var n, k []float64
	for _, ad := range ads {
		if !slices.Contains(months, ad.month) {
			continue
		}
		e, ok := number[ad.employer]
		if !ok {
			e = len(n)
			number[ad.employer] = e
			n, k = append(n, 0), append(k, 0)
		}
		n[e]++
		if ad.stated {
			k[e]++
		}
	}
	return stats.ClusterShare(n, k, l.p.opt.Rho, l.p.opt.Confidence)
}
