package stats_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends/stats"
)

// paidAds makes ads whose skill is worth 10 %, from a seed.
func paidAds(seed uint64, n int) []stats.PaidAd {
	r := rand.New(rand.NewPCG(seed, 9))
	ads := make([]stats.PaidAd, n)
	for i := range ads {
		level, place, skill := r.IntN(4), r.IntN(5)*7-3, r.IntN(3) == 0
		log := 11 + 0.2*float64(level) + 0.05*float64(place) + 0.1*r.NormFloat64()
		if skill {
			log += math.Log(1.1)
		}
		ads[i] = stats.PaidAd{Pay: math.Exp(log), Skill: skill, Employer: uint32(r.IntN(40)), Factors: []int{level, place}}
	}
	return ads
}

func TestPremiumOrder(t *testing.T) {
	for seed := range uint64(20) {
		ads := paidAds(seed, 300)
		want := stats.Premium(ads, 0.95)
		if !want.OK || !(want.Low < want.Premium && want.Premium < want.High) || math.Abs(want.Premium-0.1) > 5*want.SE {
			t.Errorf("seed %d: %+v, planted 0.1", seed, want)
		}
		r := rand.New(rand.NewPCG(seed, 10))
		r.Shuffle(len(ads), func(i, j int) { ads[i], ads[j] = ads[j], ads[i] })
		if diff := cmp.Diff(want, stats.Premium(ads, 0.95)); diff != "" {
			t.Errorf("seed %d: of shuffled ads (-sorted +shuffled):\n%s", seed, diff)
		}
	}
}

// Ads prepared once say of each skill what they say of it alone.
func TestPayDesign(t *testing.T) {
	ads := append(paidAds(3, 300), stats.PaidAd{Pay: math.NaN(), Skill: true, Employer: 1, Factors: []int{0, 0}})
	design := stats.NewPayDesign(ads)
	for every := range 5 {
		with, own := make([]bool, len(ads)), append([]stats.PaidAd(nil), ads...)
		for i := range ads {
			with[i] = i%5 > every
			own[i].Skill = with[i]
		}
		got, want := design.Premium(with, 0.95), stats.Premium(own, 0.95)
		if got.With != want.With || got.Reason != want.Reason || want.OK && (!near(got.B, want.B) || !near(got.SE, want.SE)) {
			t.Errorf("one in 5 above %d: %+v, alone %+v", every, got, want)
		}
	}
	if p := stats.NewPayDesign(nil).Premium(nil, 0.95); p.OK || p.Reason == "" {
		t.Errorf("without ads: %+v", p)
	}
}

// Columns that say what others say change nothing.
func TestPremiumOfLevelsThatSayTheSame(t *testing.T) {
	ads := paidAds(1, 300)
	want := stats.Premium(ads, 0.95)
	for name, more := range map[string]func(stats.PaidAd) []int{
		"one level":         func(stats.PaidAd) []int { return []int{5} },
		"a factor twice":    func(ad stats.PaidAd) []int { return ad.Factors },
		"a coarser factor":  func(ad stats.PaidAd) []int { return []int{ad.Factors[0] / 2} },
		"renumbered levels": func(ad stats.PaidAd) []int { return []int{-ad.Factors[1]} },
	} {
		same := make([]stats.PaidAd, len(ads))
		for i, ad := range ads {
			same[i] = ad
			same[i].Factors = append(append([]int(nil), ad.Factors...), more(ad)...)
		}
		got := stats.Premium(same, 0.95)
		if !near(got.B, want.B) || !near(got.SE, want.SE) || !near(got.P, want.P) {
			t.Errorf("%s: B %v, SE %v, P %v, want %v, %v, %v", name, got.B, got.SE, got.P, want.B, want.SE, want.P)
		}
	}
}

// With no factor the premium is the ratio of the geometric means: sqrt(200*800) = 400 against sqrt(100*400) = 200.
func TestPremiumByHand(t *testing.T) {
	ad := func(pay float64, skill bool, employer uint32) stats.PaidAd {
		return stats.PaidAd{Pay: pay, Skill: skill, Employer: employer}
	}
	ads := []stats.PaidAd{ad(200, true, 1), ad(800, true, 2), ad(100, false, 1), ad(400, false, 2),
		ad(0, true, 3), ad(math.NaN(), false, 4)} // no pay
	got := stats.Premium(ads, 0.95)
	if !got.OK || !near(got.Premium, 1) || got.With != 2 || got.Without != 2 || got.Employers != 2 || got.MedianWith != 500 {
		t.Errorf("Premium = %+v, want 1 of 2 and 2 ads", got)
	}
	// All residuals are ln 2 in size, and inside an employer they cancel: no doubt is left between employers.
	if got.SE > 1e-12 {
		t.Errorf("SE = %v, want 0", got.SE)
	}
}

func TestPremiumLacks(t *testing.T) {
	ad := func(skill bool, employer uint32, level int) stats.PaidAd {
		return stats.PaidAd{Pay: 1000, Skill: skill, Employer: employer, Factors: []int{level}}
	}
	for _, c := range []struct {
		name string
		ads  []stats.PaidAd
		want string
	}{
		{"nothing", nil, "ads with it"},
		{"none with", []stats.PaidAd{ad(false, 1, 1), ad(false, 2, 1)}, "ads with it"},
		{"none without", []stats.PaidAd{ad(true, 1, 1), ad(true, 2, 1)}, "ads without it"},
		{"one employer", []stats.PaidAd{ad(true, 1, 1), ad(false, 1, 1)}, "a second employer"},
		{"seniors only have it", []stats.PaidAd{ad(true, 1, 2), ad(true, 2, 2), ad(false, 1, 1), ad(false, 2, 1)}, "alike otherwise"},
		{"two ads", []stats.PaidAd{ad(true, 1, 1), ad(false, 2, 1)}, "more ads"},
	} {
		p := stats.Premium(c.ads, 0.95)
		if p.OK || !strings.Contains(p.Reason, c.want) || !math.IsNaN(p.B) || !math.IsNaN(p.Low) || !math.IsNaN(p.P) {
			t.Errorf("%s: %+v, want lack of %q", c.name, p, c.want)
		}
	}
}
