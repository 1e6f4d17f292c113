package stats_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"trends/trends/stats"
)

func TestRho(t *testing.T) {
	ten := func(v float64) []float64 { return []float64{v, v, v, v, v, v, v, v, v, v} }
	for _, c := range []struct {
		name      string
		estimates []float64
		want      float64
	}{
		{"none", nil, 0.25},
		{"nine", ten(0.4)[:9], 0.25},
		{"ten", ten(0.4), 0.4},
		{"clamped below", ten(-0.1), 0.05},
		{"clamped above", ten(0.9), 0.60},
		{"even: the mean of the middle two", []float64{0.5, 0.1, 0.1, 0.1, 0.1, 0.3, 0.5, 0.5, 0.5, 0.2}, 0.25},
		{"odd: the middle one", []float64{0.5, 0.1, 0.1, 0.1, 0.1, 0.3, 0.5, 0.5, 0.5, 0.2, 0.2}, 0.2},
	} {
		if got := stats.Rho(c.estimates, 0.25); !cmp.Equal(got, c.want, cmpopts.EquateApprox(0, 1e-12)) {
			t.Errorf("%s: Rho(%v) = %v, want %v", c.name, c.estimates, got, c.want)
		}
	}
}

// Two employers of two openings that each say the same twice: as two independent openings.
func TestClusterShareByHand(t *testing.T) {
	got := stats.ClusterShare([]float64{2, 0, 2}, []float64{2, 0, 0}, 0.25, 0.95)
	want := stats.Share{P: 0.5, Employers: 2, Mentioning: 1,
		V:     2.0 / 1 * (1 + 1) / 16, // sums of residuals +1 and -1
		NKish: 4, DeffDesign: 0.25 / (0.25 / 4), DeffModel: 1.25, Deff: 4, NEff: 1}
	want.Low, want.High = stats.Wilson(0.5, 1, 0.95)
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
		t.Errorf("ClusterShare (-want +got):\n%s", diff)
	}
}

func TestNoOpenings(t *testing.T) {
	s := stats.ClusterShare([]float64{0}, []float64{0}, 0.25, 0.95)
	if !math.IsNaN(s.P) || !math.IsNaN(s.Low) || !math.IsNaN(s.High) {
		t.Errorf("ClusterShare without openings = %+v, want NaN", s)
	}
	if f := stats.NewDesign(nil, true).Fit(nil, 0.95); f.OK {
		t.Errorf("Fit without cells = %+v, want no test", f)
	}
	if share, _ := stats.NewDesign(nil, false).Line(nil); len(share) != 0 {
		t.Errorf("Line without cells = %v", share)
	}
	if got := stats.NewDelays(nil, nil).Within(0); got != 1 {
		t.Errorf("Within(0) without delays = %v, want 1", got)
	}
}

// Student's t against the tables that every textbook has.
func TestStudent(t *testing.T) {
	for _, c := range []struct{ df, want float64 }{
		{1, 12.7062047}, {2, 4.3026527}, {5, 2.5705818}, {10, 2.2281389}, {30, 2.0422725}, {120, 1.9799304},
	} {
		if got := stats.HalfWidth(1, c.df, 0.95); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("HalfWidth(1, %v, 0.95) = %v, want %v", c.df, got, c.want)
		}
		if got := stats.TwoSided(-c.want, 1, c.df); math.Abs(got-0.05) > 1e-7 {
			t.Errorf("TwoSided(%v, 1, %v) = %v, want 0.05", -c.want, c.df, got)
		}
	}
	// One degree of freedom is Cauchy: P(|T| > t) = 1 - 2 atan(t) / pi.
	for _, x := range []float64{1e-6, 0.1, 0.999, 1.001, 7, 1e4} {
		want := 2 * math.Atan2(1, x) / math.Pi
		if got := stats.TwoSided(x, 1, 1); math.Abs(got-want) > 1e-12*want {
			t.Errorf("TwoSided(%v, 1, 1) = %v, want %v", x, got, want)
		}
	}
	// With ever more degrees of freedom it is the normal distribution, also where a prior has no end of them.
	for _, df := range []float64{1e6, 1e9, 1e12, 1e13, math.Inf(1)} {
		if got := stats.TwoSided(1.959963984540054, 1, df); math.Abs(got-0.05) > 1e-6 {
			t.Errorf("TwoSided(1.96, 1, %v) = %v, want 0.05", df, got)
		}
	}
	for _, c := range []struct{ estimate, se, want float64 }{{0.1, 0, 0}, {0, 0, 1}, {1e-14, 1e-15, 1}} {
		if got := stats.TwoSided(c.estimate, c.se, 4); got != c.want {
			t.Errorf("TwoSided(%v, %v, 4) = %v, want %v", c.estimate, c.se, got, c.want)
		}
	}
	if got := stats.TwoSided(0.1, math.NaN(), 4); !math.IsNaN(got) {
		t.Errorf("TwoSided(0.1, NaN, 4) = %v, want NaN", got)
	}
}

