package crawler

import (
	"net/url"
	"strings"
	"time"

	"trends/trends"
)

// ashby reads a board of Ashby: one answer holds the whole board. A board that does not exist, and one whose API is
// off, answer 404.
//
//	GET https://api.ashbyhq.com/posting-api/job-board/NAME?includeCompensation=true
func ashby() kind {
	list := func(s Source) string {
		return s.address("https://api.ashbyhq.com",
			"/posting-api/job-board/"+url.PathEscape(ashbyName(s.Board))+"?includeCompensation=true")
	}
	check := func(s Source) error { return checkToken(s, "https://jobs.ashbyhq.com/TOKEN") }
	return board(check, list, parseAshby, "ashbyhq.com")
}

// ashbyName undoes the escaping of a name that was copied from an address ("acme%20ai").
func ashbyName(board string) string {
	if name, err := url.PathUnescape(board); err == nil {
		return name
	}
	return board
}

type ashbyJob struct {
	ID        scalar       `json:"id"`
	Title     string       `json:"title"`
	Location  string       `json:"location"`
	Address   ashbyAddress `json:"address"`
	Secondary []struct {
		Location string       `json:"location"`
		Address  ashbyAddress `json:"address"`
	} `json:"secondaryLocations"`
	Listed    *bool  `json:"isListed"`
	Remote    *bool  `json:"isRemote"`
	Workplace string `json:"workplaceType"`
	Published scalar `json:"publishedAt"`
	URL       string `json:"jobUrl"`
	HTML      string `json:"descriptionHtml"`
	Plain     string `json:"descriptionPlain"`
	ShowPay   *bool  `json:"shouldDisplayCompensationOnJobPostings"`
	Pay       struct {
		Summary []ashbyPay `json:"summaryComponents"`
		Tiers   []struct {
			Components []ashbyPay `json:"components"`
		} `json:"compensationTiers"`
	} `json:"compensation"`
}

// ashbyAddress accepts both forms: nested in postalAddress, and flat.
type ashbyAddress struct {
	Country string `json:"addressCountry"`
	Postal  struct {
		Country string `json:"addressCountry"`
	} `json:"postalAddress"`
}

type ashbyPay struct {
	Type     string  `json:"compensationType"`
	Interval string  `json:"interval"`
	Currency string  `json:"currencyCode"`
	Min      float64 `json:"minValue"`
	Max      float64 `json:"maxValue"`
}

// parseAshby understands the answer of a board. Unlisted jobs are left out.
func parseAshby(src Source, body []byte, now time.Time) (list, error) {
	return listOf(body, "jobs", "id", func(j *ashbyJob) scalar { return j.ID }, func(out *list, j *ashbyJob) (trends.Posting, bool) {
		if j.Listed != nil && !*j.Listed {
			out.skipped++
			return trends.Posting{}, false
		}
		return j.posting(src, now), true
	})
}

func (j *ashbyJob) posting(src Source, now time.Time) trends.Posting {
	places := []string{j.Location}
	for _, second := range j.Secondary {
		places = append(places, second.Location)
	}
	p := trends.Posting{
		Source:   src.Key(),
		ID:       string(j.ID),
		URL:      j.URL,
		Title:    strings.TrimSpace(j.Title),
		Employer: src.Company,
		Places:   cleanPlaces(places),
		Country:  j.country(),
		Remote:   workModel(j.Workplace),
		Pay:      j.pay(),
		Body:     j.HTML,
		Format:   trends.FormatHTML,
	}
	if p.Country == "" {
		p.Country = countryOf(p.Places)
	}
	// isRemote also stands beside "Hybrid": it only speaks where nothing better does.
	if p.Remote == "" && j.Workplace == "" && j.Remote != nil && *j.Remote {
		p.Remote = trends.RemoteRemote
	}
	if p.Body == "" {
		p.Body, p.Format = j.Plain, trends.FormatText
	}
	p.Posted, p.Precision = parseDate(string(j.Published), now)
	return p
}

// country returns the country of the addresses, if they agree.
func (j *ashbyJob) country() string {
	country := countryCode(firstOf(j.Address.Postal.Country, j.Address.Country))
	for _, second := range j.Secondary {
		code := countryCode(firstOf(second.Address.Postal.Country, second.Address.Country))
		if country != "" && code != "" && code != country {
			return ""
		}
		country = firstOf(country, code)
	}
	return country
}

// pay returns the span of the salaries, leaving out equity and bonus. An employer that does not show pay sends the
// object all the same, empty.
func (j *ashbyJob) pay() *trends.Pay {
	if j.ShowPay != nil && !*j.ShowPay {
		return nil
	}
	components := j.Pay.Summary
	if len(components) == 0 {
		for _, tier := range j.Pay.Tiers {
			components = append(components, tier.Components...)
		}
	}
	var ranges []*trends.Pay
	for _, c := range components {
		if c.Type == "Salary" {
			period, factor := payInterval(c.Interval)
			ranges = append(ranges, newPay(c.Min*factor, c.Max*factor, c.Currency, period))
		}
	}
	return widest(ranges)
}
