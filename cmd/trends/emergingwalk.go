package main

import (
	"context"
	"fmt"
	"slices"

	"trends/extract"
	"trends/trends"
	"trends/trends/store"
	"trends/trends/write"
)

// sentencesShown is how many sentences a term has in the list.
const sentencesShown = 5

// examples adds to each term of the report what a person needs to judge it: sentences of different employers, and skills it may belong to.
func (t *termReader) examples(ctx context.Context, r *trends.EmergingReport) error {
	wanted := map[int64][]int{} // terms by posting
	var ids []int64
	for i := range r.Terms {
		for _, id := range r.Terms[i].Examples(sentencesShown) {
			wanted[id] = append(wanted[id], i)
			ids = append(ids, id)
		}
		r.Terms[i].Near = t.finder.Near(r.Terms[i].Key)
	}
	slices.Sort(ids)
	return t.each(ctx, slices.Compact(ids), func(p *store.PhraseText, terms []trends.Term) {
		for _, i := range wanted[p.Posting.Key()] {
			row := &r.Terms[i]
			row.Sentences = append(row.Sentences, sentenceOf(p, terms, row.Key))
		}
	})
}

// sentenceOf returns the first sentence of a text that names the term.
func sentenceOf(p *store.PhraseText, terms []trends.Term, key string) string {
	for _, term := range terms {
		if term.Key == key {
			return oneLine(extract.Sentence(p.Posting.Body, term.Start, term.End))
		}
	}
	return ""
}

// walk lists the openings now that name a term, as many as the list says.
func (t *termReader) walk(ctx context.Context, e *trends.Emerging, term string) (*write.Table, error) {
	row, ok := e.Term(extract.TermKey(term))
	if !ok {
		return nil, usageError{fmt.Errorf("no opening now names %q as a term outside the taxonomy; `trends explain` walks through its skills", term)}
	}
	type line struct {
		text     *store.PhraseText
		sentence string
	}
	lines := map[int64]line{}
	err := t.each(ctx, slices.Sorted(slices.Values(row.Postings)), func(p *store.PhraseText, terms []trends.Term) {
		lines[p.Posting.Key()] = line{p, sentenceOf(p, terms, row.Key)}
	})
	if err != nil {
		return nil, err
	}
	out := &write.Table{Title: fmt.Sprintf("%s: %d openings now, %d before", row.Term, row.Openings, row.Before),
		Columns: []string{"month", "employer", "title", "sentence", "source", "id", "url"}}
	for _, id := range row.Postings {
		p := &lines[id].text.Posting
		out.Rows = append(out.Rows, []string{p.CountMonth(), oneLine(p.Employer), oneLine(p.Title), lines[id].sentence, p.Source, p.ID, p.URL})
	}
	return out, nil
}

// narrowWalk keeps the columns that a person reads in a terminal.
func narrowWalk(t *write.Table) {
	const shown = 4
	t.Columns = t.Columns[:shown]
	for i := range t.Rows {
		t.Rows[i] = t.Rows[i][:shown]
	}
}
