package stats

// WeightedShare lets golden cases with weights per opening reach the form behind ClusterShare.
func WeightedShare(w, w2, wy []float64, rho, level float64) Share {
	return clusterShare(w, w2, wy, rho, level)
}

// TwoSided and HalfWidth let tests compare Student's t with other tables.
func TwoSided(estimate, se, df float64) float64 { return twoSided(estimate, se, df) }
func HalfWidth(se, df, level float64) float64   { return halfWidth(se, df, level) }
