package trends_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"trends/trends"
)

// paid makes n ads of December 2025, one of each employer e0, e1, …, all with the skills and the pay.
func paid(from int64, n int, skills, pay string) []ad {
	var out []ad
	for i := range n {
		out = append(out, ad{id: from + int64(i), source: "a", employer: fmt.Sprint("e", i), posted: "2025-12-01", skills: skills, pay: pay})
	}
	return out
}

// payOf computes the pay of ads, and returns the row of a skill.
func payOf(t *testing.T, ads []ad, currency, skill string) (*trends.PayReport, trends.PayRow) {
	t.Helper()
	p := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions())
	r := p.Pay(trends.Query{New: true}, currency, infos("go", "python"))
	for _, row := range r.Skills {
		if row.Skill == skill {
			return r, row
		}
	}
	t.Fatalf("no row of %s", skill)
	return nil, trends.PayRow{}
}

// What is used, what is left out and why, counted by hand.
func TestPayCounts(t *testing.T) {
	for _, c := range []struct {
		name, pay string
		stated    int
		used      int
		left      string
	}{
		{"a range", "90000 120000 EUR year", 1, 1, ""},
		{"a figure a day", "500 500 EUR day", 1, 1, ""},
		{"nothing", "", 0, 0, ""},
		{"another currency", "90000 120000 USD year", 1, 0, ""},
		{"a range wider than 2.5x", "40000 100001 EUR year", 1, 0, "range too wide 1"},
		{"one bound", "0 100000 EUR year", 1, 0, "only one bound 1"},
		{"a slip of the pen", "1050000 1050000 EUR year", 1, 0, "far from usual 1"},
		{"pay a month taken for pay a year", "8000 9000 EUR year", 1, 0, "far from usual 1"},
	} {
		other := ad{id: 99, source: "a", employer: "x", posted: "2025-12-02", skills: "go", pay: c.pay}
		ads := append(paid(1, 9, "go", "100000 100000 EUR year"), other)
		r, row := payOf(t, ads, "EUR", "go")
		var left []string
		for _, l := range r.Pay.Left {
			left = append(left, fmt.Sprint(l.Name, " ", l.Openings))
		}
		if got := strings.Join(left, "; "); got != c.left {
			t.Errorf("%s: left out %q, want %q", c.name, got, c.left)
		}
		if row.Openings != 10 || row.Stated != 9+c.stated || row.Used != 9+c.used || r.Pay.Used != row.Used {
			t.Errorf("%s: %d openings, %d stated, %d used; want 10, %d, %d", c.name, row.Openings, row.Stated, row.Used, 9+c.stated, 9+c.used)
		}
	}
}

