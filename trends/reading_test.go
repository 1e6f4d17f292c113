package trends_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"trends/trends"
)

// posts makes n openings of one source in the last quarter of 2025, each of an employer of its own, the first k with the skill rust.
func posts(source string, first, n, k int) []ad {
	var ads []ad
	for i := range n {
		a := ad{id: int64(first + i), source: source, employer: fmt.Sprint(source, i), posted: fmt.Sprintf("2025-%d-%02d", 10+i%3, 1+i%28)}
		if i < k {
			a.skills = "rust "
		}
		ads = append(ads, a)
	}
	return ads
}

// read makes a reading of an opening that was drawn.
func read(d trends.Drawn, seed int64, truth trends.Truth) trends.Reading {
	return trends.Reading{Skill: "rust", Posting: d.Posting, Reader: "ann", Seed: seed, Taxonomy: "test", Tagged: d.Tagged, Truth: truth,
		At: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

// readings reads the first of either kind that a query draws: of those with the tag every tenth is wrong, of the others every fiftieth is missed.
func readings(s *trends.Snapshot, q trends.Query, seed int64, tagged, others int) []trends.Reading {
	with, without := trends.NewPanel(s, trends.DefaultOptions()).Draw(q, "rust", seed)
	var out []trends.Reading
	for i, d := range with[:min(tagged, len(with))] {
		out = append(out, read(d, seed, truth(i%10 != 0)))
	}
	for i, d := range without[:min(others, len(without))] {
		out = append(out, read(d, seed, truth(i%50 == 0)))
	}
	return out
}

// ifRead is the truth of an opening that has the skill, if it was read.
func ifRead(done bool) trends.Truth {
	if done {
		return trends.TruthYes
	}
	return ""
}

func truth(yes bool) trends.Truth {
	if yes {
		return trends.TruthYes
	}
	return trends.TruthNo
}

// Of 400 openings 200 have the tag; of 100 read with it 90 have the skill, of 100 without it 2: 0.5 * 0.9 + 0.5 * 0.02 = 0.46.
func TestCorrectedShare(t *testing.T) {
	ads := append(posts("a", 1, 300, 150), posts("b", 1001, 100, 50)...)
	source := trends.Query{Source: "b"}
	for _, c := range []struct {
		name           string
		query          trends.Query
		change         func(s *trends.Snapshot)
		tagged, others int
		want           float64 // 0 is not defined
	}{
		{"nobody read", trends.Query{}, func(s *trends.Snapshot) {}, 0, 0, 0},
		{"enough", trends.Query{}, func(s *trends.Snapshot) { s.Readings = readings(s, trends.Query{}, 1, 100, 100) }, 100, 100, 0.46},
		{"one too few", trends.Query{}, func(s *trends.Snapshot) { s.Readings = readings(s, trends.Query{}, 1, 100, 99) }, 100, 99, 0},
		{"of another text or taxonomy", trends.Query{}, func(s *trends.Snapshot) {
			s.Readings = readings(s, trends.Query{}, 1, 100, 100)
			for i := range s.Readings {
				s.Readings[i].Void = []string{trends.VoidText, trends.VoidTaxonomy}[i%2]
			}
		}, 0, 0, 0},
		{"the order that was read farther", trends.Query{}, func(s *trends.Snapshot) {
			s.Readings = append(readings(s, trends.Query{}, 1, 3, 3), readings(s, trends.Query{}, 2, 100, 100)...)
		}, 100, 100, 0.46},
		{"only mentions at a level", trends.Query{Level: trends.LevelRequired},
			func(s *trends.Snapshot) { s.Readings = readings(s, trends.Query{}, 1, 100, 100) }, 0, 0, 0},
		{"readings of a slice say nothing of all", trends.Query{}, func(s *trends.Snapshot) { s.Readings = readings(s, source, 1, 50, 50) }, 0, 0, 0},
		{"readings of all are readings of a slice", source, func(s *trends.Snapshot) { s.Readings = readings(s, trends.Query{}, 1, 200, 200) }, 50, 50, 0},
		{"a reading corrected later", trends.Query{}, func(s *trends.Snapshot) {
			s.Readings = readings(s, trends.Query{}, 1, 100, 100)
			for i, r := range s.Readings {
				if s.Readings[i].Truth = trends.TruthNo; r.Tagged {
					s.Readings[i].Truth = trends.TruthYes
				}
				r.At = r.At.Add(time.Hour)
				s.Readings = append(s.Readings, r)
			}
		}, 100, 100, 0.46},
	} {
		s := snapshot(t, ads)
		c.change(s)
		r := rowOf(t, trends.NewPanel(s, trends.DefaultOptions()).Report(c.query, infos("rust")), "rust")
		if r.ReadTagged != c.tagged || r.ReadUntagged != c.others {
			t.Errorf("%s: read %d and %d, want %d and %d", c.name, r.ReadTagged, r.ReadUntagged, c.tagged, c.others)
		}
		if got := float64(r.Corrected); c.want == 0 && r.Corrected.Defined() || c.want != 0 && math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: corrected share %v, want %v", c.name, r.Corrected, c.want)
		}
		if c.want != 0 && !(r.CorrectedLow < r.Corrected && r.Corrected < r.CorrectedHigh && r.CorrectedHigh-r.CorrectedLow < r.Corrected) {
			t.Errorf("%s: interval %v to %v", c.name, r.CorrectedLow, r.CorrectedHigh)
		}
	}
}

// What of a random order has been read, and what must be.
func TestReach(t *testing.T) {
	for _, c := range []struct {
		name   string
		truths func(i int) trends.Truth // by place in the order of those with the tag
		read   int
		unread int // to be read for 100
	}{
		{"nothing", func(int) trends.Truth { return "" }, 0, 100},
		{"the beginning", func(i int) trends.Truth { return ifRead(i < 40) }, 40, 60},
		{"four came late", func(i int) trends.Truth { return ifRead(i%25 != 3 && i < 100) }, 96, 4},
		{"every other one", func(i int) trends.Truth { return ifRead(i%2 == 0) }, 1, 50},
		{"not to be told", func(i int) trends.Truth {
			if i%2 == 0 && i < 20 {
				return trends.TruthUnsure
			}
			return trends.TruthYes
		}, 190, 0},
	} {
		s := snapshot(t, posts("a", 1, 400, 200))
		with, _ := trends.NewPanel(s, trends.DefaultOptions()).Draw(trends.Query{}, "rust", 1)
		for i, d := range with {
			if truth := c.truths(i); truth != "" {
				s.Readings = append(s.Readings, read(d, 1, truth))
			}
		}
		p := trends.NewPanel(s, trends.DefaultOptions())
		if got := rowOf(t, p.Report(trends.Query{}, infos("rust")), "rust").ReadTagged; got != c.read {
			t.Errorf("%s: %d read, want %d", c.name, got, c.read)
		}
		with, _ = p.Draw(trends.Query{}, "rust", 1)
		if unread, done := trends.Unread(with, 100); len(unread) != c.unread || done != 100-c.unread {
			t.Errorf("%s: %d are to be read and %d have been, want %d", c.name, len(unread), done, c.unread)
		}
	}
}

// An order holds every opening once; new ads find their place and move none of the others, another seed or skill gives another order.
func TestDraw(t *testing.T) {
	ids := func(list []trends.Drawn) (out []int64) {
		for _, d := range list {
			out = append(out, d.Posting)
		}
		return out
	}
	draw := func(ads []ad, skill string, seed int64) (with, without []int64) {
		a, b := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions()).Draw(trends.Query{}, skill, seed)
		return ids(a), ids(b)
	}
	some := posts("a", 1, 60, 20)
	with, without := draw(some, "rust", 1)
	if len(with) != 20 || len(without) != 40 || slices.Max(with) > 20 || slices.IsSorted(with) || slices.IsSorted(without) {
		t.Errorf("drew %v and %v", with, without)
	}
	more, _ := draw(append(posts("b", 1001, 60, 20), some...), "rust", 1)
	if kept := slices.DeleteFunc(more, func(id int64) bool { return id > 1000 }); !slices.Equal(kept, with) {
		t.Errorf("with more ads %v, before %v", kept, with)
	}
	for _, c := range []struct {
		skill string
		seed  int64
	}{{"rust", 2}, {"no such skill", 1}} {
		if a, b := draw(some, c.skill, c.seed); slices.Equal(append(a, b...), append(slices.Clone(with), without...)) {
			t.Errorf("%s, seed %d: the order of rust, seed 1", c.skill, c.seed)
		}
	}
}

