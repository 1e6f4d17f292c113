package polite

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// calendar is a clock that a sleeper moves on.
type calendar struct{ ns atomic.Int64 }

func (c *calendar) now() time.Time { return time.Unix(1_800_000_000, c.ns.Load()) }

func (c *calendar) sleep(ctx context.Context, d time.Duration) error {
	c.ns.Add(int64(d))
	return ctx.Err()
}

// TestPace has 20 goroutines ask one backend at once. The last start tells that none came too early, and that nobody waited
// for nothing.
func TestPace(t *testing.T) {
	tests := []struct {
		name      string
		interval  time.Duration
		robots    string
		wantDelay time.Duration
	}{
		{"interval", time.Second, "", time.Second},
		{"longer crawl delay", time.Second, "User-agent: *\nCrawl-delay: 3\n", 3 * time.Second},
		{"shorter crawl delay", 2 * time.Second, "User-agent: *\nCrawl-delay: 1\n", 2 * time.Second},
		{"none", 0, "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, tt.robots) }))
			defer s.Close()
			c := &calendar{}
			tr := &Transport{UserAgent: "trends/0.1", Now: c.now, Sleep: c.sleep, Interval: tt.interval, AllowPrivateHosts: true}
			u, _ := url.Parse(s.URL)
			if _, err := tr.Verdict(t.Context(), s.URL+"/x"); err != nil {
				t.Fatal(err)
			}
			b := tr.backendOf(u)
			first := b.last // the start of robots.txt
			var wg sync.WaitGroup
			for range 20 {
				wg.Go(func() {
					if err := b.start(t.Context(), tr, u); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if got, want := b.last.Sub(first), 20*tt.wantDelay; got != want {
				t.Errorf("20 starts take %v, want %v", got, want)
			}
		})
	}
}

// TestPaceOverHTTP measures in real time, at the server, what reaches it from 20 goroutines: pages, a redirect, retries and
// robots.txt. Two backends do not wait for each other.
func TestPaceOverHTTP(t *testing.T) {
	const interval = 20 * time.Millisecond
	tr := &Transport{UserAgent: "trends/0.1", Now: time.Now, Sleep: sleepShort, Interval: interval, AllowPrivateHosts: true}
	var servers []*httptest.Server
	starts := make([][]time.Time, 2)
	var mu sync.Mutex
	for i := range starts {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			starts[i] = append(starts[i], time.Now())
			n := len(starts[i])
			mu.Unlock()
			switch {
			case r.URL.Path == "/0":
				http.Redirect(w, r, "/moved", http.StatusFound)
			case n%7 == 0:
				panic(http.ErrAbortHandler)
			}
		}))
		defer s.Close()
		servers = append(servers, s)
	}
	var wg sync.WaitGroup
	for _, s := range servers {
		for n := range 10 {
			wg.Go(func() {
				res, err := (&http.Client{Transport: tr}).Get(fmt.Sprintf("%s/%d", s.URL, n))
				if err != nil {
					t.Error(err)
					return
				}
				res.Body.Close()
			})
		}
	}
	wg.Wait()
	for i, at := range starts {
		slices.SortFunc(at, time.Time.Compare)
		if len(at) < 12 {
			t.Errorf("server %d was asked %d times, want 12 and the retries", i, len(at))
		}
		for k := 2; k < len(at); k++ { // one interval is left for what delays the first on its way
			if since := at[k].Sub(at[0]); since < time.Duration(k-1)*interval {
				t.Errorf("server %d: request %d came %v after the first, want at least %v", i, k, since, time.Duration(k-1)*interval)
			}
		}
	}
}

// sleepShort sleeps, but not as long as retries would have it.
func sleepShort(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(min(d, 40*time.Millisecond)):
	case <-ctx.Done():
	}
	return ctx.Err()
}

// TestStandingClock has a clock that does not move: Sleep is believed, and nobody waits for ever.
func TestStandingClock(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	slept := time.Duration(0)
	tr := &Transport{UserAgent: "trends/0.1", Now: func() time.Time { return now }, Interval: time.Second}
	tr.Sleep = func(_ context.Context, d time.Duration) error { slept += d; return nil }
	if err := tr.setUp(); err != nil {
		t.Fatal(err)
	}
	u := &url.URL{Scheme: "https", Host: "example.com"}
	for range 3 {
		if err := tr.backendOf(u).start(t.Context(), tr, u); err != nil {
			t.Fatal(err)
		}
	}
	if slept == 0 {
		t.Error("nobody slept")
	}
}

func TestBackends(t *testing.T) {
	tests := []struct{ a, b string }{
		{"https://one.recruitee.com", "https://two.recruitee.com/o/x"},
		{"https://one.jobs.personio.de", "https://two.jobs.personio.com"},
		{"https://one.teamtailor.com", "https://two.na.teamtailor.com"},
		{"http://example.com", "https://EXAMPLE.com.:443"},
	}
	tr := &Transport{UserAgent: "trends/0.1", Now: time.Now, Sleep: sleepShort}
	if err := tr.setUp(); err != nil {
		t.Fatal(err)
	}
	backend := func(address string) *backend {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		return tr.backendOf(u)
	}
	for _, tt := range tests {
		if a, b := backend(tt.a), backend(tt.b); a != b {
			t.Errorf("%s and %s are backends %s and %s, want one", tt.a, tt.b, a.name, b.name)
		}
	}
	apart := []string{"https://one.example.com", "https://two.example.com", "http://127.0.0.1:1", "http://127.0.0.1:2", "http://[::1]:1", "https://notrecruitee.com", "https://a.breezy.hr", "https://a.bamboohr.com", "https://a.pinpointhq.com"}
	seen := map[string]string{}
	for _, address := range apart {
		name := backend(address).name
		if seen[name] != "" {
			t.Errorf("%s and %s are one backend, want two", address, seen[name])
		}
		seen[name] = address
	}
	tr.Backend = func(host string) string { return "all" }
	if backend(apart[0]) != backend(apart[1]) {
		t.Error("Backend was not asked")
	}
}
