package trends_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"trends/trends"
)

// release freezes the report of a made-up snapshot, as cmd does. texts holds a posting's text where it is not the usual one.
func release(t testing.TB, name string, s *trends.Snapshot, q trends.Query, skills []trends.SkillInfo,
	texts map[int64]uint32) *trends.Release {
	t.Helper()
	p := trends.NewPanel(s, trends.DefaultOptions())
	report := p.Report(q, skills)
	face, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	r := &trends.Release{ReleaseHead: trends.NewReleaseHead(name, report), Faces: map[string][]byte{"json": face},
		Ledger: p.Ledger(q, skills)}
	for i, ad := range r.Ledger.Ads {
		if ad.Fate.Stands() {
			r.Ledger.Ads[i].Text = texts[ad.Posting]
		}
	}
	return r
}

// diff compares two releases.
func diff(t testing.TB, a, b *trends.Release) *trends.ReleaseDiff {
	t.Helper()
	d, err := trends.DiffReleases(a, b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Each cause by itself, on ads counted by hand. Months until December 2025 are complete: with an ad in each of them, the first
// release speaks of October to December.
func TestDiffReleases(t *testing.T) {
	before := []ad{
		{id: 1, source: "a", employer: "x", posted: "2025-10-02", skills: "python"},
		{id: 2, source: "a", employer: "x", posted: "2025-11-03", skills: "python rust:mentioned"},
		{id: 3, source: "a", employer: "y", posted: "2025-12-01", skills: "python"},
		{id: 4, source: "a", employer: "z", posted: "2025-12-04", skills: "rust", other: true},
		{id: 5, source: "a", employer: "z", posted: "2025-09-04", skills: "rust"},
		{id: 6, source: "a", employer: "z", posted: "2025-12-05", skills: "rust", opening: 5},
	}
	change := func(f func(list []ad) []ad) []ad { return f(slices.Clone(before)) }
	tests := []struct {
		name  string
		after []ad
		texts map[int64]uint32
		q     trends.Query
		total trends.Parts
		rust  trends.Parts
	}{
		{name: "nothing", after: before},
		{name: "late posting", after: change(func(l []ad) []ad {
			return append(l, ad{id: 7, source: "a", employer: "x", posted: "2025-10-09", skills: "rust"})
		}), total: trends.Parts{Late: 1}, rust: trends.Parts{Late: 1}},
		{name: "joined", after: change(func(l []ad) []ad { l[2].opening = 2; return l }), total: trends.Parts{Joining: -1}},
		{name: "joined with an ad of a month before", after: change(func(l []ad) []ad { l[1].opening = 5; return l }),
			total: trends.Parts{Joining: -1}, rust: trends.Parts{Joining: -1}},
		{name: "joined with a late ad that begins it", after: change(func(l []ad) []ad {
			l[2].opening = 7
			return append(l, ad{id: 7, source: "b", employer: "x", posted: "2025-11-30", skills: "python rust"})
		}), rust: trends.Parts{Joining: 1}},
		{name: "parted", after: change(func(l []ad) []ad { l[5].opening = 6; return l }),
			total: trends.Parts{Joining: 1}, rust: trends.Parts{Joining: 1}},
		{name: "the text changed", after: change(func(l []ad) []ad { l[0].skills = "rust"; return l }), texts: map[int64]uint32{1: 9},
			rust: trends.Parts{Text: 1}},
		{name: "the text changed, and is of another scope", after: change(func(l []ad) []ad { l[1].other = true; return l }),
			texts: map[int64]uint32{2: 9}, total: trends.Parts{Text: -1}, rust: trends.Parts{Text: -1}},
		{name: "the taxonomy changed", after: change(func(l []ad) []ad { l[0].skills, l[1].skills = "python rust", "python"; return l })},
		{name: "the taxonomy changed, and a skill is gone", after: change(func(l []ad) []ad { l[1].skills = "python"; return l }),
			rust: trends.Parts{Taxonomy: -1}},
		{name: "the taxonomy changed the scope", after: change(func(l []ad) []ad { l[3].other = false; return l }),
			total: trends.Parts{Taxonomy: 1}, rust: trends.Parts{Taxonomy: 1}},
		{name: "another scope", after: before, q: trends.Query{Scope: trends.ScopeAll},
			total: trends.Parts{Counting: 1}, rust: trends.Parts{Counting: 1}},
		{name: "another level", after: before, q: trends.Query{Level: trends.LevelRequired}, rust: trends.Parts{Counting: -1}},
		{name: "another date inside the months", after: change(func(l []ad) []ad {
			l[2].posted, l[2].seen = "2025-11-30", "2025-12-01"
			return l
		})},
		{name: "an earlier date", after: change(func(l []ad) []ad { l[1].posted = "2025-08-30"; return append(l, november()) }),
			total: trends.Parts{Late: 1, Counting: -1}, rust: trends.Parts{Counting: -1}},
		{name: "a new month", after: change(func(l []ad) []ad {
			return append(l, ad{id: 7, source: "b", employer: "x", posted: "2026-01-09", skills: "rust"})
		}), total: trends.Parts{Entered: 1, Left: -1}, rust: trends.Parts{Entered: 1}},
	}
	a := release(t, "a", snapshot(t, before, declared("a"), declared("b")), trends.Query{}, infos("python", "rust"), nil)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := release(t, "b", snapshot(t, tt.after, declared("a"), declared("b")), tt.q, infos("python", "rust"), tt.texts)
			d := diff(t, a, b)
			if want := gocmp.Diff(tt.total, d.Total.Parts); want != "" {
				t.Errorf("all openings (-want +got):\n%s", want)
			}
			for _, row := range d.Skills {
				if want := gocmp.Diff(tt.rust, row.Parts); row.Skill == "rust" && want != "" {
					t.Errorf("rust (-want +got):\n%s", want)
				}
			}
			wantSums(t, d, a, b)
		})
	}
}

