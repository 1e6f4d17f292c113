package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"trends/trends"
)

func TestPackRoundTrip(t *testing.T) {
	tests := []struct {
		name  string
		texts []string
		packs int
	}{
		{"one", []string{"we use go"}, 1},
		{"none", nil, 0},
		{"an empty text", []string{"", "x", ""}, 1},
		{"small ones go together", slices.Repeat([]string{strings.Repeat("a", 1000)}, 32), 1},
		{"a pack ends when it is full", slices.Repeat([]string{strings.Repeat("a", 1000)}, 34), 2},
		{"a long text fills a pack", []string{strings.Repeat("long ", 100_000), "x"}, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := packer{number: 5}
			at := make([]int64, len(tt.texts))
			for i, text := range tt.texts {
				at[i] = p.add(int64(i+1)<<40, int64(i), text)
			}
			p.end()
			if got := len(p.rows) / 3; got != tt.packs {
				t.Fatalf("%d packs, want %d", got, tt.packs)
			}
			i := 0
			for row := range slices.Chunk(p.rows, 3) {
				texts, err := unpack(row[2].([]byte))
				if err != nil || len(texts) != row[1].(int) {
					t.Fatalf("pack %v: %d texts, want %v; error %v", row[0], len(texts), row[1], err)
				}
				for _, v := range texts {
					if v.posting != int64(i+1)<<40 || v.previous != int64(i) || string(v.text) != tt.texts[i] || at[i] != row[0].(int64) {
						t.Errorf("text %d: posting %d, previous %d, %d bytes, in pack %v, said to be in %d", i, v.posting, v.previous, len(v.text), row[0], at[i])
					}
					i++
				}
			}
		})
	}
}

func TestUnpackDamaged(t *testing.T) {
	for name, plain := range map[string][]byte{
		"empty": {}, "more texts than bytes": {200, 1}, "cut in the head": {2, 0, 0, 0, 0, 0, 0, 0, 1, 0}, "longer than it is": {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 9, 'x'},
		"bytes left over": {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 'x', 'y'},
	} {
		if texts, err := unpack(compress(plain)); err == nil {
			t.Errorf("%s: %d texts, no error", name, len(texts))
		}
	}
}

// Texts that come and go are found again, however long ago they were stored.
func TestOldTexts(t *testing.T) {
	db := openNew(t)
	p := ad("lever:a", "a", "", day(1))
	for i, n := range []int{1, 2, 3, 2, 1, 4, 3, 3, 4, 5} {
		p.Body = fmt.Sprint("text ", n)
		mustSave(t, db, day(i+1), false, items(p))
		if got := rowOf(t, db, "a").Posting.Body; got != p.Body {
			t.Fatalf("step %d: text %q, want %q", i, got, p.Body)
		}
	}
	want := []string{"2026-01-01 text 1", "2026-01-02 text 2", "2026-01-03 text 3", "2026-01-06 text 4", "2026-01-10 text 5"}
	if got := keptTexts(t, db, p.Key()); !slices.Equal(got, want) {
		t.Errorf("texts kept: %q, want %q", got, want)
	}
}

// Far fewer ads than usual are taken for a broken read, whose answers must not be remembered.
func TestShrunkenReadIsForgotten(t *testing.T) {
	db := openNew(t)
	many := strings.Fields("a b c d e f g h i j")
	finish := func(n, ads int) {
		t.Helper()
		c := trends.Crawl{Source: board, Started: day(n), Ended: day(n), Outcome: trends.OutcomeComplete, Seen: ads}
		f := trends.Fetch{URL: "https://boards.example.com/acme", ETag: fmt.Sprint(n), LastModified: fmt.Sprint(n), Hash: fmt.Sprint(n), Fetched: day(n)}
		if _, err := db.FinishCrawl(t.Context(), c, []trends.Fetch{f}, many[:ads]); err != nil {
			t.Fatal(err)
		}
	}
	for n := 1; n < 7; n++ {
		finish(n, 10)
	}
	finish(8, 2)
	m, err := db.Memory(t.Context(), board)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range m.Fetches {
		if f.ETag+f.LastModified+f.Hash != "" || !f.Fetched.Equal(day(8)) {
			t.Errorf("what is remembered: %+v", f)
		}
	}
}

// A posting that waits to be joined again stays where it was, for those who read meanwhile.
func TestSnapshotBeforeSettle(t *testing.T) {
	db := openNew(t)
	a, b := ad("lever:a", "a", "we use go", day(1)), ad("ashby:b", "b", "we use go", day(2))
	mustSave(t, db, day(3), true, items(a, b))
	mustSettle(t, db)
	want := stateOf(t, db).Snapshot
	a.URL += "?new"
	mustSave(t, db, day(4), true, items(a))
	got := stateOf(t, db).Snapshot
	if !slices.Equal(want.Ads.Opening, got.Ads.Opening) || !slices.Equal(want.Ads.Record, got.Ads.Record) {
		t.Errorf("openings %v, records %v; want %v, %v", got.Ads.Opening, got.Ads.Record, want.Ads.Opening, want.Ads.Record)
	}
}

// The calendar without time zones is the same.
func TestFirstDay(t *testing.T) {
	for m := int32(1990 * 12); m < 2110*12; m++ {
		if got, want := firstDay(m), trends.FirstDay(m); got != want {
			t.Fatalf("firstDay(%s) = %d, want %d", trends.MonthName(m), got, want)
		}
	}
	if got, want := dayOf([]byte("2026-03-05T10:00:00Z")), trends.DayNumber(day(64)); got != want {
		t.Errorf("dayOf = %d, want %d", got, want)
	}
}
