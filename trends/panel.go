package trends

import (
	"cmp"
	"maps"
	"path"
	"slices"

	"trends/trends/stats"
)

// Panel is a snapshot with its calendar settled: which source was watched in which month, which months are complete, and
// which ads were new in theirs. Every count, series, trend and report is read off a panel.
type Panel struct {
	snap    *Snapshot
	opt     Options
	cover   []Coverage       // by source
	whole   []map[int32]bool // by source: months that are watched and complete
	volume  []float64        // by source: usual number of new ads in a watched month
	fresh   []bool           // by ad: new in its month, as far as its own source can tell
	months  []MonthState     // ascending, every month in which some source was watched and has new ads
	backlog []int            // by source: ads that were there before the source was watched, or have no usable date
	byMonth map[int32]int    // index in months
	delays  []*stats.Delays  // by source; nil where too few are known
	epochs  []epoch          // of all sources, by source, then month
	epochOf []int            // by source: its first place in epochs, and one more
}

// MonthState says how much of a month is in.
type MonthState struct {
	Month    int32
	Ads      int     // new ads in watched sources
	In       float64 // estimated share of the month's openings that are in, 0 to 1
	Complete bool    // In reaches the setting; only such months are tested, ranked or called "now"
}

// NewPanel settles the calendar of a snapshot. The snapshot is not changed and must not change afterwards.
func NewPanel(s *Snapshot, o Options) *Panel {
	p := &Panel{snap: s, opt: o, fresh: make([]bool, s.Ads.Len())}
	have := make([]map[int32]bool, len(s.Sources))
	for i := range have {
		have[i] = map[int32]bool{}
	}
	for i, src := range s.Ads.Source {
		if m := s.Ads.Month[i]; m != NoTime {
			have[src][m] = true
		}
	}
	for i := range s.Sources {
		p.cover = append(p.cover, Cover(&s.Sources[i], have[i], o))
	}
	p.backlog = make([]int, len(s.Sources))
	for i, src := range s.Ads.Source {
		p.fresh[i] = p.cover[src].Counts(s.Ads.Month[i], s.Ads.FirstSeen[i])
		if !p.fresh[i] {
			p.backlog[src]++
		}
	}
	p.settleMonths()
	p.settleEpochs()
	return p
}

// settleMonths finds the complete months, of each source and of all together (statistics of reporting delays: Lawless 1994).
func (p *Panel) settleMonths() {
	ads := make([]map[int32]int, len(p.cover)) // new ads by source and month
	for i := range ads {
		ads[i] = map[int32]int{}
	}
	for i, src := range p.snap.Ads.Source {
		if p.fresh[i] {
			ads[src][p.snap.Ads.Month[i]]++
		}
	}
	p.delays = p.estimateDelays()
	in := make([]map[int32]float64, len(p.cover))
	all := map[int32]bool{}
	p.volume = make([]float64, len(p.cover))
	p.whole = make([]map[int32]bool, len(p.cover))
	for s := range p.cover {
		in[s], p.whole[s] = map[int32]float64{}, map[int32]bool{}
		for m, n := range ads[s] {
			all[m] = true
			if !p.cover[s].Covered(m) {
				continue
			}
			in[s][m] = p.monthIn(s, m)
			p.whole[s][m] = in[s][m] >= p.opt.Completeness
			p.volume[s] += float64(n)
		}
		if len(in[s]) > 0 {
			p.volume[s] /= float64(len(in[s]))
		}
	}
	p.byMonth = map[int32]int{}
	for _, m := range slices.Sorted(maps.Keys(all)) {
		state := MonthState{Month: m}
		var weight float64
		for s := range p.cover {
			state.Ads += ads[s][m]
			if share, ok := in[s][m]; ok {
				weight += p.volume[s]
				state.In += p.volume[s] * share
			}
		}
		if weight > 0 {
			state.In /= weight
		}
		state.Complete = state.In >= p.opt.Completeness
		p.byMonth[m] = len(p.months)
		p.months = append(p.months, state)
	}
}

