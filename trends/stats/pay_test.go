package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends/stats"
)

func TestYearlyPay(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		low, high float64
		period    string
		want      float64
		drop      stats.PayDrop
	}{
		{90000, 120000, "year", 105000, ""},
		{120000, 90000, "year", 105000, ""},
		{5000, 5000, "month", 60000, ""},
		{1000, 1200, "week", 57200, ""},
		{500, 600, "day", 143000, ""},
		{50, 50, "hour", 104000, ""},
		{40000, 100000, "year", 70000, ""}, // exactly 2.5
		{40000, 100001, "year", nan, stats.PayWide},
		{0, 600, "day", nan, stats.PayOneBound},
		{600, 0, "day", nan, stats.PayOneBound},
		{90000, 120000, "", nan, stats.PayNoPeriod},
		{90000, 120000, "fortnight", nan, stats.PayNoPeriod},
		{0, 0, "year", nan, stats.PayNoNumber},
		{-5, 10, "year", nan, stats.PayNoNumber},
		{nan, 10, "year", nan, stats.PayNoNumber},
		{10, math.Inf(1), "year", nan, stats.PayNoNumber},
	} {
		got, drop := stats.YearlyPay(c.low, c.high, c.period)
		if !near(got, c.want) || drop != c.drop {
			t.Errorf("YearlyPay(%v, %v, %q) = %v, %q, want %v, %q", c.low, c.high, c.period, got, drop, c.want, c.drop)
		}
	}
}

func TestFarPay(t *testing.T) {
	value := []float64{100, 19, 20, 500, 501, 100, 100, 9, math.NaN(), 1, 1e9}
	group := []int{1, 1, 1, 1, 1, 1, 1, 2, 1, 3, 4}
	want := []bool{false, true, false, false, true, false, false, false, false, false, false}
	if got := stats.FarPay(value, group); !cmp.Equal(got, want) {
		t.Errorf("FarPay = %v, want %v", got, want)
	}
}

func TestEmployerMedians(t *testing.T) {
	got := stats.EmployerMedians([]float64{9, 1, 2, 4, 5}, []uint32{8, 3, 3, 3, 8})
	if want := []float64{2, 7}; !cmp.Equal(got, want) {
		t.Errorf("EmployerMedians = %v, want %v", got, want)
	}
}

func TestQuantiles(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 8))
	for range 200 {
		x := make([]float64, 1+r.IntN(60))
		for i := range x {
			x[i] = math.Floor(r.ExpFloat64() * 20)
		}
		q, level := 0.1+0.8*r.Float64(), 0.5+r.Float64()*0.49
		was := slices.Clone(x)
		estimate := stats.Quantile(x, q)
		low, high := stats.QuantileInterval(x, q, level)
		if !slices.Equal(x, was) {
			t.Fatal("the numbers were changed")
		}
		if low > estimate || high < estimate || estimate < slices.Min(x) || estimate > slices.Max(x) {
			t.Errorf("quantile %v of %v = %v (%v to %v)", q, x, estimate, low, high)
		}
		if l, u, coverage := stats.QuantileRanks(len(x), q, level); coverage < level-1e-9 || u > 0 && l >= u {
			t.Errorf("ranks of %d at %v, %v: %d to %d, coverage %v", len(x), q, level, l, u, coverage)
		}
		slices.Reverse(x)
		again, againHigh := stats.QuantileInterval(x, q, level)
		if stats.Quantile(x, q) != estimate || !cmp.Equal([2]float64{low, high}, [2]float64{again, againHigh}, nanEqual) {
			t.Errorf("quantile %v of %v depends on the order", q, x)
		}
	}
}

var nanEqual = cmp.Comparer(func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) })
