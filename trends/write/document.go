package write

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// document is a result of a head and several tables.
type document struct {
	name   string // of an HTML page
	title  string
	label  string      // of a page's column beside the labels; "" = counted
	head   [][2]string // label and text
	tables []*Table
	more   []int    // by table: rows left out
	notes  []string // below the tables
}

func (d *document) add(t *Table, more int) {
	d.tables, d.more = append(d.tables, t), append(d.more, more)
}

// write writes the document as text, Markdown or HTML.
func (d *document) write(w io.Writer, format string, style Style) error {
	switch format {
	case "table", "":
		return d.text(w, style)
	case "markdown", "html":
		return d.page(w, format)
	}
	return (&Table{}).Write(w, format, style)
}

func (d *document) text(w io.Writer, style Style) error {
	var b strings.Builder
	b.WriteString(style.bold(d.title) + "\n\n")
	width := 0
	for _, line := range d.head {
		width = max(width, cells(line[0]))
	}
	for _, line := range d.head {
		text := strings.Join(folded(line[1], ""), "\n"+strings.Repeat(" ", width+3))
		fmt.Fprintf(&b, "  %s %s\n", style.dim(padded(line[0], width)), text)
	}
	for i, t := range d.tables {
		shown := *t
		shown.Title = ""
		b.WriteString("\n" + style.bold(t.Title) + "\n")
		if err := shown.text(&b, style); err != nil {
			return err
		}
		if d.more[i] > 0 {
			b.WriteString(style.dim(fmt.Sprintf("… and %d more (--top 0 shows all)", d.more[i])) + "\n")
		}
	}
	for _, note := range d.notes {
		b.WriteString("\n" + strings.Join(folded(note, ""), "\n") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *document) page(w io.Writer, format string) error {
	head := &Table{Title: d.title, Columns: []string{"", cmp.Or(d.label, "counted")}}
	for _, line := range d.head {
		head.Rows = append(head.Rows, line[:])
	}
	tables := append([]*Table{head}, d.tables...)
	if len(d.notes) > 0 {
		notes := &Table{Title: "Notes", Columns: []string{"note"}}
		for _, note := range d.notes {
			notes.Rows = append(notes.Rows, []string{note})
		}
		tables = append(tables, notes)
	}
	return page(w, d.name, tables, format)
}
