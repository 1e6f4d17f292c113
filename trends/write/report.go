package write

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"trends/trends"
)

// ReportOptions says how a report is shown. Nothing of it changes a figure.
type ReportOptions struct {
	Style Style
	Top   int    // most rows of each verdict; 0 is all
	Sort  string // "change" (also ""): by verdict, then rank; "share" or "name": one list
	Group string // only skills of this group; "" is all
}

// Report writes a report in one of Formats.
func Report(w io.Writer, r *trends.Report, format string, o ReportOptions) error {
	rows := arranged(r.Skills, o)
	switch format {
	case "json":
		shown := *r
		shown.Skills = rows
		return writeJSON(w, &shown)
	case "csv":
		return reportCSV(w, rows)
	case "markdown", "html":
		return reportPage(w, r, rows, format)
	case "table", "":
		return reportText(w, r, rows, o)
	}
	return (&Table{}).Write(w, format, o.Style)
}

// arranged filters and sorts rows; the report's own order is by change.
func arranged(rows []trends.SkillRow, o ReportOptions) []trends.SkillRow {
	rows = slices.Clone(rows)
	if o.Group != "" {
		rows = slices.DeleteFunc(rows, func(r trends.SkillRow) bool { return r.Group != o.Group })
	}
	switch o.Sort {
	case "share":
		slices.SortStableFunc(rows, func(a, b trends.SkillRow) int { return b.Openings - a.Openings })
	case "name":
		slices.SortStableFunc(rows, func(a, b trends.SkillRow) int {
			return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
		})
	}
	if rows == nil {
		rows = []trends.SkillRow{}
	}
	return rows
}

// skillTable lists rows for people. With verdicts the verdict is a column; common is what independent returns.
func skillTable(rows []trends.SkillRow, title string, verdicts, tested bool, common trends.Number) *Table {
	t := &Table{Title: title, Columns: []string{"skill", "now", "interval", "openings", "employers"}, Right: []bool{false, true, false, true, true}}
	if tested {
		t.Columns = append(t.Columns, "odds a year", "points in window", "q")
		t.Right = append(t.Right, false, false, true)
	}
	if verdicts {
		t.Columns = append(t.Columns, "verdict")
		t.Right = append(t.Right, false)
	}
	t.Columns, t.Right = append(t.Columns, "notes"), append(t.Right, false)
	for i := range rows {
		r := &rows[i]
		row := []string{r.Name, percent(r.Share), interval(r.Low, r.High), count(r.Openings), count(r.Employers)}
		if tested {
			row = append(row, changed(r)...)
		}
		if verdicts {
			row = append(row, verdictText(r.Verdict))
		}
		t.Rows = append(t.Rows, append(row, notes(r, common)))
	}
	return t
}

// changed writes odds, points and q of a row. A change has the wider interval of what was selected for being one; an early signal
// has the q by which it is one.
func changed(r *trends.SkillRow) []string {
	q := r.Q
	if r.Verdict.Change() && !r.Verdict.Confirmed() {
		q = r.QEarly
	}
	if r.Verdict.Change() {
		return []string{odds(r.OddsYear, r.OddsLowSelected, r.OddsHighSelected), points(r.Points, r.PointsLowSelected, r.PointsHighSelected), probability(q)}
	}
	return []string{odds(r.OddsYear, r.OddsLow, r.OddsHigh), points(r.Points, r.PointsLow, r.PointsHi), probability(q)}
}

// notes writes the corrected share of a row, its flags, and what it lacks. Where common is defined, the head has said how many openings most rows
// count as, and only a row far below it says its own number.
func notes(r *trends.SkillRow, common trends.Number) string {
	var parts []string
	if text := correctedText(r); text != "" {
		parts = append(parts, text)
	}
	for _, f := range r.Flags {
		switch f {
		case trends.FlagTopEmployer:
			parts = append(parts, fmt.Sprintf("%s of them at %s", percent(r.TopShare), r.TopEmployer))
		case trends.FlagFewEmployers:
			if !common.Defined() || r.NEff < 0.8*common {
				parts = append(parts, "employers differ: counts as about "+about(r.NEff)+" openings")
			}
		case trends.FlagMix:
			text := "pooled counting would say " + signed(r.Pooled) + " points"
			if len(r.MixSources) > 0 {
				text += ", because of " + strings.Join(r.MixSources, " and ")
			}
			parts = append(parts, text)
		case trends.FlagFragile:
			parts = append(parts, "fragile: hangs on "+r.FragileWithout[0])
		case trends.FlagSlowSwings:
			parts = append(parts, "slow swings: a trend and a swing look alike here (p "+probability(r.PSlow)+")")
		case trends.FlagCapped:
			parts = append(parts, "with large employers capped "+percent(r.ShareCapped))
		default:
			parts = append(parts, f)
		}
	}
	if r.Lacks != "" {
		parts = append(parts, "needs "+r.Lacks)
	}
	return strings.Join(parts, "; ")
}

