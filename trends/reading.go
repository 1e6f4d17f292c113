package trends

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"trends/trends/stats"
)

// Truth is what a person says who read a text: whether it names a skill in a way that counts.
type Truth string

// The truths. A text that nobody has read has none: "".
const (
	TruthYes    Truth = "yes"
	TruthNo     Truth = "no"
	TruthUnsure Truth = "unsure" // the reader could not tell: it counts for neither, and is not asked again
)

// Reading is one text read by hand for one skill.
type Reading struct {
	Skill    string
	Posting  int64  // the ad whose text was read
	Body     int64  // hash of that text
	Reader   string // who read it
	Seed     int64  // of the random order in which it was drawn, see Panel.Draw
	Taxonomy string // version whose tags were in force
	Tagged   bool   // whether the text had the skill among its tags then
	Truth    Truth
	At       time.Time
	Void     string // why it says nothing of the tags in force: VoidText, VoidTaxonomy; "" if it counts
}

// Why a reading does not count.
const (
	VoidText     = "text"     // the ad has another text since, or is gone
	VoidTaxonomy = "taxonomy" // the skill, or what concerns all skills, is recognised in another way since
)

// MinReadings is how many openings with the tag, and how many without, must have been read by hand before a share is corrected, and
// how many with the tag before an ambiguous name counts as checked.
const MinReadings = 100

// Drawn is an opening in the random order in which it is to be read.
type Drawn struct {
	Evidence
	Tagged bool  // whether the skill is among the tags
	Truth  Truth // what the reading says; "" while it has not been read
}

// Draw returns the openings that the shares of a query speak of, with the skill among their tags and without it, each in the
// random order of the seed. Whoever reads from the beginning has read a simple random sample, however far he comes. An opening's
// place hangs on seed, skill and ad alone (permanent random numbers: Ohlsson 1995), so that a sample stays one when months, late ads
// or slices change who is in the order: what was read already is found in its new place.
func (p *Panel) Draw(q Query, skill string, seed int64) (tagged, others []Drawn) {
	window := p.Window(p.opt.Window, q.Until)
	q = p.settled(q, window)
	code, known := p.skillCode(skill)
	truths := p.truths(skill)
	order := map[int64]int64{}
	for _, u := range p.unitsNow(q, window) {
		level := LevelNone
		if known {
			level = p.level(u.ad, uint16(code))
		}
		d := Drawn{Evidence: p.evidence(u, level), Tagged: level > LevelNone}
		d.Truth, order[d.Posting] = truths[d.Posting], drawOrder(seed, skill, d.Posting)
		if d.Tagged {
			tagged = append(tagged, d)
		} else {
			others = append(others, d)
		}
	}
	for _, list := range [2][]Drawn{tagged, others} {
		slices.SortFunc(list, func(a, b Drawn) int {
			return cmp.Or(cmp.Compare(order[a.Posting], order[b.Posting]), cmp.Compare(a.Posting, b.Posting))
		})
	}
	return tagged, others
}

// drawOrder is the random place of an ad.
func drawOrder(seed int64, skill string, posting int64) int64 {
	return Hash63("draw", fmt.Sprint(seed), skill, fmt.Sprint(posting))
}

// Unread returns which openings of an order must be read, so that its beginning holds n that could be judged: those that nobody has
// read, in order; and how many of the n have been.
func Unread(order []Drawn, n int) (unread []Drawn, read int) {
	for _, d := range order {
		switch {
		case len(unread)+read == n:
			return unread, read
		case d.Truth == "":
			unread = append(unread, d)
		case d.Truth != TruthUnsure:
			read++
		}
	}
	return unread, read
}

// Readings returns all readings, by skill, ad and time; the caller must not change them.
func (p *Panel) Readings() []Reading { return p.snap.Readings }

// Taxonomy is the version of the taxonomy that made the tags; "" if none are tagged.
func (p *Panel) Taxonomy() string { return p.snap.Taxonomy }

// truths returns what readings that count say of a skill, by ad; of two, the later.
func (p *Panel) truths(skill string) map[int64]Truth {
	out := map[int64]Truth{}
	for i := range p.snap.Readings {
		if r := &p.snap.Readings[i]; r.Skill == skill && r.Void == "" {
			out[r.Posting] = r.Truth
		}
	}
	return out
}

// hand is what hand readings say of the openings that shares speak of.
type hand struct {
	tagged, right  int // openings with the tag that were read; of them truly with the skill
	others, missed int // openings without the tag that were read; of them truly with the skill
}

