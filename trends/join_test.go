package trends_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trends/trends"
	"trends/trends/near"
)

func TestJobKey(t *testing.T) {
	base := trends.Posting{Source: "a", ID: "1", Employer: "Example Inc.", Title: "Senior ML Engineer", Places: []string{"Berlin", "Paris"}}
	const text = "We build things.\n\n- Python"
	for _, c := range []struct {
		why  string
		edit func(p *trends.Posting, text *string)
		same bool
	}{
		{"another source and id", func(p *trends.Posting, _ *string) { p.Source, p.ID = "b", "9" }, true},
		{"spelling of the employer", func(p *trends.Posting, _ *string) { p.Employer = "EXAMPLE, Inc" }, true},
		{"other places", func(p *trends.Posting, _ *string) { p.Places = []string{"Munich"} }, true},
		{"another text", func(_ *trends.Posting, s *string) { *s = "Something else." }, true},
		{"no employer", func(p *trends.Posting, _ *string) { p.Employer = "" }, false},
		{"a list of jobs", func(p *trends.Posting, _ *string) { p.Lists = true }, false},
		{"no text", func(_ *trends.Posting, s *string) { *s = "" }, false},
	} {
		p, s := base, text
		c.edit(&p, &s)
		if got := trends.JobKey(&p, s) == trends.JobKey(&base, text); got != c.same {
			t.Errorf("%s: same key = %v, want %v", c.why, got, c.same)
		}
	}
}

// Without a text, the places tell ads apart; their order does not matter.
func TestJobKeyWithoutText(t *testing.T) {
	key := func(places ...string) int64 {
		return trends.JobKey(&trends.Posting{Employer: "Example", Title: "Engineer", Places: places}, " ")
	}
	if key("Berlin", "Paris") != key("paris", "Berlin") || key("Berlin") == key("Paris") {
		t.Error("ads without a text are not told apart by their set of places")
	}
}

// TestTitles: titles on one line are those of one job, those on different lines are not. The places are Berlin, Germany.
func TestTitles(t *testing.T) {
	keys := map[int64]string{}
	for _, line := range []string{
		"ML Engineer | Machine Learning Engineer | machine learning engineers | Engineer, Machine Learning | ML Engineer (m/f/d) | ML Engineer (all genders) | ML Engineer - Remote",
		"Senior ML Engineer | Sr. ML Engineer | Senior Machine Learning Engineer - Berlin | Senior ML Engineer (Berlin, Germany) | ML Engineer, Senior (f/m/x)",
		"Senior ML Engineer, Ranking | Senior ML Engineer (Ranking) | Ranking - Senior ML Engineer | Senior ML Engineer - Ranking [Req 20417]",
		"ML Engineer II | ML Engineer 2",
		"Staff ML Engineer | Staff ML Engineer (Hybrid)",
		"Front-End Developer | Frontend Dev | Front End Developer (Full-time)",
		"Data Engineer, Munich | Data Engineer - Munich",
		"Data Engineer | Data Engineer (w/m/d) | DATA ENGINEER #104882",
		"Data Engineer (Part-time) | Part Time Data Engineer",
		"Remote | remote",
	} {
		for i, title := range strings.Split(line, " | ") {
			key := trends.JobKey(&trends.Posting{Employer: "Example", Title: title, Places: []string{"Berlin, Germany"}}, "text")
			if first, taken := keys[key]; taken != (i > 0) || taken && !strings.HasPrefix(line, first) {
				t.Errorf("title %q: key taken by %q", title, first)
			}
			if i == 0 {
				keys[key] = title
			}
		}
	}
}

