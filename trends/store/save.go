package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"trends/trends"
	"trends/trends/near"
)

// Item is a tagged posting to keep.
type Item struct {
	Posting  trends.Posting
	Tags     trends.Tags
	Taxonomy string      // version that made the tags; registered before
	Job      int64       // trends.JobKey
	Sketch   near.Sketch // trends.Sketch
}

// SaveResult counts what a batch brought.
type SaveResult struct{ New, Changed, Unchanged int }

// Add adds another batch.
func (r *SaveResult) Add(o SaveResult) {
	r.New, r.Changed, r.Unchanged = r.New+o.New, r.Changed+o.Changed, r.Unchanged+o.Unchanged
}

// before is what the database holds of a posting before a batch.
type before struct {
	content, body, job       int64
	pack, newest             int64
	posted, precision, month string
	firstSeen                string
}

// Save keeps a batch of postings, in one transaction. seen is the time of the reading that brought them. archive says that they come
// from a file of the past, whose dates are not bounded by the time of reading. Saving twice changes nothing. A new text is kept beside
// the old one. What has to be joined and counted is marked, until Settle does it.
func (db *DB) Save(ctx context.Context, seen time.Time, archive bool, items []Item) (SaveResult, error) {
	var res SaveResult
	err := db.write(ctx, func(tx *sql.Tx) error {
		res = SaveResult{}
		for rest := items; len(rest) > 0; {
			ids := distinct(rest)
			s := &saver{db: db, tx: tx, seen: seen, archive: archive, had: map[int64]before{}, whole: map[string]time.Time{}, dirty: map[sourceMonth]bool{}, threads: map[sourceMonth]bool{}, sources: map[string]bool{}}
			if err := s.look(ctx, rest[:len(ids)], ids); err != nil {
				return err
			}
			for i, id := range ids {
				if err := s.add(ctx, id, &rest[i]); err != nil {
					return fmt.Errorf("posting %s of %s: %w", rest[i].Posting.ID, rest[i].Posting.Source, err)
				}
			}
			if err := s.flush(ctx); err != nil {
				return err
			}
			res.Add(s.res)
			rest = rest[len(ids):]
		}
		return nil
	})
	if err != nil {
		return SaveResult{}, err
	}
	return res, nil
}

// distinct returns the ids of the first items, up to one that comes a second time: that one is a change, to be saved after the
// first, so that it does not matter where a batch ends.
func distinct(items []Item) []int64 {
	ids := make([]int64, 0, len(items))
	had := make(map[int64]bool, len(items))
	for i := range items {
		id := items[i].Posting.Key()
		if had[id] {
			break
		}
		had[id] = true
		ids = append(ids, id)
	}
	return ids
}

type sourceMonth struct {
	source int64
	month  string
}

// saver collects the rows of one batch.
type saver struct {
	db      *DB
	tx      *sql.Tx
	seen    time.Time
	archive bool
	had     map[int64]before
	whole   map[string]time.Time // last whole read before this one, by source
	dirty   map[sourceMonth]bool
	threads map[sourceMonth]bool // monthly threads that ads of the batch belong to
	sources map[string]bool
	moved   []int64 // job keys that postings have left
	res     SaveResult

	postings []any
	bodies   packer
}

// look reads what is known of the batch.
func (s *saver) look(ctx context.Context, items []Item, ids []int64) error {
	for i := range items {
		if _, ok := s.whole[items[i].Posting.Source]; !ok {
			last, err := lastWhole(ctx, s.tx, items[i].Posting.Source, instant(s.seen))
			if err != nil {
				return err
			}
			s.whole[items[i].Posting.Source] = last
		}
	}
	if err := s.bodies.begin(ctx, s.tx); err != nil {
		return err
	}
	return inPortions(ids, func(list string, args []any) error {
		return each(ctx, s.tx, `SELECT id, content, body, pack, newest, job, posted, precision, month, first_seen FROM postings WHERE id IN `+list, args,
			func(rows *sql.Rows) error {
				var id int64
				var b before
				err := rows.Scan(&id, &b.content, &b.body, &b.pack, &b.newest, &b.job, &b.posted, &b.precision, &b.month, &b.firstSeen)
				s.had[id] = b
				return err
			})
	})
}

// add puts one posting into the rows to write.
func (s *saver) add(ctx context.Context, id int64, it *Item) error {
	p := it.Posting
	source, body := trends.Hash63(p.Source), trends.Hash63(p.Body)
	content := contentHash(&p, body)
	old, known := s.had[id]
	if known && old.content == content && old.job == it.Job {
		s.res.Unchanged++
		return nil
	}
	s.date(&p, old, known)
	book, err := s.db.codebook(ctx, s.tx, taxonomyID(it.Taxonomy))
	if err != nil {
		return err
	}
	data, err := book.encode(&it.Tags)
	if err != nil {
		return err
	}
	month := p.CountMonth()
	first := instant(s.seen)
	if known {
		s.res.Changed++
		first = old.firstSeen
		s.dirty[sourceMonth{source, old.month}] = true
		if old.precision == string(trends.PrecisionMonth) && (old.month != month || p.Precision != trends.PrecisionMonth) {
			s.dirty[sourceMonth{source, newThread}] = true // it may have been the last of its thread
		}
		if old.job != it.Job {
			s.moved = append(s.moved, old.job)
		}
	} else {
		s.res.New++
	}
	s.dirty[sourceMonth{source, month}] = true
	pay := trends.Pay{}
	if p.Pay != nil {
		pay = *p.Pay
	}
	if p.Precision == trends.PrecisionMonth {
		s.threads[sourceMonth{source, month}] = true
	}
	pack, newest, err := s.text(ctx, id, old, body, p.Body, known)
	if err != nil {
		return err
	}
	s.postings = append(s.postings, id, source, month, instant(p.Posted), first, p.Country, string(p.Remote), p.Employer,
		taxonomyID(it.Taxonomy), string(it.Tags.Scope), it.Tags.Language, data, p.ID, p.URL, p.Title, strings.Join(p.Places, "\n"),
		pay.Min, pay.Max, pay.Currency, pay.Period, string(p.Precision), instant(p.Closes), p.Requisition, p.Language, string(p.Format),
		content, body, pack, newest, it.Job, it.Sketch[:], -id, id)
	s.sources[p.Source] = true
	return nil
}

