package write

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"trends/trends"
)

// reportCSV writes one line a skill: the columns are the JSON names of trends.SkillRow, in its order.
func reportCSV(w io.Writer, rows []trends.SkillRow) error {
	c := csv.NewWriter(w)
	t := reflect.TypeFor[trends.SkillRow]()
	var fields []int
	var head []string
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("json"); name != "" {
			fields, head = append(fields, i), append(head, name)
		}
	}
	if err := c.Write(head); err != nil {
		return err
	}
	for i := range rows {
		v := reflect.ValueOf(&rows[i]).Elem()
		record := make([]string, len(fields))
		for j, f := range fields {
			switch x := v.Field(f).Interface().(type) {
			case []string:
				record[j] = strings.Join(x, ";")
			default:
				record[j] = fmt.Sprint(x)
			}
		}
		if err := c.Write(record); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// SeriesColumns are the columns of a series, in order.
func SeriesColumns() []string {
	return []string{"period", "skill", "openings", "total", "share", "low", "high", "adjusted_share", "employers", "sources", "complete"}
}

// Series writes a series as CSV, or as JSON Lines with jsonl set.
func Series(w io.Writer, rows []trends.SeriesRow, jsonl bool) error {
	out := newRecords(w, SeriesColumns(), jsonl)
	for _, r := range rows {
		out.write(r.Period, r.Skill, r.Openings, r.Total, r.Share, r.Low, r.High, r.Adjusted, r.Employers, r.Sources, r.Complete)
	}
	return out.close()
}

// CellColumns are the columns of exported cells, in order.
func CellColumns() []string {
	return []string{"source", "employer", "month", "skill", "n", "k", "complete"}
}

// Cells writes cells as CSV, or as JSON Lines with jsonl set: one row with an empty skill and k = 0 that gives n, then one row for
// each skill with k > 0.
func Cells(w io.Writer, cells []trends.Cell, jsonl bool) error {
	out := newRecords(w, CellColumns(), jsonl)
	for _, c := range cells {
		month := trends.MonthName(c.Month)
		out.write(c.Source, c.Employer, month, "", c.N, 0, c.Complete)
		for _, skill := range slices.Sorted(maps.Keys(c.K)) {
			out.write(c.Source, c.Employer, month, skill, c.N, c.K[skill], c.Complete)
		}
	}
	return out.close()
}

// Records writes rows of named columns as CSV or JSON Lines. Numbers keep all digits; what is not defined is empty, or null.
type Records struct {
	csv     *csv.Writer
	json    io.Writer
	columns []string
	record  []string
	err     error
}

// NewRecords begins an export; jsonl chooses JSON Lines over CSV.
func NewRecords(w io.Writer, columns []string, jsonl bool) *Records {
	return newRecords(w, columns, jsonl)
}

func newRecords(w io.Writer, columns []string, jsonl bool) *Records {
	r := &Records{columns: columns}
	if jsonl {
		r.json = w
		return r
	}
	r.csv = csv.NewWriter(w)
	r.err = r.csv.Write(columns)
	return r
}

// Write adds a row: string, int, int64, bool, trends.Number or []string, in the order of the columns. An error is kept for Close.
func (r *Records) Write(values ...any) { r.write(values...) }

// Close ends the export and returns the first error met.
func (r *Records) Close() error { return r.close() }

func (r *Records) write(values ...any) {
	if r.err != nil {
		return
	}
	if r.json != nil {
		r.err = r.writeJSON(values)
		return
	}
	r.record = r.record[:0]
	for _, v := range values {
		r.record = append(r.record, csvCell(v))
	}
	r.err = r.csv.Write(r.record)
}

func csvCell(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case []string:
		return strings.Join(v, ";")
	}
	return fmt.Sprint(v)
}

// writeJSON writes one object with its keys in the order of the columns.
func (r *Records) writeJSON(values []any) error {
	var b strings.Builder
	b.WriteByte('{')
	for i, v := range values {
		if i > 0 {
			b.WriteByte(',')
		}
		text, err := json.Marshal(v)
		if err != nil {
			return err
		}
		b.WriteString(strconv.Quote(r.columns[i]) + ":")
		b.Write(text)
	}
	b.WriteString("}\n")
	_, err := io.WriteString(r.json, b.String())
	return err
}

func (r *Records) close() error {
	if r.csv != nil {
		r.csv.Flush()
		if r.err == nil {
			r.err = r.csv.Error()
		}
	}
	return r.err
}
