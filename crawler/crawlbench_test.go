package crawler_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"trends/crawler"
	"trends/trends"
)

// boardsServer says, in the environment, that the test binary is to serve boards for a benchmark.
const boardsServer = "TRENDS_TEST_BOARDS"

// TestServeBoards is no test: it is the server of the benchmarks, in a process of its own, so that only the client is measured. It
// serves boards of 200 postings at /N/v0/postings/x, and of two at /small/N/v0/postings/x, until its input ends.
func TestServeBoards(t *testing.T) {
	if os.Getenv(boardsServer) == "" {
		t.Skip("not asked to serve")
	}
	var jobs []string
	for i := range 200 {
		jobs = append(jobs, fmt.Sprintf(`{"id":"job-%d","text":"Engineer %d","createdAt":1778529611285,"categories":{"location":"Berlin, Germany"},"hostedUrl":"https://jobs.example.com/%d","description":"%s"}`,
			i, i, i, strings.Repeat(`<p>We train models with <b>PyTorch</b> &amp; Go.</p>\n`, 40)))
	}
	large, small := "["+strings.Join(jobs, ",")+"]", "["+strings.Join(jobs[:2], ",")+"]"
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		body := large
		if strings.HasPrefix(r.URL.Path, "/small") {
			body = small
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		io.WriteString(w, body)
	}))
	defer s.Close()
	fmt.Println("serving " + s.URL)
	io.Copy(io.Discard, os.Stdin)
}

// serveBoards starts the server, and returns its address.
func serveBoards(b *testing.B) string {
	b.Helper()
	c := exec.CommandContext(b.Context(), os.Args[0], "-test.run=^TestServeBoards$")
	c.Env = append(os.Environ(), boardsServer+"=1")
	in, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { in.Close(); c.Wait() })
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if address, ok := strings.CutPrefix(lines.Text(), "serving "); ok {
			return address
		}
	}
	b.Fatal("the server does not start")
	return ""
}

// cpu returns the processor time that the process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkBoards reads 300 boards of 200 postings, or of two, eight at a time and as fast as they come: through the crawler, and with a
// plain client that reads the answers, or reads and decodes them. cpu-us/request is the processor time of the client alone.
func BenchmarkBoards(b *testing.B) {
	address := serveBoards(b)
	plain := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	fetch := func(decode bool) func(string) int {
		return func(board string) int {
			res, err := plain.Get(board + "/v0/postings/x?mode=json")
			if err != nil {
				b.Error(err)
				return 0
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			var jobs []map[string]any
			if decode && err == nil {
				err = json.Unmarshal(body, &jobs)
			}
			if err != nil {
				b.Error(err)
			}
			return 1
		}
	}
	c := &crawler.Crawler{AllowPrivateHosts: true, Now: time.Now, Sleep: func(ctx context.Context, d time.Duration) error { time.Sleep(d); return ctx.Err() }}
	crawl := func(board string) int {
		src := crawler.Source{Kind: "lever", Board: "x", BaseURL: board}
		got, err := c.Read(b.Context(), src, crawler.Memory{}, func(trends.Posting) error { return nil })
		if err != nil || !got.Crawl.Whole() {
			b.Errorf("%+v, %v", got.Crawl, err)
		}
		return got.Crawl.Requests
	}
	for _, size := range []string{"", "/small"} {
		for _, bench := range []struct {
			name string
			read func(string) int
		}{{"plain", fetch(false)}, {"decoded", fetch(true)}, {"crawler", crawl}} {
			b.Run(bench.name+size, func(b *testing.B) {
				read := func() int {
					return eight(300, func(i int) int { return bench.read(address + size + "/" + strconv.Itoa(i)) })
				}
				before, requests := cpu(), 0
				for b.Loop() {
					requests += read()
				}
				b.ReportMetric(float64(requests)/b.Elapsed().Seconds(), "requests/s")
				b.ReportMetric(float64((cpu()-before).Microseconds())/float64(requests), "cpu-us/request")
				b.ReportMetric(float64(heapGrowth(func() { read() }))/(1<<20), "MiB-heap")
			})
		}
	}
}

// eight calls do with 0 to n-1, eight at a time, and sums what it returns.
func eight(n int, do func(int) int) int {
	todo := make(chan int)
	var group sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for range 8 {
		group.Go(func() {
			for i := range todo {
				k := do(i)
				mu.Lock()
				sum += k
				mu.Unlock()
			}
		})
	}
	for i := range n {
		todo <- i
	}
	close(todo)
	group.Wait()
	return sum
}

// BenchmarkQueue reads sites whose sitemaps name ever more pages, of which 100 are fetched: memory is that of the addresses.
func BenchmarkQueue(b *testing.B) {
	for _, n := range []int{1000, 10000, 40000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			var urls strings.Builder
			for i := range n {
				fmt.Fprintf(&urls, "<url><loc>{site}/jobs/machine-learning-engineer-%d</loc></url>", i)
			}
			var sitemap string
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case r.URL.Path == "/sitemap.xml":
					io.WriteString(w, sitemap)
				case strings.HasPrefix(r.URL.Path, "/jobs/"):
					io.WriteString(w, ld(`{"@type":"JobPosting","title":"Engineer"}`))
				default:
					http.NotFound(w, r)
				}
			}))
			defer s.Close()
			sitemap = "<urlset>" + strings.ReplaceAll(urls.String(), "{site}", s.URL) + "</urlset>"
			c, _ := newCrawler()
			src := crawler.Source{Kind: "jsonld", Board: "x", BaseURL: s.URL, Limit: 100}
			for b.Loop() {
				grown := heapGrowth(func() {
					if got, err := c.Read(b.Context(), src, crawler.Memory{}, func(trends.Posting) error { return nil }); err != nil || got.Crawl.Seen != 100 {
						b.Errorf("%+v, %v", got.Crawl, err)
					}
				})
				b.ReportMetric(float64(grown)/(1<<20), "MiB-heap")
			}
		})
	}
}
