package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"trends/trends"
)

// recountDirty counts the marked source-months again, some at a time.
func (db *DB) recountDirty(ctx context.Context) error {
	var last sourceMonth
	for {
		var dirty []sourceMonth
		err := each(ctx, db.sql, `SELECT source, month FROM counts WHERE total < 0 AND month <> $1 AND (source > $2 OR source = $2 AND month > $3)
			ORDER BY source, month LIMIT 200`, []any{newThread, last.source, last.month}, func(rows *sql.Rows) error {
			err := rows.Scan(&last.source, &last.month)
			dirty = append(dirty, last)
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
	wait, err := unjoinedMonths(ctx, tx)
	if err != nil {
		return err
	}
	var rows []any
	for _, m := range months {
		if wait[m] {
			continue
		}
		c := cover[m.source]
		n, err := countMonth(ctx, tx, books, m, &c)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM counts WHERE source = $1 AND month = $2`, m.source, m.month); err != nil {
			return err
		}
		if n.total > 0 {
			rows = append(rows, m.source, m.month, n.total, n.ml, n.lines())
		}
	}
	if err := bulk(ctx, tx, `INSERT INTO counts (source, month, total, ml, skills)`, 5, rows, "", ""); err != nil {
		return err
	}
	return markDirty(ctx, tx, wait)
}

// unjoinedMonths returns the months of postings that came in while others were joined: these stay marked for the next time.
func unjoinedMonths(ctx context.Context, q querier) (map[sourceMonth]bool, error) {
	out := map[sourceMonth]bool{}
	err := each(ctx, q, `SELECT DISTINCT source, month FROM postings WHERE opening < 0`, nil, func(rows *sql.Rows) error {
		var m sourceMonth
		err := rows.Scan(&m.source, &m.month)
		out[m] = true
		return err
	})
	return out, err
}

// tally counts the records of a month: all of them, and those in scope ml.
type tally struct {
	total, ml int
	skills    map[string]*[2]int
}

// lines writes the skills as they are stored.
func (n *tally) lines() string {
	var b strings.Builder
	for _, skill := range slices.Sorted(maps.Keys(n.skills)) {
		fmt.Fprintf(&b, "%s %d %d\n", skill, n.skills[skill][0], n.skills[skill][1])
	}
	return b.String()
}

// countMonth counts the records that are new in a source-month.
func countMonth(ctx context.Context, tx *sql.Tx, books map[int64]*codebook, m sourceMonth, c *trends.Coverage) (tally, error) {
	n := tally{skills: map[string]*[2]int{}}
	number, ok := trends.MonthNumber(m.month)
	if !ok {
		return n, nil
	}
	err := each(ctx, tx, `SELECT first_seen, taxonomy, scope, tags FROM postings WHERE source = $1 AND month = $2 AND record = id`,
		[]any{m.source, m.month}, func(rows *sql.Rows) error {
			var first, scope string
			var taxonomy int64
			var data sql.RawBytes
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
			n.add(&tags, trends.Scope(scope) == trends.ScopeML)
			return nil
		})
	return n, err
}

func (n *tally) add(tags *trends.Tags, ml bool) {
	n.total++
	if ml {
		n.ml++
	}
	for _, l := range tags.Levels() {
		k := n.skills[l.Skill]
		if k == nil {
			k = &[2]int{}
			n.skills[l.Skill] = k
		}
		k[0]++
		if ml {
			k[1]++
		}
	}
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
	err := each(ctx, db.sql, `SELECT s.key, c.month, c.total, c.ml, c.skills FROM counts c JOIN sources s ON s.id = c.source
		WHERE c.total > 0 ORDER BY c.source, c.month`, nil, func(rows *sql.Rows) error {
		var source, month, list string
		var total [2]int
		if err := rows.Scan(&source, &month, &total[0], &total[1], &list); err != nil {
			return err
		}
		for i, scope := range []trends.Scope{trends.ScopeAll, trends.ScopeML} {
			if total[i] == 0 {
				continue
			}
			out = append(out, CountRow{source, month, scope, "", total[i], total[i]})
			for line := range strings.Lines(list) {
				var skill string
				var n [2]int
				if _, err := fmt.Sscan(line, &skill, &n[0], &n[1]); err != nil {
					return fmt.Errorf("counts of %s in %s: line %q: %w", source, month, line, err)
				}
				if n[i] > 0 {
					out = append(out, CountRow{source, month, scope, skill, n[i], total[i]})
				}
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b CountRow) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Skill, b.Skill))
	})
	return out, err
}
