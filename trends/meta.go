package trends

import (
	"fmt"
	"strings"
)

// fillMeta writes the head of a report.
func (p *Panel) fillMeta(r *Report, q Query, window []int32) {
	m := &r.Meta
	m.Scope, m.Count, m.Filter = q.Scope, "new", q.filter()
	m.Taxonomy, m.Tagger, m.Settings = p.snap.Taxonomy, p.snap.Measured, p.opt
	m.Months, m.Now = []string{}, []string{}
	if q.Active {
		m.Count = "active"
	}
	in := map[int32]bool{}
	for _, month := range window {
		in[month] = true
		m.Months = append(m.Months, MonthName(month))
	}
	for _, month := range q.now(window) {
		m.Now = append(m.Now, MonthName(month))
	}
	if len(window) > 0 {
		m.Window = Span{MonthName(window[0]), MonthName(window[len(window)-1])}
	}
	m.AsOf = p.asOf()
	employers := map[uint32]bool{}
	for _, u := range p.openings(q) {
		if in[u.month] {
			m.Openings++
			if code := p.snap.Ads.Employer[u.ad]; code != 0 {
				employers[code] = true
			}
		}
	}
	m.Employers = len(employers)
	m.Joining = p.Joining(q)
	m.Sources = p.sourceSummaries(q, in)
	active := 0
	for _, s := range m.Sources {
		if s.Records > 0 {
			active++
		}
	}
	m.OneSource = active == 1
}

// asOf is the last day the data know of: the last read of a watched source, or the last posting date of an import.
func (p *Panel) asOf() string {
	last := NoTime
	for i := range p.cover {
		last = max(last, p.cover[i].LastRead())
	}
	for i, src := range p.snap.Ads.Source {
		if p.cover[src].LastRead() == NoTime {
			last = max(last, p.snap.Ads.Posted[i])
		}
	}
	return dayName(last)
}

// dayName writes a DayNumber as "2006-01-02", NoTime as "".
func dayName(day int32) string {
	if day == NoTime {
		return ""
	}
	return Day(day).Format("2006-01-02")
}

// filter lists the slices of a query beside its scope, by flag name.
func (q Query) filter() map[string]any {
	f := map[string]any{}
	for name, value := range map[string]string{"role": q.Role, "seniority": q.Seniority, "country": q.Country, "remote": string(q.Remote),
		"source": q.Source, "level": q.Level.String(), "until": q.Until, "period": q.Period} {
		if value != "" {
			f[name] = value
		}
	}
	return f
}

func (p *Panel) sourceSummaries(q Query, in map[int32]bool) []SourceSummary {
	records := make([]int, len(p.snap.Sources))
	for _, u := range p.records(q) {
		if in[u.month] {
			records[p.snap.Ads.Source[u.ad]]++
		}
	}
	out := make([]SourceSummary, len(p.snap.Sources))
	for i := range p.snap.Sources {
		out[i] = SourceSummary{Key: p.snap.Sources[i].Key, LastRead: dayName(p.cover[i].LastRead()), Records: records[i], Backlog: p.backlog[i],
			Epochs: p.epochStarts(i)}
		first := p.cover[i].ValidFrom()
		if first == NoTime {
			continue
		}
		out[i].ValidFrom = MonthName(first)
		for month := range in {
			if month >= first && !p.whole[i][month] {
				out[i].Missing++
			}
		}
	}
	return out
}

