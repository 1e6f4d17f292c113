package trends_test

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trends/crawler"
	"trends/data/shared"
	"trends/trends"
)

// TestReposts: of real pairs of Hacker News posts, judged by reading, which are joined.
func TestReposts(t *testing.T) {
	if testing.Short() {
		t.Skip("reads ten years of posts")
	}
	posts, threads := hiringPosts(t)
	table, err := os.ReadFile("testdata/reposts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	c := map[string]*confusion{"1": {}, "2": {}, "both": {}}
	for line := range strings.Lines(string(table)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || f[2] == "doubtful" {
			continue
		}
		a, b := posts[f[0]], posts[f[1]]
		if a.ID == "" || b.ID == "" {
			t.Fatalf("no post %s or %s", f[0], f[1])
		}
		same := f[2] == "same"
		joined := trends.JobKey(&a, a.Body) == trends.JobKey(&b, b.Body) && oneJob(sight(1, &a, threads), sight(2, &b, threads))
		c[f[3]].add(same, joined)
		c["both"].add(same, joined)
		if joined != same {
			t.Logf("%s %s: joined %v", f[0], f[1], joined)
		}
	}
	t.Logf("sample 1: %+v, sample 2: %+v", *c["1"], *c["2"])
	c["both"].check(t, 180)
}

// sight makes the sighting of a post, under a number.
func sight(number int64, p *trends.Posting, threads map[string]int32) trends.Sighting {
	m, _ := trends.MonthNumber(p.Month)
	return trends.Sighting{Posting: number, Source: p.Source, Title: p.Title, Lists: p.Lists, Text: trends.Sketch(p, p.Body), Thread: threads[p.Month],
		From: trends.FirstDay(m), To: trends.FirstDay(m+1) - 1}
}

// hiringPosts reads the corpus: posts by id, and the number of each month's thread.
func hiringPosts(t *testing.T) (posts map[string]trends.Posting, threads map[string]int32) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(shared.Path(t, "corpora", "hn"), "*.jsonl.gz")) // in order of time
	if err != nil {
		t.Fatal(err)
	}
	posts, threads = map[string]trends.Posting{}, map[string]int32{}
	for i, name := range names {
		threads[strings.TrimSuffix(filepath.Base(name), ".jsonl.gz")] = int32(i)
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(file)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		opt := crawler.FileOptions{Source: "hn", As: "hn", Now: time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)}
		err = crawler.ReadFile(t.Context(), name, z, opt, func(p trends.Posting) error {
			posts[p.ID] = p
			return nil
		}, func(line int, problem string) { t.Errorf("%s:%d: %s", name, line, problem) })
		if err != nil {
			t.Fatal(err)
		}
		file.Close()
	}
	return posts, threads
}
