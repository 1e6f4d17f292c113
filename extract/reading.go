package extract

import "slices"

// scratch is the memory of one Tag call, kept for the next.
type scratch struct {
	toks  []token
	sents []sentence
	cands []candidate
	marks []mark
	outs  []found // mentions
	excl  []found // exclusions
	segs  []segment
	pays  []amount
	seen  []bool   // by skill: it has a settled candidate
	ids   []string // of roles
}

// reading is one text being tagged, kept in a pool for the sake of its scratch memory. Its words, sentences and candidates are found in this order; later steps read the
// earlier ones.
type reading struct {
	scratch
	t        *Taxonomy
	s        string // title + "\n" + text
	title    int    // length of the title
	employer span   // words of the employer's name in a first line, empty if unknown
	dashes   bool   // dashes cut the first line, which has no "|"
	cues     cueSet // of all sentences
	kinds    kinds  // of all words
}

// sentence is a sentence, or a line or list item without one.
type sentence struct {
	from, to int32 // words
	section  uint8
	bullet   bool // an item of a list
	heading  bool
	line     int32 // number of the line, from 0: the title
	marks    span  // see marksOf
	cues     cueSet
	kinds    kinds // of its words
}

// candidate is a place where a form or a skip was found.
type candidate struct {
	from, to int32 // words
	sent     int32
	form     int32
	state    uint8
	why      why
}

// why is the reason for which a candidate does not count.
type why uint8

const (
	whyNone why = iota // it counts, or was a skip that does not
	whyNegated
	whyBoilerplate
	whyName
	whyContext
	whyLegal
)

// whyNames are the names of the reasons, which files use too.
var whyNames = [...]string{"", "negated", "boilerplate", "name", "context", "legal"}

const (
	stateOpen = iota // not settled yet
	stateOK          // counts
	stateOut         // does not count, see why
	stateSkip        // a skip phrase
)

// mark is a place where a phrase of context.yaml was found.
type mark struct {
	from, to int32 // words
	kind     cue
}

// cueSet is a set of kinds of cues, bit by bit. Most steps look for a few kinds that most sentences have none of.
type cueSet uint64

// The sets that steps ask for. The kinds from a to before b are 1<<b - 1<<a.
const (
	levelCues   cueSet = 1<<cueNotBefore - 1<<cuePreferred | 1<<(cueWording+secStack)
	wishCues    cueSet = 1<<cuePreferred | 1<<cuePreferredAfter
	notCues     cueSet = 1<<cueNotBefore | 1<<cueReplaced | 1<<cueNotAfter
	placeCues   cueSet = 1<<(cueRemoteNow+1) - 1<<cueRemote
	headingCues cueSet = 1<<cueWording - 1<<cueHeading
	wordingCues cueSet = 1<<(cueWording+sections) - 1<<cueWording
	openingCues cueSet = wishCues | headingCues | 1<<cueRequired | 1<<cueRequiredWeak | 1<<cueMust // see introduces
)

// has reports whether the set holds a kind of another one.
func (s cueSet) has(kinds cueSet) bool { return s&kinds != 0 }

// maxWords is how many words a sentence may have: what looks at whole sentences must not grow with texts that have none.
const maxWords = 400

// split finds the sentences. The title is the first one, also when it is empty.
func (r *reading) split() {
	r.sents = r.sents[:0]
	line, from := int32(0), 0
	if r.title == 0 || len(r.toks) == 0 || int(r.toks[0].start) > r.title {
		r.sents = append(r.sents, sentence{section: secTitle})
		line = 1
	}
	for from < len(r.toks) {
		numbered := r.numbered(from)
		if numbered {
			from++
		}
		to := from + 1
		for to < len(r.toks) && r.toks[to].flags&tokSentence == 0 && to-from < maxWords {
			to++
		}
		r.sents = append(r.sents, sentence{from: int32(from), to: int32(to), line: line, bullet: numbered || r.bulleted(from)})
		if from = to; from < len(r.toks) && r.toks[from].flags&tokLine != 0 {
			line++
		}
	}
}

