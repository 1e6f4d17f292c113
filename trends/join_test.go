package trends_test

import (
	"fmt"
	"slices"
	"testing"

	"trends/trends"
)

func TestJobKey(t *testing.T) {
	base := trends.Posting{Source: "a", ID: "1", Employer: "Example Inc.", Title: "ML Engineer", Places: []string{"Berlin", "Paris"}}
	text := "We build things.\n\n- Python"
	for _, c := range []struct {
		why  string
		edit func(p *trends.Posting, text *string)
		same bool
	}{
		{"another source and id", func(p *trends.Posting, _ *string) { p.Source, p.ID = "b", "9" }, true},
		{"spelling of the employer", func(p *trends.Posting, _ *string) { p.Employer = "EXAMPLE, Inc" }, true},
		{"order of places", func(p *trends.Posting, _ *string) { p.Places = []string{"paris", "Berlin"} }, true},
		{"spacing and bullets", func(_ *trends.Posting, s *string) { *s = "We build things. * PYTHON" }, true},
		{"another title", func(p *trends.Posting, _ *string) { p.Title = "Data Engineer" }, false},
		{"another place", func(p *trends.Posting, _ *string) { p.Places = []string{"Berlin"} }, false},
		{"another word", func(_ *trends.Posting, s *string) { *s += " and Go" }, false},
		{"no employer", func(p *trends.Posting, _ *string) { p.Employer = "" }, false},
	} {
		p, s := base, text
		c.edit(&p, &s)
		if got := trends.JobKey(&p, s) == trends.JobKey(&base, text); got != c.same {
			t.Errorf("%s: same job = %v, want %v", c.why, got, c.same)
		}
	}
}

func TestJoin(t *testing.T) {
	day := func(id int64, source string, from, to int32) trends.Sighting {
		return trends.Sighting{Posting: id, Source: source, Thread: -1, From: from, To: to}
	}
	req := func(id int64, source, requisition string, from, to int32) trends.Sighting {
		return trends.Sighting{Posting: id, Source: source, Requisition: requisition, Thread: -1, From: from, To: to}
	}
	thread := func(id int64, ordinal int32) trends.Sighting {
		return trends.Sighting{Posting: id, Source: "hn", Thread: ordinal, From: ordinal * 31, To: ordinal*31 + 30}
	}
	for _, c := range []struct {
		why             string
		in              []trends.Sighting
		opening, record []int64
	}{
		{"one ad", []trends.Sighting{day(1, "a", 0, 5)}, []int64{1}, []int64{1}},
		{"back after 30 days", []trends.Sighting{day(1, "a", 0, 5), day(2, "a", 35, 40)}, []int64{1, 1}, []int64{1, 1}},
		{"back after 31 days", []trends.Sighting{day(1, "a", 0, 5), day(2, "a", 36, 40)}, []int64{1, 2}, []int64{1, 2}},
		{"a long ad covers a short one", []trends.Sighting{day(1, "a", 0, 100), day(2, "a", 10, 20), day(3, "a", 125, 130)}, []int64{1, 1, 1}, []int64{1, 1, 1}},
		{"cross-post", []trends.Sighting{day(1, "a", 0, 5), day(2, "b", 3, 9)}, []int64{1, 1}, []int64{1, 2}},
		{"another source bridges the absence of one", []trends.Sighting{day(1, "a", 0, 5), day(2, "b", 30, 40), day(3, "a", 60, 70)},
			[]int64{1, 1, 1}, []int64{1, 2, 3}},
		{"consecutive threads", []trends.Sighting{thread(1, 0), thread(2, 1), thread(3, 2)}, []int64{1, 1, 1}, []int64{1, 1, 1}},
		{"a skipped thread", []trends.Sighting{thread(1, 0), thread(2, 2)}, []int64{1, 2}, []int64{1, 2}},
		{"two requisitions at once", []trends.Sighting{req(1, "a", "R1", 0, 9), req(2, "a", "R2", 1, 9), req(3, "a", "R1", 12, 20)},
			[]int64{1, 2, 1}, []int64{1, 2, 1}},
		{"a requisition means nothing at another source", []trends.Sighting{req(1, "a", "R1", 0, 9), req(2, "b", "77", 1, 9)},
			[]int64{1, 1}, []int64{1, 2}},
		{"twice in one thread", []trends.Sighting{thread(1, 4), thread(2, 4)}, []int64{1, 1}, []int64{1, 1}},
	} {
		for turn := range len(c.in) { // the order of the input must not matter
			in := append(slices.Clone(c.in[turn:]), c.in[:turn]...)
			opening, record := trends.Join(in, 30)
			want := append(slices.Clone(c.opening[turn:]), c.opening[:turn]...)
			wantRecord := append(slices.Clone(c.record[turn:]), c.record[:turn]...)
			if fmt.Sprint(opening) != fmt.Sprint(want) || fmt.Sprint(record) != fmt.Sprint(wantRecord) {
				t.Errorf("%s, turned by %d: Join = %v, %v, want %v, %v", c.why, turn, opening, record, want, wantRecord)
			}
		}
	}
}