// warn lists the doubts that concern the whole report.
func (p *Panel) warn(r *Report, q Query, window []int32) {
	r.Warnings = []Warning{}
	add := func(code, format string, args ...any) {
		r.Warnings = append(r.Warnings, Warning{code, fmt.Sprintf(format, args...)})
	}
	if p.snap.Ads.Len() == 0 {
		add("empty", "the database holds no postings: run `trends crawl`, or `trends import --complete FILE`")
		return
	}
	if q.Active && len(window) < nowMonths {
		add("no complete month", "months that are complete so far: %d; shares describe what is open, and nothing can be said about change", len(window))
	}
	if !q.Active && len(window) < p.opt.MinMonths {
		add("short", "%d complete months: %d are needed to test a change", len(window), p.opt.MinMonths)
	}
	if !q.Active && len(window) >= p.opt.MinMonths && len(window) < 12 {
		add("season", "less than a year: a seasonal swing cannot be told from a trend")
	}
	p.warnMonths(r, window, add)
	p.warnSources(r, add)
	p.warnEpochs(window, add)
	if swaps := r.Meta.Joining.Swaps; len(swaps) > 0 {
		add("repost window", "the order of the 20 skills named most depends on how reposts are joined: with a window of %d days %s is named by more "+
			"openings than %s (%d such pairs)", swaps[0].Days, swaps[0].Second, swaps[0].First, len(swaps))
	}
	if p.snap.Stale > 0 {
		add("stale tags", "%d postings carry tags of another taxonomy: run `trends extract`", p.snap.Stale)
	}
	if m := p.snap.Measured; m == nil || m.Taxonomy != p.snap.Taxonomy {
		add("tags not measured", "nobody has measured how often taxonomy %s tags rightly: run `trends eval --record FILE` on labelled postings", p.snap.Taxonomy)
	}
	if r.Meta.Confirmed > 0 {
		add("false claims", "of %d confirmed changes about %.1f are expected to be false (false discovery rate %g %%)",
			r.Meta.Confirmed, p.opt.FDR*float64(r.Meta.Confirmed), 100*p.opt.FDR)
	}
}

// warnMonths names months of the window's span that are not used, and the month that is still coming in.
func (p *Panel) warnMonths(r *Report, window []int32, add func(code, format string, args ...any)) {
	if len(window) == 0 {
		return
	}
	used := map[int32]bool{}
	for _, m := range window {
		used[m] = true
	}
	var missing []string
	for m := window[0]; m < window[len(window)-1]; m++ {
		if !used[m] {
			missing = append(missing, MonthName(m))
		}
	}
	if len(missing) > 0 {
		add("missing months", "not watched whole, left out: %s", strings.Join(missing, ", "))
	}
	for _, m := range p.months {
		if m.Month > window[len(window)-1] && !m.Complete && m.In > 0 && r.Meta.Filter["until"] == nil {
			add("incomplete month", "%s is left out: about %.0f %% in", MonthName(m.Month), 100*m.In)
		}
	}
}

// warnSources names what the sources do not tell: backlog, silence, unknown employers.
func (p *Panel) warnSources(r *Report, add func(code, format string, args ...any)) {
	backlog, silent, newest := 0, []string{}, NoTime
	for i := range p.cover {
		newest = max(newest, p.cover[i].LastRead())
	}
	for i := range p.cover {
		backlog += p.backlog[i]
		if last := p.cover[i].LastRead(); last != NoTime && newest-last > int32(p.opt.Outage) {
			silent = append(silent, fmt.Sprintf("%s (since %s)", p.snap.Sources[i].Key, dayName(last)))
		}
	}
	if backlog > 0 {
		add("backlog", "%d ads are not counted as new: they were up before their source was watched, or have no usable date", backlog)
	}
	if len(silent) > 0 {
		add("silent sources", "not read for more than %d days: %s", p.opt.Outage, strings.Join(silent, ", "))
	}
	unknown, total := make([]int, len(p.cover)), make([]int, len(p.cover))
	for i, src := range p.snap.Ads.Source {
		total[src]++
		if p.snap.Ads.Employer[i] == 0 {
			unknown[src]++
		}
	}
	var vague []string
	for i := range total {
		if 5*unknown[i] > total[i] {
			vague = append(vague, fmt.Sprintf("%s (%d of %d)", p.snap.Sources[i].Key, unknown[i], total[i]))
		}
	}
	if len(vague) > 0 {
		add("unknown employers", "more than a fifth of the ads name no employer: %s", strings.Join(vague, ", "))
	}
}
