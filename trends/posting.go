package trends

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Posting is one ad at one address of one source, as the source delivered it.
// It is made by package crawler and never changed on the way to the store.
type Posting struct {
	Source      string    // key of the source, "greenhouse:anthropic"
	ID          string    // the source's own id, unique inside the source
	URL         string    // the public page, "" if the source gave none
	Title       string    // as delivered, trimmed; "" for free text without one
	Employer    string    // name as delivered; "" if unknown
	Places      []string  // free text, in the order given; nil if none
	Country     string    // ISO 3166-1 alpha-2, upper case; "" if unknown
	Remote      Remote    // as a structured field of the source says; "" if it has none
	Pay         *Pay      // as a structured field of the source says; nil if it has none
	Posted      time.Time // UTC; zero if the source gave no date
	Precision   Precision // how exact Posted is; PrecisionNone when Posted is zero
	Month       string    // "2006-01": the monthly thread or archive month; "" means the month of Posted
	Closes      time.Time // deadline that the ad itself states; zero if none
	Requisition string    // the employer's own id of the job behind the ad; "" if unknown
	Lists       bool      // whether it may offer several jobs at once, as posts in hiring threads do: its title is a part of it
	Language    string    // ISO 639-1 as the source says; "" if it does not
	Body        string    // the ad's text as delivered
	Format      Format    // how Body is written
}

// Key returns the posting's identity over all sources, see PostingID.
func (p *Posting) Key() int64 { return PostingID(p.Source, p.ID) }

// CountMonth returns the month "2006-01" in which the posting counts as new: the thread's month where there is one,
// else the month of its posting date. It is "" when neither is known.
func (p *Posting) CountMonth() string {
	if p.Month != "" || p.Posted.IsZero() {
		return p.Month
	}
	return p.Posted.UTC().Format("2006-01")
}

// PostingID derives the 63-bit identity of a posting from its source and the source's own id, so that saving twice
// changes nothing and no database has to hand out numbers.
func PostingID(source, id string) int64 { return Hash63(source, id) }

// Hash63 returns the first 63 bits of the SHA-256 of the parts, each ended by a zero byte.
func Hash63(parts ...string) int64 {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return int64(binary.BigEndian.Uint64(h.Sum(nil)) >> 1)
}

// Precision says how exact a posting date is.
type Precision string

// The precisions, from best to none.
const (
	PrecisionInstant  Precision = "instant"  // a moment
	PrecisionDay      Precision = "day"      // a calendar day
	PrecisionMonth    Precision = "month"    // a monthly thread or archive: Posting.Month decides
	PrecisionInterval Precision = "interval" // midpoint of two reads at most 7 days apart (statistics: 1.3)
	PrecisionNone     Precision = "none"     // unknown: the posting counts as open, never as new
)

// Format says how a body is written.
type Format string

// The two formats.
const (
	FormatHTML Format = "html"
	FormatText Format = "text"
)

// Remote says where the work is done.
type Remote string

// The places of work. RemoteUnspecified is what a tagger says; a source without a field leaves "".
const (
	RemoteRemote      Remote = "remote"
	RemoteHybrid      Remote = "hybrid"
	RemoteOnsite      Remote = "onsite"
	RemoteUnspecified Remote = "unspecified"
)

// Pay is a stated base pay in plain units (150k is 150000), without equity or bonus.
type Pay struct {
	Min, Max float64 // 0 is "not stated"; a single figure has both equal
	Currency string  // ISO 4217; "" if unknown
	Period   string  // year, month, week, day or hour; "" if unknown
}

// BasePay is the pay of a posting: the structured field of its source where it has one, else what its text says. other is what the text
// says where that is something else. Both are nil where nothing is stated.
func BasePay(p *Posting, t *Tags) (pay, other *Pay) {
	switch {
	case p.Pay == nil:
		return t.Pay, nil
	case t.Pay == nil || *t.Pay == *p.Pay:
		return p.Pay, nil
	}
	return p.Pay, t.Pay
}

// String writes "80000-100000 EUR/year"; a bound that is not stated is left out.
func (p Pay) String() string {
	bound := func(v float64) string {
		if v == 0 {
			return ""
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strings.TrimSuffix(strings.TrimSpace(bound(p.Min)+"-"+bound(p.Max)+" "+p.Currency)+"/"+p.Period, "/")
}

type payJSON struct {
	Min      *float64 `json:"min"`
	Max      *float64 `json:"max"`
	Currency *string  `json:"currency"`
	Period   string   `json:"period"`
}

// MarshalJSON writes bounds and a currency that are not stated as null.
func (p Pay) MarshalJSON() ([]byte, error) {
	out := payJSON{Period: p.Period}
	if p.Min != 0 {
		out.Min = &p.Min
	}
	if p.Max != 0 {
		out.Max = &p.Max
	}
	if p.Currency != "" {
		out.Currency = &p.Currency
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Pay) UnmarshalJSON(b []byte) error {
	var in payJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*p = Pay{Period: in.Period}
	if in.Min != nil {
		p.Min = *in.Min
	}
	if in.Max != nil {
		p.Max = *in.Max
	}
	if in.Currency != nil {
		p.Currency = *in.Currency
	}
	return nil
}
