package polite_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	polite "trends/crawler/polite"
)

// status answers the nth request with the nth status, the last one for all further ones.
func status(header http.Header, codes ...int) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, r *http.Request, n int) {
		for k, v := range header {
			w.Header()[k] = v
		}
		w.WriteHeader(codes[min(n, len(codes))-1])
	}
}

func TestRetries(t *testing.T) {
	after := func(value string) http.Header { return http.Header{"Retry-After": {value}} }
	at := newClock().at
	tests := []struct {
		name     string
		method   string
		handle   func(http.ResponseWriter, *http.Request, int)
		want     string // kind of the error, and the status
		requests int
		min, max time.Duration // of the calendar
	}{
		{"ok", "GET", status(nil, 200), "ok 200", 1, 0, 0},
		{"not found", "GET", status(nil, 404), "ok 404", 1, 0, 0},
		{"forbidden", "GET", status(after("5"), 403), "ok 403", 1, 0, 0},
		{"once down", "GET", status(nil, 503, 200), "ok 200", 2, time.Second, 1250 * time.Millisecond},
		{"once down, HEAD", "HEAD", status(nil, 503, 200), "ok 200", 2, time.Second, 1250 * time.Millisecond},
		{"down", "GET", status(nil, 500), "ok 500", 3, 5 * time.Second, 6250 * time.Millisecond},
		{"too fast", "GET", status(nil, 429, 200), "ok 200", 2, time.Second, 1250 * time.Millisecond},
		{"not repeatable", "POST", status(nil, 503), "ok 503", 1, 0, 0},
		{"seconds", "GET", status(after("7"), 429, 200), "ok 200", 2, 7 * time.Second, 7 * time.Second},
		{"seconds with 503", "GET", status(after(" 60 "), 503, 200), "ok 200", 2, time.Minute, time.Minute},
		{"date", "GET", status(after(at.Add(30*time.Second).Format(http.TimeFormat)), 429, 200), "ok 200", 2, 30 * time.Second, 30 * time.Second},
		{"date gone by", "GET", status(after(at.Add(-time.Hour).Format(http.TimeFormat)), 503, 200), "ok 200", 2, time.Second, 1250 * time.Millisecond},
		{"nonsense", "GET", status(after("soon"), 503, 200), "ok 200", 2, time.Second, 1250 * time.Millisecond},
		{"long", "GET", status(after("61"), 429), "parked 0", 1, 0, 0},
		{"long date", "GET", status(after(at.Add(time.Hour).Format(http.TimeFormat)), 503), "parked 0", 1, 0, 0},
		{"absurd", "GET", status(after("99999999999999999999"), 503), "parked 0", 1, 0, 0},
		{"reset once", "GET", reset(1), "ok 200", 2, time.Second, 1250 * time.Millisecond},
		{"reset", "GET", reset(9), "failed 0", 3, 5 * time.Second, 6250 * time.Millisecond},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := newClock()
			s := newSite(t, c, 404, "", tt.handle)
			code, _, err := do(t, newTransport(c), tt.method, s.URL+"/x")
			if got := fmt.Sprint(kindOf(err), " ", code); got != tt.want {
				t.Errorf("got %s (%v), want %s", got, err, tt.want)
			}
			if got := strings.Count(s.asked(), "/x"); got != tt.requests {
				t.Errorf("%d requests, want %d", got, tt.requests)
			}
			if got := c.total(); got < tt.min || got > tt.max {
				t.Errorf("%v of pauses, want %v to %v", got, tt.min, tt.max)
			}
		})
	}
}

// reset breaks the connection off without an answer, n times.
func reset(n int) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, r *http.Request, asked int) {
		if asked <= n {
			panic(http.ErrAbortHandler)
		}
	}
}

// TestParking parks a backend: nothing more is asked of it until the moment it named, and others are not concerned.
func TestParking(t *testing.T) {
	c := newClock()
	s := newSite(t, c, 404, "", status(http.Header{"Retry-After": {"3600"}}, 429, 200))
	other := newSite(t, c, 404, "", nil)
	tr := newTransport(c)
	_, _, err := get(t, tr, s.URL+"/x")
	var parked *polite.ParkedError
	if !errors.As(err, &parked) {
		t.Fatalf("got %v, want a ParkedError", err)
	}
	want := polite.ParkedError{Backend: strings.TrimPrefix(s.URL, "http://"), Until: c.at.Add(time.Hour), URL: s.URL + "/x"}
	if diff := cmp.Diff(want, *parked); diff != "" {
		t.Errorf("ParkedError (-want +got):\n%s", diff)
	}
	c.advance(59 * time.Minute)
	if _, _, err := get(t, tr, s.URL+"/y"); kindOf(err) != "parked" {
		t.Errorf("after 59 minutes: %v, want parked", err)
	}
	if _, _, err := get(t, tr, other.URL+"/x"); err != nil {
		t.Errorf("the other site: %v", err)
	}
	c.advance(time.Minute)
	if _, _, err := get(t, tr, s.URL+"/x"); err != nil {
		t.Errorf("after an hour: %v", err)
	}
	if got, want := s.asked(), "/robots.txt /x /x"; got != want {
		t.Errorf("the site was asked %s, want %s", got, want)
	}
}

// TestParkedRobots parks while robots.txt is asked for: that is no verdict, and is asked again when the time has come.
func TestParkedRobots(t *testing.T) {
	c := newClock()
	s := newSite(t, c, 0, "", func(w http.ResponseWriter, r *http.Request, n int) {
		status(http.Header{"Retry-After": {"100"}}, 503, 404)(w, r, n)
	})
	tr := newTransport(c)
	if _, err := tr.Verdict(t.Context(), s.URL+"/x"); kindOf(err) != "parked" {
		t.Errorf("Verdict: %v, want parked", err)
	}
	c.advance(100 * time.Second)
	if got, err := tr.Verdict(t.Context(), s.URL+"/x"); err != nil || !got.Allowed {
		t.Errorf("Verdict after the pause: %+v, %v", got, err)
	}
}

// TestRepeatedBody posts twice what can be read twice.
func TestRepeatedBody(t *testing.T) {
	c := newClock()
	var got []string
	s := newSite(t, c, 404, "", func(w http.ResponseWriter, r *http.Request, n int) {
		body, _ := io.ReadAll(r.Body)
		got = append(got, string(body))
		if n == 1 {
			w.WriteHeader(http.StatusBadGateway)
		}
	})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/x", strings.NewReader("question"))
	if err != nil {
		t.Fatal(err)
	}
	res, err := newTransport(c).RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if diff := cmp.Diff([]string{"question", "question"}, got); diff != "" || res.StatusCode != 200 || res.Request != req {
		t.Errorf("status %d, bodies (-want +got):\n%s", res.StatusCode, diff)
	}
}

// TestCanceled ends the context during a pause: nothing more is asked.
func TestCanceled(t *testing.T) {
	c := newClock()
	s := newSite(t, c, 404, "", status(nil, 503))
	tr := newTransport(c)
	ctx, cancel := context.WithCancel(t.Context())
	tr.Sleep = func(ctx context.Context, d time.Duration) error {
		cancel()
		return ctx.Err()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/x", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tr.RoundTrip(req); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	if got, want := s.asked(), "/robots.txt /x"; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}
