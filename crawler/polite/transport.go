// Package polite is an http.RoundTripper with manners: whatever is asked through it is asked slowly, only where it is
// welcome, and never for more than the asker can hold.
//
// Manners belong below the client. A library that crawls checks the address it is given; what it is then redirected to, what
// it asks again after an error and what it asks on its own (robots.txt, HEAD) passes unseen. Every hop of all of them passes
// the transport. So a request goes through these gates, in this order, and each hop of a redirect through all of them again:
//
//	guard.go   scheme and address: http and https only, nothing inside the own network
//	gate.go    robots.txt, fetched once a day for each origin; rules and their meaning in robots.go (RFC 9309)
//	pace.go    one request after the other to a backend, Interval or Crawl-delay apart, and none while it is parked
//	retry.go   the tries: each with its own time limit; Retry-After; what is tried again, and what is not
//	body.go    the answer: unpacked, at most MaxBody bytes, never silently short
//
// A request that is not made ends in an error that says so: RefusedError, which will be the same tomorrow; ParkedError, which
// says when to come back. An answer that is too large ends in TooLargeError, while it is read.
//
// A backend is what shares a machine: the boards of a vendor that gives each customer a host name of its own are one backend.
// The fetches of robots.txt are requests like any other: they keep the pace, are retried and are counted. Only one is made
// for each origin, however many ask at once.
//
// Two clocks are at work. Pace, pauses, parking and the age of robots.txt go by Now and Sleep, which may be those of an
// invented calendar; the time limit of a try is real time, since it is about real sockets.
package polite

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Transport is the polite http.RoundTripper. UserAgent, Now and Sleep have to be set, the rest has sensible zero values. The
// fields must not change once it is used. It is safe for concurrent use; one Transport keeps the pace for all who share it,
// and it must not be copied.
//
// RoundTrip returns RefusedError, ParkedError, the error of the request's context, or what went wrong on the last try. Read
// from the body, TooLargeError and io.ErrUnexpectedEOF say that the answer is not whole.
type Transport struct {
	// Base makes the connections; nil = an own one, which checks each address that it connects to. For a Base of the caller's
	// a name is looked up beforehand, and refused if it leads to a private address; that Base may look it up again, and a
	// hostile name server may then answer differently.
	Base http.RoundTripper

	// UserAgent is sent with every request, in place of any other. It begins with the product's name, "trends/1.2 (+contact)",
	// to which the groups of robots.txt are matched.
	UserAgent string

	Now   func() time.Time                           // the clock
	Sleep func(context.Context, time.Duration) error // waits, or returns the error of the context

	Interval          time.Duration // least time between the starts of two requests to one backend; 0 = none but what a site asks for
	Timeout           time.Duration // longest time for a try, in real time and with the reading of its body; 0 = 45s
	MaxBody           int64         // most bytes of a body, unpacked; 0 = 64 MiB
	AllowPrivateHosts bool          // whether loopback and private addresses may be asked

	// Backend names what a host shares its machine with; it is given "example.com", or "example.com:8443" where the port is not
	// the usual one. nil or "" = the vendors of recruiting software that are known to share, else the host itself.
	Backend func(host string) string

	// Secret returns what is added to the query of a request at the very end, such as the key of an API, so that no decision, error,
	// log, or address of an answer holds it; nil = nothing.
	Secret func(*url.URL) url.Values

	OnDecision func(Decision) // told what robots.txt says to each request; may be called concurrently; nil = nobody
	Log        *slog.Logger   // pauses, parking and unreadable robots.txt files; nil = nothing is logged

	once     sync.Once
	base     http.RoundTripper
	lookUp   func(ctx context.Context, network, host string) ([]netip.Addr, error)
	mu       sync.Mutex
	backends map[string]*backend
	robots   map[string]*origin
}

const (
	defaultTimeout = 45 * time.Second
	defaultMaxBody = 64 << 20
)

// RoundTrip implements http.RoundTripper: it asks if it may, when it may. A 429 or 5xx that the last try got is returned
// as an answer.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := t.roundTrip(req)
	if err != nil && req.Body != nil {
		req.Body.Close() // a RoundTripper has to, on every way out
	}
	return res, err
}

func (t *Transport) roundTrip(req *http.Request) (*http.Response, error) {
	if err := t.setUp(); err != nil {
		return nil, err
	}
	if err := t.guard(req.Context(), req.URL); err != nil {
		return nil, err
	}
	if !isRobots(req.URL) { // which is always allowed, or nobody could know the rules
		d, err := t.decide(req.Context(), req.URL)
		if err != nil {
			return nil, err
		}
		if t.OnDecision != nil {
			t.OnDecision(d)
		}
		if !d.Allowed {
			return nil, &RefusedError{URL: d.URL, Reason: d.Reason, Rule: d.Rule}
		}
	}
	return t.exchange(req, limits{body: t.maxBody(), timeout: t.timeout()})
}

// Verdict says what RoundTrip would say to a GET of an address, without asking for it; robots.txt is fetched if it is not
// known. The error is that of the context, or a ParkedError: then there is no verdict.
func (t *Transport) Verdict(ctx context.Context, rawURL string) (Decision, error) {
	if err := t.setUp(); err != nil {
		return Decision{}, err
	}
	u, err := url.Parse(rawURL)
	if err != nil {
		return Decision{}, err
	}
	var refused *RefusedError
	if err := t.guard(ctx, u); errors.As(err, &refused) {
		return Decision{URL: refused.URL, Reason: refused.Reason}, nil
	}
	if isRobots(u) {
		return Decision{URL: u.Redacted(), Allowed: true}, nil
	}
	return t.decide(ctx, u)
}

// setUp prepares a Transport on its first use, so that the caller can write it as a literal.
func (t *Transport) setUp() error {
	if t.Now == nil || t.Sleep == nil || t.product() == "" {
		return errors.New("polite: UserAgent, Now and Sleep of the Transport have to be set")
	}
	t.once.Do(func() {
		t.backends, t.robots = map[string]*backend{}, map[string]*origin{}
		if t.lookUp == nil {
			t.lookUp = net.DefaultResolver.LookupNetIP
		}
		t.base = t.Base
		if t.base == nil {
			t.base = t.newBase()
		}
	})
	return nil
}

// product returns the name that robots.txt files know us by.
func (t *Transport) product() string { return productToken(t.UserAgent) }

// productToken returns what stands before the version and the comments of a user agent.
func productToken(agent string) string {
	agent = strings.TrimSpace(agent)
	if end := strings.IndexAny(agent, "/ \t("); end >= 0 {
		agent = agent[:end]
	}
	return agent
}

func (t *Transport) maxBody() int64 {
	if t.MaxBody <= 0 {
		return defaultMaxBody
	}
	return t.MaxBody
}

func (t *Transport) timeout() time.Duration {
	if t.Timeout <= 0 {
		return defaultTimeout
	}
	return t.Timeout
}

func (t *Transport) log() *slog.Logger {
	if t.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return t.Log
}
