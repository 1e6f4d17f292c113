package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"trends/trends"
)

// shrunk turns a complete read into a partial one if it brought nothing while postings are open, or less than 40 % of the median of
// the last 8: boards that break often answer with an empty or a short list. A person may confirm that it is right.
func shrunk(ctx context.Context, tx *sql.Tx, crawl *trends.Crawl) error {
	if crawl.Outcome != trends.OutcomeComplete || crawl.Confirmed {
		return nil
	}
	if crawl.Seen == 0 {
		var open int
		err := tx.QueryRowContext(ctx, `SELECT count(*) FROM postings WHERE source = $1 AND closed = ''`, trends.Hash63(crawl.Source)).Scan(&open)
		if err == nil && open > 0 {
			crawl.Outcome = trends.OutcomePartial
			crawl.Error = fmt.Sprintf("an empty list where %d postings are open: taken for a broken read, nothing is closed; %s", open, confirmHint(crawl))
		}
		return err
	}
	if crawl.Newest { // how many ads are new differs from read to read
		return nil
	}
	seen, err := sizes(ctx, tx, crawl)
	if err != nil {
		return err
	}
	if median, short := tooShort(crawl.Seen, seen); short {
		crawl.Outcome = trends.OutcomePartial
		crawl.Error = fmt.Sprintf("%d postings where %d are usual: taken for a broken read, nothing is closed; %s", crawl.Seen, median, confirmHint(crawl))
	}
	return nil
}

func confirmHint(crawl *trends.Crawl) string {
	return "if it is right, run trends crawl --confirm " + crawl.Source
}

// The rule for a list that is too short to be believed: fewer than 40 % of the median of the last 8 whole reads, if there are 5.
const (
	shortShare = 0.4
	shortReads = 8
	shortLeast = 5
)

// tooShort reports whether a list of n postings is too short to be believed after reads that saw so many, oldest first, and the median
// that it falls short of.
func tooShort(n int, seen []int) (median int, short bool) {
	seen = slices.Sorted(slices.Values(seen[max(0, len(seen)-shortReads):]))
	if len(seen) < shortLeast {
		return 0, false
	}
	median = seen[len(seen)/2]
	return median, float64(n) < shortShare*float64(median)
}

// sizes returns how many postings the whole reads before a crawl saw, oldest first. One that found nothing changed saw as many as the one
// before it.
func sizes(ctx context.Context, tx *sql.Tx, crawl *trends.Crawl) ([]int, error) {
	var seen []int
	err := each(ctx, tx, `SELECT outcome, seen FROM crawls WHERE source = $1 AND outcome IN ('complete', 'unchanged') AND started < $2 ORDER BY started`,
		[]any{trends.Hash63(crawl.Source), instant(crawl.Started)}, func(rows *sql.Rows) error {
			var outcome string
			var n int
			err := rows.Scan(&outcome, &n)
			if outcome == string(trends.OutcomeUnchanged) && len(seen) > 0 {
				n = seen[len(seen)-1]
			}
			if _, short := tooShort(n, seen); short { // it was confirmed, and what was usual before is no more
				seen = nil
			}
			seen = append(seen, n)
			return err
		})
	return seen, err
}

// closing works out which postings of a source a whole read closes, reopens or misses.
type closing struct {
	tx     *sql.Tx
	source int64
	now    string // time of this read
	last   string // time of the last whole read before
	newest bool   // the source shows only its newest ads: absence is noted, and closes nothing
	back   []int64
	closed int

	confirmed bool // an absence needs no second read
}

