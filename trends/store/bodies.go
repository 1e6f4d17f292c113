package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"trends/trends"
)

// Texts are kept as zstd frames made with a dictionary of words that ads use, which is worth a third on short texts. It is ours, and
// part of the format: it never changes; a better one would get a number of its own.

// coder compresses and expands texts; it may be used by several goroutines.
type coder struct {
	once sync.Once
	enc  *zstd.Encoder
	dec  *zstd.Decoder
}

var texts coder

const dictionaryID = 1

func (c *coder) init() {
	c.once.Do(func() {
		words := []byte(strings.ToLower(dictionary) + dictionary)
		var err error
		if c.enc, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderDictRaw(dictionaryID, words), zstd.WithEncoderConcurrency(1),
			zstd.WithEncoderCRC(false)); err != nil {
			panic("unreachable unless the options are wrong: " + err.Error())
		}
		if c.dec, err = zstd.NewReader(nil, zstd.WithDecoderDictRaw(dictionaryID, words), zstd.WithDecoderConcurrency(0)); err != nil {
			panic("unreachable unless the options are wrong: " + err.Error())
		}
	})
}

func compress(s string) []byte {
	texts.init()
	return texts.enc.EncodeAll([]byte(s), []byte{})
}

func expand(data []byte) (string, error) {
	texts.init()
	b, err := texts.dec.DecodeAll(data, nil)
	return string(b), err
}

// postingColumns are what scanPosting reads, from postings p.
const postingColumns = `(SELECT key FROM sources WHERE sources.id = p.source), p.external_id, p.url, p.title, p.employer, p.places, p.country, p.remote,
	p.pay_min, p.pay_max, p.pay_currency, p.pay_period, p.posted, p.precision, p.month, p.closes, p.requisition, p.language, p.format`

// postingScan holds the columns of one posting while they are read.
type postingScan struct {
	p                                        trends.Posting
	places, posted, month, closes            string
	remote, precision, format, currency, per string
	min, max                                 float64
}

func (s *postingScan) into() []any {
	return []any{&s.p.Source, &s.p.ID, &s.p.URL, &s.p.Title, &s.p.Employer, &s.places, &s.p.Country, &s.remote, &s.min, &s.max, &s.currency, &s.per,
		&s.posted, &s.precision, &s.month, &s.closes, &s.p.Requisition, &s.p.Language, &s.format}
}

func (s *postingScan) posting() trends.Posting {
	p := s.p
	p.Places, p.Remote, p.Format = lines(s.places), trends.Remote(s.remote), trends.Format(s.format)
	p.Posted, p.Closes, p.Precision = parseInstant(s.posted), parseInstant(s.closes), trends.Precision(s.precision)
	if p.Precision == trends.PrecisionMonth {
		p.Month = s.month
	}
	if s.min != 0 || s.max != 0 {
		p.Pay = &trends.Pay{Min: s.min, Max: s.max, Currency: s.currency, Period: s.per}
	}
	return p
}

// Row is a posting with its lifecycle and what its text says. Times are zero where nothing happened.
type Row struct {
	Posting                               trends.Posting // Body only if asked for
	Tags                                  trends.Tags
	FirstSeen, LastSeen, Closed, Reopened time.Time
	Opening                               int64
}

// Text is a posting with its text and tags.
type Text struct {
	Posting  trends.Posting // with Body
	Tags     trends.Tags
	Taxonomy string // version that made the tags
	Hash     string // of the delivered text, hex
}

// Postings calls fn for every posting, in order of id; withBody fills in the text. fn must not use the database.
func (db *DB) Postings(ctx context.Context, withBody bool, fn func(Row) error) error {
	body, join := `''`, ``
	if withBody {
		body, join = `b.data`, `JOIN bodies b ON b.posting = p.id AND b.hash = p.body`
	}
	books, err := db.allCodebooks(ctx, db.sql)
	if err != nil {
		return fmt.Errorf("read database %s: %w", db.name, err)
	}
	err = each(ctx, db.sql, `SELECT `+postingColumns+`, p.first_seen, p.last_seen, p.closed, p.reopened, p.opening, t.taxonomy, t.scope, t.language, t.data, `+body+`
		FROM postings p JOIN tags t ON t.posting = p.id `+join+` ORDER BY p.id`, nil, func(rows *sql.Rows) error {
		var s postingScan
		var r Row
		var first, last, closed, reopened, scope, language string
		var taxonomy int64
		var data, text []byte
		if err := rows.Scan(append(s.into(), &first, &last, &closed, &reopened, &r.Opening, &taxonomy, &scope, &language, &data, &text)...); err != nil {
			return err
		}
		var err error
		if r.Tags, err = books[taxonomy].decode(data); err != nil {
			return err
		}
		r.Posting = s.posting()
		r.Tags.Scope, r.Tags.Language = trends.Scope(scope), language
		r.FirstSeen, r.LastSeen, r.Closed, r.Reopened = parseInstant(first), parseInstant(last), parseInstant(closed), parseInstant(reopened)
		if withBody {
			if r.Posting.Body, err = expand(text); err != nil {
				return err
			}
		}
		return fn(r)
	})
	if err != nil {
		return fmt.Errorf("read database %s: %w", db.name, err)
	}
	return nil
}

