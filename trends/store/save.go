package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"trends/trends"
)

// Item is a tagged posting to keep.
type Item struct {
	Posting  trends.Posting
	Tags     trends.Tags
	Taxonomy string // version that made the tags; registered before
	Job      int64  // trends.JobKey
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
			s := &saver{db: db, tx: tx, seen: seen, archive: archive, had: map[int64]before{}, whole: map[string]time.Time{}, dirty: map[sourceMonth]bool{}, sources: map[string]bool{}}
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
	sources map[string]bool
	moved   []int64 // job keys that postings have left
	res     SaveResult

	postings, bodies, tags []any
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
	return inPortions(ids, func(list string, args []any) error {
		return each(ctx, s.tx, `SELECT id, content, body, job, posted, precision, month, first_seen FROM postings WHERE id IN `+list, args,
			func(rows *sql.Rows) error {
				var id int64
				var b before
				err := rows.Scan(&id, &b.content, &b.body, &b.job, &b.posted, &b.precision, &b.month, &b.firstSeen)
				s.had[id] = b
				return err
			})
	})
}

// add puts one posting into the rows to write.
func (s *saver) add(ctx context.Context, id int64, it *Item) error {
	p := it.Posting
	content := ContentHash(&p)
	old, known := s.had[id]
	if known && old.content == content && old.job == it.Job {
		s.res.Unchanged++
		return nil
	}
	s.date(&p, old, known)
	book, err := s.db.codebook(ctx, s.tx, trends.Hash63(it.Taxonomy))
	if err != nil {
		return err
	}
	data, err := book.encode(&it.Tags)
	if err != nil {
		return err
	}
	body := trends.Hash63(p.Body)
	month := p.CountMonth()
	first := instant(s.seen)
	if known {
		s.res.Changed++
		first = old.firstSeen
		s.dirty[sourceMonth{trends.Hash63(p.Source), old.month}] = true
		if old.precision == string(trends.PrecisionMonth) && (old.month != month || p.Precision != trends.PrecisionMonth) {
			s.dirty[sourceMonth{trends.Hash63(p.Source), newThread}] = true // it may have been the last of its thread
		}
		if old.job != it.Job {
			s.moved = append(s.moved, old.job)
		}
	} else {
		s.res.New++
	}
	s.dirty[sourceMonth{trends.Hash63(p.Source), month}] = true
	pay := trends.Pay{}
	if p.Pay != nil {
		pay = *p.Pay
	}
	s.postings = append(s.postings, id, trends.Hash63(p.Source), p.ID, p.URL, p.Title, p.Employer, strings.Join(p.Places, "\n"), p.Country, string(p.Remote),
		pay.Min, pay.Max, pay.Currency, pay.Period, instant(p.Posted), string(p.Precision), month, instant(p.Closes), p.Requisition, p.Language,
		string(p.Format), first, content, body, it.Job)
	if !known || old.body != body {
		s.bodies = append(s.bodies, id, body, instant(s.seen), compress(p.Body))
	}
	s.tags = append(s.tags, id, trends.Hash63(it.Taxonomy), string(it.Tags.Scope), it.Tags.Language, data)
	s.sources[p.Source] = true
	return nil
}

// date settles a posting's date: the smallest ever claimed, and of a source that is read live never later than its first
// sighting. Without any, two reads at most a week apart bracket it.
func (s *saver) date(p *trends.Posting, old before, known bool) {
	const week = 7 * 24 * time.Hour
	first := s.seen
	if known {
		first = parseInstant(old.firstSeen)
	}
	last := s.whole[p.Source]
	switch {
	case p.Posted.IsZero() && p.Month == "" && !s.archive && !known && !last.IsZero() && s.seen.Sub(last) <= week:
		p.Posted, p.Precision = last.Add(s.seen.Sub(last)/2), trends.PrecisionInterval
	case p.Posted.IsZero() && p.Month == "" && known && old.posted != "":
		p.Posted, p.Precision = parseInstant(old.posted), trends.Precision(old.precision)
	}
	if !s.archive && p.Posted.After(first) {
		p.Posted = first
	}
	if before := parseInstant(old.posted); known && !before.IsZero() && before.Before(p.Posted) {
		p.Posted, p.Precision = before, trends.Precision(old.precision)
	}
	if p.Precision == "" {
		p.Precision = trends.PrecisionNone
	}
}