// flat makes cells of one employer: n and k of source s in its months are s's strings of digits.
func flat(sources ...[2]string) (cells []stats.Cell, k []float64) {
	for s, text := range sources {
		for m := range text[0] {
			cells = append(cells, stats.Cell{Source: s, Month: m, N: float64(text[0][m] - '0')})
			k = append(k, float64(text[1][m]-'0'))
		}
	}
	return cells, k
}

func TestFitReasons(t *testing.T) {
	for _, c := range []struct {
		name string
		data [][2]string
		wave bool
		want string // part of the reason, "" for a test
	}{
		{"fine", [][2]string{{"5555", "1232"}}, false, ""},
		{"none", [][2]string{{"5555", "0000"}}, false, "a source in which some"},
		{"all in one source, none in the other", [][2]string{{"5555", "5555"}, {"5555", "0000"}}, false, "a source in which some"},
		{"two months", [][2]string{{"5500", "2300"}}, false, "more months"},
		{"four months with a wave", [][2]string{{"5555", "2323"}}, true, "more months"},
		{"one month with mentions", [][2]string{{"5555", "0020"}}, false, "mentions in a second month"},
		{"one month without", [][2]string{{"5555", "5545"}}, false, "records without it"},
		{"a step", [][2]string{{"555555", "000555"}}, false, "a finite slope"},
	} {
		cells, k := flat(c.data...)
		f := stats.NewDesign(cells, c.wave).Fit(k, 0.95)
		if f.OK != (c.want == "") || !strings.Contains(f.Reason, c.want) {
			t.Errorf("%s: OK %v, reason %q, want %q", c.name, f.OK, f.Reason, c.want)
		}
	}
	// Sums of capped mentions may miss the capped number by a rounding error: this source still has all.
	w, all := 5.0/7, 0.0
	for range 7 {
		all += w
	}
	cells := []stats.Cell{{Source: 8, Month: 0, N: 7 * w}, {Source: 8, Month: 1, N: 7 * w}, {Source: 8, Month: 2, N: 7 * w}}
	if f := stats.NewDesign(cells, false).Fit([]float64{all, all, all}, 0.95); f.OK || !cmp.Equal(f.Dropped, []int{8}) {
		t.Errorf("all mentions, capped: OK %v, dropped %v, want source 8 dropped", f.OK, f.Dropped)
	}
}

// Two sources with the same counts give half of the information each.
func TestTopSource(t *testing.T) {
	cells, k := flat([2]string{"9999", "1324"}, [2]string{"9999", "1324"})
	if f := stats.NewDesign(cells, false).Fit(k, 0.95); math.Abs(f.TopSource-0.5) > 1e-12 {
		t.Errorf("TopSource = %v, want 0.5", f.TopSource)
	}
}

func TestLine(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name string
		data [][2]string
		want []float64
		ok   bool
	}{
		{"the same everywhere", [][2]string{{"444", "121"}, {"444", "121"}}, []float64{0.25, 0.5, 0.25}, true},
		// The likelihood has no maximum here, but its limit is what was counted.
		{"shares of 0 and 1 that no month or source has throughout", [][2]string{{"44", "02"}, {"44", "24"}}, []float64{0.25, 0.75}, true},
		{"one source alone in a month of zeros", [][2]string{{"440", "120"}, {"004", "000"}}, []float64{nan, nan, nan}, false},
		// No month says how B's half compares with what it would have been next to A.
		{"a source whose months are all settled", [][2]string{{"444", "042"}, {"440", "040"}}, []float64{nan, nan, nan}, false},
	} {
		cells, k := flat(c.data...)
		got, ok := stats.NewDesign(cells, false).Line(k)
		if !cmp.Equal(got, c.want, cmpopts.EquateNaNs(), cmpopts.EquateApprox(0, 1e-8)) || ok != c.ok {
			t.Errorf("%s: Line = %v, %v, want %v, %v", c.name, got, ok, c.want, c.ok)
		}
	}
}

func TestComplete(t *testing.T) {
	d := stats.NewDelays([]int{0, 0, 1, 2}, []int{2, 2, 2, 2}) // 1/2, 3/4, 1
	for _, c := range []struct {
		first, end, last int
		want             float64
	}{
		{10, 14, 20, 1},
		{10, 14, 13, (0.5 + 0.75 + 1 + 1) / 4},
		{10, 14, 11, (0.5 + 0.75) / 4}, // two days are yet to come
		{10, 14, 9, 0},
	} {
		if got := d.Complete(c.first, c.end, c.last); got != c.want {
			t.Errorf("Complete(%d, %d, %d) = %v, want %v", c.first, c.end, c.last, got, c.want)
		}
	}
}
