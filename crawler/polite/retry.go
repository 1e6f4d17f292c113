package polite

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

const (
	tries      = 3
	firstPause = time.Second      // before the second try; four times that before the third
	maxPause   = 60 * time.Second // the longest Retry-After and Crawl-delay that anybody waits for
)

// limits are what a try may cost.
type limits struct {
	body    int64 // bytes, unpacked; more is a TooLargeError
	timeout time.Duration
	begun   bool // the beginning of a body that is too large is of use
}

// exchange makes a request that is allowed: in its turn, and again if what came may be better the next time.
func (t *Transport) exchange(req *http.Request, most limits) (*http.Response, error) {
	ctx, b := req.Context(), t.backendOf(req.URL)
	for n := 1; ; n++ {
		release, err := b.start(ctx, t, req.URL)
		if err != nil {
			return nil, err
		}
		res, err := t.try(req, b, n, most, release)
		release()
		if err == nil && res.StatusCode != http.StatusTooManyRequests && res.StatusCode < 500 {
			return res, nil
		}
		last := n == tries || !repeatable(req)
		var wait time.Duration
		switch {
		case err != nil && (last || !passing(ctx, err)):
			return nil, afterTries(n, err)
		case err != nil:
			wait = backoff(req, n)
		default:
			if wait, err = t.obey(b, req, res, n); err == nil && last {
				return res, nil
			}
			discard(res)
			if err != nil {
				return nil, err
			}
		}
		t.log().Info("trying again", slog.String("url", req.URL.Redacted()), slog.Int("try", n+1), slog.String("why", why(res, err)))
		if wait > 0 {
			if err := t.Sleep(ctx, wait); err != nil {
				return nil, err
			}
		}
	}
}

func afterTries(n int, err error) error {
	if n == 1 {
		return err
	}
	return fmt.Errorf("after %d tries: %w", n, err)
}

func why(res *http.Response, err error) string {
	if err != nil {
		return err.Error()
	}
	return res.Status
}

// obey does what an answer of 429 or 5xx asks of the whole backend: to let nothing start for a while, or to be parked, which
// is an error. It returns the pause before the next try, where that does not concern others.
func (t *Transport) obey(b *backend, req *http.Request, res *http.Response, n int) (time.Duration, error) {
	now := t.Now()
	until, given := retryAfter(res.Header.Get("Retry-After"), now)
	switch {
	case given && until.Sub(now) > maxPause:
		b.park(until)
		t.log().Warn("backend parked", slog.String("backend", b.name), slog.String("answer", res.Status), slog.Time("until", until))
		return 0, b.isParked(now, req.URL)
	case given && until.After(now):
		b.hold(until)
	case res.StatusCode == http.StatusTooManyRequests: // too fast, whoever asks
		b.hold(now.Add(backoff(req, n)))
	default:
		return backoff(req, n), nil
	}
	return 0, nil
}

// retryAfter reads a Retry-After header: seconds, or a date by the server's idea of the clock that Now is.
func retryAfter(value string, now time.Time) (time.Time, bool) {
	value = strings.TrimSpace(value)
	if value == "" {
		return time.Time{}, false
	}
	if strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseInt(value, 10, 32)
		if err != nil { // more digits than make sense
			seconds = 1<<31 - 1
		}
		return now.Add(time.Duration(seconds) * time.Second), true
	}
	at, err := http.ParseTime(value)
	return at, err == nil
}

// backoff returns the pause after the nth try: 1s, 4s, and up to a quarter more, so that many who failed at once do not come
// back at once. The quarter is drawn from the address, since a run has to be repeatable.
func backoff(req *http.Request, n int) time.Duration {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %d", req.URL, n)
	wait := firstPause
	for range n - 1 {
		wait *= 4
	}
	return wait + time.Duration(h.Sum64()%1000)*wait/4000
}

