package crawler

import (
	"time"

	"trends/trends"
)

// workingnomads reads the list of Working Nomads, a board of remote jobs: one answer, a bare array of some dozens. The address
// is not documented, but the site links to it. Ads have no id but their address; the zone of their dates is not known, and is
// taken for UTC where none is written.
//
//	GET https://www.workingnomads.com/api/exposed_jobs/
func workingnomads() kind {
	return newestList{
		address: func(s Source, _, _ int) string {
			return s.address("https://www.workingnomads.com", "/api/exposed_jobs/")
		},
		parse: parseWorkingNomads,
	}.kind(anyName, "workingnomads.com")
}

type workingNomadsJob struct {
	URL         string `json:"url"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Company     string `json:"company_name"`
	Location    string `json:"location"`
	Published   scalar `json:"pub_date"`
}

// parseWorkingNomads understands the answer.
func parseWorkingNomads(src Source, body []byte, now time.Time) (list, error) {
	return eachPosting(body, "", now, func(j workingNomadsJob) (trends.Posting, string) {
		p := trends.Posting{
			Source:   src.Key(),
			URL:      j.URL,
			Title:    plainText(j.Title),
			Employer: plainText(j.Company),
			Places:   splitPlaces(plainText(j.Location)),
			Remote:   trends.RemoteRemote,
			Body:     unescapeOnce(j.Description),
			Format:   trends.FormatHTML,
		}
		if j.URL != "" {
			p.ID = addressID(j.URL, 0)
		}
		p.Country = countryOf(p.Places)
		p.Posted, p.Precision = parseDate(string(j.Published), now)
		return p, "url"
	})
}
