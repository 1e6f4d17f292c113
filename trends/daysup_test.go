package trends_test

import (
	"fmt"
	"testing"

	"trends/trends"
)

// upFor makes n ads of a board read weekly from 2025-01-06 on, posted on the day of a read and last seen after so many weeks; closed says
// whether the next read missed them.
func upFor(t *testing.T, from int64, n int, posted string, weeks int32, closed bool) []ad {
	t.Helper()
	last := trends.Day(day(t, posted) + 7*weeks).Format("2006-01-02")
	next := trends.Day(day(t, posted) + 7*weeks + 7).Format("2006-01-02")
	var out []ad
	for i := range n {
		a := ad{id: from + int64(i), source: "test:board", employer: fmt.Sprint("e", from, i), posted: posted, skills: "go"}
		if closed {
			a.last, a.closed = last, next
		}
		out = append(out, a)
	}
	return out
}

// Days are counted by hand: an ad ends in the middle between the last read that saw it and the first that did not.
func TestDaysUp(t *testing.T) {
	const posted = "2025-03-03" // a Monday
	weekly := every("2025-01-06", "2025-06-30", 7)
	change := func(ads []ad, f func(i int, a *ad)) []ad {
		for i := range ads {
			f(i, &ads[i])
		}
		return ads
	}
	for _, c := range []struct {
		name string
		ads  []ad
		want string // openings, ended, median, longest, under; lacks
	}{
		{"all gone between two and three weeks", upFor(t, 1, 20, posted, 2, true), "20 20 17.5 17.5 0"},
		{"too few have ended", upFor(t, 1, 19, posted, 2, true), "19 19   0 1 more ads that ended"},
		{"most are still up", append(upFor(t, 1, 20, posted, 2, true), upFor(t, 50, 40, posted, 0, false)...), "60 20  119 0"},
		{"half are gone early, half late", append(upFor(t, 1, 20, posted, 1, true), upFor(t, 50, 20, posted, 5, true)...), "40 40 24.5 38.5 0"},
		{"all within one crawl gap", upFor(t, 1, 20, posted, 0, true), "20 20  3.5 7"},
		{"until its own deadline", change(upFor(t, 1, 20, posted, 2, true), func(_ int, a *ad) { a.closed, a.last = "2025-03-15", "2025-03-17" }),
			"20 20 12 12 0"},
		{"there before the board was watched", upFor(t, 1, 20, "2025-01-03", 2, true), "0 0   0 20 more ads that ended"},
		{"an archive says nothing of ends", change(upFor(t, 1, 20, posted, 2, true), func(_ int, a *ad) { a.source = "archive" }),
			"0 0   0 20 more ads that ended"},
		{"posted two weeks before it was seen", change(upFor(t, 1, 20, posted, 2, true), func(_ int, a *ad) { a.posted = "2025-02-17" }),
			"20 20 31.5 31.5 0"},
		{"up again elsewhere", change(upFor(t, 1, 40, posted, 2, true), func(i int, a *ad) {
			if i >= 20 { // each the repost of one before
				a.opening, a.posted, a.last, a.closed = int64(i-19), "2025-03-24", "2025-04-07", "2025-04-14"
			}
		}), "20 20 38.5 38.5 0"},
		{"still up elsewhere", change(upFor(t, 1, 60, posted, 2, true), func(i int, a *ad) {
			if i >= 40 {
				a.opening, a.closed = int64(i-39), ""
			}
		}), "40 20 17.5 119 0"},
	} {
		p := trends.NewPanel(snapshot(t, c.ads, reads(t, weekly...)), trends.DefaultOptions())
		v, ok := p.Skill(trends.Query{}, "go", infos("go"))
		if !ok {
			t.Fatal(c.name)
		}
		d := v.DaysUp
		got := fmt.Sprintf("%d %d %s %s %d", d.Openings, d.Ended, d.Median, d.Longest, d.Under)
		if d.Lacks != "" {
			got += " " + d.Lacks
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if fmt.Sprint(v.AllDaysUp) != fmt.Sprint(d) {
			t.Errorf("%s: all ads %v, want those of the skill that all name: %v", c.name, v.AllDaysUp, d)
		}
	}
}
