package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"trends/trends"
)

// BeginRun notes that a run begins, and gives it its ID. One that is killed stays in the list without an end.
func (db *DB) BeginRun(ctx context.Context, r *trends.Run) error {
	err := db.write(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) + 1 FROM runs`).Scan(&r.ID); err != nil {
			return err
		}
		return saveRun(ctx, tx, r)
	})
	if err != nil {
		return fmt.Errorf("note the beginning of the run: %w", err)
	}
	return nil
}

// FinishRun notes how a run ended that BeginRun has noted.
func (db *DB) FinishRun(ctx context.Context, r *trends.Run) error {
	err := db.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM runs WHERE id = $1`, r.ID); err != nil {
			return err
		}
		return saveRun(ctx, tx, r)
	})
	if err != nil {
		return fmt.Errorf("note the end of the run: %w", err)
	}
	return nil
}

const runColumns = `id, started, ended, seconds, ending, program, config, taxonomy, sources, not_due, not_begun, complete, unchanged, partial, failed,
	refused, requests, bytes, seen, new, changed, closed, errors`

func saveRun(ctx context.Context, tx *sql.Tx, r *trends.Run) error {
	var errors []string
	for _, text := range r.Errors { // a line each
		errors = append(errors, strings.Join(strings.Fields(text), " "))
	}
	args := []any{r.ID, instant(r.Started), instant(r.Ended), r.Seconds, string(r.End), r.Program, r.Config, r.Taxonomy, r.Sources, r.NotDue,
		r.NotBegun, r.Complete, r.Unchanged, r.Partial, r.Failed, r.Refused, r.Requests, r.Bytes, r.Seen, r.New, r.Changed, r.Closed,
		strings.Join(errors, "\n")}
	return bulk(ctx, tx, `INSERT INTO runs (`+runColumns+`)`, len(args), args, "", "")
}

// Runs returns the last n runs, the newest first. What they read of each source is left out.
func (db *DB) Runs(ctx context.Context, n int) ([]trends.Run, error) {
	var out []trends.Run
	err := each(ctx, db.sql, `SELECT `+runColumns+` FROM runs ORDER BY id DESC LIMIT $1`, []any{n}, func(rows *sql.Rows) error {
		var r trends.Run
		var started, ended, errors string
		err := rows.Scan(&r.ID, &started, &ended, &r.Seconds, &r.End, &r.Program, &r.Config, &r.Taxonomy, &r.Sources, &r.NotDue, &r.NotBegun,
			&r.Complete, &r.Unchanged, &r.Partial, &r.Failed, &r.Refused, &r.Requests, &r.Bytes, &r.Seen, &r.New, &r.Changed, &r.Closed, &errors)
		r.Started, r.Ended = parseInstant(started), parseInstant(ended)
		r.Errors = []string{}
		for line := range strings.Lines(errors) {
			r.Errors = append(r.Errors, strings.TrimSuffix(line, "\n"))
		}
		out = append(out, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the last runs of %s: %w", db.name, err)
	}
	return out, nil
}
