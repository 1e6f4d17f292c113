package write

import (
	"fmt"
	"io"
	"math"
	"strings"

	"trends/trends"
)

// Skill writes one skill from all sides: text for people, or JSON.
func Skill(w io.Writer, v *trends.SkillView, format string, style Style) error {
	switch format {
	case "json":
		return writeJSON(w, v)
	case "csv":
		return Series(w, v.Series, false)
	case "table", "":
	default:
		t := seriesTable(v)
		return t.Write(w, format, style)
	}
	var b strings.Builder
	r := &v.Row
	fmt.Fprintf(&b, "%s   %s", style.bold(r.Name), strings.ToUpper(verdictText(r.Verdict)))
	if r.Q.Defined() {
		fmt.Fprintf(&b, "   q %s", probability(r.Q))
	}
	b.WriteString("\n\n")
	line := func(label, format string, args ...any) {
		fmt.Fprintf(&b, "  %s %s\n", style.dim(fmt.Sprintf("%-11s", label)), strings.Join(folded(fmt.Sprintf(format, args...), ""), "\n"+strings.Repeat(" ", 14)))
	}
	when := "open on " + v.Meta.AsOf
	if v.Meta.Count == "new" {
		when = spanText(v.Meta.Now[0], v.Meta.Now[len(v.Meta.Now)-1])
	}
	line("now", "%s of openings %s: %s, %s of %s, %s, %s", percent(r.Share), interval(r.Low, r.High), when,
		count(r.Openings), plural(r.Total, "opening"), plural(r.Employers, "employer"), plural(r.Sources, "source"))
	if r.OddsYear.Defined() {
		line("change", "%s points in the window, odds %s a year", points(r.Points, r.PointsLow, r.PointsHi), odds(r.OddsYear, r.OddsLow, r.OddsHigh))
		if r.Pooled.Defined() {
			line("within", "each source compared with itself; pooled counting would say %s points", signed(r.Pooled))
		}
		line("checks", "%s", checks(r))
	}
	if r.YearPoints.Defined() {
		line("a year ago", "%s", yearText(r))
	}
	if text := pictureText(&v.Picture); text != "" {
		line("picture", "%s", text)
	}
	if r.ShareBalanced.Defined() {
		line("measures", "mean over employers of their own share %s%s", percent(r.ShareBalanced), cappedText(r))
	}
	if n := notes(r, trends.Undefined()); n != "" {
		line("notes", "%s", n)
	}
	if text := readText(r, v.Meta.Settings.Confidence); text != "" {
		line("read", "%s", text)
	}
	if r.Unchecked && !r.Verdict.Change() {
		line("name", "%s: `trends review %s`", trends.FlagAmbiguous, r.Skill)
	}
	if text := daysUpText(&v.DaysUp, &v.AllDaysUp); text != "" {
		line("stayed up", "%s", text)
	}
	line("levels", "required %s, preferred %s, mentioned %s", count(v.Levels["required"]), count(v.Levels["preferred"]), count(v.Levels["mentioned"]))
	line("sources", "%s", tallyText(v.Sources))
	line("employers", "%s", tallyText(v.Employers))
	if len(v.With) == 0 {
		line("often with", "no other skill more often than by chance, as far as these openings tell (`trends pairs %s`)", r.Skill)
	}
	for i, n := range v.With {
		label := ""
		if i == 0 {
			label = "often with"
		}
		fmt.Fprintf(&b, "  %s %s %7s %-16s x%s as often as by chance\n", style.dim(fmt.Sprintf("%-11s", label)), padded(n.WithName, 32),
			percent(n.Share), interval(n.Low, n.High), figure(float64(n.Lift)))
	}
	b.WriteString("\n" + chart(v.Series, style))
	_, err := io.WriteString(w, b.String())
	return err
}

func tallyText(list []trends.Tally) string {
	if len(list) == 0 {
		return "none"
	}
	var parts []string
	for _, t := range list {
		parts = append(parts, fmt.Sprintf("%s %s", t.Name, count(t.Openings)))
	}
	return strings.Join(parts, ", ")
}

func seriesTable(v *trends.SkillView) *Table {
	t := &Table{Title: v.Row.Name + ": " + verdictText(v.Row.Verdict), Columns: []string{"period", "share", "interval", "openings", "of", "complete"},
		Right: []bool{false, true, false, true, true, false}}
	for _, s := range v.Series {
		t.Rows = append(t.Rows, []string{s.Period, percent(s.Share), interval(s.Low, s.High), count(s.Openings), count(s.Total), fmt.Sprint(s.Complete)})
	}
	return t
}

// chart draws a series as one bar a period: the share, and its interval as a line of dots. Months that are not complete are hollow.
func chart(series []trends.SeriesRow, style Style) string {
	const width = 48
	top := 0.0
	for _, s := range series {
		if s.High.Defined() {
			top = math.Max(top, float64(s.High))
		}
	}
	if top == 0 {
		return style.dim("no month can be drawn yet") + "\n"
	}
	var b strings.Builder
	for _, s := range series {
		if !s.Share.Defined() {
			fmt.Fprintf(&b, "  %s  %s\n", s.Period, style.dim("no openings"))
			continue
		}
		at := func(n trends.Number) int { return int(math.Round(float64(n) / top * width)) }
		bar, fill := []rune(strings.Repeat(" ", width+1)), '█'
		if !s.Complete {
			fill = '░'
		}
		for i := at(s.Low); i <= at(s.High) && i < len(bar); i++ {
			bar[i] = '·'
		}
		for i := range at(s.Share) {
			bar[i] = fill
		}
		note := ""
		if !s.Complete {
			note = "  so far"
		}
		fmt.Fprintf(&b, "  %s  %s %7s %s%s\n", s.Period, string(bar), percent(s.Share), style.dim(interval(s.Low, s.High)), note)
	}
	return b.String()
}
