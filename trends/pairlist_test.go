package trends_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"trends/trends"
)

// some is a number of ads with the same skills.
type some struct {
	n      int
	skills string
}

// adsOf makes ads of December 2025 by so many employers, one ad after the other.
func adsOf(employers int, list ...some) []ad {
	var ads []ad
	for _, s := range list {
		for range s.n {
			i := len(ads)
			ads = append(ads, ad{id: int64(i + 1), source: "a", employer: fmt.Sprintf("e%02d", i%employers), posted: "2025-12-05", skills: s.skills})
		}
	}
	return ads
}

func panelOf(t *testing.T, ads []ad) *trends.Panel {
	return trends.NewPanel(snapshot(t, ads), trends.DefaultOptions())
}

func TestPairList(t *testing.T) {
	within := infos("a", "b")
	within[1].Within = []string{"c"}
	within = append(within, trends.SkillInfo{ID: "c", Within: []string{"a"}})
	for _, c := range []struct {
		name   string
		ads    []ad
		skills []trends.SkillInfo
		want   string // reason of the pair a, b
	}{
		{"together", adsOf(100, some{40, "a b"}, some{10, "a"}, some{10, "b"}, some{140, "c"}), infos("a", "b"), ""},
		{"apart", adsOf(100, some{10, "a b"}, some{90, "a"}, some{90, "b"}, some{10, "c"}), infos("a", "b"), ""},
		{"chance", adsOf(100, some{50, "a b"}, some{50, "a"}, some{50, "b"}, some{50, "c"}), infos("a", "b"), trends.ReasonChance},
		{"a part of a part", adsOf(100, some{40, "a b"}, some{10, "a"}, some{10, "b"}, some{140, "d"}), within, trends.ReasonRelated},
		{"few a", adsOf(100, some{20, "a b"}, some{30, "b"}, some{140, "c"}), infos("a", "b"), "10 more openings with A are needed"},
		{"few b", adsOf(100, some{20, "a b"}, some{30, "a"}, some{140, "c"}), infos("a", "b"), "10 more openings with B are needed"},
		{"few together", adsOf(100, some{9, "a b"}, some{30, "a"}, some{30, "b"}), infos("a", "b"), "1 more openings with both are needed"},
		{"few employers", adsOf(4, some{40, "a b"}, some{10, "a"}, some{10, "b"}, some{140, "c"}), infos("a", "b"), "1 more employers with both are needed"},
		{"preferred is named", adsOf(100, some{40, "a b:preferred"}, some{10, "a"}, some{10, "b"}, some{140, "c"}), infos("a", "b"), ""},
	} {
		list := panelOf(t, c.ads).Pairs(trends.Query{}, "a", c.skills)
		i := slices.IndexFunc(list.Pairs, func(r trends.PairRow) bool { return r.With == "b" })
		if i < 0 || list.Pairs[i].Skill != "a" {
			t.Errorf("%s: no pair of a with b in %+v", c.name, list.Pairs)
			continue
		}
		if r := list.Pairs[i]; r.Reason != c.want || (r.Reason == "") != (r.Q <= 0.05) || r.Q.Defined() != (list.Tested == 1) {
			t.Errorf("%s: reason %q, q %v, %d tested; want %q", c.name, r.Reason, r.Q, list.Tested, c.want)
		}
	}
}

// The figures of one pair, by hand: 200 openings, of each employer at most one, 50 with a, 60 with b, 40 with both.
func TestPairByHand(t *testing.T) {
	p := panelOf(t, adsOf(200, some{40, "a b"}, some{10, "a"}, some{20, "b"}, some{130, "c"}))
	rows := p.Pairs(trends.Query{}, "", infos("a", "b", "c")).Pairs
	if len(rows) != 1 {
		t.Fatalf("%d pairs, want one: c is never with a or b", len(rows))
	}
	r := rows[0]
	if r.Skill != "a" || r.With != "b" || r.Openings != 40 || r.SkillOpenings != 50 || r.WithOpenings != 60 || r.Total != 200 || r.Employers != 40 {
		t.Errorf("pair = %+v", r)
	}
	lift := 40.0 * 200 / (50 * 60)
	for name, v := range map[string][2]float64{"share": {float64(r.Share), 0.8}, "lift": {float64(r.Lift), lift},
		"npmi": {float64(r.NPMI), math.Log(lift) / -math.Log(0.2)}, "odds": {float64(r.Odds), 40.0 * 130 / (10 * 20)}} {
		if math.Abs(v[0]-v[1]) > 1e-12 {
			t.Errorf("%s = %v, want %v", name, v[0], v[1])
		}
	}
	if n := len(p.Pairs(trends.Query{Level: trends.LevelRequired}, "c", infos("a", "b", "c")).Pairs); n != 0 {
		t.Errorf("c has %d pairs, want none", n)
	}
}

