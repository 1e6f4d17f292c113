package crawler

import (
	"errors"
	"html"
	"net/url"
	"strings"
	"time"

	"trends/trends"
)

// lever reads a board of Lever, whose European accounts live on a host of their own: one answer, a bare array, holds
// the whole board.
//
//	GET https://api.lever.co/v0/postings/TOKEN?mode=json
func lever() kind {
	list := func(s Source) string {
		own := "https://api.lever.co"
		if s.Region == "eu" {
			own = "https://api.eu.lever.co"
		}
		return s.address(own, "/v0/postings/"+url.PathEscape(s.Board)+"?mode=json")
	}
	check := func(s Source) error { return checkToken(s, "https://jobs.lever.co/TOKEN") }
	return board(check, list, parseLever, "lever.co")
}

type leverJob struct {
	ID         scalar `json:"id"`
	Title      string `json:"text"`
	Country    string `json:"country"`
	Categories struct {
		Location string   `json:"location"`
		All      []string `json:"allLocations"`
	} `json:"categories"`
	Workplace string `json:"workplaceType"`
	Created   scalar `json:"createdAt"` // milliseconds
	URL       string `json:"hostedUrl"`

	Description      string `json:"description"`
	DescriptionPlain string `json:"descriptionPlain"`
	Opening          string `json:"opening"`
	Body             string `json:"descriptionBody"`
	Lists            []struct {
		Text    string `json:"text"`
		Content string `json:"content"`
	} `json:"lists"`
	Additional      string `json:"additional"`
	AdditionalPlain string `json:"additionalPlain"`
	SalaryText      string `json:"salaryDescription"`
	SalaryTextPlain string `json:"salaryDescriptionPlain"`
	Salary          *struct {
		Min      float64 `json:"min"`
		Max      float64 `json:"max"`
		Currency string  `json:"currency"`
		Interval string  `json:"interval"`
	} `json:"salaryRange"`
}

// parseLever understands the answer of a board.
func parseLever(src Source, body []byte, now time.Time) (list, error) {
	if firstByte(body) == '{' {
		return list{}, errors.New("an object came where Lever sends a list: " + excerpt(body))
	}
	return listOf(body, "", "id", func(j *leverJob) scalar { return j.ID }, func(_ *list, j *leverJob) (trends.Posting, bool) {
		return j.posting(src, now), true
	})
}

func (j *leverJob) posting(src Source, now time.Time) trends.Posting {
	places := j.Categories.All
	if len(places) == 0 {
		places = splitPlaces(j.Categories.Location)
	}
	p := trends.Posting{
		Source:   src.Key(),
		ID:       string(j.ID),
		URL:      j.URL,
		Title:    strings.TrimSpace(j.Title),
		Employer: src.Company,
		Places:   cleanPlaces(places),
		Country:  countryCode(j.Country),
		Remote:   workModel(j.Workplace),
		Body:     j.html(),
		Format:   trends.FormatHTML,
	}
	if p.Country == "" {
		p.Country = countryOf(p.Places)
	}
	if j.Salary != nil {
		p.Pay = newPay(j.Salary.Min, j.Salary.Max, j.Salary.Currency, payPeriod(j.Salary.Interval))
	}
	// The time of creation; Lever tells no other.
	p.Posted, p.Precision = parseDate(string(j.Created), now)
	return p
}

// html joins the parts of the ad. The plain description lacks the lists, which hold the requirements, and is at times
// empty while the HTML is not.
func (j *leverJob) html() string {
	var b strings.Builder
	if j.Description != "" {
		b.WriteString(j.Description)
	} else if j.Opening != "" || j.Body != "" {
		b.WriteString(j.Opening + "\n" + j.Body)
	} else {
		b.WriteString(plainHTML(j.DescriptionPlain))
	}
	for _, l := range j.Lists {
		if heading := strings.TrimSpace(l.Text); heading != "" {
			b.WriteString("\n<h3>" + html.EscapeString(html.UnescapeString(heading)) + "</h3>")
		}
		b.WriteString("\n<ul>" + l.Content + "</ul>")
	}
	for _, part := range [...][2]string{{j.Additional, j.AdditionalPlain}, {j.SalaryText, j.SalaryTextPlain}} {
		if text := firstOf(part[0], plainHTML(part[1])); text != "" {
			b.WriteString("\n" + text)
		}
	}
	return b.String()
}
