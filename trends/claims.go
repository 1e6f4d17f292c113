package trends

// Claims is a list of claims about the market, each restated so that postings can answer it. It is written down, and its file's hash
// printed, before any data are looked at: a claim that may bend until it fits proves nothing.
type Claims struct {
	Version int     // of the list, 1 or more
	SHA256  string  // of the file, hex
	List    []Claim // in the order of the file
}

// Claim is one sentence of somebody, with the parts that it is tested by.
type Claim struct {
	ID         string
	About      string      // the sentence, in a few words
	Untestable string      // why no part can test it; "" if there are parts
	Parts      []ClaimPart // all of them must hold
	Line       int         // in the file, from 1
}

// ClaimPart is one statement about the openings that name some skills. These openings are its subject: they name every skill of All,
// and one of Any where there are any, at Level or above, and offer Role where there is one.
type ClaimPart struct {
	Kind  ClaimKind
	Any   []string // skill ids; one of them must be named; nil asks for none
	All   []string // skill ids; all of them must be named; nil asks for none
	Role  string   // role id; "" is any
	Level Level    // count only mentions at this level or above; LevelNone is any mention
	Line  int      // in the file, from 1

	Min    float64   // of ClaimLevel and ClaimRemains: share now that must be exceeded, 0 to 1; 0 asks for none
	Also   ClaimLead // of ClaimLevel
	Class  string    // of ClaimSurge: the group of skills that it is ranked in
	Robust bool      // of ClaimRises: the rise must outlast leaving out any one of Any
}

// ClaimLead asks that the one skill of a part leads its group. The zero value asks for nothing.
type ClaimLead struct {
	Group  string  // in which it is first
	Months int     // by openings in each of so many last complete months; 0 asks for none
	Points float64 // percentage points by which it leads the second now, counted inside the same openings; 0 asks for none
}

// ClaimKind says what a part states of its subject's share.
type ClaimKind string

// The kinds.
const (
	ClaimLevel    ClaimKind = "level"    // it is above Min now
	ClaimRemains  ClaimKind = "remains"  // it does not fall (non-inferiority), and is above Min now
	ClaimRises    ClaimKind = "rises"    // it rises
	ClaimSurge    ClaimKind = "surge"    // it rises fast, among the fastest of its class
	ClaimEmerging ClaimKind = "emerging" // it was next to nothing, and rises over many employers and several sources
)

// ClaimKinds returns all kinds.
func ClaimKinds() []ClaimKind {
	return []ClaimKind{ClaimLevel, ClaimRemains, ClaimRises, ClaimSurge, ClaimEmerging}
}

// Trending reports whether the kind asks for a confirmed rise. Such parts are tested as one family.
func (k ClaimKind) Trending() bool { return k == ClaimRises || k == ClaimSurge || k == ClaimEmerging }

// Skills returns the skills of the part, All before Any.
func (p *ClaimPart) Skills() []string { return append(append([]string{}, p.All...), p.Any...) }

// The rules of the kinds (README, "Claims"). They are conventions: each was fixed before data were looked at, and reports print the
// figure beside it, so that a reader with another threshold can judge.
const (
	remainsOdds     = 0.90  // odds ratio a year above which a share has not fallen
	risesOdds       = 1.10  // below it a change does not deserve the word "rises"
	surgeOdds       = 1.50  // the least surge
	surgeRefuted    = 1.25  // below it there is none
	surgeBase       = 30    // records of the subject in the base of a surge
	surgeMonths     = 12    // of the base; half of a window shorter than twice as many
	surgeTop        = 10    // one in so many of a class, rounded up, are its fastest
	emergingStart   = 0.005 // largest share at the start
	emergingOld     = 0.02  // above it at the start, it is not new
	emergingMonths  = 6     // at the start, and at the end
	emergingWhere   = 20    // employers at the end
	emergingSources = 3     // sources at the end
	robustP         = 0.05  // largest p of a rise when a term is left out
)

// The verdicts on a claim, beside NotEnoughData.
const (
	Supported    Verdict = "supported"     // every part's interval lies where the claim says
	NotSupported Verdict = "not_supported" // the interval of some part excludes the claim
	Untestable   Verdict = "untestable"    // postings cannot tell
)
