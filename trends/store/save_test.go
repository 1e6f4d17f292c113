package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"trends/trends"
)

func TestSaveTwiceChangesNothing(t *testing.T) {
	db := openNew(t)
	batch := market(300, 1)
	if got, want := mustSave(t, db, day(220), false, batch), (SaveResult{New: 300}); got != want {
		t.Errorf("first save: %+v, want %+v", got, want)
	}
	mustSettle(t, db)
	before := stateOf(t, db)
	for _, seen := range []time.Time{day(220), day(250)} {
		if got, want := mustSave(t, db, seen, false, batch), (SaveResult{Unchanged: 300}); got != want {
			t.Errorf("saved again on %s: %+v, want %+v", seen.Format(time.DateOnly), got, want)
		}
		mustSettle(t, db)
		wantState(t, before, stateOf(t, db))
	}
}

// save imports the items in the given portions, settling after each if asked to.
func save(t *testing.T, db *DB, list []Item, size int, settle bool) {
	t.Helper()
	for portion := range slices.Chunk(list, size) {
		mustSave(t, db, day(220), true, portion)
		if settle {
			mustSettle(t, db)
		}
	}
	mustSettle(t, db)
	for source := range map[string]bool{"archive": true, "hn:thread": true} {
		c := trends.Crawl{Source: source, Started: day(221), Ended: day(221), Outcome: trends.OutcomeComplete, From: "2026-01", To: "2026-06"}
		if err := db.FinishImport(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	mustSettle(t, db)
}

func TestOrderOfImportDoesNotMatter(t *testing.T) {
	list := market(400, 2)
	straight := openNew(t)
	save(t, straight, list, len(list), false)
	want := stateOf(t, straight)
	if len(want.Counts) < 50 || len(want.Openings) > 350 {
		t.Fatalf("the made-up market is too dull: %d counts, %d openings", len(want.Counts), len(want.Openings))
	}
	for _, tt := range []struct {
		size   int
		settle bool
	}{{400, false}, {37, false}, {37, true}, {150, true}} {
		t.Run(fmt.Sprintf("portions of %d, settled %v", tt.size, tt.settle), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(tt.size), 3))
			shuffled := slices.Clone(list)
			r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			db := openNew(t)
			save(t, db, shuffled, tt.size, tt.settle)
			wantState(t, want, stateOf(t, db))
		})
	}
}

// A month that comes in later lies between two others, or makes them the neighbours of a skipped thread.
func TestThreadThatComesLater(t *testing.T) {
	jan, mar, may := threadAd("jan", "we use go", "2026-01"), threadAd("mar", "we use go", "2026-03"), threadAd("may", "we use go", "2026-05")
	other := func(month string) trends.Posting { return threadAd("other-"+month, "rust it is "+month, month) }
	steps := []struct {
		save []trends.Posting
		want int64 // openings of the job that jan, mar and may are
	}{
		{[]trends.Posting{jan, mar}, 1}, // no thread lies between as far as is known
		{[]trends.Posting{other("2026-02")}, 2},
		{[]trends.Posting{may}, 2},              // March and May are neighbours
		{[]trends.Posting{other("2026-04")}, 3}, // not any more
		{[]trends.Posting{threadAd("feb", "We use Go!", "2026-02")}, 2},
	}
	db := openNew(t)
	var all []trends.Posting
	for i, s := range steps {
		mustSave(t, db, day(200), true, items(s.save...))
		mustSettle(t, db)
		all = append(all, s.save...)
		if got := number(t, db, `SELECT count(DISTINCT opening) FROM postings WHERE external_id IN ('jan', 'feb', 'mar', 'may')`); got != s.want {
			t.Errorf("after step %d: %d openings, want %d", i+1, got, s.want)
		}
	}
	slices.Reverse(all)
	once := openNew(t)
	mustSave(t, once, day(200), true, items(all...))
	mustSettle(t, once)
	wantState(t, stateOf(t, once), stateOf(t, db))
}

// The last ad of a thread moves to another: the thread is gone, and those around it are neighbours.
func TestThreadThatVanishes(t *testing.T) {
	db := openNew(t)
	feb := threadAd("x", "sql and kafka", "2026-02")
	mustSave(t, db, day(200), true, items(threadAd("jan", "we use go", "2026-01"), threadAd("mar", "we use go", "2026-03"), feb))
	mustSettle(t, db)
	moved := feb
	moved.Month = "2026-03"
	mustSave(t, db, day(201), true, items(moved))
	mustSettle(t, db)
	if got := number(t, db, `SELECT count(DISTINCT opening) FROM postings WHERE external_id IN ('jan', 'mar')`); got != 1 {
		t.Errorf("%d openings, want 1", got)
	}
}