// Whatever is read, the interval holds the corrected share, and nothing but what hand readings say of the report changes.
func TestReadingsChangeNothingElse(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	ads := posts("a", 1, 600, 300)
	info := infos("rust")
	info[0].Ambiguous = true
	plain := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions()).Report(trends.Query{}, info)
	for range 50 {
		s := snapshot(t, ads)
		s.Readings = readings(s, trends.Query{}, 1, rng.IntN(300), rng.IntN(300))
		right := rng.Float64()
		for i := range s.Readings {
			s.Readings[i].Truth = truth(rng.Float64() < right)
		}
		r := trends.NewPanel(s, trends.DefaultOptions()).Report(trends.Query{}, info)
		row := r.Skills[0]
		if row.Corrected.Defined() != row.CorrectedLow.Defined() ||
			row.Corrected.Defined() && !(0 <= row.CorrectedLow && row.CorrectedLow <= row.Corrected && row.Corrected <= row.CorrectedHigh && row.CorrectedHigh <= 1) {
			t.Errorf("corrected %v (%v to %v)", row.Corrected, row.CorrectedLow, row.CorrectedHigh)
		}
		if row.Unchecked != (row.ReadTagged < trends.MinReadings) {
			t.Errorf("%d tagged were read, and the name counts as unchecked: %v", row.ReadTagged, row.Unchecked)
		}
		old := &plain.Skills[0]
		row.Corrected, row.CorrectedLow, row.CorrectedHigh, row.Unchecked = old.Corrected, old.CorrectedLow, old.CorrectedHigh, old.Unchecked
		row.ReadTagged, row.ReadUntagged, row.ReadTrue, row.ReadMissed = 0, 0, 0, 0
		if got, want := jsonText(t, row), jsonText(t, old); got != want {
			t.Fatalf("with readings\n%s\nwithout\n%s", got, want)
		}
	}
}

