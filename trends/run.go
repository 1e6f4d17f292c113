package trends

import "time"

// Run is one run of the crawl over its sources: its manifest. What it read of each source is in Reads; the database keeps those apart.
type Run struct {
	ID       int64     `json:"id"` // counts up; 0 before the database has it
	Started  time.Time `json:"started"`
	Ended    time.Time `json:"ended,omitzero"` // zero while it runs, and for ever if it was killed
	Seconds  float64   `json:"seconds"`        // it took; 0 before it ended
	End      RunEnd    `json:"end"`
	Program  string    `json:"program"`  // version
	Config   string    `json:"config"`   // hash of the configuration in force, without its database
	Taxonomy string    `json:"taxonomy"` // version that tagged what was read

	Sources  int `json:"sources"`   // that were to be read
	NotDue   int `json:"not_due"`   // of them left alone, since their interval had not passed
	NotBegun int `json:"not_begun"` // of them left for the next run, for want of time

	Complete  int `json:"complete"` // reads by outcome
	Unchanged int `json:"unchanged"`
	Partial   int `json:"partial"`
	Failed    int `json:"failed"`
	Refused   int `json:"refused"`

	Requests int      `json:"requests"`
	Bytes    int64    `json:"bytes"` // of bodies, as they came over the wire
	Seen     int      `json:"seen"`  // postings delivered
	New      int      `json:"new"`
	Changed  int      `json:"changed"`
	Closed   int      `json:"closed"`
	Errors   []string `json:"errors"` // "greenhouse:acme: failed: why", one a source, sorted

	Reads []RunRead `json:"reads,omitempty"` // sorted by source
}

// RunEnd says how a run ended.
type RunEnd string

// The ends of a run.
const (
	RunUnfinished  RunEnd = ""            // it runs, or was killed
	RunDone        RunEnd = "done"        // no source gave trouble
	RunPart        RunEnd = "part"        // some did
	RunFailed      RunEnd = "failed"      // all did, or the database
	RunInterrupted RunEnd = "interrupted" // by a signal; what was read is kept
)

// RunRead is what a run read of one source.
type RunRead struct {
	Source   string  `json:"source"`
	Outcome  Outcome `json:"outcome"`
	Seconds  float64 `json:"seconds"` // waits for a turn included
	Requests int     `json:"requests"`
	Bytes    int64   `json:"bytes"`
	Seen     int     `json:"seen"`
	New      int     `json:"new"`
	Changed  int     `json:"changed"`
	Closed   int     `json:"closed"`
	Error    string  `json:"error,omitempty"`
}

// Read returns how many sources were read, whatever came of it.
func (r *Run) Read() int { return r.Complete + r.Unchanged + r.Partial + r.Failed + r.Refused }

// Add counts the read of a source.
func (r *Run) Add(c *Crawl) {
	switch c.Outcome {
	case OutcomeComplete:
		r.Complete++
	case OutcomeUnchanged:
		r.Unchanged++
	case OutcomePartial:
		r.Partial++
	case OutcomeFailed:
		r.Failed++
	case OutcomeRefused:
		r.Refused++
	}
	r.Requests, r.Bytes, r.Seen = r.Requests+c.Requests, r.Bytes+c.Bytes, r.Seen+c.Seen
	r.New, r.Changed, r.Closed = r.New+c.New, r.Changed+c.Changed, r.Closed+c.Closed
	if c.Error != "" {
		r.Errors = append(r.Errors, c.Source+": "+string(c.Outcome)+": "+c.Error)
	}
	r.Reads = append(r.Reads, RunRead{Source: c.Source, Outcome: c.Outcome, Seconds: c.Ended.Sub(c.Started).Seconds(), Requests: c.Requests,
		Bytes: c.Bytes, Seen: c.Seen, New: c.New, Changed: c.Changed, Closed: c.Closed, Error: c.Error})
}
