package store

import (
	"context"
	"database/sql"
	"fmt"

	"trends/trends"
)

// SaveReading keeps what a person read; the same person's earlier reading of the text is replaced. It is one short transaction on a
// table that nothing else writes, so it needs no Lock: people may read while a crawl runs.
func (db *DB) SaveReading(ctx context.Context, r *trends.Reading) error {
	err := db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO readings (skill, posting, body, reader, seed, taxonomy, tagged, truth, read_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (skill, posting, body, reader) DO UPDATE SET
				seed = excluded.seed, taxonomy = excluded.taxonomy, tagged = excluded.tagged, truth = excluded.truth, read_at = excluded.read_at`,
			r.Skill, r.Posting, r.Body, r.Reader, r.Seed, taxonomyID(r.Taxonomy), r.Tagged, string(r.Truth), instant(r.At))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep the reading of %s: %w", r.Skill, err)
	}
	return nil
}

// DropReading takes a reading back, as if it had not been made. One that is not there is no error.
func (db *DB) DropReading(ctx context.Context, r *trends.Reading) error {
	err := db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM readings WHERE skill = $1 AND posting = $2 AND body = $3 AND reader = $4`,
			r.Skill, r.Posting, r.Body, r.Reader)
		return err
	})
	if err != nil {
		return fmt.Errorf("take back the reading of %s: %w", r.Skill, err)
	}
	return nil
}

// general is the part of a taxonomy that concerns all skills, as package extract names it.
const general = "*"

// readings returns all readings, sorted by skill, ad, time and reader, and says which of them say nothing of the tags in force, which
// the taxonomy of the version made: those of a text that the ad no longer has, and those under another taxonomy that recognises the
// skill in another way. A taxonomy of which the parts are not known recognises every skill in another way.
func readings(ctx context.Context, q querier, version string) ([]trends.Reading, error) {
	parts, versions := map[string]map[string]string{}, map[int64]string{}
	err := each(ctx, q, `SELECT id, version, parts FROM taxonomies`, nil, func(rows *sql.Rows) error {
		var id int64
		var name, text string
		err := rows.Scan(&id, &name, &text)
		versions[id], parts[name] = name, splitParts(text)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []trends.Reading
	err = each(ctx, q, `
		SELECT r.skill, r.posting, r.body, r.reader, r.seed, r.taxonomy, r.tagged, r.truth, r.read_at, coalesce(p.body, 0)
		FROM readings r LEFT JOIN postings p ON p.id = r.posting
		ORDER BY r.skill, r.posting, r.read_at, r.reader`, nil, func(rows *sql.Rows) error {
		var r trends.Reading
		var taxonomy, body int64
		var at string
		err := rows.Scan(&r.Skill, &r.Posting, &r.Body, &r.Reader, &r.Seed, &taxonomy, &r.Tagged, &r.Truth, &at, &body)
		r.Taxonomy, r.At = versions[taxonomy], parseInstant(at)
		old, now := parts[r.Taxonomy], parts[version]
		same := old[general] != "" && old[general] == now[general] && old[r.Skill] != "" && old[r.Skill] == now[r.Skill]
		switch {
		case r.Body != body:
			r.Void = trends.VoidText
		case r.Taxonomy != version && !same:
			r.Void = trends.VoidTaxonomy
		}
		out = append(out, r)
		return err
	})
	return out, err
}
