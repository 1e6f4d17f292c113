package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"trends/crawler/market"
	"trends/trends/store"
)

// exits runs a command and wants an exit status: "exits 3 trends crawl". What it prints is not for stdout and stderr: it goes to
// the files out.txt and err.txt.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var out, trouble bytes.Buffer
	c := exec.Command(args[1], args[2:]...)
	c.Dir, c.Stdout, c.Stderr = ts.MkAbs("."), &out, &trouble
	for _, name := range []string{"PATH", "HOME", "XDG_CONFIG_HOME", "TRENDS_DB", "NO_COLOR"} {
		c.Env = append(c.Env, name+"="+ts.Getenv(name))
	}
	if err := c.Run(); c.ProcessState == nil {
		ts.Fatalf("%s: %v", strings.Join(args[1:], " "), err)
	}
	ts.Check(os.WriteFile(ts.MkAbs("out.txt"), out.Bytes(), 0o644))
	ts.Check(os.WriteFile(ts.MkAbs("err.txt"), trouble.Bytes(), 0o644))
	if got := c.ProcessState.ExitCode(); got != want {
		ts.Fatalf("%s: exit status %d, want %d\n%s%s", strings.Join(args[1:], " "), got, want, out.String(), trouble.String())
	}
}

// explained wants as many rows in a CSV written by explain as a CSV report has openings: "explained python report.csv rows.csv".
func explained(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: explained SKILL REPORT ROWS")
	}
	read := func(name string) [][]string {
		rows, err := csv.NewReader(strings.NewReader(ts.ReadFile(name))).ReadAll()
		ts.Check(err)
		return rows
	}
	for _, row := range read(args[1]) {
		if row[0] == args[0] {
			if got := len(read(args[2])) - 1; strconv.Itoa(got) != row[3] || got == 0 {
				ts.Fatalf("explain lists %d openings, the report counts %s", got, row[3])
			}
			return
		}
	}
	ts.Fatalf("no row of %s is for %s", args[1], args[0])
}

// hold takes the lock of a database until the script ends: "hold trends.db".
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold DATABASE")
	}
	db, err := store.Open(context.Background(), ts.MkAbs(args[0]))
	ts.Check(err)
	unlock, err := db.Lock(context.Background(), "pid 1 (a test)")
	ts.Check(err)
	ts.Defer(func() {
		ts.Check(unlock())
		ts.Check(db.Close())
	})
}

// head wants the first line of a file: "head series.csv 'period,skill'".
func head(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: head FILE LINE")
	}
	if line, _, _ := strings.Cut(ts.ReadFile(args[0]), "\n"); line != args[1] {
		ts.Fatalf("%s begins\n%s\nwant\n%s", args[0], line, args[1])
	}
}

// serveBoards serves a made-up market and writes a configuration that names some of its boards: "market trends.yaml greenhouse:*".
// A pattern that matches none and is the key of a vendor's board gives a board that is not there.
func serveBoards(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: market FILE PATTERN…")
	}
	m := market.New(market.Options{Calm: true, Months: 6})
	now := m.End().AddDate(0, -1, 0)
	address := map[string]string{}
	for _, s := range m.Servers() {
		h := httptest.NewServer(m.Handler(s.Name, func() time.Time { return now }))
		ts.Defer(h.Close)
		address[s.Name] = h.URL
	}
	var b strings.Builder
	b.WriteString("contact: test@example.com\ncrawler: {allow_private_hosts: true, per_host_interval: 10ms}\nsources:\n")
	for _, pattern := range args[1:] {
		var found []market.Source
		for _, s := range m.Sources() {
			if ok, err := path.Match(pattern, s.Key()); err == nil && ok && s.From.Before(now) {
				found = append(found, s)
			}
		}
		if kind, name, ok := strings.Cut(pattern, ":"); ok && len(found) == 0 {
			found = []market.Source{{Kind: kind, Board: name, Company: name, Server: kind}}
		}
		for _, s := range found {
			fmt.Fprintf(&b, "  - {kind: %s, board: %q, company: %q, region: %q, base_url: %q}\n", s.Kind, s.Board, s.Company, s.Region, address[s.Server])
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o644))
}

