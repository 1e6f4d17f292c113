package write

import (
	"strconv"
	"time"

	"trends/trends"
)

// Runs lists runs of the crawl: for people the columns that tell how they went, for programs all.
func Runs(list []trends.Run) *Table {
	t := &Table{
		Columns: []string{"id", "started", "ended", "seconds", "end", "program", "config", "taxonomy", "sources", "not_due", "not_begun",
			"complete", "unchanged", "partial", "failed", "refused", "requests", "bytes", "seen", "new", "changed", "closed", "errors"},
		Heads:   []string{"started", "took", "end", "sources", "whole", "trouble", "requests", "size", "new", "changed", "closed", "program", "config"},
		Right:   []bool{false, true, false, true, true, true, true, true, true, true, true, false, false},
		Machine: [][]any{},
	}
	for i := range list {
		r := &list[i]
		t.Rows = append(t.Rows, []string{timeText(rfc3339(r.Started)), tookText(r), endText(r.End), count(r.Sources), count(r.Complete + r.Unchanged),
			count(r.Partial + r.Failed + r.Refused), count(r.Requests), bytesText(r.Bytes), count(r.New), count(r.Changed), count(r.Closed),
			r.Program, r.Config})
		t.Machine = append(t.Machine, []any{r.ID, rfc3339(r.Started), rfc3339(r.Ended), r.Seconds, string(r.End), r.Program, r.Config, r.Taxonomy,
			r.Sources, r.NotDue, r.NotBegun, r.Complete, r.Unchanged, r.Partial, r.Failed, r.Refused, r.Requests, r.Bytes, r.Seen, r.New,
			r.Changed, r.Closed, r.Errors})
	}
	return t
}

func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// tookText writes how long a run took: "62s", "1h2m5s", "-" if it has not ended.
func tookText(r *trends.Run) string {
	if r.Ended.IsZero() {
		return "-"
	}
	took, unit := time.Duration(r.Seconds*float64(time.Second)), time.Second
	if took < 10*time.Second {
		unit = time.Second / 10
	}
	return took.Round(unit).String()
}

func endText(end trends.RunEnd) string {
	if end == trends.RunUnfinished {
		return "not ended"
	}
	return string(end)
}

// runText sums up the last run for the head of a status.
func runText(r *trends.Run) string {
	if r == nil {
		return "none yet"
	}
	at := timeText(rfc3339(r.Started))
	if r.End == trends.RunUnfinished {
		return at + ", not ended: it is running, or was killed; what it read is kept"
	}
	left := ""
	if n := r.NotDue + r.NotBegun; n > 0 {
		left = ", " + strconv.Itoa(r.NotDue) + " not due, " + strconv.Itoa(r.NotBegun) + " not begun"
	}
	return at + ", " + endText(r.End) + " in " + tookText(r) + ": " + count(r.Read()) + " of " + plural(r.Sources, "source") + " read" + left + ", " +
		plural(r.Requests, "request") + ", " + bytesText(r.Bytes) + ", " + count(r.New) + " new"
}