func (c *closing) run(ctx context.Context, outcome trends.Outcome, present []string) error {
	here := map[string]bool{}
	for _, id := range present {
		here[id] = true
	}
	type open struct {
		id     int64
		missed string
		absent bool
	}
	var list []open
	seen := map[string]bool{}
	err := each(ctx, c.tx, `SELECT id, external_id, missed FROM postings WHERE source = $1 AND closed = ''`, []any{c.source}, func(rows *sql.Rows) error {
		var o open
		var external string
		err := rows.Scan(&o.id, &external, &o.missed)
		seen[external] = true
		o.absent = !here[external]
		if outcome == trends.OutcomeUnchanged {
			o.absent = o.missed != ""
		}
		list = append(list, o)
		return err
	})
	if err != nil {
		return err
	}
	for _, o := range list {
		var err error
		switch {
		case o.absent && o.missed == "" && c.confirmed:
			c.closed++
			_, err = c.tx.ExecContext(ctx, `UPDATE postings SET closed = $1, missed = $1, last_seen = CASE WHEN first_seen > $2 THEN first_seen ELSE $2 END WHERE id = $3`, c.now, c.last, o.id)
		case o.absent && o.missed == "":
			_, err = c.tx.ExecContext(ctx, `UPDATE postings SET missed = $1, last_seen = CASE WHEN first_seen > $2 THEN first_seen ELSE $2 END WHERE id = $3`, c.now, c.last, o.id)
		case o.absent && o.missed == c.now: // this very read is noted a second time
		case o.absent && c.newest:
		case o.absent:
			c.closed++
			_, err = c.tx.ExecContext(ctx, `UPDATE postings SET closed = missed WHERE id = $1`, o.id)
		case o.missed != "":
			c.back = append(c.back, o.id)
			_, err = c.tx.ExecContext(ctx, `UPDATE postings SET missed = '', last_seen = '' WHERE id = $1`, o.id)
		}
		if err != nil {
			return err
		}
	}
	if err := c.reopen(ctx, present, seen); err != nil {
		return err
	}
	if err := c.rejoin(ctx); err != nil {
		return err
	}
	res, err := c.tx.ExecContext(ctx, `UPDATE postings SET closed = closes, last_seen = CASE WHEN last_seen = '' THEN $1 ELSE last_seen END
		WHERE source = $2 AND closed = '' AND closes <> '' AND closes < $1`, c.now, c.source)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	c.closed += int(n)
	return err
}

// rejoin marks jobs whose ads turn out to have been up for longer than was known when they were joined: those of ads that are back,
// and, when the reads before this one ended longer ago than the shortest absence that joining notices, those of all ads still open.
func (c *closing) rejoin(ctx context.Context) error {
	err := inPortions(c.back, func(list string, args []any) error {
		return unjoin(ctx, c.tx, `job IN (SELECT job FROM postings WHERE id IN `+list+`)`, args...)
	})
	if err != nil {
		return err
	}
	const gap = trends.Unnoticed * 24 * time.Hour
	if c.last != "" && parseInstant(c.now).Sub(parseInstant(c.last)) <= gap {
		return nil
	}
	return unjoin(ctx, c.tx, `job IN (SELECT job FROM postings WHERE opening > 0 AND job IN
		(SELECT job FROM postings WHERE source = $1 AND closed = '') GROUP BY job HAVING count(*) > 1)`, c.source)
}

// reopen opens closed postings that are up again, unless their own deadline is past.
func (c *closing) reopen(ctx context.Context, present []string, open map[string]bool) error {
	source := ""
	if err := c.tx.QueryRowContext(ctx, `SELECT key FROM sources WHERE id = $1`, c.source).Scan(&source); err != nil {
		return err
	}
	var ids []int64
	for _, external := range present {
		if !open[external] {
			ids = append(ids, trends.PostingID(source, external))
		}
	}
	c.back = append(c.back, ids...)
	return inPortions(ids, func(list string, args []any) error {
		var back []int64
		err := each(ctx, c.tx, `SELECT id, closes FROM postings WHERE closed <> '' AND id IN `+list, args, func(rows *sql.Rows) error {
			var id int64
			var closes string
			err := rows.Scan(&id, &closes)
			if closes == "" || closes >= c.now {
				back = append(back, id)
			}
			return err
		})
		for _, id := range back {
			if err == nil {
				_, err = c.tx.ExecContext(ctx, `UPDATE postings SET reopened = $1, closed = '', missed = '', last_seen = '' WHERE id = $2`, c.now, id)
			}
		}
		return err
	})
}
