package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
	"trends/trends/near"
)

func TestTextRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	for name, text := range map[string]string{
		"empty": "", "short": "Go", "accents": "Überall naïve Köche – 東京", "long": strings.Repeat(sentence(r, 50)+"\n", 3000),
		"not text": string(noise), "zero bytes": "\x00\x00",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := expand(compress([]byte(text)))
			if err != nil || string(got) != text {
				t.Errorf("%d bytes came back as %d, error %v", len(text), len(got), err)
			}
		})
	}
	for _, damaged := range [][]byte{{}, {1, 2, 3}, compress([]byte("we use go"))[:6]} {
		if got, err := expand(damaged); err == nil && len(got) > 0 {
			t.Errorf("expand(%x) is %q", damaged, got)
		}
	}
}

// Several readers expand texts at once.
func TestTextsConcurrently(t *testing.T) {
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			text := strings.Repeat(fmt.Sprint("reader ", i, " "), 200)
			for range 50 {
				if got, err := expand(compress([]byte(text))); err != nil || string(got) != text {
					t.Errorf("reader %d: error %v", i, err)
					return
				}
			}
		})
	}
	group.Wait()
}

func TestEachTextIsKept(t *testing.T) {
	db := openNew(t)
	texts := []string{"we use go", "we use rust", "we use go", "we use sql", "we use rust"}
	for i, text := range texts {
		mustSave(t, db, day(i+1), false, items(ad("lever:a", "a", text, day(1)), ad("lever:a", "b", "we use go", day(1))))
		if got := rowOf(t, db, "a").Posting.Body; got != text {
			t.Errorf("after text %d: %q, want %q", i, got, text)
		}
	}
	kept := keptTexts(t, db, trends.PostingID("lever:a", "a"))
	want := []string{"2026-01-01 we use go", "2026-01-02 we use rust", "2026-01-04 we use sql"}
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Errorf("texts kept (-want +got):\n%s", diff)
	}
}

