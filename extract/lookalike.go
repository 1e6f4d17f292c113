package extract

// Lookalikes returns a function that finds the places of a text that are spelled like a form of the skill, in capitals or not,
// whether or not they count: pairs of byte offsets, ascending, none inside another. A person who looks for what the tagger missed
// starts there. It may be called from any number of goroutines; for a skill that is not in the taxonomy it finds nothing.
func (t *Taxonomy) Lookalikes(skill string) func(text string) [][2]int {
	words, forms := newVocabulary(), newPhrases(64)
	for i := range t.forms {
		if f := &t.forms[i]; !f.skip && t.skills[f.skill].ID == skill {
			forms.add(words.phrase(f.text), 0)
		}
	}
	forms.freeze()
	return func(text string) [][2]int {
		var found [][2]int
		toks := words.scan(unwrap(text), nil)
		for i := 0; i < len(toks); i++ {
			if toks[i].id == 0 {
				continue
			}
			if end, node := forms.longest(toks, i); node != 0 {
				found = append(found, [2]int{int(toks[i].start), int(toks[end-1].end)})
				i = end - 1
			}
		}
		return found
	}
}
