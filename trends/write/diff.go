package write

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"trends/trends"
)

// DiffColumns are the columns of a comparison of two releases as CSV, in order.
func DiffColumns() []string {
	return []string{"skill", "name", "openings_a", "total_a", "share_a", "openings_b", "total_b", "share_b", "change", "entered",
		"left", "late", "joining", "text", "taxonomy", "counting", "verdict_a", "verdict_b"}
}

// Diff writes a comparison of two releases in one of Formats. Top is the most skills that people see; 0 is all. Programs get all:
// CSV as one row a skill after one with an empty skill, which is all openings.
func Diff(w io.Writer, d *trends.ReleaseDiff, format string, style Style, top int) error {
	switch format {
	case "json":
		return writeJSON(w, d)
	case "csv":
		return diffCSV(w, d)
	case "table", "":
		return diffText(w, d, style, top)
	}
	return diffPage(w, d, format, top)
}

func diffCSV(w io.Writer, d *trends.ReleaseDiff) error {
	out := newRecords(w, DiffColumns(), false)
	for _, r := range slices.Concat([]trends.DiffRow{d.Total}, d.Skills) {
		out.write(r.Skill, r.Name, r.OpeningsA, r.TotalA, r.ShareA, r.OpeningsB, r.TotalB, r.ShareB, r.Change, r.Entered,
			r.Left, r.Late, r.Joining, r.Text, r.Taxonomy, r.Counting, string(r.VerdictA), string(r.VerdictB))
	}
	return out.close()
}

