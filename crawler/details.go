package crawler

import (
	"context"
	"errors"
	"fmt"

	"trends/trends"
)

// detail is a job of a list that holds no texts: its text stands at an address of its own.
type detail struct {
	id      string
	address string
	again   bool                                        // fetched also if the job is known
	parse   func(answer []byte) (trends.Posting, error) // understands what the address answers; errNoPosting if that is no job (any more)
}

// readDetails fetches the jobs that are not known yet, as many as the limit allows, and returns how many are left for later.
// Jobs that are known are up, and are not asked for again: what an employer changes in them later is not seen. Those that
// fail join the unreadable ones of the list; those that are gone by now are no trouble.
//
// An error ends the reading: robots.txt forbids the jobs, the vendor wants to be left alone, or many failed in a row.
func (r *reading) readDetails(ctx context.Context, jobs *list) (left int, err error) {
	asked, row := 0, 0
	for _, d := range jobs.details {
		if _, known := r.mem.Known[d.id]; known && !d.again || r.seen[d.id] {
			r.present(d.id)
			continue
		}
		if asked >= r.limit() {
			left++
			continue
		}
		asked++
		err := r.readDetail(ctx, d)
		var emit emitError
		switch {
		case err == nil, gone(err), errors.Is(err, errNoPosting):
			row = 0
		case errors.As(err, &emit), ctx.Err() != nil, refused(err), hurried(err):
			return left, err
		default:
			jobs.bad("%v", err)
			if row++; row >= maxTroubles {
				return left, fmt.Errorf("%d jobs failed one after the other, the last: %w", row, err)
			}
		}
	}
	return left, nil
}

// readDetail fetches one job and hands it on.
func (r *reading) readDetail(ctx context.Context, d detail) error {
	page, err := r.get(ctx, d.address, false)
	if err != nil {
		return err
	}
	posting, err := d.parse(page.body)
	if err == nil {
		err = tooLong(&posting)
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", d.address, err)
	}
	return r.add(posting)
}

// hurried reports whether an error says that the vendor has enough of our requests for now.
func hurried(err error) bool {
	var status *statusError
	return parked(err) || errors.As(err, &status) && status.code == 429
}

// limit returns how many jobs may be fetched one by one in this read.
func (r *reading) limit() int {
	switch {
	case r.src.Limit > 0:
		return r.src.Limit
	case r.src.Kind == "hn": // a thread is whole or tells nothing of its month
		return maxComments
	}
	return defaultPages
}
