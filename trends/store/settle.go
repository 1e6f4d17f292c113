package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"trends/trends"
)

// Settle joins what came in since the last time into records and openings, and counts the months again that changed. It may be
// interrupted anywhere and run again; without anything to do it costs two small queries.
func (db *DB) Settle(ctx context.Context) error {
	if err := db.write(ctx, func(tx *sql.Tx) error { return markRethreaded(ctx, tx) }); err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	list, err := unjoined(ctx, db.sql)
	if err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	at := &calendar{threads: map[int64]map[string]int32{}}
	for _, portion := range portions(list, 20000) {
		if err := db.write(ctx, func(tx *sql.Tx) error { return joinJobs(ctx, tx, portion, at) }); err != nil {
			return fmt.Errorf("settle: join postings: %w", err)
		}
	}
	if err := db.recountDirty(ctx); err != nil {
		return fmt.Errorf("settle: count: %w", err)
	}
	return nil
}

// markRethreaded marks the postings whose joining may change because their source has a new thread: those that share their job.
func markRethreaded(ctx context.Context, tx *sql.Tx) error {
	var sources []int64
	err := each(ctx, tx, `SELECT source FROM counts WHERE month = $1`, []any{newThread}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		sources = append(sources, id)
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range sources {
		if err := unjoin(ctx, tx, `job IN (SELECT job FROM postings WHERE source = $1 AND precision = 'month' GROUP BY job HAVING count(*) > 1)`, id); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM counts WHERE month = $1`, newThread)
	return err
}

// waiting is a posting to be joined.
type waiting struct{ job, posting int64 }

// unjoined returns the postings to be joined, by job: what is added to the index postings_job in order costs a tenth.
func unjoined(ctx context.Context, q querier) ([]waiting, error) {
	var list []waiting
	err := each(ctx, q, `SELECT job, id FROM postings WHERE opening < 0`, nil, func(rows *sql.Rows) error {
		var w waiting
		err := rows.Scan(&w.job, &w.posting)
		list = append(list, w)
		return err
	})
	slices.SortFunc(list, func(a, b waiting) int { return cmp.Or(cmp.Compare(a.job, b.job), cmp.Compare(a.posting, b.posting)) })
	return list, err
}

// portions cuts the list into pieces of about size that part no job.
func portions(list []waiting, size int) [][]waiting {
	var out [][]waiting
	for len(list) > 0 {
		n := min(size, len(list))
		for n < len(list) && list[n].job == list[n-1].job {
			n++
		}
		out, list = append(out, list[:n]), list[n:]
	}
	return out
}

// sighted is a posting as joining needs it.
type sighted struct {
	trends.Sighting
	source              int64
	month, posted       string
	precision           string
	firstSeen, lastSeen string
	trends.Joined       // as it is stored
}

// joinJobs joins all postings of the jobs that have a posting to be joined.
func joinJobs(ctx context.Context, tx *sql.Tx, list []waiting, at *calendar) error {
	jobs, first := make([]int64, 0, len(list)), make([]int, 0, len(list)+1)
	for i, w := range list {
		if i == 0 || w.job != list[i-1].job {
			jobs, first = append(jobs, w.job), append(first, i)
		}
	}
	first = append(first, len(list))
	byJob := map[int64][]sighted{}
	add := func(rows *sql.Rows) error {
		var s sighted
		var job int64
		var sketch sql.RawBytes
		err := rows.Scan(&job, &s.Posting, &s.source, &s.Requisition, &s.Title, &sketch, &s.posted, &s.precision, &s.month, &s.firstSeen, &s.lastSeen,
			&s.Opening, &s.Record, &s.Absence)
		copy(s.Text[:], sketch)
		s.Lists = trends.ListsJobs(job)
		byJob[job] = append(byJob[job], s)
		return err
	}
	const columns = `SELECT job, id, source, requisition, title, sketch, posted, precision, month, first_seen, last_seen, opening, record, absence FROM postings `
	err := inPortions(jobs, func(list string, args []any) error {
		return each(ctx, tx, columns+`WHERE opening > 0 AND job IN `+list, args, add)
	})
	if err != nil {
		return err
	}
	j := joiner{tx: tx, dirty: map[sourceMonth]bool{}}
	var several []int64 // postings that are not alone in their job
	for i, job := range jobs {
		waiting := list[first[i]:first[i+1]]
		if len(waiting) == 1 && len(byJob[job]) == 0 {
			j.single = append(j.single, waiting[0].posting)
			continue
		}
		for _, w := range waiting {
			several = append(several, w.posting)
		}
	}
	if err := inPortions(several, func(list string, args []any) error { return each(ctx, tx, columns+`WHERE id IN `+list, args, add) }); err != nil {
		return err
	}
	for _, job := range jobs {
		if err := j.join(ctx, byJob[job], at); err != nil {
			return err
		}
	}
	return j.flush(ctx)
}

// calendar knows what days and threads mean; what it has looked up once it keeps.
type calendar struct {
	threads map[int64]map[string]int32 // by source and month: the place of the month among the source's monthly threads
	ends    map[int64]int32            // by source: day of its last whole read, if it is read live
}

// sight works out from when to when the posting was up.
func (c *calendar) sight(ctx context.Context, q querier, s *sighted) error {
	s.Source = fmt.Sprint(s.source)
	s.Thread = -1
	s.From = trends.DayNumber(parseInstant(cmp.Or(s.posted, s.firstSeen)))
	if s.precision == string(trends.PrecisionMonth) {
		if m, ok := trends.MonthNumber(s.month); ok {
			threads, err := c.threadsOf(ctx, q, s.source)
			s.Thread = threads[s.month]
			s.From, s.To = trends.FirstDay(m), trends.FirstDay(m+1)-1
			return err
		}
	}
	s.To = s.From
	if s.lastSeen != "" {
		s.To = max(s.To, trends.DayNumber(parseInstant(s.lastSeen)))
		return nil
	}
	if c.ends == nil {
		var err error
		if c.ends, err = lastReads(ctx, q); err != nil {
			return err
		}
	}
	if end, ok := c.ends[s.source]; ok {
		s.To = max(s.To, end)
	}
	return nil
}

// threadsOf numbers the months of a source that has monthly threads.
func (c *calendar) threadsOf(ctx context.Context, q querier, source int64) (map[string]int32, error) {
	if months := c.threads[source]; months != nil {
		return months, nil
	}
	months := map[string]int32{}
	err := each(ctx, q, `SELECT DISTINCT month FROM postings WHERE source = $1 AND precision = 'month' ORDER BY month`, []any{source}, func(rows *sql.Rows) error {
		var month string
		err := rows.Scan(&month)
		months[month] = int32(len(months))
		return err
	})
	c.threads[source] = months
	return months, err
}

// lastReads returns the day of the last whole read of each source that is read live.
func lastReads(ctx context.Context, q querier) (map[int64]int32, error) {
	out := map[int64]int32{}
	err := each(ctx, q, `SELECT c.source, max(c.started) FROM crawls c JOIN sources s ON s.id = c.source
		WHERE s.kind <> $1 AND c.outcome IN ('complete', 'unchanged') GROUP BY c.source`, []any{trends.KindImport}, func(rows *sql.Rows) error {
		var id int64
		var started string
		err := rows.Scan(&id, &started)
		out[id] = trends.DayNumber(parseInstant(started))
		return err
	})
	return out, err
}

// joiner collects what joining changes.
type joiner struct {
	tx     *sql.Tx
	update *sql.Stmt
	single []int64 // postings that begin a job
	dirty  map[sourceMonth]bool
}

// join joins the postings of one job.
func (j *joiner) join(ctx context.Context, list []sighted, at *calendar) error {
	slices.SortFunc(list, func(a, b sighted) int { return cmp.Compare(a.Posting, b.Posting) })
	// What another call has joined since this one asked what waits comes twice.
	list = slices.CompactFunc(list, func(a, b sighted) bool { return a.Posting == b.Posting })
	sightings := make([]trends.Sighting, len(list))
	for i := range list {
		if err := at.sight(ctx, j.tx, &list[i]); err != nil {
			return err
		}
		sightings[i] = list[i].Sighting
	}
	for i, now := range trends.Join(sightings, int32(trends.DefaultOptions().JoinGap)) {
		s := &list[i]
		if s.Joined == now {
			continue
		}
		j.dirty[sourceMonth{s.source, s.month}] = true
		if now == (trends.Joined{Opening: s.Posting, Record: s.Posting, Absence: -1}) {
			j.single = append(j.single, s.Posting)
			continue
		}
		if j.update == nil {
			var err error
			if j.update, err = j.tx.PrepareContext(ctx, `UPDATE postings SET opening = $1, record = $2, absence = $3 WHERE id = $4`); err != nil {
				return err
			}
		}
		if _, err := j.update.ExecContext(ctx, now.Opening, now.Record, now.Absence, s.Posting); err != nil {
			return err
		}
	}
	return nil
}

// flush writes what can be written together.
func (j *joiner) flush(ctx context.Context) error {
	if j.update != nil {
		defer j.update.Close()
	}
	err := inPortions(j.single, func(list string, args []any) error {
		_, err := j.tx.ExecContext(ctx, `UPDATE postings SET opening = id, record = id, absence = -1 WHERE id IN `+list, args...)
		return err
	})
	if err != nil {
		return err
	}
	return markDirty(ctx, j.tx, j.dirty)
}
