package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Readings are what people found who read postings that a tagger had sorted: random ones with the tag, and random ones
// without it.
type Readings struct {
	Tagged, Openings         float64 // openings with the tag, of all; effective counts allow for employers (see ClusterShare)
	TaggedRead, TaggedTrue   float64 // postings with the tag that were read; of them truly with the skill
	OthersRead, OthersMissed float64 // postings without the tag that were read; of them truly with the skill
}

// Corrected is a share freed of the tagger's errors. What is not defined is NaN.
type Corrected struct {
	Apparent         float64 // share as the tagger says
	Share, Low, High float64 // corrected share and its interval, 0 to 1
	Precision        float64 // of the openings with the tag, the part truly with the skill
	Missed           float64 // of the openings without the tag, the part truly with the skill
	Recall           float64 // of the openings with the skill, the part that has the tag
	Specificity      float64 // of the openings without the skill, the part that has no tag
}

// TwoPhase corrects a share by readings of both kinds of postings (double sampling, Tenenbein 1970). The interval at the
// two-sided level joins the Wilson limits of the three shares that it is made of (square-and-add, MOVER, Donner and Zou
// 2012). Precision changes with the share, so readings of one window correct that window only. Without readings of either
// kind the corrected share is NaN.
func TwoPhase(r Readings, level float64) Corrected {
	a, p, f := r.Tagged/r.Openings, r.TaggedTrue/r.TaggedRead, r.OthersMissed/r.OthersRead
	share := a*p + (1-a)*f
	c := Corrected{Apparent: a, Share: share, Low: math.NaN(), High: math.NaN(), Precision: p, Missed: f,
		Recall: a * p / share, Specificity: (1 - a) * (1 - f) / (1 - share)}
	if math.IsNaN(share) {
		return c
	}
	lowA, highA := Wilson(r.Tagged, r.Openings, level)
	lowP, highP := Wilson(r.TaggedTrue, r.TaggedRead, level)
	lowF, highF := Wilson(r.OthersMissed, r.OthersRead, level)
	if p < f { // the more tags, the fewer have the skill
		lowA, highA = highA, lowA
	}
	c.Low = max(0, share-norm(a*(p-lowP), (1-a)*(f-lowF), (p-f)*(a-lowA)))
	c.High = min(1, share+norm(a*(highP-p), (1-a)*(highF-f), (p-f)*(highA-a)))
	return c
}

// norm is the length of a vector.
func norm(x, y, z float64) float64 { return math.Sqrt(x*x + y*y + z*z) }

// Benchmark is how often a tagger was right on postings that were chosen by what they truly say.
type Benchmark struct {
	With, WithTagged       float64 // postings with the skill; of them tagged
	Without, WithoutTagged float64 // postings without the skill; of them tagged
}

// Sensitivity returns the part of the postings with the skill that is tagged. It is NaN without such postings.
func (b Benchmark) Sensitivity() float64 { return b.WithTagged / b.With }

// Specificity returns the part of the postings without the skill that is not tagged. It is NaN without such postings.
func (b Benchmark) Specificity() float64 { return (b.Without - b.WithoutTagged) / b.Without }

// Youden returns Sensitivity + Specificity - 1 (Youden 1950): 1 for a tagger that is always right, 0 for one that guesses.
func (b Benchmark) Youden() float64 { return b.Sensitivity() + b.Specificity() - 1 }

// RoganGladen corrects the share tagged/openings by a benchmark (Rogan and Gladen 1978), for where TwoPhase has no readings.
// raw is what the formula says; below 0 or above 1 the share is 0 or 1. The interval at the two-sided level is that of Lang
// and Reiczigel (2014), which allows for the size of the benchmark; it is shrunk, so it need not hold a share at the edge.
// All are NaN without openings or benchmark, or if Youden is 0.05 or less, also with a success and a failure more of either
// kind: then a tagger, or a benchmark so small, says nothing of the skill.
func RoganGladen(tagged, openings float64, b Benchmark, level float64) (share, low, high, raw float64) {
	const leastYouden = 0.05
	more := Benchmark{With: b.With + 2, WithTagged: b.WithTagged + 1, Without: b.Without + 2, WithoutTagged: b.WithoutTagged + 1}
	if !(openings > 0 && b.Youden() > leastYouden && more.Youden() > leastYouden) {
		return math.NaN(), math.NaN(), math.NaN(), math.NaN()
	}
	raw = (tagged/openings + b.Specificity() - 1) / b.Youden()
	low, high = langReiczigel(tagged, openings, more, level)
	return unit(raw), low, high, raw
}

// langReiczigel returns the limits of RoganGladen. b is the benchmark with a success and a failure more of either kind.
func langReiczigel(tagged, openings float64, b Benchmark, level float64) (low, high float64) {
	z := distuv.UnitNormal.Quantile(0.5 + level/2)
	n := openings + z*z
	a, se, sp, j := (tagged+z*z/2)/n, b.Sensitivity(), b.Specificity(), b.Youden()
	s := (a + sp - 1) / j
	varSe, varSp := se*(1-se)/b.With, sp*(1-sp)/b.Without
	centre := s + 2*z*z*(s*varSe-(1-s)*varSp)
	half := z * math.Sqrt(a*(1-a)/n+s*s*varSe+(1-s)*(1-s)*varSp) / j
	return unit(centre - half), unit(centre + half)
}

// unit returns v kept within 0 and 1.
func unit(v float64) float64 { return min(1, max(0, v)) }
