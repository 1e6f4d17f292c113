package trends_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"trends/trends"
)

// termMarket is a made-up market of 2024 and 2025 in two archives of 30 ads a month, with what each ad says.
func termMarket() (ads []ad, say map[int64][]string) {
	say = map[int64][]string{}
	for month := range 24 {
		for i := range 60 {
			id := int64(1000*month + i + 1)
			a := ad{id: id, source: []string{"a", "b"}[i%2], employer: fmt.Sprintf("e%02d", i/2), posted: fmt.Sprintf("%d-%02d-15", 2024+month/12, 1+month%12)}
			ads = append(ads, a)
			words := []string{"usual term"}
			late := month >= 21
			for term, on := range map[string]bool{
				"quux store":      late && i < 20,
				"store":           late && i < 20, // only inside it
				"one employer":    late && i < 2,
				"seven employers": late && i < 14,
				"one source":      late && i < 40 && i%2 == 0,
				"few openings":    late && i >= 40 && i < 44,
				"steady term":     i < 20,
				"falling term":    !late && i < 20,
				"old and rising":  i < 4 || late && i < 30,
			} {
				if on {
					words = append(words, term)
				}
			}
			say[id] = words
		}
	}
	return ads, say
}

// emergingOf adds what the ads say, in the given order.
func emergingOf(e *trends.Emerging, ids []int64, say map[int64][]string) *trends.Emerging {
	for _, id := range ids {
		var terms []trends.Term
		for i, text := range say[id] {
			spelling := text
			if id%3 == 0 {
				spelling = strings.ToUpper(text)
			}
			terms = append(terms, trends.Term{Key: text, Text: spelling, Start: i, End: i + 1}, trends.Term{Key: text, Text: spelling, Start: i, End: i + 1})
		}
		e.Add(id, terms)
	}
	return e
}

func termsOf(r *trends.EmergingReport) []string {
	var out []string
	for _, row := range r.Terms {
		out = append(out, row.Key)
	}
	slices.Sort(out)
	return out
}

func TestEmerging(t *testing.T) {
	ads, say := termMarket()
	p := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions())
	e := p.NewEmerging(trends.Query{}, trends.DefaultEmergingOptions())
	r := emergingOf(e, e.Ads(), say).Report()
	if r.Texts != 24*60 || r.Openings != 180 || r.OpeningsBefore != 720 || r.BeforeMonths != 12 || r.Sample != 1 || r.OneSource ||
		r.Now != (trends.Span{From: "2025-10", To: "2025-12"}) || r.Before != (trends.Span{From: "2024-10", To: "2025-09"}) {
		t.Errorf("read %d texts, %d openings in %v and %d in %v", r.Texts, r.Openings, r.Now, r.OpeningsBefore, r.Before)
	}
	if want := []string{"old and rising", "quux store"}; !slices.Equal(termsOf(r), want) {
		t.Errorf("listed %q, want %q", termsOf(r), want)
	}
	i := slices.IndexFunc(r.Terms, func(row trends.EmergingTerm) bool { return row.Key == "quux store" })
	row := r.Terms[i]
	if row.Term != "quux store" || row.Openings != 60 || row.Before != 0 || row.Employers != 10 || row.Sources != 2 || row.First != "2025-10" || len(row.Postings) != 60 ||
		row.Burst <= 0 || len(row.Examples(5)) != 5 || len(row.Examples(50)) != 10 {
		t.Errorf("quux store: %+v", row)
	}
	for _, other := range []string{"usual term", "one employer"} {
		if term, ok := e.Term(other); !ok || term.Openings == 0 {
			t.Errorf("%s: %+v, %v", other, term, ok)
		}
	}
	if _, ok := e.Term("falling term"); ok {
		t.Error("a term that no opening now names is described")
	}
	if _, ok := e.Term("unheard of"); ok {
		t.Error("a term that no ad names is described")
	}
}

// One source suffices where only one can be compared, and what is not watched in both periods is not counted.
func TestEmergingSources(t *testing.T) {
	ads, say := termMarket()
	for i := range ads {
		if ads[i].source == "b" {
			ads[i].posted = strings.Replace(ads[i].posted, "2024-", "2025-", 1)
		}
	}
	ads = slices.DeleteFunc(ads, func(a ad) bool { return a.source == "b" && a.posted < "2025-10" })
	p := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions())
	e := p.NewEmerging(trends.Query{}, trends.DefaultEmergingOptions())
	r := emergingOf(e, e.Ads(), say).Report()
	if !r.OneSource || !slices.Equal(r.Sources, []string{"a"}) || r.Settings.Sources != 1 || r.Openings != 90 {
		t.Errorf("sources %v, %d openings, settings %+v", r.Sources, r.Openings, r.Settings)
	}
	if !slices.Contains(termsOf(r), "one source") {
		t.Errorf("listed %q", termsOf(r))
	}
}

func TestEmergingLacks(t *testing.T) {
	ads, _ := termMarket()
	for _, c := range []struct {
		until, lacks string
	}{{"2024-05", "six complete months"}, {"2023-12", "six complete months"}, {"2024-06", ""}} {
		p := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions())
		r := p.NewEmerging(trends.Query{Until: c.until}, trends.DefaultEmergingOptions()).Report()
		if !strings.HasPrefix(r.Lacks, c.lacks) || c.lacks == "" && r.Lacks != "" {
			t.Errorf("until %s: %q, want %q", c.until, r.Lacks, c.lacks)
		}
	}
}

// The order in which texts are read never matters, and a smaller sample is part of a larger one.
func TestEmergingOrder(t *testing.T) {
	ads, say := termMarket()
	p := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions())
	rng := rand.New(rand.NewPCG(1, 2))
	var larger []int64
	for _, share := range []float64{1, 0.6, 0.3, 0.1} {
		o := trends.DefaultEmergingOptions()
		o.Sample = share
		e := p.NewEmerging(trends.Query{}, o)
		ids := e.Ads()
		want := emergingOf(e, ids, say).Report()
		if n := float64(len(ids)) / 1440; n < share-0.05 || n > share+0.05 {
			t.Errorf("a sample of %g reads %g of the texts", share, n)
		}
		if larger != nil && slices.ContainsFunc(ids, func(id int64) bool { return !slices.Contains(larger, id) }) {
			t.Errorf("the sample of %g is no part of a larger one", share)
		}
		larger = slices.Clone(ids)
		for range 3 {
			rng.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			got := emergingOf(p.NewEmerging(trends.Query{}, o), ids, say).Report()
			if d := gocmp.Diff(jsonText(t, want), jsonText(t, got)); d != "" {
				t.Fatalf("read in another order (-want +got):\n%s", d)
			}
		}
	}
	o := trends.DefaultEmergingOptions()
	o.MaxTexts = 1000
	if got := p.NewEmerging(trends.Query{}, o).Report().Sample; got != 0.5 {
		t.Errorf("at most 1000 of 1440 texts: sample %g", got)
	}
}
