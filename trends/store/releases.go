package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"trends/trends"
)

// SaveRelease keeps a release. One of that name that is there already is an error: a release is never overwritten.
func (db *DB) SaveRelease(ctx context.Context, r *trends.Release) error {
	h := &r.ReleaseHead
	err := db.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT INTO releases (`+headColumns+`, faces, ledger)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (name) DO NOTHING`,
			h.Name, instant(h.Created), h.Note, h.Format, h.Program, h.Data, h.Taxonomy, string(h.Scope), h.Window.From, h.Window.To,
			h.AsOf, h.Openings, h.Confirmed, compress(encodeFaces(r.Faces)), compress(encodeLedger(r.Ledger)))
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("release %q exists already and is never overwritten: choose another name", h.Name))
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("save release: %w", err)
	}
	return nil
}

// headColumns are the columns of a head, in the order of scanHead.
const headColumns = `name, created, note, format, program, data, taxonomy, scope, from_month, to_month, as_of, openings, confirmed`

// scanHead reads a head, and the columns that follow it into more.
func scanHead(scan func(...any) error, more ...any) (trends.ReleaseHead, error) {
	var h trends.ReleaseHead
	var created string
	err := scan(append([]any{&h.Name, &created, &h.Note, &h.Format, &h.Program, &h.Data, &h.Taxonomy, &h.Scope, &h.Window.From,
		&h.Window.To, &h.AsOf, &h.Openings, &h.Confirmed}, more...)...)
	h.Created = parseInstant(created)
	return h, err
}

// Releases returns the heads of all releases, oldest first; those of one second by name.
func (db *DB) Releases(ctx context.Context) ([]trends.ReleaseHead, error) {
	var out []trends.ReleaseHead
	err := each(ctx, db.sql, `SELECT `+headColumns+` FROM releases ORDER BY created, name`, nil, func(rows *sql.Rows) error {
		h, err := scanHead(rows.Scan)
		out = append(out, h)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the releases of database %s: %w", db.name, err)
	}
	return out, nil
}

// Release returns the release with the name. None is an error; Releases lists what is there.
func (db *DB) Release(ctx context.Context, name string) (*trends.Release, error) {
	r, err := db.release(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("read release %q of database %s: %w", name, db.name, err)
	}
	return r, nil
}

func (db *DB) release(ctx context.Context, name string) (*trends.Release, error) {
	var faces, ledger []byte
	row := db.sql.QueryRowContext(ctx, `SELECT `+headColumns+`, faces, ledger FROM releases WHERE name = $1`, name)
	h, err := scanHead(row.Scan, &faces, &ledger)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, errors.New("there is none of that name")
	case err != nil:
		return nil, err
	case h.Format > trends.ReleaseFormat:
		return nil, fmt.Errorf("it has format %d, and this program knows formats up to %d: use a newer trends", h.Format,
			trends.ReleaseFormat)
	}
	r := &trends.Release{ReleaseHead: h}
	plain, err := expand(faces)
	if err == nil {
		r.Faces, err = decodeFaces(plain)
	}
	if err != nil {
		return nil, fmt.Errorf("its pages: %w", err)
	}
	if plain, err = expand(ledger); err == nil {
		r.Ledger, err = decodeLedger(plain)
	}
	if err != nil {
		return nil, fmt.Errorf("its openings: %w", err)
	}
	return r, nil
}

// TextHashes returns a hash of what each of the postings says now, of all that decides its tags and slices: title, text, country
// and place of work. It has 32 bits, since only versions of one posting are compared. Postings that are not there are missing.
func (db *DB) TextHashes(ctx context.Context, ids []int64) (map[int64]uint32, error) {
	out := make(map[int64]uint32, len(ids))
	err := inPortions(ids, func(list string, args []any) error {
		query := `SELECT id, title, body, country, remote FROM postings WHERE id IN ` + list
		return each(ctx, db.sql, query, args, func(rows *sql.Rows) error {
			var id, body int64
			var title, country, remote string
			err := rows.Scan(&id, &title, &body, &country, &remote)
			out[id] = uint32(trends.Hash63(title, strconv.FormatInt(body, 36), country, remote))
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read database %s: %w", db.name, err)
	}
	return out, nil
}

var errRelease = errors.New("the release is damaged: restore the database from a backup")

// encodeFaces writes pages: their number, then for each the format and the page, each with its length in front.
func encodeFaces(faces map[string][]byte) []byte {
	out := binary.AppendUvarint(nil, uint64(len(faces)))
	for _, format := range slices.Sorted(maps.Keys(faces)) {
		out = appendText(appendText(out, format), string(faces[format]))
	}
	return out
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}

// decodeFaces is the inverse of encodeFaces.
func decodeFaces(data []byte) (map[string][]byte, error) {
	b := &blob{data: data}
	faces := map[string][]byte{}
	for n := b.next(); n > 0 && !b.bad; n-- {
		format := string(b.text())
		faces[format] = b.text()
	}
	if b.bad || len(b.data) > 0 {
		return nil, errRelease
	}
	return faces, nil
}

// text reads what appendText wrote.
func (b *blob) text() []byte {
	return b.bytes(int(min(b.next(), uint64(len(b.data)+1))))
}
