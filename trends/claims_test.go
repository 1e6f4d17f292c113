package trends_test

import (
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

// from is the share of a skill that begins with a share and whose odds grow by a factor a year.
func from(share, yearly float64) func(month int) float64 {
	return func(month int) float64 {
		odds := share / (1 - share) * math.Pow(yearly, float64(month)/12)
		return odds / (1 + odds)
	}
}

// claimShares are the skills of the made-up market, as "group skill".
func claimShares() map[string]func(month int) float64 {
	return map[string]func(month int) float64{
		"lang main": from(0.7, 1), "lang other": from(0.3, 1), "lang third": from(0.3, 1),
		"speed soars": from(0.05, 2.5), "speed climbs": from(0.06, 1.8), "speed grows": from(0.2, 1.35), "speed half": from(0.5, 1),
		"topic sinks": from(0.5, 0.6), "topic never": from(0.0001, 1), "topic new": from(0.002, 6), "topic known": from(0.04, 2),
		"topic young:preferred": from(0.6, 1),
		"topic late": func(month int) float64 {
			if month < 12 {
				return 0
			}
			return from(0.003, 4)(month)
		},
	}
}

// claimMarket makes months of n ads, round the sources and over many employers.
func claimMarket(months, n int, sources ...string) []ad {
	rng := rand.New(rand.NewPCG(11, 5))
	shares := claimShares()
	var names []string
	for name := range shares {
		names = append(names, name)
	}
	slices.Sort(names)
	var ads []ad
	for m := range months {
		day := time.Date(2024, time.Month(1+m), 5, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
		for i := range n {
			a := ad{id: int64(len(ads) + 1), source: sources[i%len(sources)], posted: day, employer: fmt.Sprintf("%s-%03d", sources[i%len(sources)], rng.IntN(150))}
			for _, name := range names {
				if rng.Float64() < shares[name](m) {
					_, skill, _ := strings.Cut(name, " ")
					a.skills += skill + " "
				}
			}
			ads = append(ads, a)
		}
	}
	return ads
}

// claimPanel settles ads of the market. The ads that name the skill "new" offer the role "newcomer".
func claimPanel(t *testing.T, ads []ad) (*trends.Panel, []trends.SkillInfo) {
	t.Helper()
	s := snapshot(t, ads)
	s.Roles = []string{"clerk", "newcomer"}
	slices.SortFunc(ads, func(a, b ad) int { return int(a.id - b.id) })
	for i, a := range ads {
		if slices.Contains(strings.Fields(a.skills), "new") {
			s.Ads.Roles[i] = 1 << 1
		}
	}
	var list []trends.SkillInfo
	for name := range claimShares() {
		group, skill, _ := strings.Cut(name, " ")
		skill, _, _ = strings.Cut(skill, ":")
		list = append(list, trends.SkillInfo{ID: skill, Name: strings.ToUpper(skill), Group: group})
	}
	slices.SortFunc(list, func(a, b trends.SkillInfo) int { return strings.Compare(a.ID, b.ID) })
	return trends.NewPanel(s, trends.DefaultOptions()), list
}

// claimCase is a part, its verdict, and what the reason or the need begins with.
type claimCase struct {
	part    trends.ClaimPart
	verdict trends.Verdict
	text    string
}

func skill(kind trends.ClaimKind, id string) trends.ClaimPart {
	return trends.ClaimPart{Kind: kind, All: []string{id}}
}

// with changes a part.
func with(p trends.ClaimPart, change func(p *trends.ClaimPart)) trends.ClaimPart {
	change(&p)
	return p
}

func least(id string, share float64) trends.ClaimPart {
	return with(skill(trends.ClaimLevel, id), func(p *trends.ClaimPart) { p.Min = share })
}

func leads(id string, months int, points float64) trends.ClaimPart {
	return with(least(id, 0.2), func(p *trends.ClaimPart) { p.Also = trends.ClaimLead{Group: "lang", Months: months, Points: points} })
}

func stays(id string, share float64) trends.ClaimPart {
	return with(skill(trends.ClaimRemains, id), func(p *trends.ClaimPart) { p.Min = share })
}

func surges(id string) trends.ClaimPart {
	return with(skill(trends.ClaimSurge, id), func(p *trends.ClaimPart) { p.Class = "speed" })
}

func anyOf(kind trends.ClaimKind, robust bool, ids ...string) trends.ClaimPart {
	return trends.ClaimPart{Kind: kind, Any: ids, Robust: robust}
}

// Every kind with every verdict, on a market that shows what it is made of.
func TestClaimVerdicts(t *testing.T) {
	const yes, no, open = trends.Supported, trends.NotSupported, trends.NotEnoughData
	checkClaims(t, claimMarket(24, 800, "a", "b", "c", "d"), trends.Query{}, []claimCase{
		{least("main", 0.5), yes, ""},
		{least("other", 0.5), no, "its share lies below 50 %"},
		{least("half", 0.5), open, "about "},
		{with(least("young", 0.5), func(p *trends.ClaimPart) { p.Level = trends.LevelPreferred }), yes, ""},
		{with(least("young", 0.5), func(p *trends.ClaimPart) { p.Level = trends.LevelRequired }), no, "its share lies below 50 %"},
		{trends.ClaimPart{Kind: trends.ClaimLevel, All: []string{"main", "half"}, Min: 0.3}, yes, ""},
		{trends.ClaimPart{Kind: trends.ClaimLevel, All: []string{"main", "absent"}, Min: 0.3}, no, "its share lies below 30 %"},
		{with(anyOf(trends.ClaimLevel, false, "main", "half"), func(p *trends.ClaimPart) { p.Min = 0.8 }), yes, ""},
		{leads("main", 12, 20), yes, ""},
		{leads("main", 12, 0), yes, ""},
		{leads("main", 12, 60), no, "its lead lies below 60 points"},
		{leads("main", 12, 37), open, "about "},
		{leads("main", 30, 20), open, "6 more complete months"},
		{leads("other", 3, 0), no, "another lang was ahead in 3 of 3 months"},

		{stays("main", 0.5), yes, ""},
		{stays("main", 0), yes, ""},
		{stays("grows", 0.1), yes, ""},
		{stays("other", 0.5), no, "its share lies below 50 %"},
		{stays("sinks", 0), no, "its odds ratio a year stays below 0.90"},
		{stays("half", 0.5), open, "about "},
		{stays("never", 0), open, "27 more mentions"},

		{skill(trends.ClaimRises, "grows"), yes, ""},
		{skill(trends.ClaimRises, "half"), no, "its odds ratio a year stays below 1.10"},
		{skill(trends.ClaimRises, "sinks"), no, "it falls"},
		{skill(trends.ClaimRises, "never"), open, ""},
		{trends.ClaimPart{Kind: trends.ClaimRises, Role: "newcomer", All: []string{"main"}}, yes, ""},
		{trends.ClaimPart{Kind: trends.ClaimRises, Role: "clerk"}, open, "30 more mentions"},
		{anyOf(trends.ClaimRises, true, "soars", "climbs", "grows"), yes, ""},
		{anyOf(trends.ClaimRises, true, "soars", "half"), open, "a rise that holds without SOARS"},
		{anyOf(trends.ClaimRises, true, "sinks", "half"), no, "it falls"},

		{surges("soars"), yes, ""},
		{surges("grows"), open, "an odds ratio a year of 1.50"},
		{surges("climbs"), open, "a rank of 1 or better among the 4 of its class (it is 2)"},
		{surges("half"), no, "its odds ratio a year stays below 1.25"},
		{surges("late"), open, "30 records in the first 12 months (it has 0)"},
		{surges("never"), open, ""},

		{skill(trends.ClaimEmerging, "new"), yes, ""},
		{trends.ClaimPart{Kind: trends.ClaimEmerging, Role: "newcomer"}, yes, ""},
		{skill(trends.ClaimEmerging, "known"), no, "not new: "},
		{skill(trends.ClaimEmerging, "never"), no, "its share lies below 0.5 %"},
		{skill(trends.ClaimEmerging, "sinks"), no, "not new: "},
	})
}

// What a small or short market cannot tell.
func TestClaimsWithoutData(t *testing.T) {
	for _, m := range []struct {
		why     string
		ads     []ad
		q       trends.Query
		claimed []claimCase
	}{
		{"two sources", claimMarket(24, 200, "a", "b"), trends.Query{}, []claimCase{
			{skill(trends.ClaimEmerging, "new"), trends.NotEnoughData, "3 sources (2 in the window)"},
			{skill(trends.ClaimEmerging, "known"), trends.NotEnoughData, "3 sources (2 in the window)"},
			{skill(trends.ClaimRises, "soars"), trends.Supported, ""},
		}},
		{"five months", claimMarket(5, 200, "a", "b", "c"), trends.Query{}, []claimCase{
			{skill(trends.ClaimRises, "soars"), trends.NotEnoughData, "1 more complete months"},
			{stays("main", 0.5), trends.NotEnoughData, "1 more complete months"},
			{surges("soars"), trends.NotEnoughData, "1 more complete months"},
			{skill(trends.ClaimEmerging, "new"), trends.NotEnoughData, "1 more complete months"},
			{least("main", 0.5), trends.Supported, ""},
			{leads("main", 12, 20), trends.NotEnoughData, "7 more complete months"},
		}},
		{"two months", claimMarket(2, 200, "a"), trends.Query{New: true}, []claimCase{
			{least("main", 0.5), trends.NotEnoughData, "1 more complete months"},
			{least("never", 0.5), trends.NotEnoughData, "1 more complete months"},
		}},
		{"what is open", claimMarket(24, 50, "a"), trends.Query{Active: true}, []claimCase{
			{least("main", 0.5), trends.NotEnoughData, "a count of new openings"},
			{leads("main", 12, 20), trends.NotEnoughData, "a count of new openings"},
			{skill(trends.ClaimEmerging, "new"), trends.NotEnoughData, "a count of new openings"},
			{anyOf(trends.ClaimRises, true, "soars", "half"), trends.NotEnoughData, "a count of new openings"},
		}},
		{"few openings", claimMarket(8, 4, "a"), trends.Query{}, []claimCase{
			{least("main", 0.2), trends.NotEnoughData, "20 independent openings"},
			{skill(trends.ClaimRises, "main"), trends.NotEnoughData, "5 more mentions"},
		}},
		{"a few openings more", claimMarket(12, 40, "a", "b", "c"), trends.Query{}, []claimCase{
			{skill(trends.ClaimRises, "other"), trends.NotEnoughData, "about "},
			{stays("half", 0), trends.NotEnoughData, "about "},
		}},
	} {
		t.Run(m.why, func(t *testing.T) { checkClaims(t, m.ads, m.q, m.claimed) })
	}
}

// checkClaims tests each case as a claim of its own.
func checkClaims(t *testing.T, ads []ad, q trends.Query, cases []claimCase) {
	t.Helper()
	p, skills := claimPanel(t, ads)
	claims := &trends.Claims{Version: 1}
	for i, c := range cases {
		claims.List = append(claims.List, trends.Claim{ID: fmt.Sprint(i), Parts: []trends.ClaimPart{c.part}})
	}
	r := p.Claims(q, claims, skills)
	for i, c := range cases {
		got := r.Claims[i].Parts[0]
		text := got.Reason + got.Needs
		if got.Verdict != c.verdict || !strings.HasPrefix(text, c.text) || c.text == "" && text != "" && c.verdict == trends.Supported {
			t.Errorf("%s\n%s: %s, want %s: %s\nshare %v (%v to %v) of %d, odds %v (%v to %v), q %v, %+v %+v %+v", got.Statement, got.Verdict, text, c.verdict, c.text,
				got.Share, got.Low, got.High, got.Total, got.OddsYear, got.OddsLow, got.OddsHigh, got.Q, got.Lead, got.Surge, got.Emerging)
		}
		if r.Claims[i].Verdict != got.Verdict {
			t.Errorf("claim %d of one part is %s, its part %s", i, r.Claims[i].Verdict, got.Verdict)
		}
	}
}

// A claim is as strong as its weakest part, and one family corrects all rises.
func TestClaimReport(t *testing.T) {
	p, skills := claimPanel(t, claimMarket(24, 300, "a", "b", "c"))
	yes, no, open := least("main", 0.5), least("other", 0.5), skill(trends.ClaimRises, "absent")
	rise := skill(trends.ClaimRises, "soars")
	claims := &trends.Claims{Version: 7, SHA256: "abc", List: []trends.Claim{
		{ID: "all", Parts: []trends.ClaimPart{yes, rise}},
		{ID: "one open", Parts: []trends.ClaimPart{yes, open}},
		{ID: "one against", Parts: []trends.ClaimPart{open, no, yes}},
		{ID: "none", Untestable: "nobody knows"},
		{ID: "robust", Parts: []trends.ClaimPart{anyOf(trends.ClaimRises, true, "soars", "half")}},
	}}
	r := p.Claims(trends.Query{}, claims, skills)
	got := map[string]trends.Verdict{}
	for _, c := range r.Claims {
		got[c.Claim] = c.Verdict
	}
	want := map[string]trends.Verdict{"all": trends.Supported, "one open": trends.NotEnoughData, "one against": trends.NotSupported,
		"none": trends.Untestable, "robust": trends.NotEnoughData}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
	if r.Version != 7 || r.SHA256 != "abc" || r.Meta.Tested != 2 || len(r.Claims[3].Parts) != 0 || r.Claims[3].Untestable != "nobody knows" {
		t.Errorf("version %d, hash %s, %d tests, %+v; want 7, abc, 2 tests and a claim without parts", r.Version, r.SHA256, r.Meta.Tested, r.Claims[3])
	}
	one := r.Claims[0].Parts[1]
	report := p.Report(trends.Query{}, skills)
	row := report.Skills[slices.IndexFunc(report.Skills, func(s trends.SkillRow) bool { return s.Skill == "soars" })]
	if one.P != row.P || one.OddsYear != row.OddsYear || one.Share != row.Share || one.Low != row.Low || one.Openings != row.Openings ||
		one.Records != row.Records || one.Employers != row.Employers {
		t.Errorf("a claim about one skill: %+v\nthe report: %+v\nwant the same figures", one.Figures, row)
	}
	terms := r.Claims[4].Parts[0].Terms
	if len(terms) != 2 || terms[0].Name != "SOARS" || terms[0].P != row.P || terms[0].Holds || !terms[1].Holds {
		t.Errorf("terms %+v: want the rise to hang on the first, which has the report's figures", terms)
	}
}

// Neither the order of ads nor that of claims changes a figure.
func TestClaimsOrder(t *testing.T) {
	parts := []trends.ClaimPart{least("half", 0.5), leads("main", 12, 20), stays("grows", 0.1), skill(trends.ClaimRises, "climbs"), surges("soars"),
		skill(trends.ClaimEmerging, "new"), anyOf(trends.ClaimRises, true, "soars", "grows")}
	ads := claimMarket(24, 100, "a", "b", "c")
	report := func(ads []ad, order []int) []string {
		p, skills := claimPanel(t, ads)
		claims := &trends.Claims{}
		for _, i := range order {
			claims.List = append(claims.List, trends.Claim{ID: fmt.Sprint(i), Parts: parts[i : i+1]})
		}
		var rows []string
		for _, c := range p.Claims(trends.Query{}, claims, skills).Claims {
			rows = append(rows, jsonText(t, c))
		}
		slices.Sort(rows)
		return rows
	}
	want := report(slices.Clone(ads), []int{0, 1, 2, 3, 4, 5, 6})
	rand.New(rand.NewPCG(3, 3)).Shuffle(len(ads), func(i, j int) { ads[i], ads[j] = ads[j], ads[i] })
	if diff := gocmp.Diff(want, report(ads, []int{6, 3, 0, 5, 1, 4, 2})); diff != "" {
		t.Errorf("claims (-in order +shuffled):\n%s", diff)
	}
}

// Each part is restated so that figures can answer it.
func TestStatements(t *testing.T) {
	p, skills := claimPanel(t, claimMarket(3, 10, "a"))
	robust := anyOf(trends.ClaimRises, true, "main", "half")
	for _, c := range []struct {
		part          trends.ClaimPart
		q             trends.Query
		subject, want string
	}{
		{leads("main", 12, 20), trends.Query{}, "MAIN", "more than 20 % of machine-learning openings now name MAIN, more than any other lang in each of the last 12 " +
			"complete months, now by over 20 points; refuted if the interval lies below 20 %"},
		{with(least("main", 0.5), func(p *trends.ClaimPart) { p.Level = trends.LevelPreferred }), trends.Query{Scope: trends.ScopeAll}, "required or preferred: MAIN",
			"more than 50 % of openings now require or prefer MAIN; refuted if the interval lies below 50 %"},
		{stays("main", 0), trends.Query{}, "MAIN",
			"the share of machine-learning openings that name MAIN does not fall: its odds ratio a year is above 0.90; refuted if it stays below"},
		{stays("main", 0.33), trends.Query{Level: trends.LevelRequired}, "MAIN", "the share of machine-learning openings that require MAIN is above 33 % and does not fall: " +
			"its odds ratio a year is above 0.90; refuted if either stays below"},
		{robust, trends.Query{}, "any of MAIN, HALF", "the share of machine-learning openings that name any of MAIN, HALF rises, also without any one of them; " +
			"refuted if its odds ratio a year stays below 1.10"},
		{trends.ClaimPart{Kind: trends.ClaimRises, Role: "clerk", All: []string{"main", "else"}}, trends.Query{}, "role clerk, all of MAIN, else",
			"the share of machine-learning openings that offer the role clerk and name all of MAIN, else rises; refuted if its odds ratio a year stays below 1.10"},
		{surges("main"), trends.Query{}, "MAIN", "the share of machine-learning openings that name MAIN rises by an odds ratio of 1.50 a year or more, from 30 records, " +
			"among the fastest tenth of speed; refuted if it stays below 1.25"},
		{trends.ClaimPart{Kind: trends.ClaimEmerging, Role: "clerk"}, trends.Query{}, "role clerk", "the share of machine-learning openings that offer the role clerk " +
			"was at most 0.5 % in the first 6 months, and rises at 20 employers and 3 sources or more; refuted if it is below 0.5 % now, or was above 2 % at the start"},
	} {
		got := p.Claims(c.q, &trends.Claims{List: []trends.Claim{{Parts: []trends.ClaimPart{c.part}}}}, skills).Claims[0].Parts[0]
		if got.Subject != c.subject || got.Statement != c.want {
			t.Errorf("got  %s: %s\nwant %s: %s", got.Subject, got.Statement, c.subject, c.want)
		}
	}
}
