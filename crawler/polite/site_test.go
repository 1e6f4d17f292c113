package polite_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	polite "trends/crawler/polite"
)

// clock is an invented calendar. A sleeper moves it on to the end of his sleep, unless another did before.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{at: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// total returns how long was slept.
func (c *clock) total() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	var sum time.Duration
	for _, d := range c.slept {
		sum += d
	}
	return sum
}

// newTransport returns a transport on an invented calendar that may ask loopback servers, as fast as they allow.
func newTransport(c *clock) *polite.Transport {
	return &polite.Transport{UserAgent: "trends/0.1 (+https://example.org/bot)", Now: c.now, Sleep: c.sleep, AllowPrivateHosts: true}
}

// site is a server that keeps a record of what it was asked.
type site struct {
	*httptest.Server
	mu  sync.Mutex
	log []request
}

type request struct {
	method, uri, agent string
	at                 time.Time // by the invented calendar
}

// newSite serves robots.txt with a status and a text, and everything else by handle; nil says "ok". n counts the requests
// for one address from 1.
func newSite(t *testing.T, c *clock, status int, robots string, handle func(w http.ResponseWriter, r *http.Request, n int)) *site {
	t.Helper()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.log = append(s.log, request{r.Method, r.RequestURI, r.UserAgent(), c.now()})
		n := 0
		for _, earlier := range s.log {
			if earlier.uri == r.RequestURI {
				n++
			}
		}
		s.mu.Unlock()
		switch {
		case r.RequestURI == "/robots.txt" && status != 0:
			w.WriteHeader(status)
			io.WriteString(w, robots)
		case handle == nil:
			io.WriteString(w, "ok")
		default:
			handle(w, r, n)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// asked returns the addresses that were asked, in order.
func (s *site) asked() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, r := range s.log {
		out = append(out, r.uri)
	}
	return strings.Join(out, " ")
}

// get asks through a client, and returns the status with the body, or what the error is.
func get(t *testing.T, tr *polite.Transport, address string) (int, string, error) {
	t.Helper()
	return do(t, tr, http.MethodGet, address)
}

func do(t *testing.T, tr *polite.Transport, method, address string) (int, string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Error(err)
		return 0, "", err
	}
	res, err := (&http.Client{Transport: tr}).Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, string(body), err
}

// kindOf names the kind of an error.
func kindOf(err error) string {
	var refused *polite.RefusedError
	var parked *polite.ParkedError
	var large *polite.TooLargeError
	switch {
	case err == nil:
		return "ok"
	case errors.As(err, &refused):
		return "refused"
	case errors.As(err, &parked):
		return "parked"
	case errors.As(err, &large):
		return "too large"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "short"
	case errors.Is(err, context.DeadlineExceeded):
		return "late"
	case errors.Is(err, context.Canceled):
		return "canceled"
	}
	return "failed"
}
