package trends_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"trends/trends"
)

// ad is one posting of a made-up snapshot.
type ad struct {
	id       int64
	source   string
	employer string
	posted   string // "2006-01-02"
	seen     string // first seen; "" is posted
	skills   string // "python rust:preferred"; required unless it says otherwise
	opening  int64  // 0: its own
	record   int64  // 0: its own
	absence  int8   // before an ad that is not the first of its opening; the first has -1
	other    bool   // out of scope
	country  string
	pay      string // "90000 120000 EUR year"
	level    string // seniority
	last     string // last read that saw it; "" while it is up
	closed   string // first read without it; "" while it is up
}

// snapshot builds a snapshot: the sources are archives that declare every month of 2023 to 2025 whole, unless given.
func snapshot(t *testing.T, ads []ad, sources ...*trends.SourceState) *trends.Snapshot {
	t.Helper()
	s := &trends.Snapshot{Countries: []string{""}, Currencies: []string{""}, Employers: []trends.Employer{{}}, Taxonomy: "test"}
	ads = slices.Clone(ads)
	slices.SortFunc(ads, func(a, b ad) int { return cmp.Compare(a.id, b.id) })
	skills, employers, keys := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, src := range sources {
		keys[src.Key] = true
		s.Sources = append(s.Sources, *src)
	}
	for _, a := range ads {
		for _, f := range strings.Fields(a.skills) {
			name, _, _ := strings.Cut(f, ":")
			skills[name] = true
		}
		if a.employer != "" && !employers[a.employer] {
			employers[a.employer] = true
			s.Employers = append(s.Employers, trends.Employer{Key: a.employer, Name: strings.ToUpper(a.employer)})
		}
		if !keys[a.source] {
			keys[a.source] = true
			s.Sources = append(s.Sources, trends.SourceState{Key: a.source, Kind: trends.KindImport,
				Crawls: []trends.Crawl{{Source: a.source, Outcome: trends.OutcomeComplete, From: "2023-01", To: "2025-12"}}})
		}
	}
	for name := range skills {
		s.Skills = append(s.Skills, name)
	}
	slices.Sort(s.Skills)
	slices.SortFunc(s.Sources, func(a, b trends.SourceState) int { return cmp.Compare(a.Key, b.Key) })
	slices.SortFunc(s.Employers, func(a, b trends.Employer) int { return cmp.Compare(a.Key, b.Key) })
	for _, a := range ads {
		s.Countries = append(s.Countries, a.country)
		if f := strings.Fields(a.pay); len(f) > 2 {
			s.Currencies = append(s.Currencies, f[2])
		}
	}
	for _, list := range []*[]string{&s.Countries, &s.Currencies} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	for _, a := range ads {
		addAd(t, s, a)
	}
	s.Ads.Start = append(s.Ads.Start, uint32(len(s.Ads.Skill)))
	return s
}

func addAd(t *testing.T, s *trends.Snapshot, a ad) {
	t.Helper()
	posted, err := time.Parse("2006-01-02", a.posted)
	if err != nil {
		t.Fatal(err)
	}
	c := &s.Ads
	c.Posting = append(c.Posting, a.id)
	c.Source = append(c.Source, uint16(slices.IndexFunc(s.Sources, func(x trends.SourceState) bool { return x.Key == a.source })))
	c.Employer = append(c.Employer, uint32(slices.IndexFunc(s.Employers, func(x trends.Employer) bool { return x.Key == a.employer })))
	c.Month = append(c.Month, trends.MonthOf(posted))
	c.Posted = append(c.Posted, trends.DayNumber(posted))
	c.FirstSeen = append(c.FirstSeen, day(t, cmp.Or(a.seen, a.posted)))
	addEnd(t, c, a)
	addPay(t, s, a)
	c.Opening, c.Record = append(c.Opening, cmp.Or(a.opening, a.id)), append(c.Record, cmp.Or(a.record, a.id))
	if a.opening == 0 && a.absence == 0 {
		a.absence = -1
	}
	c.Absence = append(c.Absence, a.absence)
	c.ML = append(c.ML, !a.other)
	seniority := uint8(0)
	if i := slices.Index(trends.Seniorities(), a.level); i >= 0 {
		seniority = 1 << i
	}
	c.Roles, c.Seniority, c.Remote = append(c.Roles, 0), append(c.Seniority, seniority), append(c.Remote, 0)
	c.Country = append(c.Country, uint16(slices.Index(s.Countries, a.country)))
	c.Start = append(c.Start, uint32(len(c.Skill)))
	fields := strings.Fields(a.skills)
	slices.Sort(fields)
	for _, f := range fields {
		name, level, ok := strings.Cut(f, ":")
		if !ok {
			level = "required"
		}
		l, _ := trends.ParseLevel(level)
		code, _ := slices.BinarySearch(s.Skills, name)
		c.Skill, c.Level = append(c.Skill, uint16(code)), append(c.Level, uint8(l))
	}
}

