package write

import (
	"fmt"
	"io"
	"strings"
	"time"

	"trends/trends"
)

// StatusColumns are the columns of a status as CSV, in order: one row a source.
func StatusColumns() []string {
	return []string{"source", "state", "trouble", "last_whole_read", "days", "last_read", "open", "new", "since", "error"}
}

// Status writes the health of an installation in one of Formats. CSV holds the sources alone.
func Status(w io.Writer, s *trends.Status, format string, style Style) error {
	switch format {
	case "json":
		return writeJSON(w, s)
	case "csv":
		out := newRecords(w, StatusColumns(), false)
		for i := range s.Sources {
			h := &s.Sources[i]
			out.write(h.Source, string(h.State), h.Trouble, h.LastWhole, h.Days, h.LastRead, h.Open, h.New, h.Since, h.Error)
		}
		return out.close()
	}
	d := &document{name: "trends status", title: "Status of " + timeText(s.At) + " UTC", label: "state", head: statusHead(s)}
	d.add(healthTable(s.Sources, style), 0)
	d.notes = outlookNotes(&s.Report)
	return d.write(w, format, style)
}

func statusHead(s *trends.Status) [][2]string {
	size := ""
	if s.Bytes > 0 {
		size = ", " + bytesText(s.Bytes)
	}
	return [][2]string{
		{"database", fmt.Sprintf("%s%s; %s, data up to %s", s.Database, size, plural(s.Postings, "posting"), dayText(s.Report.AsOf))},
		{"last run", runText(s.Run)},
		{"sources", statesText(s.Sources)},
		{"next report", saysText(&s.Report)},
		{"coming", comingText(&s.Report)},
	}
}

// statesText counts the sources by state: "60: 57 ok, 2 empty, 1 failing".
func statesText(list []trends.Health) string {
	var parts []string
	for _, state := range trends.States() {
		n := 0
		for i := range list {
			if list[i].State == state {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, count(n)+" "+string(state))
		}
	}
	if len(parts) == 0 {
		return count(len(list))
	}
	return count(len(list)) + ": " + strings.Join(parts, ", ")
}

// saysText says what the next report can speak of.
func saysText(o *trends.Outlook) string {
	months := plural(len(o.Complete), "complete month")
	switch o.Says {
	case trends.SaysChange:
		return fmt.Sprintf("says what changes, over %s (%s)", months, spanText(o.Complete[0], o.Complete[len(o.Complete)-1]))
	case trends.SaysShare:
		return fmt.Sprintf("gives shares over %s; nothing about change before there are %d", months, o.Needed)
	case trends.SaysOpen:
		return fmt.Sprintf("describes what is open; %s, shares of new openings need 3, a change %d", months, o.Needed)
	}
	return "says nothing: there are no postings"
}

// comingText says which month will be complete next.
func comingText(o *trends.Outlook) string {
	switch {
	case o.Coming == "":
		return "no month: no source is read regularly"
	case o.From == "":
		return fmt.Sprintf("%s, %s in, complete when the late ones have come", monthText(o.Coming), percent(o.In))
	case !o.In.Defined():
		return fmt.Sprintf("%s, complete about %s if reading goes on", monthText(o.Coming), dayText(o.From))
	}
	return fmt.Sprintf("%s, %s in, complete about %s if reading goes on", monthText(o.Coming), percent(o.In), dayText(o.From))
}

// outlookNotes are the warnings that the next report will carry.
func outlookNotes(o *trends.Outlook) []string {
	var notes []string
	for _, warning := range o.Warnings {
		notes = append(notes, "The next report warns: "+warning.Text)
	}
	return notes
}

func healthTable(list []trends.Health, style Style) *Table {
	t := &Table{Title: "Sources", Columns: []string{"source", "state", "open", "new last read", "last whole read", "days", "since", "error"},
		Right: []bool{false, false, true, true, false, true, false, false}}
	for i := range list {
		h := &list[i]
		days := "-"
		if h.Days.Defined() {
			days = count(int(h.Days))
		}
		t.Rows = append(t.Rows, []string{h.Source, string(h.State), count(h.Open), count(h.New), orDash(timeText(h.LastWhole)), days,
			timeText(h.Since), h.Error})
		paint := plain
		if h.Trouble {
			paint = style.red
		}
		t.paint = append(t.paint, paint)
	}
	return t
}

// timeText writes RFC 3339 as "2006-01-02 15:04", in UTC.
func timeText(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return t.UTC().Format("2006-01-02 15:04")
}

// dayText writes "2006-01-02" as "2 January 2006".
func dayText(s string) string {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return orDash(s)
	}
	return t.Format("2 January 2006")
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// bytesText writes a size: "3.4 MB", in powers of ten.
func bytesText(n int64) string {
	size, units := float64(n), []string{"bytes", "kB", "MB", "GB", "TB"}
	for len(units) > 1 && size >= 1000 {
		size, units = size/1000, units[1:]
	}
	if units[0] == "bytes" {
		return plural(int(n), "byte")
	}
	return figure(size) + " " + units[0]
}