// keptTexts returns the texts kept of a posting, in order of their saving, each with the day.
func keptTexts(t *testing.T, db *DB, posting int64) []string {
	t.Helper()
	var kept []string
	err := each(t.Context(), db.sql, `SELECT seen, data FROM bodies ORDER BY pack`, nil, func(rows *sql.Rows) error {
		var seen string
		var data []byte
		if err := rows.Scan(&seen, &data); err != nil {
			return err
		}
		texts, err := unpack(data)
		for _, v := range texts {
			if v.posting == posting {
				kept = append(kept, seen[:10]+" "+string(v.text))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// full is a posting with every field filled.
func full() trends.Posting {
	return trends.Posting{Source: "lever:acme", ID: "x/1", URL: "https://jobs.example.com/1", Title: "Ingénieur", Employer: "Acme, Inc.", Places: []string{"Paris", "Remote (EU)"},
		Country: "FR", Remote: trends.RemoteHybrid, Pay: &trends.Pay{Min: 50000.5, Max: 60000, Currency: "EUR", Period: "year"}, Posted: day(3), Precision: trends.PrecisionInstant,
		Closes: day(90), Requisition: "R-1", Language: "fr", Body: "<p>torch et go</p>", Format: trends.FormatHTML}
}

func TestPostingsAndTexts(t *testing.T) {
	ctx := t.Context()
	db := openNew(t)
	p, m := full(), threadAd("1", "we use sql", "2026-02")
	tags := trends.Tags{Mentions: []trends.Mention{{Skill: "go", Level: trends.LevelPreferred, Start: 3, End: 5, Rule: "other"}},
		Excluded: []trends.Exclusion{{Skill: "rust", Start: 1, End: 4, Why: "legal", Rule: "word"}}, Roles: []string{"scientist"}, Seniority: []string{"junior", "staff"},
		Remote: trends.RemoteOnsite, Pay: &trends.Pay{Min: 1, Max: 2, Currency: "USD", Period: "hour"}, Scope: trends.ScopeML, Language: "fr"}
	batch := []Item{{Posting: p, Tags: tags, Taxonomy: tax1, Job: 6}, item(m)}
	mustSave(t, db, day(60), false, batch)
	mustSettle(t, db)
	want := []Row{{Posting: p, Tags: tags, FirstSeen: day(60), Opening: p.Key()}, {Posting: m, Tags: tag(tax1, &m), FirstSeen: day(60), Opening: m.Key()}}
	slices.SortFunc(want, func(a, b Row) int { return int(a.Opening>>1 - b.Opening>>1) })
	for _, withBody := range []bool{true, false} {
		var got []Row
		if err := db.Postings(ctx, withBody, func(r Row) error { got = append(got, r); return nil }); err != nil {
			t.Fatal(err)
		}
		if !withBody {
			want[0].Posting.Body, want[1].Posting.Body = "", ""
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("postings, with body %v (-want +got):\n%s", withBody, diff)
		}
	}
	var got []Text
	if err := db.Texts(ctx, []int64{p.Key(), 12345}, func(x Text) error { got = append(got, x); return nil }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Text{{Posting: p, Tags: tags, Taxonomy: tax1, Hash: hashOf(p.Body)}}, got); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	stop := fmt.Errorf("enough")
	if err := db.Postings(ctx, true, func(Row) error { return stop }); err == nil || !strings.Contains(err.Error(), "enough") {
		t.Errorf("the error of a callback: %v", err)
	}
}

func TestThreeThousand(t *testing.T) {
	ctx := t.Context()
	db := openNew(t)
	list := market(3000, 11)
	mustSave(t, db, day(210), true, list)
	for _, source := range []string{"greenhouse:acme", "lever:umbra", "ashby:initech"} {
		var present []string
		for i := range list {
			if p := list[i].Posting; p.Source == source && i%4 > 0 {
				present = append(present, p.ID)
			}
		}
		mustCrawl(t, db, source, day(211), trends.OutcomeComplete, present...)
		mustCrawl(t, db, source, day(212), trends.OutcomeComplete, present...)
		if m, err := db.Memory(ctx, source); err != nil || len(m.Known) != len(present) {
			t.Errorf("%s: %d postings known, %d open, error %v", source, len(m.Known), len(present), err)
		}
	}
	mustSettle(t, db)
	var ids []int64
	for i := range list {
		ids = append(ids, list[i].Posting.Key())
	}
	got := map[string]string{}
	if err := db.Texts(ctx, ids, func(x Text) error { got[x.Posting.ID] = x.Posting.Body; return nil }); err != nil {
		t.Fatal(err)
	}
	for i := range list {
		if p := list[i].Posting; got[p.ID] != p.Body {
			t.Fatalf("text of %s is %q, want %q", p.ID, got[p.ID], p.Body)
		}
	}
	s := stateOf(t, db)
	if s.Snapshot.Ads.Len() != 3000 || len(s.Postings) != 3000 {
		t.Errorf("%d ads, %d postings", s.Snapshot.Ads.Len(), len(s.Postings))
	}
	sameAsRecount(t, db, "with 3,000 postings")
	if n := number(t, db, `SELECT count(*) FROM pragma_foreign_key_check`); n != 0 {
		t.Errorf("%d rows refer to nothing", n)
	}
}

// Each posting comes once, also while the tags of the last page are replaced.
func TestBodiesAndRetag(t *testing.T) {
	ctx := t.Context()
	list := market(250, 6)
	for _, size := range []int{1, 7, 100, 250, 1000} {
		db := openNew(t)
		mustSave(t, db, day(210), true, list)
		mustSettle(t, db)
		seen := map[string]bool{}
		err := db.Bodies(ctx, []string{tax2}, size, func(page []Body) error {
			if len(page) > size {
				t.Errorf("a page of %d, most %d", len(page), size)
			}
			var re []Retagged
			for i := range page {
				p := &page[i].Posting
				if seen[p.ID] {
					t.Errorf("posting %s comes twice", p.ID)
				}
				seen[p.ID] = true
				re = append(re, Retagged{Posting: p.Key(), Tags: tag(tax2, p)})
			}
			return db.Retag(ctx, tax2, re)
		})
		if err != nil || len(seen) != len(list) {
			t.Fatalf("pages of %d: %d postings, error %v", size, len(seen), err)
		}
		mustSettle(t, db)
		for version, want := range map[string]int{tax2: 0, tax1: 250, "": 250} {
			n := 0
			if err := db.Bodies(ctx, []string{version}, 100, func(page []Body) error { n += len(page); return nil }); err != nil || n != want {
				t.Errorf("%d postings not tagged by %q, want %d; error %v", n, version, want, err)
			}
		}
		s, err := db.Snapshot(ctx)
		if err != nil || s.Taxonomy != tax2 || s.Stale != 0 {
			t.Errorf("taxonomy %s, %d stale, error %v", s.Taxonomy, s.Stale, err)
		}
		sameAsRecount(t, db, "after new tags")
		fresh := openNew(t)
		for i := range list {
			p := &list[i].Posting
			list[i].Taxonomy, list[i].Tags = tax2, tag(tax2, p)
		}
		mustSave(t, fresh, day(210), true, list)
		mustSettle(t, fresh)
		wantState(t, stateOf(t, fresh), stateOf(t, db))
		for i := range list {
			list[i] = item(list[i].Posting)
		}
	}
}

// New text extraction may move a posting to another job, and back.
func TestRetagMovesJobs(t *testing.T) {
	db := openNew(t)
	a, b := ad("lever:a", "a", "we use go", day(1)), ad("ashby:b", "b", "we use go", day(2))
	mustSave(t, db, day(3), true, items(a, b))
	mustSettle(t, db)
	want := stateOf(t, db)
	for i, job := range []int64{77, trends.JobKey(&a, a.Body)} {
		if err := db.Retag(t.Context(), tax1, []Retagged{{Posting: a.Key(), Tags: tag(tax1, &a), Job: job, Sketch: trends.Sketch(&a, a.Body)}}); err != nil {
			t.Fatal(err)
		}
		mustSettle(t, db)
		if got, want := len(openingRows(t, db)), 2-i; got != want {
			t.Errorf("step %d: %d openings, want %d", i, got, want)
		}
	}
	wantState(t, want, stateOf(t, db))
}

// A database of an older program has no sketches: Bodies offers its texts whatever tagged them, and Retag makes up for it.
func TestUnsketched(t *testing.T) {
	db := openNew(t)
	mustSave(t, db, day(210), true, market(100, 4))
	mustSettle(t, db)
	want := stateOf(t, db)
	if _, err := db.sql.ExecContext(t.Context(), `UPDATE postings SET sketch = '', job = id - id % 2 + job % 2, opening = id, record = id, absence = -1`); err != nil {
		t.Fatal(err)
	}
	n := 0
	err := db.Bodies(t.Context(), []string{tax1}, 30, func(page []Body) error {
		var re []Retagged
		for i := range page {
			p := &page[i].Posting
			if page[i].Sketched {
				t.Errorf("posting %s is said to have a sketch", p.ID)
			}
			it := item(*p)
			re = append(re, Retagged{Posting: p.Key(), Tags: it.Tags, Job: it.Job, Sketch: it.Sketch})
		}
		n += len(re)
		return db.Retag(t.Context(), tax1, re)
	})
	if err != nil || n != 100 {
		t.Fatalf("%d texts offered, want 100, error %v", n, err)
	}
	mustSettle(t, db)
	wantState(t, want, stateOf(t, db))
}

// Callers on several goroutines are served one at a time.
func TestSeveralGoroutines(t *testing.T) {
	ctx := t.Context()
	db := openNew(t)
	list := market(400, 8)
	var group sync.WaitGroup
	for portion := range slices.Chunk(list, 50) {
		group.Go(func() {
			if _, err := db.Save(ctx, day(210), true, portion); err != nil {
				t.Error(err)
			}
			if _, err := db.Snapshot(ctx); err != nil {
				t.Error(err)
			}
			if err := db.Settle(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	mustSettle(t, db)
	once := openNew(t)
	mustSave(t, once, day(210), true, list)
	mustSettle(t, once)
	wantState(t, stateOf(t, once), stateOf(t, db))
}

// A cancelled run leaves what it had committed, and no more.
func TestCancelled(t *testing.T) {
	db := openNew(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if res, err := db.Save(ctx, day(1), false, market(10, 1)); err == nil || res != (SaveResult{}) {
		t.Errorf("save: %+v, error %v", res, err)
	}
	if n := number(t, db, `SELECT count(*) FROM postings`); n != 0 {
		t.Errorf("%d postings", n)
	}
	mustSave(t, db, time.Time{}.AddDate(2025, 0, 0), false, market(10, 1))
}

// Tags of an older taxonomy that are found to be those of a newer one are no longer stale, until the older one is in use again.
func TestEquate(t *testing.T) {
	ctx := t.Context()
	db := openNew(t)
	list := market(20, 2)
	mustSave(t, db, day(210), true, list)
	mustSettle(t, db)
	stale := func(want int, taxonomy string) {
		t.Helper()
		s, err := db.Snapshot(ctx)
		if err != nil || s.Taxonomy != taxonomy || s.Stale != want {
			t.Errorf("taxonomy %s, %d stale, error %v; want %s, %d", s.Taxonomy, s.Stale, err, taxonomy, want)
		}
	}
	if err := db.Retag(ctx, tax2, []Retagged{{Posting: list[0].Posting.Key(), Tags: tag(tax2, &list[0].Posting)}}); err != nil {
		t.Fatal(err)
	}
	stale(1, tax1)
	if err := db.Equate(ctx, tax2); err != nil {
		t.Fatal(err)
	}
	stale(0, tax2)
	known, err := db.Taxonomies(ctx)
	if err != nil || len(known) != 2 || known[0].SameAs != tax2 || known[1].SameAs != "" {
		t.Errorf("taxonomies %+v, error %v", known, err)
	}
	parts := map[string]string{"go": "1234", "*": "5678"}
	if err := db.RegisterTaxonomy(ctx, Taxonomy{Version: tax1, Skills: skillNames(), Rules: []string{"word", "other"}, Parts: parts}); err != nil {
		t.Fatal(err)
	}
	if known, err = db.Taxonomies(ctx); err != nil || known[0].SameAs != "" || !cmp.Equal(known[0].Parts, parts) {
		t.Errorf("taxonomies %+v, error %v", known, err)
	}
}

// What a posting's text is known to say need not be written again, whichever taxonomy says it.
func TestHolds(t *testing.T) {
	db := openNew(t)
	it := item(ad("lever:a", "a", "we use go", day(1)))
	mustSave(t, db, day(3), true, []Item{it})
	other := it.Sketch
	other[0]++
	same := func(*trends.Tags) {}
	for name, c := range map[string]struct {
		change func(*trends.Tags)
		job    int64
		sketch near.Sketch
		want   bool
	}{
		"the same":       {same, it.Job, it.Sketch, true},
		"another job":    {same, it.Job + 2, it.Sketch, false},
		"another sketch": {same, it.Job, other, false},
		"scope":          {func(t *trends.Tags) { t.Scope = trends.ScopeML }, it.Job, it.Sketch, false},
		"language":       {func(t *trends.Tags) { t.Language = "de" }, it.Job, it.Sketch, false},
		"level":          {func(t *trends.Tags) { t.Mentions[0].Level++ }, it.Job, it.Sketch, false},
		"a new rule":     {func(t *trends.Tags) { t.Mentions[0].Rule = "go:new" }, it.Job, it.Sketch, false},
	} {
		now := it.Tags
		now.Mentions = slices.Clone(now.Mentions)
		c.change(&now)
		err := db.Bodies(t.Context(), nil, 10, func(page []Body) error {
			if got := page[0].Holds(&now, c.job, &c.sketch); got != c.want {
				t.Errorf("%s: Holds = %v, want %v", name, got, c.want)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Damaged tags are no hindrance to making them anew.
func TestDamagedTags(t *testing.T) {
	db := openNew(t)
	it := item(ad("lever:a", "a", "we use go", day(1)))
	mustSave(t, db, day(3), true, []Item{it})
	if _, err := db.sql.ExecContext(t.Context(), `UPDATE postings SET tags = $1`, []byte{255}); err != nil {
		t.Fatal(err)
	}
	err := db.Bodies(t.Context(), nil, 10, func(page []Body) error {
		if _, err := page[0].Tags(); err == nil || page[0].Holds(&it.Tags, it.Job, &it.Sketch) {
			t.Errorf("damaged tags: error %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
