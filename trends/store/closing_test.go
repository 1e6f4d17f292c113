package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

const board = "greenhouse:acme"

// life writes a posting's lifecycle as one word: open, missed (one whole read without it), closed, each with the days that matter.
func life(t *testing.T, db *DB, id string) string {
	t.Helper()
	var first, last, missed, closed, reopened string
	err := db.sql.QueryRowContext(t.Context(), `SELECT first_seen, last_seen, missed, closed, reopened FROM postings WHERE external_id = $1`, id).
		Scan(&first, &last, &missed, &closed, &reopened)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" && last < first {
		t.Errorf("%s: last seen %s, before it was first seen at %s", id, last, first)
	}
	short := func(s string) string {
		if s == "" {
			return "-"
		}
		return s[5:10]
	}
	out := "open"
	switch {
	case closed != "":
		out = "closed " + short(closed) + " seen " + short(last)
	case missed != "":
		out = "missed " + short(missed) + " seen " + short(last)
	}
	if reopened != "" {
		out += " reopened " + short(reopened)
	}
	return out
}

func TestClosing(t *testing.T) {
	// read is one read of the board: the outcome's first letter, then the ids that are there; "x" lets a deadline pass
	tests := []struct {
		name  string
		reads []string
		want  string // of posting a, after the last read; day n of January is the n-th read
	}{
		{"there all along", []string{"c a", "c a", "c a"}, "open"},
		{"absent once", []string{"c a", "c b"}, "missed 01-02 seen 01-01"},
		{"absent once, back", []string{"c a", "c b", "c a"}, "open"},
		{"absent twice", []string{"c a", "c b", "c b"}, "closed 01-02 seen 01-01"},
		{"absent, back, absent", []string{"c a", "c b", "c a", "c b"}, "missed 01-04 seen 01-03"},
		{"absent, then nothing new", []string{"c a", "c b", "u"}, "closed 01-02 seen 01-01"},
		{"there, then nothing new", []string{"c a b", "u", "u"}, "open"},
		{"a part closes nothing", []string{"c a", "p b", "p b", "p b"}, "open"},
		{"a failure closes nothing", []string{"c a", "f", "f", "r"}, "open"},
		{"a part between does not count", []string{"c a", "c b", "p b", "c b"}, "closed 01-02 seen 01-01"},
		{"a part that has it is not asked", []string{"c a", "c b", "p a", "c a"}, "open"},
		{"reopened", []string{"c a", "c b", "c b", "c a"}, "open reopened 01-04"},
		{"reopened and gone again", []string{"c a", "c b", "c b", "c a", "c b", "c b"}, "closed 01-05 seen 01-04 reopened 01-04"},
		{"a part does not reopen", []string{"c a", "c b", "c b", "p a"}, "closed 01-02 seen 01-01"},
		{"an empty list closes nothing", []string{"c a b", "c", "c", "c"}, "open"},
		{"found by a part only", []string{"p a", "c b", "c b"}, "closed 01-02 seen 01-01"},
		{"found by a part after a whole read", []string{"c b", "p a", "c b", "c b"}, "closed 01-03 seen 01-02"},
		{"shrunken", []string{"c a b c d e", "c a b c d e", "c a b c d e", "c a b c d e", "c a b c d e", "c b", "c b"}, "open"},
		{"shrunken, after reads without news", []string{"c a b c d e", "u", "u", "u", "u", "c b", "c b"}, "open"},
		{"shrunken to 40 %", []string{"c a b c d e", "c a b c d e", "c a b c d e", "c a b c d e", "c a b c d e", "c b c", "c b c"}, "closed 01-06 seen 01-05"},
		{"shrunken, after few reads", []string{"c a b c d e", "c a b c d e", "c b", "c b"}, "closed 01-03 seen 01-02"},
	}
	outcomes := map[string]trends.Outcome{"c": trends.OutcomeComplete, "u": trends.OutcomeUnchanged, "p": trends.OutcomePartial, "f": trends.OutcomeFailed, "r": trends.OutcomeRefused}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			db := openNew(t)
			for i, read := range tt.reads {
				words := strings.Fields(read)
				var there []trends.Posting
				for _, id := range words[1:] {
					there = append(there, ad(board, id, "we use go", day(1)))
				}
				mustSave(t, db, day(i+1), false, items(there...))
				mustCrawl(t, db, board, day(i+1), outcomes[words[0]], words[1:]...)
				mustSettle(t, db)
			}
			if got := life(t, db, "a"); got != tt.want {
				t.Errorf("a is %q, want %q", got, tt.want)
			}
		})
	}
}

