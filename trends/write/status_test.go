package write_test

import (
	"bytes"
	"testing"
	"time"

	"trends/trends"
	"trends/trends/write"
)

// status is a made-up status of an installation that runs for a year.
func status() *trends.Status {
	read := func(source string, state trends.State, days float64, open, added int) trends.Health {
		return trends.Health{Source: source, State: state, LastWhole: "2026-03-20T05:17:09Z", LastRead: "2026-03-20T05:17:09Z",
			Days: trends.Number(days), Open: open, New: added}
	}
	failing := read("lever:umbra", trends.StateFailing, 3, 1204, 0)
	failing.Trouble, failing.Since, failing.Error = true, "2026-03-18T05:17:11Z", "https://lever.example/umbra answered 503 Service Unavailable"
	return &trends.Status{
		At: "2026-03-20T12:00:00Z", Database: "trends.db", Bytes: 34_120_000, Postings: 21_877, Run: &runs()[0],
		Sources: []trends.Health{read("ashby:initech", trends.StateEmpty, 0, 0, 0), read("greenhouse:acme", trends.StateOK, 0, 31, 2), failing,
			{Source: "lever:new", State: trends.StateNeverRead, Days: trends.Undefined()}},
		Report: trends.Outlook{AsOf: "2026-03-20", Says: trends.SaysChange, Complete: []string{"2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01"},
			Needed: 6, Coming: "2026-02", In: 0.91, From: "2026-04-01",
			Warnings: []trends.Warning{{Code: "season", Text: "less than a year: a seasonal swing cannot be told from a trend"}}},
	}
}

// runs are three made-up runs, of which the second was killed.
func runs() []trends.Run {
	at := time.Date(2026, 3, 20, 5, 17, 0, 0, time.UTC)
	return []trends.Run{
		{ID: 3, Started: at, Ended: at.Add(62 * time.Second), Seconds: 62.4, End: trends.RunPart, Program: "1.2", Config: "c0ffee", Taxonomy: "t1", Sources: 5,
			NotDue: 1, Complete: 2, Unchanged: 1, Failed: 1, Requests: 1041, Bytes: 3_400_000, Seen: 1300, New: 12, Changed: 3, Closed: 1,
			Errors: []string{"lever:umbra: failed: answered 503"}},
		{ID: 2, Started: at.AddDate(0, 0, -1), Program: "1.2", Config: "c0ffee", Taxonomy: "t1", Sources: 5, Errors: []string{}},
		{ID: 1, Started: at.AddDate(0, 0, -2), Ended: at.AddDate(0, 0, -2).Add(time.Hour), Seconds: 3600, End: trends.RunDone, Program: "1.1",
			Config: "c0ffee", Taxonomy: "t1", Sources: 5, Complete: 5, Requests: 7, Bytes: 900, Errors: []string{}},
	}
}

func TestRuns(t *testing.T) {
	for _, format := range []string{"table", "csv", "json"} {
		golden(t, "runs-"+format, func(b *bytes.Buffer) error { return write.Runs(runs()).Write(b, format, write.Style{}) })
	}
}

func TestStatus(t *testing.T) {
	for _, format := range []string{"table", "csv", "json", "markdown"} {
		golden(t, "status-"+format, func(b *bytes.Buffer) error { return write.Status(b, status(), format, write.Style{}) })
	}
}
