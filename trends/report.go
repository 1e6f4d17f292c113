package trends

import (
	"reflect"
	"slices"

	"trends/trends/stats"
)

// Report says what rises, falls and stays, with everything needed to defend each number: the denominator, the interval,
// the sources behind it, the test, and what is doubtful. All faces (text, CSV, JSON, Markdown, HTML) write this value.
type Report struct {
	Meta     Meta       `json:"meta"`
	Skills   []SkillRow `json:"skills"`
	Warnings []Warning  `json:"warnings"`
}

// Meta is the head of a report: what was counted.
type Meta struct {
	Scope        Scope           `json:"scope"`
	Count        string          `json:"count"`  // "new": openings new in their month; "active": open at the last read
	Filter       map[string]any  `json:"filter"` // slices in force beside the scope
	Window       Span            `json:"window"` // primary window; empty when nothing is complete
	Months       []string        `json:"complete_months"`
	Now          []string        `json:"now"` // the last three complete months: levels speak of these
	AsOf         string          `json:"as_of"`
	Openings     int             `json:"openings"`     // in the window, joined over all sources
	OpeningsNow  int             `json:"openings_now"` // denominator of every share
	Records      int             `json:"records"`      // in the window, by source: the trends' base
	Employers    int             `json:"employers"`    // in the window
	EmployersNow int             `json:"employers_now"`
	Joining      Joining         `json:"joining"` // ads of the window that were joined
	Sources      []SourceSummary `json:"sources"`
	OneSource    bool            `json:"one_source"`
	Taxonomy     string          `json:"taxonomy"`
	Tagger       *Measured       `json:"tagger"` // null if nobody has measured it
	Tested       int             `json:"skills_tested"`
	Confirmed    int             `json:"confirmed"`
	Early        int             `json:"early"`               // early signals
	Selected     float64         `json:"selected_confidence"` // level of the intervals of changes, which were selected for being changes
	PriorDF      Number          `json:"prior_df"`            // what all skills say of one's dispersion, in degrees of freedom; null if it is without end, or nothing is tested
	PriorPhi     Number          `json:"prior_phi"`           // and that dispersion
	Wave         bool            `json:"yearly_wave"`         // the test allows for one yearly wave (Settings.WaveMonths)
	Rho          float64         `json:"rho"`                 // intra-employer correlation used for intervals
	Settings     Options         `json:"settings"`
}

// Span is a first and a last month "2006-01"; both "" when empty.
type Span struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// SourceSummary is what one source gives to a report.
type SourceSummary struct {
	Key       string   `json:"source"`
	ValidFrom string   `json:"counted_from"` // "" if no month of it counts yet
	LastRead  string   `json:"last_read"`    // day; "" for an archive
	Records   int      `json:"records"`      // in the window and scope
	Backlog   int      `json:"not_counted"`  // ads there before it was watched, or without a usable date
	Missing   int      `json:"missing_months"`
	Epochs    []string `json:"epochs"` // months from which it delivers something else, and counts as another source
}

// Warning is a doubt that concerns the whole report.
type Warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// SkillInfo names a skill for people, and says what must be known of it to test it.
type SkillInfo struct {
	ID, Name, Group string
	Within          []string // ids of skills that it is a kind or a part of
	Ambiguous       bool     // the name is also something else: it counts only where the words around it allow
	Found           Span     // months by whose rise it was found, if any: its test begins after them
}

