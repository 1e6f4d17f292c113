package crawler

import (
	"context"
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"trends/trends"
)

// newestList is a source that shows its newest ads first, and at most so many of them: a feed, the API of an aggregator. An ad
// that it no longer shows has not closed. Being read whole means for it that nothing came and went between two reads: some ad
// of the last read is still there.
type newestList struct {
	address func(s Source, page, rows int) string // page counts from 0; rows is how many entries came before
	parse   parseList                             // understands one page
	form    func(*page) error                     // reports an answer that is plainly something else; nil = it has to be JSON
	pages   int                                   // most pages of one read; 0 = 1
	full    int                                   // entries of a full page, after which there may be another
	pause   time.Duration                         // between two pages, above the pace of all
	every   time.Duration                         // least time between two reads that the site asks for; 0 = any

	oneBased bool // the second page may be the first again, where a site counts from 1 and takes 0 for 1
}

// kind returns the kind that reads such a list.
func (l newestList) kind(check func(Source) error, hosts ...string) kind {
	return kind{
		check:  check,
		plan:   func(s Source) []string { return []string{l.address(s, 0, 0)} },
		hosts:  hosts,
		newest: true,
		read:   func(ctx context.Context, r *reading) error { return r.readNewest(ctx, l) },
	}
}

// readNewest reads pages until one brings no ad that is new, or holds fewer entries than a full one, or there have been enough.
func (r *reading) readNewest(ctx context.Context, l newestList) error {
	if err := r.tooSoon(l); err != nil {
		return err
	}
	var first *page
	var sum list
	for n, rows := 0, 0; n < max(1, l.pages); n++ {
		if n > 0 && l.pause > 0 {
			if err := r.crawler.Sleep(ctx, l.pause); err != nil {
				return err
			}
		}
		p, jobs, err := r.newestPage(ctx, l, n, rows)
		if err != nil {
			return err
		}
		if p.unchanged {
			r.unchanged(p)
			return nil
		}
		if n == 0 {
			first = p
		}
		entries := len(jobs.postings) + jobs.skipped + jobs.unreadable.n
		rows += entries
		sum.skipped += jobs.skipped
		sum.unreadable.join(jobs.unreadable)
		news, repeated, err := r.addNewest(jobs)
		if err != nil {
			return err
		}
		if repeated && entries >= l.full {
			if n == 1 && l.oneBased {
				continue
			}
			return fmt.Errorf("%s holds only what the pages before it held: the rest of the list cannot be reached", p.asked)
		}
		if entries < l.full || news == 0 {
			break
		}
	}
	total := len(r.out.Present) + sum.skipped + sum.unreadable.n
	if err := r.judge(total, "entries", sum.unreadable); err != nil {
		return err
	}
	r.judgeGap()
	r.keep(first)
	return nil
}

// newestPage fetches and understands one page. Only the first is asked for news: what is behind it moves.
func (r *reading) newestPage(ctx context.Context, l newestList, n, rows int) (*page, list, error) {
	address := l.address(r.src, n, rows)
	p, err := r.get(ctx, address, n == 0 && r.whole())
	var status *statusError
	switch {
	case errors.As(err, &status) && status.code == 404 && n == 0:
		return nil, list{}, fmt.Errorf(BoardNotFound+": %w; check the address, or whether the site has moved it", err)
	case err != nil:
		return nil, list{}, err
	case p.unchanged && n == 0:
		return p, list{}, nil
	}
	p.unchanged = false
	form := l.form
	if form == nil {
		form = (*page).wantJSON
	}
	if err := form(p); err != nil {
		return nil, list{}, err
	}
	jobs, err := l.parse(r.src, p.body, r.started)
	if err != nil {
		return nil, list{}, fmt.Errorf("read %s: %w", address, err)
	}
	return p, jobs, nil
}

// addNewest hands on the postings of a page, and tells how many of them no earlier read had, and whether it held nothing but what
// this read had before.
func (r *reading) addNewest(jobs list) (news int, repeated bool, err error) {
	repeated = len(jobs.postings) > 0
	for _, posting := range jobs.postings {
		if r.seen[posting.ID] {
			continue
		}
		repeated = false
		if _, known := r.mem.Known[posting.ID]; !known {
			news++
		}
		if err := r.add(posting); err != nil {
			return news, false, err
		}
	}
	return news, repeated, nil
}

// judgeGap makes the outcome partial if no ad of earlier reads is left in the list: then others may have come and gone unseen.
func (r *reading) judgeGap() {
	known := func(id string) bool { _, ok := r.mem.Known[id]; return ok }
	if r.note == "" && len(r.mem.Known) > 0 && !slices.ContainsFunc(r.out.Present, known) {
		r.note = fmt.Sprintf("none of the %d newest ads was there at the last read: others may have come and gone unseen; read it more often",
			len(r.out.Present))
	}
}

// tooSoon refuses a read that comes sooner after the last one than the site asks for.
func (r *reading) tooSoon(l newestList) error {
	last := r.mem.Fetches[l.address(r.src, 0, 0)].Fetched
	if since := r.started.Sub(last); !last.IsZero() && since < l.every {
		return &refusal{fmt.Sprintf("read %v ago, and the site asks for %v between two reads; set every to that or more",
			since.Round(time.Second), l.every)}
	}
	return nil
}

// anyName is the check of kinds that have one list: what is given as the board is only its name.
func anyName(Source) error { return nil }

// eachPosting makes a posting of each job in the list of an answer, see eachJob. The posting function also names the member that
// identifies the job. One without an id, or with neither title nor text, is unreadable; one past its own deadline is left out.
func eachPosting[job any](body []byte, field string, now time.Time, posting func(job) (p trends.Posting, id string)) (list, error) {
	var out list
	err := eachJob(body, field, func(i int, decode func(any) error) {
		var j job
		if err := decode(&j); err != nil {
			out.bad("%s[%d]%v", field, i, err)
			return
		}
		switch p, id := posting(j); {
		case p.ID == "":
			out.bad("%s[%d].%s missing", field, i, id)
		case p.Title == "" && strings.TrimSpace(p.Body) == "":
			out.bad("%s[%d]: neither title nor text", field, i)
		case !p.Closes.IsZero() && !now.IsZero() && p.Closes.Before(now):
			out.skipped++
		default:
			out.add(field+"[%d]", i, p)
		}
	})
	return out, err
}

// plainText reads a field that holds text, in which some sources write entities.
func plainText(s string) string { return strings.TrimSpace(html.UnescapeString(s)) }