// repeatable reports whether a request can be made twice.
func repeatable(req *http.Request) bool {
	if req.Body == nil || req.Body == http.NoBody {
		return req.Method == "" || req.Method == http.MethodGet || req.Method == http.MethodHead
	}
	return req.GetBody != nil
}

// passing reports whether an error may be gone at the next try.
func passing(ctx context.Context, err error) bool {
	var refused *RefusedError
	var parked *ParkedError
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	switch {
	case ctx.Err() != nil, errors.As(err, &refused), errors.As(err, &parked), errors.As(err, &certificate):
		return false
	case errors.As(err, &dns):
		return !dns.IsNotFound
	}
	return true
}

// reason makes the error of a try one for the user. ctx is that of the try.
func reason(ctx context.Context, req *http.Request, timeout time.Duration, err error) error {
	var refused *RefusedError
	var parked *ParkedError
	switch {
	case errors.As(err, &refused): // by the dialer, which does not know what for
		return &RefusedError{URL: req.URL.Redacted(), Reason: refused.Reason}
	case req.Context().Err() != nil:
		return req.Context().Err()
	case errors.As(context.Cause(ctx), &parked):
		return parked
	case ctx.Err() != nil:
		return fmt.Errorf("no answer within %v: %w", timeout, err)
	}
	return err
}

// try makes one try, and calls release when the request is on its way. The time for it ends when the body is closed.
func (t *Transport) try(req *http.Request, b *backend, n int, most limits, release func()) (*http.Response, error) {
	counter := counterOf(req.Context())
	ctx, end := context.WithCancelCause(req.Context())
	ctx, stop := context.WithTimeout(ctx, most.timeout)
	cancel := func() { stop(); end(nil) }
	out := req.Clone(t.traced(ctx, req, b, counter, release, end))
	out.Header.Set("User-Agent", t.UserAgent)
	if out.Header.Get("Accept-Encoding") == "" && out.Header.Get("Range") == "" && out.Method != http.MethodHead {
		out.Header.Set("Accept-Encoding", "gzip") // asked for here and not by Base, so that what came over the wire can be counted
	}
	if n > 1 && req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			cancel()
			return nil, fmt.Errorf("body of the request once more: %w", err)
		}
		out.Body = body
	}
	t.addSecret(out.URL)
	counter.requests.Add(1)
	res, err := t.base.RoundTrip(out)
	if err != nil {
		err = reason(ctx, req, most.timeout, err)
		cancel()
		return nil, err
	}
	res.Request = req
	wrapBody(ctx, res, cancel, counter, most)
	return res, nil
}

// addSecret adds what no message may hold to the address of the copy that goes out.
func (t *Transport) addSecret(u *url.URL) {
	if t.Secret == nil {
		return
	}
	if secret := t.Secret(u); len(secret) > 0 {
		if u.RawQuery != "" {
			u.RawQuery += "&"
		}
		u.RawQuery += secret.Encode()
	}
}

// traced returns a context by which Base tells that the request is on its way; a Base that tells nothing holds the others up
// until it returns. Some ask again on their own if a connection turns out to be dead (net/http for HTTP/2, and for HTTP/1
// where Base is not ours): that is a second request, and takes its turn.
func (t *Transport) traced(ctx context.Context, req *http.Request, b *backend, counter *Counter, release func(), end context.CancelCauseFunc) context.Context {
	var connections atomic.Int32
	ctx = context.WithValue(ctx, sentKey{}, new(atomic.Int32))
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) {
			if connections.Add(1) > 1 {
				counter.requests.Add(1)
				release() // or our own turn would never come
				again, err := b.start(ctx, t, req.URL)
				if err != nil {
					end(err)
					return
				}
				defer again()
			}
			b.sent(t.Now())
		},
		WroteHeaders: func() {
			b.sent(t.Now())
			release()
		},
	})
}

// discard gives up an answer. A short body is read to its end, so that the connection can be used again.
func discard(res *http.Response) {
	io.CopyN(io.Discard, res.Body, 64<<10)
	res.Body.Close()
}