// addEnd adds when an ad was gone.
func addEnd(t *testing.T, c *trends.Ads, a ad) {
	t.Helper()
	closed, last := trends.NoTime, trends.NoTime
	if a.closed != "" {
		closed, last = day(t, a.closed), day(t, cmp.Or(a.last, a.closed))
	}
	c.Closed, c.LastSeen = append(c.Closed, closed), append(c.LastSeen, last)
}

// addPay adds what an ad states.
func addPay(t *testing.T, s *trends.Snapshot, a ad) {
	t.Helper()
	var low, high float32
	var currency, period string
	if a.pay != "" {
		if _, err := fmt.Sscan(a.pay, &low, &high, &currency, &period); err != nil {
			t.Fatalf("pay %q: %v", a.pay, err)
		}
	}
	c := &s.Ads
	c.PayMin, c.PayMax = append(c.PayMin, low), append(c.PayMax, high)
	c.Currency = append(c.Currency, uint16(slices.Index(s.Currencies, currency)))
	c.PayPeriod = append(c.PayPeriod, uint8(slices.Index(trends.PayPeriods(), period)))
}

// jsonText compares results as programs see them: a number that is not defined is null.
func jsonText(t *testing.T, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func infos(ids ...string) []trends.SkillInfo {
	var out []trends.SkillInfo
	for _, id := range ids {
		out = append(out, trends.SkillInfo{ID: id, Name: strings.ToUpper(id), Group: "test"})
	}
	return out
}

// A small labour market counted by hand: an ad, its cross-post, its repost, an ad out of scope, an ad of another month.
func TestCountedByHand(t *testing.T) {
	ads := []ad{
		{id: 1, source: "a", employer: "x", posted: "2025-12-01", skills: "python rust:preferred"},
		{id: 2, source: "b", employer: "x", posted: "2025-12-03", skills: "python rust:preferred", opening: 1},            // cross-post
		{id: 3, source: "a", employer: "x", posted: "2025-12-20", skills: "python rust:preferred", opening: 1, record: 1}, // repost
		{id: 4, source: "a", employer: "y", posted: "2025-11-05", skills: "python"},
		{id: 5, source: "a", employer: "y", posted: "2025-11-06", skills: "rust", other: true},
		{id: 6, source: "b", employer: "z", posted: "2025-07-06", skills: "rust"},
	}
	p := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions())
	r := p.Report(trends.Query{}, infos("python", "rust", "go"))
	if r.Meta.OpeningsNow != 3 || r.Meta.Openings != 3 || r.Meta.Records != 4 {
		t.Errorf("openings now %d, in the window %d, records %d; want 3, 3, 4: %v", r.Meta.OpeningsNow, r.Meta.Openings, r.Meta.Records, r.Meta)
	}
	// The last three complete months are July, November and December: months without ads in a declared span are missing.
	got := map[string]string{}
	for _, row := range r.Skills {
		got[row.Skill] = fmt.Sprintf("%d of %d, %d employers, %d sources, %d of %d records", row.Openings, row.Total, row.Employers, row.Sources, row.Records, row.RecordsOf)
	}
	want := map[string]string{
		"python": "2 of 3, 2 employers, 1 sources, 3 of 4 records",
		"rust":   "2 of 3, 2 employers, 2 sources, 3 of 4 records",
		"go":     "0 of 3, 0 employers, 0 sources, 0 of 4 records",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	for _, row := range r.Skills {
		if n := len(p.Explain(trends.Query{}, row.Skill, "", false)); n != row.Openings {
			t.Errorf("Explain(%s) gives %d openings, the report prints %d", row.Skill, n, row.Openings)
		}
		if n := len(p.Explain(trends.Query{}, row.Skill, "", true)); n != row.Records {
			t.Errorf("Explain(%s) gives %d records, the report prints %d", row.Skill, n, row.Records)
		}
	}
	if n := len(p.Explain(trends.Query{Level: trends.LevelRequired}, "rust", "", false)); n != 1 {
		t.Errorf("Explain of rust at level required gives %d openings, want 1", n)
	}
	unjoined := 0
	for _, s := range p.Series(trends.Query{}, infos("python"), trends.SeriesOptions{Postings: true}) {
		unjoined += s.Openings
	}
	if unjoined != 4 {
		t.Errorf("series of postings counts %d ads with python, want 4", unjoined)
	}
}

// What a source shows at its first read is never new, whatever its dates say.
func TestBacklog(t *testing.T) {
	board := reads(t, every("2025-03-11", "2025-09-30", 7)...)
	ads := []ad{
		{id: 1, source: board.Key, employer: "x", posted: "2025-04-02", seen: "2025-03-11", skills: "python"}, // dated after the first read, yet seen in it
		{id: 2, source: board.Key, employer: "x", posted: "2025-02-02", seen: "2025-03-11", skills: "python"},
		{id: 3, source: board.Key, employer: "x", posted: "2025-03-14", seen: "2025-03-18", skills: "python"}, // new, but its month was not watched whole
		{id: 4, source: board.Key, employer: "x", posted: "2025-04-04", seen: "2025-04-08", skills: "python"},
		{id: 5, source: board.Key, employer: "x", posted: "2025-05-04", seen: "2025-05-06", skills: "rust"},
	}
	ads = ads[1:] // the first is impossible: the store never dates an ad after its first sighting
	p := trends.NewPanel(snapshot(t, ads, board), trends.DefaultOptions())
	got := map[string]int{}
	for _, c := range p.Cells(trends.Query{}) {
		got[trends.MonthName(c.Month)] += c.N
	}
	if diff := gocmp.Diff(map[string]int{"2025-04": 1, "2025-05": 1}, got); diff != "" {
		t.Errorf("counted ads by month (-want +got):\n%s", diff)
	}
	if r := p.Report(trends.Query{}, infos("python")); r.Meta.Sources[0].Backlog != 2 || r.Meta.Sources[0].ValidFrom != "2025-04" {
		t.Errorf("source = %+v, want 2 ads not counted, counted from 2025-04", r.Meta.Sources[0])
	}
}

// Before a month is complete a report describes what is open, and claims nothing.
func TestNothingComplete(t *testing.T) {
	board := reads(t, "2025-03-11")
	ads := []ad{{id: 1, source: board.Key, employer: "x", posted: "2025-02-02", seen: "2025-03-11", skills: "python"},
		{id: 2, source: board.Key, employer: "y", posted: "2025-02-02", seen: "2025-03-11", skills: "rust"}}
	r := trends.NewPanel(snapshot(t, ads, board), trends.DefaultOptions()).Report(trends.Query{}, infos("python", "rust"))
	if r.Meta.Count != "active" || r.Meta.OpeningsNow != 2 || r.Meta.AsOf != "2025-03-11" || r.Skills[0].Share != 0.5 {
		t.Errorf("report = %+v, want the two openings that are open on 2025-03-11", r)
	}
	for _, row := range r.Skills {
		if row.Verdict != trends.NotEnoughData || row.P.Defined() {
			t.Errorf("%s: verdict %s, p %v: nothing can be tested", row.Skill, row.Verdict, row.P)
		}
	}
}

// market makes 24 months of ads in two sources with different shares, of which the second joins in month 13 and is large.
// "grows" rises in both, "stays" in neither.
func market(seed uint64) []ad {
	rng := rand.New(rand.NewPCG(seed, 1))
	var ads []ad
	base := map[string]map[string]float64{"old": {"grows": 0.10, "stays": 0.30, "common": 0.5}, "new": {"grows": 0.05, "stays": 0.05, "common": 0.5}}
	for m := range 24 {
		for _, src := range []string{"new", "old"} {
			n := 150
			if src == "new" {
				n = 400
			}
			if src == "new" && m < 12 {
				continue
			}
			for range n {
				a := ad{id: int64(len(ads) + 1), source: src, employer: fmt.Sprintf("%s-%02d", src, rng.IntN(60)),
					posted: time.Date(2024, time.Month(1+m), 1+rng.IntN(28), 0, 0, 0, 0, time.UTC).Format("2006-01-02")}
				for _, skill := range []string{"common", "grows", "stays"} {
					logit := math.Log(base[src][skill] / (1 - base[src][skill]))
					if skill == "grows" {
						logit += 0.05 * float64(m)
					}
					if rng.Float64() < 1/(1+math.Exp(-logit)) {
						a.skills += skill + " "
					}
				}
				ads = append(ads, a)
			}
		}
	}
	return ads
}

func TestVerdicts(t *testing.T) {
	p := trends.NewPanel(snapshot(t, market(1)), trends.DefaultOptions())
	r := p.Report(trends.Query{}, infos("common", "grows", "stays", "absent"))
	got := map[string]trends.Verdict{}
	for _, row := range r.Skills {
		got[row.Skill] = row.Verdict
		if row.Share.Defined() && (row.Low > row.Share || row.Share > row.High || row.Low < 0 || row.High > 1) {
			t.Errorf("%s: share %v outside its interval %v to %v", row.Skill, row.Share, row.Low, row.High)
		}
	}
	if got["grows"] != trends.Rising || got["stays"] == trends.Falling || got["stays"] == trends.Rising || got["absent"] != trends.NotEnoughData {
		t.Errorf("verdicts = %v: grows must be rising, stays must not move although the pooled share falls", got)
	}
	for _, row := range r.Skills {
		if row.Skill == "stays" && (row.Pooled > -5 || !slices.Contains(row.Flags, trends.FlagMix)) {
			t.Errorf("stays: pooled change %v, flags %v: want a pooled fall that is flagged as a change of mix", row.Pooled, row.Flags)
		}
	}
}

// The order in which ads were taken in must not matter, nor must a source that has nothing to do with a cell.
func TestOrderAndIndependence(t *testing.T) {
	ads := market(2)
	shuffled := slices.Clone(ads)
	rand.New(rand.NewPCG(3, 3)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	a := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions())
	b := trends.NewPanel(snapshot(t, shuffled), trends.DefaultOptions())
	skills := infos("common", "grows", "stays")
	if diff := gocmp.Diff(jsonText(t, a.Report(trends.Query{}, skills)), jsonText(t, b.Report(trends.Query{}, skills))); diff != "" {
		t.Errorf("report depends on the order of ads (-sorted +shuffled):\n%s", diff)
	}
	alone := trends.NewPanel(snapshot(t, slices.DeleteFunc(slices.Clone(ads), func(x ad) bool { return x.source == "new" })), trends.DefaultOptions())
	both := slices.DeleteFunc(a.Cells(trends.Query{}), func(c trends.Cell) bool { return c.Source == "new" })
	if diff := gocmp.Diff(alone.Cells(trends.Query{}), both); diff != "" {
		t.Errorf("the cells of one source change when another joins:\n%s", diff)
	}
}

func TestSeries(t *testing.T) {
	p := trends.NewPanel(snapshot(t, market(4)), trends.DefaultOptions())
	skills := infos("grows", "absent")
	for _, c := range []struct {
		o    trends.SeriesOptions
		rows int
		last string
	}{
		{trends.SeriesOptions{}, 48, "2025-12"},
		{trends.SeriesOptions{Window: 6}, 12, "2025-12"},
		{trends.SeriesOptions{Period: "quarter"}, 16, "2025-Q4"},
		{trends.SeriesOptions{Period: "year"}, 4, "2025"},
	} {
		rows := p.Series(trends.Query{}, skills, c.o)
		if len(rows) != c.rows || rows[len(rows)-1].Period != c.last {
			t.Errorf("Series(%+v): %d rows, last %s; want %d, %s", c.o, len(rows), rows[len(rows)-1].Period, c.rows, c.last)
		}
		for _, r := range rows {
			if r.Skill == "absent" && (r.Openings != 0 || r.Total == 0 || r.Share != 0) {
				t.Errorf("Series(%+v): %+v, want a zero with its denominator", c.o, r)
			}
		}
	}
}

// onceEach removes words that stand twice.
func onceEach(words string) string {
	fields := strings.Fields(words)
	slices.Sort(fields)
	return strings.Join(slices.Compact(fields), " ")
}
