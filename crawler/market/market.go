// Package market makes up a labour market and serves it over HTTP the way real job boards look at a given moment.
//
// Nothing in it exists: not the companies, not the ads, not the people. From one seed it plans 27 calendar months of
// openings of about 150 employers, writes their ads out of word lists (folder words), and answers like Greenhouse,
// Lever, Ashby, the Hacker News search and two job sites do. The demo crawls it on a virtual calendar; tests use it as a
// server that is faithful where it matters: robots.txt, validators, paging, vendors' error bodies, a 500 or 429 now and
// then.
//
// What makes it useful is that the truth is known. A few skills are planted to rise or fall (Truth), all others do not
// change inside any employer. And it is made to mislead: a big site with another mix of skills joins in month 13 and
// carries ads of the boards as well, one employer posts two hundred ads in month 18, a board joins late, another dies in
// month 20, employers come and go, ads are taken down and posted again. Whoever pools it all and counts will see trends
// that are not there.
//
// The same seed gives the same bytes. Planning happens in New; the text of an ad is written when it is first asked for,
// from a random stream of its own, so that the order of requests does not matter.
package market

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Options choose a market. The zero value is the market of the demo.
type Options struct {
	Seed   uint64    // 0 means 1
	Start  time.Time // first day of the first month, UTC; zero means 2024-01-01
	Months int       // calendar months, at least 4; 0 means 27
	Window int       // months over which the odds of planted changes are stated; 0 means 24, at most Months-2
	Calm   bool      // leaves out the answers 500 and 429
}

// Market is a made-up labour market. Its methods may be called from several goroutines.
type Market struct {
	o       Options
	words   *words
	boards  []*board
	servers []*server
	ads     []*ad
	threads []*thread
}

