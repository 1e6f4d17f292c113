package trends

import "time"

// Crawl is one source read once, or one import into a source. Source-months, gaps and outages are computed from these.
type Crawl struct {
	Source    string // key
	Started   time.Time
	Ended     time.Time
	Outcome   Outcome
	Requests  int
	Bytes     int64
	Seen      int    // postings delivered
	New       int    // of them never seen before
	Changed   int    // of them with a new text
	Closed    int    // postings found closed by this read
	Error     string // "" when the outcome is complete or unchanged
	Newest    bool   // the source shows only its newest ads: one that it no longer shows may still be up. Not kept
	Confirmed bool   // a person says that the list is right, however short it is; not kept
	From, To  string // first and last month "2006-01" that an import, or a read of monthly threads, declares whole; "" for other crawls
}

// Whole reports whether the read saw everything the source had, so that an absence in it means something.
func (c *Crawl) Whole() bool { return c.Outcome == OutcomeComplete || c.Outcome == OutcomeUnchanged }

// Outcome says how a read of a source ended.
type Outcome string

// The outcomes.
const (
	OutcomeComplete  Outcome = "complete"  // read whole
	OutcomeUnchanged Outcome = "unchanged" // the source says nothing changed since the last whole read (304, or the same bytes)
	OutcomePartial   Outcome = "partial"   // something was read, something failed, or far fewer ads than usual: closes nothing
	OutcomeFailed    Outcome = "failed"    // nothing usable was read
	OutcomeRefused   Outcome = "refused"   // robots.txt, a guard or the operator forbids it
)

// Fetch is the last answer of one URL: what a conditional request needs.
type Fetch struct {
	URL          string
	ETag         string // verbatim; "" if the answer had none
	LastModified string // verbatim; "" if the answer had none
	Hash         string // hex SHA-256 of the body as decoded
	Fetched      time.Time
}
