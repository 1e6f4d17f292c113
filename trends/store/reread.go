package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"trends/trends"
	"trends/trends/near"
)

// Body is a posting with its current text, to be tagged anew, and what its text is known to say.
type Body struct {
	ID       int64          // of the posting
	Posting  trends.Posting // no more than what tells its text and its job: source, ID, title, employer, places, lists, format and body
	Taxonomy string         // version that made the tags
	Sketched bool           // whether the text has been made ready for comparison

	book            *codebook
	scope, language string
	job             int64
	tags, sketch    []byte
}

// Tags returns what the text says by the stored tags; an error if they are damaged.
func (b *Body) Tags() (trends.Tags, error) {
	tags, err := b.book.decode(b.tags)
	tags.Scope, tags.Language = trends.Scope(b.scope), b.language
	return tags, err
}

// Holds reports whether this is what the database holds of the text. Tags are compared as they are stored, in the codes of the taxonomy
// that made the stored ones: what these codes cannot say is something else.
func (b *Body) Holds(tags *trends.Tags, job int64, sketch *near.Sketch) bool {
	if b.job != job || !bytes.Equal(b.sketch, sketch[:]) || b.scope != string(tags.Scope) || b.language != tags.Language {
		return false
	}
	data, err := b.book.encode(tags)
	return err == nil && bytes.Equal(b.tags, data)
}

// Bodies calls emit with pages of at most size postings whose tags were made by none of the taxonomy versions named. They come in the
// order in which their texts are stored, so that each pack is expanded once. No read is open while emit runs: it may write.
func (db *DB) Bodies(ctx context.Context, except []string, size int, emit func([]Body) error) error {
	r := &bodyReader{passed: map[int64]bool{}, size: size}
	for _, version := range except {
		r.passed[taxonomyID(version)] = true
	}
	var err error
	if r.books, err = db.allCodebooks(ctx, db.sql); err != nil {
		return err
	}
	if r.sources, err = sourceKeys(ctx, db.sql); err != nil {
		return err
	}
	var page []Body
	for done := false; !done; {
		before := r.last
		found, err := r.next(ctx, db.sql)
		if err != nil {
			return fmt.Errorf("read database %s: %w", db.name, err)
		}
		done = r.last == before
		for page = append(page, found...); len(page) >= size || done && len(page) > 0; {
			n := min(size, len(page))
			if err := emit(page[:n:n]); err != nil {
				return err
			}
			page = page[n:]
		}
	}
	return nil
}

// sourceKeys returns the keys of all sources by their ids.
func sourceKeys(ctx context.Context, q querier) (map[int64]string, error) {
	keys := map[int64]string{}
	err := each(ctx, q, `SELECT id, key FROM sources`, nil, func(rows *sql.Rows) error {
		var id int64
		var key string
		err := rows.Scan(&id, &key)
		keys[id] = key
		return err
	})
	return keys, err
}

// bodyReader reads the packs one after the other.
type bodyReader struct {
	books   map[int64]*codebook
	sources map[int64]string
	passed  map[int64]bool // taxonomies whose tags are left alone
	size    int            // how many texts are read together, at least
	last    int64          // the pack that was read last
}

// next returns the postings whose current texts are in the next packs.
func (r *bodyReader) next(ctx context.Context, q querier) ([]Body, error) {
	at := map[place]int{}
	var texts []string
	var ids []int64
	for full := false; !full; {
		full = true
		err := each(ctx, q, `SELECT pack, data FROM bodies WHERE pack > $1 ORDER BY pack LIMIT 8`, []any{r.last}, func(rows *sql.Rows) error {
			var data sql.RawBytes
			if err := rows.Scan(&r.last, &data); err != nil {
				return err
			}
			versions, err := unpack(data)
			for _, v := range versions {
				at[place{v.posting, r.last}] = len(texts)
				texts, ids = append(texts, string(v.text)), append(ids, v.posting)
			}
			full = len(ids) >= r.size
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	page := make([]Body, len(texts))
	err := inPortions(ids, func(list string, args []any) error {
		return each(ctx, q, `SELECT id, pack, source, external_id, title, employer, places, format, taxonomy, scope, text_language, job, tags, sketch
			FROM postings WHERE id IN `+list, args, func(rows *sql.Rows) error {
			b, pack, err := r.scan(rows)
			if i, here := at[place{b.ID, pack}]; here {
				b.Posting.Body = texts[i]
				page[i] = b
			}
			return err
		})
	})
	return slices.DeleteFunc(page, func(b Body) bool { return b.book == nil }), err
}

// scan reads a posting without its text, and where that is. What is left alone has no book.
func (r *bodyReader) scan(rows *sql.Rows) (b Body, pack int64, err error) {
	var source, taxonomy int64
	var places, format string
	p := &b.Posting
	err = rows.Scan(&b.ID, &pack, &source, &p.ID, &p.Title, &p.Employer, &places, &format, &taxonomy, &b.scope, &b.language, &b.job, &b.tags, &b.sketch)
	p.Source, p.Places, p.Format, p.Lists = r.sources[source], lines(places), trends.Format(format), trends.ListsJobs(b.job)
	b.Sketched = len(b.sketch) > 0
	if err != nil || r.passed[taxonomy] && b.Sketched {
		return b, pack, err
	}
	if b.book = r.books[taxonomy]; b.book == nil {
		return b, pack, fmt.Errorf("posting %d: there is no taxonomy %d", b.ID, taxonomy)
	}
	b.Taxonomy = b.book.version
	return b, pack, nil
}