// independent returns how many independent openings the ads of most rows count as, if more than half of the rows are flagged for
// it: what holds for all is said once. It is the median of the rows, and not defined where the flag is an exception.
func independent(rows []trends.SkillRow) trends.Number {
	var counts []trends.Number
	flagged := 0
	for _, r := range rows {
		if !r.NEff.Defined() {
			continue
		}
		counts = append(counts, r.NEff)
		if slices.Contains(r.Flags, trends.FlagFewEmployers) {
			flagged++
		}
	}
	if 2*flagged <= len(counts) {
		return trends.Undefined()
	}
	slices.Sort(counts)
	return counts[len(counts)/2]
}

// reportHead returns the lines above the tables, label and text.
func reportHead(r *trends.Report) [][2]string {
	m := &r.Meta
	lines := [][2]string{}
	add := func(label, format string, args ...any) {
		lines = append(lines, [2]string{label, fmt.Sprintf(format, args...)})
	}
	alike := ""
	if common := independent(r.Skills); common.Defined() {
		alike = "; ads of one employer are alike: they count as about " + about(common) + " independent openings"
	}
	if m.Count == "active" {
		add("now", "%s open on %s, %s, %s%s", plural(m.OpeningsNow, "opening"), m.AsOf, plural(m.EmployersNow, "employer"),
			plural(len(m.Sources), "source"), alike)
		add("counted", "openings open at the last read, one per job; no change can be read off them")
	} else {
		add("now", "%s: %s, %s%s", spanText(m.Now[0], m.Now[len(m.Now)-1]), plural(m.OpeningsNow, "new opening"), plural(m.EmployersNow, "employer"), alike)
		add("window", "%s: %d complete months, %s, %s, %s", spanText(m.Window.From, m.Window.To), len(m.Months), plural(m.Openings, "opening"),
			plural(m.Employers, "employer"), plural(contributing(m.Sources), "source"))
		add("tested", "%s; %s, of which about %.1f expected to be false; %s%s", plural(m.Tested, "skill"), plural(m.Confirmed, "confirmed change"),
			m.Settings.FDR*float64(m.Confirmed), plural(m.Early, "early signal"), selectedText(m))
		add("counted", "new openings, one per job; trends compare each source with itself, at most %g records per employer, source and month", m.Settings.Cap)
	}
	if f := filterText(m.Filter); f != "" {
		add("only", "%s", f)
	}
	if m.OneSource {
		add("note", "one source: nothing here is confirmed by a second one")
	}
	add("taxonomy", "%s%s", m.Taxonomy, taggerText(m.Tagger))
	return lines
}

// selectedText says at which level the intervals of changes stand; "" without any.
func selectedText(m *trends.Meta) string {
	if m.Confirmed+m.Early == 0 {
		return ""
	}
	return fmt.Sprintf("; intervals of changes at %s %%, since they were selected", figure(100*m.Selected))
}

func reportTitle(r *trends.Report) string {
	return "Skills in " + scopeText(r.Meta.Scope)
}

// sections cuts rows by verdict, in order.
func sections(rows []trends.SkillRow) []section {
	all := []section{
		{trends.Rising, "RISING (confirmed)", nil}, {trends.Falling, "FALLING (confirmed)", nil},
		{trends.EarlyUp, "EARLY SIGNALS, UP (not confirmed)", nil}, {trends.EarlyDown, "EARLY SIGNALS, DOWN (not confirmed)", nil},
		{trends.Steady, "STEADY", nil},
		{trends.Unclear, "UNCLEAR: a rise and a fall are both possible", nil}, {trends.NotEnoughData, "NOT ENOUGH DATA", nil},
	}
	for _, r := range rows {
		for i := range all {
			if all[i].verdict == r.Verdict {
				all[i].rows = append(all[i].rows, r)
			}
		}
	}
	return slices.DeleteFunc(all, func(s section) bool { return len(s.rows) == 0 })
}

