package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"trends/crawler/polite"
	"trends/trends"
)

// Finding is what trying a source once found.
type Finding string

// The findings.
const (
	FoundAlive   Finding = "alive"   // it answers, and has postings or leads to them
	FoundEmpty   Finding = "empty"   // it answers, and has no postings
	FoundGone    Finding = "gone"    // there is no such board or page: 404 or 410
	FoundRefused Finding = "refused" // robots.txt, a guard or the configuration forbids it
	FoundFailing Finding = "failing" // anything else: no answer, an error, not what the kind sends
)

// Check is the outcome of trying a source once.
type Check struct {
	Source   string // its key
	Finding  Finding
	URL      string // what was asked, or would have been; for a file its path
	Rule     string // the line of robots.txt that decides; "" if none does
	Postings int    // in the one answer; 0 where the kind needs further requests to see them, 1 for a file that has any
	Error    string // why it is gone, refused or failing
}

// Check tries a source once: robots.txt, and the one request that a read begins with. Nothing is remembered. Whatever is wrong with the
// source is in the result; the error is as that of Read.
func (c *Crawler) Check(ctx context.Context, src Source) (Check, error) {
	out := Check{Source: src.Key()}
	plan, err := c.Plan(ctx, src)
	if err != nil || len(plan.Requests) == 0 {
		return out, err
	}
	first := plan.Requests[0]
	out.URL, out.Rule = first.URL, first.Rule
	if !first.Allowed {
		out.Finding, out.Error = FoundRefused, first.Reason
		return out, nil
	}
	k, _ := kindOf(src.Kind)
	once := &onlyFirst{base: c.transport(), first: first.URL}
	if src.Company == "" {
		src.Company = "?" // nobody is asked for the employer's name
	}
	r := &reading{crawler: c, src: src, client: newClient(once, k.hosts), started: c.Now(), seen: map[string]bool{}}
	r.emit = func(trends.Posting) error {
		if src.Kind == "file" {
			return errEnough // a file can be long
		}
		return nil
	}
	err = k.read(ctx, r)
	if ctx.Err() != nil {
		return out, ctx.Err()
	}
	out.Postings = len(r.out.Present)
	out.Finding, out.Error = once.finding(r, err)
	return out, nil
}

// errEnough ends the trying of a source that would go on.
var errEnough = errors.New("one request is enough to try a source")

// onlyFirst lets one address be asked, and what it redirects to.
type onlyFirst struct {
	base     http.RoundTripper
	first    string
	follow   bool // the last answer was a redirect
	answered int  // status of the answer; 0 if there is none
	more     bool // a further request was wanted after it
}

func (t *onlyFirst) RoundTrip(req *http.Request) (*http.Response, error) {
	if t.answered != 0 || !t.follow && req.URL.String() != t.first {
		t.more = t.answered != 0
		return nil, errEnough
	}
	res, err := t.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if t.follow = res.StatusCode/100 == 3; !t.follow {
		t.answered = res.StatusCode
	}
	return res, nil
}

// finding judges a read that ended with an error, or not, after at most one answer.
func (t *onlyFirst) finding(r *reading, err error) (Finding, string) {
	asked := fmt.Sprintf("%s answered %d %s", t.first, t.answered, http.StatusText(t.answered))
	switch {
	case len(r.out.Present) > 0:
		return FoundAlive, ""
	case t.answered == http.StatusNotFound || t.answered == http.StatusGone:
		return FoundGone, asked
	case t.answered >= 400:
		return FoundFailing, asked
	case refused(err):
		return FoundRefused, err.Error()
	case t.more && t.answered != 0:
		return FoundAlive, ""
	case err != nil:
		return FoundFailing, err.Error()
	}
	return FoundEmpty, ""
}

// RobotsVerdict is what robots.txt says to an address, with what else the file says to us.
type RobotsVerdict struct {
	polite.Decision
	Sitemaps []string // that the file names, for whomever
}

// Robots asks robots.txt about what a read of the source begins with. Nothing else is fetched; a file has no robots.txt, and gives none.
// The error is as that of Read.
func (c *Crawler) Robots(ctx context.Context, src Source) ([]RobotsVerdict, error) {
	k, err := c.check(src)
	if err != nil || src.Kind == "file" {
		return nil, err
	}
	var out []RobotsVerdict
	for _, address := range k.plan(src) {
		d, err := c.transport().Verdict(ctx, address)
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		if err != nil {
			d = polite.Decision{URL: address, Reason: err.Error()}
		}
		sitemaps, err := c.transport().Sitemaps(ctx, address)
		if err != nil {
			sitemaps = nil // the verdict says why
		}
		out = append(out, RobotsVerdict{d, slices.Clip(sitemaps)})
	}
	return out, nil
}
