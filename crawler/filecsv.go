package crawler

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// setField puts a value into a row.
type setField func(row *fileRow, value string)

// csvField returns what a column of that name does; nil for one that means nothing to us. An empty field is an absent one,
// but for the text.
func csvField(name string) setField {
	text := func(field func(*fileRow) *scalar) setField {
		return func(row *fileRow, value string) { *field(row) = scalar(strings.TrimSpace(value)) }
	}
	switch name {
	case "text":
		return func(row *fileRow, value string) { row.Text = &value }
	case "description":
		return func(row *fileRow, value string) { row.Description = &value }
	case "html":
		return func(row *fileRow, value string) { row.HTML = &value }
	case "location":
		return func(row *fileRow, value string) { row.Location = splitPlaces(value) }
	case "id":
		return text(func(r *fileRow) *scalar { return &r.ID })
	case "title":
		return text(func(r *fileRow) *scalar { return &r.Title })
	case "company":
		return text(func(r *fileRow) *scalar { return &r.Company })
	case "url":
		return text(func(r *fileRow) *scalar { return &r.URL })
	case "posted_at":
		return text(func(r *fileRow) *scalar { return &r.PostedAt })
	case "posted_date":
		return text(func(r *fileRow) *scalar { return &r.PostedDate })
	case "month":
		return text(func(r *fileRow) *scalar { return &r.Month })
	case "author":
		return text(func(r *fileRow) *scalar { return &r.Author })
	case "by":
		return text(func(r *fileRow) *scalar { return &r.By })
	case "time":
		return text(func(r *fileRow) *scalar { return &r.Time })
	case "type":
		return text(func(r *fileRow) *scalar { return &r.Type })
	case "parent":
		return text(func(r *fileRow) *scalar { return &r.Parent })
	}
	return nil
}

// csvHeader reads the row of names.
func (f *fileReader) csvHeader(in *csv.Reader) ([]setField, error) {
	header, err := in.Read()
	if err == io.EOF {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: row of names: %w", f.name, err)
	}
	var fields []setField
	has := map[string]bool{}
	for _, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		has[name] = true
		fields = append(fields, csvField(name))
	}
	switch {
	case !has["id"]:
		return nil, fmt.Errorf("read %s: no column id in the first row, which has to name the columns: %s", f.name, excerpt([]byte(strings.Join(header, ","))))
	case !has["text"] && !has["html"] && !has["description"]:
		return nil, fmt.Errorf("read %s: no column text or html: %s", f.name, excerpt([]byte(strings.Join(header, ","))))
	}
	return fields, nil
}

// readCSV reads rows.
func (f *fileReader) readCSV(ctx context.Context) error {
	in := csv.NewReader(f.in)
	in.FieldsPerRecord = -1 // counted here, to go on after a row that has another number
	in.ReuseRecord = true
	fields, err := f.csvHeader(in)
	if fields == nil || err != nil {
		return err
	}
	for {
		record, err := in.Read()
		switch {
		case err == io.EOF:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			if err := f.badRecord(err); err != nil {
				return err
			}
			continue
		}
		line, _ := in.FieldPos(0)
		if len(record) != len(fields) {
			f.bad(line, fmt.Sprintf("line: %d fields where the row of names has %d", len(record), len(fields)))
			continue
		}
		var row fileRow
		for i, set := range fields {
			if set != nil {
				set(&row, strings.ToValidUTF8(record[i], "\uFFFD"))
			}
		}
		if f.opt.As == "hn" && f.skip(&row) {
			continue
		}
		if err := f.row(line, &row); err != nil {
			return err
		}
	}
}

// badRecord reports a row that is not CSV. An error that is not about a row is returned.
func (f *fileReader) badRecord(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return fmt.Errorf("read %s: %w", f.name, err)
	}
	problem := "line: " + parse.Err.Error()
	if errors.Is(parse.Err, csv.ErrQuote) && parse.Line > parse.StartLine {
		problem = fmt.Sprintf("line: a quote opens that does not close as it should; read on after line %d", parse.Line)
	}
	f.bad(parse.StartLine, problem)
	return nil
}