// ContentHash identifies everything that a source delivered of a posting: while it stays the same, there is nothing to save.
func ContentHash(p *trends.Posting) int64 {
	pay := ""
	if p.Pay != nil {
		pay = fmt.Sprint(*p.Pay)
	}
	return trends.Hash63(p.URL, p.Title, p.Employer, strings.Join(p.Places, "\n"), p.Country, string(p.Remote), pay, instant(p.Posted), string(p.Precision),
		p.Month, instant(p.Closes), p.Requisition, p.Language, string(p.Format), p.Body)
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
	err := bulk(ctx, s.tx, `INSERT INTO postings (id, source, external_id, url, title, employer, places, country, remote, pay_min, pay_max, pay_currency,
		pay_period, posted, precision, month, closes, requisition, language, format, first_seen, content, body, job,
		last_seen, missed, closed, reopened, opening, record)`, 24, s.postings, `
		ON CONFLICT (id) DO UPDATE SET url = excluded.url, title = excluded.title, employer = excluded.employer, places = excluded.places,
		country = excluded.country, remote = excluded.remote, pay_min = excluded.pay_min, pay_max = excluded.pay_max,
		pay_currency = excluded.pay_currency, pay_period = excluded.pay_period, posted = excluded.posted, precision = excluded.precision,
		month = excluded.month, closes = excluded.closes, requisition = excluded.requisition, language = excluded.language,
		format = excluded.format, content = excluded.content, body = excluded.body, job = excluded.job, opening = 0, record = 0`, `'', '', '', '', 0, 0`)
	if err != nil {
		return err
	}
	if err := bulk(ctx, s.tx, `INSERT INTO bodies (posting, hash, seen, data)`, 4, s.bodies, `ON CONFLICT (posting, hash) DO NOTHING`, ""); err != nil {
		return err
	}
	if err := bulk(ctx, s.tx, `INSERT INTO tags (posting, taxonomy, scope, language, data)`, 5, s.tags, `ON CONFLICT (posting) DO UPDATE SET
		taxonomy = excluded.taxonomy, scope = excluded.scope, language = excluded.language, data = excluded.data`, ""); err != nil {
		return err
	}
	if err := unjoin(ctx, s.tx, s.moved); err != nil {
		return err
	}
	return markDirty(ctx, s.tx, s.dirty)
}

// markThreads marks all ads of monthly threads in a source that gets a new month: which threads are consecutive may have changed.
func (s *saver) markThreads(ctx context.Context) error {
	const width = 24
	months := map[sourceMonth]bool{}
	for i := 0; i < len(s.postings); i += width {
		if s.postings[i+14] == string(trends.PrecisionMonth) {
			months[sourceMonth{s.postings[i+1].(int64), s.postings[i+15].(string)}] = true
		}
	}
	for m := range months {
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

// unjoin marks all postings of the jobs.
func unjoin(ctx context.Context, tx *sql.Tx, jobs []int64) error {
	return inPortions(jobs, func(list string, args []any) error {
		_, err := tx.ExecContext(ctx, `UPDATE postings SET opening = 0, record = 0 WHERE opening <> 0 AND job IN `+list, args...)
		return err
	})
}

// markDirty marks source-months that must be counted again.
func markDirty(ctx context.Context, tx *sql.Tx, dirty map[sourceMonth]bool) error {
	var args []any
	for m := range dirty {
		args = append(args, m.source, m.month)
	}
	return bulk(ctx, tx, `INSERT INTO counts (source, month, scope, skill, openings, total)`, 2, args,
		`ON CONFLICT (source, month, scope, skill) DO UPDATE SET total = -1`, `'all', '', -1, -1`)
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