// A change of an ambiguous name is flagged until a hundred of its tags have been read, or all there are.
func TestAmbiguousFlag(t *testing.T) {
	info := infos("grows")
	info[0].Ambiguous = true
	s := snapshot(t, market(1))
	flagged := func() bool {
		row := trends.NewPanel(s, trends.DefaultOptions()).Report(trends.Query{}, info).Skills[0]
		if !row.Verdict.Change() {
			t.Fatal("grows does not rise")
		}
		return slices.Contains(row.Flags, trends.FlagAmbiguous)
	}
	with, _ := trends.NewPanel(s, trends.DefaultOptions()).Draw(trends.Query{}, "grows", 1)
	enough := min(len(with), trends.MinReadings)
	for i, d := range with[:enough] {
		if (i == 0 || i == enough-1) && !flagged() {
			t.Errorf("after %d readings there is no flag", i)
		}
		r := read(d, 1, trends.TruthYes)
		r.Skill = "grows"
		s.Readings = append(s.Readings, r)
	}
	if flagged() {
		t.Errorf("after %d readings there still is a flag", enough)
	}
	info[0].Ambiguous, s.Readings = false, nil
	if flagged() {
		t.Error("a name that is not ambiguous is flagged")
	}
}

// Precision and recall by hand: 90 of 100 tags are right; 0.5 * 0.9 is found, 0.5 * 0.02 missed.
func TestPrecisionAndRecall(t *testing.T) {
	r := trends.SkillRow{Share: 0.5, ReadTagged: 100, ReadTrue: 90, ReadUntagged: 100, ReadMissed: 2}
	near := func(what string, got trends.Number, want float64) {
		if math.Abs(float64(got)-want) > 1e-4 {
			t.Errorf("%s = %v, want %v", what, got, want)
		}
	}
	p, low, high := r.Precision(0.95)
	near("precision", p, 0.9)
	near("its lower limit", low, 0.8256)
	near("its upper limit", high, 0.9448)
	p, low, high = r.Recall(0.95)
	near("recall", p, 0.45/0.46)
	near("its lower limit", low, 0.45/(0.45+0.5*0.0700))
	near("its upper limit", high, 0.45/(0.45+0.5*0.0055))
	none := trends.SkillRow{Share: 0.5}
	for _, f := range []func(float64) (p, low, high trends.Number){none.Precision, none.Recall} {
		if p, low, high := f(0.95); p.Defined() || low.Defined() || high.Defined() {
			t.Errorf("without readings %v (%v to %v)", p, low, high)
		}
	}
}
