package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"trends/trends"
)

// recountDirty counts the marked source-months again, some at a time.
func (db *DB) recountDirty(ctx context.Context) error {
	for {
		var dirty []sourceMonth
		err := each(ctx, db.sql, `SELECT source, month FROM counts WHERE total = -1 AND month <> $1
			ORDER BY source, month LIMIT 200`, []any{newThread}, func(rows *sql.Rows) error {
			var m sourceMonth
			err := rows.Scan(&m.source, &m.month)
			dirty = append(dirty, m)
			return err
		})
		if err != nil || len(dirty) == 0 {
			return err
		}
		if err := db.write(ctx, func(tx *sql.Tx) error { return db.recount(ctx, tx, dirty) }); err != nil {
			return err
		}
	}
}

// Recount counts every month of every source from scratch. What is not joined yet is left to Settle.
func (db *DB) Recount(ctx context.Context) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		dirty := map[sourceMonth]bool{}
		err := each(ctx, tx, `SELECT DISTINCT source, month FROM postings`, nil, func(rows *sql.Rows) error {
			var m sourceMonth
			err := rows.Scan(&m.source, &m.month)
			dirty[m] = true
			return err
		})
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM counts WHERE month <> $1`, newThread); err != nil {
			return err
		}
		return db.recount(ctx, tx, slices.Collect(maps.Keys(dirty)))
	})
}

// recount replaces the counts of source-months. What the source cannot tell to have been new is left out (trends.Coverage).
func (db *DB) recount(ctx context.Context, tx *sql.Tx, months []sourceMonth) error {
	books, err := db.allCodebooks(ctx, tx)
	if err != nil {
		return err
	}
	cover, err := coverages(ctx, tx, months)
	if err != nil {
		return err
	}
	var rows []any
	for _, m := range months {
		c := cover[m.source]
		counts, err := countMonth(ctx, tx, books, m, &c)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM counts WHERE source = $1 AND month = $2`, m.source, m.month); err != nil {
			return err
		}
		for _, scope := range []trends.Scope{trends.ScopeAll, trends.ScopeML} {
			by := counts[scope]
			if total := by[""]; total > 0 {
				for _, skill := range slices.Sorted(maps.Keys(by)) {
					rows = append(rows, m.source, m.month, string(scope), skill, by[skill], total)
				}
			}
		}
	}
	return bulk(ctx, tx, `INSERT INTO counts (source, month, scope, skill, openings, total)`, 6, rows, "", "")
}

// countMonth counts the records that are new in a source-month, by scope and skill; "" is all of them.
func countMonth(ctx context.Context, tx *sql.Tx, books map[int64]*codebook, m sourceMonth, c *trends.Coverage) (map[trends.Scope]map[string]int, error) {
	counts := map[trends.Scope]map[string]int{trends.ScopeAll: {}, trends.ScopeML: {}}
	number, ok := trends.MonthNumber(m.month)
	if !ok {
		return counts, nil
	}
	err := each(ctx, tx, `SELECT p.first_seen, t.taxonomy, t.scope, t.data FROM postings p JOIN tags t ON t.posting = p.id
		WHERE p.source = $1 AND p.month = $2 AND p.record = p.id`, []any{m.source, m.month}, func(rows *sql.Rows) error {
		var first, scope string
		var taxonomy int64
		var data []byte
		if err := rows.Scan(&first, &taxonomy, &scope, &data); err != nil {
			return err
		}
		if !c.Counts(number, trends.DayNumber(parseInstant(first))) {
			return nil
		}
		tags, err := books[taxonomy].decode(data)
		if err != nil {
			return err
		}
		scopes := []trends.Scope{trends.ScopeAll}
		if trends.Scope(scope) == trends.ScopeML {
			scopes = append(scopes, trends.ScopeML)
		}
		for _, s := range scopes {
			counts[s][""]++
			for _, l := range tags.Levels() {
				counts[s][l.Skill]++
			}
		}
		return nil
	})
	return counts, err
}

// coverages computes the coverage of the sources of the months.
func coverages(ctx context.Context, q querier, months []sourceMonth) (map[int64]trends.Coverage, error) {
	crawls, err := crawlsBySource(ctx, q)
	if err != nil {
		return nil, err
	}
	kinds := map[int64]string{}
	err = each(ctx, q, `SELECT id, kind FROM sources`, nil, func(rows *sql.Rows) error {
		var id int64
		var kind string
		err := rows.Scan(&id, &kind)
		kinds[id] = kind
		return err
	})
	if err != nil {
		return nil, err
	}
	have := map[int64]map[int32]bool{}
	for _, m := range months {
		if n, ok := trends.MonthNumber(m.month); ok {
			if have[m.source] == nil {
				have[m.source] = map[int32]bool{}
			}
			have[m.source][n] = true
		}
	}
	out := map[int64]trends.Coverage{}
	for id, in := range have {
		out[id] = trends.Cover(&trends.SourceState{Kind: kinds[id], Crawls: crawls[id]}, in, trends.DefaultOptions())
	}
	return out, nil
}

// CountRow is a row of the counts: openings of a source in a month and scope that name a skill; an empty skill is all of them.
type CountRow struct {
	Source, Month string
	Scope         trends.Scope
	Skill         string
	Openings      int
	Total         int
}

// Counts returns the counts over time, sorted.
func (db *DB) Counts(ctx context.Context) ([]CountRow, error) {
	var out []CountRow
	err := each(ctx, db.sql, `SELECT s.key, c.month, c.scope, c.skill, c.openings, c.total FROM counts c JOIN sources s ON s.id = c.source
		WHERE c.total >= 0 ORDER BY s.key, c.month, c.scope, c.skill`, nil, func(rows *sql.Rows) error {
		var r CountRow
		var scope string
		err := rows.Scan(&r.Source, &r.Month, &scope, &r.Skill, &r.Openings, &r.Total)
		r.Scope = trends.Scope(scope)
		out = append(out, r)
		return err
	})
	return out, err
}
