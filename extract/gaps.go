package extract

import (
	"slices"
	"strings"

	"trends/trends"
)

// Gap is a term that looks like the name of a skill and that no entry of the taxonomy covers.
type Gap struct {
	Term       string // as the text writes it, with single spaces
	Start, End int    // byte offsets in title + "\n" + text
}

// maxGap is how many words a term may have.
const maxGap = 3

// Gaps returns the terms of a posting that may be skills which the taxonomy lacks, and the posting's scope. A term is an item of a
// list in which another item is a skill ("Python, Polars and Ibis"), or a name in a sentence that names skills: a word with a
// capital inside the sentence, with digits or signs as names of techniques have them. Names in addresses, of the employer, in
// legal text, benefits and application notes are none. Each term comes once, at its first place.
func (t *Taxonomy) Gaps(title, text string) ([]Gap, trends.Scope) {
	r := t.pool.Get().(*reading)
	defer t.pool.Put(r)
	r.read(t, title, text)
	tags := trends.Tags{}
	if lang := r.language(); lang != "" && lang != "en" {
		return nil, trends.ScopeAll
	}
	r.understand(&tags)
	taken, skill := r.taken()
	var out []Gap
	seen := map[string]bool{}
	for i := range r.sents {
		sent := &r.sents[i]
		switch sent.section {
		case secTitle, secCompany, secBenefits, secLegal, secApply:
			continue
		}
		if sent.heading || sent.line == 1 && r.header(sent) || !slices.Contains(skill[sent.from:sent.to], true) {
			continue
		}
		for j := sent.from; j < sent.to; {
			end := r.gapAt(sent, j, taken, skill)
			if end == j {
				j++
				continue
			}
			g := Gap{Start: int(r.toks[j].start), End: int(r.toks[end-1].end)}
			g.Term = strings.Join(strings.Fields(r.s[g.Start:g.End]), " ")
			if key := strings.ToLower(g.Term); !seen[key] {
				seen[key] = true
				out = append(out, g)
			}
			j = end
		}
	}
	return out, tags.Scope
}

// taken reports which words are part of a form of the taxonomy, of a phrase to skip, of a job title, or of what Gaps does not list; and
// which belong to a skill that counts.
func (r *reading) taken() (taken, skill []bool) {
	taken, skill = make([]bool, len(r.toks)), make([]bool, len(r.toks))
	for i := range r.cands {
		for j := r.cands[i].from; j < r.cands[i].to; j++ {
			taken[j], skill[j] = true, skill[j] || r.cands[i].state == stateOK
		}
	}
	for _, sg := range r.segs {
		for j := sg.from; j < sg.to; j++ {
			taken[j] = true
		}
	}
	for j := 0; j < len(r.toks); j++ {
		if end, node := r.t.ctx.ignore.longest(r.toks, j); node != 0 {
			for ; j < end; j++ {
				taken[j] = true
			}
			j--
		}
	}
	return taken, skill
}

// gapAt returns the end of the term that starts at word i, or i.
func (r *reading) gapAt(sent *sentence, i int32, taken, skill []bool) int32 {
	named, end := false, i
	for ; end < sent.to && end-i < maxGap+1; end++ {
		tok := &r.toks[end]
		if taken[end] || tok.flags&tokURL != 0 || tok.kind&(kindEnglish|kindTitle) != 0 || end > i && tok.gap != gapSpace || r.plain(end) || r.cueAt(end) {
			break
		}
		if !r.capitalised(end) {
			break
		}
		named = named || r.nameLike(end, sent)
	}
	if named && end-i <= maxGap {
		return end
	}
	return r.itemAt(sent, i, taken, skill)
}

// itemAt returns the end of the list item that starts at word i, if it is short and one of its neighbours is a skill; else i.
func (r *reading) itemAt(sent *sentence, i int32, taken, skill []bool) int32 {
	before := i > sent.from && skill[i-1] && listGap(r.toks[i].gap)
	end := i
	for ; end < sent.to && (end == i || r.toks[end].gap == gapSpace); end++ {
		tok := &r.toks[end]
		if taken[end] || tok.flags&tokURL != 0 || tok.kind&(kindEnglish|kindYears|kindTitle) != 0 || r.plain(end) || r.cueAt(end) {
			return i
		}
	}
	after := end < sent.to && skill[end] && listGap(r.toks[end].gap)
	whole := end == sent.to || listGap(r.toks[end].gap)
	if n := end - i; n < 1 || n > 2 || !before && !after || !whole || i > sent.from && !listGap(r.toks[i].gap) {
		return i
	}
	return end
}

// cueAt reports whether a phrase of context.yaml starts at a word.
func (r *reading) cueAt(i int32) bool {
	end, _ := r.t.cues.longest(r.toks, int(i))
	return end > int(i)
}

// listGap reports whether a sign separates the items of a list.
func listGap(gap uint8) bool {
	return gap == ',' || gap == '/' || gap == '|' || gap == '&' || gap == gapOther
}

// plain reports whether a word is a number or a single letter.
func (r *reading) plain(i int32) bool {
	w := r.s[r.toks[i].start:r.toks[i].end]
	return len(w) == 1 || strings.Trim(w, "0123456789+.%") == ""
}

// capitalised reports whether a word may belong to a name: it has a capital or a digit.
func (r *reading) capitalised(i int32) bool {
	w := r.s[r.toks[i].start:r.toks[i].end]
	return w != strings.ToLower(w) || strings.ContainsAny(w, "0123456789")
}

// nameLike reports whether the form of a word alone says that it is a name: a capital that no sentence start explains, a capital
// behind the first letter, or digits among letters.
func (r *reading) nameLike(i int32, sent *sentence) bool {
	w := r.s[r.toks[i].start:r.toks[i].end]
	if rest := w[1:]; rest != strings.ToLower(rest) || strings.ContainsAny(rest, "0123456789") {
		return true
	}
	return i > sent.from && r.toks[i].flags&tokClause == 0
}
