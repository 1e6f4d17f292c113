package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"trends/trends"
	"trends/trends/store"
)

// boardServer serves boards of Greenhouse, each with one job, and tells asked of each board before it answers.
func boardServer(t *testing.T, asked func(board string)) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/v1/boards/{board}/jobs", func(w http.ResponseWriter, r *http.Request) {
		board := r.PathValue("board")
		asked(board)
		fmt.Fprintf(w, `{"jobs":[{"id":1,"internal_job_id":2,"title":"Engineer","company_name":%q,"content":"Python"}]}`, board)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// boardsConfig writes a configuration of boards, read one after the other, and returns its path and that of its database.
func boardsConfig(t *testing.T, server string, boards ...string) (file, db string) {
	t.Helper()
	dir := t.TempDir()
	file, db = filepath.Join(dir, "trends.yaml"), filepath.Join(dir, "trends.db")
	var b strings.Builder
	fmt.Fprintf(&b, "database: %s\ncrawler: {allow_private_hosts: true, per_host_interval: 0, concurrency: 1}\nsources:\n", db)
	for _, board := range boards {
		fmt.Fprintf(&b, "  - {kind: greenhouse, board: %s, company: %s, base_url: %q}\n", board, board, server)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return file, db
}

// lastRun returns the last run that a database knows, and how each of its sources fares.
func lastRun(t *testing.T, file string) trends.Run {
	t.Helper()
	db, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	runs, err := db.Runs(t.Context(), 1)
	if err != nil || len(runs) != 1 {
		t.Fatal(runs, err)
	}
	return runs[0]
}

// crawlAt runs a command with a clock of its own, and returns the exit status and what it said.
func crawlAt(ctx context.Context, clock *virtualClock, args ...string) (int, string) {
	var out bytes.Buffer
	none := func(string) string { return "" }
	code := run(ctx, args, system{in: strings.NewReader(""), out: &out, err: &out, getenv: none, now: clock.Now, sleep: clock.Sleep})
	return code, out.String()
}

// TestBudget wants the stalest sources first, and the run to end when its time is up: each board takes a minute, and there are two.
func TestBudget(t *testing.T) {
	clock := &virtualClock{now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	var order []string
	server := boardServer(t, func(board string) {
		order = append(order, board) // one at a time
		clock.set(clock.Now().Add(time.Minute))
	})
	file, db := boardsConfig(t, server.URL, "a", "b", "c", "d", "e")
	for i, want := range [][]string{{"a", "b"}, {"c", "d"}, {"e", "a"}, {"b", "c"}} {
		order = nil
		code, said := crawlAt(t.Context(), clock, "crawl", "--config", file, "--budget", "90s")
		if code != exitDone || !slices.Equal(order, want) || !strings.Contains(said, "3 sources were not begun for want of time") {
			t.Errorf("run %d read %v and ended with %d: %s; want %v", i+1, order, code, said, want)
		}
		if r := lastRun(t, db); r.ID != int64(i+1) || r.Read() != 2 || r.NotBegun != 3 || r.End != trends.RunDone {
			t.Errorf("run %d left the manifest %+v", i+1, r)
		}
	}
}

// TestInterrupted sends a crawl SIGINT while it reads the third of five boards: it ends in good order, what it read is kept, and the next
// run reads the rest.
func TestInterrupted(t *testing.T) {
	var mu sync.Mutex
	var order []string
	var child *os.Process
	server := boardServer(t, func(board string) {
		mu.Lock()
		defer mu.Unlock()
		order = append(order, board)
		if len(order) == 3 && child != nil {
			if err := child.Signal(syscall.SIGINT); err != nil {
				t.Error(err)
			}
			time.Sleep(200 * time.Millisecond) // the answer comes after the signal
		}
	})
	file, db := boardsConfig(t, server.URL, "a", "b", "c", "d", "e")
	var said bytes.Buffer
	c := exec.Command(os.Args[0], "crawl", "--config", file)
	c.Env = append(os.Environ(), programVariable+"=1")
	c.Stderr = &said
	mu.Lock()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	child = c.Process
	mu.Unlock()
	if err := c.Wait(); c.ProcessState.ExitCode() != exitPart || !strings.Contains(said.String(), "crawl: interrupted with 2 sources read; what they delivered is kept") {
		t.Errorf("an interrupted crawl ends with %v: %s", err, said.String())
	}
	if r := lastRun(t, db); r.End != trends.RunInterrupted || r.Read() != 2 || r.New != 2 || r.Ended.IsZero() {
		t.Errorf("an interrupted crawl leaves the manifest %+v", r)
	}
	child, order = nil, nil
	clock := &virtualClock{now: time.Now()}
	code, text := crawlAt(t.Context(), clock, "crawl", "--config", file)
	if want := []string{"c", "d", "e", "a", "b"}; code != exitDone || !slices.Equal(order, want) {
		t.Errorf("the next run reads %v and ends with %d: %s; want %v", order, code, text, want)
	}
}
