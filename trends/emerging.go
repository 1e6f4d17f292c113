package trends

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"trends/trends/stats"
)

// EmergingOptions say what a term must show to be listed. The zero value is not usable: start from DefaultEmergingOptions.
type EmergingOptions struct {
	Openings  int     `json:"openings"`  // that name it now
	Employers int     `json:"employers"` // that name it now
	Sources   int     `json:"sources"`   // that name it now; 1 where only one source can be compared
	Z         float64 `json:"z"`         // its log-odds now against before, in standard errors, must be above
	Before    int     `json:"before"`    // months before "now" that it is compared with
	Sample    float64 `json:"sample"`    // share of the openings that is read; 0 takes the largest of 1, 0.5, 0.2, 0.1 … that reads at most MaxTexts
	MaxTexts  int     `json:"max_texts"`
	Seed      uint64  `json:"seed"` // of the sample
}

// DefaultEmergingOptions returns the published settings.
func DefaultEmergingOptions() EmergingOptions {
	return EmergingOptions{Openings: 15, Employers: 8, Sources: 2, Z: 3, Before: 12, MaxTexts: 20_000, Seed: 1}
}

// EmergingTerm is a term outside the taxonomy that rises. Counts are of openings that were read.
type EmergingTerm struct {
	Key         string   `json:"-"`
	Term        string   `json:"term"` // the most frequent spelling
	Openings    int      `json:"openings"`
	Total       int      `json:"total"`
	Share       Number   `json:"share"`
	Before      int      `json:"before"`
	TotalBefore int      `json:"total_before"`
	ShareBefore Number   `json:"share_before"`
	Employers   int      `json:"employers"`   // that name it now
	Sources     int      `json:"sources"`     // likewise
	Z           Number   `json:"z"`           // a score to sort by, not a test
	CValue      Number   `json:"c_value"`     // how much it is a term of its own: stats.CValue
	Burst       Number   `json:"burst"`       // weight of its bursts in the window (Kleinberg 2003), 0 without one
	First       string   `json:"first_month"` // of the window, in which it was named
	Spellings   []string `json:"spellings"`   // all, the most frequent first
	Sentences   []string `json:"sentences"`   // that name it, of different employers; filled in by who has the texts
	Near        []string `json:"near"`        // skills that end with the same word, as a hint; likewise
	Postings    []int64  `json:"-"`           // the ads of the openings now, by month, employer and posting
	examples    []int64  // one of them for each known employer
}

// EmergingReport lists the terms outside the taxonomy that rise, the highest z first.
type EmergingReport struct {
	Scope          Scope           `json:"scope"`
	Filter         map[string]any  `json:"filter"`
	Window         Span            `json:"window"` // all months that were read
	Now            Span            `json:"now"`
	Before         Span            `json:"before"`
	BeforeMonths   int             `json:"before_months"` // complete ones in it
	Openings       int             `json:"openings"`      // now, that were read, in sources that are also there before
	OpeningsBefore int             `json:"openings_before"`
	Employers      int             `json:"employers"` // now
	Sources        []string        `json:"sources"`   // that are there now and before: all counts are inside them
	OneSource      bool            `json:"one_source"`
	Sample         float64         `json:"sample"`     // share of the openings that was read
	Texts          int             `json:"texts"`      // that were read
	Candidates     int             `json:"candidates"` // different terms in them
	Supported      int             `json:"supported"`  // of them with a C-value above 0 and enough openings, employers and sources
	Lacks          string          `json:"lacks"`      // why nothing can be said; "" if something can
	Settings       EmergingOptions `json:"settings"`
	Terms          []EmergingTerm  `json:"terms"`
}

// Emerging counts terms in the openings of a window. Ads says whose texts to read; Add takes what was found in each, in any order; Report
// lists what rises.
type Emerging struct {
	p      *Panel
	q      Query
	o      EmergingOptions
	window []int32
	now    []int32
	before []int32
	source []bool // by source: it has openings now and before
	sample float64
	units  map[int64]unit // by posting

	codes map[string]int32 // by key
	terms []termCount
}

// termCount is what is known of one term.
type termCount struct {
	key   string
	spelt map[string]int
	ads   []int64 // that name it
}

// NewEmerging plans which texts to read: those of openings in the months of the window, in sources that have openings both in the last
// three complete months and in the months before, and of these a share, chosen by the hash of posting and seed: a smaller share
// reads a part of what a larger one does.
func (p *Panel) NewEmerging(q Query, o EmergingOptions) *Emerging {
	q.Scope, q.Active = cmp.Or(q.Scope, ScopeML), false
	e := &Emerging{p: p, q: q, o: o, units: map[int64]unit{}, codes: map[string]int32{}}
	e.window = p.Window(max(p.opt.Window, o.Before+nowMonths), q.Until)
	if len(e.window) < 2*nowMonths {
		return e
	}
	e.now = e.window[len(e.window)-nowMonths:]
	for _, m := range e.window[:len(e.window)-nowMonths] {
		if m >= e.now[0]-int32(o.Before) {
			e.before = append(e.before, m)
		}
	}
	units := e.matched()
	e.sample = o.Sample
	if e.sample == 0 {
		e.sample = sampleOf(len(units), o.MaxTexts)
	}
	for _, u := range units {
		if id := p.snap.Ads.Posting[u.ad]; sampled(id, o.Seed, e.sample) {
			e.units[id] = u
		}
	}
	return e
}

