package write

import (
	"fmt"
	"io"
	"strings"

	"trends/trends"
)

// EmergingColumns are the columns of `emerging --format csv`.
func EmergingColumns() []string {
	return []string{"term", "openings", "total", "share", "before", "total_before", "share_before", "employers", "sources", "z", "c_value", "burst",
		"first_month", "near", "spellings", "sentence_1", "sentence_2", "sentence_3", "sentence_4", "sentence_5"}
}

// Emerging writes the terms that rise outside the taxonomy, in one of Formats.
func Emerging(w io.Writer, r *trends.EmergingReport, format string, style Style) error {
	switch format {
	case "csv":
		return emergingCSV(r).Write(w, format, style)
	case "json":
		return writeJSON(w, r)
	case "markdown", "html":
		return emergingPage(w, r, format)
	}
	var b strings.Builder
	b.WriteString(style.bold(emergingTitle(r)) + "\n\n")
	head := emergingHead(r)
	for _, line := range head {
		b.WriteString("  " + padded(line[0], 9) + line[1] + "\n")
	}
	if len(head) > 0 {
		b.WriteString("\n")
	}
	if len(r.Terms) == 0 {
		b.WriteString(nothingEmerges(r) + "\n")
	} else if err := emergingTable(r, 1).Write(&b, "table", style); err != nil {
		return err
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func emergingTitle(r *trends.EmergingReport) string {
	return "Terms outside the taxonomy that rise in " + scopeText(r.Scope)
}

// nothingEmerges says why the list is empty.
func nothingEmerges(r *trends.EmergingReport) string {
	if r.Lacks != "" {
		return "Not enough data: " + r.Lacks + "."
	}
	return fmt.Sprintf("None of the %s candidates is named by enough openings and rises.", count(r.Candidates))
}

// emergingHead says what was read and how to go on.
func emergingHead(r *trends.EmergingReport) [][2]string {
	if r.Lacks != "" {
		return nil
	}
	o := r.Settings
	head := [][2]string{
		{"now", fmt.Sprintf("%s: %s new openings, %s employers", spanText(r.Now.From, r.Now.To), count(r.Openings), count(r.Employers))},
		{"before", fmt.Sprintf("%s: %s new openings in %d complete months", spanText(r.Before.From, r.Before.To), count(r.OpeningsBefore), r.BeforeMonths)},
		{"read", fmt.Sprintf("%s of the openings since %s: %s texts, %s different terms, %s of them named often enough", percent(trends.Number(r.Sample)),
			monthText(r.Window.From), count(r.Texts), count(r.Candidates), count(r.Supported))},
		{"listed", fmt.Sprintf("terms of %d openings, %d employers and %s now, whose score z is above %g; z is for sorting and is no test",
			o.Openings, o.Employers, plural(o.Sources, "source"), o.Z)},
	}
	if r.OneSource {
		head = append(head, [2]string{"note", "one source: nothing here is seen by a second one"})
	}
	if len(r.Terms) > 0 {
		head = append(head, [2]string{"accept", fmt.Sprintf("a person decides what is a skill: --yaml prints entries for a taxonomy file; found by its rise "+
			"in %s, a skill is tested from %s on", spanText(r.Now.From, r.Now.To), monthText(after(r.Now.To)))})
	}
	return head
}

// after returns the month after a month "2006-01".
func after(month string) string {
	n, _ := trends.MonthNumber(month)
	return trends.MonthName(n + 1)
}

// emergingTable is the list for people, with at most so many sentences a term.
func emergingTable(r *trends.EmergingReport, sentences int) *Table {
	t := &Table{Columns: []string{"term", "now", "openings", "before", "openings before", "employers", "sources", "z", "burst", "first", "near"},
		Right: []bool{false, true, true, true, true, true, true, true, true, false, false}}
	for i := range sentences {
		name := "sentence"
		if i > 0 {
			name = ""
		}
		t.Columns, t.Right = append(t.Columns, name), append(t.Right, false)
	}
	for i := range r.Terms {
		row := &r.Terms[i]
		cells := []string{row.Term, percent(row.Share), count(row.Openings), percent(row.ShareBefore), count(row.Before), count(row.Employers),
			count(row.Sources), tenth(row.Z), tenth(row.Burst), row.First, strings.Join(row.Near, ", ")}
		for j := range sentences {
			cells = append(cells, nth(row.Sentences, j))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// nth returns item i of a list, "" behind its end.
func nth(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// emergingCSV is the list for programs.
func emergingCSV(r *trends.EmergingReport) *Table {
	t := &Table{Columns: EmergingColumns()}
	for i := range r.Terms {
		row := &r.Terms[i]
		cells := []any{row.Term, row.Openings, row.Total, row.Share, row.Before, row.TotalBefore, row.ShareBefore, row.Employers, row.Sources,
			row.Z, row.CValue, row.Burst, row.First, strings.Join(row.Near, ";"), strings.Join(row.Spellings, ";")}
		for j := range len(t.Columns) - len(cells) {
			cells = append(cells, nth(row.Sentences, j))
		}
		t.Machine = append(t.Machine, cells)
	}
	return t
}

// emergingPage writes Markdown or an HTML page.
func emergingPage(w io.Writer, r *trends.EmergingReport, format string) error {
	head := &Table{Title: emergingTitle(r), Columns: []string{"", "counted"}}
	for _, line := range emergingHead(r) {
		head.Rows = append(head.Rows, []string{line[0], line[1]})
	}
	if len(r.Terms) == 0 {
		head.Rows = append(head.Rows, []string{"listed", nothingEmerges(r)})
		return page(w, "trends emerging", []*Table{head}, format)
	}
	list := emergingTable(r, 0)
	list.Title = "Terms"
	tables := []*Table{head, list}
	for i := range r.Terms {
		row := &r.Terms[i]
		t := &Table{Title: row.Term, Columns: []string{"sentences"}}
		for _, sentence := range row.Sentences {
			t.Rows = append(t.Rows, []string{sentence})
		}
		tables = append(tables, t)
	}
	return page(w, "trends emerging", tables, format)
}