// TestNewest: an ad that a list of the newest ads no longer shows was last seen then, and is not closed.
func TestNewest(t *testing.T) {
	db := openNew(t)
	read := func(n int, outcome trends.Outcome, present ...string) {
		var there []trends.Posting
		for _, id := range present {
			there = append(there, ad(board, id, "we use go", day(1)))
		}
		mustSave(t, db, day(n), false, items(there...))
		crawl := trends.Crawl{Source: board, Started: day(n), Ended: day(n), Outcome: outcome, Seen: len(present), Newest: true}
		if got, err := db.FinishCrawl(t.Context(), crawl, nil, present); err != nil || got.Outcome != outcome || got.Closed != 0 {
			t.Errorf("read %d: %+v, %v", n, got, err)
		}
	}
	for n := range 6 {
		read(n+1, trends.OutcomeComplete, "a", "b", "c", "d", "e")
	}
	read(7, trends.OutcomeComplete, "f") // far fewer than usual: of the newest, any number may be new
	read(8, trends.OutcomeComplete, "f")
	read(9, trends.OutcomeUnchanged)
	if got, want := life(t, db, "a"), "missed 01-07 seen 01-06"; got != want {
		t.Errorf("a is %q, want %q", got, want)
	}
}

func TestDeadline(t *testing.T) {
	closing := func(at time.Time) trends.Posting {
		p := ad(board, "a", "we use go", day(1))
		p.Closes = at
		return p
	}
	db := openNew(t)
	steps := []struct {
		closes time.Time
		there  bool
		want   string
		closed int
	}{
		{day(3), true, "open", 0},
		{day(3), true, "open", 0},
		{day(3), true, "open", 0}, // at the very moment it is still open
		{day(3), true, "closed 01-03 seen 01-04", 1},
		{day(3), true, "closed 01-03 seen 01-04", 0}, // still listed: its own word counts
		{day(9), true, "open reopened 01-06", 0},     // extended
		{day(9), false, "missed 01-07 seen 01-06 reopened 01-06", 0},
		{day(9), false, "closed 01-07 seen 01-06 reopened 01-06", 1},
	}
	for i, s := range steps {
		present := []string{"b"}
		if s.there {
			mustSave(t, db, day(i+1), false, items(closing(s.closes)))
			present = append(present, "a")
		}
		c := mustCrawl(t, db, board, day(i+1), trends.OutcomeComplete, present...)
		if got := life(t, db, "a"); got != s.want || c.Closed != s.closed {
			t.Errorf("read %d: a is %q, %d closed; want %q, %d", i+1, got, c.Closed, s.want, s.closed)
		}
	}
}

// A read that was noted before its process was killed is noted again: that is not a second read.
func TestFinishCrawlTwice(t *testing.T) {
	db := openNew(t)
	mustSave(t, db, day(1), false, items(ad(board, "a", "go", day(1)), ad(board, "b", "sql", day(1))))
	mustCrawl(t, db, board, day(1), trends.OutcomeComplete, "a", "b")
	for range 3 {
		mustCrawl(t, db, board, day(2), trends.OutcomeComplete, "b")
		if got, want := life(t, db, "a"), "missed 01-02 seen 01-01"; got != want {
			t.Errorf("a is %q, want %q", got, want)
		}
	}
	if n := number(t, db, `SELECT count(*) FROM crawls`); n != 2 {
		t.Errorf("%d crawls, want 2", n)
	}
	for range 2 {
		mustCrawl(t, db, board, day(3), trends.OutcomeComplete, "b")
	}
	if n := number(t, db, `SELECT closed FROM crawls WHERE started = $1`, instant(day(3))); n != 1 {
		t.Errorf("the read that closed a has %d closed, want 1", n)
	}
}

func TestShrunkenReadSaysSo(t *testing.T) {
	db := openNew(t)
	many := strings.Fields("a b c d e f g h i j")
	for i := range 9 {
		mustCrawl(t, db, board, day(i+1), trends.OutcomeComplete, many...)
	}
	c := mustCrawl(t, db, board, day(20), trends.OutcomeComplete, many[:3]...)
	if c.Outcome != trends.OutcomePartial || !strings.Contains(c.Error, "3 postings where 10 are usual") {
		t.Errorf("outcome %s, error %q", c.Outcome, c.Error)
	}
	if last, err := db.LastWhole(t.Context(), board); err != nil || !last.Equal(day(9)) {
		t.Errorf("last whole read %s, error %v", last, err)
	}
}

