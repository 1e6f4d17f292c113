package polite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Decision is what robots.txt says to one address.
type Decision struct {
	URL     string
	Allowed bool
	Rule    string        // the line that decides, "Disallow: /private"; "" if none does
	Group   string        // the group of robots.txt that holds for us: our product's name or "*"; "" if there is none
	Delay   time.Duration // its Crawl-delay; 0 if there is none
	Signals string        // its Content-Signal, "search=yes, ai-train=no"; "" if there is none. For people to read, it decides nothing
	Reason  string        // why not, and what to do; "" if allowed
}

const (
	maxRobots          = 1 << 20 // bytes; the RFC wants at least 500 KiB
	maxRobotsRedirects = 5       // the RFC's number
	robotsTimeout      = 20 * time.Second
	robotsFor          = 24 * time.Hour // how long a file is used, also if the server is down meanwhile
	unreachableFor     = time.Hour      // how long one that could not be read closes its origin: a run, and not the next one
)

// origin is a scheme, host and port: what one robots.txt holds for.
type origin struct {
	address string        // "https://example.com"
	fetch   chan struct{} // held by the one who reads or fetches the rest

	rules   *rules
	refusal string    // why nothing of the origin may be asked; "" if the rules decide
	since   time.Time // when that was learnt
	until   time.Time // how long that is believed; zero if nothing is known
}

// isRobots reports whether an address is that of a robots.txt.
func isRobots(u *url.URL) bool { return u.EscapedPath() == "/robots.txt" && u.RawQuery == "" }

// decide asks robots.txt about an address.
func (t *Transport) decide(ctx context.Context, u *url.URL) (Decision, error) {
	d := Decision{URL: u.Redacted()}
	file, refusal, err := t.rulesOf(ctx, u)
	if err != nil {
		return d, err
	}
	if file != nil {
		d.Group, d.Delay, d.Signals = file.group, file.delay, strings.Join(file.signals, ", ")
	}
	if refusal != "" {
		d.Reason = refusal
		return d, nil
	}
	allowed, rule := file.allowed(u.RequestURI()) // as it is sent, query included
	d.Allowed = allowed
	if rule != nil {
		d.Rule = rule.line
	}
	if !allowed {
		d.Reason = fmt.Sprintf("robots.txt of %s forbids it to group %q (%s); leave it out, or ask the site", u.Host, d.Group, d.Rule)
	}
	return d, nil
}

// Sitemaps returns the sitemaps that the robots.txt of an origin ("https://example.com") names, in its order, each once; they
// may lie on other hosts. A robots.txt that could not be read is a RefusedError.
func (t *Transport) Sitemaps(ctx context.Context, origin string) ([]string, error) {
	if err := t.setUp(); err != nil {
		return nil, err
	}
	u, err := url.Parse(origin)
	if err != nil {
		return nil, err
	}
	if err := t.guard(ctx, u); err != nil {
		return nil, err
	}
	file, refusal, err := t.rulesOf(ctx, u)
	if err != nil {
		return nil, err
	}
	if file == nil {
		return nil, &RefusedError{URL: u.Redacted(), Reason: refusal}
	}
	var out []string
	seen := map[string]bool{}
	for _, address := range file.sitemaps {
		at, err := u.Parse(address)
		if err != nil || at.Host == "" || seen[at.String()] {
			continue
		}
		seen[at.String()] = true
		out = append(out, at.String())
	}
	return out, nil
}

// rulesOf returns the rules of an address's origin, or why there are none. Of those who ask at once one fetches, with its
// context; if that ends, the next one does.
func (t *Transport) rulesOf(ctx context.Context, u *url.URL) (*rules, string, error) {
	o := t.originOf(u)
	select {
	case o.fetch <- struct{}{}:
	case <-ctx.Done():
		return nil, "", ctx.Err()
	}
	defer func() { <-o.fetch }()
	if now := t.Now(); now.Before(o.until) && !now.Before(o.since) { // or the clock was put back, and nobody knows how old it is
		return o.rules, o.refusal, nil
	}
	file, err := t.fetchRobots(ctx, o.address)
	var parked *ParkedError
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, "", ctx.Err()
	case errors.As(err, &parked): // no verdict on the origin, which is to be asked when it wants to be
		return nil, "", &ParkedError{Backend: parked.Backend, Until: parked.Until, URL: u.Redacted()}
	}
	o.rules, o.refusal, o.since = file, "", t.Now()
	o.until = o.since.Add(robotsFor)
	var refused *RefusedError
	switch {
	case errors.As(err, &refused):
		o.refusal = refused.Reason
	case err != nil:
		o.refusal = fmt.Sprintf("its robots.txt could not be read (%v), and without it nothing may be asked; try again later", err)
	case file.delay > maxPause:
		o.refusal = fmt.Sprintf("robots.txt of %s wants %v between two requests (Crawl-delay), and more than %v is not waited for; leave the site out",
			u.Host, file.delay, maxPause)
	default:
		t.backendOf(u).slow(o.address, file.delay)
	}
	if err != nil {
		o.until = o.since.Add(unreachableFor)
		t.log().Warn("robots.txt not read", slog.String("origin", o.address), slog.String("why", err.Error()))
	}
	return o.rules, o.refusal, nil
}

func (t *Transport) originOf(u *url.URL) *origin {
	address := u.Scheme + "://" + hostKey(u)
	t.mu.Lock()
	defer t.mu.Unlock()
	o := t.robots[address]
	if o == nil {
		o = &origin{address: address, fetch: make(chan struct{}, 1)}
		t.robots[address] = o
	}
	return o
}

// fetchRobots fetches the robots.txt of an origin and says what it means that there is none: no file, no rules; no answer,
// no requests (RFC 9309, 2.3.1). An answer of 429 is none, against the RFC's letter: who asks for less is not asked for all.
func (t *Transport) fetchRobots(ctx context.Context, origin string) (*rules, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, origin+"/robots.txt", nil)
	if err != nil {
		return nil, err
	}
	most := limits{body: maxRobots, timeout: min(t.timeout(), robotsTimeout), begun: true}
	for range maxRobotsRedirects + 1 {
		if err := t.guard(ctx, req.URL); err != nil {
			return nil, err
		}
		res, err := t.exchange(req, most)
		if err != nil {
			return nil, err
		}
		if to, err := res.Location(); err == nil && res.StatusCode/100 == 3 {
			discard(res)
			req = req.Clone(ctx)
			req.URL, req.Host = to, ""
			continue
		}
		return t.readRobots(res)
	}
	return nil, fmt.Errorf("it redirects more than %d times", maxRobotsRedirects)
}

// readRobots reads the answer to a request for robots.txt.
func (t *Transport) readRobots(res *http.Response) (*rules, error) {
	defer res.Body.Close()
	class := res.StatusCode / 100
	if class != 2 && class != 4 || res.StatusCode == http.StatusTooManyRequests {
		return nil, fmt.Errorf("the server answered %d %s", res.StatusCode, http.StatusText(res.StatusCode))
	}
	text, err := io.ReadAll(res.Body)
	var large *TooLargeError
	switch {
	case errors.As(err, &large): // the RFC has the rest ignored; a line cut in two would be another rule
		text = text[:bytes.LastIndexByte(text, '\n')+1]
	case err != nil && class == 4:
		return &rules{}, nil
	case err != nil:
		return nil, err
	}
	file := parseRobots(string(text), t.product())
	if class == 4 && (file.groups == 0 || strings.HasPrefix(strings.TrimSpace(string(text)), "<")) {
		return &rules{}, nil // an error page, and not the rules that some sites send with a status of 404 or 403
	}
	return file, nil
}
