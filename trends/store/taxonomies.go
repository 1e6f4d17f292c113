package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"

	"trends/trends"
)

// codebooks are the taxonomies that tags in the database refer to, by id; loaded when first needed.
type codebooks struct {
	mu   sync.Mutex
	byID map[int64]*codebook
}

// RegisterTaxonomy notes the taxonomy that makes tags from now on: its lists of skills, rules and roles. Registering it again
// changes nothing. Save and Retag take no other.
func (db *DB) RegisterTaxonomy(ctx context.Context, version string, skills, rules, roles []string) error {
	id := taxonomyID(version)
	err := db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO taxonomies (id, version, skills, rules, roles) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (id) DO NOTHING`,
			id, version, strings.Join(skills, "\n"), strings.Join(rules, "\n"), strings.Join(roles, "\n"))
		return err
	})
	if err != nil {
		return fmt.Errorf("register taxonomy: %w", err)
	}
	_, err = db.codebook(ctx, db.sql, id)
	return err
}

// taxonomyID is short, since every posting bears it: a collision of two in one database is out of the question.
func taxonomyID(version string) int64 { return trends.Hash63(version) >> 32 }

// codebook returns the taxonomy with the id.
func (db *DB) codebook(ctx context.Context, q querier, id int64) (*codebook, error) {
	db.books.mu.Lock()
	defer db.books.mu.Unlock()
	if b := db.books.byID[id]; b != nil {
		return b, nil
	}
	var version, skills, rules, roles string
	err := q.QueryRowContext(ctx, `SELECT version, skills, rules, roles FROM taxonomies WHERE id = $1`, id).Scan(&version, &skills, &rules, &roles)
	if err != nil {
		return nil, fmt.Errorf("read taxonomy %d: %w", id, err)
	}
	b := newCodebook(version, lines(skills), lines(rules), lines(roles))
	if db.books.byID == nil {
		db.books.byID = map[int64]*codebook{}
	}
	db.books.byID[id] = b
	return b, nil
}

// allCodebooks loads every taxonomy that the database knows.
func (db *DB) allCodebooks(ctx context.Context, q querier) (map[int64]*codebook, error) {
	var ids []int64
	err := each(ctx, q, `SELECT id FROM taxonomies ORDER BY id`, nil, func(rows *sql.Rows) error {
		var id int64
		ids = append(ids, 0)
		err := rows.Scan(&id)
		ids[len(ids)-1] = id
		return err
	})
	if err != nil {
		return nil, err
	}
	all := map[int64]*codebook{}
	for _, id := range ids {
		if all[id], err = db.codebook(ctx, q, id); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// lines splits a stored list; "" is the empty one.
func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
