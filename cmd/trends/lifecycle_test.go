package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"trends/extract"
)

// lifecycle is a board, read once a day by the program into a database on disk, on a virtual calendar.
type lifecycle struct {
	t     *testing.T
	clock *virtualClock
	dir   string
	list  string // ids on the board, "404", or "cut" for a list that breaks off
	asked []string
}

func newLifecycle(t *testing.T, fields string) *lifecycle {
	t.Helper()
	l := &lifecycle{t: t, clock: &virtualClock{now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}, dir: t.TempDir()}
	server := httptest.NewServer(l)
	t.Cleanup(server.Close)
	conf := fmt.Sprintf("contact: test@example.com\ndatabase: %q\ncrawler: {allow_private_hosts: true}\nsources:\n  - {kind: lever, board: x, company: Example, base_url: %q%s}\n",
		l.file(), server.URL, fields)
	if err := os.WriteFile(filepath.Join(l.dir, "trends.yaml"), []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *lifecycle) file() string { return filepath.Join(l.dir, "trends.db") }

// ServeHTTP serves the board of the day, with an ETag.
func (l *lifecycle) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" || l.list == "404" {
		http.NotFound(w, r)
		return
	}
	etag := fmt.Sprintf("%q", l.list)
	l.asked = append(l.asked, r.Header.Get("If-None-Match"))
	w.Header().Set("ETag", etag)
	if r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	var jobs []string
	for id := range strings.FieldsSeq(l.list) {
		jobs = append(jobs, fmt.Sprintf(`{"id":%q,"text":"Engineer %s","description":"<p>We use Go.</p>"}`, id, id))
	}
	body := "[" + strings.Join(jobs, ",") + "]"
	if l.list == "cut" {
		body = body[:len(body)-5]
	}
	fmt.Fprint(w, body)
}

// shipped is the taxonomy, compiled once for all tests that crawl.
var shipped = sync.OnceValues(func() (*extract.Taxonomy, error) { return (&app{}).taxonomy(nil) })

// crawl reads the board and lets a day pass; it returns what was printed, the error among it.
func (l *lifecycle) crawl(list string, confirm bool) string {
	l.t.Helper()
	l.list = list
	var out bytes.Buffer
	a := &app{configFile: filepath.Join(l.dir, "trends.yaml")}
	a.system = system{out: &out, err: &out, getenv: func(string) string { return "" }, now: l.clock.Now, sleep: l.clock.Sleep}
	conf, err := a.config(nil)
	if err != nil {
		l.t.Fatal(err)
	}
	tax, err := shipped()
	if err != nil {
		l.t.Fatal(err)
	}
	r := &crawlRun{app: a, crawler: a.crawler(conf), confirmed: confirm}
	if err := r.into(l.t.Context(), conf, tax, conf.Sources); err != nil {
		fmt.Fprintln(&out, err)
	}
	l.clock.Sleep(l.t.Context(), 24*time.Hour)
	return out.String()
}