// estimateDelays returns the distribution of days from posting to first sighting per source, from the last 180 days.
func (p *Panel) estimateDelays() []*stats.Delays {
	const memory = 180
	delay, window := make([][]int, len(p.cover)), make([][]int, len(p.cover))
	a := &p.snap.Ads
	for i, src := range a.Source {
		last := p.cover[src].LastRead()
		if !p.fresh[i] || last == NoTime || a.Posted[i] == NoTime || last-a.Posted[i] > memory || a.Posted[i] > last {
			continue
		}
		delay[src] = append(delay[src], int(max(0, min(a.FirstSeen[i], last)-a.Posted[i])))
		window[src] = append(window[src], int(last-a.Posted[i]))
	}
	out := make([]*stats.Delays, len(p.cover))
	for s := range out {
		if len(delay[s]) >= p.opt.MinDelays {
			out[s] = stats.NewDelays(delay[s], window[s])
		}
	}
	return out
}

// monthIn estimates the share of a watched month's openings that the source has shown by its last read.
func (p *Panel) monthIn(source int, month int32) float64 {
	if p.cover[source].declared[month] {
		return 1
	}
	last, end := p.cover[source].LastRead(), FirstDay(month+1)
	if p.delays[source] == nil {
		if last >= end+int32(p.opt.Lag) {
			return 1
		}
		return float64(max(0, min(last, end)-FirstDay(month))) / float64(end+int32(p.opt.Lag)-FirstDay(month))
	}
	return p.delays[source].Complete(int(FirstDay(month)), int(end), int(last))
}

// Months returns the calendar: every month with new ads in a watched source, ascending.
func (p *Panel) Months() []MonthState { return slices.Clone(p.months) }

// Window returns the complete months of the last n calendar months up to until ("" for the last complete month), ascending.
// n <= 0 is all of them.
func (p *Panel) Window(n int, until string) []int32 {
	end, ok := MonthNumber(until)
	var out []int32
	for i := len(p.months) - 1; i >= 0; i-- {
		m := p.months[i]
		if !m.Complete || ok && m.Month > end {
			continue
		}
		if !ok {
			end, ok = m.Month, true
		}
		if n > 0 && m.Month <= end-int32(n) {
			break
		}
		out = append(out, m.Month)
	}
	slices.Reverse(out)
	return out
}

// settled returns the query with its open choices made: the scope, and whether new or open openings are counted. As long as fewer
// months are complete than a report calls "now", or no period of the query is whole, what is open says more than what was new.
func (p *Panel) settled(q Query, window []int32) Query {
	q.Scope = cmp.Or(q.Scope, ScopeML)
	q.Active = q.Active || len(q.now(window)) == 0 || len(window) < nowMonths && !q.New
	return q
}

// nowMonths is how many complete months a report calls "now", if the query names no period.
const nowMonths = 3

// now returns the months of the window that levels speak of: the last three, or the last whole period of the query. A period is whole when
// the window holds every month of it.
func (q Query) now(window []int32) []int32 {
	size := map[string]int32{"month": 1, "quarter": 3, "year": 12}[q.Period]
	if size == 0 {
		return window[max(0, len(window)-nowMonths):]
	}
	for end := len(window); end >= int(size); end-- {
		months := window[end-int(size) : end]
		if months[0]%size == 0 && months[size-1]-months[0] == size-1 { // months count from a January
			return months
		}
	}
	return nil
}

// counted reports whether ad i is used in its month: it was new there, and its source's month is watched and complete. In a
// month that is not complete for all sources together, what is in so far counts, and the month says so.
func (p *Panel) counted(i int) bool {
	if !p.fresh[i] {
		return false
	}
	month := p.snap.Ads.Month[i]
	return p.whole[p.snap.Ads.Source[i]][month] || !p.months[p.byMonth[month]].Complete
}

