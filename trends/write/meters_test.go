package write_test

import (
	"bytes"
	"testing"

	"trends/trends"
	"trends/trends/write"
)

func TestMeters(t *testing.T) {
	list := []trends.Meter{
		{Source: "a", Month: "2025-05", Records: 60, Skills: 1.2, Pay: 0.5, Employer: 1, Epoch: 1},
		{Source: "a", Month: "2025-06", Records: 61, Skills: 5.4, Pay: 0.25, Employer: 0.9, Epoch: 2, Shift: true},
	}
	for suffix, jsonl := range map[string]bool{"csv": false, "jsonl": true} {
		golden(t, "meters-"+suffix, func(b *bytes.Buffer) error { return write.Meters(b, list, jsonl) })
	}
}