func diffText(w io.Writer, d *trends.ReleaseDiff, style Style, top int) error {
	var b strings.Builder
	b.WriteString(style.bold(diffTitle(d)) + "\n\n")
	for _, line := range diffHead(d) {
		fmt.Fprintf(&b, "  %s %s\n", style.dim(fmt.Sprintf("%-9s", line[0])), line[1])
	}
	b.WriteString("\n")
	t, more := diffTable(d, top)
	if err := t.text(&b, style); err != nil {
		return err
	}
	if more > 0 {
		b.WriteString(style.dim(fmt.Sprintf("… and %d more (--top 0 shows all)", more)) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// diffPage writes Markdown, or a piece of HTML as a Table does.
func diffPage(w io.Writer, d *trends.ReleaseDiff, format string, top int) error {
	head := &Table{Title: diffTitle(d), Columns: []string{"", "compared"}}
	for _, line := range diffHead(d) {
		head.Rows = append(head.Rows, []string{line[0], line[1]})
	}
	if err := head.Write(w, format, Style{}); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	t, more := diffTable(d, top)
	if more > 0 {
		t.Title = fmt.Sprintf("Skills, without %d more (--top 0 shows all)", more)
	}
	return t.Write(w, format, Style{})
}

func diffTitle(d *trends.ReleaseDiff) string {
	return fmt.Sprintf("Release %s to release %s", d.A.Name, d.B.Name)
}

// diffHead returns the lines above the table, label and text. What makes two releases no fair comparison comes first.
func diffHead(d *trends.ReleaseDiff) [][2]string {
	lines := [][2]string{}
	if len(d.Differ) > 0 {
		lines = append(lines, [2]string{"beware", "the two do not count the same: " + strings.Join(d.Differ, ", ")})
	}
	data := "the same"
	if d.A.Data != d.B.Data {
		data = "changed"
	}
	return append(lines,
		[2]string{"made", changeText(d.A.Created.UTC().Format("2006-01-02 15:04"), d.B.Created.UTC().Format("2006-01-02 15:04"))},
		[2]string{"now", nowText(d.NowA, &d.A, d.Total.OpeningsA) + "; then " + nowText(d.NowB, &d.B, d.Total.OpeningsB)},
		[2]string{"change", signedCount(d.Total.Change) + " openings" + partsText(d.Total.Parts)},
		[2]string{"taxonomy", changeText(d.A.Taxonomy, d.B.Taxonomy)},
		[2]string{"program", programText(d.A.Program, d.B.Program)},
		[2]string{"data", data},
	)
}

// nowText says what the shares of a release speak of: "Oct to Dec 2024: 200 openings".
func nowText(now trends.Span, h *trends.ReleaseHead, openings int) string {
	when := "open on " + h.AsOf
	if now != (trends.Span{}) {
		when = spanText(now.From, now.To)
	}
	return when + ": " + plural(openings, "opening")
}

// changeText writes "a to b", or "a, the same".
func changeText(a, b string) string {
	if a == b {
		return a + ", the same"
	}
	return a + " to " + b
}

// programText is changeText for versions of the program; "devel" is any that bears none.
func programText(a, b string) string {
	if a == "devel" && b == "devel" {
		return "devel, twice: whether the same is not known"
	}
	return changeText(a, b)
}

// part is one cause of a change, for people.
type part struct {
	name  string // of its column
	said  string // in a sentence
	value func(trends.Parts) int
}

func parts() []part {
	return []part{
		{"entered", "of months that entered", func(p trends.Parts) int { return p.Entered }},
		{"left", "of months that left", func(p trends.Parts) int { return p.Left }},
		{"late", "posted late", func(p trends.Parts) int { return p.Late }},
		{"joining", "by joining", func(p trends.Parts) int { return p.Joining }},
		{"text", "by changed texts", func(p trends.Parts) int { return p.Text }},
		{"taxonomy", "by the taxonomy", func(p trends.Parts) int { return p.Taxonomy }},
		{"counting", "by counting otherwise", func(p trends.Parts) int { return p.Counting }},
	}
}

// partsText lists the causes that had any effect: ": +903 of months that entered, -850 of months that left"; "" if none had.
func partsText(p trends.Parts) string {
	var list []string
	for _, c := range parts() {
		if n := c.value(p); n != 0 {
			list = append(list, signedCount(n)+" "+c.said)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return ": " + strings.Join(list, ", ")
}

// diffTable lists the skills in which something changed, top of them unless that is 0, and says how many more there are. A cause
// that no skill has is no column.
func diffTable(d *trends.ReleaseDiff, top int) (t *Table, more int) {
	rows := slices.DeleteFunc(slices.Clone(d.Skills), func(r trends.DiffRow) bool {
		return r.Parts == (trends.Parts{}) && r.VerdictA == r.VerdictB && percent(r.ShareA) == percent(r.ShareB)
	})
	causes := slices.DeleteFunc(parts(), func(c part) bool {
		return !slices.ContainsFunc(rows, func(r trends.DiffRow) bool { return c.value(r.Parts) != 0 })
	})
	if top > 0 && len(rows) > top {
		more = len(rows) - top
		rows = rows[:top]
	}
	t = &Table{Columns: []string{"skill", "before", "after", "openings", "change"}, Right: []bool{false, true, true, true, true}}
	for _, c := range causes {
		t.Columns, t.Right = append(t.Columns, c.name), append(t.Right, true)
	}
	t.Columns, t.Right = append(t.Columns, "verdict"), append(t.Right, false)
	for _, r := range rows {
		row := []string{r.Name, percent(r.ShareA), percent(r.ShareB), count(r.OpeningsA) + " to " + count(r.OpeningsB),
			signedCount(r.Change)}
		for _, c := range causes {
			row = append(row, signedCount(c.value(r.Parts)))
		}
		t.Rows = append(t.Rows, append(row, verdictChange(r.VerdictA, r.VerdictB)))
	}
	return t, more
}

// verdictChange writes "unclear to rising", or one verdict where it stayed.
func verdictChange(a, b trends.Verdict) string {
	name := func(v trends.Verdict) string {
		if v == "" {
			return "not in the taxonomy"
		}
		return verdictText(v)
	}
	if a == b {
		return name(a)
	}
	return name(a) + " to " + name(b)
}

// signedCount writes a whole number with its sign: "+1,203", "-7", "0".
func signedCount(n int) string {
	switch {
	case n > 0:
		return "+" + count(n)
	case n < 0:
		return "-" + count(-n)
	}
	return strconv.Itoa(n)
}