// SkillRow is what a report says about one skill. Openings, total and share speak of Meta.Now; the trend speaks of the
// capped source records of Meta.Window. A Number that is not defined is NaN.
type SkillRow struct {
	Skill     string   `json:"skill"`
	Name      string   `json:"name"`
	Group     string   `json:"group"`
	Openings  int      `json:"openings"`
	Total     int      `json:"total"`
	Share     Number   `json:"share"`
	Low       Number   `json:"low"`
	High      Number   `json:"high"`
	Employers int      `json:"employers"` // that name the skill, now
	Sources   int      `json:"sources"`   // likewise
	OddsYear  Number   `json:"odds_ratio_year"`
	OddsLow   Number   `json:"odds_low"`
	OddsHigh  Number   `json:"odds_high"`
	Points    Number   `json:"points"` // change over the window, percentage points
	PointsLow Number   `json:"points_low"`
	PointsHi  Number   `json:"points_high"`
	P         Number   `json:"p"`
	Q         Number   `json:"q"`
	QEarly    Number   `json:"q_early"`
	Verdict   Verdict  `json:"verdict"`
	Flags     []string `json:"flags"`
	Lacks     string   `json:"lacks"` // what is missing for a test; "" if it was tested

	// What the printed figures are made of, so that each can be recomputed.
	Records         int    `json:"records"`  // with the skill, in the window
	RecordsOf       int    `json:"of"`       // all, in the window
	RecordEmployers int    `json:"by"`       // employers that name the skill in the window
	MentionMonths   int    `json:"in"`       // months with a mention
	CappedK         Number `json:"capped_k"` // records after the employer cap
	CappedN         Number `json:"capped_n"`
	Deff            Number `json:"deff"`
	NEff            Number `json:"n_eff"`
	Slope           Number `json:"b"` // logit per month
	Information     Number `json:"information"`
	Phi             Number `json:"phi"`
	SEMonth         Number `json:"se_month"`
	SEEmployer      Number `json:"se_employer"`
	PMonth          Number `json:"p_month"`
	PEmployer       Number `json:"p_employer"`
	TrendEmployers  int    `json:"g"`
	EffEmployers    Number `json:"g_eff"`
	Rho             Number `json:"rho"`           // of month residuals
	Pooled          Number `json:"pooled_points"` // what pooling all sources would claim, last against first three months
	TopEmployer     string `json:"top_employer"`  // the employer with most openings that name the skill, now
	TopShare        Number `json:"top_share"`     // its part of them
	SourcePart      Number `json:"source_part"`   // part of the information that the strongest source gives

	// Second opinions and doubts.
	PEarly             Number   `json:"p_early"`             // with the dispersion borrowed from all skills
	PhiEarly           Number   `json:"phi_early"`           // that dispersion
	PSeason            Number   `json:"p_season"`            // with a yearly wave, where the test has none: 12 to 23 months
	PSlow              Number   `json:"p_slow"`              // p_month if neighbouring months are as alike as rho says
	RankS              Number   `json:"rank_s"`              // Mann-Kendall on the line of a fixed source mix
	RankP              Number   `json:"rank_p"`              // its exact p
	SenPoints          Number   `json:"sen_points"`          // Theil-Sen slope of that line, points a month
	SenLow             Number   `json:"sen_low"`             // its interval
	SenHigh            Number   `json:"sen_high"`            // likewise
	OddsLowSelected    Number   `json:"odds_low_selected"`   // interval of a change at the level of Meta.Selected
	OddsHighSelected   Number   `json:"odds_high_selected"`  // likewise
	PointsLowSelected  Number   `json:"points_low_selected"` // likewise
	PointsHighSelected Number   `json:"points_high_selected"`
	FragileWithout     []string `json:"fragile_without"` // "source X", "employer Y": what the change hangs on, the worst first
	MixSources         []string `json:"mix_sources"`     // what makes pooled counting differ, with its points

	// Other ways to measure the share now.
	ShareCapped   Number `json:"share_capped"`   // of source records, none of an employer's above the cap
	ShareBalanced Number `json:"share_balanced"` // mean over employers of their own share

	// Against the same months of the year before, inside the sources that are in both.
	YearBefore    Number `json:"year_before"` // share then
	YearPoints    Number `json:"year_points"` // change, percentage points
	YearLow       Number `json:"year_low"`
	YearHigh      Number `json:"year_high"`
	YearRatio     Number `json:"year_ratio"` // share now / share then; only with 20 mentions then
	YearRatioLow  Number `json:"year_ratio_low"`
	YearRatioHigh Number `json:"year_ratio_high"`
	YearSources   int    `json:"year_sources"` // in both
	YearMatched   Number `json:"year_matched"` // their part of the records of the two

	// What people found who read openings of now by hand (`trends review`), and the share without the errors of the tagger. The share
	// is defined from MinReadings of either kind on, if its interval is not wider than itself.
	Corrected     Number `json:"corrected"`
	CorrectedLow  Number `json:"corrected_low"`
	CorrectedHigh Number `json:"corrected_high"`
	ReadTagged    int    `json:"read_tagged"`   // read by hand of the openings that name the skill as the tagger says
	ReadUntagged  int    `json:"read_untagged"` // and of the others
	ReadTrue      int    `json:"read_true"`     // of read_tagged, truly with the skill
	ReadMissed    int    `json:"read_missed"`   // of read_untagged, truly with the skill
	Unchecked     bool   `json:"unchecked"`     // an ambiguous name of which too few tags have been read to trust it
}

// Report computes the report of a query for the skills, in order of their rank: confirmed changes first, by the limit of
// their odds ratio that is nearer to no change, then the rest by share. Without a complete month, or when the query asks for
// active openings, shares describe what is open and nothing is tested.
func (p *Panel) Report(q Query, skills []SkillInfo) *Report {
	r := &Report{}
	window := p.Window(p.opt.Window, q.Until)
	q = p.settled(q, window)
	p.fillMeta(r, q, window)
	level := p.levels(q, window)
	r.Meta.PriorDF, r.Meta.PriorPhi = Undefined(), Undefined()
	r.Meta.Rho, r.Meta.OpeningsNow, r.Meta.EmployersNow = level.rho, len(level.units), level.clusters
	for _, info := range skills {
		r.Skills = append(r.Skills, level.row(info))
	}
	if !q.Active {
		p.test(r, q, window, skills)
	}
	p.byHand(r, q, level, skills)
	rank(r.Skills)
	p.warn(r, q, window)
	if !q.Active {
		r.warnFound(skills, window)
	}
	return r
}