// New plans a market. It takes a third of a second and ten megabytes; a whole crawl of it fills about sixty.
func New(o Options) *Market {
	o.Seed = cmp.Or(o.Seed, 1)
	o.Months = max(4, cmp.Or(o.Months, 27))
	o.Window = min(cmp.Or(o.Window, 24), o.Months-2)
	if o.Start.IsZero() {
		o.Start = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	m := &Market{o: o, words: readWords()}
	p := &planner{m: m, rng: rand.New(rand.NewPCG(o.Seed, 1))}
	p.plan()
	for _, s := range origins() {
		m.servers = append(m.servers, newServer(m, s))
	}
	return m
}

// Start returns the first moment of the market.
func (m *Market) Start() time.Time { return m.o.Start }

// End returns the first moment after the market's last month.
func (m *Market) End() time.Time { return m.o.Start.AddDate(0, m.o.Months, 0) }

// Server is one origin: robots.txt and politeness are per origin, so that each needs an address of its own.
type Server struct {
	Name  string        // greenhouse, lever, lever-eu, ashby, hn, tidewater or lantern
	Kind  string        // greenhouse, lever, ashby, hn or jsonld
	Delay time.Duration // the crawl delay that its robots.txt asks for; 0 if none
}

// origins are the origins of every market.
func origins() []Server {
	return []Server{
		{"greenhouse", "greenhouse", 0},
		{"lever", "lever", time.Second},
		{"lever-eu", "lever", time.Second},
		{"ashby", "ashby", 0},
		{"hn", "hn", 0},
		{"tidewater", "jsonld", 2 * time.Second},
		{"lantern", "jsonld", 0},
	}
}

// Servers lists the origins of the market, in a fixed order.
func (m *Market) Servers() []Server { return origins() }

// Handler serves the named origin as it looks at the moment now returns. It panics when there is no such origin, which is
// a mistake of the caller.
func (m *Market) Handler(name string, now func() time.Time) http.Handler {
	for _, s := range m.servers {
		if s.Name == name {
			return s.handler(now)
		}
	}
	panic("market: no server named " + name)
}

// Source is a board of the market, with what a configuration needs to read it.
type Source struct {
	Kind    string // greenhouse, lever, ashby, hn or jsonld
	Board   string // the board's token; for jsonld and hn a name
	Company string // the employer's name; "" where the ads tell it
	Region  string // "eu" for boards of Lever's European host, else ""
	Server  string // name of the Server: its address is the source's base URL
	Path    string // jsonld: the start page, "/" (to be found by robots.txt and sitemaps) or "/jobs" (list pages)

	From  time.Time // answers 404 before it; zero for a board that was always there
	Until time.Time // answers 404 from then on; zero for a board that stays
	Empty bool      // the board is there and never holds a job
}

// Key returns the source's key, as in "greenhouse:fernhollow".
func (s Source) Key() string { return s.Kind + ":" + s.Board }

// Sources lists the boards of the market, in a fixed order.
func (m *Market) Sources() []Source {
	var out []Source
	for _, b := range m.boards {
		out = append(out, b.Source)
	}
	return out
}

// Truth is what was planted. Odds are those of a naming ad, averaged over the market's ads as they are: the same ads at
// the end of the window against the start of it.
type Truth struct {
	First, Last string   // the first and the last month of the window, "2024-03"
	Planted     []Change // from the largest odds to the smallest
	Unchanged   []string // ids of skills that no employer asks for more or less than before; sorted
	Terms       []string // invented words outside any taxonomy that rise
}

// Change is a skill that was planted to change.
type Change struct {
	Skill string
	Odds  float64 // above 1 it rises, below 1 it falls
}

// Truth returns what a report over the window should find, and what it should not.
func (m *Market) Truth() Truth {
	first, last := m.window()
	t := Truth{First: m.month(first).Format("2006-01"), Last: m.month(last).Format("2006-01")}
	for _, s := range m.words.skills {
		switch {
		case strings.HasPrefix(s.id, termPrefix):
			t.Terms = append(t.Terms, s.forms[0])
		case s.odds != 1:
			t.Planted = append(t.Planted, Change{s.id, s.odds})
		default:
			t.Unchanged = append(t.Unchanged, s.id)
		}
	}
	slices.SortFunc(t.Planted, func(a, b Change) int { return cmp.Or(cmp.Compare(b.Odds, a.Odds), cmp.Compare(a.Skill, b.Skill)) })
	slices.Sort(t.Unchanged)
	return t
}

// Listing is one ad in one source.
type Listing struct {
	Source   string // key of the source
	ID       string // the source's own id of the ad
	Employer string
	Title    string
	Posted   time.Time
	Closed   time.Time // zero if it stays up for ever (threads)
	InScope  bool      // machine-learning work
	Skills   []string  // ids that its words name, sorted
	Opening  int       // ads of one job share it: cross-posts, other cities, and reposts within 30 days
}

// Listings returns all ads of the market, those from before its start included, by source and posting date.
func (m *Market) Listings() []Listing {
	var out []Listing
	for _, b := range m.boards {
		for _, l := range b.listings {
			out = append(out, Listing{
				Source: b.Key(), ID: l.id, Employer: l.ad.employer.name, Title: l.ad.heading, Posted: l.posted, Closed: l.closed,
				InScope: l.ad.office == nil, Skills: l.ad.named(m.words.skills), Opening: l.opening,
			})
		}
	}
	return out
}

// Traffic counts what a server was asked for. Forbidden and TooSoon stay 0 under a polite crawler.
type Traffic struct {
	Requests    int
	NotModified int   // answers 304
	Troubles    int   // answers 500 and 429
	Forbidden   int   // requests that robots.txt disallows
	TooSoon     int   // requests inside the crawl delay
	Bytes       int64 // of bodies
}

// Traffic returns the traffic of each server since New, by name.
func (m *Market) Traffic() map[string]Traffic {
	out := map[string]Traffic{}
	for _, s := range m.servers {
		out[s.Name] = s.count()
	}
	return out
}

// String says how large the market is.
func (m *Market) String() string {
	n := 0
	for _, b := range m.boards {
		n += len(b.listings)
	}
	return fmt.Sprintf("%d sources, %d ads from %s to %s", len(m.boards), n, m.o.Start.Format("2006-01"), m.month(m.o.Months-1).Format("2006-01"))
}

// month returns the first moment of a month, 0 being the market's first.
func (m *Market) month(t int) time.Time { return m.o.Start.AddDate(0, t, 0) }

// window returns the first and last month of the window. It ends one month before the market does, since the last month
// is not complete when the last read is made.
func (m *Market) window() (first, last int) { return m.o.Months - 1 - m.o.Window, m.o.Months - 2 }
