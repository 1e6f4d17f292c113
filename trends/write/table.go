// Package write writes results: aligned text for a terminal, Markdown, HTML, CSV and JSON. It computes nothing. People get at
// most three significant digits; programs get all of them, in columns that do not change.
//
// Each result has one function per face: Report, ReportCSV, ReportJSON and so on. What is a plain table (sources, skills,
// evidence) is a Table, which has every face itself.
package write

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Table is a result of plain columns. Cells hold what people read; Machine, where set, holds the same cells for programs.
type Table struct {
	Title   string     // "" for none
	Columns []string   // names for programs, "odds_ratio_year"
	Heads   []string   // names for people; nil uses Columns
	Right   []bool     // columns that are aligned to the right; nil is none
	Rows    [][]string // cells for people
	Machine [][]any    // cells for programs: string, bool, int or anything that marshals to JSON; nil uses Rows

	paint []func(string) string // by row, in text for a terminal; nil paints none
}

// Formats lists the names that Table.Write understands.
func Formats() []string { return []string{"table", "csv", "json", "markdown", "html"} }

// Write writes the table in one of Formats.
func (t *Table) Write(w io.Writer, format string, style Style) error {
	switch format {
	case "table", "":
		return t.text(w, style)
	case "csv":
		return t.csv(w)
	case "json":
		return t.json(w)
	case "markdown":
		return t.markdown(w)
	case "html":
		return t.html(w)
	}
	return fmt.Errorf("format %q is not known; valid are %s", format, strings.Join(Formats(), ", "))
}

// Style says how text for people may look.
type Style struct {
	Color bool // ANSI colours are welcome
}

func (s Style) paint(code, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// Mark makes a word stand out: in reverse video, or between » and « where colours are not welcome.
func (s Style) Mark(text string) string {
	if !s.Color {
		return "»" + text + "«"
	}
	return s.paint("7", text)
}

func plain(text string) string { return text }

func (s Style) bold(text string) string  { return s.paint("1", text) }
func (s Style) dim(text string) string   { return s.paint("2", text) }
func (s Style) green(text string) string { return s.paint("32", text) }
func (s Style) red(text string) string   { return s.paint("31", text) }

func (t *Table) heads() []string {
	if t.Heads != nil {
		return t.Heads
	}
	return t.Columns
}

func (t *Table) text(w io.Writer, style Style) error {
	heads := t.heads()
	widths := make([]int, len(heads))
	for i, h := range heads {
		widths[i] = cells(h)
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			widths[i] = max(widths[i], cells(cell))
		}
	}
	var b strings.Builder
	if t.Title != "" {
		b.WriteString(style.bold(t.Title) + "\n\n")
	}
	line := func(row []string, paint func(string) string) {
		var l strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-cells(cell))
			if t.Right != nil && t.Right[i] {
				l.WriteString(pad + cell)
			} else {
				l.WriteString(cell + pad)
			}
			if i < len(row)-1 {
				l.WriteString("  ")
			}
		}
		b.WriteString(paint(strings.TrimRight(l.String(), " ")) + "\n")
	}
	line(heads, style.dim)
	for i, row := range t.Rows {
		if t.paint != nil {
			line(row, t.paint[i])
			continue
		}
		line(row, plain)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cells returns how many cells of a terminal a text takes: wide characters take two, marks on others none.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.Is(unicode.Mn, r):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// padded fills a text with spaces up to n cells.
func padded(s string, n int) string { return s + strings.Repeat(" ", max(0, n-cells(s))) }

// machine returns the cells for programs.
func (t *Table) machine() [][]any {
	if t.Machine != nil {
		return t.Machine
	}
	out := make([][]any, len(t.Rows))
	for i, row := range t.Rows {
		for _, cell := range row {
			out[i] = append(out[i], cell)
		}
	}
	return out
}

func (t *Table) csv(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(t.Columns); err != nil {
		return err
	}
	for _, row := range t.machine() {
		record := make([]string, len(row))
		for i, v := range row {
			record[i] = csvCell(v)
		}
		if err := c.Write(record); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func (t *Table) json(w io.Writer) error {
	out := make([]map[string]any, 0, len(t.Rows))
	for _, row := range t.machine() {
		m := map[string]any{}
		for i, v := range row {
			m[t.Columns[i]] = v
		}
		out = append(out, m)
	}
	return writeJSON(w, out)
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func (t *Table) markdown(w io.Writer) error {
	var b strings.Builder
	if t.Title != "" {
		b.WriteString("## " + t.Title + "\n\n")
	}
	escape := strings.NewReplacer("|", "\\|", "\n", " ")
	row := func(cells []string) {
		b.WriteString("|")
		for _, cell := range cells {
			b.WriteString(" " + escape.Replace(cell) + " |")
		}
		b.WriteString("\n")
	}
	row(t.heads())
	b.WriteString("|")
	for i := range t.heads() {
		if t.Right != nil && t.Right[i] {
			b.WriteString(" ---: |")
		} else {
			b.WriteString(" --- |")
		}
	}
	b.WriteString("\n")
	for _, cells := range t.Rows {
		row(cells)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *Table) html(w io.Writer) error {
	var b strings.Builder
	if t.Title != "" {
		b.WriteString("<h2>" + html.EscapeString(t.Title) + "</h2>\n")
	}
	b.WriteString("<table>\n<thead><tr>")
	class := func(i int) string {
		if t.Right != nil && t.Right[i] {
			return ` class="n"`
		}
		return ""
	}
	for i, h := range t.heads() {
		b.WriteString("<th" + class(i) + ">" + html.EscapeString(h) + "</th>")
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range t.Rows {
		b.WriteString("<tr>")
		for i, cell := range row {
			b.WriteString("<td" + class(i) + ">" + html.EscapeString(cell) + "</td>")
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table>\n")
	_, err := io.WriteString(w, b.String())
	return err
}
