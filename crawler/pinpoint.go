package crawler

import (
	"regexp"
	"strings"
	"time"

	"trends/trends"
)

// pinpoint reads a career site of Pinpoint through the data of its own page, which are not documented: one answer holds all
// postings, in parts. There is no date of posting: two reads a week apart at most bracket it. Pay counts only where the
// employer shows it.
//
//	GET https://TOKEN.pinpointhq.com/postings.json
func pinpoint() kind {
	address := func(s Source) string { return s.address("https://"+s.Board+".pinpointhq.com", "/postings.json") }
	check := func(s Source) error { return checkHostToken(s, "https://TOKEN.pinpointhq.com") }
	return board(check, address, parsePinpoint, "pinpointhq.com")
}

type pinpointPosting struct {
	ID          scalar `json:"id"`
	Title       string `json:"title"`
	URL         string `json:"url"`
	Path        string `json:"path"`
	Description string `json:"description"`
	DutiesHead  string `json:"key_responsibilities_header"`
	Duties      string `json:"key_responsibilities"`
	SkillsHead  string `json:"skills_knowledge_expertise_header"`
	Skills      string `json:"skills_knowledge_expertise"`
	OffersHead  string `json:"benefits_header"`
	Offers      string `json:"benefits"`
	Workplace   string `json:"workplace_type"`
	Min         scalar `json:"compensation_minimum"`
	Max         scalar `json:"compensation_maximum"`
	Currency    string `json:"compensation_currency"`
	Frequency   string `json:"compensation_frequency"`
	ShowPay     bool   `json:"compensation_visible"`
	Deadline    scalar `json:"deadline_at"`
	Job         struct {
		ID          scalar `json:"id"`
		Requisition scalar `json:"requisition_id"`
	} `json:"job"`
	Location struct {
		Name     string `json:"name"`
		City     string `json:"city"`
		Province string `json:"province"`
	} `json:"location"`
}

// parsePinpoint understands the answer of a site.
func parsePinpoint(src Source, body []byte, _ time.Time) (list, error) {
	return listOf(body, "data", "id", func(j *pinpointPosting) scalar { return j.ID }, func(_ *list, j *pinpointPosting) (trends.Posting, bool) {
		return j.posting(src), true
	})
}

// pinpointLanguage is the language in a posting's path: "/en/postings/…".
var pinpointLanguage = regexp.MustCompile(`^/([a-z]{2})(?:-[A-Za-z]+)?/postings/`)

func (j *pinpointPosting) posting(src Source) trends.Posting {
	p := trends.Posting{
		Source:      src.Key(),
		ID:          string(j.ID),
		URL:         j.URL,
		Title:       strings.TrimSpace(j.Title),
		Employer:    src.Company,
		Places:      cleanPlaces([]string{firstOf(j.Location.Name, joinPlace(j.Location.City, j.Location.Province))}),
		Remote:      workModel(j.Workplace),
		Precision:   trends.PrecisionNone,
		Closes:      parseDeadline(string(j.Deadline)),
		Requisition: firstOf(string(j.Job.Requisition), string(j.Job.ID)),
		Body: sections("", j.Description, firstOf(j.DutiesHead, "Responsibilities"), j.Duties,
			firstOf(j.SkillsHead, "Skills"), j.Skills, firstOf(j.OffersHead, "Benefits"), j.Offers),
		Format: trends.FormatHTML,
	}
	p.Country = countryOf(p.Places)
	if m := pinpointLanguage.FindStringSubmatch(j.Path); m != nil {
		p.Language = m[1]
	}
	if p.URL == "" && strings.HasPrefix(j.Path, "/") {
		p.URL = src.address("https://"+src.Board+".pinpointhq.com", j.Path)
	}
	if j.ShowPay {
		p.Pay = newPay(number(string(j.Min)), number(string(j.Max)), j.Currency, payPeriod(j.Frequency))
	}
	return p
}
