package write

import (
	"fmt"
	"io"
	"strings"

	"trends/trends"
)

// reportPage writes Markdown or an HTML page.
func reportPage(w io.Writer, r *trends.Report, rows []trends.SkillRow, format string) error {
	head := &Table{Title: reportTitle(r), Columns: []string{"", "counted"}}
	for _, line := range reportHead(r) {
		head.Rows = append(head.Rows, []string{line[0], line[1]})
	}
	tables, common := []*Table{head}, independent(r.Skills)
	for _, s := range sections(rows) {
		tables = append(tables, skillTable(s.rows, s.title, false, s.verdict != trends.NotEnoughData, common))
	}
	care := &Table{Title: "Read with care", Columns: []string{"doubt"}}
	for _, warning := range r.Warnings {
		care.Rows = append(care.Rows, []string{warning.Text})
	}
	if len(care.Rows) > 0 {
		tables = append(tables, care)
	}
	tables = append(tables, &Table{Title: "Settings", Columns: []string{"setting"}, Rows: [][]string{{settingsText(r.Meta)}}})
	return page(w, "trends report", tables, format)
}

// page writes tables one below the other, as Markdown or as an HTML page.
func page(w io.Writer, title string, tables []*Table, format string) error {
	var b strings.Builder
	if format == "html" {
		fmt.Fprintf(&b, pageTop, title)
	}
	for i, t := range tables {
		if i > 0 {
			b.WriteString("\n")
		}
		if err := t.Write(&b, format, Style{}); err != nil {
			return err
		}
	}
	if format == "html" {
		b.WriteString("</main>\n</html>\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

const pageTop = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>%s</title>
<style>
body{font:15px/1.45 system-ui,sans-serif;margin:0;color:#1a1a1a;background:#fff}
main{max-width:72rem;margin:0 auto;padding:1rem}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}
th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ddd;vertical-align:top}
th.n,td.n{text-align:right;font-variant-numeric:tabular-nums}
@media (prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}th,td{border-color:#333}}
</style>
<main>
`
