package store

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

func TestCountsEqualRecount(t *testing.T) {
	ctx := t.Context()
	db := openNew(t)
	list := market(300, 4)
	for i, portion := range slices.Collect(slices.Chunk(list, 60)) {
		at := day(30 + 45*i)
		mustSave(t, db, at, i%2 == 0, portion)
		for _, source := range []string{"greenhouse:acme", "lever:umbra", "ashby:initech"} {
			mustCrawl(t, db, source, at, trends.OutcomeComplete)
		}
		// a reader of threads declares months whole, also those that nothing new came for
		c := trends.Crawl{Source: "hn:thread", Started: at, Ended: at, Outcome: trends.OutcomeComplete, Seen: 9, From: "2026-01", To: "2026-06"}
		if i > 1 {
			if _, err := db.FinishCrawl(ctx, c, nil, nil); err != nil {
				t.Fatal(err)
			}
		}
		mustSettle(t, db)
		sameAsRecount(t, db, fmt.Sprintf("after portion %d", i+1))
	}
	err := db.Bodies(ctx, []string{tax2}, 50, func(page []Body) error {
		var re []Retagged
		for i := range page {
			p := &page[i].Posting
			re = append(re, Retagged{Posting: p.Key(), Tags: tag(tax2, p), Job: trends.JobKey(p, p.Body), Sketch: trends.Sketch(p, p.Body+" and "+skillNames()[len(p.Body)%6])})
		}
		return db.Retag(ctx, tax2, re)
	})
	if err != nil {
		t.Fatal(err)
	}
	mustSettle(t, db)
	sameAsRecount(t, db, "after new tags")
}

// Months that a reader of threads declares whole count from then on, also when nothing new came.
func TestCrawlDeclaresMonths(t *testing.T) {
	db := openNew(t)
	mustSave(t, db, day(40), false, items(threadAd("jan", "we use go", "2026-01")))
	mustCrawl(t, db, "hn:thread", day(40), trends.OutcomePartial)
	mustSettle(t, db)
	if got := number(t, db, `SELECT count(*) FROM counts`); got != 0 {
		t.Errorf("%d rows of counts before the month is declared whole, want 0", got)
	}
	c := trends.Crawl{Source: "hn:thread", Started: day(41), Ended: day(41), Outcome: trends.OutcomeComplete, Seen: 1, From: "2026-01", To: "2026-01"}
	if _, err := db.FinishCrawl(t.Context(), c, nil, []string{"jan"}); err != nil {
		t.Fatal(err)
	}
	mustSettle(t, db)
	if got, err := db.Counts(t.Context()); err != nil || len(got) == 0 {
		t.Errorf("counts %v, error %v; want rows", got, err)
	}
	sameAsRecount(t, db, "after the crawl")
}

// sameAsRecount compares the counts with those made from scratch.
func sameAsRecount(t *testing.T, db *DB, when string) {
	t.Helper()
	got, err := db.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Recount(t.Context()); err != nil {
		t.Fatal(err)
	}
	want, err := db.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: counts differ from a recount (-recount +kept):\n%.2000s", when, diff)
	}
}

func TestRecountBeforeSettleLosesNothing(t *testing.T) {
	run := func(recount bool) state {
		db := openNew(t)
		mustSave(t, db, day(200), true, items(threadAd("jan", "we use go", "2026-01"), threadAd("mar", "we use go", "2026-03")))
		mustSettle(t, db)
		mustSave(t, db, day(200), true, items(threadAd("feb", "rust", "2026-02")))
		if recount {
			if err := db.Recount(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		mustSettle(t, db)
		return stateOf(t, db)
	}
	wantState(t, run(false), run(true))
}
