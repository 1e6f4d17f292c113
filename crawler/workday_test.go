package crawler

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

func TestWorkdaySite(t *testing.T) {
	for board, want := range map[string]workdayAddress{
		"oak.wd5.myworkdayjobs.com/Jobs":                      {"https://oak.wd5.myworkdayjobs.com/wday/cxs/oak/Jobs", "https://oak.wd5.myworkdayjobs.com/Jobs"},
		"oak.wd5.myworkdayjobs.com/en-US/Jobs/":               {"https://oak.wd5.myworkdayjobs.com/wday/cxs/oak/Jobs", "https://oak.wd5.myworkdayjobs.com/Jobs"},
		"wd1.myworkdaysite.com/recruiting/oak/Jobs":           {"https://wd1.myworkdaysite.com/wday/cxs/oak/Jobs", "https://wd1.myworkdaysite.com/recruiting/oak/Jobs"},
		"wd1.myworkdaysite.com/de-DE/recruiting/oak/External": {"https://wd1.myworkdaysite.com/wday/cxs/oak/External", "https://wd1.myworkdaysite.com/recruiting/oak/External"},
		"oak": {}, "oak.wd5.myworkdayjobs.com": {}, "https://oak.wd5.myworkdayjobs.com/Jobs": {}, "oak.wd5.myworkdayjobs.com/Jobs/job/1": {},
	} {
		got, err := workdaySite(Source{Kind: "workday", Board: board})
		if got != want || (err != nil) != (want.api == "") {
			t.Errorf("workdaySite(%q) = %+v, %v; want %+v", board, got, err, want)
		}
	}
	got, err := workdaySite(Source{Kind: "workday", Board: "oak.wd5.myworkdayjobs.com/Jobs", BaseURL: "http://127.0.0.1:1/x/"})
	if want := (workdayAddress{"http://127.0.0.1:1/x/wday/cxs/oak/Jobs", "http://127.0.0.1:1/x/Jobs"}); err != nil || got != want {
		t.Errorf("with base_url: %+v, %v; want %+v", got, err, want)
	}
}

func TestParseWorkday(t *testing.T) {
	src := Source{Kind: "workday", Board: "oak.wd5.myworkdayjobs.com/Jobs"}
	body := `{"jobPostingInfo": {"id": "x", "title": " ML Engineer ", "jobDescription": "<p>Train&amp;#xa;&amp; ship</p>", "location": "US, CA, Santa Clara",
		"additionalLocations": ["Austin, TX", "Toronto, ON"], "postedOn": "Posted 30+ Days Ago", "startDate": "2026-06-01", "endDate": "2026-12-31", "timeType": "Full time",
		"jobReqId": "JR7", "country": {"descriptor": "United States of America"}, "remoteType": "Hybrid Eligible", "externalUrl": "https://jobs.example.com/job/7"},
		"hiringOrganization": {"name": "2100 Oak USA", "url": ""}, "similarJobs": []}`
	got, err := parseWorkday(src, "/job/7", []byte(body), jsonldNow)
	if err != nil {
		t.Fatal(err)
	}
	want := trends.Posting{
		Source: src.Key(), ID: "/job/7", URL: "https://jobs.example.com/job/7", Title: "ML Engineer", Employer: "2100 Oak USA",
		Places: []string{"US, CA, Santa Clara", "Austin, TX", "Toronto, ON"}, Remote: "hybrid", Requisition: "JR7",
		Posted: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Precision: "day", Closes: parseDeadline("2026-12-31"), Body: "<p>Train&#xa;&amp; ship</p>", Format: "html",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parseWorkday (-want +got):\n%s", diff)
	}
	src.Company = "Oak"
	got, err = parseWorkday(src, "/job/8", []byte(`{"jobPostingInfo": {"title": "Clerk", "location": "Leeds", "jobRequisitionLocation": {"country": {"alpha2Code": "GB"}}}}`), jsonldNow)
	if err != nil || got.Country != "GB" || got.Employer != "Oak" || got.URL != "https://oak.wd5.myworkdayjobs.com/Jobs/job/8" || got.Precision != "none" {
		t.Errorf("a job that tells little: %+v, %v", got, err)
	}
	for body, want := range map[string]string{
		`{"errorCode": "S21"}`:                           `no jobPostingInfo in the answer: {"errorCode": "S21"}`,
		`{"jobPostingInfo": {"title": 1}}`:               "the answer is not what was expected: .jobPostingInfo.title is a number",
		`{"jobPostingInfo": {"title": "`:                 "the answer breaks off after 30 bytes",
		`<html></html>`:                                  "the answer is not the JSON that was expected: invalid character '<' looking for beginning of value",
		`{"jobPostingInfo": {"additionalLocations": 1}}`: "the answer is not what was expected: .jobPostingInfo.additionalLocations is a number",
	} {
		if _, err := parseWorkday(src, "/job/9", []byte(body), jsonldNow); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
}

func FuzzWorkday(f *testing.F) {
	f.Add([]byte(`{"jobPostingInfo":{"title":"A","location":"B","additionalLocations":["C"],"startDate":"2026-06-01","country":{"descriptor":"D"}},"hiringOrganization":{"name":"E"}}`))
	f.Add([]byte(`{"total":1,"jobPostings":[{"externalPath":"/job/1"},{},null,1],"facets":[{"facetParameter":"a","values":[{"id":"b","count":1}]}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		src := Source{Kind: "workday", Board: "oak.wd5.myworkdayjobs.com/Jobs"}
		if p, err := parseWorkday(src, "/job/1", body, jsonldNow); err == nil && (p.ID != "/job/1" || p.URL == "") {
			t.Errorf("%+v", p)
		}
		w := workdayList{listed: map[string]bool{}}
		answer, err := parseWorkdayList(body)
		if err != nil {
			return
		}
		splittingFacet(answer.Facets)
		w.add(answer.Jobs, 0, map[string]bool{})
		if len(w.paths)+w.unreadable.n > len(answer.Jobs) {
			t.Errorf("%d jobs of %d", len(w.paths)+w.unreadable.n, len(answer.Jobs))
		}
	})
}
