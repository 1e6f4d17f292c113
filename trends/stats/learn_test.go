package stats_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends/stats"
)

// skillSets makes n openings with up to most of some skills, from a seed; common skills have low codes.
func skillSets(r *rand.Rand, n, most, skills int) stats.SkillSets {
	sets := stats.SkillSets{Start: make([]uint32, 1, n+1)}
	for range n {
		for range r.IntN(most + 1) {
			s := uint16(min(r.IntN(skills), r.IntN(skills)))
			if !slices.Contains(sets.Skill[sets.Start[len(sets.Start)-1]:], s) {
				sets.Skill = append(sets.Skill, s)
			}
		}
		sets.Start = append(sets.Start, uint32(len(sets.Skill)))
	}
	return sets
}

// setsOf makes openings from letters: "ab" names the skills 0 and 1.
func setsOf(openings ...string) stats.SkillSets {
	sets := stats.SkillSets{Start: []uint32{0}}
	for _, opening := range openings {
		for _, letter := range opening {
			sets.Skill = append(sets.Skill, uint16(letter-'a'))
		}
		sets.Start = append(sets.Start, uint32(len(sets.Skill)))
	}
	return sets
}

func TestLearnByHand(t *testing.T) {
	type step = stats.LearnStep
	for _, c := range []struct {
		name   string
		sets   stats.SkillSets
		weight []float64
		want   stats.Learning
	}{
		{"nothing", stats.SkillSets{}, nil, stats.Learning{}},
		{"all met", setsOf("a", "", "a"), nil, stats.Learning{Openings: 3, Met: 3}},
		{"the most openings", setsOf("a", "ab", "c", "ac", "abc"), nil, stats.Learning{Openings: 5, Met: 1, OneAway: 3, Steps: []step{
			{Skill: 2, Gain: 2, Closer: 2.5, Met: 3, OneAway: 2}, {Skill: 1, Gain: 2, Closer: 2, Met: 5}}}},
		{"weights", setsOf("b", "c", "c"), []float64{1, 0.25, 0.5}, stats.Learning{Openings: 1.75, OneAway: 1.75, Steps: []step{
			{Skill: 1, Gain: 1, Closer: 1, Met: 1, OneAway: 0.75}, {Skill: 2, Gain: 0.75, Closer: 0.75, Met: 1.75}}}},
		// No single skill opens anything: d is in two openings that lack two, b in one that lacks two and one that lacks three.
		{"none opens any", setsOf("bd", "cd", "bce"), nil, stats.Learning{Openings: 3, Steps: []step{
			{Skill: 3, Closer: 1, OneAway: 2}, {Skill: 1, Gain: 1, Closer: 1 + 1./3, Met: 1, OneAway: 1},
			{Skill: 2, Gain: 1, Closer: 1.5, Met: 2, OneAway: 1}}}},
		// Three thirds are as much as one: the lowest code decides.
		{"a tie of parts", setsOf("fgh", "fij", "fkl", "bm", "bn"), nil, stats.Learning{Openings: 5, Steps: []step{
			{Skill: 1, Closer: 1, OneAway: 2}, {Skill: 12, Gain: 1, Closer: 1, Met: 1, OneAway: 1},
			{Skill: 13, Gain: 1, Closer: 1, Met: 2}}}},
	} {
		got := stats.Learn(c.sets, c.weight, []bool{true}, 3)
		if diff := cmp.Diff(c.want, got, cmp.Comparer(near)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// met is the weight of the openings all of whose skills one has, by looking at each.
func met(sets stats.SkillSets, weight []float64, have []bool) (sum float64) {
	for i := range sets.Len() {
		all := true
		for _, s := range sets.Of(i) {
			all = all && have[s]
		}
		if all {
			sum += weight[i]
		}
	}
	return sum
}

func TestLearnAgainstBruteForce(t *testing.T) {
	const skills = 12
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 11))
		sets := skillSets(r, 1+r.IntN(60), 4, skills)
		weight := make([]float64, sets.Len())
		for i := range weight {
			weight[i] = float64(1+r.IntN(4)) / 4
		}
		have := make([]bool, skills)
		for s := range have {
			have[s] = r.IntN(4) == 0
		}
		l := stats.Learn(sets, weight, have, skills)
		if want := met(sets, weight, have); !near(l.Met, want) {
			t.Errorf("seed %d: met %v, want %v", seed, l.Met, want)
		}
		before := l.Met
		for i, step := range l.Steps {
			best := 0.0
			for s := range skills {
				if !have[s] {
					have[s] = true
					best = max(best, met(sets, weight, have)-before)
					have[s] = false
				}
			}
			have[step.Skill] = true
			now := met(sets, weight, have)
			if !near(step.Gain, best) || !near(step.Met, now) || !near(step.Met, before+step.Gain) {
				t.Errorf("seed %d, step %d: %+v, the best gains %v and meets %v", seed, i, step, best, now)
			}
			before = step.Met
		}
		if !near(before, l.Openings) {
			t.Errorf("seed %d: %v of %v met with all skills", seed, before, l.Openings)
		}
	}
}

func TestLearnOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 12))
	for range 20 {
		sets := skillSets(r, 300, 5, 20)
		weight := make([]float64, sets.Len())
		for i := range weight {
			weight[i] = min(1, 5/float64(1+r.IntN(13)))
		}
		want := stats.Learn(sets, weight, []bool{true, true}, 8)
		mixed, mixedWeight := stats.SkillSets{Start: []uint32{0}}, []float64{}
		for _, i := range r.Perm(sets.Len()) {
			skills := slices.Clone(sets.Of(i))
			slices.Reverse(skills)
			mixed.Skill = append(mixed.Skill, skills...)
			mixed.Start = append(mixed.Start, uint32(len(mixed.Skill)))
			mixedWeight = append(mixedWeight, weight[i])
		}
		if diff := cmp.Diff(want, stats.Learn(mixed, mixedWeight, []bool{true, true}, 8)); diff != "" {
			t.Fatalf("of shuffled openings (-sorted +shuffled):\n%s", diff)
		}
	}
}

func TestMeets(t *testing.T) {
	got := setsOf("", "a", "ab", "b", "ac", "z").Meets([]bool{true, true, false})
	if want := []bool{true, true, true, true, false, false}; !cmp.Equal(got, want) {
		t.Errorf("Meets = %v, want %v", got, want)
	}
}
