package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"trends/extract"
	"trends/trends"
)

// finder finds skills by id, by name, or by a form under which ads name them.
type finder struct {
	byForm map[string][]string // spelling → ids
	forms  []string            // spellings, sorted
}

// newFinder prepares the skills of a taxonomy for finding.
func newFinder(skills []extract.Skill) *finder {
	f := &finder{byForm: map[string][]string{}}
	for _, name := range []func(s extract.Skill) []string{ // an id goes before a name, a name before a form
		func(s extract.Skill) []string { return []string{s.ID} },
		func(s extract.Skill) []string { return []string{s.Name} },
		func(s extract.Skill) []string { return s.Forms },
	} {
		found := map[string][]string{}
		for _, s := range skills {
			for _, text := range name(s) {
				key := spelling(strings.ReplaceAll(text, "(s)", ""))
				if _, taken := f.byForm[key]; !taken && !slices.Contains(found[key], s.ID) {
					found[key] = append(found[key], s.ID)
				}
			}
		}
		for key, ids := range found {
			f.byForm[key] = ids
			f.forms = append(f.forms, key)
		}
	}
	slices.Sort(f.forms)
	return f
}

// spelling folds what does not tell names apart: upper and lower case, and how words are joined.
func spelling(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '\t' }), " ")
}

// find returns the id of a skill. The error names what is near.
func (f *finder) find(text string) (string, error) {
	ids := f.byForm[spelling(text)]
	switch len(ids) {
	case 1:
		return ids[0], nil
	case 0:
		return "", f.unknown(text)
	}
	return "", fmt.Errorf("skill %q may be %s; name the one that is meant", text, strings.Join(ids, " or "))
}

// unknown says that a text is no skill, and what is near.
func (f *finder) unknown(text string) error {
	hint := "`trends taxonomy list` lists them all"
	if near := f.near(text); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, ", ") + "?"
	}
	return fmt.Errorf("skill %q is not in the taxonomy; %s", text, hint)
}

// near returns the ids of at most five skills with a spelling near a text: one holds the other, or few letters differ.
func (f *finder) near(text string) []string {
	const shown, whole = 5, 3 // letters from which a part of a word says something
	text = spelling(text)
	type match struct {
		id       string
		distance int
	}
	var found []match
	for _, form := range f.forms {
		d := trends.EditDistance(text, form)
		part := len(text) >= whole && strings.Contains(" "+form, " "+text) || len(form) > whole && strings.Contains(text, form)
		if !part && d > (len(text)+1)/4 {
			continue
		}
		for _, id := range f.byForm[form] {
			found = append(found, match{id, d})
		}
	}
	slices.SortFunc(found, func(a, b match) int { return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.id, b.id)) })
	var ids []string
	for _, m := range found {
		if len(ids) < shown && !slices.Contains(ids, m.id) {
			ids = append(ids, m.id)
		}
	}
	return ids
}
