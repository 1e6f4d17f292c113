package crawler

import (
	"net/url"
	"time"

	"trends/trends"
)

// jobicy reads the API of Jobicy, an aggregator of remote jobs: one answer with the 100 newest ads, or those of an industry if
// the board names one (data-science). Ads come 6 hours late. The site allows one read an hour, blocks excessive use, and does
// not want its ads listed again on a competing job board.
//
//	GET https://jobicy.com/api/v2/remote-jobs?count=100&industry=data-science
func jobicy() kind {
	return newestList{
		address: func(s Source, _, _ int) string {
			path := "/api/v2/remote-jobs?count=100"
			if s.Board != "" {
				path += "&industry=" + url.QueryEscape(s.Board)
			}
			return s.address("https://jobicy.com", path)
		},
		parse: parseJobicy,
		every: time.Hour,
	}.kind(anyName, "jobicy.com")
}

// jobicyJob has no members for pay where none is stated.
type jobicyJob struct {
	ID          scalar `json:"id"`
	URL         string `json:"url"`
	Title       string `json:"jobTitle"`
	Company     string `json:"companyName"`
	Geo         string `json:"jobGeo"` // where applicants may live
	Description string `json:"jobDescription"`
	Excerpt     string `json:"jobExcerpt"`
	Published   scalar `json:"pubDate"`
	Min         scalar `json:"salaryMin"`
	Max         scalar `json:"salaryMax"`
	Currency    string `json:"salaryCurrency"`
	Period      string `json:"salaryPeriod"`
}

// parseJobicy understands the answer.
func parseJobicy(src Source, body []byte, now time.Time) (list, error) {
	return eachPosting(body, "jobs", now, func(j jobicyJob) (trends.Posting, string) {
		p := trends.Posting{
			Source:   src.Key(),
			ID:       string(j.ID),
			URL:      j.URL,
			Title:    plainText(j.Title),
			Employer: plainText(j.Company),
			Places:   splitPlaces(plainText(j.Geo)),
			Remote:   trends.RemoteRemote,
			Pay:      newPay(parseAmount(string(j.Min)), parseAmount(string(j.Max)), j.Currency, payPeriod(j.Period)),
			Body:     firstOf(unescapeOnce(j.Description), j.Excerpt),
			Format:   trends.FormatHTML,
		}
		p.Country = countryOf(p.Places)
		p.Posted, p.Precision = parseDate(string(j.Published), now)
		return p, "id"
	})
}
