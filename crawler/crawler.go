// Package crawler reads job ads from their sources: it asks politely, and turns what is answered into postings.
//
// A Source is one configured place: a company's board at a vendor of recruiting software, a site with job pages, the monthly
// thread of a forum, a file. (*Crawler).Read reads one and hands each posting on as it is found:
//
//	Source ─get→ answer ─parse→ trends.Posting ─emit→ caller
//	         │
//	         └ politeness: crawler/polite, an http.RoundTripper that every request and every redirect passes
//
// Fetching and understanding are separate. What an answer means is a function without network, clock or state: one for each
// kind of source, in a file of its name, chosen by the switch in kind.go. What kinds share is in board.go (a whole board in
// one answer), details.go (a list, and each job by itself) and xmllist.go (XML). The text of an ad is kept as delivered; only
// what the source itself wrapped around it is undone. Reading it is the business of package extract.
//
// A read ends in an outcome (trends.Outcome). Only a source that was read whole, or says that nothing changed, tells anything
// about the ads that are no longer there; everything else closes nothing. A single ad that cannot be read is counted and named
// in the reading's error, and never stops the others.
//
// Read keeps no state: what earlier reads left is handed in as Memory, and what to remember comes back in Reading. The same
// answers give the same postings in the same order.
package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"trends/crawler/polite"
	"trends/trends"
)

// Crawler reads sources. The exported fields are its settings, and must not change once it is used; it is safe for
// concurrent use, and one Crawler keeps the pace for all.
type Crawler struct {
	// What a site can read about us, in the User-Agent.
	Version string // of the program; "" = dev
	Contact string // where to complain: an address of a page or a mailbox; "" = none is given

	// How it asks.
	Interval          time.Duration     // shortest time between two requests to one backend, unless it asks for more; 0 = none
	Timeout           time.Duration     // of one try of a request; 0 = 45s
	MaxBody           int64             // most bytes of one answer; 0 = 64 MiB
	AllowPrivateHosts bool              // whether loopback and private addresses may be asked
	Base              http.RoundTripper // what politeness stands before; nil = one of its own

	// MuseKey is the key for The Muse's API (kind muse). It goes to that server only, and is in no message; "" = none.
	MuseKey string

	// OnDecision is told what robots.txt says to each request; it may be called concurrently; nil = nobody.
	OnDecision func(polite.Decision)

	// Where it is.
	Now   func() time.Time                           // the clock; required
	Sleep func(context.Context, time.Duration) error // waits; required
	Log   *slog.Logger                               // nil = nothing is logged

	once   sync.Once
	polite *polite.Transport
}

// UserAgent returns what the crawler calls itself: "trends/1.2 (+https://example.org/bot)". The name comes first, since
// robots.txt files are matched against the beginning.
func (c *Crawler) UserAgent() string {
	version := c.Version
	if version == "" {
		version = "dev"
	}
	if c.Contact == "" {
		return "trends/" + version
	}
	return "trends/" + version + " (+" + c.Contact + ")"
}

// Read reads a source once and calls emit with each posting, one at a time, in the order of the source. memory is what
// earlier reads left; the zero Memory reads everything.
//
// Whatever is wrong with the source is in the outcome and the error text of Reading.Crawl. The error that Read itself returns
// is about the caller's side: settings that are not valid, an error of emit, or the end of ctx. Even then the Reading tells
// what was handed on before.
func (c *Crawler) Read(ctx context.Context, src Source, memory Memory, emit func(trends.Posting) error) (Reading, error) {
	k, err := c.check(src)
	if err != nil {
		return Reading{}, err
	}
	r := &reading{
		crawler: c,
		src:     src,
		mem:     memory,
		client:  newClient(c.transport(), k.hosts),
		emit:    emit,
		started: c.Now(),
		seen:    map[string]bool{},
	}
	r.out.Crawl = trends.Crawl{Source: src.Key(), Started: r.started, Newest: k.newest}
	if src.Off != "" {
		return r.finish(ctx, &refusal{src.Off})
	}
	var counter polite.Counter
	err = k.read(polite.WithCounter(ctx, &counter), r)
	r.out.Crawl.Requests = counter.Requests()
	r.out.Crawl.Bytes += counter.Bytes()
	return r.finish(ctx, err)
}

// check reports settings and sources that cannot work.
func (c *Crawler) check(src Source) (kind, error) {
	if c.Now == nil || c.Sleep == nil {
		return kind{}, errors.New("crawler: Now and Sleep have to be set")
	}
	if err := src.Validate(); err != nil {
		return kind{}, fmt.Errorf("source %s: %w", src.Key(), err)
	}
	k, _ := kindOf(src.Kind)
	return k, nil
}

func (c *Crawler) log() *slog.Logger {
	if c.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return c.Log
}
