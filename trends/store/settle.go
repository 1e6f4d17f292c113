package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"trends/trends"
)

// Settle joins what came in since the last time into records and openings, and counts the months again that changed. It may be
// interrupted anywhere and run again; without anything to do it costs two small queries.
func (db *DB) Settle(ctx context.Context) error {
	if err := db.write(ctx, func(tx *sql.Tx) error { return markRethreaded(ctx, tx) }); err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	jobs, err := unjoined(ctx, db.sql)
	if err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	for portion := range slices.Chunk(jobs, 5000) {
		if err := db.write(ctx, func(tx *sql.Tx) error { return joinJobs(ctx, tx, portion) }); err != nil {
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
		if _, err := tx.ExecContext(ctx, `UPDATE postings SET opening = 0, record = 0 WHERE opening <> 0 AND job IN
			(SELECT job FROM postings WHERE source = $1 AND precision = 'month' GROUP BY job HAVING count(*) > 1)`, id); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM counts WHERE month = $1`, newThread)
	return err
}

// unjoined returns the jobs that have a posting to be joined, ascending.
func unjoined(ctx context.Context, q querier) ([]int64, error) {
	var jobs []int64
	err := each(ctx, q, `SELECT job FROM postings WHERE opening = 0`, nil, func(rows *sql.Rows) error {
		var job int64
		err := rows.Scan(&job)
		jobs = append(jobs, job)
		return err
	})
	slices.Sort(jobs)
	return slices.Compact(jobs), err
}

// sighted is a posting as joining needs it.
type sighted struct {
	trends.Sighting
	source          int64
	month, posted   string
	firstSeen       string
	opening, record int64
}

// joinJobs joins all postings of the jobs anew.
func joinJobs(ctx context.Context, tx *sql.Tx, jobs []int64) error {
	threads, err := threadOrdinals(ctx, tx)
	if err != nil {
		return err
	}
	ends, err := lastReads(ctx, tx)
	if err != nil {
		return err
	}
	byJob := map[int64][]sighted{}
	err = inPortions(jobs, func(list string, args []any) error {
		return each(ctx, tx, `SELECT job, id, source, requisition, posted, precision, month, first_seen, last_seen, opening, record FROM postings
			WHERE job IN `+list, args, func(rows *sql.Rows) error {
			var s sighted
			var job int64
			var precision, last string
			err := rows.Scan(&job, &s.Posting, &s.source, &s.Requisition, &s.posted, &precision, &s.month, &s.firstSeen, &last, &s.opening, &s.record)
			s.sight(precision, last, threads, ends)
			byJob[job] = append(byJob[job], s)
			return err
		})
	})
	if err != nil {
		return err
	}
	j := joiner{tx: tx, dirty: map[sourceMonth]bool{}}
	for _, job := range slices.Sorted(maps.Keys(byJob)) {
		if err := j.join(ctx, byJob[job]); err != nil {
			return err
		}
	}
	return j.flush(ctx)
}

// sight works out from when to when the posting was up.
func (s *sighted) sight(precision, last string, threads map[sourceMonth]int32, ends map[int64]int32) {
	s.Source = fmt.Sprint(s.source)
	s.Thread = -1
	s.From = trends.DayNumber(parseInstant(cmp.Or(s.posted, s.firstSeen)))
	if precision == string(trends.PrecisionMonth) {
		if m, ok := trends.MonthNumber(s.month); ok {
			s.Thread = threads[sourceMonth{s.source, s.month}]
			s.From, s.To = trends.FirstDay(m), trends.FirstDay(m+1)-1
			return
		}
	}
	s.To = s.From
	if last != "" {
		s.To = max(s.To, trends.DayNumber(parseInstant(last)))
	} else if end, ok := ends[s.source]; ok {
		s.To = max(s.To, end)
	}
}

// threadOrdinals numbers the months of each source that has monthly threads.
func threadOrdinals(ctx context.Context, q querier) (map[sourceMonth]int32, error) {
	out := map[sourceMonth]int32{}
	var last sourceMonth
	var n int32
	err := each(ctx, q, `SELECT DISTINCT source, month FROM postings WHERE precision = 'month' ORDER BY source, month`, nil, func(rows *sql.Rows) error {
		var m sourceMonth
		err := rows.Scan(&m.source, &m.month)
		if m.source != last.source {
			n = 0
		}
		out[m], last = n, m
		n++
		return err
	})
	return out, err
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
	tx       *sql.Tx
	update   *sql.Stmt
	dirty    map[sourceMonth]bool
	openings []any
	gone     []int64
}

// join joins the postings of one job.
func (j *joiner) join(ctx context.Context, list []sighted) error {
	slices.SortFunc(list, func(a, b sighted) int { return cmp.Compare(a.Posting, b.Posting) })
	sightings := make([]trends.Sighting, len(list))
	for i := range list {
		sightings[i] = list[i].Sighting
	}
	opening, record := trends.Join(sightings, int32(trends.DefaultOptions().JoinGap))
	now := map[int64]bool{}
	for i := range list {
		now[opening[i]] = true
		s := &list[i]
		if s.opening == opening[i] && s.record == record[i] {
			continue
		}
		j.dirty[sourceMonth{s.source, s.month}] = true
		if s.opening != 0 {
			j.gone = append(j.gone, s.opening)
		}
		if j.update == nil {
			var err error
			if j.update, err = j.tx.PrepareContext(ctx, `UPDATE postings SET opening = $1, record = $2 WHERE id = $3`); err != nil {
				return err
			}
		}
		if _, err := j.update.ExecContext(ctx, opening[i], record[i], s.Posting); err != nil {
			return err
		}
	}
	for i := range list { // the ad that begins the opening may have been retracted from it before: its row is written anew below
		if !now[list[i].Posting] {
			j.gone = append(j.gone, list[i].Posting)
		}
	}
	j.addOpenings(list, opening, now)
	return nil
}

// addOpenings writes the rows of the openings that the postings belong to.
func (j *joiner) addOpenings(list []sighted, opening []int64, ids map[int64]bool) {
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		var posted, first string
		ads, sources := 0, map[int64]bool{}
		for i := range list {
			if opening[i] != id {
				continue
			}
			ads++
			sources[list[i].source] = true
			posted, first = earlier(posted, list[i].posted), earlier(first, list[i].firstSeen)
		}
		j.openings = append(j.openings, id, posted, first, ads, len(sources))
	}
}

// earlier returns the smaller of two stored times that is not ”.
func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

func (j *joiner) flush(ctx context.Context) error {
	if j.update != nil {
		defer j.update.Close()
	}
	err := inPortions(j.gone, func(list string, args []any) error {
		_, err := j.tx.ExecContext(ctx, `DELETE FROM openings WHERE id IN `+list, args...)
		return err
	})
	if err != nil {
		return err
	}
	if err := bulk(ctx, j.tx, `INSERT INTO openings (id, posted, first_seen, ads, sources)`, 5, j.openings, `ON CONFLICT (id) DO UPDATE SET
		posted = excluded.posted, first_seen = excluded.first_seen, ads = excluded.ads, sources = excluded.sources`, ""); err != nil {
		return err
	}
	return markDirty(ctx, j.tx, j.dirty)
}