// Texts calls fn for the postings with the ids, in order of id within portions. fn must not use the database.
func (db *DB) Texts(ctx context.Context, ids []int64, fn func(Text) error) error {
	books, err := db.allCodebooks(ctx, db.sql)
	if err != nil {
		return fmt.Errorf("read database %s: %w", db.name, err)
	}
	err = inPortions(ids, func(list string, args []any) error {
		return each(ctx, db.sql, `SELECT `+postingColumns+`, t.taxonomy, t.scope, t.language, t.data, p.body, b.data
			FROM postings p JOIN tags t ON t.posting = p.id JOIN bodies b ON b.posting = p.id AND b.hash = p.body
			WHERE p.id IN `+list+` ORDER BY p.id`, args, func(rows *sql.Rows) error {
			var s postingScan
			var t Text
			var scope, language string
			var taxonomy, hash int64
			var data, text []byte
			if err := rows.Scan(append(s.into(), &taxonomy, &scope, &language, &data, &hash, &text)...); err != nil {
				return err
			}
			var err error
			if t.Tags, err = books[taxonomy].decode(data); err != nil {
				return err
			}
			t.Posting, t.Taxonomy, t.Hash = s.posting(), books[taxonomy].version, fmt.Sprintf("%016x", hash)
			t.Tags.Scope, t.Tags.Language = trends.Scope(scope), language
			if t.Posting.Body, err = expand(text); err != nil {
				return err
			}
			return fn(t)
		})
	})
	if err != nil {
		return fmt.Errorf("read database %s: %w", db.name, err)
	}
	return nil
}

// Body is a posting with its current text, to be tagged anew.
type Body struct{ Posting trends.Posting }

// Bodies calls emit with pages of at most size postings, in order of id, whose tags were made by another taxonomy than the one named;
// "" names none, so that all come. No read is open while emit runs: it may write.
func (db *DB) Bodies(ctx context.Context, exceptTaxonomy string, size int, emit func([]Body) error) error {
	except, after := int64(-1), int64(-1)
	if exceptTaxonomy != "" {
		except = trends.Hash63(exceptTaxonomy)
	}
	for {
		var page []Body
		err := each(ctx, db.sql, `SELECT p.id, `+postingColumns+`, b.data
			FROM postings p JOIN tags t ON t.posting = p.id JOIN bodies b ON b.posting = p.id AND b.hash = p.body
			WHERE p.id > $1 AND t.taxonomy <> $2 ORDER BY p.id LIMIT $3`, []any{after, except, size}, func(rows *sql.Rows) error {
			var s postingScan
			var text []byte
			if err := rows.Scan(append(append([]any{&after}, s.into()...), &text)...); err != nil {
				return err
			}
			p := s.posting()
			var err error
			p.Body, err = expand(text)
			page = append(page, Body{p})
			return err
		})
		if err != nil {
			return fmt.Errorf("read database %s: %w", db.name, err)
		}
		if len(page) == 0 {
			return nil
		}
		if err := emit(page); err != nil {
			return err
		}
	}
}

// Retagged is what a posting's text says by another taxonomy.
type Retagged struct {
	Posting int64
	Tags    trends.Tags
	Job     int64 // trends.JobKey of the text; 0 is unchanged
}

// Retag replaces the tags of postings, in one transaction, and marks what must be joined and counted again.
func (db *DB) Retag(ctx context.Context, taxonomy string, items []Retagged) error {
	id := trends.Hash63(taxonomy)
	return db.write(ctx, func(tx *sql.Tx) error {
		book, err := db.codebook(ctx, tx, id)
		if err != nil {
			return err
		}
		var rows []any
		var ids, moved []int64
		jobs := map[int64]int64{}
		for i := range items {
			it := &items[i]
			data, err := book.encode(&it.Tags)
			if err != nil {
				return err
			}
			rows = append(rows, it.Posting, id, string(it.Tags.Scope), it.Tags.Language, data)
			ids = append(ids, it.Posting)
			jobs[it.Posting] = it.Job
		}
		dirty := map[sourceMonth]bool{}
		var changed []int64
		err = inPortions(ids, func(list string, args []any) error {
			return each(ctx, tx, `SELECT id, source, month, job FROM postings WHERE id IN `+list, args, func(rows *sql.Rows) error {
				var m sourceMonth
				var posting, job int64
				err := rows.Scan(&posting, &m.source, &m.month, &job)
				dirty[m] = true
				if jobs[posting] != 0 && jobs[posting] != job {
					moved, changed = append(moved, job), append(changed, posting)
				}
				return err
			})
		})
		if err != nil {
			return err
		}
		if err := unjoin(ctx, tx, moved); err != nil {
			return err
		}
		for _, posting := range changed {
			if _, err := tx.ExecContext(ctx, `UPDATE postings SET job = $1, opening = 0, record = 0 WHERE id = $2`, jobs[posting], posting); err != nil {
				return err
			}
		}
		if err := bulk(ctx, tx, `INSERT INTO tags (posting, taxonomy, scope, language, data)`, 5, rows, `ON CONFLICT (posting) DO UPDATE SET
			taxonomy = excluded.taxonomy, scope = excluded.scope, language = excluded.language, data = excluded.data`, ""); err != nil {
			return err
		}
		return markDirty(ctx, tx, dirty)
	})
}
