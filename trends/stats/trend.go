package stats

import "math"

// Trend is the answer to "does this skill rise or fall". If OK is false there is no test: Reason says what is missing, completing
// the sentence "not enough data, lacks …", and apart from Dropped the other fields say nothing. Numbers that are not defined are NaN.
type Trend struct {
	OK      bool
	Reason  string
	Dropped []int // codes of sources in which none or all of the records mention the skill, ascending

	B         float64 // change of the log odds per month, inside the same source
	Sin, Cos  float64 // of the yearly wave, on the log odds; NaN if the design has none
	Info      float64 // information on B
	HalfWidth float64 // of the interval of B: the wider of the two below
	Months    int     // months with records
	Window    int     // months from the first to the last of them; 23 for two whole years
	P         float64 // the larger of PMonth and PEmployer

	// Months as units: whatever moves all records of a month together.
	Phi, SEMonth, DFMonth, PMonth float64 // dispersion, standard error, degrees of freedom, two-sided p

	// Employers as units: those that come and go, those that post for months. SEEmployer and PEmployer are NaN with one employer.
	Employers                         int     // with records
	GEff                              float64 // effective number of employers
	SEEmployer, DFEmployer, PEmployer float64

	// Sizes for people.
	OddsYear, OddsYearLow, OddsYearHigh float64 // odds ratio per 12 months and its interval
	ShareStart, ShareEnd                float64 // fitted share in the first and last month, at the source mix of the window
	Points, PointsLow, PointsHigh       float64 // ShareEnd - ShareStart in percentage points, and its interval

	// What may be wrong with it.
	R1, RhoAR1 float64 // lag-1 correlation of month residuals; corrected for bias, 0 to 0.8
	TopSource  float64 // part of Info from the source that gives most, 0 to 1
}

// Fit tests one skill: k[i] is the number of records of the i-th cell given to NewDesign that mention it, capped like the cell's N.
// level is the two-sided confidence of the intervals, such as 0.95.
//
// The model is a logit with one intercept per source and a common slope (a source compared with itself only), plus a yearly wave
// if the design has one. P and the interval are the more careful of two: months as units with the quasi-binomial dispersion and
// t (McCullagh and Nelder 1989; Donald and Lang 2007), and employers as units with the cluster-robust error CR1 (Liang and Zeger
// 1986) and as many degrees of freedom as there are effective clusters (after Carter, Schnepel and Steigerwald 2017).
//
// There is no test with fewer than 3 months (5 with a wave), without a source in which some but not all records mention the
// skill, with mentions (or non-mentions) in one month only, or when the slope is not finite.
func (d *Design) Fit(k []float64, level float64) Trend {
	t := d.test(k)
	if t.OK {
		t.HalfWidth = halfWidth(t.SEMonth, t.DFMonth, level)
		if t.Employers > 1 {
			t.HalfWidth = max(t.HalfWidth, halfWidth(t.SEEmployer, t.DFEmployer, level))
		} else {
			t.HalfWidth = math.NaN()
		}
		t.sizes(d)
		t.TopSource = d.strongest(t.Info)
	}
	return t
}

// test is Fit without intervals and sizes.
func (d *Design) test(k []float64) Trend {
	var t Trend
	d.pool(k)
	if t.Dropped, t.Reason = d.keep(); t.Reason != "" {
		return t
	}
	if !d.newton() {
		t.Reason = "a finite slope: its mentions sit at one end of the window"
		return t
	}
	if t.Info = d.residualise(); !(t.Info > 0) {
		t.Reason = "months that tell a trend from a yearly wave"
		return t
	}
	t.OK = true
	f := &d.fit
	t.B, t.Sin, t.Cos = f.b[0], math.NaN(), math.NaN()
	if d.dim == 3 {
		t.Sin, t.Cos = f.b[1], f.b[2]
	}
	t.Months, t.Employers = d.byUnit(k)
	t.byMonths(f, d.dim)
	t.byEmployers(f)
	t.P = t.largerP(t.PMonth)
	return t
}

// byMonths sets the error of the slope with months as units, and the correlation of neighbouring months.
func (t *Trend) byMonths(f *fit, dim int) {
	var chi2, cross, last float64
	for m, w := range f.monthW {
		if !(w > 0) {
			continue
		}
		z := f.monthR[m] / math.Sqrt(w)
		chi2 += z * z
		cross += last * z
		last = z
	}
	t.DFMonth = float64(t.Months - 1 - dim)
	t.Phi = chi2 / t.DFMonth
	t.SEMonth = math.Sqrt(t.Phi / t.Info)
	t.PMonth = twoSided(t.B, t.SEMonth, t.DFMonth)
	t.R1 = cross / chi2
	// A regression's residuals lean to negative correlation; the correction holds for white noise.
	if months := float64(t.Months); t.Months > 4 {
		t.RhoAR1 = min(0.8, max(0, (months*t.R1+2)/(months-4)))
	}
}

// byEmployers sets the error of the slope with employers as units.
func (t *Trend) byEmployers(f *fit) {
	var scores, shares float64
	for e, u := range f.score {
		h := f.info[e] / t.Info
		scores += u * u
		shares += h * h
	}
	t.GEff = 1 / shares
	t.DFEmployer = max(1, t.GEff-1)
	t.SEEmployer, t.PEmployer = math.NaN(), math.NaN()
	if g := float64(t.Employers); g > 1 {
		t.SEEmployer = math.Sqrt(g/(g-1)*scores) / t.Info
		t.PEmployer = twoSided(t.B, t.SEEmployer, t.DFEmployer)
	}
}

// largerP returns the larger of a p with months as units and that with employers as units; the former if there is one employer.
func (t *Trend) largerP(month float64) float64 {
	if t.Employers > 1 {
		return max(month, t.PEmployer)
	}
	return month
}

// PSlowSwings returns P for months that hang together as RhoAR1 says: if the share swings slowly, a swing can look like a trend.
// The standard error is that of a series with lag-1 correlation, and the degrees of freedom are as if only the independent
// months counted (Bayley and Hammersley 1946). Print it where RhoAR1 exceeds 0.3; it is too careful for a test of all skills.
// It is at least P, and NaN without a test.
func (t *Trend) PSlowSwings() float64 {
	if !t.OK {
		return math.NaN()
	}
	inflation := (1 + t.RhoAR1) / (1 - t.RhoAR1)
	months := float64(t.Months)
	parameters := months - t.DFMonth
	p := twoSided(t.B, t.SEMonth*math.Sqrt(inflation), max(1, months/inflation-parameters))
	return t.largerP(max(p, t.PMonth))
}

// sizes sets what people read: odds ratios a year, and points over the window.
func (t *Trend) sizes(d *Design) {
	first, last := d.span()
	start, end := d.terms[first][0], d.terms[last][0]
	t.Window = int(end - start)
	points := func(slope float64) float64 { return 100 * (d.share(slope, end) - d.share(slope, start)) }
	low, high := t.B-t.HalfWidth, t.B+t.HalfWidth
	t.OddsYear, t.OddsYearLow, t.OddsYearHigh = math.Exp(12*t.B), math.Exp(12*low), math.Exp(12*high)
	t.ShareStart, t.ShareEnd = d.share(t.B, start), d.share(t.B, end)
	t.Points, t.PointsLow, t.PointsHigh = points(t.B), points(low), points(high)
}