// Nothing is said of fewer than 10 ads or 5 employers; there are quartiles from 20 employers on; each employer has one value.
func TestPaySupport(t *testing.T) {
	same := func(n int, ads []ad) []ad { // the ads of n employers
		for i := range ads {
			ads[i].employer = fmt.Sprint("e", i%n)
			ads[i].pay = fmt.Sprintf("%d %d EUR year", 100000+1000*(i%n), 100000+1000*(i%n))
		}
		return ads
	}
	for _, c := range []struct {
		name               string
		ads                []ad
		median, low, three string
	}{
		{"9 ads", same(9, paid(1, 9, "go", "")), "", "", ""},
		{"10 ads of 4 employers", same(4, paid(1, 10, "go", "")), "", "", ""},
		{"10 ads of 5 employers, which bound no median", same(5, paid(1, 10, "go", "")), "102000", "", ""},
		{"10 ads of 10 employers", same(10, paid(1, 10, "go", "")), "104500", "101000", ""},
		{"21 ads of 21 employers", same(21, paid(1, 21, "go", "")), "110000", "105000", "115000"},
	} {
		_, row := payOf(t, c.ads, "", "go")
		got := []string{row.Median.String(), row.Low.String(), row.Three.String()}
		if diff := gocmp.Diff([]string{c.median, c.low, c.three}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// The currency is the one that most usable ads are in, and none is pooled.
func TestPayCurrency(t *testing.T) {
	ads := append(paid(1, 12, "go", "100000 100000 USD year"), paid(20, 13, "go", "0 50000 EUR year")...)
	r, row := payOf(t, ads, "", "go")
	if r.Pay.Currency != "USD" || row.Used != 12 || float64(row.Median) != 100000 {
		t.Errorf("currency %s, %d ads, median %v; want USD, 12, 100000", r.Pay.Currency, row.Used, row.Median)
	}
	want := []trends.Tally{{Name: "EUR", Openings: 13}, {Name: "USD", Openings: 12}}
	if diff := gocmp.Diff(want, r.Pay.Currencies); diff != "" {
		t.Errorf("currencies (-want +got):\n%s", diff)
	}
}

// In every country and level ads with the skill state a tenth more; the skill is asked for where pay is high, so that the plain
// medians differ by more.
func TestPayPremium(t *testing.T) {
	var ads []ad
	for i := range 160 {
		a := ad{id: int64(i + 1), source: "a", employer: fmt.Sprint("e", i/4), posted: "2025-12-01", skills: "python",
			country: "DE", level: "junior"}
		pay := 50000.0 * (1 + 0.001*float64(i/4%7))
		if i%2 == 1 {
			a.country, pay = "US", 2*pay
		}
		if i/4%2 == 1 {
			a.level, pay = "senior", 1.5*pay
		}
		if i%8 > 4 || i%40 == 0 {
			a.skills, pay = "go python", 1.1*pay
		}
		a.pay = fmt.Sprintf("%.0f %.0f USD year", pay, pay)
		ads = append(ads, a)
	}
	r, row := payOf(t, ads, "", "go")
	if math.Abs(float64(row.Premium)-0.1) > 0.002 || row.PremiumLow > 0.1 || row.PremiumHigh < 0.099 {
		t.Errorf("premium %v (%v to %v), want 0.1; lacks %q", row.Premium, row.PremiumLow, row.PremiumHigh, row.Lacks)
	}
	if r.Pay.Compared != 1 || row.Q != row.P {
		t.Errorf("%d skills compared, q %v, p %v; python is in all ads, so one, and q = p", r.Pay.Compared, row.Q, row.P)
	}
	if _, all := payOf(t, ads, "", "python"); all.Lacks != "30 more ads without it that state pay" {
		t.Errorf("python lacks %q", all.Lacks)
	}
	view, ok := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions()).PaySkill(trends.Query{New: true}, "", "go", infos("go", "python"))
	if !ok || view.Row.Premium != row.Premium {
		t.Fatalf("PaySkill: %v, premium %v, want that of Pay: %v", ok, view.Row.Premium, row.Premium)
	}
	var levels []string
	for _, l := range view.Levels {
		levels = append(levels, fmt.Sprintf("%s %d of %d", l.Seniority, l.With.Used, l.All.Used))
	}
	want := "intern 0 of 0, junior 4 of 80, mid 0 of 0, senior 60 of 80, staff 0 of 0, manager 0 of 0, executive 0 of 0,  0 of 0"
	if got := strings.Join(levels, ", "); got != want {
		t.Errorf("levels %s, want %s", got, want)
	}
}

// A law makes more ads of a country state pay: that is said. Where nothing changes, and where few ads are, nothing is.
func TestPayJump(t *testing.T) {
	var ads []ad
	for m := range 24 {
		for i := range 60 {
			a := ad{id: int64(m*100 + i + 1), source: "a", employer: fmt.Sprint("e", (m+i)%30), posted: fmt.Sprintf("%d-%02d-05", 2024+m/12, m%12+1),
				country: []string{"US", "DE"}[i%2], skills: "go"}
			if i%10 < 2 || a.country == "US" && m >= 14 && i%10 < 6 {
				a.pay = "100000 100000 EUR year"
			}
			ads = append(ads, a)
		}
	}
	r := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions()).Pay(trends.Query{}, "", infos("go"))
	var got []string
	for _, w := range r.Warnings {
		got = append(got, w.Text)
	}
	want := []string{"only the ads that state pay, 28 % of all; others may differ",
		"in US the share of ads that state pay went from 20 % to 60 % in 2025-03: other ads than before state it since, " +
			"so their pay cannot be compared"}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}
