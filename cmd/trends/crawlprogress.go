package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// crawlProgress shows how far a crawl has come: on a terminal a bar that is drawn anew, elsewhere a line now and then. The zero value shows
// nothing.
type crawlProgress struct {
	a        *app
	terminal bool
	total    int // sources to read
	done     int
	added    int // new postings
	began    time.Time
	last     time.Time // of the last show
	shown    bool
}

// How often progress is shown at most.
const (
	drawEvery = 200 * time.Millisecond // on a terminal
	lineEvery = 10 * time.Second       // elsewhere
)

// crawlProgress returns the progress of a crawl; nothing is shown with --quiet.
func (a *app) crawlProgress() crawlProgress {
	if a.quiet {
		return crawlProgress{}
	}
	f, ok := a.err.(*os.File)
	return crawlProgress{a: a, terminal: ok && term.IsTerminal(int(f.Fd()))}
}

// begin notes how many sources there are to read.
func (p *crawlProgress) begin(total int) {
	if p.a != nil {
		p.total, p.began = total, p.a.now()
		p.last = p.began
	}
}

// add counts a source that was read.
func (p *crawlProgress) add(added int) {
	if p.a == nil {
		return
	}
	p.done, p.added = p.done+1, p.added+added
	now, every := p.a.now(), lineEvery
	if p.terminal {
		every = drawEvery
	}
	if now.Sub(p.last) < every {
		return
	}
	p.last, p.shown = now, true
	text := p.text(now.Sub(p.began))
	if p.terminal {
		fmt.Fprintf(p.a.err, "\r\x1b[K%s %s", bar(p.done, p.total, 20), text)
		return
	}
	fmt.Fprintln(p.a.err, text)
}

// end takes the bar away.
func (p *crawlProgress) end() {
	if p.terminal && p.shown {
		fmt.Fprint(p.a.err, "\r\x1b[K")
	}
}

// text says how far it has come after so long: "12 of 60 sources, 24/min, about 2m0s left, 310 new postings".
func (p *crawlProgress) text(elapsed time.Duration) string {
	left := time.Duration(float64(elapsed) / float64(p.done) * float64(p.total-p.done))
	rate := float64(p.done) / max(elapsed.Minutes(), 1e-3)
	return fmt.Sprintf("%d of %d sources, %.0f/min, about %s left, %d new postings", p.done, p.total, rate, left.Round(time.Second), p.added)
}

// bar draws done of total as a bar of so many letters: "[#####---------------]".
func bar(done, total, width int) string {
	full := width * done / max(1, total)
	return "[" + strings.Repeat("#", full) + strings.Repeat("-", width-full) + "]"
}
