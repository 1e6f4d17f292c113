package store

import (
	"context"
	"database/sql"

	"trends/trends"
)

// Retagged is what a posting's text says by another taxonomy.
type Retagged struct {
	Posting int64
	Tags    trends.Tags
	Job     int64 // trends.JobKey of the text; 0 is unchanged
}

// Retag replaces the tags of postings, in one transaction, and marks what must be joined and counted again.
func (db *DB) Retag(ctx context.Context, taxonomy string, items []Retagged) error {
	id := taxonomyID(taxonomy)
	return db.write(ctx, func(tx *sql.Tx) error {
		book, err := db.codebook(ctx, tx, id)
		if err != nil {
			return err
		}
		var ids, moved []int64
		jobs := map[int64]int64{}
		update, err := tx.PrepareContext(ctx, `UPDATE postings SET taxonomy = $1, scope = $2, text_language = $3, tags = $4 WHERE id = $5`)
		if err != nil {
			return err
		}
		defer update.Close()
		for i := range items {
			it := &items[i]
			data, err := book.encode(&it.Tags)
			if err != nil {
				return err
			}
			if _, err := update.ExecContext(ctx, id, string(it.Tags.Scope), it.Tags.Language, data, it.Posting); err != nil {
				return err
			}
			ids = append(ids, it.Posting)
			jobs[it.Posting] = it.Job
		}
		dirty := map[sourceMonth]bool{}
		var changed []int64
		err = inPortions(ids, func(list string, args []any) error {
			return each(ctx, tx, `SELECT id, source, month, job FROM postings WHERE id IN `+list, args, func(rows *sql.Rows) error {
				var m sourceMonth
				var posting, job int64
				err := rows.Scan(&posting, &m.source, &m.month, &job)
				dirty[m] = true
				if jobs[posting] != 0 && jobs[posting] != job {
					moved, changed = append(moved, job), append(changed, posting)
				}
				return err
			})
		})
		if err != nil {
			return err
		}
		if err := unjoinJobs(ctx, tx, moved); err != nil {
			return err
		}
		for _, posting := range changed {
			if _, err := tx.ExecContext(ctx, `UPDATE postings SET job = $1, opening = -abs(opening) WHERE id = $2`, jobs[posting], posting); err != nil {
				return err
			}
		}
		return markDirty(ctx, tx, dirty)
	})
}
