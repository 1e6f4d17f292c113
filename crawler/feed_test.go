package crawler

import (
	"strings"
	"testing"
)

// checkList holds what is true of every list that a parser makes, whatever it is given.
func checkList(t *testing.T, body []byte, kind string, parse parseList) {
	t.Helper()
	got, err := parse(Source{Kind: kind, Board: "example", Company: "Example"}, body, jsonldNow)
	if err != nil && len(got.postings)+len(got.details) > 0 {
		t.Errorf("%s: %d jobs and %v", kind, len(got.postings)+len(got.details), err)
	}
	for _, p := range got.postings {
		if p.ID == "" || p.Source == "" || strings.TrimSpace(p.Title) != p.Title || p.Posted.IsZero() != (p.Precision == "" || p.Precision == "none") {
			t.Errorf("%s: %+v", kind, p)
		}
		if p.Pay != nil && p.Pay.Min != 0 && p.Pay.Max != 0 && p.Pay.Min > p.Pay.Max {
			t.Errorf("%s: pay %+v", kind, p.Pay)
		}
	}
	for _, d := range got.details {
		if d.id == "" || d.address == "" {
			t.Errorf("%s: a job to fetch without id or address: %+v", kind, d)
		}
		if p, err := d.parse(body); err == nil && p.ID != d.id {
			t.Errorf("%s: job %q came as %q", kind, d.id, p.ID)
		}
	}
}