// numbered reports whether word i is the number of a list item, "1." or "2)"; then the item begins the line.
func (r *reading) numbered(i int) bool {
	if i+1 >= len(r.toks) || r.toks[i].flags&tokLine == 0 || r.toks[i+1].flags&tokLine != 0 || r.toks[i].end-r.toks[i].start > 2 {
		return false
	}
	for _, c := range []byte(r.s[r.toks[i].start:r.toks[i].end]) {
		if c < '0' || c > '9' {
			return false
		}
	}
	gap := r.s[r.toks[i].end:r.toks[i+1].start]
	if len(gap) < 2 || gap[0] != '.' && gap[0] != ')' || gap[1] != ' ' {
		return false
	}
	r.toks[i+1].flags |= tokLine
	return true
}

// bulleted reports whether the word starts an item of a list: a bullet, a dash, a star or a number stands before it.
func (r *reading) bulleted(i int) bool {
	if i >= len(r.toks) {
		return false
	}
	before := int(r.toks[i].start) - 1
	for before >= 0 && r.s[before] == ' ' {
		before--
	}
	if before < 0 {
		return false
	}
	switch c := r.s[before]; {
	case c == '-' || c == '*' || c == '+':
		return true
	case c >= 0x80: // the last byte of a sign outside ASCII
		for before > 0 && r.s[before]&0xC0 == 0x80 {
			before--
		}
		n, sign := highSign(r.s[before:])
		return n > 0 && (sign == bulletSign || sign == '-')
	}
	return false
}

// sentenceOf returns the index of the sentence that holds a word.
func (r *reading) sentenceOf(tok int32) int {
	lo, hi := 0, len(r.sents)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; r.sents[mid].from <= tok {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// openings are what a word starts in the two sets that every word of a text is asked about. They are neighbours in memory and asked
// together: what a rare word of a text costs is the way to it.
type openings struct{ form, cue opening }

// findCues finds the phrases of context.yaml, the longest at each word; they may overlap. A phrase of hiring is found inside a longer one
// of another kind too: "looking for" inside "looking for engineers". On the way it marks the words that may start a form.
func (r *reading) findCues() {
	r.marks, r.cues, r.kinds = r.marks[:0], 0, 0
	for i := range r.sents {
		sent := &r.sents[i]
		sent.marks.from = int32(len(r.marks))
		for j := sent.from; j < sent.to; j++ {
			tok := &r.toks[j]
			sent.kinds |= tok.kind
			o := &r.t.opens[tok.id]
			label := uint32(0)
			if int(j)+1 < len(r.toks) {
				label = labelOf(r.toks[j+1].gap, r.toks[j+1].id)
			}
			tok.flags |= uint8(o.form.goesOn(label)) * tokForm
			if o.cue.goesOn(label) == 0 {
				continue
			}
			end, node := r.t.cues.longestFrom(o.cue.node, r.toks, int(j))
			whole := end == int(j)+1
			for _, v := range r.t.cues.at(node) {
				if cue(v) != cueFill {
					r.marks = append(r.marks, mark{j, int32(end), cue(v)})
					sent.cues |= 1 << v
				}
				whole = whole || cue(v) == cueHiring || cue(v) == cueNoSenior // "hiring manager"
			}
			if !whole && end > int(j) && tok.kind&kindHiring != 0 && r.hiddenHiring(j, end) {
				sent.cues |= 1 << cueHiring
			}
		}
		sent.marks.to = int32(len(r.marks))
		r.cues |= sent.cues
		r.kinds |= sent.kinds
	}
}

// hiddenHiring adds the phrase of hiring that starts at word i and is shorter than the phrase up to end, if there is one.
func (r *reading) hiddenHiring(i int32, end int) bool {
	to, node := r.t.cues.longest(r.toks[:end-1], int(i))
	if !slices.Contains(r.t.cues.at(node), int32(cueHiring)) {
		return false
	}
	r.marks = append(r.marks, mark{i, int32(to), cueHiring})
	return true
}

// marksOf returns the marks that start in a sentence.
func (r *reading) marksOf(sent *sentence) []mark { return r.marks[sent.marks.from:sent.marks.to] }

// marksIn returns the marks that start among the words [from, to).
func (r *reading) marksIn(from, to int32) []mark {
	lo, hi := 0, len(r.marks)
	for lo < hi {
		if mid := (lo + hi) / 2; r.marks[mid].from < from {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	end := lo
	for end < len(r.marks) && r.marks[end].from < to {
		end++
	}
	return r.marks[lo:end]
}
