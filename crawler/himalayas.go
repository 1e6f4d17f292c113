package crawler

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"trends/trends"
)

// himalayas reads the API of Himalayas, an aggregator of remote jobs: 20 ads a page whatever is asked for, newest first. It
// refuses after about 150 quick requests, so 60 pages are read at most, 2 seconds and more apart: the newest 1,200 ads.
// Documentation and answers differ in many fields, and both forms are read. Its robots.txt leaves the API open.
//
//	GET https://himalayas.app/jobs/api?limit=20&offset=0
func himalayas() kind {
	return newestList{
		address: func(s Source, _, rows int) string {
			return s.address("https://himalayas.app", fmt.Sprintf("/jobs/api?limit=20&offset=%d", rows))
		},
		parse: parseHimalayas,
		pages: 60,
		full:  20,
		pause: 2 * time.Second,
	}.kind(anyName, "himalayas.app")
}

type himalayasJob struct {
	GUID        scalar      `json:"guid"`
	Title       string      `json:"title"`
	Company     string      `json:"companyName"`
	Slug        string      `json:"companySlug"`
	Min         scalar      `json:"minSalary"`
	Max         scalar      `json:"maxSalary"`
	Currency    string      `json:"currency"`
	Period      string      `json:"salaryPeriod"`
	Locations   []namedText `json:"locationRestrictions"`
	Description string      `json:"description"`
	Published   scalar      `json:"pubDate"` // seconds; documented as milliseconds
	Expires     scalar      `json:"expiryDate"`
	Application string      `json:"applicationLink"`
}

// namedText is a text, or an object with a name.
type namedText string

// UnmarshalJSON accepts a string, an object with the member name, and null.
func (n *namedText) UnmarshalJSON(b []byte) error {
	if b[0] != '{' {
		return json.Unmarshal(b, (*string)(n))
	}
	var named struct {
		Name string `json:"name"`
	}
	err := json.Unmarshal(b, &named)
	*n = namedText(named.Name)
	return err
}

// parseHimalayas understands one page. Ads past their own deadline are left out.
func parseHimalayas(src Source, body []byte, now time.Time) (list, error) {
	return eachPosting(body, "jobs", now, func(j himalayasJob) (trends.Posting, string) {
		p := trends.Posting{
			Source:   src.Key(),
			ID:       firstOf(string(j.GUID), j.Application),
			URL:      firstOf(j.Application, string(j.GUID)),
			Title:    plainText(j.Title),
			Employer: j.employer(),
			Remote:   trends.RemoteRemote,
			Pay:      j.pay(),
			Closes:   parseDeadline(string(j.Expires)),
			Body:     withoutHimalayas(j.Description),
			Format:   trends.FormatHTML,
		}
		for _, place := range j.Locations {
			p.Places = append(p.Places, string(place))
		}
		p.Places = cleanPlaces(p.Places)
		p.Country = countryOf(p.Places)
		p.Posted, p.Precision = parseDate(string(j.Published), now)
		return p, "guid"
	})
}

// employer returns the company. For every fifth ad its name is the word "name"; then the word in its address has to do.
func (j *himalayasJob) employer() string {
	if name := plainText(j.Company); name != "" && name != "name" {
		return name
	}
	return strings.ReplaceAll(j.Slug, "-", " ")
}

// pay returns the stated range; figures without a period are annual.
func (j *himalayasJob) pay() *trends.Pay {
	return newPay(parseAmount(string(j.Min)), parseAmount(string(j.Max)), j.Currency, payPeriod(firstOf(j.Period, "annual")))
}

var (
	himalayasOrigin = regexp.MustCompile(`(?is)\s*<p>\s*Originally posted on\s*(<a\b[^>]*>)?\s*Himalayas\s*(</a>)?\s*</p>\s*$`)
	himalayasLink   = regexp.MustCompile(`(?is)<a\b[^>]*href="https?://(?:www\.)?himalayas\.app/companies/[^"]*"[^>]*>(.*?)</a>`)
)

// withoutHimalayas takes off what the aggregator adds to the text of an ad: where it was posted, and links to its page of the
// company.
func withoutHimalayas(s string) string {
	return himalayasLink.ReplaceAllString(himalayasOrigin.ReplaceAllString(s, ""), "$1")
}
