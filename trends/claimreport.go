package trends

import "math"

// ClaimReport says of every claim whether the postings bear it out. Postings show what ads ask for, not adoption, use or importance:
// each part restates its claim accordingly.
type ClaimReport struct {
	Meta     Meta       `json:"meta"` // skills_tested and confirmed are of the trend tests of all parts: one family
	Version  int        `json:"claims_version"`
	SHA256   string     `json:"claims_sha256"` // of the file of claims
	Claims   []ClaimRow `json:"claims"`        // in the order of the file
	Warnings []Warning  `json:"warnings"`
}

// ClaimRow is one claim with its verdict: Untestable, or the weakest of its parts, NotSupported before NotEnoughData before Supported.
type ClaimRow struct {
	Claim      string    `json:"claim"`
	About      string    `json:"about"`
	Verdict    Verdict   `json:"verdict"`
	Untestable string    `json:"untestable"` // why; "" if it has parts
	Parts      []PartRow `json:"parts"`      // never null
}

// PartRow is one part of a claim.
type PartRow struct {
	Kind      ClaimKind `json:"kind"`
	Subject   string    `json:"subject"`   // what is counted, in short: "any of RAG, LLM"
	Statement string    `json:"statement"` // the part as a sentence that figures can answer, and what refutes it
	Measure   string    `json:"measure"`   // the figures that it is answered by
	Window    Span      `json:"window"`    // of the trend
	Verdict   Verdict   `json:"verdict"`
	Reason    string    `json:"reason"` // what excludes it; "" unless NotSupported
	Needs     string    `json:"needs"`  // what a verdict would need; "" unless NotEnoughData
	Figures
	Lead     *LeadFigures     `json:"lead"`     // null unless the part asks for a lead
	Surge    *SurgeFigures    `json:"surge"`    // null unless the kind is surge and changes are tested
	Emerging *EmergingFigures `json:"emerging"` // null unless the kind is emerging and changes are tested
	Terms    []TermRow        `json:"terms"`    // the skills of a rise that must outlast leaving one out; never null
}

// Figures are what is known of a subject. Openings to Sources speak of Meta.Now in openings; the rest of the capped records of the
// window. A Number that is not defined is NaN.
type Figures struct {
	Openings        int      `json:"openings"`
	Total           int      `json:"total"`
	Share           Number   `json:"share"`
	Low             Number   `json:"low"`
	High            Number   `json:"high"`
	NEff            Number   `json:"n_eff"` // independent openings that Total counts as
	Employers       int      `json:"employers"`
	Sources         int      `json:"sources"`
	OddsYear        Number   `json:"odds_ratio_year"`
	OddsLow         Number   `json:"odds_low"`
	OddsHigh        Number   `json:"odds_high"`
	P               Number   `json:"p"`
	Q               Number   `json:"q"` // over all parts of all claims that ask for a rise; not defined for the others
	Records         int      `json:"records"`
	RecordsOf       int      `json:"of"`
	RecordEmployers int      `json:"by"`
	Flags           []string `json:"flags"`           // as in a report
	FragileWithout  []string `json:"fragile_without"` // sources and employers that a confirmed change hangs on; never null
}

// LeadFigures say whether a skill leads its group.
type LeadFigures struct {
	Group  string `json:"group"`
	First  int    `json:"first_months"` // months in which no other of the group has as many openings
	Behind int    `json:"behind"`       // months in which another is ahead by more than chance: the interval of the difference says so
	Months int    `json:"months"`       // months looked at
	Second string `json:"second"`       // the other skill of the group with most openings now; "" if none is named
	Name   string `json:"second_name"`
	Points Number `json:"lead_points"` // share now minus the second's, inside the same openings
	Low    Number `json:"lead_low"`
	High   Number `json:"lead_high"`
}

// SurgeFigures say what a rise started from, and where it stands in its class.
type SurgeFigures struct {
	Base       int `json:"base"`        // records of the subject in the first BaseMonths of the window
	BaseMonths int `json:"base_months"` // 12, or half of a window shorter than 24 months
	Rank       int `json:"rank"`        // by odds ratio a year among the tested skills of the class; 0 if it is not tested
	RankOf     int `json:"rank_of"`
	RankTop    int `json:"rank_top"` // the last rank that is among the fastest
}

// EmergingFigures describe the first and the last six months of the window.
type EmergingFigures struct {
	Start         Number `json:"start_share"` // of openings
	StartLow      Number `json:"start_low"`
	StartHigh     Number `json:"start_high"`
	Employers     int    `json:"recent_employers"` // with records of the subject in the last six months
	Sources       int    `json:"recent_sources"`
	WindowSources int    `json:"window_sources"` // with records of any kind in the window
}

