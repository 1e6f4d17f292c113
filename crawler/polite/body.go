package polite

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// wrapBody puts the limits around the body of an answer, and unpacks it.
func wrapBody(ctx context.Context, res *http.Response, cancel context.CancelFunc, counter *Counter, most limits) {
	b := &body{wire: res.Body, ctx: ctx, cancel: cancel, timeout: most.timeout, left: most.body}
	b.tooLarge = &TooLargeError{URL: res.Request.URL.Redacted(), Limit: most.body}
	b.in = countingReader{res.Body, counter}
	if hasBody(res) && res.ContentLength > most.body && !most.begun {
		b.err = b.tooLarge // it says so itself: nothing of it need come
	}
	coding := strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding")))
	if (coding == "gzip" || coding == "x-gzip") && hasBody(res) {
		b.in = &gzipReader{wire: b.in}
		res.Header.Del("Content-Encoding")
		res.Header.Del("Content-Length")
		res.ContentLength, res.Uncompressed = -1, true
	}
	res.Body = b
}

func hasBody(res *http.Response) bool {
	return res.Request.Method != http.MethodHead && res.StatusCode != http.StatusNoContent &&
		res.StatusCode != http.StatusNotModified && res.ContentLength != 0
}

// body is the body of an answer, with an end to its length and its time.
type body struct {
	wire     io.ReadCloser
	in       io.Reader // wire, counted and unpacked
	ctx      context.Context
	cancel   context.CancelFunc
	timeout  time.Duration
	left     int64 // bytes that may still come
	tooLarge error
	err      error // once there is one, it stays
}

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	if b.err != nil || len(p) == 0 {
		return 0, b.err
	}
	if b.left == 0 { // a body of exactly the limit ends here
		var one [1]byte
		n, err := b.in.Read(one[:])
		if n > 0 {
			err = b.tooLarge
		}
		b.err = b.reason(err)
		return 0, b.err
	}
	n, err := b.in.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	b.err = b.reason(err)
	return n, b.err
}

// reason says it where it was our limit that ended the reading.
func (b *body) reason(err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	if errors.Is(b.ctx.Err(), context.DeadlineExceeded) && errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("the answer was not whole within %v: %w", b.timeout, err)
	}
	return err
}

// Close implements io.Closer.
func (b *body) Close() error {
	err := b.wire.Close()
	b.cancel()
	return err
}

// countingReader counts what it reads.
type countingReader struct {
	io.Reader
	counter *Counter
}

func (r countingReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.counter.bytes.Add(int64(n))
	return n, err
}

// gzipReader unpacks. The header is read with the first bytes, since RoundTrip must not wait for a body.
type gzipReader struct {
	wire io.Reader
	z    *gzip.Reader
}

func (r *gzipReader) Read(p []byte) (int, error) {
	if r.z == nil {
		z, err := gzip.NewReader(r.wire)
		if err != nil {
			return 0, err
		}
		r.z = z
	}
	return r.z.Read(p)
}
