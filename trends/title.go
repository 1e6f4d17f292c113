package trends

import (
	"slices"
	"strings"
)

// titleKey returns the form in which titles are compared: its words without case, order and repetition, with usual abbreviations
// written out, and without the parts that say nothing about the job: where, from where and for how long it is done, for which
// sexes, and the employer's number of it. The level stays: a senior's job is another one. A title made of nothing else is kept.
//
//	"Sr. ML Engineer (m/f/d) - Berlin" at Berlin → "engineer learning machine senior"
func titleKey(p *Posting) string {
	places := map[string]bool{}
	for _, place := range p.Places {
		for _, w := range titleWords(place) {
			places[w] = true
		}
	}
	var kept []string
	for _, part := range titleParts(p.Title) {
		words := slices.DeleteFunc(titleWords(part), func(w string) bool { return digits(w) >= 5 })
		if slices.ContainsFunc(words, func(w string) bool { return !places[w] && !besideJob[w] && digits(w) < 3 }) {
			kept = append(kept, words...)
		}
	}
	if len(kept) == 0 {
		kept = titleWords(p.Title)
	}
	slices.Sort(kept)
	return strings.Join(slices.Compact(kept), " ")
}

// titleParts cuts a title at brackets, bars, commas, and dashes between spaces.
func titleParts(title string) []string {
	title = strings.NewReplacer(" - ", "|", " – ", "|", " — ", "|", "– ", "|", " @ ", "|").Replace(title)
	return strings.FieldsFunc(title, func(r rune) bool { return strings.ContainsRune("|()[]{},;:•·", r) })
}

// besideJob are words of parts of a title that say nothing about the job.
var besideJob = wordSet(`
	m f d w x h i n gn div mfd mwd fmd all gender diver diverse any
	remote remotely hybrid onsite on site office wfh work working from home anywhere worldwide global flexible distributed friendly
	full fulltime time permanent regular employee unlimited cdi clt
	req requisition ref reference id job nr no number r jr position opening vacancy
	in or and the of based us usa united state kingdom uk eu emea apac dach latam europe germany france india canada
	new urgent hiring now apply today hot immediate start nyc sf`)

// digits returns how many digits a word has: an employer's numbers have more than a level such as 2.
func digits(w string) (n int) {
	for _, r := range w {
		if '0' <= r && r <= '9' {
			n++
		}
	}
	return n
}

// titleWords are the words of a title as they are compared.
func titleWords(title string) []string {
	words := plainWords(title)
	out := words[:0:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		if i+1 < len(words) {
			if joined, ok := twoWords[w+" "+words[i+1]]; ok {
				w = joined
				i++
			}
		}
		w = singular(w)
		if long, ok := writtenOut[w]; ok {
			out = append(out, strings.Fields(long)...)
			continue
		}
		out = append(out, w)
	}
	return out
}

// singular takes off the s of a plural.
func singular(w string) string {
	if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}

var twoWords = map[string]string{"front end": "frontend", "back end": "backend", "full stack": "fullstack", "dev ops": "devops", "on site": "onsite"}

// writtenOut are abbreviations in titles, and words that mean the same there.
var writtenOut = map[string]string{
	"sr": "senior", "snr": "senior", "jr": "junior", "jnr": "junior", "princ": "principal", "mgr": "manager", "vp": "vice president",
	"eng": "engineer", "engr": "engineer", "engineering": "engineer", "dev": "developer", "development": "developer", "prog": "programmer",
	"swe": "software engineer", "sde": "software developer engineer", "sre": "site reliability engineer", "mle": "machine learning engineer",
	"ml": "machine learning", "ai": "artificial intelligence", "nlp": "natural language processing", "cv": "computer vision",
	"dl": "deep learning", "rl": "reinforcement learning", "qa": "quality assurance", "ii": "2", "iii": "3", "iv": "4",
}

// titleLevels are the words of a title that name a level.
var titleLevels = wordSet(`intern internship trainee graduate entry junior associate mid middle senior staff principal lead head chief director
	manager founding vice president experienced 1 2 3 4`)

// titleFiller are the words of a title that most titles share, or that stand for a list.
var titleFiller = wordSet(`
	engineer developer programmer hacker specialist expert professional person people level
	multiple various several many all other more different few both role position job opening opportunity hiring looking seeking
	a an and or for with at to in of the is are we our you us etc on team join see below
	full time part fulltime remote onsite contract freelance permanent visa`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// headline is a title taken apart, as far as two ads of an employer can contradict each other in it.
type headline struct {
	subjects []string // what the job is about, sorted; none if the title does not say
	levels   string   // sorted
}

func readHeadline(title string) headline {
	var h headline
	var levels []string
	for _, w := range titleWords(title) {
		switch {
		case titleLevels[w]:
			levels = append(levels, w)
		case !titleFiller[w]:
			h.subjects = append(h.subjects, w)
		}
	}
	slices.Sort(levels)
	h.levels = strings.Join(slices.Compact(levels), " ")
	slices.Sort(h.subjects)
	h.subjects = slices.Compact(h.subjects)
	return h
}

// contradicts reports whether two titles say that they are about different jobs: both name subjects, and share none.
func (h *headline) contradicts(o *headline) bool {
	return len(h.subjects) > 0 && len(o.subjects) > 0 && !slices.ContainsFunc(h.subjects, func(w string) bool {
		_, found := slices.BinarySearch(o.subjects, w)
		return found
	})
}
