package near

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// text makes up a text of n words out of a vocabulary as skewed as a real one.
func text(r *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		k := int(math.Exp(r.Float64() * 7)) // about a thousand words, the frequent ones often
		out[i] = string(rune('a'+k%26)) + string(rune('a'+k/26%26)) + string(rune('a'+k/676))
	}
	return out
}

// edit replaces about the given share of the words by others, five at a time.
func edit(r *rand.Rand, words []string, share float64) []string {
	out := slices.Clone(words)
	for i := 0; i+run <= len(out); i++ {
		if r.Float64() < share/run {
			copy(out[i:], text(r, run))
			i += run - 1
		}
	}
	return out
}

// jaccard is the exact index of two texts.
func jaccard(a, b string) float64 {
	set := func(s string) map[uint64]bool {
		out := map[uint64]bool{}
		runs(s, nil, func(h uint64) { out[h] = true })
		return out
	}
	x, y := set(a), set(b)
	both := 0
	for h := range x {
		if y[h] {
			both++
		}
	}
	if len(x)+len(y) == 0 {
		return 1
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

func TestLikeness(t *testing.T) {
	long := strings.Repeat("One two, three four five six seven. ", 3)
	for _, c := range []struct {
		why, a, b string
		want      float64
	}{
		{"nothing", "", "", 1},
		{"nothing but numbers", "1 2 3", "", 1},
		{"nothing and something", "", "We use Go.", 0},
		{"the same", long, long, 1},
		{"case and punctuation", "We use Go & Python; daily!", "we USE go - python (daily)", 1},
		{"apostrophes", "We’re there, aren't we?", "we're there arent we", 1},
		{"numbers", "Pay is 90,000 to 120k a year, S3 too", "pay is to a year too", 1},
		{"space that does not break", "we\u00a0use\u2022Go–daily today", "we use go daily today", 1},
		{"upper case beyond ASCII", "ÜBER ÉCOLE", "über école", 1},
		{"accents that stand alone", "re\u0301sume\u0301", "resume", 1},
		{"another short text", "We use Go", "We use Rust", 0},
		{"script without spaces", "機械学習の仕事です", "機械学習の仕事です。", 1},
	} {
		a, b := Of(c.a), Of(c.b)
		if got := Likeness(&a, &b); got != c.want {
			t.Errorf("%s: Likeness = %v, want %v", c.why, got, c.want)
		}
	}
}

func TestWithout(t *testing.T) {
	berlin, munich := Of("Join our team in Berlin as an engineer.", "Berlin, Germany"), Of("Join our team in Munich as an engineer.", "Munich")
	if berlin != munich {
		t.Error("texts that differ in the name of the place alone have different sketches")
	}
}

// A sketch is a set: what comes twice, and in which order runs come, does not matter.
func TestSketchIsASet(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	words := text(r, 300)
	once := strings.Join(words, " ")
	twice := once + " " + once
	a, b := Of(once), Of(twice)
	if got := Likeness(&a, &b); got < 0.95 {
		t.Errorf("a text and its double: Likeness = %v", got)
	}
}

// The estimate against the exact index, over lengths and shares of edited words.
func TestLikenessAgainstJaccard(t *testing.T) {
	for _, c := range []struct {
		words int
		share float64
		most  float64 // root mean square of the error
	}{
		{20, 0.1, 0.03}, {60, 0.1, 0.03}, {150, 0.05, 0.03}, {150, 0.2, 0.035}, {500, 0.02, 0.02}, {500, 0.05, 0.03}, {500, 0.3, 0.04}, {1500, 0.05, 0.03},
	} {
		r := rand.New(rand.NewPCG(uint64(c.words), uint64(100*c.share)))
		var square, bias float64
		const turns = 400
		for range turns {
			words := text(r, c.words)
			x, y := strings.Join(words, " "), strings.Join(edit(r, words, c.share), " ")
			a, b := Of(x), Of(y)
			d := Likeness(&a, &b) - jaccard(x, y)
			square, bias = square+d*d/turns, bias+d/turns
		}
		if rms := math.Sqrt(square); rms > c.most || math.Abs(bias) > 0.006 {
			t.Errorf("%d words, %g edited: error %.4f, bias %.4f, want at most %g and 0.006", c.words, c.share, rms, bias, c.most)
		}
	}
}

// Of texts in which 5 % of the words are others, at least 98 % are found, and of those that are not near none.
func TestRecall(t *testing.T) {
	const found = 0.67 // as trends.Join has it
	for _, c := range []struct {
		share       float64
		least, most float64 // share of pairs found
	}{{0.02, 1, 1}, {0.05, 0.98, 1}, {0.2, 0, 0.1}, {0.5, 0, 0}} {
		r := rand.New(rand.NewPCG(5, uint64(100*c.share)))
		n, turns := 0, 1000
		for range turns {
			words := text(r, 450)
			a, b := Of(strings.Join(words, " ")), Of(strings.Join(edit(r, words, c.share), " "))
			if Likeness(&a, &b) >= found {
				n++
			}
		}
		if got := float64(n) / float64(turns); got < c.least || got > c.most {
			t.Errorf("%g %% of the words edited: %.3f of the pairs found, want %g to %g", 100*c.share, got, c.least, c.most)
		}
	}
}

func FuzzLikeness(f *testing.F) {
	f.Add("We use Go.", "we use go", "Berlin")
	f.Add("\xff\xfe", "日本", "")
	f.Add("a'b ’ 1a a1", "", "a")
	f.Fuzz(func(t *testing.T, x, y, without string) {
		a, b := Of(x, without), Of(y, without)
		got := Likeness(&a, &b)
		if got < 0 || got > 1 || math.IsNaN(got) {
			t.Errorf("Likeness = %v", got)
		}
		if back := Likeness(&b, &a); back != got {
			t.Errorf("Likeness is %v one way and %v the other", got, back)
		}
		if a != Of(x, without) || Likeness(&a, &a) != 1 {
			t.Error("a text is not like itself")
		}
		if Of(x+" "+without, without) != a {
			t.Error("words to be left out make a difference")
		}
	})
}

// BenchmarkOf tells what a sketch costs as a multiple of finding the runs of words alone (reach: 1.4).
func BenchmarkOf(b *testing.B) {
	r := rand.New(rand.NewPCG(9, 9))
	s := strings.Join(text(r, 800), " ")
	for name, f := range map[string]func() uint64{
		"runs":   func() (sum uint64) { runs(s, nil, func(h uint64) { sum ^= h }); return sum },
		"sketch": func() uint64 { k := Of(s); return uint64(k[0]) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			sum := uint64(0)
			for b.Loop() {
				sum += f()
			}
			if sum == 1 {
				fmt.Println()
			}
		})
	}
}

func BenchmarkLikeness(b *testing.B) {
	r := rand.New(rand.NewPCG(9, 9))
	x, y := Of(strings.Join(text(r, 800), " ")), Of(strings.Join(text(r, 800), " "))
	for b.Loop() {
		Likeness(&x, &y)
	}
}
