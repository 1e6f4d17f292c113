package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"trends/trends"
)

// Memory is what earlier reads of a source left behind.
type Memory struct {
	Fetches   map[string]trends.Fetch // by address
	Known     map[string]string       // external id of each open posting → hash of its text
	ByURL     map[string]string       // address of each open posting → external id
	Content   map[string]int64        // ContentHash of each open posting, by external id
	LastWhole time.Time               // start of the last whole read; zero if there was none
}

// Memory returns what is known of a source; of one never read, nothing.
func (db *DB) Memory(ctx context.Context, source string) (Memory, error) {
	m := Memory{Fetches: map[string]trends.Fetch{}, Known: map[string]string{}, ByURL: map[string]string{}, Content: map[string]int64{}}
	id := trends.Hash63(source)
	err := each(ctx, db.sql, `SELECT url, etag, last_modified, hash, fetched FROM fetches WHERE source = $1`, []any{id}, func(rows *sql.Rows) error {
		var f trends.Fetch
		var fetched string
		err := rows.Scan(&f.URL, &f.ETag, &f.LastModified, &f.Hash, &fetched)
		f.Fetched = parseInstant(fetched)
		m.Fetches[f.URL] = f
		return err
	})
	if err != nil {
		return m, fmt.Errorf("read what is known of %s: %w", source, err)
	}
	err = each(ctx, db.sql, `SELECT external_id, url, body, content FROM postings WHERE source = $1 AND closed = ''`, []any{id}, func(rows *sql.Rows) error {
		var external, url string
		var body, content int64
		err := rows.Scan(&external, &url, &body, &content)
		m.Content[external] = content
		m.Known[external] = fmt.Sprintf("%016x", body)
		if url != "" {
			m.ByURL[url] = external
		}
		return err
	})
	if err != nil {
		return m, fmt.Errorf("read what is known of %s: %w", source, err)
	}
	m.LastWhole, err = db.LastWhole(ctx, source)
	return m, err
}

// LastWhole returns the start of the source's last whole read; the zero time if there was none.
func (db *DB) LastWhole(ctx context.Context, source string) (time.Time, error) {
	t, err := lastWhole(ctx, db.sql, source, "")
	if err != nil {
		return t, fmt.Errorf("read the last read of %s: %w", source, err)
	}
	return t, nil
}

// FailingSince returns when the last reads of a source began to fail for a reason that begins so, and how many they are; none if the
// last read was another.
func (db *DB) FailingSince(ctx context.Context, source, reason string) (since time.Time, reads int, err error) {
	other := false
	err = each(ctx, db.sql, `SELECT started, outcome, error FROM crawls WHERE source = $1 ORDER BY started DESC`, []any{trends.Hash63(source)}, func(rows *sql.Rows) error {
		var started, outcome, text string
		err := rows.Scan(&started, &outcome, &text)
		other = other || outcome != string(trends.OutcomeFailed) || !strings.HasPrefix(text, reason)
		if !other {
			since = parseInstant(started)
			reads++
		}
		return err
	})
	if err != nil {
		return since, reads, fmt.Errorf("read how long %s fails: %w", source, err)
	}
	return since, reads, nil
}

// lastWhole returns the start of the last whole read that started before the time; "" is any.
func lastWhole(ctx context.Context, q querier, source, before string) (time.Time, error) {
	var last sql.NullString
	err := q.QueryRowContext(ctx, `SELECT max(started) FROM crawls WHERE source = $1 AND outcome IN ('complete', 'unchanged') AND started < $2`,
		trends.Hash63(source), cmp.Or(before, "9999")).Scan(&last)
	return parseInstant(last.String), err
}

// FinishCrawl notes how a read of a source ended, in one transaction with the answers to remember and with what the read closes.
// It returns the crawl with Closed, and with the outcome partial if far fewer postings came than usual.
//
// A posting closes when two whole reads in a row do not have it, or one that a person confirmed, or when its own deadline is past. A read
// that is not whole closes nothing, nor does one of a source that shows only its newest ads, but for deadlines. "Unchanged" is a whole
// read of the same list: what the last one missed is missed again. Months that the read declares whole, as a reader of monthly threads
// does, can be counted from now on. Noting the same read twice is noting it once.
func (db *DB) FinishCrawl(ctx context.Context, crawl trends.Crawl, fetches []trends.Fetch, present []string) (trends.Crawl, error) {
	err := db.write(ctx, func(tx *sql.Tx) error {
		if err := addSource(ctx, tx, crawl.Source); err != nil {
			return err
		}
		outcome := crawl.Outcome
		if err := shrunk(ctx, tx, &crawl); err != nil {
			return err
		}
		if crawl.Outcome != outcome {
			fetches = forgetful(fetches)
		}
		if crawl.Whole() {
			last, err := lastWhole(ctx, tx, crawl.Source, instant(crawl.Started))
			if err != nil {
				return err
			}
			c := closing{tx: tx, source: trends.Hash63(crawl.Source), now: instant(crawl.Started), last: instant(last), newest: crawl.Newest,
				confirmed: crawl.Confirmed}
			if err := c.run(ctx, crawl.Outcome, present); err != nil {
				return err
			}
			crawl.Closed = c.closed
			_, err = tx.ExecContext(ctx, `UPDATE sources SET valid_from = $1 WHERE id = $2 AND (valid_from = '' OR valid_from > $1)`,
				trends.MonthName(trends.MonthOf(crawl.Started)+1), c.source)
			if err != nil {
				return err
			}
		}
		if err := addCrawl(ctx, tx, &crawl); err != nil {
			return err
		}
		if err := markDeclared(ctx, tx, &crawl); err != nil {
			return err
		}
		return keepFetches(ctx, tx, crawl.Source, fetches)
	})
	if err != nil {
		return crawl, fmt.Errorf("note the read of %s: %w", crawl.Source, err)
	}
	return crawl, nil
}

