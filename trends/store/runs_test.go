package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

// TestRuns notes three runs, of which the second is killed.
func TestRuns(t *testing.T) {
	db := openNew(t)
	var want []trends.Run
	for i := range 3 {
		r := trends.Run{Started: day(1 + i), Program: "1.0", Config: "c0ffee", Taxonomy: tax1, Sources: 9, NotDue: 1, NotBegun: 2, Errors: []string{}}
		if err := db.BeginRun(t.Context(), &r); err != nil {
			t.Fatal(err)
		}
		if i != 1 {
			for j, outcome := range []trends.Outcome{trends.OutcomeComplete, trends.OutcomeUnchanged, trends.OutcomePartial, trends.OutcomeFailed,
				trends.OutcomeRefused} {
				c := trends.Crawl{Source: string(rune('a' + j)), Outcome: outcome, Requests: 1 << j, Bytes: 10, Seen: 5, New: 4, Changed: 3, Closed: 2}
				if !c.Whole() {
					c.Error = "why"
				}
				r.Add(&c)
			}
			r.Ended, r.Seconds, r.End = r.Started.AddDate(0, 0, 0), 2.5, trends.RunPart
			if err := db.FinishRun(t.Context(), &r); err != nil {
				t.Fatal(err)
			}
		}
		r.Reads = nil
		want = append([]trends.Run{r}, want...)
	}
	got, err := db.Runs(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the runs (-noted +read):\n%s", d)
	}
	if got[0].ID != 3 || got[0].Read() != 5 || got[0].Requests != 31 || len(got[0].Errors) != 3 || got[1].End != trends.RunUnfinished {
		t.Errorf("the last runs are %+v", got)
	}
	if got, err := db.Runs(t.Context(), 1); err != nil || len(got) != 1 || got[0].ID != 3 {
		t.Errorf("the last run is %+v, %v", got, err)
	}
}
