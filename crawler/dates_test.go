package crawler

import (
	"testing"
	"time"

	"trends/trends"
)

func TestParseDate(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		in, want string
		how      trends.Precision
	}{
		// One of each source, as it writes them.
		{"2026-06-10T08:50:56-04:00", "2026-06-10T12:50:56Z", trends.PrecisionInstant},            // Greenhouse
		{"1778529611285", "2026-05-11T20:00:11.285Z", trends.PrecisionInstant},                    // Lever
		{"2026-04-07T17:12:35.753+00:00", "2026-04-07T17:12:35.753Z", trends.PrecisionInstant},    // Ashby
		{"2026-06-03T11:08:12.368Z", "2026-06-03T11:08:12.368Z", trends.PrecisionInstant},         // SmartRecruiters
		{"2026-06-02", "2026-06-02T00:00:00Z", trends.PrecisionDay},                               // Workable, BambooHR
		{"2026-06-08 13:03:54 UTC", "2026-06-08T13:03:54Z", trends.PrecisionInstant},              // Recruitee
		{"2024-11-13T14:10:41+00:00", "2024-11-13T14:10:41Z", trends.PrecisionInstant},            // Personio
		{"Mon, 22 Jun 2026 13:45:57 +0200", "2026-06-22T11:45:57Z", trends.PrecisionInstant},      // Teamtailor RSS
		{"2026-05-26T08:33:05+02:00", "2026-05-26T06:33:05Z", trends.PrecisionInstant},            // Teamtailor JSON
		{"2026-06-04T23:24:11.988Z", "2026-06-04T23:24:11.988Z", trends.PrecisionInstant},         // Breezy
		{"2025-06-20T15:46:41.749000-07:00", "2025-06-20T22:46:41.749Z", trends.PrecisionInstant}, // Rippling
		{"Posted 5 Days Ago", "", trends.PrecisionNone},                                           // Workday
		{"6/7/2026", "2026-06-07T00:00:00Z", trends.PrecisionDay},                                 // Jobvite: month first
		{"12/31/2025", "2025-12-31T00:00:00Z", trends.PrecisionDay},
		{"31/12/2025", "", trends.PrecisionNone},
		{"1175714200", "2007-04-04T19:16:40Z", trends.PrecisionInstant},                          // HN
		{"2026-06-12T21:30:58", "2026-06-12T21:30:58Z", trends.PrecisionInstant},                 // Remotive
		{"1781589630", "2026-06-16T06:00:30Z", trends.PrecisionInstant},                          // Arbeitnow, Himalayas
		{"1781591469000", "2026-06-16T06:31:09Z", trends.PrecisionInstant},                       // Himalayas as its documentation has it
		{"1781591469.25", "2026-06-16T06:31:09Z", trends.PrecisionInstant},                       // a float
		{"2026-06-16 04:19:59", "2026-06-16T04:19:59Z", trends.PrecisionInstant},                 // Jobicy
		{"2026-06-16T04:19:59.1234567", "2026-06-16T04:19:59.1234567Z", trends.PrecisionInstant}, // USAJOBS
		{"Fri, 25 Sep 2026 00:33:21 +0000", "2026-09-25T00:33:21Z", trends.PrecisionInstant},     // We Work Remotely
		{"Fri, 25 Sep 2026 00:33:21 GMT", "2026-09-25T00:33:21Z", trends.PrecisionInstant},
		{"2026-04-05T00:00", "2026-04-05T00:00:00Z", trends.PrecisionDay}, // JSON-LD
		{"2026-04-05T10:30", "2026-04-05T10:30:00Z", trends.PrecisionInstant},
		{"2026-04-05T09:00:00+0000", "2026-04-05T09:00:00Z", trends.PrecisionInstant},
		{"2026-04-01T00:00:00+02:00", "2026-04-01T00:00:00Z", trends.PrecisionDay}, // the writer's day, not the one before
		{"  2026-06-02\n", "2026-06-02T00:00:00Z", trends.PrecisionDay},
		// Within a day of now: a clock in another zone. Beyond: no date.
		{"2026-11-21T11:00:00Z", "2026-11-21T11:00:00Z", trends.PrecisionInstant},
		{"2026-11-22", "", trends.PrecisionNone},
		{"1989-12-31", "", trends.PrecisionNone},
		{"0001-01-01T00:00:00Z", "", trends.PrecisionNone},
		{"", "", trends.PrecisionNone},
		{"null", "", trends.PrecisionNone},
		{"soon", "", trends.PrecisionNone},
		{"20260405", "", trends.PrecisionNone}, // neither a form of ours nor a Unix time
		{"5. April 2026", "", trends.PrecisionNone},
		{"April 5, 2026", "", trends.PrecisionNone},
		{"2026-13-05", "", trends.PrecisionNone},
		{"2026-06-08 13:03:54 EST", "", trends.PrecisionNone},
		{"99999999999999999999", "", trends.PrecisionNone},
		{"-1781589630", "", trends.PrecisionNone},
	} {
		got, how := parseDate(c.in, now)
		text := ""
		if !got.IsZero() {
			text = got.Format(time.RFC3339Nano)
		}
		if text != c.want || how != c.how {
			t.Errorf("parseDate(%q) = %q, %s; want %q, %s", c.in, text, how, c.want, c.how)
		}
	}
	if got, how := parseDate("2040-01-01", time.Time{}); got.Year() != 2040 || how != trends.PrecisionDay {
		t.Errorf("parseDate without a now = %v, %s", got, how)
	}
}

func TestParseDeadline(t *testing.T) {
	for in, want := range map[string]string{
		"2026-12-31":                "2026-12-31T23:59:59Z", // the day counts to its end
		"2026-06-26T23:59:59-04:00": "2026-06-27T03:59:59Z",
		"2026-03-13T16:32:28+00:00": "2026-03-13T16:32:28Z",
		"2099-01-01T12:00:00Z":      "2099-01-01T12:00:00Z",
		"9999-12-31":                "",
		"open until filled":         "",
		"":                          "",
	} {
		text := ""
		if got := parseDeadline(in); !got.IsZero() {
			text = got.Format(time.RFC3339)
		}
		if text != want {
			t.Errorf("parseDeadline(%q) = %q, want %q", in, text, want)
		}
	}
}

func TestParseModified(t *testing.T) {
	for in, want := range map[string]string{
		"2026":                      "2027-01-01T00:00:00Z",
		"2026-03":                   "2026-04-01T00:00:00Z",
		"2026-03-05":                "2026-03-06T00:00:00Z",
		"2026-03-05T10:00:00+01:00": "2026-03-05T09:00:00Z",
		"2026-03-05T10:00Z":         "2026-03-05T10:00:00Z",
		"not a date":                "0001-01-01T00:00:00Z",
	} {
		if got := parseModified(in).Format(time.RFC3339); got != want {
			t.Errorf("parseModified(%q) = %s, want %s", in, got, want)
		}
	}
}
