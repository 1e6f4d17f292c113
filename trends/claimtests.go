package trends

import (
	"cmp"
	"fmt"
	"slices"

	"trends/trends/stats"
)

// claimWork is what the parts of claims are tested on.
type claimWork struct {
	p        *Panel
	q        Query // settled
	window   []int32
	skills   []SkillInfo
	now      *levels
	openings []unit // of all months; nil when active openings are counted
	tests    *tests // nil when active openings are counted
	single   bool   // one source: the head says so, once
}

func (p *Panel) claimWork(q Query, window []int32, skills []SkillInfo, single bool) *claimWork {
	w := &claimWork{p: p, q: q, window: window, skills: skills, now: p.levels(q, window), single: single}
	if !q.Active {
		w.openings, w.tests = p.openings(q), p.tests(q, window)
	}
	return w
}

// subject is the openings and records that a part speaks of, with their figures.
type subject struct {
	accept func(ad int) bool
	row    SkillRow
	hits   []int32 // cells of its records in the window; nil if nothing is tested
	found  string  // what its trend lacks because one of its skills was found by its rise in the window; "" if none was
}

// partTest is a part under test.
type partTest struct {
	part     *ClaimPart
	main     *subject
	class    []*subject // of a surge: the skills of its class but itself
	terms    []*subject // of a robust rise: each skill by itself
	without  []*subject // and all but it
	lead     *LeadFigures
	surge    *SurgeFigures
	emerging *EmergingFigures
}

// termSkills returns the skills that a robust rise must do without, one at a time.
func (t *partTest) termSkills() []string {
	if !t.part.Robust {
		return nil
	}
	return t.part.Any
}

// parts prepares every part of the claims, in order.
func (w *claimWork) parts(claims *Claims) []*partTest {
	var all []*partTest
	for i := range claims.List {
		for j := range claims.List[i].Parts {
			part := &claims.List[i].Parts[j]
			t := &partTest{part: part, main: w.subject(*part)}
			for _, info := range w.skills {
				if part.Kind == ClaimSurge && info.Group == part.Class && !slices.Equal(part.Skills(), []string{info.ID}) {
					t.class = append(t.class, w.subject(ClaimPart{All: []string{info.ID}, Level: part.Level}))
				}
			}
			for _, id := range t.termSkills() {
				alone, rest := *part, *part
				alone.Any = []string{id}
				rest.Any = slices.DeleteFunc(slices.Clone(part.Any), func(s string) bool { return s == id })
				t.terms, t.without = append(t.terms, w.subject(alone)), append(t.without, w.subject(rest))
			}
			all = append(all, t)
		}
	}
	return all
}

// subject compiles what a part counts into a test of one ad. The stricter of the part's and the query's levels holds.
func (w *claimWork) subject(part ClaimPart) *subject {
	const all, some = 1, 2
	snap := w.p.snap
	wanted := make([]uint8, len(snap.Skills)) // by skill code; a skill that no ad names has none, and is never named
	for bit, ids := range map[uint8][]string{all: part.All, some: part.Any} {
		for _, id := range ids {
			if code, ok := w.p.skillCode(id); ok {
				wanted[code] |= bit
			}
		}
	}
	role := uint32(0)
	if i := slices.Index(snap.Roles, part.Role); i >= 0 {
		role = 1 << i
	}
	a, level := &snap.Ads, max(w.q.Level, part.Level)
	return &subject{found: foundLacks(w.skills, part.Skills(), w.window), accept: func(ad int) bool {
		if part.Role != "" && a.Roles[ad]&role == 0 {
			return false
		}
		named, one := 0, len(part.Any) == 0
		for j := a.Start[ad]; j < a.Start[ad+1]; j++ {
			if bits := wanted[a.Skill[j]]; bits != 0 && Level(a.Level[j]) >= level {
				named += int(bits & all)
				one = one || bits&some != 0
			}
		}
		return one && named == len(part.All)
	}}
}

