package trends_test

import (
	"testing"

	"trends/trends"
)

// The setting decides from how many complete months on the test allows for a yearly wave.
func TestWaveMonths(t *testing.T) {
	s := snapshot(t, market(1)) // 24 months
	for _, c := range []struct {
		months int
		want   bool
	}{
		{trends.DefaultOptions().WaveMonths, true},
		{12, true},
		{25, false},
		{0, false},
	} {
		o := trends.DefaultOptions()
		o.WaveMonths = c.months
		if r := trends.NewPanel(s, o).Report(trends.Query{}, infos("grows")); r.Meta.Wave != c.want {
			t.Errorf("wave_months %d: the report of 24 months allows for a wave: %v, want %v", c.months, r.Meta.Wave, c.want)
		}
	}
}