// Whether a job is the same one depends on how long its ads were up, so a read that shows an old ad still there may join it again.
func TestReadsJoinAgain(t *testing.T) {
	a, b := ad(board, "a", "we use go", day(1)), ad("lever:b", "b", "we use go", day(50))
	tests := []struct {
		name  string
		reads []string // of the board, between the saving of a and b, and after it: "day ids"
		late  []string
		want  int64
	}{
		{"gone before", []string{"c 1 a", "c 5 x", "c 6 x"}, []string{"c 60 x"}, 2},
		{"not read for long, still there", []string{"c 1 a"}, []string{"c 60 a"}, 1},
		{"closed, then back", []string{"c 1 a", "c 5 x", "c 6 x"}, []string{"c 51 a"}, 1},
		{"missed, then back", []string{"c 1 a", "c 30 x"}, []string{"c 55 a"}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			crawl := func(db *DB, reads []string) {
				for _, r := range reads {
					w := strings.Fields(r)
					n := map[string]int{"1": 1, "5": 5, "6": 6, "30": 30, "51": 51, "55": 55, "60": 60}[w[1]]
					mustCrawl(t, db, board, day(n), trends.OutcomeComplete, w[2:]...)
				}
			}
			run := func(settle bool) *DB {
				db := openNew(t)
				mustSave(t, db, day(1), false, items(a))
				crawl(db, tt.reads)
				mustSave(t, db, day(50), false, items(b))
				if settle {
					mustSettle(t, db)
				}
				crawl(db, tt.late)
				mustSettle(t, db)
				return db
			}
			once, steps := run(false), run(true)
			if got := number(t, once, `SELECT count(DISTINCT opening) FROM postings`); got != tt.want {
				t.Errorf("%d openings, want %d", got, tt.want)
			}
			wantState(t, stateOf(t, once), stateOf(t, steps))
		})
	}
}

func TestMemory(t *testing.T) {
	db := openNew(t)
	ctx := t.Context()
	a, b, c := ad(board, "a", "we use go", day(1)), ad(board, "b", "sql", day(1)), ad("lever:other", "c", "rust", day(1))
	b.URL = ""
	mustSave(t, db, day(1), false, items(a, b, c))
	f := trends.Fetch{URL: "https://boards.example.com/acme", ETag: `W/"x"`, LastModified: "yesterday", Hash: "ab", Fetched: day(1)}
	for _, etag := range []string{`W/"x"`, `W/"y"`} { // the later answer replaces the first, and a second of one read does not count
		f.ETag = etag
		crawl := trends.Crawl{Source: board, Started: day(1), Ended: day(1), Outcome: trends.OutcomeComplete, Seen: 2}
		if _, err := db.FinishCrawl(ctx, crawl, []trends.Fetch{f, {URL: f.URL, ETag: "second"}}, []string{"a", "b"}); err != nil {
			t.Fatal(err)
		}
	}
	mustCrawl(t, db, board, day(3), trends.OutcomeFailed)
	m, err := db.Memory(ctx, board)
	if err != nil {
		t.Fatal(err)
	}
	want := Memory{
		Fetches: map[string]trends.Fetch{f.URL: f},
		Known:   map[string]string{"a": hashOf("we use go"), "b": hashOf("sql")},
		ByURL:   map[string]string{a.URL: "a"}, Content: map[string]int64{"a": ContentHash(&a), "b": ContentHash(&b)}, LastWhole: day(1),
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("memory differs (-want +got):\n%s", diff)
	}
	mustCrawl(t, db, board, day(4), trends.OutcomeComplete, "b")
	mustCrawl(t, db, board, day(5), trends.OutcomeUnchanged)
	if m, err = db.Memory(ctx, board); err != nil || len(m.Known) != 1 || !m.LastWhole.Equal(day(5)) {
		t.Errorf("after a closed: known %v, last whole %s, error %v", m.Known, m.LastWhole, err)
	}
	if m, err = db.Memory(ctx, "ashby:nobody"); err != nil || len(m.Known)+len(m.Fetches) != 0 || !m.LastWhole.IsZero() {
		t.Errorf("a source never read: %+v, error %v", m, err)
	}
}

// hashOf is a text's hash as Memory gives it.
func hashOf(text string) string { return fmt.Sprintf("%016x", trends.Hash63(text)) }
