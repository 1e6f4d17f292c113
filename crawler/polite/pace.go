package polite

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"
)

// backend is what shares a machine, and so a pace.
type backend struct {
	name string
	turn chan struct{} // held by the one that waits for the next start; the others queue for it in order

	mu     sync.Mutex
	last   time.Time                // latest start; zero if there was none
	quiet  time.Time                // nothing starts before: a short Retry-After
	parked time.Time                // nothing is asked before: a long one
	delays map[string]time.Duration // Crawl-delay by origin
}

// maxMargin is the most that is added to an interval. A server sees arrivals, not starts: without it every other request would
// come a little too soon, for having travelled a little faster than the one before.
const maxMargin = 20 * time.Millisecond

// backendOf returns the backend of an address.
func (t *Transport) backendOf(u *url.URL) *backend {
	host := hostKey(u)
	name := ""
	if t.Backend != nil {
		name = t.Backend(host)
	}
	if name == "" {
		name = sharedBackend(host)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.backends[name]
	if b == nil {
		b = &backend{name: name, turn: make(chan struct{}, 1), delays: map[string]time.Duration{}}
		t.backends[name] = b
	}
	return b
}

// hostKey returns host:port in one spelling, the port only where it is not the usual one: a redirect from http to https
// stays on the same machine.
func hostKey(u *url.URL) string {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if strings.ContainsRune(host, ':') {
		host = "[" + host + "]"
	}
	port := u.Port()
	if port == "" || u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		return host
	}
	return host + ":" + port
}

// sharedBackend returns the vendor of a board whose host name is its own while the machine is the vendor's.
func sharedBackend(host string) string {
	for _, domain := range [...]string{"recruitee.com", "teamtailor.com", "bamboohr.com", "breezy.hr", "pinpointhq.com"} {
		if strings.HasSuffix(host, "."+domain) {
			return "*." + domain
		}
	}
	if strings.Contains(host, ".jobs.personio.") { // .de, .com and others
		return "*.jobs.personio.*"
	}
	return host
}

// leastInterval returns what a backend needs between two requests whoever asks: Workday answers a quicker reader of single jobs
// with 429 and 403. 0 for all others.
func leastInterval(backend string) time.Duration {
	for _, domain := range [...]string{"myworkdayjobs.com", "myworkdaysite.com"} {
		if strings.HasSuffix(backend, "."+domain) {
			return 2 * time.Second
		}
	}
	return 0
}

// start waits until a request may start, and takes the start. The next one waits until release is called (twice does no
// harm): a request that is still being connected has not started yet. The address is only for the error.
func (b *backend) start(ctx context.Context, t *Transport, u *url.URL) (release func(), err error) {
	if err := b.isParked(t.Now(), u); err != nil { // no need to queue for that
		return nil, err
	}
	select {
	case b.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	release = sync.OnceFunc(func() { <-b.turn })
	if err := b.await(ctx, t, u); err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// await waits for the start, for the one whose turn it is.
func (b *backend) await(ctx context.Context, t *Transport, u *url.URL) error {
	var slept time.Time
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		now := t.Now()
		if now.Before(slept) {
			now = slept // a clock that stands still must not hold us for ever: Sleep is believed
		}
		wait, err := b.claim(now, max(t.Interval, leastInterval(b.name)), u)
		if err != nil || wait <= 0 {
			return err
		}
		if err := t.Sleep(ctx, wait); err != nil {
			return err
		}
		slept = now.Add(wait)
	}
}

// claim takes the start if it may be now, or says how long it takes until then. Asking again after the wait, instead of
// reserving a moment beforehand, keeps the distance even for one who oversleeps.
func (b *backend) claim(now time.Time, interval time.Duration, u *url.URL) (time.Duration, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if now.Before(b.parked) {
		return 0, b.parkedError(u)
	}
	for _, delay := range b.delays {
		interval = max(interval, delay)
	}
	interval += min(interval/50, maxMargin)
	b.turnBack(now)
	next := b.quiet
	if !b.last.IsZero() && b.last.Add(interval).After(next) {
		next = b.last.Add(interval)
	}
	if wait := next.Sub(now); wait > 0 {
		return wait, nil
	}
	b.last = now
	return 0, nil
}

// turnBack takes back what was noted by a clock that has been put back since: or its hours would be waited for. What was to come
// then is to come now, as long as anybody waits.
func (b *backend) turnBack(now time.Time) {
	if b.last.After(now) {
		b.last = now
	}
	if most := now.Add(maxPause); b.quiet.After(most) {
		b.quiet = most
	}
}

// isParked returns a ParkedError if the backend is to be left alone.
func (b *backend) isParked(now time.Time, u *url.URL) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if now.Before(b.parked) {
		return b.parkedError(u)
	}
	return nil
}

func (b *backend) parkedError(u *url.URL) error {
	return &ParkedError{Backend: b.name, Until: b.parked, URL: u.Redacted()}
}

// sent moves the latest start to the moment at which the request goes out: looking up a name and shaking hands takes time,
// and what the server sees are the requests.
func (b *backend) sent(now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if now.After(b.last) {
		b.last = now
	}
}

// hold lets nothing start before a moment.
func (b *backend) hold(until time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if until.After(b.quiet) {
		b.quiet = until
	}
}

// park lets nothing be asked before a moment.
func (b *backend) park(until time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if until.After(b.parked) {
		b.parked = until
	}
}

// slow notes the Crawl-delay of an origin. Where origins share a backend the longest counts for all.
func (b *backend) slow(origin string, delay time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.delays[origin] = delay
}
