package polite

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

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

// TestPaceKept has many goroutines ask one backend for pages, redirects and retries, and reads at the last moment before a
// request goes out what the calendar says. No two may be closer than the delay, whatever they are.
func TestPaceKept(t *testing.T) {
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := asked.Add(1)
		switch {
		case r.URL.Path == "/robots.txt":
			io.WriteString(w, "User-agent: *\nCrawl-delay: 2\n")
		case n%5 == 0:
			w.WriteHeader(http.StatusServiceUnavailable)
		case n%7 == 0:
			w.Header().Set("Retry-After", "3")
			w.WriteHeader(http.StatusTooManyRequests)
		case n%11 == 0:
			panic(http.ErrAbortHandler)
		case r.URL.Query().Get("to") != "":
			http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
		}
	}))
	defer s.Close()
	c := &calendar{}
	var mu sync.Mutex
	var at []time.Time
	wire := &http.Transport{}
	defer wire.CloseIdleConnections()
	tr := &Transport{UserAgent: "trends/0.1", Now: c.now, Sleep: c.sleep, AllowPrivateHosts: true,
		Base: roundTripper(func(req *http.Request) (*http.Response, error) {
			mu.Lock()
			at = append(at, c.now())
			mu.Unlock()
			return wire.RoundTrip(req)
		})}
	var wg sync.WaitGroup
	for n := range 20 {
		wg.Go(func() {
			res, err := (&http.Client{Transport: tr}).Get(fmt.Sprintf("%s/%d?to=/moved/%d", s.URL, n, n))
			if err == nil { // some fail three times, which is as good
				res.Body.Close()
			}
		})
	}
	wg.Wait()
	if len(at) < 41 {
		t.Fatalf("%d requests, want robots.txt, 20 pages, 20 redirects and what was tried again", len(at))
	}
	for i := 2; i < len(at); i++ {
		if gap := at[i].Sub(at[i-1]); gap < 2*time.Second {
			t.Errorf("requests %d and %d are %v apart, want at least the Crawl-delay of 2s", i-1, i, gap)
		}
	}
	if gap := at[1].Sub(at[0]); gap < 2*time.Second {
		t.Errorf("the first page came %v after robots.txt", gap)
	}
}

// TestSlowConnection delays the connection of the first request: the second one keeps its distance from when the first one
// arrives, not from when it set out.
func TestSlowConnection(t *testing.T) {
	const interval, delay = 30 * time.Millisecond, 30 * time.Millisecond
	var mu sync.Mutex
	var at []time.Time
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		at = append(at, time.Now())
	}))
	defer s.Close()
	var dials atomic.Int32
	wire := &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if dials.Add(1) == 2 { // the first is for robots.txt
			time.Sleep(delay)
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
	tr := &Transport{UserAgent: "trends/0.1", Now: time.Now, Sleep: sleepShort, Interval: interval, AllowPrivateHosts: true, Base: wire}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			res, err := (&http.Client{Transport: tr}).Get(s.URL + "/x")
			if err != nil {
				t.Error(err)
				return
			}
			res.Body.Close()
		})
	}
	wg.Wait()
	if len(at) != 3 || at[2].Sub(at[1]) < interval*3/4 {
		t.Errorf("arrivals at %v, want two pages at least %v apart", at, interval)
	}
}

// TestParallelBackends gives each of three backends its own pace: together they take as long as one.
func TestParallelBackends(t *testing.T) {
	const interval, pages = 30 * time.Millisecond, 8
	tr := &Transport{UserAgent: "trends/0.1", Now: time.Now, Sleep: sleepShort, Interval: interval, AllowPrivateHosts: true}
	var wg sync.WaitGroup
	begin := time.Now()
	for range 3 {
		s := httptest.NewServer(http.NotFoundHandler())
		defer s.Close()
		for n := range pages - 1 { // and robots.txt
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
	if took := time.Since(begin); took > 2*pages*interval {
		t.Errorf("three backends with %d requests each took %v, want about %v", pages, took, pages*interval)
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

// TestDeadConnection has a server close kept connections when they are used again. net/http would ask once more at once, on
// its own; neither the own Base nor one of the caller's may do so inside the interval, and every request is counted.
func TestDeadConnection(t *testing.T) {
	const interval = 30 * time.Millisecond
	for name, base := range map[string]http.RoundTripper{"own base": nil, "caller's base": &http.Transport{}} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			var at []time.Time
			used := map[string]bool{}
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				at = append(at, time.Now())
				again := used[r.RemoteAddr]
				used[r.RemoteAddr] = true
				mu.Unlock()
				if again {
					panic(http.ErrAbortHandler)
				}
			}))
			defer s.Close()
			tr := &Transport{UserAgent: "trends/0.1", Now: time.Now, Sleep: sleepShort, Interval: interval, AllowPrivateHosts: true, Base: base}
			var counter Counter
			for range 3 {
				req, err := http.NewRequestWithContext(WithCounter(t.Context(), &counter), http.MethodGet, s.URL+"/x", nil)
				if err != nil {
					t.Fatal(err)
				}
				res, err := tr.RoundTrip(req)
				if err != nil {
					t.Fatal(err)
				}
				io.Copy(io.Discard, res.Body)
				res.Body.Close()
			}
			if len(at) < 6 || counter.Requests() != len(at) {
				t.Errorf("%d requests arrived, %d were counted; want robots.txt, 3 pages and some again", len(at), counter.Requests())
			}
			for i := 1; i < len(at); i++ {
				if gap := at[i].Sub(at[i-1]); gap < interval*3/4 {
					t.Errorf("requests %d and %d are %v apart, want %v", i-1, i, gap, interval)
				}
			}
		})
	}
}
