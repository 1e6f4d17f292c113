package crawler

import (
	"cmp"
	"context"
	"errors"
	"time"

	"trends/crawler/polite"
)

// transport returns the one that all requests of the crawler pass.
func (c *Crawler) transport() *polite.Transport {
	c.once.Do(func() {
		c.polite = &polite.Transport{
			Base:              c.Base,
			UserAgent:         c.UserAgent(),
			Now:               c.Now,
			Sleep:             c.Sleep,
			Interval:          c.Interval,
			Timeout:           c.Timeout,
			MaxBody:           c.MaxBody,
			AllowPrivateHosts: c.AllowPrivateHosts,
			Secret:            c.museSecret,
			OnDecision:        c.OnDecision,
			Log:               c.Log,
		}
	})
	return c.polite
}

// refusal is a source that is not to be read: switched off, or forbidden as a whole.
type refusal struct{ why string }

func (e *refusal) Error() string { return e.why }

// refused reports whether an error says that something must not be asked.
func refused(err error) bool {
	var request *polite.RefusedError
	var source *refusal
	return errors.As(err, &request) || errors.As(err, &source)
}

// parked reports whether an error says that the backend wants to be left alone: nothing more of it can be had now.
func parked(err error) bool {
	var parked *polite.ParkedError
	return errors.As(err, &parked)
}

// Plan is what a read of a source would begin with.
type Plan struct {
	Source   string // its key
	Requests []PlannedRequest
}

// PlannedRequest is an address that would be asked, and whether it may be.
type PlannedRequest struct {
	URL     string        // for a file its path
	Allowed bool          // whether robots.txt and the guard allow it
	Reason  string        // why not, or the rule that allows it; "" if nothing is said about it
	Rule    string        // the line of robots.txt that decides; "" if none does
	Delay   time.Duration // least time between two requests that the host asks for; 0 if it asks for none
}

// Plan says what Read would ask first, and what robots.txt says to that. Nothing but robots.txt is fetched. Further pages (of
// a list, in a sitemap, the threads that a search finds) are not known before the first is read. The error is as that of Read.
func (c *Crawler) Plan(ctx context.Context, src Source) (Plan, error) {
	k, err := c.check(src)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Source: src.Key()}
	for _, address := range k.plan(src) {
		r := PlannedRequest{URL: address, Allowed: true}
		switch {
		case src.Off != "":
			r.Allowed, r.Reason = false, src.Off
		case !src.Local():
			if r, err = c.verdict(ctx, address); err != nil {
				return plan, err
			}
		}
		plan.Requests = append(plan.Requests, r)
	}
	return plan, nil
}

// verdict asks robots.txt about an address. A host that cannot be asked now is one that may not be.
func (c *Crawler) verdict(ctx context.Context, address string) (PlannedRequest, error) {
	d, err := c.transport().Verdict(ctx, address)
	r := PlannedRequest{URL: address, Allowed: d.Allowed, Reason: cmp.Or(d.Reason, d.Rule), Rule: d.Rule, Delay: max(d.Delay, c.Interval)}
	if err != nil {
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
		r.Allowed, r.Reason = false, err.Error()
	}
	return r, nil
}
