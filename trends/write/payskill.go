package write

import (
	"fmt"
	"io"
	"strings"

	"trends/trends"
)

// PaySkill writes the pay that ads with one skill state, in one of Formats.
func PaySkill(w io.Writer, v *trends.PayView, format string, style Style) error {
	title := v.Row.Name + ": " + strings.ToLower(payTitle(v.Meta.Scope, "")[:1]) + payTitle(v.Meta.Scope, v.Pay.Currency)[1:]
	switch format {
	case "json":
		return writeJSON(w, v)
	case "csv":
		return payLevels(v).csv(w)
	case "markdown", "html":
		lines := append(payHead(&v.Meta, &v.Pay), payLines(v)...)
		return page(w, "trends pay", append([]*Table{pairs(title, lines), payLevels(v)}, careTable(v.Warnings)...), format)
	case "table", "":
	default:
		return (&Table{}).Write(w, format, style)
	}
	var b strings.Builder
	payTop(&b, title, &v.Meta, &v.Pay, style)
	b.WriteString("\n")
	for _, line := range payLines(v) {
		fmt.Fprintf(&b, "  %s %s\n", style.dim(fmt.Sprintf("%-9s", line[0])), strings.Join(folded(line[1], ""), "\n"+strings.Repeat(" ", 12)))
	}
	b.WriteString("\n")
	if err := payLevels(v).text(&b, style); err != nil {
		return err
	}
	careText(&b, v.Warnings, style)
	_, err := io.WriteString(w, b.String())
	return err
}

// payLines says in words what the ads with the skill state, and how they compare.
func payLines(v *trends.PayView) [][2]string {
	r := &v.Row
	with := fmt.Sprintf("%s name it; %s of them (%s) state pay, %s in %s can be used", plural(r.Openings, "opening"), count(r.Stated),
		percent(r.Share), count(r.Used), v.Pay.Currency)
	if r.Openings > 0 && r.Share < 0.3 {
		with += ": only the ads that state pay; others may differ"
	}
	lines := [][2]string{{"ads", with}}
	add := func(label, format string, args ...any) {
		lines = append(lines, [2]string{label, fmt.Sprintf(format, args...)})
	}
	if r.Median.Defined() {
		add("median", "%s %s of %s at %s; of all ads %s %s", money(r.Median), medianRange(&r.PayFigures), plural(r.Used, "ad"),
			plural(r.PayFigures.Employers, "employer"), money(v.All.Median), medianRange(&v.All))
	} else {
		add("median", "not printed: fewer than %d such ads, or fewer than %d employers", trends.LeastPayAds, trends.LeastPayEmployers)
	}
	if r.Premium.Defined() {
		add("adjusted", "ads with %s state %s at equal seniority, place, role and year (q %s over %s)", r.Name, premiumText(r), probability(r.Q),
			plural(v.Pay.Compared, "skill"))
	} else {
		add("adjusted", "not enough data, lacks %s", r.Lacks)
	}
	return lines
}

// payLevels lists pay by seniority: ads with the skill, and all.
func payLevels(v *trends.PayView) *Table {
	t := &Table{
		Columns: []string{"seniority", "used", "employers", "median", "low", "high", "quartile_low", "quartile_high",
			"all_used", "all_employers", "all_median", "all_low", "all_high"},
		Heads:   []string{"seniority", "ads with", "employers", "median", "interval", "all ads", "employers", "median", "interval"},
		Right:   []bool{false, true, true, true, false, true, true, true, false},
		Machine: [][]any{},
	}
	for i := range v.Levels {
		l := &v.Levels[i]
		name := l.Seniority
		if name == "" {
			name = "not named"
		}
		t.Rows = append(t.Rows, []string{name, count(l.With.Used), count(l.With.Employers), money(l.With.Median), medianRange(&l.With),
			count(l.All.Used), count(l.All.Employers), money(l.All.Median), medianRange(&l.All)})
		t.Machine = append(t.Machine, []any{l.Seniority, l.With.Used, l.With.Employers, l.With.Median, l.With.Low, l.With.High, l.With.Quarter,
			l.With.Three, l.All.Used, l.All.Employers, l.All.Median, l.All.Low, l.All.High})
	}
	return t
}
