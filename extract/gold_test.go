package extract_test

import (
	"bytes"
	"testing"

	"trends/data"
	"trends/extract"
	"trends/extract/eval"
	"trends/trends"
)

// TestGoldCovers holds the gold set to its breadth: what it does not hold, TestGold cannot measure.
func TestGoldCovers(t *testing.T) {
	var set eval.Set
	set.Read("gold.yaml", bytes.NewReader(data.Gold))
	list := cases(t, &set)
	if len(list) < 150 {
		t.Errorf("%d postings in gold.yaml, want at least 150", len(list))
	}
	skills, roles, seniorities := map[string]int{}, map[string]int{}, map[string]int{}
	for _, c := range list {
		for id := range c.Skills {
			skills[id]++
		}
		for _, id := range c.Roles {
			roles[id]++
		}
		for _, id := range c.Seniority {
			seniorities[id]++
		}
	}
	known := map[string]bool{}
	for _, s := range shipped(t).Skills() {
		known[s.ID] = true
		atLeast(t, "skill", s.ID, skills[s.ID], 1)
	}
	for id := range skills {
		if !known[id] {
			t.Errorf("gold.yaml labels %s, which is not in the taxonomy", id)
		}
	}
	for _, id := range ambiguous() {
		atLeast(t, "ambiguous skill", id, skills[id], 2)
	}
	for _, id := range extract.Roles() {
		atLeast(t, "role", id, roles[id], 1)
	}
	for _, id := range trends.Seniorities() {
		atLeast(t, "seniority", id, seniorities[id], 1)
	}
}

func atLeast(t *testing.T, what, id string, got, want int) {
	t.Helper()
	if got < want {
		t.Errorf("%s %s: %d postings in gold.yaml have it, want at least %d", what, id, got, want)
	}
}
