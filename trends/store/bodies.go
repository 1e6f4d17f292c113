package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"trends/trends"
)

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

// rowColumns are what rowScan reads, from postings p.
const rowColumns = `p.id, (SELECT key FROM sources WHERE sources.id = p.source), p.external_id, p.url, p.title, p.employer, p.places, p.country, p.remote,
	p.pay_min, p.pay_max, p.pay_currency, p.pay_period, p.posted, p.precision, p.month, p.closes, p.requisition, p.language, p.format,
	p.first_seen, p.last_seen, p.closed, p.reopened, p.opening, p.body, p.pack, p.taxonomy, p.scope, p.text_language, p.job, p.tags`

// rowScan holds the columns of one posting while they are read.
type rowScan struct {
	id, hash, pack, taxonomy, job            int64
	p                                        trends.Posting
	places, posted, month, closes            string
	remote, precision, format, currency, per string
	min, max                                 float64
	first, last, closed, reopened            string
	opening                                  int64
	scope, language                          string
	tags                                     []byte
}

func (s *rowScan) scan(rows *sql.Rows) error {
	return rows.Scan(&s.id, &s.p.Source, &s.p.ID, &s.p.URL, &s.p.Title, &s.p.Employer, &s.places, &s.p.Country, &s.remote, &s.min, &s.max, &s.currency, &s.per,
		&s.posted, &s.precision, &s.month, &s.closes, &s.p.Requisition, &s.p.Language, &s.format, &s.first, &s.last, &s.closed, &s.reopened, &s.opening,
		&s.hash, &s.pack, &s.taxonomy, &s.scope, &s.language, &s.job, &s.tags)
}

func (s *rowScan) posting() trends.Posting {
	p := s.p
	p.Lists = trends.ListsJobs(s.job)
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

func (s *rowScan) said(books map[int64]*codebook) (trends.Tags, error) {
	tags, err := books[s.taxonomy].decode(s.tags)
	tags.Scope, tags.Language = trends.Scope(s.scope), s.language
	return tags, err
}

// pageSize is the number of postings that are read together.
const pageSize = 4000

// Postings calls fn for every posting, in order of id; withBody fills in the text. All are of one moment, whatever another process
// writes meanwhile. fn must not use the database.
func (db *DB) Postings(ctx context.Context, withBody bool, fn func(Row) error) error {
	err := db.read(ctx, func(q querier) error {
		books, err := db.allCodebooks(ctx, q)
		if err != nil {
			return err
		}
		for after := int64(-1); ; {
			page, err := rowsWhere(ctx, q, `p.id > $1 ORDER BY p.id LIMIT $2`, after, pageSize)
			if err != nil || len(page) == 0 {
				return err
			}
			after = page[len(page)-1].id
			if err := eachRow(ctx, q, books, page, withBody, fn); err != nil {
				return err
			}
		}
	})
	if err != nil {
		return fmt.Errorf("read database %s: %w", db.name, err)
	}
	return nil
}

// rowsWhere reads postings p.
func rowsWhere(ctx context.Context, q querier, where string, args ...any) ([]rowScan, error) {
	var page []rowScan
	err := each(ctx, q, `SELECT `+rowColumns+` FROM postings p WHERE `+where, args, func(rows *sql.Rows) error {
		page = append(page, rowScan{})
		return page[len(page)-1].scan(rows)
	})
	return page, err
}

// textsOf returns the texts of the rows, by id.
func textsOf(ctx context.Context, q querier, page []rowScan) (map[int64]string, error) {
	places := make([]place, len(page))
	for i := range page {
		places[i] = place{page[i].id, page[i].pack}
	}
	return currentTexts(ctx, q, places)
}

func eachRow(ctx context.Context, q querier, books map[int64]*codebook, page []rowScan, withBody bool, fn func(Row) error) error {
	var texts map[int64]string
	if withBody {
		var err error
		if texts, err = textsOf(ctx, q, page); err != nil {
			return err
		}
	}
	for i := range page {
		s := &page[i]
		tags, err := s.said(books)
		if err != nil {
			return err
		}
		r := Row{Posting: s.posting(), Tags: tags, Opening: max(s.opening, -s.opening), FirstSeen: parseInstant(s.first), LastSeen: parseInstant(s.last),
			Closed: parseInstant(s.closed), Reopened: parseInstant(s.reopened)}
		r.Posting.Body = texts[s.id]
		if err := fn(r); err != nil {
			return err
		}
	}
	return nil
}

// Texts calls fn for the postings with the ids, in order of id within portions. fn must not use the database.
func (db *DB) Texts(ctx context.Context, ids []int64, fn func(Text) error) error {
	err := db.read(ctx, func(q querier) error {
		books, err := db.allCodebooks(ctx, q)
		if err != nil {
			return err
		}
		return inPortions(ids, func(list string, args []any) error {
			page, err := rowsWhere(ctx, q, `p.id IN `+list+` ORDER BY p.id`, args...)
			if err != nil {
				return err
			}
			texts, err := textsOf(ctx, q, page)
			if err != nil {
				return err
			}
			for i := range page {
				s := &page[i]
				t := Text{Posting: s.posting(), Taxonomy: books[s.taxonomy].version, Hash: fmt.Sprintf("%016x", s.hash)}
				t.Posting.Body = texts[s.id]
				if t.Tags, err = s.said(books); err != nil {
					return err
				}
				if err := fn(t); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		return fmt.Errorf("read database %s: %w", db.name, err)
	}
	return nil
}