// matched returns the openings of the window in the sources that are there now and before.
func (e *Emerging) matched() []unit {
	p := e.p
	units := slices.DeleteFunc(p.openings(e.q), func(u unit) bool { return !slices.Contains(e.window, u.month) })
	var there [2][]bool
	for i, months := range [2][]int32{e.now, e.before} {
		there[i] = make([]bool, len(p.snap.Sources))
		for _, u := range units {
			if slices.Contains(months, u.month) {
				there[i][p.snap.Ads.Source[u.ad]] = true
			}
		}
	}
	e.source = make([]bool, len(p.snap.Sources))
	for s := range e.source {
		e.source[s] = there[0][s] && there[1][s]
	}
	return slices.DeleteFunc(units, func(u unit) bool { return !e.source[p.snap.Ads.Source[u.ad]] })
}

// sampleOf returns the largest of 1, 0.5, 0.2, 0.1, 0.05 … of which n texts give at most so many.
func sampleOf(n, most int) float64 {
	for scale := 1.0; ; scale /= 10 {
		for _, share := range []float64{1, 0.5, 0.2} {
			if float64(n)*share*scale <= float64(most) || scale < 1e-6 {
				return share * scale
			}
		}
	}
}

// sampled reports whether a posting is part of a sample.
func sampled(posting int64, seed uint64, share float64) bool {
	return float64(Hash63(strconv.FormatUint(seed, 10), strconv.FormatInt(posting, 10))) < share*math.Exp2(63)
}