// levels measures shares of the openings of the query now: in the last three months of the window, or of those open.
type levels struct {
	p        *Panel
	units    []unit
	employer []int     // by unit: cluster
	n        []float64 // by cluster: openings
	clusters int       // employers
	names    []uint32  // by cluster: employer code
	hits     [][]int32 // by skill code: units that name it
	rho      float64
}

func (p *Panel) levels(q Query, window []int32) *levels {
	l := &levels{p: p, units: p.unitsNow(q, window)}
	l.index(q.Level)
	l.rho = l.estimateRho()
	return l
}

// unitsNow returns the openings that shares speak of: of the months that a report calls "now", or those open. Ordered by ad.
func (p *Panel) unitsNow(q Query, window []int32) []unit {
	if q.Active {
		return p.open(q)
	}
	now := q.now(window)
	return slices.DeleteFunc(p.openings(q), func(u unit) bool { return !slices.Contains(now, u.month) })
}

// index sorts the units into employers and skills.
func (l *levels) index(level Level) {
	p := l.p
	cluster := map[uint32]int{}
	for _, u := range l.units {
		code := p.snap.Ads.Employer[u.ad]
		c, ok := cluster[code]
		if !ok || code == 0 { // an unknown employer is its own
			c = len(l.n)
			cluster[code] = c
			l.n = append(l.n, 0)
			l.names = append(l.names, code)
		}
		l.employer = append(l.employer, c)
		l.n[c]++
	}
	l.clusters = len(l.n)
	l.hits = make([][]int32, len(p.snap.Skills))
	a := &p.snap.Ads
	for i, u := range l.units {
		for j := a.Start[u.ad]; j < a.Start[u.ad+1]; j++ {
			if Level(a.Level[j]) >= level {
				l.hits[a.Skill[j]] = append(l.hits[a.Skill[j]], int32(i))
			}
		}
	}
}

// estimateRho returns the correlation inside employers: the median over skills with enough mentions (statistics.Rho).
func (l *levels) estimateRho() float64 {
	var icc []float64
	for _, hits := range l.hits {
		if len(hits) < l.p.opt.MinMentions || len(l.units)-len(hits) < l.p.opt.MinMentions {
			continue
		}
		if v, ok := stats.ICC(l.n, l.byCluster(hits)); ok {
			icc = append(icc, v)
		}
	}
	return stats.Rho(icc, l.p.opt.Rho)
}

// byCluster counts the hits by employer.
func (l *levels) byCluster(hits []int32) []float64 {
	k := make([]float64, len(l.n))
	for _, i := range hits {
		k[l.employer[i]]++
	}
	return k
}

// row describes one skill's share now.
func (l *levels) row(info SkillInfo) SkillRow {
	if code, ok := l.p.skillCode(info.ID); ok {
		return l.describe(info, l.hits[code])
	}
	return l.describe(info, nil)
}

// describe describes the share of the units that are hits.
func (l *levels) describe(info SkillInfo, hits []int32) SkillRow {
	r := NewSkillRow(info)
	r.Total = len(l.units)
	r.Openings = len(hits)
	if r.Total == 0 {
		return r
	}
	k := l.byCluster(hits)
	share := stats.ClusterShare(l.n, k, l.rho, l.p.opt.Confidence)
	r.Share, r.Low, r.High = Number(share.P), Number(share.Low), Number(share.High)
	r.Deff, r.NEff = Number(share.Deff), Number(share.NEff)
	top, sources, balanced := -1, map[uint16]bool{}, 0.0
	for c, v := range k {
		if v > 0 {
			r.Employers++
			balanced += v / l.n[c]
		}
		if v > 0 && l.names[c] != 0 && (top < 0 || v > k[top]) {
			top = c
		}
	}
	for _, i := range hits {
		sources[l.p.snap.Ads.Source[l.units[i].ad]] = true
	}
	r.Sources, r.ShareBalanced = len(sources), Number(balanced/float64(l.clusters))
	if top >= 0 {
		r.TopEmployer, r.TopShare = l.p.snap.Employers[l.names[top]].Name, Number(k[top]/float64(len(hits)))
	}
	return r
}

// NewSkillRow returns a row that says nothing yet: no number is defined, and there is not enough data.
func NewSkillRow(info SkillInfo) SkillRow {
	r := SkillRow{Skill: info.ID, Name: info.Name, Group: info.Group, Verdict: NotEnoughData, Flags: []string{}, FragileWithout: []string{}, MixSources: []string{}}
	v := reflect.ValueOf(&r).Elem()
	for i := range v.NumField() {
		if n, ok := v.Field(i).Addr().Interface().(*Number); ok {
			*n = Undefined()
		}
	}
	return r
}