// TermRow is one skill of a part by itself, and the part without it.
type TermRow struct {
	Skill string `json:"skill"`
	Name  string `json:"name"`
	Figures
	WithoutOdds Number `json:"without_odds"`
	WithoutLow  Number `json:"without_low"`
	WithoutHigh Number `json:"without_high"`
	WithoutP    Number `json:"without_p"`
	Holds       bool   `json:"holds"` // without it, the rest still rises with p of at most 0.05
}

// Claims tests every part of the claims on the openings of a query. Skills gives names and groups. Without complete months, or when
// the query asks for active openings, shares describe what is open and no part has a verdict.
func (p *Panel) Claims(q Query, claims *Claims, skills []SkillInfo) *ClaimReport {
	head := &Report{}
	window := p.Window(p.opt.Window, q.Until)
	q = p.settled(q, window)
	p.fillMeta(head, q, window)
	head.Meta.PriorDF, head.Meta.PriorPhi, head.Meta.Selected = Undefined(), Undefined(), p.opt.Confidence
	w := p.claimWork(q, window, skills, head.Meta.OneSource)
	head.Meta.Rho, head.Meta.OpeningsNow, head.Meta.EmployersNow = w.now.rho, len(w.now.units), w.now.clusters
	if w.tests != nil {
		head.Meta.Records, head.Meta.Wave = len(w.tests.grid.units), w.tests.wave()
	}
	all := w.parts(claims)
	head.Meta.Tested, head.Meta.Confirmed = w.test(all)
	p.warn(head, q, window)
	r := &ClaimReport{Meta: head.Meta, Version: claims.Version, SHA256: claims.SHA256, Warnings: head.Warnings}
	r.Claims = []ClaimRow{}
	for i := range claims.List {
		c := &claims.List[i]
		row := ClaimRow{Claim: c.ID, About: c.About, Verdict: Supported, Untestable: c.Untestable, Parts: []PartRow{}}
		if len(c.Parts) == 0 {
			row.Verdict = Untestable
		}
		for range c.Parts {
			part := w.row(all[0], head.Meta.Window)
			row.Parts, all = append(row.Parts, part), all[1:]
			row.Verdict = weaker(row.Verdict, part.Verdict)
		}
		r.Claims = append(r.Claims, row)
	}
	return r
}

// row writes down a part that has been tested.
func (w *claimWork) row(t *partTest, window Span) PartRow {
	r := PartRow{Kind: t.part.Kind, Subject: w.subjectText(t.part), Statement: w.statement(t.part), Measure: measure(t.part),
		Window: window, Figures: t.main.figures(), Lead: t.lead, Surge: t.surge, Emerging: t.emerging, Terms: []TermRow{}}
	for i, id := range t.termSkills() {
		without := &t.without[i].row
		r.Terms = append(r.Terms, TermRow{Skill: id, Name: w.name(id), Figures: t.terms[i].figures(), WithoutOdds: without.OddsYear,
			WithoutLow: without.OddsLow, WithoutHigh: without.OddsHigh, WithoutP: without.P, Holds: holds(without)})
	}
	j := w.judge(t)
	switch r.Verdict = j.verdict; r.Verdict {
	case NotSupported:
		r.Reason = j.text
	case NotEnoughData:
		r.Needs = j.text
	}
	return r
}

// figures copies what claims show of a subject.
func (s *subject) figures() Figures {
	r := &s.row
	return Figures{Openings: r.Openings, Total: r.Total, Share: r.Share, Low: r.Low, High: r.High, NEff: r.NEff, Employers: r.Employers,
		Sources: r.Sources, OddsYear: r.OddsYear, OddsLow: r.OddsLow, OddsHigh: r.OddsHigh, P: r.P, Q: r.Q, Records: r.Records,
		RecordsOf: r.RecordsOf, RecordEmployers: r.RecordEmployers, Flags: r.Flags, FragileWithout: r.FragileWithout}
}

// weaker returns the weaker of two verdicts.
func weaker(a, b Verdict) Verdict {
	order := map[Verdict]int{NotSupported: 0, NotEnoughData: 1, Supported: 2, Untestable: 3}
	if order[b] < order[a] {
		return b
	}
	return a
}

// logOdds returns the change of the log odds a year, and its limits.
func logOdds(r *SkillRow) interval {
	return interval{math.Log(float64(r.OddsYear)), math.Log(float64(r.OddsLow)), math.Log(float64(r.OddsHigh))}
}
