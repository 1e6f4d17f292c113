package crawler_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trends/crawler"
	"trends/trends"
)

// warcRecord writes a record.
func warcRecord(kind, address, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-10-05T12:00:00Z\r\n"+
		"Content-Type: application/http; msgtype=%s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, address, kind, len(block), block)
}

// httpAnswer writes the answer of a web server.
func httpAnswer(head, body string) string { return "HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n" + body }

const archivedJob = `<html><script type="application/ld+json">{"@type":"JobPosting","title":"ML Engineer","identifier":"7","datePosted":"2024-09-30",
"hiringOrganization":{"name":"Fernhollow"},"description":"<p>Train.</p>"}</script></html>`

func zipped(s string) string {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write([]byte(s))
	z.Close()
	return out.String()
}

// readWARC reads an archive; the result is "title|employer|url|posted" of each posting, and the records that could not be read.
func readWARC(t *testing.T, text string) (ads, bad []string, err error) {
	t.Helper()
	opt := crawler.FileOptions{Source: "archive"}
	err = crawler.ReadFile(t.Context(), "a.warc", strings.NewReader(text), opt, func(p trends.Posting) error {
		if p.Source != "archive" || len(p.ID) != 16 {
			t.Errorf("source %q, id %q", p.Source, p.ID)
		}
		ads = append(ads, strings.Join([]string{p.Title, p.Employer, p.URL, p.Posted.Format("2006-01-02")}, "|"))
		return nil
	}, func(n int, problem string) { bad = append(bad, fmt.Sprintf("%d: %s", n, problem)) })
	return ads, bad, err
}

func TestReadWARC(t *testing.T) {
	const page, want = "https://example.com/jobs/1", "ML Engineer|Fernhollow|https://example.com/jobs/1|2024-09-30"
	html := "Content-Type: text/html"
	response := func(head, body string) string { return warcRecord("response", page, httpAnswer(html+head, body)) }
	good := response("", archivedJob)
	chunks := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(archivedJob), archivedJob)
	around := [2]string{warcRecord("warcinfo", "", "software: x") + warcRecord("request", page, "GET / HTTP/1.1\r\n\r\n"), warcRecord("metadata", page, "x: y")}
	later := strings.Replace(archivedJob, "2024-09-30", "2025-09-30", 1)
	for name, c := range map[string]struct{ file, want, bad string }{
		"one page":                  {good, want, ""},
		"a record before and after": {around[0] + good + around[1], want, ""},
		"two members of gzip":       {zipped(warcRecord("warcinfo", "", "x")) + zipped(good), want, ""},
		"chunks":                    {response("\r\nTransfer-Encoding: chunked", chunks), want, ""},
		"a packed page":             {response("\r\nContent-Encoding: gzip", zipped(archivedJob)), want, ""},
		"packed, says the head":     {response("\r\nContent-Encoding: br", archivedJob), want, ""},
		"the length of before":      {response("\r\nContent-Length: 99999", archivedJob), want, ""},
		"brackets":                  {warcRecord("response", "<"+page+">", httpAnswer(html, archivedJob)), want, ""},
		"another status":            {warcRecord("response", page, strings.Replace(httpAnswer(html, archivedJob), "200 OK", "404 Not Found", 1)), "", ""},
		"no page":                   {warcRecord("response", page, httpAnswer("Content-Type: image/png", "x")), "", ""},
		"no job":                    {response("", "<p>Hello</p>"), "", ""},
		"in the future of then":     {response("", later), strings.Replace(want, "2024-09-30", "0001-01-01", 1), ""},
		"no HTTP":                   {warcRecord("response", page, "hello") + good, want, "1: page: the answer is no HTTP"},
		"packed in another way":     {response("\r\nContent-Encoding: br", "\x8b\xff\xfe") + good, want, "1: page: packed as br"},
		"broken JSON":               {response("", `<script type="application/ld+json">{"@type":"JobPosting",</script>`) + good, want, "1: page: a block of JSON-LD is no JSON"},
		"an empty job":              {response("", `<script type="application/ld+json">{"@type":"JobPosting"}</script>`), "", "1: page: a JobPosting without title and description"},
		"nothing":                   {"", "", ""},
	} {
		ads, bad, err := readWARC(t, c.file)
		problems := strings.Join(bad, " ")
		if err != nil || strings.Join(ads, " ") != c.want || !strings.HasPrefix(problems, c.bad) || c.bad == "" && bad != nil {
			t.Errorf("%s: %q, %q, %v; want %q, %q", name, ads, bad, err, c.want, c.bad)
		}
	}
}

func TestReadWARCErrors(t *testing.T) {
	good := warcRecord("response", "https://example.com/jobs/1", httpAnswer("Content-Type: text/html", archivedJob))
	for file, want := range map[string]string{
		good[:len(good)-20]:                      "read a.warc: record 1 breaks off 16 bytes before its end",
		good + "hello\r\n":                       `read a.warc: record 2: "hello" where WARC/1.0 was due`,
		good + "WARC/1.0\r\nWARC-Type: x":        "read a.warc: record 2: its head: unexpected EOF",
		"WARC/1.0\r\nWARC-Type: x\r\n\r\n":       `read a.warc: record 1: Content-Length "" is no length`,
		"WARC/1.0\r\nContent-Length: -1\r\n\r\n": `read a.warc: record 1: Content-Length "-1" is no length`,
	} {
		if _, _, err := readWARC(t, file); err == nil || err.Error() != want {
			t.Errorf("%.40q…: %v, want %s", file, err, want)
		}
	}
}

// TestWARCSource reads an archive as a source, twice.
func TestWARCSource(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cc.warc.gz")
	job := func(n int) string {
		address := fmt.Sprintf("https://site%d.example.com/jobs/1", n)
		return zipped(warcRecord("response", address, httpAnswer("Content-Type: text/html", archivedJob)))
	}
	if err := os.WriteFile(path, []byte(job(1)+job(2)+job(1)), 0o600); err != nil {
		t.Fatal(err)
	}
	c, _ := newCrawler()
	src := crawler.Source{Kind: "warc", URL: path}
	got, err := c.Read(t.Context(), src, crawler.Memory{}, func(trends.Posting) error { return nil })
	if err != nil || got.Crawl.Outcome != trends.OutcomeComplete || got.Crawl.Seen != 2 || !got.Crawl.Newest || got.Crawl.Source != "warc:cc" {
		t.Fatalf("%+v, %v", got.Crawl, err)
	}
	memory := crawler.Memory{Fetches: map[string]trends.Fetch{path: got.Fetches[0]}, LastWhole: got.Crawl.Started}
	got, err = c.Read(t.Context(), src, memory, func(trends.Posting) error { return nil })
	if err != nil || got.Crawl.Outcome != trends.OutcomeUnchanged {
		t.Errorf("%+v, %v", got.Crawl, err)
	}
}

// FuzzWARC: no archive brings the reader down.
func FuzzWARC(f *testing.F) {
	f.Add([]byte(warcRecord("response", "https://example.com/jobs/1", httpAnswer("Content-Type: text/html", archivedJob))))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nx"))
	f.Add([]byte("WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\nz"))
	f.Fuzz(func(t *testing.T, text []byte) {
		opt := crawler.FileOptions{Source: "archive", Format: "warc"}
		crawler.ReadFile(t.Context(), "a", bytes.NewReader(text), opt, func(p trends.Posting) error {
			if p.ID == "" || p.Posted.IsZero() != (p.Precision == trends.PrecisionNone) {
				t.Errorf("%+v", p)
			}
			return nil
		}, func(int, string) {})
	})
}
