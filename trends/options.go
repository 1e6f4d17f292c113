package trends

// Options are the settings of the method. They are printed with every report, since a result is defensible only
// with its settings. The zero value is not usable: start from DefaultOptions.
type Options struct {
	Window        int     `json:"window"`         // months in the primary window, counted back from the last complete month
	JoinGap       int     `json:"join_gap"`       // days of absence after which the same ad is a new opening; the store joins by it, reports say what 0 and 60 would give
	Completeness  float64 `json:"completeness"`   // share of a month's openings that must be in before the month is used
	Lag           int     `json:"lag"`            // days after a month's end from which it is complete when delays are not known
	MinDelays     int     `json:"min_delays"`     // delays needed to estimate completeness
	CrawlGap      int     `json:"crawl_gap"`      // days to the nearest read from which a source-month is missing
	Outage        int     `json:"outage"`         // days without a read after which a source begins anew
	Cap           float64 `json:"cap"`            // records per employer, source and month that carry a trend; 0 = no cap
	MinMonths     int     `json:"min_months"`     // complete months needed to test
	MinMentions   int     `json:"min_mentions"`   // records with the skill, and without it, needed to test
	MinEmployers  int     `json:"min_employers"`  // employers that mention the skill needed to test
	MentionMonths int     `json:"mention_months"` // months with mentions needed to test
	WaveMonths    int     `json:"wave_months"`    // complete months from which the test allows for one yearly wave; 0 = never
	MinOpenings   int     `json:"min_openings"`   // openings in the denominator needed to print a share
	Confidence    float64 `json:"confidence"`     // two-sided level of intervals
	FDR           float64 `json:"fdr"`            // false discovery rate of confirmed verdicts (Benjamini-Hochberg)
	SteadyLow     float64 `json:"steady_low"`     // odds ratio a year: lower end of "steady"
	SteadyHigh    float64 `json:"steady_high"`    // odds ratio a year: upper end of "steady"
	Epochs        bool    `json:"epochs"`         // a source that begins to deliver something else counts as another one from there on
	Rho           float64 `json:"rho"`            // intra-employer correlation before it can be estimated
}

// DefaultOptions returns the published settings of the method (README, "The method").
func DefaultOptions() Options {
	return Options{
		Window: 24, JoinGap: 30, Completeness: 0.95, Lag: 14, MinDelays: 200, CrawlGap: 7, Outage: 30, Cap: 5,
		MinMonths: 6, MinMentions: 30, MinEmployers: 10, MentionMonths: 3, WaveMonths: 24, MinOpenings: 20,
		Confidence: 0.95, FDR: 0.05, SteadyLow: 0.80, SteadyHigh: 1.25, Epochs: true, Rho: 0.25,
	}
}

// Query says which part of the data a result speaks of. The zero value is everything: all scopes are named explicitly
// by Scope.
type Query struct {
	Scope     Scope  // ScopeML or ScopeAll; "" is ScopeML
	Until     string // last month "2006-01" to use; "" is the last complete month
	Role      string // role id; "" is any
	Seniority string // one of Seniorities; "" is any
	Country   string // ISO code; "" is any
	Remote    Remote // "" is any
	Source    string // source key or glob; "" is any
	Level     Level  // count only mentions at this level or above; LevelNone is any mention
	Period    string // levels speak of the last whole "month", "quarter" or "year"; "" is the last three complete months
	Active    bool   // openings open at the last read instead of new ones
	New       bool   // new openings, even before three months are complete; with neither set, Panel decides
}
