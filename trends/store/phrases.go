package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"

	"trends/trends"
)

// PhraseText is a posting's current text with its noun phrases, see extract.Phrases.
type PhraseText struct {
	Posting trends.Posting // with Body
	Found   bool           // the phrases of this text are stored, in the version asked for
	Phrases []trends.Phrase
}

// PhraseTexts returns the postings with the ids, in order of id, with their texts and what is stored of their phrases. Postings that are
// not there are missing. Ask for some hundred at a time: all of them are in memory.
func (db *DB) PhraseTexts(ctx context.Context, version int, ids []int64) ([]PhraseText, error) {
	var out []PhraseText
	err := db.read(ctx, func(q querier) error {
		return inPortions(ids, func(list string, args []any) error {
			page, err := rowsWhere(ctx, q, `p.id IN `+list+` ORDER BY p.id`, args...)
			if err != nil {
				return err
			}
			texts, err := textsOf(ctx, q, page)
			if err != nil {
				return err
			}
			stored, err := phrasesOf(ctx, q, version, list, args)
			if err != nil {
				return err
			}
			for i := range page {
				t := PhraseText{Posting: page[i].posting()}
				t.Posting.Body = texts[page[i].id]
				t.Phrases, t.Found = stored[phraseKey{page[i].id, page[i].hash}]
				out = append(out, t)
			}
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read database %s: %w", db.name, err)
	}
	return out, nil
}

// WithPhrases returns for which of the postings the phrases of their current text are stored in the version.
func (db *DB) WithPhrases(ctx context.Context, version int) (map[int64]bool, error) {
	out := map[int64]bool{}
	err := each(ctx, db.sql, `SELECT f.posting FROM phrases f, postings p WHERE p.id = f.posting AND p.body = f.body AND f.version = $1`, []any{version},
		func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			out[id] = true
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("read the phrases of database %s: %w", db.name, err)
	}
	return out, nil
}

// phraseKey is one version of a posting's text.
type phraseKey struct{ posting, body int64 }

func phrasesOf(ctx context.Context, q querier, version int, list string, args []any) (map[phraseKey][]trends.Phrase, error) {
	out := map[phraseKey][]trends.Phrase{}
	err := each(ctx, q, `SELECT posting, body, version, data FROM phrases WHERE posting IN `+list, args, func(rows *sql.Rows) error {
		var k phraseKey
		var made int
		var data sql.RawBytes
		if err := rows.Scan(&k.posting, &k.body, &made, &data); err != nil || made != version {
			return err
		}
		phrases, err := decodePhrases(data)
		out[k] = phrases
		return err
	})
	return out, err
}

// SavePhrases keeps the phrases of the texts, in one transaction. What an older version found in the same text is replaced.
func (db *DB) SavePhrases(ctx context.Context, version int, items []PhraseText) error {
	var args []any
	for i := range items {
		p := &items[i].Posting
		args = append(args, p.Key(), trends.Hash63(p.Body), version, encodePhrases(items[i].Phrases))
	}
	return db.write(ctx, func(tx *sql.Tx) error {
		return bulk(ctx, tx, `INSERT INTO phrases (posting, body, version, data)`, 4, args,
			`ON CONFLICT (posting, body) DO UPDATE SET version = excluded.version, data = excluded.data`, "")
	})
}

var errPhrases = errors.New("stored phrases are damaged: restore the database from a backup")

// encodePhrases writes phrases in order of their place: for each its start since the last start, its length, and its adjectives, as
// varints. Measured on hiring posts of 1.1 KB it takes 120 bytes a post.
func encodePhrases(phrases []trends.Phrase) []byte {
	out, last := []byte{}, 0
	for _, p := range phrases {
		out = binary.AppendUvarint(out, uint64(p.Start-last))
		out = binary.AppendUvarint(out, uint64(p.End-p.Start))
		out = binary.AppendUvarint(out, p.Adjectives)
		last = p.Start
	}
	return out
}

// decodePhrases is the inverse of encodePhrases.
func decodePhrases(data []byte) ([]trends.Phrase, error) {
	b := &blob{data: data}
	var out []trends.Phrase
	last := uint64(0)
	for len(b.data) > 0 {
		start, length, adjectives := last+b.next(), b.next(), b.next()
		if b.bad || start > 1<<31 || length > 1<<31 {
			return nil, errPhrases
		}
		out = append(out, trends.Phrase{Start: int(start), End: int(start + length), Adjectives: adjectives})
		last = start
	}
	return out, nil
}
