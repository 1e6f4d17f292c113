package market_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/crawler/market"
)

// inScope returns the machine-learning ads posted in the market's own months.
func inScope(m *market.Market) []market.Listing {
	return slices.DeleteFunc(m.Listings(), func(l market.Listing) bool {
		return !l.InScope || l.Posted.Before(m.Start()) || !l.Posted.Before(m.End())
	})
}

func TestSameSeedSameMarket(t *testing.T) {
	o := market.Options{Seed: 7, Months: 6}
	a, b := market.New(o), market.New(o)
	if diff := cmp.Diff(a.Listings(), b.Listings()); diff != "" {
		t.Errorf("two markets of one seed differ:\n%s", diff)
	}
	if diff := cmp.Diff(a.Sources(), b.Sources()); diff != "" {
		t.Errorf("sources of one seed differ:\n%s", diff)
	}
	o.Seed = 8
	if cmp.Equal(a.Sources(), market.New(o).Sources()) {
		t.Error("another seed gave the same employers")
	}
}

// TestSize holds what the demo promises of its market.
func TestSize(t *testing.T) {
	m := market.New(market.Options{})
	employers, months := map[string]bool{}, map[string]map[int]bool{}
	site := map[string]bool{}
	for _, l := range inScope(m) {
		employers[l.Employer] = true
		if l.Source == "jsonld:tidewater" {
			site[l.Employer] = true
		}
		month := l.Posted.Format("2006-01")
		if months[month] == nil {
			months[month] = map[int]bool{}
		}
		months[month][l.Opening] = true
	}
	if len(months) != 27 {
		t.Errorf("ads in %d months, want 27", len(months))
	}
	for month, openings := range months {
		if len(openings) < 430 {
			t.Errorf("%s has %d new machine-learning openings, want 430 so that weekly reads find 400", month, len(openings))
		}
	}
	if len(employers) < 60 {
		t.Errorf("%d employers, want 60", len(employers))
	}
	if len(site) < 30 {
		t.Errorf("the big site has %d employers, want 30", len(site))
	}
	kinds := map[string]int{}
	for _, s := range m.Sources() {
		kinds[s.Kind]++
	}
	if diff := cmp.Diff(map[string]int{"greenhouse": 14, "lever": 8, "ashby": 8, "jsonld": 2, "hn": 1}, kinds); diff != "" {
		t.Errorf("sources by kind: -want +got\n%s", diff)
	}
}

// TestOffScope holds the part of jobs that are no machine-learning work.
func TestOffScope(t *testing.T) {
	other, all := 0, 0
	for _, l := range market.New(market.Options{Months: 6}).Listings() {
		all++
		if !l.InScope {
			other++
			if len(l.Skills) > 0 {
				t.Errorf("%s %s (%s) names %v, want nothing", l.Source, l.ID, l.Title, l.Skills)
			}
		}
	}
	if part := float64(other) / float64(all); part < 0.10 || part > 0.18 {
		t.Errorf("%.1f %% of the ads are out of scope, want about 13", 100*part)
	}
}

// TestTruth measures the planted odds on the labels: the first six months of the window against the last six, each source
// against itself. Employers come and go in between, so the measure is coarse.
func TestTruth(t *testing.T) {
	m := market.New(market.Options{})
	truth, ads := m.Truth(), inScope(m)
	if truth.First != "2024-03" || truth.Last != "2026-02" {
		t.Errorf("window %s to %s, want 2024-03 to 2026-02", truth.First, truth.Last)
	}
	up, down := 0, 0
	for _, c := range truth.Planted {
		odds := change(ads, truth, c.Skill)
		// Between the middles of the first and last six months lie 18 of the window's 23 steps.
		want := math.Pow(c.Odds, 18.0/23)
		if odds/want > 1.7 || want/odds > 1.7 {
			t.Errorf("%s: odds changed by %.2f over 18 months, want %.2f", c.Skill, odds, want)
		}
		if c.Odds >= 2.5 {
			up++
		} else if c.Odds <= 1/2.5 {
			down++
		}
	}
	if up < 6 || down < 5 || up+down != len(truth.Planted) {
		t.Errorf("%d rise and %d fall by odds of 2.5, want 6 and 5 and no others among %v", up, down, truth.Planted)
	}
	if len(truth.Unchanged) < 40 {
		t.Errorf("%d unchanged skills, want 40", len(truth.Unchanged))
	}
	for _, id := range truth.Unchanged {
		if odds := change(ads, truth, id); odds > 1.8 || odds < 1/1.8 {
			t.Errorf("%s is unchanged, yet its odds changed by %.2f", id, odds)
		}
	}
}

// change returns the Mantel-Haenszel odds ratio (1959) of a skill between the first and the last six months of the
// window, with the sources as strata.
func change(ads []market.Listing, truth market.Truth, skill string) float64 {
	type table struct{ with, without [2]float64 }
	tables := map[string]*table{}
	early, late := addMonths(truth.First, 6), addMonths(truth.Last, -5)
	for _, l := range ads {
		month, when := l.Posted.Format("2006-01"), 0
		switch {
		case month < truth.First || month >= early && month < late || month > truth.Last:
			continue
		case month >= late:
			when = 1
		}
		if tables[l.Source] == nil {
			tables[l.Source] = &table{}
		}
		if slices.Contains(l.Skills, skill) {
			tables[l.Source].with[when]++
		} else {
			tables[l.Source].without[when]++
		}
	}
	num, den := 0.0, 0.0
	for _, s := range tables {
		n := s.with[0] + s.with[1] + s.without[0] + s.without[1]
		num += s.with[1] * s.without[0] / n
		den += s.with[0] * s.without[1] / n
	}
	return num / den
}

func addMonths(month string, n int) string {
	at, _ := time.Parse("2006-01", month)
	return at.AddDate(0, n, 0).Format("2006-01")
}

// TestMisleading holds the traps: what a naive count falls for.
func TestMisleading(t *testing.T) {
	m := market.New(market.Options{})
	var flood, cross, again, early int
	sources := map[int]map[string]bool{}
	for _, l := range inScope(m) {
		if strings.HasSuffix(l.Title, ", Client Projects") && l.Posted.Format("2006-01") == "2025-06" {
			flood++
		}
		if sources[l.Opening] == nil {
			sources[l.Opening] = map[string]bool{}
		}
		sources[l.Opening][l.Source] = true
	}
	for _, s := range sources {
		if s["jsonld:tidewater"] && len(s) > 1 {
			cross++
		}
		if len(s) > 1 && !s["jsonld:tidewater"] {
			early++
		}
	}
	ads := map[int]int{}
	for _, l := range inScope(m) {
		ads[l.Opening]++
		if ads[l.Opening] == 2 && len(sources[l.Opening]) == 1 {
			again++
		}
	}
	if flood != 200 {
		t.Errorf("one employer posts %d ads in month 18, want 200", flood)
	}
	if cross < 600 || early < 100 || again < 200 {
		t.Errorf("%d cross-posts to the big site, %d to the small one, %d reposts inside a source: want 600, 100, 200", cross, early, again)
	}
}
