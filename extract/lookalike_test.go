package extract_test

import (
	"slices"
	"testing"

	"trends/extract"
)

func TestLookalikes(t *testing.T) {
	for _, c := range []struct {
		skill, text string
		want        []string
	}{
		{"rust", "Rust, no rust on steel; rusty is another word.", []string{"Rust", "rust"}},
		{"go", "We go to market.\nGolang", []string{"go", "Golang"}},
		{"vector_db", "A vector-database", []string{"vector-database"}},
		{"rust", "We write Go.", nil},
		{"rust", "", nil},
		{"no such skill", "Rust", nil},
	} {
		var got []string
		for _, p := range shipped(t).Lookalikes(c.skill)(c.text) {
			got = append(got, c.text[p[0]:p[1]])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %q: %q, want %q", c.skill, c.text, got, c.want)
		}
	}
}

// The taxonomy knows which names do not tell by themselves.
func TestAmbiguous(t *testing.T) {
	skills := shipped(t).Skills()
	for _, c := range []struct {
		id   string
		want bool
	}{
		{"rust", true}, {"go", true}, {"r", true}, {"c", true}, {"spark", true}, {"react", true}, {"excel", true}, {"ros", true}, {"spring", true},
		{"python", false}, {"pytorch", false}, {"tensorflow", false}, {"cpp", true},
		{"kubernetes", false}, // "helm" needs a look, the name does not
	} {
		i := slices.IndexFunc(skills, func(s extract.Skill) bool { return s.ID == c.id })
		if i < 0 || skills[i].Ambiguous != c.want {
			t.Errorf("%s: ambiguous is not %v", c.id, c.want)
		}
	}
}
