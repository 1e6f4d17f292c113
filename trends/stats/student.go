package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// twoSided returns the probability of a |t| as large as estimate/se by chance: Student's t (1908) with df degrees of freedom, which
// may be a fraction, and the normal distribution's if they are infinite. It is NaN if se is.
func twoSided(estimate, se, df float64) float64 {
	// An estimate below the precision of the fit is zero. Where the standard error vanishes too (the same share in every month),
	// their ratio would be noise.
	if math.Abs(estimate) < precision {
		return 1
	}
	if df > 1e9 { // the incomplete beta function loses digits, and the normal distribution is as near
		return math.Erfc(math.Abs(estimate/se) / math.Sqrt2)
	}
	t2 := estimate / se * (estimate / se)
	if t2 < 1 {
		// df/(df+t2) is so close to 1 that the other tail keeps more digits.
		return 1 - mathext.RegIncBeta(0.5, df/2, t2/(df+t2))
	}
	return mathext.RegIncBeta(df/2, 0.5, df/(df+t2))
}

// halfWidth returns half the width of the two-sided interval at the level.
func halfWidth(se, df, level float64) float64 {
	return -distuv.StudentsT{Sigma: 1, Nu: df}.Quantile((1-level)/2) * se
}