// sums wants that in every row of a comparison of two releases the parts sum to the change, and that the row of all openings
// comes first: "sums diff.csv".
func sums(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sums FILE")
	}
	rows, err := csv.NewReader(strings.NewReader(ts.ReadFile(args[0]))).ReadAll()
	ts.Check(err)
	at := func(row []string, column string) int {
		n, err := strconv.Atoi(row[slices.Index(rows[0], column)])
		ts.Check(err)
		return n
	}
	if len(rows) < 3 || rows[1][0] != "" || at(rows[1], "openings_a") != at(rows[1], "total_a") {
		ts.Fatalf("%s does not begin with all openings", args[0])
	}
	for _, row := range rows[1:] {
		sum := 0
		for _, part := range []string{"entered", "left", "late", "joining", "text", "taxonomy", "counting"} {
			sum += at(row, part)
		}
		if change := at(row, "openings_b") - at(row, "openings_a"); change != at(row, "change") || sum != change {
			ts.Fatalf("%s: %q: the change is %d, the parts sum to %d", args[0], row, change, sum)
		}
	}
}

// judge fills in the last column of a list, line by line: "judge list.csv done.csv yes no".
func judge(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: judge LIST FILE TRUTH…")
	}
	rows, err := csv.NewReader(strings.NewReader(ts.ReadFile(args[0]))).ReadAll()
	ts.Check(err)
	if len(rows) != len(args)-1 {
		ts.Fatalf("%s has %d openings, and there are %d answers", args[0], len(rows)-1, len(args)-2)
	}
	for i, truth := range args[2:] {
		rows[i+1][len(rows[0])-1] = truth
	}
	var b bytes.Buffer
	ts.Check(csv.NewWriter(&b).WriteAll(rows))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o644))
}

// edit copies a file with one text in place of another: "edit a.jsonl b.jsonl OLD NEW".
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: edit FILE COPY OLD NEW")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.ReplaceAll(ts.ReadFile(args[0]), args[2], args[3])), 0o644))
}

// makePosts writes made-up postings of January 2023 to December 2024, among them one in four out of scope: Kubernetes rises, SQL
// does not. "mkposts 1 40 a.jsonl" writes 40 postings a month from seed 1.
func makePosts(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: mkposts SEED MONTHLY FILE")
	}
	seed, err := strconv.ParseUint(args[0], 10, 64)
	ts.Check(err)
	monthly, err := strconv.Atoi(args[1])
	ts.Check(err)
	rng := rand.New(rand.NewPCG(seed, 1))
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for month := range 24 {
		for i := range monthly {
			title, lines := "Machine Learning Engineer", []string{"Requirements:", "- Strong experience with Python"}
			if i%4 == 3 {
				title, lines = "Backend Engineer", []string{"Requirements:", "- Strong experience with Go"}
			}
			if rng.Float64() < 0.1+0.6*float64(month)/23 {
				lines = append(lines, "- Experience with Kubernetes")
			}
			if rng.Float64() < 0.4 {
				lines = append(lines, "- Experience with SQL")
			}
			lines = append(lines, fmt.Sprintf("Our team number %d%03d is in room %d.", month, i, seed))
			ts.Check(e.Encode(map[string]any{"id": fmt.Sprintf("%d-%d-%d", seed, month, i), "title": title, "text": strings.Join(lines, "\n"),
				"company":   fmt.Sprintf("Beispiel %d-%d GmbH", seed, rng.IntN(30)),
				"posted_at": time.Date(2023, time.Month(1+month), 1+rng.IntN(28), 0, 0, 0, 0, time.UTC).Format("2006-01-02")}))
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), b.Bytes(), 0o644))
}

// makeRising writes made-up postings of January 2023 to December 2024, twenty a month of fifteen employers, of which two in three name
// "marble store" in the last three months and none before: "mkrising 1 a.jsonl".
func makeRising(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: mkrising SEED FILE")
	}
	seed, err := strconv.ParseUint(args[0], 10, 64)
	ts.Check(err)
	rng := rand.New(rand.NewPCG(seed, 2))
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for month := range 24 {
		for i := range 20 {
			text := "Requirements:\n- Strong experience with Python\n"
			for range 12 { // words of its own: else it is a repost of the one before
				word := make([]byte, 8)
				for j := range word {
					word[j] = byte('a' + rng.IntN(26))
				}
				text += fmt.Sprintf("- You like %s\n", word)
			}
			if month >= 21 && i%3 < 2 {
				text += "- You have run a marble store in production\n"
			}
			ts.Check(e.Encode(map[string]any{"id": fmt.Sprintf("%s-%d-%d", args[0], month, i), "title": "Machine Learning Engineer", "text": text,
				"company":   fmt.Sprintf("Beispiel %s-%d GmbH", args[0], (i+month)%15),
				"posted_at": time.Date(2023, time.Month(1+month), 1+i, 0, 0, 0, 0, time.UTC).Format("2006-01-02")}))
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o644))
}
