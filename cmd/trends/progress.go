package main

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/term"
)

// progress shows on standard error how far a long command has come, if that is a terminal and --quiet is not given.
type progress struct {
	a      *app
	what   string
	shown  bool
	silent bool
	began  time.Time
	last   time.Time
}

func (a *app) progress(what string) *progress {
	f, ok := a.err.(*os.File)
	return &progress{a: a, what: what, silent: a.quiet || !ok || !term.IsTerminal(int(f.Fd())), began: a.now()}
}

// set shows the number of things done, at most five times a second.
func (p *progress) set(n int) {
	now := p.a.now()
	if p.silent || now.Sub(p.last) < 200*time.Millisecond {
		return
	}
	p.last, p.shown = now, true
	rate := float64(n) / max(0.001, now.Sub(p.began).Seconds())
	fmt.Fprintf(p.a.err, "\r\x1b[K%s: %d (%.0f/s)", p.what, n, rate)
}

// end takes the line away.
func (p *progress) end() {
	if p.shown {
		fmt.Fprint(p.a.err, "\r\x1b[K")
	}
}
