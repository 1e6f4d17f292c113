package store

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

// readingOf is a reading of a posting for Rust.
func readingOf(p *trends.Posting, reader string, truth trends.Truth, at time.Time) *trends.Reading {
	return &trends.Reading{Skill: "rust", Posting: p.Key(), Body: trends.Hash63(p.Body), Reader: reader, Seed: 1, Taxonomy: tax1,
		Tagged: true, Truth: truth, At: at}
}

func mustRead(t *testing.T, db *DB, r *trends.Reading) {
	t.Helper()
	if err := db.SaveReading(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

// wantReadings compares what a snapshot holds: "ann yes, bob no void taxonomy".
func wantReadings(t *testing.T, db *DB, want string) {
	t.Helper()
	s, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range s.Readings {
		text := r.Reader + " " + string(r.Truth)
		if r.Void != "" {
			text += " void " + r.Void
		}
		got = append(got, text)
	}
	if strings.Join(got, ", ") != want {
		t.Errorf("readings: %s; want %s", strings.Join(got, ", "), want)
	}
}

func TestReadings(t *testing.T) {
	db := openNew(t)
	p := ad("greenhouse:acme", "1", "we use rust", day(3))
	mustSave(t, db, day(4), false, items(p))
	ann := readingOf(&p, "ann", trends.TruthNo, day(10))
	mustRead(t, db, ann)
	wantReadings(t, db, "ann no")

	ann.Truth, ann.At = trends.TruthYes, day(11) // she has looked again
	mustRead(t, db, ann)
	bob := readingOf(&p, "bob", trends.TruthUnsure, day(12))
	mustRead(t, db, bob)
	wantReadings(t, db, "ann yes, bob unsure")
	s, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]trends.Reading{*ann, *bob}, s.Readings); d != "" {
		t.Errorf("readings (-saved +read):\n%s", d)
	}

	for range 2 { // taking back what is not there does nothing
		if err := db.DropReading(t.Context(), bob); err != nil {
			t.Fatal(err)
		}
	}
	wantReadings(t, db, "ann yes")

	p.Body = "we use go" // the ad is edited, and edited back
	mustSave(t, db, day(13), false, items(p))
	wantReadings(t, db, "ann yes void text")
	p.Body = "we use rust"
	mustSave(t, db, day(14), false, items(p))
	wantReadings(t, db, "ann yes")
}

// A reading counts while the skill, and what concerns all skills, is recognised as it was.
func TestReadingsOfAnotherTaxonomy(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, now map[string]string
		want     string
	}{
		{"nothing known", nil, nil, "ann yes void taxonomy"},
		{"another skill changed", map[string]string{"*": "a", "rust": "b", "go": "c"}, map[string]string{"*": "a", "rust": "b", "go": "d"}, "ann yes"},
		{"the skill changed", map[string]string{"*": "a", "rust": "b"}, map[string]string{"*": "a", "rust": "c"}, "ann yes void taxonomy"},
		{"the engine changed", map[string]string{"*": "a", "rust": "b"}, map[string]string{"*": "d", "rust": "b"}, "ann yes void taxonomy"},
		{"the skill is gone", map[string]string{"*": "a", "rust": "b"}, map[string]string{"*": "a"}, "ann yes void taxonomy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := openNew(t)
			p := ad("greenhouse:acme", "1", "we use rust", day(3))
			mustSave(t, db, day(4), false, items(p))
			mustRead(t, db, readingOf(&p, "ann", trends.TruthYes, day(10)))
			for version, parts := range map[string]map[string]string{tax1: c.old, tax2: c.now} {
				made := Taxonomy{Version: version, Skills: skillNames(), Rules: []string{"word", "other"}, Roles: []string{"engineer", "scientist"}, Parts: parts}
				if err := db.RegisterTaxonomy(t.Context(), made); err != nil {
					t.Fatal(err)
				}
			}
			if err := db.Retag(t.Context(), tax2, []Retagged{{Posting: p.Key(), Tags: tag(tax2, &p)}}); err != nil {
				t.Fatal(err)
			}
			mustSettle(t, db)
			wantReadings(t, db, c.want)
		})
	}
}