// forgetful returns the answers without what makes a request conditional. Else the next read of a list that was taken for broken
// would be told that nothing has changed, and pass for a whole one.
func forgetful(fetches []trends.Fetch) []trends.Fetch {
	out := slices.Clone(fetches)
	for i := range out {
		out[i].ETag, out[i].LastModified, out[i].Hash = "", "", ""
	}
	return out
}

// addCrawl notes a read. One that is noted a second time, after a crash, has nothing left to close: its first figure stays.
func addCrawl(ctx context.Context, tx *sql.Tx, c *trends.Crawl) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO crawls (source, started, from_month, to_month, ended, outcome, requests, bytes, seen, new, changed, closed, error)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		ON CONFLICT (source, started, from_month, to_month) DO UPDATE SET ended = excluded.ended, outcome = excluded.outcome, requests = excluded.requests,
		bytes = excluded.bytes, seen = excluded.seen, new = excluded.new, changed = excluded.changed,
		closed = CASE WHEN excluded.closed > crawls.closed THEN excluded.closed ELSE crawls.closed END, error = excluded.error`,
		trends.Hash63(c.Source), instant(c.Started), c.From, c.To, instant(c.Ended), string(c.Outcome), c.Requests, c.Bytes, c.Seen, c.New, c.Changed, c.Closed, c.Error)
	return err
}

func keepFetches(ctx context.Context, tx *sql.Tx, source string, fetches []trends.Fetch) error {
	var args []any
	taken := map[string]bool{}
	for _, f := range fetches {
		if taken[f.URL] {
			continue
		}
		taken[f.URL] = true
		args = append(args, trends.Hash63(source), f.URL, f.ETag, f.LastModified, f.Hash, instant(f.Fetched))
	}
	return bulk(ctx, tx, `INSERT INTO fetches (source, url, etag, last_modified, hash, fetched)`, 6, args, `ON CONFLICT (source, url) DO UPDATE SET
		etag = excluded.etag, last_modified = excluded.last_modified, hash = excluded.hash, fetched = excluded.fetched`, "")
}

// FinishImport notes an import. Months that it declares whole can be counted from now on.
func (db *DB) FinishImport(ctx context.Context, crawl trends.Crawl) error {
	source := trends.Hash63(crawl.Source)
	err := db.write(ctx, func(tx *sql.Tx) error {
		if err := addSource(ctx, tx, crawl.Source); err != nil {
			return err
		}
		if err := addCrawl(ctx, tx, &crawl); err != nil {
			return err
		}
		if crawl.From == "" {
			return nil
		}
		if err := markDeclared(ctx, tx, &crawl); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE sources SET valid_from = $1 WHERE id = $2 AND (valid_from = '' OR valid_from > $1)`, crawl.From, source)
		return err
	})
	if err != nil {
		return fmt.Errorf("note the import into %s: %w", crawl.Source, err)
	}
	return nil
}

// markDeclared marks the months that a crawl declares whole: they count from now on.
func markDeclared(ctx context.Context, tx *sql.Tx, crawl *trends.Crawl) error {
	if crawl.From == "" {
		return nil
	}
	source := trends.Hash63(crawl.Source)
	dirty := map[sourceMonth]bool{}
	err := each(ctx, tx, `SELECT DISTINCT month FROM postings WHERE source = $1 AND month BETWEEN $2 AND $3`, []any{source, crawl.From, crawl.To},
		func(rows *sql.Rows) error {
			m := sourceMonth{source: source}
			err := rows.Scan(&m.month)
			dirty[m] = true
			return err
		})
	if err != nil {
		return err
	}
	return markDirty(ctx, tx, dirty)
}

// crawlsBySource loads all reads, ordered by start.
func crawlsBySource(ctx context.Context, q querier) (map[int64][]trends.Crawl, error) {
	keys := map[int64]string{}
	err := each(ctx, q, `SELECT id, key FROM sources`, nil, func(rows *sql.Rows) error {
		var id int64
		var key string
		err := rows.Scan(&id, &key)
		keys[id] = key
		return err
	})
	if err != nil {
		return nil, err
	}
	out := map[int64][]trends.Crawl{}
	err = each(ctx, q, `SELECT source, started, ended, from_month, to_month, outcome, requests, bytes, seen, new, changed, closed, error
		FROM crawls ORDER BY source, started, from_month, to_month`, nil, func(rows *sql.Rows) error {
		var c trends.Crawl
		var id int64
		var started, ended, outcome string
		err := rows.Scan(&id, &started, &ended, &c.From, &c.To, &outcome, &c.Requests, &c.Bytes, &c.Seen, &c.New, &c.Changed, &c.Closed, &c.Error)
		c.Source, c.Started, c.Ended, c.Outcome = keys[id], parseInstant(started), parseInstant(ended), trends.Outcome(outcome)
		out[id] = append(out[id], c)
		return err
	})
	return out, err
}

// SetPermission notes whether a source may be read, and why: the verdict is allowed, needs-operator-decision or refused.
func (db *DB) SetPermission(ctx context.Context, source, verdict, reason string) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		if err := addSource(ctx, tx, source); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE sources SET permission = $1, reason = $2 WHERE id = $3 AND (permission <> $1 OR reason <> $2)`,
			verdict, reason, trends.Hash63(source))
		return err
	})
}
