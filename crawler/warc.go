package crawler

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// warc reads job pages out of an archive of web pages, a local file in WARC 1.0 or 1.1 (ISO 28500), compressed or not, such as
// Common Crawl and wget write: a back-fill of what sites wrote, as far as somebody else fetched it. Nothing is asked for.
//
// Every page that was answered with 200 and holds a JobPosting, as JSON-LD or microdata, gives its ads. An ad is known by the
// address of its page, since an archive holds many sites; of several captures of one page the first is taken. The time of the
// capture bounds the posting date, and is none by itself. Since an archive is a sample, an ad that it lacks has not closed, and no
// month is whole: `trends import --complete` says otherwise.
func warc() kind {
	check := func(s Source) error {
		if s.URL == "" {
			return errors.New("url: missing; use the path of a .warc file, which may be compressed (.gz)")
		}
		return nil
	}
	k := file()
	k.check, k.newest = check, true
	k.read = func(ctx context.Context, r *reading) error { return r.readFile(ctx, "warc", "pages") }
	return k
}

// readWARC reads the records of an archive. The number that bad is told is the record's.
func (f *fileReader) readWARC(ctx context.Context) error {
	for n := 1; ; n++ {
		head, err := readRecordHead(f.in)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: record %d: %w", f.name, n, err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		block := &io.LimitedReader{R: f.in, N: head.length}
		if err := f.record(n, head, block); err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, block); err != nil {
			return fmt.Errorf("read %s: record %d: %w", f.name, n, err)
		}
		if block.N > 0 {
			return fmt.Errorf("read %s: record %d breaks off %d bytes before its end", f.name, n, block.N)
		}
	}
}

// recordHead is what the head of a record says.
type recordHead struct {
	page     bool // an answer of a web server
	address  string
	captured time.Time // zero if it does not say
	length   int64     // of the block that follows
}

// readRecordHead reads the head of the next record; io.EOF if there is none.
func readRecordHead(in *bufio.Reader) (recordHead, error) {
	version := ""
	for version == "" { // two empty lines end a record
		line, long, err := readLine(in, nil)
		if version = strings.TrimSpace(string(line)); version == "" && err != nil {
			return recordHead{}, err
		}
		if long || version != "" && !strings.HasPrefix(version, "WARC/") {
			return recordHead{}, fmt.Errorf("%q where WARC/1.0 was due", excerpt(line))
		}
	}
	head, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return recordHead{}, fmt.Errorf("its head: %w", inside(err))
	}
	length, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return recordHead{}, fmt.Errorf("Content-Length %q is no length", head.Get("Content-Length"))
	}
	captured, _ := time.Parse(time.RFC3339, head.Get("WARC-Date"))
	return recordHead{
		page:     head.Get("WARC-Type") == "response" && strings.HasPrefix(head.Get("Content-Type"), "application/http"),
		address:  strings.Trim(head.Get("WARC-Target-URI"), "<>"),
		captured: captured,
		length:   length,
	}, nil
}

// inside makes the end of the file an error, where it comes inside a record.
func inside(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// record hands on the ads of a record, or tells what is wrong with it. Only an error of emit is returned.
func (f *fileReader) record(n int, head recordHead, block io.Reader) error {
	if !head.page {
		return nil
	}
	if head.length > maxUnpacked {
		f.bad(n, fmt.Sprintf("page: more than %d MiB", maxUnpacked>>20))
		return nil
	}
	body, err := archivedPage(block)
	if err != nil {
		f.bad(n, "page: "+err.Error())
		return nil
	}
	found := parseStructured(body, head.address)
	switch {
	case len(found.jobs) == 0 && len(found.broken) > 0 && bytes.Contains(body, []byte("JobPosting")):
		f.bad(n, "page: "+found.broken[0])
	case found.cut != "" && bytes.Contains(body, []byte("JobPosting")):
		f.bad(n, "page: "+found.cut)
	}
	for i, job := range found.jobs {
		p := jobPosting(Source{Company: f.opt.Company}, job, found, head.address, i, head.captured)
		p.Source, p.ID = f.opt.Source, addressID(p.URL, i)
		if strings.TrimSpace(p.Title+p.Body) == "" {
			f.bad(n, "page: a JobPosting without title and description")
			continue
		}
		if err := tooLong(&p); err != nil {
			f.bad(n, "page: a JobPosting"+err.Error())
			continue
		}
		if err := f.emit(p); err != nil {
			return err
		}
	}
	return nil
}

// archivedPage returns the page in the answer of a server as UTF-8; nil if the answer is no page.
func archivedPage(block io.Reader) ([]byte, error) {
	res, err := http.ReadResponse(bufio.NewReader(block), nil)
	if err != nil {
		return nil, fmt.Errorf("the answer is no HTTP: %w", err)
	}
	defer res.Body.Close()
	contentType := strings.ToLower(res.Header.Get("Content-Type"))
	if res.StatusCode != http.StatusOK || contentType != "" && !strings.Contains(contentType, "html") {
		return nil, nil
	}
	body, err := io.ReadAll(res.Body)
	if err != nil && err != io.ErrUnexpectedEOF { // some archives unpack a body and leave its old length in the head
		return nil, err
	}
	switch encoding := res.Header.Get("Content-Encoding"); {
	case bytes.HasPrefix(body, []byte{0x1f, 0x8b}):
		if body, err = unpack(body); err != nil {
			return nil, err
		}
	case !utf8.Valid(body) && (encoding == "br" || encoding == "zstd" || encoding == "deflate"):
		return nil, fmt.Errorf("packed as %s, which is not read", encoding)
	}
	return toUTF8(body, firstOf(contentType, "text/html")), nil
}
