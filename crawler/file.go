package crawler

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"trends/trends"
)

// file reads postings from a file by its path, in the forms that ReadFile knows.
func file() kind {
	return kind{
		check: func(s Source) error {
			if s.URL == "" {
				return errors.New("url: missing; use the path of a .jsonl or .csv file, which may be compressed (.gz)")
			}
			return nil
		},
		plan: func(s Source) []string { return []string{s.URL} },
		read: func(ctx context.Context, r *reading) error { return r.readFile(ctx, "", "lines") },
	}
}

// readFile reads the file of a source, in a format of FileOptions; entries is what its parts are called. It is unchanged if neither its
// size nor its time is another than at the last whole read.
func (r *reading) readFile(ctx context.Context, format, entries string) error {
	f, err := os.Open(r.src.URL)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	p := &page{fetch: trends.Fetch{
		URL:          r.src.URL,
		LastModified: info.ModTime().UTC().Format(time.RFC3339Nano),
		ETag:         fmt.Sprintf("%d bytes", info.Size()),
		Fetched:      r.crawler.Now(),
	}}
	before := r.mem.Fetches[r.src.URL]
	if r.whole() && before.LastModified == p.fetch.LastModified && before.ETag == p.fetch.ETag {
		r.unchanged(p)
		return nil
	}
	lines := 0
	var bad faults
	opt := FileOptions{Source: r.src.Key(), Company: r.src.Company, Format: format, Now: r.started}
	err = ReadFile(ctx, r.src.URL, f, opt, func(p trends.Posting) error {
		lines++
		return r.add(p)
	}, func(line int, problem string) {
		lines++
		bad.add("%s:%d: %s", r.src.URL, line, problem)
	})
	if err != nil {
		return err
	}
	r.out.Crawl.Bytes = info.Size()
	if err := r.judge(lines, entries, bad); err != nil {
		return err
	}
	r.keep(p)
	return nil
}

// FileOptions says how ReadFile understands a file.
type FileOptions struct {
	Source  string    // key of the source that the postings get
	Company string    // employer of postings that name none; "" = none
	As      string    // "postings", or "hn" for posts of "Who is hiring?" threads; "" = postings
	Format  string    // "jsonl", "csv" or "warc"; "" = by the suffix of the name, else by how the file begins
	Now     time.Time // posting dates more than a day after it are no dates; zero = any date is one
}

// maxLine is the longest line that ReadFile reads.
const maxLine = 64 << 20

// ReadFile reads postings from a file of JSON lines (an object a line) or CSV (with a row of field names first), either of
// them compressed with gzip or not, and hands on each as it is read; memory does not grow with the file. name only serves
// to tell the form and to name the file in errors.
//
// The fields are: id, and text (plain) or html, which every posting has; title, company, location (several places with
// semicolons between them, in JSON also a list), url, posted_at (2006-01-02 or RFC 3339), month (2006-01), author (stands
// for the employer if nothing else does), salary ({"min","max","currency","period"}; text is ignored). posted_date stands
// for posted_at and description for text. Other fields are ignored. A month makes the posting count in that month whatever
// posted_at says.
//
// As "hn", the header of the text gives employer, title, places, way of working and pay where the fields do not, and items
// as Hacker News' own API sends them (by, id, time, text in HTML) are read too; deleted, dead and null ones are left out
// without a word.
//
// An archive of web pages (WARC) gives the ads of the job pages in it, each known by its address.
//
// A line, or a record of an archive, that cannot be read goes to bad with its number and "field: what is wrong", and reading goes on. An error is
// returned if the file as a whole cannot be read, if emit returns one, or if ctx is done.
func ReadFile(ctx context.Context, name string, r io.Reader, opt FileOptions, emit func(trends.Posting) error, bad func(line int, problem string)) error {
	if !slices.Contains([]string{"", "postings", "hn"}, opt.As) {
		return fmt.Errorf("read %s as %q: not known; use postings or hn", name, opt.As)
	}
	in := bufio.NewReaderSize(r, 1<<16)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		defer z.Close()
		in = bufio.NewReaderSize(z, 1<<16)
	}
	if mark, _ := in.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		in.Discard(3) // peeked: cannot fail
	}
	form, err := fileForm(name, in, opt.Format)
	if err != nil {
		return err
	}
	f := &fileReader{name: name, in: in, opt: opt, emit: emit, bad: bad, months: map[string]string{}}
	switch form {
	case "csv":
		return f.readCSV(ctx)
	case "warc":
		return f.readWARC(ctx)
	}
	return f.readLines(ctx)
}

// fileForm tells JSON lines, CSV and archives of web pages apart.
func fileForm(name string, in *bufio.Reader, form string) (string, error) {
	if form == "" {
		base := strings.TrimSuffix(strings.ToLower(name), ".gz")
		switch filepath.Ext(base) {
		case ".csv":
			form = "csv"
		case ".jsonl", ".ndjson":
			form = "jsonl"
		case ".warc":
			form = "warc"
		}
	}
	head, _ := in.Peek(512)
	first := firstByte(head)
	switch {
	case form == "jsonl" || form == "csv" || form == "warc":
	case form != "":
		return "", fmt.Errorf("read %s as %q: not known; use jsonl, csv or warc", name, form)
	case bytes.HasPrefix(head, []byte("WARC/")):
		form = "warc"
	case first == '{' || first == 0 || bytes.HasPrefix(bytes.TrimSpace(head), []byte("null")):
		form = "jsonl"
	default:
		form = "csv"
	}
	if first == '[' && form == "jsonl" || first == '[' && strings.HasSuffix(name, ".json") {
		return "", fmt.Errorf("read %s: a JSON array; write one object a line, for example with: jq -c '.[]' %s", name, name)
	}
	return form, nil
}

// fileReader is one file under way.
type fileReader struct {
	name   string
	in     *bufio.Reader
	opt    FileOptions
	emit   func(trends.Posting) error
	bad    func(line int, problem string)
	buf    []byte            // of scanRow
	months map[string]string // as hn: id of a thread's story → its month
}

// readLines reads JSON lines.
func (f *fileReader) readLines(ctx context.Context) error {
	var buf []byte
	for n := 1; ; n++ {
		line, long, err := readLine(f.in, buf[:0])
		buf = line
		if err != nil && err != io.EOF {
			return fmt.Errorf("read %s: line %d: %w", f.name, n, err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		switch text := bytes.TrimSpace(line); {
		case long:
			f.bad(n, fmt.Sprintf("line: longer than %d MiB", maxLine>>20))
		case len(text) > 0:
			if err := f.line(n, text); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// readLine reads to the end of a line, of which at most maxLine bytes are kept.
func readLine(in *bufio.Reader, buf []byte) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(buf)+len(part) > maxLine {
			long = true
		} else {
			buf = append(buf, part...)
		}
		if err != bufio.ErrBufferFull {
			return buf, long, err
		}
	}
}
