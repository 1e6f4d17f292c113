package write

import (
	"time"

	"trends/trends"
)

// Releases lists releases: for people the columns that tell them apart, for programs all.
func Releases(list []trends.ReleaseHead) *Table {
	t := &Table{
		Columns: []string{"name", "created", "scope", "window_from", "window_to", "as_of", "openings", "confirmed",
			"taxonomy", "program", "data", "note"},
		Heads:   []string{"name", "created", "window", "openings", "confirmed", "taxonomy", "note"},
		Right:   []bool{false, false, false, true, true, false, false},
		Machine: [][]any{},
	}
	for i := range list {
		h := &list[i]
		t.Rows = append(t.Rows, []string{h.Name, h.Created.UTC().Format("2006-01-02 15:04"), windowText(h), count(h.Openings),
			count(h.Confirmed), h.Taxonomy, h.Note})
		t.Machine = append(t.Machine, []any{h.Name, h.Created.UTC().Format(time.RFC3339), string(h.Scope), h.Window.From, h.Window.To, h.AsOf,
			h.Openings, h.Confirmed, h.Taxonomy, h.Program, h.Data, h.Note})
	}
	return t
}

// windowText says what a release counted: "Jan 2023 to Dec 2024", "open on 2024-12-31".
func windowText(h *trends.ReleaseHead) string {
	if h.Window == (trends.Span{}) {
		return "open on " + h.AsOf
	}
	return spanText(h.Window.From, h.Window.To)
}
