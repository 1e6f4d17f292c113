package trends_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"trends/trends"
)

// pairsFile is testdata/pairs.yaml; its head says what the fields mean.
type pairsFile struct {
	Texts map[string]string
	Pairs []pair
}

type pair struct {
	Trap   string
	Same   bool
	Text   string
	Thread bool
	A, B   side
}

type side struct {
	Employer, Title     *string
	Places              []string
	Requisition, Source string
	Up                  []int32 // first and last day
	Thread              int32
	Text                string
	Edit                [][2]string
	Add, Cut            string
}

// ad makes the posting and its sighting. at is the number of the side, from 0.
func (s side) ad(t *testing.T, p *pair, texts map[string]string, at int32) (trends.Posting, trends.Sighting) {
	t.Helper()
	text, known := texts[p.Text]
	if s.Text != "" {
		text, known = texts[s.Text]
	}
	if !known {
		t.Fatalf("%s: no such text", p.Trap)
	}
	for _, e := range s.Edit {
		if folded := strings.Join(strings.Fields(text), " "); strings.Contains(folded, e[0]) {
			text = strings.ReplaceAll(folded, e[0], e[1])
		} else {
			t.Fatalf("%s: the text has no %q", p.Trap, e[0])
		}
	}
	if s.Cut != "" {
		var found bool
		if text, _, found = strings.Cut(text, s.Cut); !found {
			t.Fatalf("%s: the text has no %q", p.Trap, s.Cut)
		}
	}
	text += "\n" + s.Add
	post := trends.Posting{Source: "board", ID: string(rune('a' + at)), Employer: "Fernhollow", Title: "ML Engineer", Places: []string{"Berlin"}, Requisition: s.Requisition}
	if s.Employer != nil {
		post.Employer = *s.Employer
	}
	if s.Title != nil {
		post.Title = *s.Title
	}
	if s.Places != nil {
		post.Places = s.Places
	}
	if s.Source != "" {
		post.Source = s.Source
	}
	sight := trends.Sighting{Posting: int64(at), Source: post.Source, Requisition: s.Requisition, Title: post.Title, Text: trends.Sketch(&post, text),
		Thread: -1, From: 25 * at, To: 20 + 30*at}
	if s.Up != nil {
		sight.From, sight.To = s.Up[0], s.Up[1]
	}
	if p.Thread {
		sight.Thread = max(s.Thread, 5+at)
		if s.Thread != 0 {
			sight.Thread = s.Thread
		}
		post.Lists, sight.Lists = true, true
		post.Month, sight.From, sight.To = "2026-01", 30*sight.Thread, 30*sight.Thread+29
	}
	return post, sight
}

// TestPairs: of made-up pairs of ads, which are joined.
func TestPairs(t *testing.T) {
	data, err := os.ReadFile("testdata/pairs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file pairsFile
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&file); err != nil {
		t.Fatal(err)
	}
	var c confusion
	for i := range file.Pairs {
		p := &file.Pairs[i]
		a, at := p.A.ad(t, p, file.Texts, 0)
		b, then := p.B.ad(t, p, file.Texts, 1)
		joined := trends.JobKey(&a, "text") == trends.JobKey(&b, "text") && oneJob(at, then)
		c.add(p.Same, joined)
		if joined != p.Same {
			t.Logf("%s: joined %v, want %v", p.Trap, joined, p.Same)
		}
	}
	c.check(t, 60)
}

// oneJob reports whether two sightings are joined.
func oneJob(a, b trends.Sighting) bool {
	j := trends.Join([]trends.Sighting{a, b}, 30)
	return j[0].Opening == j[1].Opening
}

// confusion counts pairs by what they are, and by what they are taken for.
type confusion struct{ right, wrong, missed, apart int }

func (c *confusion) add(same, joined bool) {
	switch {
	case same && joined:
		c.right++
	case joined:
		c.wrong++
	case same:
		c.missed++
	default:
		c.apart++
	}
}

// check holds the figures to what we promise: precision 0.98 and recall 0.90, on at least so many pairs.
func (c *confusion) check(t *testing.T, least int) {
	t.Helper()
	precision, recall := float64(c.right)/float64(c.right+c.wrong), float64(c.right)/float64(c.right+c.missed)
	t.Logf("pairs: %d of one job joined, %d missed, %d of two jobs joined, %d kept apart: precision %.3f, recall %.3f",
		c.right, c.missed, c.wrong, c.apart, precision, recall)
	if n := c.right + c.wrong + c.missed + c.apart; n < least {
		t.Errorf("%d pairs, want at least %d", n, least)
	}
	if precision < 0.98 || recall < 0.90 {
		t.Errorf("precision %.3f, recall %.3f, want 0.98 and 0.90", precision, recall)
	}
}
