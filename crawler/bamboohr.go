package crawler

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"trends/trends"
)

// bamboohr reads the careers page of an employer at BambooHR through the list behind it, which is not documented, and each job
// that is not known yet by itself. Only the job has a day of posting. robots.txt closes two pages for embedding.
//
//	GET https://TOKEN.bamboohr.com/careers/list
//	GET https://TOKEN.bamboohr.com/careers/ID/detail
func bamboohr() kind {
	check := func(s Source) error { return checkHostToken(s, "https://TOKEN.bamboohr.com") }
	return board(check, func(s Source) string { return bambooAddress(s, "/careers/list") }, parseBamboo, "bamboohr.com")
}

func bambooAddress(s Source, path string) string {
	return s.address("https://"+s.Board+".bamboohr.com", path)
}

type bambooRow struct {
	ID    scalar      `json:"id"`
	Model scalar      `json:"locationType"` // 0 on-site, 1 remote, 2 hybrid
	Place bambooPlace `json:"atsLocation"`
}

type bambooPlace struct {
	City     string `json:"city"`
	State    string `json:"state"`
	Province string `json:"province"`
	Country  string `json:"country"`
	Address  string `json:"addressCountry"`
}

func (l bambooPlace) name() string {
	return joinPlace(l.City, firstOf(l.State, l.Province), firstOf(l.Country, l.Address))
}

// parseBamboo understands the list.
func parseBamboo(src Source, body []byte, now time.Time) (list, error) {
	return listOf(body, "result", "id", func(row *bambooRow) scalar { return row.ID }, func(out *list, row *bambooRow) (p trends.Posting, ok bool) {
		out.details = append(out.details, detail{
			id:      string(row.ID),
			address: bambooAddress(src, "/careers/"+url.PathEscape(string(row.ID))+"/detail"),
			parse:   func(answer []byte) (trends.Posting, error) { return row.posting(src, answer, now) },
		})
		return p, false
	})
}

// posting understands the answer of one job.
func (row *bambooRow) posting(src Source, answer []byte, now time.Time) (trends.Posting, error) {
	var doc struct {
		Result struct {
			Job *struct {
				URL    string      `json:"jobOpeningShareUrl"`
				Title  string      `json:"jobOpeningName"`
				HTML   string      `json:"description"`
				Posted scalar      `json:"datePosted"`
				Pay    string      `json:"compensation"`
				Place  bambooPlace `json:"location"`
			} `json:"jobOpening"`
		} `json:"result"`
	}
	if err := json.Unmarshal(answer, &doc); err != nil {
		return trends.Posting{}, answerError(err, answer)
	}
	job := doc.Result.Job
	if job == nil {
		return trends.Posting{}, fmt.Errorf("no jobOpening in the answer: %s", excerpt(answer))
	}
	models := map[scalar]trends.Remote{"0": trends.RemoteOnsite, "1": trends.RemoteRemote, "2": trends.RemoteHybrid}
	p := trends.Posting{
		Source:   src.Key(),
		ID:       string(row.ID),
		URL:      firstOf(job.URL, bambooAddress(src, "/careers/"+url.PathEscape(string(row.ID)))),
		Title:    strings.TrimSpace(job.Title),
		Employer: src.Company,
		Places:   cleanPlaces([]string{firstOf(job.Place.name(), row.Place.name())}),
		Country:  firstOf(countryCode(job.Place.Address), countryCode(row.Place.Country)),
		Remote:   models[row.Model],
		Pay:      statedPay(job.Pay),
		Body:     job.HTML,
		Format:   trends.FormatHTML,
	}
	p.Posted, p.Precision = parseDate(string(job.Posted), now)
	return p, nil
}
