package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"

	"trends/trends"
)

// codebooks are the taxonomies that tags in the database refer to, by id; loaded when first needed.
type codebooks struct {
	mu   sync.Mutex
	byID map[int64]*codebook
}

// Taxonomy is a taxonomy that made tags in the database.
type Taxonomy struct {
	Version string
	Skills  []string          // ids
	Rules   []string          // names that a mention or an exclusion can carry
	Roles   []string          // ids
	Parts   map[string]string // fingerprints of its parts; nil if they are not known
	SameAs  string            // version by which its tags have been found to be as they would be made anew; "" if none
}

// RegisterTaxonomy notes the taxonomy that makes tags from now on. Registering it again changes nothing, but its tags are no
// longer taken for those of another. Save and Retag take no other.
func (db *DB) RegisterTaxonomy(ctx context.Context, t Taxonomy) error {
	id := taxonomyID(t.Version)
	err := db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO taxonomies (id, version, skills, rules, roles, parts, same_as) VALUES ($1, $2, $3, $4, $5, $6, 0)
			ON CONFLICT (id) DO UPDATE SET parts = excluded.parts, same_as = 0`,
			id, t.Version, strings.Join(t.Skills, "\n"), strings.Join(t.Rules, "\n"), strings.Join(t.Roles, "\n"), joinParts(t.Parts))
		return err
	})
	if err != nil {
		return fmt.Errorf("register taxonomy: %w", err)
	}
	_, err = db.codebook(ctx, db.sql, id)
	return err
}

// joinParts writes parts one a line, sorted.
func joinParts(parts map[string]string) string {
	var out []string
	for name, print := range parts {
		out = append(out, name+" "+print)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// splitParts reads what joinParts writes; nil if nothing is known.
func splitParts(text string) map[string]string {
	if text == "" {
		return nil
	}
	parts := map[string]string{}
	for line := range strings.SplitSeq(text, "\n") {
		name, print, _ := strings.Cut(line, " ")
		parts[name] = print
	}
	return parts
}

// Taxonomies returns every taxonomy that has made tags, sorted by version.
func (db *DB) Taxonomies(ctx context.Context) ([]Taxonomy, error) {
	var out []Taxonomy
	err := each(ctx, db.sql, `
		SELECT t.version, t.skills, t.rules, t.roles, t.parts, coalesce(s.version, '')
		FROM taxonomies t LEFT JOIN taxonomies s ON s.id = t.same_as ORDER BY t.version`, nil, func(rows *sql.Rows) error {
		var t Taxonomy
		var skills, rules, roles, parts string
		if err := rows.Scan(&t.Version, &skills, &rules, &roles, &parts, &t.SameAs); err != nil {
			return err
		}
		t.Skills, t.Rules, t.Roles, t.Parts = lines(skills), lines(rules), lines(roles), splitParts(parts)
		out = append(out, t)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the taxonomies of database %s: %w", db.name, err)
	}
	return out, nil
}

// Equate notes that all tags in the database are as the taxonomy makes them, whatever other version they bear.
func (db *DB) Equate(ctx context.Context, version string) error {
	err := db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE taxonomies SET same_as = CASE WHEN id = $1 THEN 0 ELSE $1 END`, taxonomyID(version))
		return err
	})
	if err != nil {
		return fmt.Errorf("note that all tags are of taxonomy %s: %w", version, err)
	}
	return nil
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
