package write_test

import (
	"bytes"
	"strings"
	"testing"

	"trends/trends"
	"trends/trends/write"
)

// daysUp is a made-up time that ads stayed up; a median or limit of 0 is not reached.
func daysUp(median, low, high, longest float64) trends.DaysUp {
	d := trends.DaysUp{Openings: 312, Ended: 254, Median: trends.Number(median), Low: trends.Number(low), High: trends.Number(high),
		Longest: trends.Number(longest)}
	for _, n := range []*trends.Number{&d.Median, &d.Low, &d.High} {
		if *n == 0 {
			*n = trends.Undefined()
		}
	}
	return d
}

// A median that is not reached, or not told apart from nothing, is never a number.
func TestDaysUpText(t *testing.T) {
	short, none := daysUp(0, 0, 0, 3.5), trends.DaysUp{Lacks: "20 more ads that ended"}
	short.Under = 7
	const tail = ": median of 312 new openings, 254 of them gone"
	for _, c := range []struct {
		with, all trends.DaysUp
		want      string
	}{
		{daysUp(34, 30.5, 39, 90), daysUp(31, 30, 33, 120), "the ad stayed up 34 days (30.5 to 39)" + tail + "; all openings 31 days (30 to 33)."},
		{daysUp(34, 30, 0, 90), none, "the ad stayed up 34 days (30 or more)" + tail + "."},
		{daysUp(0, 60, 0, 62), daysUp(31, 30, 33, 120), "the ad stayed up more than 62 days (longest observed)" + tail},
		{short, short, "the ad stayed up under 7 days" + tail + "; all openings under 7 days."},
		{none, daysUp(31, 30, 33, 120), ""},
	} {
		r := report()
		view := &trends.SkillView{Meta: r.Meta, Row: r.Skills[0], Levels: map[string]int{}, DaysUp: c.with, AllDaysUp: c.all}
		var b bytes.Buffer
		if err := write.Skill(&b, view, "table", write.Style{}); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(b.String()), " ")
		if !strings.Contains(text, c.want) || c.want == "" && strings.Contains(text, "stayed up") {
			t.Errorf("%q is not in\n%s", c.want, b.String())
		}
	}
}
