// Package store keeps postings, their texts and tags, the reads that brought them, and the counts: all SQL is here.
//
// The schema is migrations/0001_init.sql; it carries a comment on every table. One schema and one set of queries are meant for
// SQLite and PostgreSQL; only [Open] knows the engine, and opens SQLite.
//
// Writing goes in four verbs. [DB.Save] keeps a batch of tagged postings, [DB.FinishCrawl] and [DB.FinishImport] note how a read
// ended and close what is gone, [DB.Settle] joins what came in into openings and counts anew what changed. Each is a transaction
// or several that leave a mark until they are done, so that a process killed anywhere loses nothing: the next run settles it.
// [DB.Retag] replaces tags after a change of the taxonomy. [DB.SaveRelease] freezes a report, [DB.SaveReading] keeps what a person
// found in a text, [DB.SavePhrases] where the noun phrases of a text are.
//
// Reading goes in two ways: [DB.Snapshot] loads what statistics need as columns, and [DB.Postings] and [DB.Texts] stream rows with
// their texts. One process writes at a time, see [DB.Lock]; any number may read.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/gofrs/flock"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// DB is an open database. Its methods may be called from several goroutines; they are served one at a time.
type DB struct {
	sql   *sql.DB
	name  string
	books codebooks
}

// IsServer reports whether the address names a database server rather than a file.
func IsServer(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

// Open opens the SQLite database in the file, makes it if there is none, and brings its schema up to date. The caller closes it.
func Open(ctx context.Context, dsn string) (*DB, error) {
	if IsServer(dsn) {
		return nil, fmt.Errorf("open database %s: PostgreSQL is not supported yet; name a file", dsn)
	}
	pragmas := url.Values{"_pragma": {"journal_mode(WAL)", "busy_timeout(10000)", "synchronous(NORMAL)", "foreign_keys(1)", "cache_size(-65536)",
		// The journal of a statement that changes many rows stays in memory.
		"temp_store(memory)",
		// A page that several transactions change is copied from the log to the file once; 32768 pages are a log of 128 MB.
		"wal_autocheckpoint(32768)"},
		"_txlock": {"immediate"}}
	file := &url.URL{Scheme: "file", Opaque: (&url.URL{Path: dsn}).EscapedPath(), RawQuery: pragmas.Encode()}
	conn, err := sql.Open("sqlite", file.String())
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", dsn, err)
	}
	conn.SetMaxOpenConns(1) // one writer; SQLite would refuse a second, and a pool hides that
	db := &DB{sql: conn, name: dsn}
	if err := db.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", dsn, err), conn.Close())
	}
	return db, nil
}

// Close closes the database.
func (db *DB) Close() error { return db.sql.Close() }

// Lock makes this process the only one that may write, until unlock is called or the process ends, however it ends. holder says
// who holds it: a second process gets an error that names the holder.
func (db *DB) Lock(ctx context.Context, holder string) (unlock func() error, err error) {
	lock := flock.New(db.name + ".lock")
	ok, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock database %s: %w", db.name, err)
	}
	if !ok {
		other, _ := os.ReadFile(db.name + ".lock") // for the message only
		return nil, fmt.Errorf("database %s is in use by %s; wait for it to end", db.name, strings.TrimSpace(string(other)))
	}
	if err := os.WriteFile(db.name+".lock", []byte(holder+"\n"), 0o644); err != nil {
		return nil, errors.Join(fmt.Errorf("lock database %s: %w", db.name, err), lock.Unlock())
	}
	return lock.Unlock, nil
}

// write runs f in a transaction.
func (db *DB) write(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write database %s: %w", db.name, err)
	}
	defer tx.Rollback() // after Commit it does nothing
	if err := f(tx); err != nil {
		return fmt.Errorf("write database %s: %w", db.name, err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write database %s: %w", db.name, err)
	}
	return nil
}

// read runs f on the state of one moment. It waits for no writer.
func (db *DB) read(ctx context.Context, f func(querier) error) error {
	tx, err := db.sql.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return f(tx)
}

// querier is what reads: the database, or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// each calls f for every row of a query.
func each(ctx context.Context, q querier, query string, args []any, f func(*sql.Rows) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// most is the number of parameters in a generated statement.
const most = 1000

// bulk runs an INSERT of many rows: head, a list of values, tail. args holds width values a row; fixed, if any, are further values
// that are the same in every row.
func bulk(ctx context.Context, tx *sql.Tx, head string, width int, args []any, tail, fixed string) error {
	together := width * max(1, most/width)
	if len(args) >= 2*together {
		stmt, err := tx.PrepareContext(ctx, head+" VALUES "+values(together/width, width, fixed)+" "+tail)
		if err != nil {
			return err
		}
		defer stmt.Close()
		for len(args) >= together {
			if _, err := stmt.ExecContext(ctx, args[:together]...); err != nil {
				return err
			}
			args = args[together:]
		}
	}
	for len(args) > 0 {
		n := min(len(args), together)
		if _, err := tx.ExecContext(ctx, head+" VALUES "+values(n/width, width, fixed)+" "+tail, args[:n]...); err != nil {
			return err
		}
		args = args[n:]
	}
	return nil
}

// values writes (?,?,fixed),(?,?,fixed)… for n rows of the given width. These are the only parameters without a number: SQLite
// looks $1, $2 … up by name, one after the other, so that a statement with a thousand of them costs the square (600 µs a row
// against 12). An engine that wants numbers gets them here.
func values(n, width int, fixed string) string {
	if fixed != "" {
		fixed = "," + fixed
	}
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for j := range width {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('?')
		}
		b.WriteString(fixed + ")")
	}
	return b.String()
}

// inPortions calls f with a list "(?,?,…)" and its arguments for portions of the ids.
func inPortions(ids []int64, f func(list string, args []any) error) error {
	for len(ids) > 0 {
		n := min(len(ids), most)
		args := make([]any, n)
		for i, id := range ids[:n] {
			args[i] = id
		}
		list := values(1, n, "")
		if err := f(list, args); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// instant writes a time as it is stored: RFC 3339 UTC in whole seconds, ” for the zero time.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Truncate(time.Second).Format(time.RFC3339)
}

// parseInstant reads what instant writes; anything else is the zero time.
func parseInstant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t
}
