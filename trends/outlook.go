package trends

// Outlook says what the next report can say, and what it cannot.
type Outlook struct {
	AsOf     string    `json:"as_of"`           // last day that the data know of; "" without data
	Says     string    `json:"says"`            // change, share, open or nothing: the most that a report can speak of
	Complete []string  `json:"complete_months"` // in the window
	Needed   int       `json:"months_needed"`   // complete months that a test of a change needs
	Coming   string    `json:"coming"`          // the next month that will be complete; "" if no source is watched
	In       Number    `json:"coming_in"`       // estimated share of its openings that are in; null if none can be yet
	From     string    `json:"coming_from"`     // the day about which it will be complete if reading goes on; "" if only late openings are missing
	Warnings []Warning `json:"warnings"`
}

// What a report can speak of (Outlook.Says).
const (
	SaysChange  = "change"  // shares, and what rises and falls
	SaysShare   = "share"   // shares of what is new
	SaysOpen    = "open"    // shares of what is open
	SaysNothing = "nothing" // there are no postings
)

// Outlook says what a report of the query would say, without testing anything.
func (p *Panel) Outlook(q Query) Outlook {
	r := p.Report(q, nil)
	o := Outlook{AsOf: r.Meta.AsOf, Complete: r.Meta.Months, Needed: p.opt.MinMonths, In: Undefined(), Warnings: r.Warnings}
	switch months := len(o.Complete); {
	case p.snap.Ads.Len() == 0:
		o.Says = SaysNothing
	case r.Meta.Count == "active":
		o.Says = SaysOpen
	case months < o.Needed:
		o.Says = SaysShare
	default:
		o.Says = SaysChange
	}
	month, in := p.coming()
	if month == NoTime {
		return o
	}
	o.Coming, o.In = MonthName(month), in
	if from := dayName(FirstDay(month+1) + int32(p.opt.Lag)); from > o.AsOf {
		o.From = from
	}
	return o
}

// coming returns the first month after the last complete one that a watched source can complete, and how much of it is in; NoTime if
// no source is watched. A month of which a source missed the beginning never is complete.
func (p *Panel) coming() (month int32, in Number) {
	last := NoTime
	for _, m := range p.months {
		if m.Complete {
			last = m.Month
		}
	}
	for _, m := range p.months {
		if m.Month > last && m.In > 0 {
			return m.Month, Number(m.In)
		}
	}
	next := NoTime
	for i := range p.cover {
		if first := p.nextWatched(i, last); first != NoTime && (next == NoTime || first < next) {
			next = first
		}
	}
	return next, Undefined()
}

// nextWatched returns the first month after the last complete one that the source can still be watched in whole; NoTime if it is not
// watched.
func (p *Panel) nextWatched(source int, last int32) int32 {
	c := &p.cover[source]
	if len(c.periods) == 0 {
		return NoTime
	}
	return max(c.periods[len(c.periods)-1].validFrom, last+1, MonthOf(Day(c.LastRead())))
}