func TestTextMovesPostingToAnotherJob(t *testing.T) {
	a1, a2 := ad("lever:a", "a", "we use go", day(100)), ad("lever:a", "a", "we use rust", day(100))
	b, c := ad("ashby:b", "b", "we use go", day(105)), ad("ashby:c", "c", "we use rust", day(108))
	want := openNew(t)
	mustSave(t, want, day(110), true, items(a2, b, c))
	mustSettle(t, want)
	for name, steps := range map[string][][]trends.Posting{
		"first of its job": {{a1, b, c}, {a2}},
		"not settled":      {{a1}, {b}, {a2}, {c}},
		"back and forth":   {{a1, b}, {a2}, {a1}, {c, a2}},
	} {
		t.Run(name, func(t *testing.T) {
			db := openNew(t)
			for _, s := range steps {
				mustSave(t, db, day(110), true, items(s...))
				if name != "not settled" {
					mustSettle(t, db)
				}
			}
			mustSettle(t, db)
			wantState(t, stateOf(t, want), stateOf(t, db))
		})
	}
}

// A posting that a file holds twice ends with what comes last, however the file is cut into batches, and both texts are kept.
func TestSamePostingTwiceInABatch(t *testing.T) {
	list := items(ad("archive", "a", "we use go", day(20)), ad("archive", "b", "sql", day(9)), ad("archive", "a", "we use rust", day(10)), ad("archive", "b", "sql", day(9)))
	var states []state
	for _, size := range []int{1, 3, 4} {
		db := openNew(t)
		var sum SaveResult
		for portion := range slices.Chunk(list, size) {
			sum.Add(mustSave(t, db, day(110), true, portion))
		}
		mustSettle(t, db)
		if want := (SaveResult{New: 2, Changed: 1, Unchanged: 1}); sum != want {
			t.Errorf("batches of %d: %+v, want %+v", size, sum, want)
		}
		if r := rowOf(t, db, "a"); r.Posting.Body != "we use rust" || !r.Posting.Posted.Equal(day(10)) {
			t.Errorf("batches of %d: text %q, posted %s", size, r.Posting.Body, r.Posting.Posted)
		}
		if n := number(t, db, `SELECT sum(texts) FROM bodies`); n != 3 {
			t.Errorf("batches of %d: %d texts kept, want 3", size, n)
		}
		states = append(states, stateOf(t, db))
	}
	for _, s := range states[1:] {
		wantState(t, states[0], s)
	}
}

func TestDates(t *testing.T) {
	tests := []struct {
		name          string
		lastWhole     time.Time // of the source; zero if it was never read
		archive       bool
		seen          []time.Time
		claimed       []time.Time
		want          time.Time
		wantPrecision trends.Precision
	}{
		{"as claimed", time.Time{}, false, []time.Time{day(50)}, []time.Time{day(40)}, day(40), trends.PrecisionDay},
		{"never later than first seen", time.Time{}, false, []time.Time{day(50)}, []time.Time{day(60)}, day(50), trends.PrecisionDay},
		{"of the future, in an archive", time.Time{}, true, []time.Time{day(50)}, []time.Time{day(60)}, day(60), trends.PrecisionDay},
		{"a later claim does not count", time.Time{}, false, []time.Time{day(50), day(90)}, []time.Time{day(40), day(80)}, day(40), trends.PrecisionDay},
		{"an earlier claim counts", time.Time{}, false, []time.Time{day(50), day(60)}, []time.Time{day(40), day(30)}, day(30), trends.PrecisionDay},
		{"a claim withdrawn stays", time.Time{}, false, []time.Time{day(50), day(60)}, []time.Time{day(40), {}}, day(40), trends.PrecisionDay},
		{"none, read a week apart", day(43), false, []time.Time{day(50)}, []time.Time{{}}, day(46).Add(12 * time.Hour), trends.PrecisionInterval},
		{"none, read longer apart", day(42), false, []time.Time{day(50)}, []time.Time{{}}, time.Time{}, trends.PrecisionNone},
		{"none, first read", time.Time{}, false, []time.Time{day(50)}, []time.Time{{}}, time.Time{}, trends.PrecisionNone},
		{"none, in an archive", day(49), true, []time.Time{day(50)}, []time.Time{{}}, time.Time{}, trends.PrecisionNone},
		{"an interval stays when the text changes", day(48), false, []time.Time{day(50), day(90)}, []time.Time{{}, {}}, day(49), trends.PrecisionInterval},
		{"a claim after an interval, later", day(48), false, []time.Time{day(50), day(52)}, []time.Time{{}, day(50)}, day(49), trends.PrecisionInterval},
		{"a claim before the first, by a source read live", time.Time{}, false, []time.Time{day(50), day(60)}, []time.Time{{}, day(55)}, day(50), trends.PrecisionDay},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			db := openNew(t)
			if !tt.lastWhole.IsZero() {
				mustCrawl(t, db, "lever:a", tt.lastWhole, trends.OutcomeComplete)
			}
			for i, seen := range tt.seen {
				mustSave(t, db, seen, tt.archive, items(ad("lever:a", "a", fmt.Sprint("text ", i), tt.claimed[i])))
			}
			r := rowOf(t, db, "a")
			if !r.Posting.Posted.Equal(tt.want) || r.Posting.Precision != tt.wantPrecision {
				t.Errorf("posted %s (%s), want %s (%s)", r.Posting.Posted, r.Posting.Precision, tt.want, tt.wantPrecision)
			}
			if !r.FirstSeen.Equal(tt.seen[0]) {
				t.Errorf("first seen %s, want %s", r.FirstSeen, tt.seen[0])
			}
		})
	}
}
