package crawler

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"trends/data/shared"
	"trends/trends"
)

// unzip reads a compressed file.
func unzip(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := out.ReadFrom(z); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestSharedPages reads real job pages, as a browser gets them, and compares with what was read from them by other means.
func TestSharedPages(t *testing.T) {
	dir := shared.Path(t, "corpora", "jsonld-pages")
	type row struct {
		File         string
		Title        string
		Company      string
		DatePosted   string
		ValidThrough string
		Remote       *string         `json:"jobLocationType"`
		Pay          json.RawMessage `json:"baseSalary"`
	}
	right, total := 0, 0
	same := func(file, field, got, want string) {
		total++
		if got == want {
			right++
			return
		}
		t.Errorf("%s: %s = %q, want %q", file, field, got, want)
	}
	lines := bufio.NewScanner(bytes.NewReader(unzip(t, filepath.Join(dir, "expected.jsonl"))))
	pages := 0
	for lines.Scan() {
		var want row
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		pages++
		found := parseStructured(unzip(t, filepath.Join(dir, want.File+".gz")), "https://example.com/job/1")
		if len(found.jobs) != 1 {
			t.Errorf("%s: %d postings, want 1 (%v)", want.File, len(found.jobs), found.broken)
			continue
		}
		p := jobPosting(Source{Kind: "jsonld", Board: "example.com"}, found.jobs[0], found, "https://example.com/job/1", 0, time.Time{})
		same(want.File, "title", p.Title, strings.TrimSpace(want.Title))
		same(want.File, "company", p.Employer, want.Company)
		same(want.File, "posted", p.Posted.Format("2006-01-02"), want.DatePosted[:10])
		closes := want.ValidThrough
		if at, err := time.Parse(time.RFC3339, want.ValidThrough); err == nil {
			closes = at.UTC().Format(time.RFC3339)
		}
		same(want.File, "closes", p.Closes.Format(time.RFC3339), closes)
		remote := ""
		if want.Remote != nil && *want.Remote == "TELECOMMUTE" {
			remote = "remote"
		}
		same(want.File, "remote", string(p.Remote), remote)
		pay := func(has bool) string {
			if has {
				return "stated"
			}
			return "none"
		}
		same(want.File, "pay", pay(p.Pay != nil), pay(string(want.Pay) != "null"))
		if len(p.Body) < 200 || p.Format != trends.FormatHTML || len(p.Places) == 0 {
			t.Errorf("%s: body of %d bytes as %s, places %q", want.File, len(p.Body), p.Format, p.Places)
		}
	}
	t.Logf("%d pages, %d of %d fields right", pages, right, total)
}

// TestSharedCaptures reads recorded answers of the vendors: every job in them comes out, but for those left out on purpose.
func TestSharedCaptures(t *testing.T) {
	var files []string
	err := filepath.WalkDir(shared.Path(t, "corpora", "captures"), func(path string, d os.DirEntry, err error) error {
		if !d.IsDir() && (strings.HasSuffix(path, ".json") || strings.HasSuffix(path, "personio.xml")) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	parsers := []struct {
		name  *regexp.Regexp
		kind  string
		parse func(Source, []byte, time.Time) (list, error)
	}{
		{regexp.MustCompile(`/greenhouse[^/]*\.json$`), "greenhouse", parseGreenhouse},
		{regexp.MustCompile(`/lever[^/]*\.json$`), "lever", parseLever},
		{regexp.MustCompile(`/ashby[^/]*\.json$`), "ashby", parseAshby},
		{regexp.MustCompile(`/workable\.json$`), "workable", parseWorkable},
		{regexp.MustCompile(`/recruitee\.json$`), "recruitee", parseRecruitee},
		{regexp.MustCompile(`/personio\.xml$`), "personio", parsePersonio},
		{regexp.MustCompile(`/rippling\.json$`), "rippling", parseRippling},
		{regexp.MustCompile(`/pinpoint\.json$`), "pinpoint", parsePinpoint},
		{regexp.MustCompile(`/bamboohr\.json$`), "bamboohr", parseBamboo},
		{regexp.MustCompile(`/hn_item\.json$`), "hn", func(s Source, b []byte, now time.Time) (list, error) {
			return parseThread(s, b, "2026-07", now)
		}},
	}
	for _, file := range files {
		for _, p := range parsers {
			if !p.name.MatchString(file) {
				continue
			}
			body := unzip(t, file)
			got, err := p.parse(Source{Kind: p.kind, Board: "example", Company: "Example"}, body, time.Time{})
			if err != nil || got.unreadable.n > 0 {
				t.Errorf("%s: %v %v", file, err, got.unreadable)
				continue
			}
			if want := countJobs(t, body); len(got.postings)+len(got.details)+got.skipped != want {
				t.Errorf("%s: %d postings and %d left out, want %d", file, len(got.postings), got.skipped, want)
			}
			undated := 0
			for _, posting := range got.postings {
				if posting.ID == "" || posting.Title == "" && p.kind != "hn" || posting.Employer == "" {
					t.Errorf("%s: incomplete: %+v", file, posting)
				}
				if posting.Posted.IsZero() {
					undated++
				}
			}
			t.Logf("%s: %d postings, %d left out, %d without a date", file, len(got.postings), got.skipped, undated)
		}
		if strings.HasSuffix(file, "/hn_search.json") {
			threads, err := parseThreads(unzip(t, file))
			if err != nil || len(threads) != 3 || threads[0].name() != "2026-07" {
				t.Errorf("%s: %v %v", file, threads, err)
			}
		}
	}
}

// countJobs counts the jobs of a capture without any of the code under test.
func countJobs(t *testing.T, body []byte) int {
	t.Helper()
	if n := bytes.Count(body, []byte("<position>")); n > 0 {
		return n
	}
	var doc any
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	if jobs, ok := doc.([]any); ok {
		return len(jobs)
	}
	for _, field := range []string{"jobs", "children", "offers", "data", "result", "jobPostings"} {
		if jobs, ok := doc.(map[string]any)[field].([]any); ok {
			return len(jobs)
		}
	}
	t.Fatal("no jobs in the capture")
	return 0
}

// TestSharedHeaders measures in how many posts of ten years an employer is found, and holds the figure.
func TestSharedHeaders(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared.Path(t, "corpora", "hn"), "*.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	posts, named, titled, placed := 0, 0, 0, 0
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		opt := FileOptions{Source: "hn:archive", As: "hn"}
		err = ReadFile(t.Context(), file, f, opt, func(p trends.Posting) error {
			posts++
			if !strings.HasPrefix(p.Employer, "hn user ") {
				named++
			}
			if p.Title != "" {
				titled++
			}
			if p.Places != nil {
				placed++
			}
			if p.Month != strings.TrimSuffix(filepath.Base(file), ".jsonl.gz") || p.Precision != trends.PrecisionMonth || p.Posted.IsZero() {
				t.Fatalf("%s: %s counts in %q, posted %v", file, p.ID, p.Month, p.Posted)
			}
			return nil
		}, func(line int, problem string) { t.Errorf("%s:%d: %s", file, line, problem) })
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
	}
	share := float64(named) / float64(posts)
	t.Logf("%d posts: employer in %.1f %%, title in %.1f %%, places in %.1f %%", posts, 100*share,
		100*float64(titled)/float64(posts), 100*float64(placed)/float64(posts))
	if share < 0.94 {
		t.Errorf("an employer is found in %.1f %% of posts, want 94 %%", 100*share)
	}
}

// TestSharedItems reads posts as the item API gives them, and finds what is found in the same posts as plain text.
func TestSharedItems(t *testing.T) {
	read := func(pattern string) map[string]trends.Posting {
		out := map[string]trends.Posting{}
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			err = ReadFile(t.Context(), file, f, FileOptions{As: "hn"}, func(p trends.Posting) error {
				out[strings.TrimPrefix(p.ID, "hn-")] = p
				return nil
			}, func(line int, problem string) { t.Errorf("%s:%d: %s", file, line, problem) })
			f.Close()
			if err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	items := read(filepath.Join(shared.Path(t, "corpora", "hn-html"), "2019-0*.jsonl.gz"))
	plain := read(filepath.Join(shared.Path(t, "corpora", "hn"), "2019-0*.jsonl.gz"))
	both, same := 0, 0
	for id, a := range items {
		b, ok := plain[id]
		if !ok {
			continue
		}
		both++
		if a.Employer == b.Employer && a.Title == b.Title && strings.Join(a.Places, "|") == strings.Join(b.Places, "|") && a.Remote == b.Remote {
			same++
		}
	}
	t.Logf("%d items, %d also as text, %d read the same", len(items), both, same)
	if both == 0 || float64(same)/float64(both) < 0.97 {
		t.Errorf("%d of %d posts read the same from HTML as from text, want 97 %%", same, both)
	}
}