// accepts compiles a query into a test of one ad.
func (p *Panel) accepts(q Query) func(i int) bool {
	a := &p.snap.Ads
	role := uint32(0)
	for i, id := range p.snap.Roles {
		if id == q.Role {
			role = 1 << i
		}
	}
	seniority := uint8(0)
	if i := slices.Index(Seniorities(), q.Seniority); i >= 0 {
		seniority = 1 << i
	}
	remote := slices.Index(Remotes(), q.Remote)
	country := slices.Index(p.snap.Countries, q.Country)
	sources := make([]bool, len(p.snap.Sources))
	for i := range sources {
		match, err := path.Match(q.Source, p.snap.Sources[i].Key)
		sources[i] = q.Source == "" || q.Source == p.snap.Sources[i].Key || err == nil && match
	}
	return func(i int) bool {
		return (q.Scope == ScopeAll || a.ML[i]) &&
			(q.Role == "" || a.Roles[i]&role != 0) &&
			(q.Seniority == "" || a.Seniority[i]&seniority != 0) &&
			(q.Remote == "" || int(a.Remote[i]) == remote) &&
			(q.Country == "" || int(a.Country[i]) == country) &&
			sources[a.Source[i]]
	}
}

// unit is one opening, record or ad that counts in a month: ad is the posting that stands for it.
type unit struct {
	ad    int
	month int32
}

// records returns the source records of a query: each opening as seen in one source, at the month it was new there. They
// carry every trend. Ordered by ad.
func (p *Panel) records(q Query) []unit {
	accept, a := p.accepts(q), &p.snap.Ads
	var out []unit
	for i := range a.Posting {
		if a.Record[i] == a.Posting[i] && p.counted(i) && accept(i) {
			out = append(out, unit{i, a.Month[i]})
		}
	}
	return out
}

// postings returns the ads of a query without joining any. Ordered by ad.
func (p *Panel) postings(q Query) []unit {
	accept, a := p.accepts(q), &p.snap.Ads
	var out []unit
	for i := range a.Posting {
		if p.counted(i) && accept(i) {
			out = append(out, unit{i, a.Month[i]})
		}
	}
	return out
}

// openings returns the openings of a query, joined over all sources, at the month of their earliest ad. An opening whose
// earliest ad is backlog was not new when it was first watched, and is left out. Ordered by ad.
func (p *Panel) openings(q Query) []unit {
	accept, a := p.accepts(q), &p.snap.Ads
	stand := map[int64]int{} // opening → a counted ad of the same month that can stand for an uncounted head
	for i := range a.Posting {
		if a.Opening[i] == a.Posting[i] || !p.counted(i) {
			continue
		}
		head, found := slices.BinarySearch(a.Posting, a.Opening[i])
		if _, ok := stand[a.Opening[i]]; found && !ok && a.Month[head] == a.Month[i] {
			stand[a.Opening[i]] = i
		}
	}
	var out []unit
	for i := range a.Posting {
		if a.Opening[i] != a.Posting[i] {
			continue
		}
		ad := i
		if !p.counted(i) {
			other, ok := stand[a.Opening[i]]
			if !ok {
				continue
			}
			ad = other
		}
		if accept(ad) {
			out = append(out, unit{ad, a.Month[ad]})
		}
	}
	return out
}

// open returns the openings that were up at their source's last read, joined over all sources. Ordered by ad.
func (p *Panel) open(q Query) []unit {
	accept, a := p.accepts(q), &p.snap.Ads
	seen := map[int64]bool{}
	var out []unit
	for i := range a.Posting {
		if a.Closed[i] == NoTime && p.current(i) && accept(i) && !seen[a.Opening[i]] {
			seen[a.Opening[i]] = true
			out = append(out, unit{i, a.Month[i]})
		}
	}
	return out
}

// current reports whether ad i belongs to its source's last reading: for a monthly archive that is its last month.
func (p *Panel) current(i int) bool {
	src := p.snap.Ads.Source[i]
	if len(p.cover[src].declared) == 0 {
		return true
	}
	last := NoTime
	for m := range p.cover[src].declared {
		last = max(last, m)
	}
	return p.snap.Ads.Month[i] == last
}

// skillCode returns the code of a skill in the snapshot; ok is false for one that no ad of it names.
func (p *Panel) skillCode(id string) (code int, ok bool) {
	return slices.BinarySearch(p.snap.Skills, id)
}
