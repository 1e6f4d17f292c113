package main

import (
	"bytes"
	"testing"
	"time"
)

// TestCrawlProgress reads four sources, six seconds each.
func TestCrawlProgress(t *testing.T) {
	for _, c := range []struct {
		name            string
		quiet, terminal bool
		want            string
	}{
		{"elsewhere", false, false, "2 of 4 sources, 10/min, about 12s left, 14 new postings\n4 of 4 sources, 10/min, about 0s left, 28 new postings\n"},
		{"on a terminal", false, true, "\r\x1b[K[#####---------------] 1 of 4 sources, 10/min, about 18s left, 7 new postings" +
			"\r\x1b[K[##########----------] 2 of 4 sources, 10/min, about 12s left, 14 new postings" +
			"\r\x1b[K[###############-----] 3 of 4 sources, 10/min, about 6s left, 21 new postings" +
			"\r\x1b[K[####################] 4 of 4 sources, 10/min, about 0s left, 28 new postings\r\x1b[K"},
		{"with --quiet", true, false, ""},
	} {
		var b bytes.Buffer
		clock := &virtualClock{now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
		a := &app{system: system{err: &b, now: clock.Now}, quiet: c.quiet}
		p := a.crawlProgress()
		p.terminal = c.terminal
		p.begin(4)
		for range 4 {
			clock.set(clock.Now().Add(6 * time.Second))
			p.add(7)
		}
		p.end()
		if got := b.String(); got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
}
