package store

import (
	"context"
	"database/sql"

	"trends/trends"
	"trends/trends/near"
)

// Retagged is what a posting's text says by another taxonomy.
type Retagged struct {
	Posting int64
	Tags    trends.Tags
	Job     int64       // trends.JobKey of the text; 0 is unchanged, and so is the sketch then
	Sketch  near.Sketch // trends.Sketch of the text
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
		jobs := map[int64]*Retagged{}
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
			if it.Job != 0 {
				jobs[it.Posting] = it
			}
		}
		dirty := map[sourceMonth]bool{}
		var changed []int64
		err = inPortions(ids, func(list string, args []any) error {
			return each(ctx, tx, `SELECT id, source, month, job, sketch FROM postings WHERE id IN `+list, args, func(rows *sql.Rows) error {
				var m sourceMonth
				var posting, job int64
				var sketch sql.RawBytes
				err := rows.Scan(&posting, &m.source, &m.month, &job, &sketch)
				dirty[m] = true
				if it := jobs[posting]; it != nil && (it.Job != job || string(it.Sketch[:]) != string(sketch)) {
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
			if _, err := tx.ExecContext(ctx, `UPDATE postings SET job = $1, sketch = $2, opening = -abs(opening) WHERE id = $3`,
				jobs[posting].Job, jobs[posting].Sketch[:], posting); err != nil {
				return err
			}
		}
		return markDirty(ctx, tx, dirty)
	})
}