// test fills in the figures of every part, corrects the trend tests for their number, and returns how many there are and how many
// changes among them are confirmed.
func (w *claimWork) test(parts []*partTest) (tested, confirmed int) {
	var all []*subject
	for _, t := range parts {
		all = append(append(append(append(all, t.main), t.class...), t.terms...), t.without...)
	}
	w.measure(all)
	var ps []float64
	var family []*subject
	for _, t := range parts {
		if t.part.Kind.Trending() && t.main.row.Lacks == "" {
			family, ps = append(family, t.main), append(ps, float64(t.main.row.P))
		}
	}
	for i, q := range stats.BH(ps) {
		family[i].row.Q = Number(q)
		if q <= w.p.opt.FDR {
			confirmed++
		}
	}
	w.flag(parts)
	for _, t := range parts {
		w.measureKind(t)
	}
	return len(family), confirmed
}

// flag lists what may be wrong with the figures of parts and terms, as in a report.
func (w *claimWork) flag(parts []*partTest) {
	if w.tests != nil {
		w.tests.each(len(parts), w.tests.wave(), func(k *worker, i int) {
			row, hits := &parts[i].main.row, parts[i].main.hits
			if row.judge(w.p.opt); row.Verdict.Change() {
				k.doubt(row, hits, w.p.opt.Confidence)
			}
		})
	}
	if w.tests != nil && w.tests.seasonal() {
		w.tests.each(len(parts), true, func(k *worker, i int) {
			if row := &parts[i].main.row; row.Verdict.Change() {
				k.season(row, parts[i].main.hits)
			}
		})
	}
	for _, t := range parts {
		for _, s := range t.terms {
			s.row.flag(w.single)
		}
		t.main.row.flag(w.single)
		if t.part.Kind == ClaimLevel { // the doubts of a trend are none of its own
			ofShare := []string{FlagFewEmployers, FlagTopEmployer, FlagCapped, FlagSmall}
			t.main.row.Flags = slices.DeleteFunc(t.main.row.Flags, func(f string) bool { return !slices.Contains(ofShare, f) })
		}
	}
}

// measure fills in the share now and the trend of each subject.
func (w *claimWork) measure(subjects []*subject) {
	level := func(s *subject) { s.row = w.now.describe(SkillInfo{}, w.now.where(s.accept)) }
	if w.tests == nil {
		for _, s := range subjects {
			level(s)
			s.row.Lacks = w.lacks(w.p.opt.MinMonths)
		}
		return
	}
	w.tests.each(len(subjects), w.tests.wave(), func(k *worker, i int) {
		s := subjects[i]
		level(s)
		s.hits = w.tests.where(s.accept)
		k.trend(&s.row, s.hits)
		s.row.capped(w.tests, s.hits)
		s.row.Lacks = cmp.Or(s.row.Lacks, s.found)
	})
}

// where returns the units whose ad is accepted.
func (l *levels) where(accept func(ad int) bool) []int32 {
	var hits []int32
	for i, u := range l.units {
		if accept(u.ad) {
			hits = append(hits, int32(i))
		}
	}
	return hits
}

// levelsIn measures shares of the openings of some months, with the correlation inside employers that holds now.
func (w *claimWork) levelsIn(months []int32, level Level) *levels {
	l := &levels{p: w.p, rho: w.now.rho}
	for _, u := range w.openings {
		if slices.Contains(months, u.month) {
			l.units = append(l.units, u)
		}
	}
	l.index(level)
	return l
}

// lacks says what is missing for a statement that takes so many complete months; "" if nothing is.
func (w *claimWork) lacks(months int) string {
	switch {
	case len(w.window) < months:
		return fmt.Sprintf("%d more complete months", months-len(w.window))
	case w.q.Active:
		return "a count of new openings, not of those that are open"
	}
	return ""
}

// name names a skill for people.
func (w *claimWork) name(id string) string {
	for _, s := range w.skills {
		if s.ID == id {
			return cmp.Or(s.Name, id)
		}
	}
	return id
}
