package write_test

import (
	"bytes"
	"strings"
	"testing"

	"trends/trends"
	"trends/trends/write"
)

func TestReviews(t *testing.T) {
	table := write.Reviews(report().Skills, map[string]int{"go": 7}, 0.95)
	for _, format := range []string{"table", "csv", "json"} {
		golden(t, "reviews-"+format, func(b *bytes.Buffer) error { return table.Write(b, format, write.Style{}) })
	}
}

// What a skill's page says of hand readings.
func TestReadText(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *trends.SkillRow)
		want   string // a part of the page
		not    string
	}{
		{"nobody read", func(*trends.SkillRow) {}, "levels", "by hand"},
		{"only tagged ones", func(r *trends.SkillRow) { r.ReadTagged, r.ReadTrue = 40, 38 }, "38 of 40 openings with the tag right, precision 95.0 % (83.5 to 98.6); 0 of 0 without", "recall"},
		{"too few", func(r *trends.SkillRow) { r.ReadTagged, r.ReadTrue, r.ReadUntagged = 40, 38, 12 }, "`trends review go`", "corrected"},
		{"none to read", func(r *trends.SkillRow) { r.Openings, r.ReadTagged, r.ReadTrue, r.ReadUntagged = 66, 66, 66, 100 }, "too few openings", "`trends review"},
		{"too much doubt", func(r *trends.SkillRow) { r.ReadTagged, r.ReadTrue, r.ReadUntagged, r.ReadMissed = 100, 50, 100, 30 }, "too much doubt", "corrected"},
		{"enough", func(r *trends.SkillRow) {
			r.ReadTagged, r.ReadTrue, r.ReadUntagged, r.ReadMissed = 100, 97, 100, 1
			r.Corrected, r.CorrectedLow, r.CorrectedHigh = 0.126, 0.109, 0.145
		}, "found in 20.0 %, corrected 12.6 % (10.9 to 14.5)", "too much"},
		{"ambiguous", func(r *trends.SkillRow) { r.Unchecked = true }, "ambiguous name, not checked: `trends review go`", "by hand"},
	} {
		r := report()
		view := &trends.SkillView{Meta: r.Meta, Row: r.Skills[3], Levels: map[string]int{}}
		c.change(&view.Row)
		var b bytes.Buffer
		if err := write.Skill(&b, view, "table", write.Style{}); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(b.String()), " ")
		if !strings.Contains(text, c.want) || strings.Contains(text, c.not) {
			t.Errorf("%s: want %q and not %q in\n%s", c.name, c.want, c.not, b.String())
		}
	}
}
