package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

func TestPhraseCoding(t *testing.T) {
	for _, want := range [][]trends.Phrase{
		nil,
		{{Start: 0, End: 1}},
		{{Start: 3, End: 40, Adjectives: 5}, {Start: 41, End: 300}, {Start: 70_000, End: 70_009, Adjectives: 1 << 15}},
	} {
		data := encodePhrases(want)
		got, err := decodePhrases(data)
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Errorf("%v (-want +got):\n%s", err, d)
		}
		if len(data) > 0 {
			if _, err := decodePhrases(append(data, 0x80)); !errors.Is(err, errPhrases) {
				t.Errorf("damaged phrases are read: %v", err)
			}
		}
	}
}

// Phrases belong to a version of a text: another text, or another version of who finds them, has none until they are saved.
func TestPhrases(t *testing.T) {
	ctx := t.Context()
	db := openNew(t)
	p := ad("lever:a", "a", "we use go in a widget store", day(1))
	other := ad("lever:a", "b", "we use sql", day(1))
	mustSave(t, db, day(2), false, items(p, other))
	ids := []int64{p.Key(), other.Key(), 12345}
	phrases := []trends.Phrase{{Start: 15, End: 27, Adjectives: 1}}
	found := func(version int) map[string]int { // phrases by external id; -1 is none stored
		t.Helper()
		texts, err := db.PhraseTexts(ctx, version, ids)
		if err != nil {
			t.Fatal(err)
		}
		with, err := db.WithPhrases(ctx, version)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]int{}
		for _, text := range texts {
			out[text.Posting.ID] = len(text.Phrases)
			if !text.Found {
				out[text.Posting.ID] = -1
			}
			if text.Found != with[text.Posting.Key()] || text.Posting.Body == "" {
				t.Errorf("posting %s: found %v, and %v", text.Posting.ID, text.Found, with[text.Posting.Key()])
			}
		}
		return out
	}
	check := func(when string, version int, want map[string]int) {
		t.Helper()
		if d := cmp.Diff(want, found(version)); d != "" {
			t.Errorf("%s (-want +got):\n%s", when, d)
		}
	}
	check("before", 1, map[string]int{"a": -1, "b": -1})
	save := func(version int) {
		t.Helper()
		if err := db.SavePhrases(ctx, version, []PhraseText{{Posting: p, Phrases: phrases}, {Posting: other}}); err != nil {
			t.Fatal(err)
		}
	}
	save(1)
	check("saved", 1, map[string]int{"a": 1, "b": 0})
	save(1)
	check("saved again", 1, map[string]int{"a": 1, "b": 0})
	check("another version", 2, map[string]int{"a": -1, "b": -1})
	save(2)
	check("saved in another version", 2, map[string]int{"a": 1, "b": 0})
	check("the older one is replaced", 1, map[string]int{"a": -1, "b": -1})
	old := p.Body
	p.Body = "we use rust now"
	mustSave(t, db, day(3), false, items(p, other))
	check("another text", 2, map[string]int{"a": -1, "b": 0})
	p.Body = old
	mustSave(t, db, day(4), false, items(p, other))
	check("the text of before", 2, map[string]int{"a": 1, "b": 0})
	if err := db.SavePhrases(ctx, 2, nil); err != nil {
		t.Errorf("nothing to save: %v", err)
	}
}

// A database of before phrases were kept is brought up to date with what it holds.
func TestPhrasesMigration(t *testing.T) {
	db := openNew(t)
	mustSave(t, db, day(2), false, items(ad("lever:a", "a", "we use go", day(1))))
	for _, s := range []string{`DROP TABLE phrases`, `DELETE FROM goose_db_version WHERE version_id >= 6`} {
		if _, err := db.sql.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	name := db.name
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again := openFile(t, name)
	texts, err := again.PhraseTexts(t.Context(), 1, []int64{trends.PostingID("lever:a", "a")})
	if err != nil || len(texts) != 1 || texts[0].Found || texts[0].Posting.Body != "we use go" {
		t.Errorf("%v, %+v", err, texts)
	}
}