type section struct {
	verdict trends.Verdict
	title   string
	rows    []trends.SkillRow
}

func reportText(w io.Writer, r *trends.Report, rows []trends.SkillRow, o ReportOptions) error {
	var b strings.Builder
	b.WriteString(o.Style.bold(reportTitle(r)) + "\n\n")
	for _, line := range reportHead(r) {
		fmt.Fprintf(&b, "  %s %s\n", o.Style.dim(fmt.Sprintf("%-9s", line[0])), line[1])
	}
	tested := r.Meta.Count == "new"
	list := []section{{"", "", rows}}
	if tested && (o.Sort == "" || o.Sort == "change") {
		list = sections(rows)
	}
	common := independent(r.Skills)
	for _, s := range list {
		if err := s.text(&b, tested, common, o); err != nil {
			return err
		}
	}
	if len(r.Warnings) > 0 {
		b.WriteString("\n" + o.Style.bold("Read with care") + "\n")
		for _, warning := range r.Warnings {
			b.WriteString("  * " + warning.Text + "\n")
		}
	}
	b.WriteString("\n")
	for _, line := range folded("settings "+settingsText(r.Meta), "  ") {
		b.WriteString(o.Style.dim(line) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// text writes one section of the report. What it leaves out it counts.
func (s *section) text(b *strings.Builder, tested bool, common trends.Number, o ReportOptions) error {
	shown, nowhere := s.rows, 0
	if o.Top > 0 && s.verdict == trends.NotEnoughData {
		shown = slices.DeleteFunc(slices.Clone(shown), func(r trends.SkillRow) bool { return r.Openings == 0 && r.Records == 0 })
		nowhere = len(s.rows) - len(shown)
	}
	if o.Top > 0 && len(shown) > o.Top {
		shown = shown[:o.Top]
	}
	title := s.title
	switch s.verdict {
	case trends.Rising, trends.EarlyUp:
		title = o.Style.green(title)
	case trends.Falling, trends.EarlyDown:
		title = o.Style.red(title)
	}
	b.WriteString("\n")
	if title != "" {
		b.WriteString(o.Style.bold(title) + "\n")
	}
	if len(shown) > 0 {
		t := skillTable(shown, "", s.verdict == "" && tested, tested && s.verdict != trends.NotEnoughData, common)
		if err := t.text(b, o.Style); err != nil {
			return err
		}
	}
	if more := len(s.rows) - len(shown); more > 0 {
		line := fmt.Sprintf("… and %d more", more)
		switch {
		case nowhere == more:
			line += ", named by no ad of the window"
		case nowhere > 0:
			line += fmt.Sprintf(", %d of them named by no ad of the window", nowhere)
		}
		b.WriteString(o.Style.dim(line+" (--top 0 shows all)") + "\n")
	}
	return nil
}

// folded breaks a text into lines that fit most windows, at spaces; all but the first begin with indent.
func folded(text, indent string) []string {
	const width = 120
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case cells(line)+1+cells(word) > width:
			lines = append(lines, line)
			line = indent + word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

// settingsText lists the settings of the method: a result is defensible only with them.
func settingsText(m trends.Meta) string {
	s := m.Settings
	wave := "no yearly wave"
	if m.Wave {
		wave = "one yearly wave"
	}
	cut := "sources are cut where they change"
	if !s.Epochs {
		cut = "sources are not cut where they change"
	}
	return fmt.Sprintf("window %d months, complete from %g %%, read gap %d days, repost gap %d days%s, cap %g, support %d months / %d mentions / %d employers, "+
		"intervals %g %%, false discovery rate %g %%, steady x%g to x%g, intra-employer correlation %s, %s, %s",
		s.Window, 100*s.Completeness, s.CrawlGap, s.JoinGap, joiningText(m.Joining), s.Cap, s.MinMonths, s.MinMentions, s.MinEmployers, 100*s.Confidence, 100*s.FDR,
		s.SteadyLow, s.SteadyHigh, figure(m.Rho), wave, cut)
}

// joiningText says how many ads were joined, and how many openings another gap would give.
func joiningText(j trends.Joining) string {
	if len(j.Windows) == 0 {
		return ""
	}
	var parts []string
	for _, w := range j.Windows {
		parts = append(parts, fmt.Sprintf("%s with %d days", count(w.Openings), w.Days))
	}
	return fmt.Sprintf(" (%s of %s ads joined; openings: %s)", count(j.Joined), count(j.Ads), strings.Join(parts, ", "))
}
