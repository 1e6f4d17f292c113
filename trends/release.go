package trends

import (
	"encoding/json"
	"fmt"
	"regexp"
	"time"
)

// ReleaseFormat is the version in which releases are kept. A program reads all up to its own.
const ReleaseFormat = 1

// ReleaseHead is what is known of a release without opening it.
type ReleaseHead struct {
	Name      string    `json:"name"` // unique in a database, see CheckReleaseName
	Created   time.Time `json:"created"`
	Note      string    `json:"note"`     // one line; "" for none
	Format    int       `json:"format"`   // ReleaseFormat of the program that made it
	Program   string    `json:"program"`  // version of that program
	Data      string    `json:"data"`     // Snapshot.Hash of what was counted
	Taxonomy  string    `json:"taxonomy"` // version that made the tags
	Scope     Scope     `json:"scope"`
	Window    Span      `json:"window"`    // empty where openings that are open are counted
	AsOf      string    `json:"as_of"`     // last day that the data know of
	Openings  int       `json:"openings"`  // in the window; without a window those open
	Confirmed int       `json:"confirmed"` // changes
}

// Release is a report as it was published, frozen: what it printed, and the openings behind its shares.
type Release struct {
	ReleaseHead

	// Faces holds what the report printed, by format, with the usual order and number of rows and without colours. The bytes
	// themselves are kept, because a later program may have more columns or other words. What depends on further options is
	// written anew from the report's value, which is the face "json": so there is one copy, and it cannot say anything else.
	Faces map[string][]byte

	Ledger *Ledger
}

// NewReleaseHead describes the release of a report. Created, Program, Data and Note are left to the caller.
func NewReleaseHead(name string, r *Report) ReleaseHead {
	m := &r.Meta
	h := ReleaseHead{Name: name, Format: ReleaseFormat, Taxonomy: m.Taxonomy, Scope: m.Scope, Window: m.Window, AsOf: m.AsOf,
		Openings: m.Openings, Confirmed: m.Confirmed}
	if m.Count == "active" {
		h.Window, h.Openings = Span{}, m.OpeningsNow
	}
	return h
}

// Report returns the value of the released report.
func (r *Release) Report() (*Report, error) {
	var report Report
	if err := json.Unmarshal(r.Faces["json"], &report); err != nil {
		return nil, fmt.Errorf("read the report of release %q: %w", r.Name, err)
	}
	return &report, nil
}

// settings returns the settings of the method by their JSON names, those that the program knew which made the release; nil if the
// report is damaged.
func (r *Release) settings() map[string]any {
	var face struct {
		Meta struct {
			Settings map[string]any `json:"settings"`
		} `json:"meta"`
	}
	if json.Unmarshal(r.Faces["json"], &face) != nil {
		return nil // Report says what is wrong
	}
	return face.Meta.Settings
}

var releaseName = regexp.MustCompile(`^[\pL\pN][\pL\pN._-]{0,63}$`)

// CheckReleaseName returns an error unless the text can name a release: it is typed in commands and may name files.
func CheckReleaseName(name string) error {
	if !releaseName.MatchString(name) {
		return fmt.Errorf("release name %q: want at most 64 letters, digits, dots, dashes and underscores, "+
			"the first a letter or a digit, such as 2026-Q1", name)
	}
	return nil
}