// november is an ad that keeps November from being without any.
func november() ad {
	return ad{id: 8, source: "a", employer: "y", posted: "2025-11-20", skills: "python"}
}

// declared is an archive that declares the months of 2025 and 2026 whole.
func declared(key string) *trends.SourceState {
	return &trends.SourceState{Key: key, Kind: trends.KindImport,
		Crawls: []trends.Crawl{{Source: key, Outcome: trends.OutcomeComplete, From: "2025-01", To: "2026-12"}}}
}

// wantSums holds a comparison against the two reports: its counts are theirs, and its parts sum to the change.
func wantSums(t testing.TB, d *trends.ReleaseDiff, a, b *trends.Release) {
	t.Helper()
	counts := func(r *trends.Release) map[string]int {
		report, err := r.Report()
		if err != nil {
			t.Fatal(err)
		}
		n := map[string]int{"": report.Meta.OpeningsNow}
		for _, row := range report.Skills {
			n[row.Skill] = row.Openings
		}
		return n
	}
	inA, inB := counts(a), counts(b)
	for _, row := range append(d.Skills, d.Total) {
		if row.OpeningsA != inA[row.Skill] || row.OpeningsB != inB[row.Skill] || row.TotalA != inA[""] || row.TotalB != inB[""] {
			t.Errorf("%q: %d of %d to %d of %d openings; the reports count %d of %d and %d of %d", row.Skill, row.OpeningsA, row.TotalA,
				row.OpeningsB, row.TotalB, inA[row.Skill], inA[""], inB[row.Skill], inB[""])
		}
		if row.Change != row.OpeningsB-row.OpeningsA || row.Sum() != row.Change {
			t.Errorf("%q: the parts %+v sum to %d, the change is %d", row.Skill, row.Parts, row.Sum(), row.Change)
		}
		if row.Entered < 0 || row.Left > 0 || row.Late < 0 {
			t.Errorf("%q: a part has the wrong sign: %+v", row.Skill, row.Parts)
		}
	}
}

// Whatever becomes of a market, the parts sum to the change, and the way back is the same with all signs turned.
func TestDiffSums(t *testing.T) {
	queries := []trends.Query{{}, {Scope: trends.ScopeAll}, {Level: trends.LevelPreferred}, {Source: "b"}, {Active: true},
		{Until: "2025-11"}, {Period: "month"}, {New: true}}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 3))
		before := randomAds(r, 200)
		after := changedAds(r, before)
		a := release(t, "a", snapshot(t, before), queries[r.IntN(len(queries))], infos("go", "python", "rust"), nil)
		texts := map[int64]uint32{}
		for range 30 {
			texts[1+r.Int64N(250)] = 1
		}
		b := release(t, "b", snapshot(t, after), queries[r.IntN(len(queries))], infos("python", "rust", "sql"), texts)
		d, back := diff(t, a, b), diff(t, b, a)
		wantSums(t, d, a, b)
		wantSums(t, back, b, a)
		there, here := d.Total.Parts, back.Total.Parts
		if there.Joining != -here.Joining || there.Text != -here.Text || there.Taxonomy != -here.Taxonomy || there.Sum() != -here.Sum() {
			t.Errorf("seed %d: there %+v, back %+v", seed, d.Total, back.Total)
		}
		if same := diff(t, a, a); same.Total.Parts != (trends.Parts{}) || len(same.Differ) > 0 {
			t.Errorf("seed %d: a release differs from itself: %+v, %q", seed, same.Total.Parts, same.Differ)
		}
	}
}

// randomAds makes up n ads of May to December 2025, some of them joined.
func randomAds(r *rand.Rand, n int) []ad {
	var out []ad
	for i := range n {
		out = append(out, randomAd(r, int64(i+1)))
	}
	for i := range out {
		join(r, out, i)
	}
	return out
}