// text keeps a posting's text if it is a new one, and returns where it is, and where the one stored last is if that is another.
func (s *saver) text(ctx context.Context, id int64, old before, hash int64, body string, known bool) (pack, newest int64, err error) {
	if !known {
		return s.bodies.add(id, 0, body), 0, nil
	}
	if old.body == hash {
		return old.pack, old.newest, nil
	}
	head := cmp.Or(old.newest, old.pack)
	pack, err = earlier(ctx, s.tx, id, head, hash)
	switch {
	case err != nil:
		return 0, 0, err
	case pack == 0:
		return s.bodies.add(id, head, body), 0, nil
	case pack == head:
		return pack, 0, nil
	}
	return pack, head, nil
}

// flush writes the collected rows.
func (s *saver) flush(ctx context.Context) error {
	for key := range s.sources {
		if err := addSource(ctx, s.tx, key); err != nil {
			return err
		}
	}
	if err := s.markThreads(ctx); err != nil {
		return err
	}
	err := bulk(ctx, s.tx, `INSERT INTO postings (id, source, month, posted, first_seen, country, remote, employer, taxonomy, scope, text_language, tags,
		external_id, url, title, places, pay_min, pay_max, pay_currency, pay_period, precision, closes, requisition, language, format, content, body,
		pack, newest, job, sketch, opening, record, last_seen, missed, closed, reopened)`, 33, s.postings, `
		ON CONFLICT (id) DO UPDATE SET month = excluded.month, posted = excluded.posted, country = excluded.country, remote = excluded.remote,
		employer = excluded.employer, taxonomy = excluded.taxonomy, scope = excluded.scope, text_language = excluded.text_language,
		tags = excluded.tags, url = excluded.url, title = excluded.title, places = excluded.places, pay_min = excluded.pay_min,
		pay_max = excluded.pay_max, pay_currency = excluded.pay_currency, pay_period = excluded.pay_period, precision = excluded.precision,
		closes = excluded.closes, requisition = excluded.requisition, language = excluded.language, format = excluded.format,
		content = excluded.content, body = excluded.body, pack = excluded.pack, newest = excluded.newest, job = excluded.job, sketch = excluded.sketch,
		opening = -abs(postings.opening)`, `'', '', '', ''`)
	if err != nil {
		return err
	}
	if err := s.bodies.flush(ctx, s.tx, instant(s.seen)); err != nil {
		return err
	}
	if err := unjoinJobs(ctx, s.tx, s.moved); err != nil {
		return err
	}
	return markDirty(ctx, s.tx, s.dirty)
}

// markThreads marks all ads of monthly threads in a source that gets a new month: which threads are consecutive may have changed.
func (s *saver) markThreads(ctx context.Context) error {
	for m := range s.threads {
		var n int
		if err := s.tx.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM postings WHERE source = $1 AND month = $2 LIMIT 1) AS found`, m.source, m.month).Scan(&n); err != nil {
			return err
		}
		if n == 0 {
			s.dirty[sourceMonth{m.source, newThread}] = true
		}
	}
	return nil
}

// newThread stands for a month in the marks of table counts: the source has got a new thread, or lost one.
const newThread = "threads"

// unjoin marks joined postings, those that the condition selects, to be joined again, and their months to be counted again.
func unjoin(ctx context.Context, tx *sql.Tx, where string, args ...any) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO counts (source, month, total, ml, skills)
		SELECT DISTINCT source, month, -1, 0, '' FROM postings WHERE opening > 0 AND `+where+`
		ON CONFLICT (source, month) DO UPDATE SET total = -1`, args...)
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE postings SET opening = -opening WHERE opening > 0 AND `+where, args...)
	}
	return err
}

// unjoinJobs marks all joined postings of the jobs.
func unjoinJobs(ctx context.Context, tx *sql.Tx, jobs []int64) error {
	return inPortions(jobs, func(list string, args []any) error { return unjoin(ctx, tx, `job IN `+list, args...) })
}

// markDirty marks source-months that must be counted again.
func markDirty(ctx context.Context, tx *sql.Tx, dirty map[sourceMonth]bool) error {
	var args []any
	for m := range dirty {
		args = append(args, m.source, m.month)
	}
	return bulk(ctx, tx, `INSERT INTO counts (source, month, total, ml, skills)`, 2, args,
		`ON CONFLICT (source, month) DO UPDATE SET total = -1`, `-1, 0, ''`)
}

// addSource makes the row of a source.
func addSource(ctx context.Context, tx *sql.Tx, key string) error {
	kind, _, ok := strings.Cut(key, ":")
	if !ok {
		kind = trends.KindImport
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO sources (id, key, kind, permission, reason, epoch, valid_from) VALUES ($1, $2, $3, '', '', 1, '')
		ON CONFLICT (id) DO NOTHING`, trends.Hash63(key), key, kind)
	return err
}