func TestJoin(t *testing.T) {
	words := strings.Fields("we look for people who build and run reliable systems with care for users of all kinds " +
		"you know python and databases you like to explain what you do and you have seen a service grow from one machine to many " +
		"our team is small and decides by itself what comes next and talks to customers every week of the year")
	text := near.Of(strings.Join(words, " "))
	edited := near.Of(strings.Join(words[4:], " ") + " apply with a short letter")      // about 0.85
	other := near.Of("this is a text about something else that shares nothing with it") // 0
	part := near.Of(strings.Join(words[:45], " "))                                      // about 0.7
	type s = trends.Sighting
	day := func(id int64, source string, from, to int32) s {
		return s{Posting: id, Source: source, Text: text, Thread: -1, From: from, To: to}
	}
	with := func(x s, edit func(*s)) s { edit(&x); return x }
	text2 := func(x s, sketch near.Sketch) s { x.Text = sketch; return x }
	req := func(id int64, source, requisition string, from, to int32) s {
		return with(day(id, source, from, to), func(x *s) { x.Requisition = requisition })
	}
	thread := func(id int64, ordinal int32) s {
		return s{Posting: id, Source: "hn", Lists: true, Text: text, Thread: ordinal, From: ordinal * 31, To: ordinal*31 + 30}
	}
	title := func(x s, title string) s { x.Title = title; return x }
	for _, c := range []struct {
		why     string
		in      []s
		opening []int64
		record  []int64 // nil if as opening
		absence []int32
	}{
		{"one ad", []s{day(1, "a", 0, 5)}, []int64{1}, nil, []int32{-1}},
		{"back after a week", []s{day(1, "a", 0, 5), day(2, "a", 12, 40)}, []int64{1, 1}, nil, []int32{-1, 0}},
		{"back after 30 days", []s{day(1, "a", 0, 5), day(2, "a", 35, 40)}, []int64{1, 1}, nil, []int32{-1, 30}},
		{"back after 31 days", []s{day(1, "a", 0, 5), day(2, "a", 36, 40)}, []int64{1, 2}, nil, []int32{-1, 60}},
		{"back after 61 days", []s{day(1, "a", 0, 5), day(2, "a", 66, 70)}, []int64{1, 2}, nil, []int32{-1, -1}},
		{"what follows a new opening is part of it", []s{day(1, "a", 0, 5), day(2, "a", 50, 60), day(3, "a", 62, 70)}, []int64{1, 2, 2}, nil, []int32{-1, 60, 0}},
		{"a long ad covers a short one", []s{day(1, "a", 0, 100), day(2, "a", 10, 20), day(3, "a", 125, 130)}, []int64{1, 1, 1}, nil, []int32{-1, 0, 30}},
		{"cross-post", []s{day(1, "a", 0, 5), day(2, "b", 3, 9)}, []int64{1, 1}, []int64{1, 2}, []int32{-1, 0}},
		{"cross-post, edited", []s{day(1, "a", 0, 5), text2(day(2, "b", 3, 9), edited)}, []int64{1, 1}, []int64{1, 2}, []int32{-1, 0}},
		{"another source bridges the absence of one", []s{day(1, "a", 0, 5), day(2, "b", 30, 40), day(3, "a", 60, 70)},
			[]int64{1, 1, 1}, []int64{1, 2, 3}, []int32{-1, 30, 30}},
		{"repost, edited", []s{day(1, "a", 0, 5), text2(day(2, "a", 8, 20), edited)}, []int64{1, 1}, nil, []int32{-1, 0}},
		{"another text", []s{day(1, "a", 0, 5), text2(day(2, "a", 8, 20), other)}, []int64{1, 2}, nil, []int32{-1, -1}},
		{"two teams with one template at once", []s{day(1, "a", 0, 5), text2(day(2, "a", 4, 20), edited)}, []int64{1, 2}, nil, []int32{-1, -1}},
		{"each team's repost goes to its own", []s{day(1, "a", 0, 9), text2(day(2, "a", 4, 9), edited), day(3, "a", 10, 20), text2(day(4, "a", 10, 20), edited)},
			[]int64{1, 2, 1, 2}, nil, []int32{-1, -1, 0, 0}},
		{"a cross-post does not join two teams", []s{day(1, "a", 0, 9), text2(day(2, "a", 4, 9), edited), text2(day(3, "b", 5, 9), edited)},
			[]int64{1, 2, 2}, []int64{1, 2, 3}, []int32{-1, -1, 0}},
		{"two requisitions at once", []s{req(1, "a", "R1", 0, 9), req(2, "a", "R2", 1, 9), req(3, "a", "R1", 12, 20)},
			[]int64{1, 2, 1}, nil, []int32{-1, -1, 0}},
		{"one requisition, edited, at once", []s{req(1, "a", "R1", 0, 9), text2(req(2, "a", "R1", 1, 9), edited)}, []int64{1, 1}, nil, []int32{-1, 0}},
		{"a requisition means nothing at another source", []s{req(1, "a", "R1", 0, 9), req(2, "b", "77", 1, 9)},
			[]int64{1, 1}, []int64{1, 2}, []int32{-1, 0}},
		{"consecutive threads", []s{thread(1, 0), thread(2, 1), thread(3, 2)}, []int64{1, 1, 1}, nil, []int32{-1, 30, 30}},
		{"consecutive threads, much edited", []s{thread(1, 0), text2(thread(2, 1), part)}, []int64{1, 1}, nil, []int32{-1, 30}},
		{"a skipped thread", []s{thread(1, 0), thread(2, 2)}, []int64{1, 2}, nil, []int32{-1, 60}},
		{"two skipped threads", []s{thread(1, 0), thread(2, 3)}, []int64{1, 2}, nil, []int32{-1, -1}},
		{"twice in one thread", []s{thread(1, 4), thread(2, 4)}, []int64{1, 1}, nil, []int32{-1, 0}},
		{"two levels in one thread", []s{title(thread(1, 4), "Senior Engineer"), title(thread(2, 4), "Engineer")}, []int64{1, 2}, nil, []int32{-1, -1}},
		{"two subjects", []s{title(thread(1, 4), "Hardware Engineer"), title(thread(2, 5), "Data Engineer")}, []int64{1, 2}, nil, []int32{-1, -1}},
		{"a list that changes", []s{title(thread(1, 4), "Web and Data Engineers"), title(thread(2, 5), "Data Engineer")}, []int64{1, 1}, nil, []int32{-1, 30}},
		{"a list that is not told", []s{title(thread(1, 4), "Multiple roles"), title(thread(2, 5), "Data Engineer")}, []int64{1, 1}, nil, []int32{-1, 30}},
	} {
		want := make([]trends.Joined, len(c.in))
		for i := range want {
			want[i] = trends.Joined{Opening: c.opening[i], Record: c.opening[i], Absence: c.absence[i]}
			if c.record != nil {
				want[i].Record = c.record[i]
			}
		}
		r := rand.New(rand.NewPCG(1, 2))
		for range 6 { // the order of the input must not matter
			order := r.Perm(len(c.in))
			in, wanted := make([]s, len(order)), make([]trends.Joined, len(order))
			for i, k := range order {
				in[i], wanted[i] = c.in[k], want[k]
			}
			if got := trends.Join(in, 30); !slices.Equal(got, wanted) {
				t.Errorf("%s, in order %v: Join = %v, want %v", c.why, order, got, wanted)
				break
			}
		}
	}
}

// BenchmarkJoin joins a thousand ads of one employer and title, all up at once, whose texts share a template.
func BenchmarkJoin(b *testing.B) {
	r := rand.New(rand.NewPCG(4, 4))
	list := make([]trends.Sighting, 1000)
	for i := range list {
		var text strings.Builder
		for range 150 {
			text.WriteString(string([]rune{'a' + r.Int32N(26), 'a' + r.Int32N(26), 'a' + r.Int32N(26)}) + " words that many of them share ")
		}
		list[i] = trends.Sighting{Posting: int64(i), Source: "a", Title: "Engineer", Text: near.Of(text.String()), Thread: -1, From: int32(i % 50), To: 90}
	}
	for b.Loop() {
		trends.Join(list, 30)
	}
}