// query returns a column of text from the database.
func (l *lifecycle) query(q string) string {
	l.t.Helper()
	db, err := sql.Open("sqlite", l.file())
	if err != nil {
		l.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(l.t.Context(), q)
	if err != nil {
		l.t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			l.t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		l.t.Fatal(err)
	}
	return strings.Join(out, " ")
}

// open returns the ids of the postings that are open.
func (l *lifecycle) open() string {
	return l.query(`SELECT external_id FROM postings WHERE closed = '' ORDER BY external_id`)
}

// TestLifecycle reads a board day by day. A step is what is on the board ("6× a b" on six days, "confirm: a" with --confirm), what is
// open after it, and a part of what the last day printed.
func TestLifecycle(t *testing.T) {
	const full = "a b c d e f g h"
	type step struct{ list, open, says string }
	for _, tt := range []struct {
		name   string
		fields string // of the source, after the others
		steps  []step
	}{
		{"closed after two absences", "", []step{{"2× a b", "a b", "1 unchanged"}, {"a", "a b", "0 closed"}, {"a", "a", "1 closed"}}},
		{"reopened", "", []step{{"1× a b", "a b", ""}, {"2× a", "a", "1 closed"}, {"a b", "a b", "1 complete"}}},
		{"a list that breaks off closes nothing", "", []step{{"2× a b", "a b", ""}, {"9× cut", "a b", "breaks off"}, {"a b", "a b", "1 unchanged"}}},
		{"gone and back", "", []step{{"2× a b", "a b", ""}, {"9× 404", "a b", "board not found"}, {"a b", "a b", "0 closed"}}},
		{"shrunken", "", []step{{"6× " + full, full, ""}, {"9× a", full, "trends crawl --confirm lever:x"}, {full, full, "1 complete"}}},
		{"shrunken, and confirmed", "", []step{{"6× " + full, full, ""}, {"2× a", full, "taken for a broken read"}, {"confirm: a", "a", "7 closed"}, {"3× a", "a", "1 unchanged"},
			{"a b", "a b", "1 complete"}, {"b", "a b", "1 complete"}, {"b", "b", "1 closed"}}},
		{"shrunken by little", "", []step{{"6× " + full, full, ""}, {"2× a b c d", "a b c d", "4 closed"}}},
		{"empty after full", "", []step{{"1× a b", "a b", ""}, {"9× ", "a b", "trends crawl --confirm lever:x"}, {"a b", "a b", "1 complete"}}},
		{"empty after full, and confirmed", "", []step{{"1× a b", "a b", ""}, {"2× ", "a b", "empty list"}, {"confirm: ", "", "2 closed"}, {"2× ", "", "1 unchanged"}, {"a", "a", "1 complete"}}},
		{"quiet and never there", ", quiet: true", []step{{"6× 404", "", "0 failed"}, {"2× 404", "", "lever:x: not found since 2026-03-01"}}},
		{"quiet and gone", ", quiet: true", []step{{"2× a", "a", ""}, {"6× 404", "a", "0 failed"}, {"2× 404", "a", "lever:x: not found since 2026-03-03"}, {"a", "a", "0 failed"}, {"404", "a", "0 failed"}}},
		{"confirmed, and yet broken", "", []step{{"1× a b", "a b", ""}, {"confirm: cut", "a b", "breaks off"}, {"confirm: 404", "a b", "board not found"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := newLifecycle(t, tt.fields)
			for i, s := range tt.steps {
				said := l.days(s.list)
				if got := l.open(); got != s.open || !strings.Contains(said, s.says) {
					t.Errorf("step %d (%s): %q are open, want %q; it said %q, want %q in it", i+1, s.list, got, s.open, said, s.says)
				}
			}
		})
	}
}

// days reads the board as a step says, and returns what the last day printed.
func (l *lifecycle) days(list string) (said string) {
	n, confirm := 1, false
	if count, rest, ok := strings.Cut(list, "× "); ok {
		fmt.Sscan(count, &n)
		list = rest
	} else if rest, ok := strings.CutPrefix(list, "confirm: "); ok {
		list, confirm = rest, true
	}
	for range n {
		said = l.crawl(list, confirm)
	}
	return said
}

// TestRecrawl reads a board again that has not changed: one conditional request, one row for the read, one for the validators.
func TestRecrawl(t *testing.T) {
	l := newLifecycle(t, "")
	for range 3 {
		l.crawl("a b c", false)
	}
	if got, want := fmt.Sprintf("%q", l.asked), `["" "\"a b c\"" "\"a b c\""]`; got != want {
		t.Errorf("the board was asked with If-None-Match %s, want %s", got, want)
	}
	for q, want := range map[string]string{
		`SELECT outcome FROM crawls ORDER BY started`:  "complete unchanged unchanged",
		`SELECT requests FROM crawls ORDER BY started`: "2 2 2", // with robots.txt, which is kept for a run
		`SELECT count(*) FROM fetches`:                 "1",
		`SELECT count(*) FROM postings`:                "3",
	} {
		if got := l.query(q); got != want {
			t.Errorf("%s: %s, want %s", q, got, want)
		}
	}
}