// byHand fills in what hand readings say of each row, and corrects the share where they suffice. The rows must be in the order of
// the skills. A reading says whether a text names a skill at all: shares of mentions at a level are not corrected.
func (p *Panel) byHand(r *Report, q Query, l *levels, skills []SkillInfo) {
	seeds, checked := map[string][]int64{}, map[string]int{}
	for i := range p.snap.Readings {
		s := &p.snap.Readings[i]
		if s.Void != "" {
			continue
		}
		if !slices.Contains(seeds[s.Skill], s.Seed) {
			seeds[s.Skill] = append(seeds[s.Skill], s.Seed)
		}
		if s.Tagged && s.Truth != TruthUnsure {
			checked[s.Skill]++
		}
	}
	for i, info := range skills {
		row := &r.Skills[i]
		if of := seeds[info.ID]; len(of) > 0 && q.Level == LevelNone {
			slices.Sort(of)
			row.correct(l.read(info.ID, of), p.opt.Confidence)
		}
		row.Unchecked = info.Ambiguous && checked[info.ID] < MinReadings && (row.ReadTagged == 0 || row.ReadTagged < row.Openings)
		if row.Unchecked && row.Verdict.Change() {
			row.Flags = append(row.Flags, FlagAmbiguous)
		}
	}
}

// read finds the random order in which most was read of both kinds, and counts that; of two alike, the lower seed.
func (l *levels) read(skill string, seeds []int64) hand {
	truths := l.p.truths(skill)
	with := make([]bool, len(l.units))
	if code, ok := l.p.skillCode(skill); ok {
		for _, i := range l.hits[code] {
			with[i] = true
		}
	}
	var best hand
	for _, seed := range seeds {
		var h hand
		h.tagged, h.right = reach(l.order(seed, skill, truths, with, true), l.p.opt.Completeness)
		h.others, h.missed = reach(l.order(seed, skill, truths, with, false), l.p.opt.Completeness)
		both, most := min(h.tagged, h.others), min(best.tagged, best.others)
		if both > most || both == most && h.tagged+h.others > best.tagged+best.others {
			best = h
		}
	}
	return best
}

// order returns the truths of the units with the skill, or without it, in the random order of a seed; the units are ordered by ad.
func (l *levels) order(seed int64, skill string, truths map[int64]Truth, with []bool, want bool) []Truth {
	type place struct {
		at    int64
		truth Truth
	}
	var places []place
	for i, u := range l.units {
		if posting := l.p.snap.Ads.Posting[u.ad]; with[i] == want {
			places = append(places, place{drawOrder(seed, skill, posting), truths[posting]})
		}
	}
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(a.at, b.at) })
	out := make([]Truth, len(places))
	for i, p := range places {
		out[i] = p.truth
	}
	return out
}

// reach counts how many openings have been read, and how many of them have the skill, in the longest beginning of a random order of
// which at least the given part has been read: as whole as a month must be. So a few ads that came late do not undo a sample, while
// readings of one slice say nothing of a larger one.
func reach(order []Truth, part float64) (read, yes int) {
	done, n, k := 0, 0, 0
	for i, t := range order {
		if t == "" {
			continue
		}
		done++
		if t != TruthUnsure {
			n++
		}
		if t == TruthYes {
			k++
		}
		if float64(done) >= part*float64(i+1) {
			read, yes = n, k
		}
	}
	return read, yes
}

// correct notes the readings, and corrects the share if there are enough of them and they leave less doubt than the share is
// large (two-phase estimate: stats.TwoPhase). Employers are allowed for as in the share itself, by its effective number of openings.
func (r *SkillRow) correct(h hand, confidence float64) {
	r.ReadTagged, r.ReadTrue, r.ReadUntagged, r.ReadMissed = h.tagged, h.right, h.others, h.missed
	if min(h.tagged, h.others) < MinReadings {
		return
	}
	c := stats.TwoPhase(stats.Readings{Tagged: float64(r.Share * r.NEff), Openings: float64(r.NEff), TaggedRead: float64(h.tagged),
		TaggedTrue: float64(h.right), OthersRead: float64(h.others), OthersMissed: float64(h.missed)}, confidence)
	if c.High-c.Low <= c.Share {
		r.Corrected, r.CorrectedLow, r.CorrectedHigh = Number(c.Share), Number(c.Low), Number(c.High)
	}
}

// Precision returns the part of the openings with the tag that have the skill, as far as they were read, with its interval (Wilson
// 1927). It is not defined while none was read.
func (r *SkillRow) Precision(confidence float64) (p, low, high Number) {
	l, h := stats.Wilson(float64(r.ReadTrue), float64(r.ReadTagged), confidence)
	return Number(float64(r.ReadTrue) / float64(r.ReadTagged)), Number(l), Number(h)
}

// Recall returns the part of the openings with the skill that have the tag. Its limits follow from those of the part of the openings
// without the tag that have the skill (Wilson 1927), which decides it: of a rare skill, a hundred readings without a miss still allow
// for many. It is not defined until both kinds have been read.
func (r *SkillRow) Recall(confidence float64) (p, low, high Number) {
	found := float64(r.Share) * float64(r.ReadTrue) / float64(r.ReadTagged)
	recall := func(missed float64) Number { return Number(found / (found + (1-float64(r.Share))*missed)) }
	l, h := stats.Wilson(float64(r.ReadMissed), float64(r.ReadUntagged), confidence)
	return recall(float64(r.ReadMissed) / float64(r.ReadUntagged)), recall(h), recall(l)
}
