package write

import (
	"io"

	"trends/trends"
)

// MeterColumns are the columns of the meters of sources, in order.
func MeterColumns() []string {
	return []string{"source", "month", "records", "skills", "pay", "employer", "epoch", "shift"}
}

// Meters writes the meters of sources as CSV, or as JSON Lines with jsonl set.
func Meters(w io.Writer, list []trends.Meter, jsonl bool) error {
	out := newRecords(w, MeterColumns(), jsonl)
	for _, m := range list {
		out.write(m.Source, m.Month, m.Records, m.Skills, m.Pay, m.Employer, m.Epoch, m.Shift)
	}
	return out.close()
}