func randomAd(r *rand.Rand, id int64) ad {
	a := ad{id: id, source: []string{"a", "b", "c"}[r.IntN(3)], employer: fmt.Sprint("e", r.IntN(12)), other: r.IntN(4) == 0,
		posted: fmt.Sprintf("2025-%02d-%02d", 5+r.IntN(8), 1+r.IntN(28))}
	for _, skill := range []string{"go", "python", "rust", "sql"} {
		if r.IntN(2) == 0 {
			a.skills += " " + skill + []string{"", ":preferred", ":mentioned"}[r.IntN(3)]
		}
	}
	return a
}

// join joins ad i with an earlier one now and then, or parts it.
func join(r *rand.Rand, ads []ad, i int) {
	ads[i].opening = 0
	if j := r.IntN(len(ads)); r.IntN(5) == 0 && ads[j].posted < ads[i].posted && ads[j].opening == 0 {
		ads[i].opening = ads[j].id
	}
}

// changedAds makes up what becomes of ads: some are new, joined or parted, dated anew, read otherwise.
func changedAds(r *rand.Rand, before []ad) []ad {
	after := slices.Clone(before)
	for i := range after {
		switch r.IntN(8) {
		case 0:
			join(r, after, i)
		case 1:
			after[i].posted = min(after[i].posted, randomAd(r, 0).posted)
		case 2:
			after[i].skills, after[i].other = randomAd(r, 0).skills, r.IntN(4) == 0
		}
	}
	for i := range after { // an opening is named by an ad that begins it
		if o := after[i].opening; o != 0 && after[o-1].opening != 0 {
			after[i].opening = 0
		}
	}
	for range 50 {
		after = append(after, randomAd(r, int64(len(after)+1)))
	}
	return after
}

// What the two count differently is said, by name.
func TestDiffersNamed(t *testing.T) {
	s := snapshot(t, randomAds(rand.New(rand.NewPCG(1, 1)), 100))
	a := release(t, "a", s, trends.Query{}, infos("go"), nil)
	q := trends.Query{Scope: trends.ScopeAll, Source: "a", Level: trends.LevelRequired, Until: "2025-10", Period: "quarter"}
	b := release(t, "b", s, q, infos("go"), nil)
	b.Faces["json"] = []byte(strings.Replace(string(b.Faces["json"]), `"cap":5`, `"cap":0`, 1))
	want := []string{"scope: ml to all", "source: any to a", "level: any to required", "period: any to quarter", "cap: 5 to 0"}
	if d := gocmp.Diff(want, diff(t, a, b).Differ); d != "" {
		t.Errorf("differences (-want +got):\n%s", d)
	}
	b.Faces["json"] = []byte(strings.Replace(string(b.Faces["json"]), `"cap":0`, `"cup":7`, 1)) // made by another program
	if d := gocmp.Diff(want[:4], diff(t, a, b).Differ); d != "" {
		t.Errorf("differences without a setting (-want +got):\n%s", d)
	}
	b.Faces["json"] = []byte("{")
	if _, err := trends.DiffReleases(a, b); err == nil || !strings.Contains(err.Error(), `release "b"`) {
		t.Errorf("a damaged report: %v", err)
	}
}

func TestReleaseName(t *testing.T) {
	for name, ok := range map[string]bool{
		"2026-Q1": true, "v1.2_final": true, "März": true, "7": true, strings.Repeat("a", 64): true,
		"": false, "-x": false, ".hidden": false, "a b": false, "a/b": false, "a\n": false, strings.Repeat("a", 65): false,
	} {
		if err := trends.CheckReleaseName(name); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// The hash of a snapshot names every fact in it.
func TestSnapshotHash(t *testing.T) {
	make := func() *trends.Snapshot {
		return snapshot(t, []ad{{id: 1, source: "a", employer: "x", posted: "2025-12-01", skills: "python rust"},
			{id: 2, source: "b", employer: "y", posted: "2025-12-03", skills: "rust"}})
	}
	want := make().Hash()
	if got := make().Hash(); got != want || len(want) != 32 {
		t.Errorf("the same ads: %s, %s", want, got)
	}
	for name, change := range map[string]func(s *trends.Snapshot){
		"source":    func(s *trends.Snapshot) { s.Sources[0].Key = "c" },
		"read":      func(s *trends.Snapshot) { s.Sources[0].Crawls[0].To = "2025-11" },
		"employer":  func(s *trends.Snapshot) { s.Employers[1].Name = "X Ltd" },
		"taxonomy":  func(s *trends.Snapshot) { s.Taxonomy = "other" },
		"first day": func(s *trends.Snapshot) { s.Ads.FirstSeen[0]++ },
		"opening":   func(s *trends.Snapshot) { s.Ads.Opening[1] = 1 },
		"scope":     func(s *trends.Snapshot) { s.Ads.ML[1] = false },
		"level":     func(s *trends.Snapshot) { s.Ads.Level[2]-- },
		"skills":    func(s *trends.Snapshot) { s.Ads.Start[1] = 1 },
	} {
		s := make()
		change(s)
		if s.Hash() == want {
			t.Errorf("another %s has the same hash", name)
		}
	}
}
