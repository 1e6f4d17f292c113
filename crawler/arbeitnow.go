package crawler

import (
	"fmt"
	"time"

	"trends/trends"
)

// arbeitnow reads the job board API of Arbeitnow, an aggregator of mostly German and European ads: pages of 100, newest first.
// The addresses of pages are made here, since the links in the answers can carry a search. The terms ask for a link back.
//
//	GET https://www.arbeitnow.com/api/job-board-api?page=1
func arbeitnow() kind {
	return newestList{
		address: func(s Source, page, _ int) string {
			return s.address("https://www.arbeitnow.com", fmt.Sprintf("/api/job-board-api?page=%d", page+1))
		},
		parse: parseArbeitnow,
		pages: 20,
		full:  100,
	}.kind(anyName, "arbeitnow.com")
}

type arbeitnowJob struct {
	Slug        scalar `json:"slug"`
	Company     string `json:"company_name"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Remote      bool   `json:"remote"`
	URL         string `json:"url"`
	Location    string `json:"location"`
	Created     scalar `json:"created_at"` // seconds
}

// parseArbeitnow understands one page.
func parseArbeitnow(src Source, body []byte, now time.Time) (list, error) {
	return eachPosting(body, "data", now, func(j arbeitnowJob) (trends.Posting, string) {
		p := trends.Posting{
			Source:   src.Key(),
			ID:       string(j.Slug),
			URL:      j.URL,
			Title:    plainText(j.Title),
			Employer: plainText(j.Company),
			Places:   splitPlaces(j.Location),
			Body:     unescapeOnce(unescapeOnce(j.Description)),
			Format:   trends.FormatHTML,
		}
		p.Country = countryOf(p.Places)
		if j.Remote { // false is anything else, hybrid included
			p.Remote = trends.RemoteRemote
		}
		p.Posted, p.Precision = parseDate(string(j.Created), now)
		return p, "slug"
	})
}
