package polite

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
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
		{"none but a crawl delay", 0, "User-agent: *\nCrawl-delay: 0.5\n", 500 * time.Millisecond},
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
					release, err := b.start(t.Context(), tr, u)
					if err != nil {
						t.Error(err)
						return
					}
					release()
				})
			}
			wg.Wait()
			if got, want := b.last.Sub(first), 20*(tt.wantDelay+min(tt.wantDelay/50, maxMargin)); got != want {
				t.Errorf("20 starts take %v, want %v", got, want)
			}
		})
	}
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
		release, err := tr.backendOf(u).start(t.Context(), tr, u)
		if err != nil {
			t.Fatal(err)
		}
		release()
	}
	if slept == 0 {
		t.Error("nobody slept")
	}
}

func TestBackends(t *testing.T) {
	tests := []struct{ a, b string }{
		{"https://one.recruitee.com", "https://two.recruitee.com/o/x"},
		{"https://one.jobs.personio.de", "https://two.jobs.personio.com"},
		{"https://one.jobs.personio.de", "https://two.jobs.personio.es"},
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

// TestLeastInterval has a backend that needs more time than the settings give.
func TestLeastInterval(t *testing.T) {
	for host, want := range map[string]time.Duration{
		"example.com": time.Second, "oak.wd5.myworkdayjobs.com": 2 * time.Second, "wd1.myworkdaysite.com": 2 * time.Second, "myworkdayjobs.com.example.com": time.Second,
	} {
		c := &calendar{}
		tr := &Transport{UserAgent: "trends/0.1", Now: c.now, Sleep: c.sleep, Interval: time.Second}
		if err := tr.setUp(); err != nil {
			t.Fatal(err)
		}
		u := &url.URL{Scheme: "https", Host: host}
		first := c.now()
		for range 2 {
			release, err := tr.backendOf(u).start(t.Context(), tr, u)
			if err != nil {
				t.Fatal(err)
			}
			release()
		}
		if got := c.now().Sub(first); got != want+maxMargin {
			t.Errorf("%s: %v between two requests, want %v", host, got, want+maxMargin)
		}
	}
}
