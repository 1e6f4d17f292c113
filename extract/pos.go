package extract

import (
	"strings"
	"sync"

	"github.com/jdkato/prose/v2"
)

// The model of the part-of-speech tagger takes a tenth of a second and 20 MB: it is loaded when a form asks for it first. It may be
// shared by goroutines. A document without extraction is the only way to load it without that of the entities, which takes as long.
var tagger = sync.OnceValue(func() *prose.Model {
	doc, err := prose.NewDocument("", prose.WithExtraction(false), prose.WithSegmentation(false))
	if err != nil {
		panic("unreachable: prose returns no error: " + err.Error())
	}
	return doc.Model
})

// posWords is how many words of a sentence before and after a form the tagger sees.
const posWords = 12

// noun reports whether the candidate is a noun where it stands, as a part-of-speech tagger reads its sentence. It is the last
// resort for a form that neither case nor neighbours settle, since a call costs as much as tagging ten ads.
//
// The tagger sums its scores in the order of a map, so that of 50,000 words one gets another tag another time: two of three calls
// must agree. A form that stands twice in the words it sees is not settled, since it gives all of them the tag of the last.
// Where another form has settled the skill at this place already, the answer changes nothing, and the tagger is not asked.
func (r *reading) noun(k *candidate) bool {
	if r.settled(k) {
		return true
	}
	sent := &r.sents[k.sent]
	from, to := max(sent.from, k.from-posWords), min(sent.to, k.to+posWords)
	word := r.s[r.toks[k.from].start:r.toks[k.to-1].end]
	text := strings.Join(strings.Fields(r.s[r.toks[from].start:r.toks[to-1].end]), " ")
	if strings.Count(strings.ToLower(text), strings.ToLower(word)) != 1 {
		return false
	}
	first := isNoun(text, word)
	if isNoun(text, word) == first {
		return first
	}
	return isNoun(text, word)
}

// settled reports whether a mention by an earlier form of the same skill stands at the same place as k, and k would add nothing to it.
func (r *reading) settled(k *candidate) bool {
	f := &r.t.forms[k.form]
	if f.skip || len(f.also) > len(r.t.skills[f.skill].also) {
		return false
	}
	for i := r.candidateFrom(k.from); i < len(r.cands) && &r.cands[i] != k; i++ {
		if o := &r.cands[i]; o.state == stateOK && r.t.forms[o.form].skill == f.skill {
			return true
		}
	}
	return false
}

func isNoun(text, word string) bool {
	doc, err := prose.NewDocument(text, prose.UsingModel(tagger()), prose.WithExtraction(false), prose.WithSegmentation(false))
	if err != nil {
		return false
	}
	for _, t := range doc.Tokens() {
		if strings.TrimRight(t.Text, ".,;:!?") == word {
			return strings.HasPrefix(t.Tag, "NN")
		}
	}
	return false
}
