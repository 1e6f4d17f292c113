package trends_test

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"trends/trends"
)

// Eight ads: with a window of 30 days 2 goes on from 1 (absent up to 30 days), 3 from 1 (not absent), and 5 begins anew (absent up
// to 60 days). Python is named by 1, 2, 4 and 5, rust by 1, 4, 6 and 7, sql by 6.
func TestJoining(t *testing.T) {
	s := snapshot(t, []ad{
		{id: 1, source: "a", employer: "x", posted: "2025-10-02", skills: "python rust"},
		{id: 2, source: "a", employer: "x", posted: "2025-11-10", skills: "python", opening: 1, absence: 30},
		{id: 3, source: "b", employer: "x", posted: "2025-11-12", skills: "sql", opening: 1},
		{id: 4, source: "a", employer: "y", posted: "2025-10-03", skills: "python rust"},
		{id: 5, source: "a", employer: "y", posted: "2025-12-20", skills: "python", absence: 60},
		{id: 6, source: "a", employer: "z", posted: "2025-12-04", skills: "rust sql"},
		{id: 7, source: "a", employer: "z", posted: "2025-12-05", skills: "rust"},
		{id: 8, source: "a", employer: "z", posted: "2025-12-05", skills: "python", other: true},
	})
	for _, c := range []struct {
		why   string
		query trends.Query
		want  trends.Joining
	}{
		{"all months", trends.Query{}, trends.Joining{Ads: 7, Joined: 2,
			Windows: []trends.JoinWindow{{Days: 0, Openings: 6}, {Days: 30, Openings: 5}, {Days: 60, Openings: 4}},
			Swaps:   []trends.RankSwap{}}},
		{"until November", trends.Query{Until: "2025-11", New: true}, trends.Joining{Ads: 4, Joined: 2,
			Windows: []trends.JoinWindow{{Days: 0, Openings: 3}, {Days: 30, Openings: 2}, {Days: 60, Openings: 2}}, Swaps: []trends.RankSwap{}}},
		{"open ones", trends.Query{Active: true}, trends.Joining{Ads: 7, Joined: 2, Windows: []trends.JoinWindow{}, Swaps: []trends.RankSwap{}}},
	} {
		if diff := gocmp.Diff(c.want, trends.NewPanel(s, trends.DefaultOptions()).Joining(c.query)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}

// Rust is named by one opening more than python, until the three reposts that name python count as openings.
func TestJoiningSwaps(t *testing.T) {
	s := snapshot(t, []ad{
		{id: 1, source: "a", employer: "x", posted: "2025-10-02", skills: "python rust"},
		{id: 2, source: "a", employer: "x", posted: "2025-11-02", skills: "python", opening: 1, absence: 30},
		{id: 3, source: "a", employer: "x", posted: "2025-12-02", skills: "python", opening: 1, absence: 30},
		{id: 4, source: "a", employer: "y", posted: "2025-12-03", skills: "rust"},
	})
	r := trends.NewPanel(s, trends.DefaultOptions()).Report(trends.Query{}, nil)
	want := []trends.RankSwap{{First: "rust", Second: "python", Days: 0}}
	if diff := gocmp.Diff(want, r.Meta.Joining.Swaps); diff != "" {
		t.Errorf("swaps (-want +got):\n%s", diff)
	}
	for _, w := range r.Warnings {
		if w.Code == "repost window" {
			return
		}
	}
	t.Errorf("no warning: %v", r.Warnings)
}
