package crawler

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"trends/trends"
)

// rippling reads a board of Rippling: a list, a bare array with a row for each place of a job, and each job that is not known
// yet by itself. The list has no dates, the job has. A slug is written as in the board's address, and often ends in -careers.
//
// An unknown slug answers 404. The vendor speaks of a public API for job boards; robots.txt closes /internal/ only. The members of
// payRangeDetails are not known, so that pay is left to the text.
//
//	GET https://api.rippling.com/platform/api/ats/v1/board/TOKEN/jobs
//	GET https://api.rippling.com/platform/api/ats/v1/board/TOKEN/jobs/UUID
func rippling() kind {
	check := func(s Source) error { return checkToken(s, "https://ats.rippling.com/TOKEN/jobs") }
	return board(check, ripplingList, parseRippling, "rippling.com")
}

func ripplingList(s Source) string {
	return s.address("https://api.rippling.com", "/platform/api/ats/v1/board/"+url.PathEscape(s.Board)+"/jobs")
}

// parseRippling understands the list.
func parseRippling(src Source, body []byte, now time.Time) (list, error) {
	type row struct {
		ID scalar `json:"uuid"`
	}
	seen := map[scalar]bool{}
	return listOf(body, "", "uuid", func(r *row) scalar { return r.ID }, func(out *list, r *row) (p trends.Posting, ok bool) {
		if seen[r.ID] {
			out.skipped++
			return p, false
		}
		seen[r.ID] = true
		out.details = append(out.details, detail{
			id:      string(r.ID),
			address: ripplingList(src) + "/" + url.PathEscape(string(r.ID)),
			parse:   func(answer []byte) (trends.Posting, error) { return parseRipplingJob(src, string(r.ID), answer, now) },
		})
		return p, false
	})
}

type ripplingJob struct {
	Title    string            `json:"name"`
	URL      string            `json:"url"`
	Company  string            `json:"companyName"`
	Sections map[string]string `json:"description"`
	Places   []string          `json:"workLocations"`
	Created  scalar            `json:"createdOn"`
}

// parseRipplingJob understands the answer of one job. The role comes first, what the company says of itself last.
func parseRipplingJob(src Source, id string, body []byte, now time.Time) (trends.Posting, error) {
	var job ripplingJob
	if err := json.Unmarshal(body, &job); err != nil {
		return trends.Posting{}, answerError(err, body)
	}
	if job.Title == "" {
		return trends.Posting{}, fmt.Errorf("no name in the answer: %s", excerpt(body))
	}
	texts := []string{"", job.Sections["role"]}
	for _, name := range slices.Sorted(maps.Keys(job.Sections)) {
		if name != "role" && name != "company" {
			texts = append(texts, "", job.Sections[name])
		}
	}
	p := trends.Posting{
		Source:   src.Key(),
		ID:       id,
		URL:      job.URL,
		Title:    strings.TrimSpace(job.Title),
		Employer: firstOf(job.Company, src.Company),
		Places:   cleanPlaces(job.Places),
		Body:     sections(append(texts, "About the company", job.Sections["company"])...),
		Format:   trends.FormatHTML,
	}
	p.Country = countryOf(p.Places)
	p.Remote = remoteOfPlaces(p.Places) // "Remote (United States)", "Hybrid (New York, …)"
	p.Posted, p.Precision = parseDate(string(job.Created), now)
	return p, nil
}