// An employer with very many ads weighs no more in lift and test than the cap allows; the printed openings are all.
func TestPairsCap(t *testing.T) {
	ads := adsOf(100, some{20, "a b"}, some{30, "a"}, some{30, "b"}, some{60, "c"})
	for i := range 200 {
		ads = append(ads, ad{id: int64(1000 + i), source: "a", employer: "big", posted: "2025-12-05", skills: "a b"})
	}
	r := panelOf(t, ads).Pairs(trends.Query{}, "a", infos("a", "b")).Pairs[0]
	if r.Openings != 220 || math.Abs(float64(r.CappedBoth)-25) > 1e-9 || math.Abs(float64(r.CappedTotal)-145) > 1e-9 {
		t.Errorf("%d openings with both, %v after the cap, of %v; want 220, 25, 145", r.Openings, r.CappedBoth, r.CappedTotal)
	}
}

// In neither role have a and b to do with each other, but one role asks for both.
func TestPairsRole(t *testing.T) {
	s := snapshot(t, adsOf(400, some{160, "a b"}, some{40, "a"}, some{40, "b"}, some{10, "c"}, some{4, "a b"}, some{16, "a"}, some{36, "b"}, some{144, "c"}))
	s.Roles = []string{"one", "two"}
	for i := range s.Ads.Roles {
		s.Ads.Roles[i] = 1
		if i >= 250 {
			s.Ads.Roles[i] = 2
		}
	}
	r := trends.NewPanel(s, trends.DefaultOptions()).Pairs(trends.Query{}, "a", infos("a", "b")).Pairs[0]
	if r.Reason != "" || r.Odds < 5 || math.Abs(float64(r.RoleOdds)-1) > 1e-9 || !r.RoleMatters {
		t.Errorf("reason %q, odds %v, at equal role %v, matters %v; want a pair that the role explains", r.Reason, r.Odds, r.RoleOdds, r.RoleMatters)
	}
	s.Roles, s.Ads.Roles = []string{"one"}, make([]uint32, s.Ads.Len())
	r = trends.NewPanel(s, trends.DefaultOptions()).Pairs(trends.Query{}, "a", infos("a", "b")).Pairs[0]
	if math.Abs(float64(r.RoleOdds/r.Odds)-1) > 1e-9 || r.RoleMatters {
		t.Errorf("without roles: odds %v and %v, matters %v", r.Odds, r.RoleOdds, r.RoleMatters)
	}
}

// manySkills makes 600 ads that name some of ten skills, of which neighbours go together.
func manySkills(seed uint64) []ad {
	rng := rand.New(rand.NewPCG(seed, 5))
	var ads []ad
	for i := range 600 {
		a := ad{id: int64(i + 1), source: "a", employer: fmt.Sprintf("e%02d", rng.IntN(60)), posted: fmt.Sprintf("2025-12-%02d", 1+rng.IntN(28))}
		first := rng.IntN(10)
		for _, skill := range []int{first, first + 1, rng.IntN(10)} {
			if rng.IntN(4) > 0 {
				a.skills += fmt.Sprintf("s%d ", skill%10)
			}
		}
		ads = append(ads, a)
	}
	for i := range ads { // a skill once an ad
		ads[i].skills = onceEach(ads[i].skills)
	}
	return ads
}

func tenSkills() []trends.SkillInfo {
	return infos("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9")
}

// Neither the order of ads nor that of skills matters, and both ways to ask for a pair count the same.
func TestPairsOrder(t *testing.T) {
	ads := manySkills(1)
	list := panelOf(t, ads).Pairs(trends.Query{}, "", tenSkills())
	if list.Found < 5 || list.Tested <= list.Found {
		t.Fatalf("%d pairs found of %d tested: the market is not as meant", list.Found, list.Tested)
	}
	rng := rand.New(rand.NewPCG(2, 5))
	rng.Shuffle(len(ads), func(i, j int) { ads[i], ads[j] = ads[j], ads[i] })
	skills := tenSkills()
	slices.Reverse(skills)
	if d := gocmp.Diff(jsonText(t, list), jsonText(t, panelOf(t, ads).Pairs(trends.Query{}, "", skills))); d != "" {
		t.Errorf("pairs depend on the order (-sorted +shuffled):\n%s", d)
	}
	for _, r := range panelOf(t, ads).Pairs(trends.Query{}, "s3", skills).Pairs {
		i := slices.IndexFunc(list.Pairs, func(x trends.PairRow) bool {
			return x.Skill == r.Skill && x.With == r.With || x.Skill == r.With && x.With == r.Skill
		})
		if x := list.Pairs[i]; x.Openings != r.Openings || x.Lift != r.Lift || x.P.String() != r.P.String() || x.Employers != r.Employers {
			t.Errorf("s3 with %s: %+v asked for, %+v in the list of all", r.With, r, x)
		}
	}
}
