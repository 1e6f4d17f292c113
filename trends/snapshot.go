package trends

// Snapshot is everything the statistics need, as flat columns: one scan answers any question (see Ads). It is loaded from
// the store, and is the same for the same rows whatever the order they came in.
type Snapshot struct {
	Sources    []SourceState // sorted by Key
	Employers  []Employer    // sorted by Key; index 0 is the unknown employer, with an empty key
	Countries  []string      // sorted; index 0 is ""
	Currencies []string      // of stated pay, ISO 4217, sorted; index 0 is ""
	Roles      []string      // role ids; bit i of Ads.Roles is Roles[i]
	Skills     []string      // skill ids, sorted; a code in Ads.Skill is an index here
	Taxonomy   string        // version of the taxonomy that made the tags; "" if none are tagged
	Stale      int           // ads whose tags were made by another taxonomy version
	Measured   *Measured     // how right the tagger is; nil if nobody has measured it
	Readings   []Reading     // by hand; sorted by Skill, Posting, At, Reader
	Ads        Ads           // sorted by Posting
}

// SourceState is a source with all its reads.
type SourceState struct {
	Key    string
	Kind   string
	Crawls []Crawl // ordered by Started, then From
}

// Employer is a name as it is compared and as it is shown.
type Employer struct {
	Key  string // EmployerKey of the names below
	Name string // the most frequent spelling, ties by byte order
}

// Ads holds one element per posting in each column.
type Ads struct {
	Posting   []int64   // Posting.Key
	Source    []uint16  // index in Snapshot.Sources
	Employer  []uint32  // index in Snapshot.Employers
	Month     []int32   // MonthNumber of Posting.CountMonth; NoTime if none
	Posted    []int32   // DayNumber of the posting date; NoTime if none
	FirstSeen []int32   // DayNumber of the first read that saw it
	Closed    []int32   // DayNumber on which it was found closed; NoTime while open
	LastSeen  []int32   // DayNumber of the last whole read that saw it; NoTime while it is up
	Opening   []int64   // the job after joining over all sources
	Record    []int64   // the job after joining inside its source
	Absence   []int8    // of the job before the ad, over all sources: one of Absences, or -1; see Joined
	ML        []bool    // whether the scope is ScopeML
	Roles     []uint32  // bits over Snapshot.Roles
	Seniority []uint8   // bits over Seniorities
	Remote    []uint8   // index in Remotes
	Country   []uint16  // index in Snapshot.Countries
	PayMin    []float32 // BasePay.Min; 0 is "not stated"
	PayMax    []float32 // BasePay.Max; 0 is "not stated"
	PayPeriod []uint8   // index in PayPeriods; 0 where no pay is stated
	Currency  []uint16  // index in Snapshot.Currencies; 0 where no pay is stated
	Start     []uint32  // ad i has Skill[Start[i]:Start[i+1]]; one longer than the other columns
	Skill     []uint16  // index in Snapshot.Skills, each once per ad, ascending
	Level     []uint8   // Level of the skill beside it
}

// Len returns the number of ads.
func (a *Ads) Len() int { return len(a.Posting) }

// NoTime stands in a column of days or months for "unknown".
const NoTime int32 = -1 << 31

// Seniorities are the seniority ids in order of their bit in Ads.Seniority.
func Seniorities() []string {
	return []string{"intern", "junior", "mid", "senior", "staff", "manager", "executive"}
}

// Remotes are the values of Ads.Remote in order of their number.
func Remotes() []Remote {
	return []Remote{RemoteUnspecified, RemoteRemote, RemoteHybrid, RemoteOnsite}
}

// PayPeriods are the values of Pay.Period in order of their number in Ads.PayPeriod; "" is not known.
func PayPeriods() []string { return []string{"", "year", "month", "week", "day", "hour"} }