// Ads returns the postings to read, ascending.
func (e *Emerging) Ads() []int64 {
	var ids []int64
	for id := range e.units {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Add takes the terms of a posting of Ads. A term counts once a posting, however often it is named.
func (e *Emerging) Add(posting int64, terms []Term) {
	for _, t := range terms {
		code, ok := e.codes[t.Key]
		if !ok {
			code = int32(len(e.terms))
			e.codes[t.Key] = code
			e.terms = append(e.terms, termCount{key: t.Key, spelt: map[string]int{}})
		}
		c := &e.terms[code]
		if n := len(c.ads); n == 0 || c.ads[n-1] != posting {
			c.ads = append(c.ads, posting)
			c.spelt[t.Text]++
		}
	}
}

// Report lists the terms that rise: with a C-value above 0 and enough openings, employers and sources now, whose log-odds now against
// before, shrunk towards what is usual (Monroe, Colaresi and Quinn 2008), lie above the setting.
func (e *Emerging) Report() *EmergingReport {
	r := e.head()
	if r.Lacks != "" {
		return r
	}
	keys, n := make([]string, len(e.terms)), make([]int, len(e.terms))
	now, before, all := make([]float64, len(e.terms)), make([]float64, len(e.terms)), make([]float64, len(e.terms))
	for i := range e.terms {
		t := &e.terms[i]
		keys[i], n[i], all[i] = t.key, len(t.ads), float64(len(t.ads))
		now[i], before[i] = float64(e.count(t, e.now)), float64(e.count(t, e.before))
	}
	change := termChanges(now, before, all, r)
	value := stats.CValue(keys, n)
	for i := range e.terms {
		if value[i] <= 0 || int(now[i]) < e.o.Openings {
			continue
		}
		row := e.row(&e.terms[i], r)
		if row.Employers < e.o.Employers || row.Sources < r.Settings.Sources {
			continue
		}
		r.Supported++
		if row.Before, row.Z, row.CValue = int(before[i]), Number(change[i].Z), Number(value[i]); change[i].Z > e.o.Z {
			row.ShareBefore = Number(before[i] / float64(r.OpeningsBefore))
			row.Burst = Number(e.burst(&e.terms[i]))
			r.Terms = append(r.Terms, row)
		}
	}
	slices.SortFunc(r.Terms, func(a, b EmergingTerm) int { return cmp.Or(cmp.Compare(b.Z, a.Z), cmp.Compare(a.Key, b.Key)) })
	return r
}

// termChanges compares the openings that name each term now and before. What an opening says beside its terms is one more thing that it says:
// where little else is named, a term would be compared with itself.
func termChanges(now, before, all []float64, r *EmergingReport) []stats.TermChange {
	now, before, all = append(now, float64(r.Openings)), append(before, float64(r.OpeningsBefore)), append(all, float64(r.Texts))
	var said float64
	for _, k := range now {
		said += k
	}
	return stats.LogOdds(now, before, stats.DirichletPrior(all, said*priorPart))
}

// priorPart is how large the prior is, as a part of what is counted now.
const priorPart = 0.1

// head fills in what was read.
func (e *Emerging) head() *EmergingReport {
	r := &EmergingReport{Scope: e.q.Scope, Filter: e.q.filter(), Sources: []string{}, Sample: e.sample, Texts: len(e.units), Candidates: len(e.terms),
		BeforeMonths: len(e.before), Settings: e.o, Terms: []EmergingTerm{}}
	if len(e.window) < 2*nowMonths {
		r.Lacks = "six complete months are needed: three to look at, and three to compare them with"
		return r
	}
	r.Window, r.Now, r.Before = spanOf(e.window), spanOf(e.now), spanOf(e.before)
	for s, in := range e.source {
		if in {
			r.Sources = append(r.Sources, e.p.snap.Sources[s].Key)
		}
	}
	employers := map[uint32]bool{}
	for _, u := range e.units {
		switch {
		case slices.Contains(e.now, u.month):
			r.Openings++
			employers[e.p.snap.Ads.Employer[u.ad]] = true
		case slices.Contains(e.before, u.month):
			r.OpeningsBefore++
		}
	}
	delete(employers, 0)
	r.Employers = len(employers)
	if r.OneSource = len(r.Sources) == 1; r.OneSource {
		r.Settings.Sources = 1
	}
	if r.Openings == 0 || r.OpeningsBefore == 0 {
		r.Lacks = "no source has openings both in the last three complete months and before"
	}
	return r
}

func spanOf(months []int32) Span {
	return Span{MonthName(months[0]), MonthName(months[len(months)-1])}
}

// row describes a term in the openings of now.
func (e *Emerging) row(t *termCount, r *EmergingReport) EmergingTerm {
	row := EmergingTerm{Key: t.key, Total: r.Openings, TotalBefore: r.OpeningsBefore}
	a := &e.p.snap.Ads
	employers, sources := map[uint32]bool{}, map[uint16]bool{}
	first := int32(math.MaxInt32)
	var units []unit
	for _, id := range t.ads {
		u := e.units[id]
		first = min(first, u.month)
		if slices.Contains(e.now, u.month) {
			units = append(units, u)
			employers[a.Employer[u.ad]], sources[a.Source[u.ad]] = true, true
		}
	}
	delete(employers, 0)
	slices.SortFunc(units, func(x, y unit) int {
		return cmp.Or(cmp.Compare(x.month, y.month), cmp.Compare(a.Employer[x.ad], a.Employer[y.ad]), cmp.Compare(x.ad, y.ad))
	})
	shown := map[uint32]bool{0: true}
	for _, u := range units {
		row.Postings = append(row.Postings, a.Posting[u.ad])
		if who := a.Employer[u.ad]; !shown[who] {
			shown[who] = true
			row.examples = append(row.examples, a.Posting[u.ad])
		}
	}
	slices.Sort(row.examples) // keys are hashes: no employer comes first by its name
	row.Openings, row.Employers, row.Sources, row.First = len(units), len(employers), len(sources), MonthName(first)
	row.Share = Number(float64(row.Openings) / float64(r.Openings))
	for text := range t.spelt {
		row.Spellings = append(row.Spellings, text)
	}
	slices.SortFunc(row.Spellings, func(x, y string) int { return cmp.Or(t.spelt[y]-t.spelt[x], cmp.Compare(x, y)) })
	row.Term = row.Spellings[0]
	return row
}

// burst returns the weight of the bursts of a term in the months of the window.
func (e *Emerging) burst(t *termCount) float64 {
	n, k := make([]float64, len(e.window)), make([]float64, len(e.window))
	for _, u := range e.units {
		n[slices.Index(e.window, u.month)]++
	}
	for _, id := range t.ads {
		k[slices.Index(e.window, e.units[id].month)]++
	}
	return stats.FindBursts(n, k, 2, 1).Weight
}

// Examples returns at most n postings that name the term now, of different employers.
func (t *EmergingTerm) Examples(n int) []int64 { return t.examples[:min(n, len(t.examples))] }

// Term describes one term, whether it rises or not, without a score. ok is false if no opening now names it.
func (e *Emerging) Term(key string) (row EmergingTerm, ok bool) {
	code, known := e.codes[key]
	r := e.head()
	if !known || r.Lacks != "" {
		return row, false
	}
	row = e.row(&e.terms[code], r)
	row.Before = e.count(&e.terms[code], e.before)
	row.Z, row.CValue, row.Burst = Undefined(), Undefined(), Undefined()
	return row, row.Openings > 0
}

// count returns the openings of the months that name a term.
func (e *Emerging) count(t *termCount, months []int32) (n int) {
	for _, id := range t.ads {
		if slices.Contains(months, e.units[id].month) {
			n++
		}
	}
	return n
}
