package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"trends/trends"
)

// Memory is what earlier reads of a source left behind. The zero value is a source that was never read.
type Memory struct {
	Fetches   map[string]trends.Fetch // last answers of this source by address
	Known     map[string]string       // external id of each posting that is thought open → hash of its body; "" unknown
	ByURL     map[string]string       // Posting.URL → external id, of the same postings; lets jsonld leave pages alone
	LastWhole time.Time               // start of the last read that saw everything; zero if there was none
}

// Reading is what one read gave besides the postings.
type Reading struct {
	Crawl   trends.Crawl   // all but New, Changed and Closed, which only the keeper of the history can tell
	Fetches []trends.Fetch // answers to remember, in the same transaction as the postings and never without them
	Present []string       // external ids of the postings that are up, in the order seen; nil if the outcome is unchanged
}

// reading is one read under way.
type reading struct {
	crawler *Crawler
	src     Source
	mem     Memory
	client  *http.Client
	emit    func(trends.Posting) error
	started time.Time
	start   *url.URL // jsonld: where the site begins

	out   Reading
	seen  map[string]bool
	note  string // why the outcome is partial; "" while it is not
	stale bool   // nothing came that the last whole read did not have
}

// emitError marks an error of the caller's emit, which is returned as it is.
type emitError struct{ error }

func (e emitError) Unwrap() error { return e.error }

// whole reports whether some earlier read saw everything, so that "nothing new" would mean something.
func (r *reading) whole() bool { return !r.mem.LastWhole.IsZero() }

// add hands on a posting, unless one with its id came before.
func (r *reading) add(p trends.Posting) error {
	if !r.present(p.ID) {
		return nil
	}
	if err := r.emit(p); err != nil {
		return emitError{err}
	}
	return nil
}

// present notes that a posting is up, and reports whether that is new.
func (r *reading) present(id string) bool {
	if r.seen[id] {
		return false
	}
	r.seen[id] = true
	r.out.Present = append(r.out.Present, id)
	return true
}

// unchanged notes that the source has no news.
func (r *reading) unchanged(p *page) {
	r.stale = true
	r.out.Fetches = append(r.out.Fetches, p.fetch)
}

// keep remembers an answer. If not all of it could be read, its validators are left out: the next read must see it again.
func (r *reading) keep(p *page) {
	if r.note != "" {
		p.fetch = trends.Fetch{URL: p.fetch.URL, Fetched: p.fetch.Fetched}
	}
	r.out.Fetches = append(r.out.Fetches, p.fetch)
}

// judge weighs a list of so many entries, some of them unreadable: the outcome is partial if some are, or if nothing is
// there where something was. It is an error if all are.
func (r *reading) judge(total int, noun string, unreadable faults) error {
	if unreadable.n > 0 {
		r.note = fmt.Sprintf("%d of %d %s unreadable: %s", unreadable.n, total, noun, unreadable.first)
	}
	switch {
	case unreadable.n > 0 && unreadable.n == total:
		return errors.New(r.note)
	case r.note == "" && len(r.out.Present) == 0 && len(r.mem.Known) > 0:
		r.note = fmt.Sprintf("empty list after %d postings; if it is right, run trends crawl --confirm %s", len(r.mem.Known), r.src.Key())
	}
	return nil
}

// finish turns what happened into an outcome. The error is one that the caller has to act on.
func (r *reading) finish(ctx context.Context, err error) (Reading, error) {
	crawl := &r.out.Crawl
	crawl.Ended = r.crawler.Now()
	crawl.Seen = len(r.out.Present)
	crawl.Outcome = trends.OutcomeComplete
	switch {
	case err != nil && crawl.Seen > 0:
		crawl.Outcome, crawl.Error = trends.OutcomePartial, err.Error()
	case err != nil && refused(err):
		crawl.Outcome, crawl.Error = trends.OutcomeRefused, err.Error()
	case err != nil:
		crawl.Outcome, crawl.Error = trends.OutcomeFailed, err.Error()
	case r.note != "":
		crawl.Outcome, crawl.Error = trends.OutcomePartial, r.note
	case r.stale && crawl.Seen == 0:
		crawl.Outcome = trends.OutcomeUnchanged
	}
	var emit emitError
	switch {
	case errors.As(err, &emit):
		return r.out, emit.error
	case ctx.Err() != nil:
		return r.out, ctx.Err()
	}
	return r.out, nil
}
