package trends_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"trends/trends"
)

func TestLearn(t *testing.T) {
	for _, c := range []struct {
		name string
		ads  []ad
		have string
		want []string // what one has, then the steps: "skill gain met of total, alone; employers asking…"
	}{
		{"step by step", adsOf(200, some{40, "a"}, some{30, "a b"}, some{20, "a c"}, some{25, "a b c"}, some{5, "d"}), "a", []string{
			" +0 40 of 120, alone 0", "b +30 70 of 120, alone 30", "c +45 115 of 120, alone 20", "d +5 120 of 120, alone 5"}},
		{"only what is required counts", adsOf(200, some{40, "a b:preferred"}, some{60, "b:mentioned"}), "a", []string{" +0 40 of 40, alone 0"}},
		{"what does not count nobody needs", adsOf(200, some{40, "a degree"}, some{60, "degree"}), "a", []string{" +0 40 of 40, alone 0"}},
		{"none opens any alone", adsOf(200, some{60, "b c"}), "a", []string{" +0 0 of 60, alone 0", "b +0 0 of 60, alone 0", "c +60 60 of 60, alone 0"}},
		{"having nothing", adsOf(200, some{60, "b"}), "", []string{" +0 0 of 60, alone 0", "b +60 60 of 60, alone 60"}},
		{"too few", adsOf(200, some{19, "a"}), "a", []string{"too few openings: 19, and 20 are needed"}},
		{"one employer", adsOf(1, some{60, "a"}), "a", []string{"too few openings: 60 that count as about 4 independent ones, and 20 are needed"}},
		{"none", adsOf(200, some{60, "degree"}), "a", []string{"no opening asks for any skill"}},
	} {
		plan := panelOf(t, c.ads).Learn(trends.Query{}, strings.Fields(c.have), infos("a", "b", "c", "d"), 8)
		var got []string
		for _, r := range append([]trends.LearnRow{plan.Now}, plan.Steps...) {
			got = append(got, fmt.Sprintf("%s +%d %d of %d, alone %d", r.Skill, r.Gain, r.Met, r.Total, r.Alone))
		}
		if plan.Lacks != "" {
			got = []string{plan.Lacks}
			if plan.Now.Share.Defined() || len(plan.Others) > 0 {
				t.Errorf("%s: %+v, want no share", c.name, plan.Now)
			}
		}
		if d := gocmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

// What a row says beside its numbers: what goes with the skill, how many employers, and that openings are few.
func TestLearnRow(t *testing.T) {
	ads := adsOf(50, some{30, "a"}, some{40, "a b c"}, some{25, "b"}, some{15, "a d"}, some{100, "e"})
	plan := panelOf(t, ads).Learn(trends.Query{}, []string{"a", "a", "unknown"}, infos("a", "b", "c", "d", "e"), 1)
	if plan.Asked != 1 || plan.Lacking != 1 || !slices.Equal(plan.Names, []string{"A"}) || plan.Level != "required" || len(plan.Steps) != 1 {
		t.Fatalf("plan = %+v", plan)
	}
	got := map[string]string{}
	for _, r := range append(plan.Others, plan.Steps...) {
		got[r.Skill] = fmt.Sprintf("%d of %d, %d employers, needs %v, with %v, %v", r.Met, r.AskedBy, r.Employers, r.Needs, r.With, r.Flags)
	}
	want := map[string]string{
		"b": "55 of 65, 25 employers, needs [C], with [C], []",
		"c": "30 of 40, 0 employers, needs [B], with [B], []",
		"d": "45 of 15, 15 employers, needs [], with [], []",
		"e": "130 of 100, 50 employers, needs [], with [], []",
	}
	if d := gocmp.Diff(want, got); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
	if few := panelOf(t, adsOf(60, some{60, "a"})).Learn(trends.Query{}, nil, infos("a"), 1); !slices.Equal(few.Now.Flags, []string{trends.FlagSmall}) {
		t.Errorf("60 openings: flags %v, want them marked", few.Now.Flags)
	}
}

// Each step is the best that there is, found by trying all.
func TestLearnAgainstBruteForce(t *testing.T) {
	for seed := range uint64(10) {
		ads := manySkills(seed)
		plan := panelOf(t, ads).Learn(trends.Query{}, []string{"s0"}, tenSkills(), 10)
		have := map[string]bool{"s0": true}
		met := func() (n int) {
			for _, a := range ads {
				fields := strings.Fields(a.skills)
				if len(fields) > 0 && !slices.ContainsFunc(fields, func(s string) bool { return !have[s] }) {
					n++
				}
			}
			return n
		}
		for _, step := range plan.Steps {
			best, before := 0, met()
			for _, info := range tenSkills() {
				if !have[info.ID] {
					have[info.ID] = true
					best = max(best, met()-before)
					delete(have, info.ID)
				}
			}
			have[step.Skill] = true
			if step.Gain != best || step.Met != met() || step.Met != before+best {
				t.Errorf("seed %d, %s: gain %d, met %d; the best gains %d and meets %d", seed, step.Skill, step.Gain, step.Met, best, met())
			}
		}
		if len(plan.Steps) != 9 || plan.Steps[8].Share != 1 {
			t.Errorf("seed %d: %d steps, want all nine other skills", seed, len(plan.Steps))
		}
	}
}

func TestLearnOrder(t *testing.T) {
	ads, skills := manySkills(3), tenSkills()
	want := jsonText(t, panelOf(t, ads).Learn(trends.Query{}, []string{"s0", "s7"}, skills, 8))
	rng := rand.New(rand.NewPCG(4, 5))
	rng.Shuffle(len(ads), func(i, j int) { ads[i], ads[j] = ads[j], ads[i] })
	slices.Reverse(skills)
	if d := gocmp.Diff(want, jsonText(t, panelOf(t, ads).Learn(trends.Query{}, []string{"s7", "s0", "s7"}, skills, 8))); d != "" {
		t.Errorf("the plan depends on the order (-sorted +shuffled):\n%s", d)
	}
}

func TestCurriculum(t *testing.T) {
	ads := market(1)
	for i := range ads { // what falls as "grows" rises, and a skill of a few; many employers, so that intervals are narrow
		ads[i].employer = fmt.Sprintf("e%03d", i%800)
		if !strings.Contains(ads[i].skills, "grows") {
			ads[i].skills += "shrinks"
		}
		if i%400 == 0 {
			ads[i].skills += " rare"
		}
	}
	skills := infos("common", "grows", "shrinks", "stays", "rare", "absent", "kind", "degree")
	skills[6].Within = []string{"common"}
	p, counted := panelOf(t, ads), skills[:7]
	for _, c := range []struct {
		taught string
		want   map[string]string
	}{
		{"shrinks rare degree", map[string]string{"common": trends.FindingMissing, "grows": trends.FindingRising + ";" + trends.FindingMissing,
			"shrinks": trends.FindingFading, "stays": trends.FindingMissing, "rare": trends.FindingRare, "degree": trends.FindingRare}},
		{"grows kind", map[string]string{"shrinks": trends.FindingMissing, "stays": trends.FindingMissing, "kind": trends.FindingRare}},
	} {
		got := map[string]string{}
		list := p.Curriculum(trends.Query{}, strings.Fields(c.taught), skills, counted, 3)
		for _, r := range list.Skills {
			if len(r.Findings) > 0 {
				got[r.Skill] = strings.Join(r.Findings, ";")
			}
		}
		if d := gocmp.Diff(c.want, got); d != "" {
			t.Errorf("taught %s (-want +got):\n%s", c.taught, d)
		}
		if len(list.Plan.Steps) == 0 || list.Plan.Now.Met == 0 && c.taught != "grows kind" {
			t.Errorf("taught %s: plan %+v", c.taught, list.Plan)
		}
	}
}
