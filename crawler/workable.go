package crawler

import (
	"net/url"
	"strings"
	"time"

	"trends/trends"
)

// workable reads an account of Workable through the widget that the vendor documents for other people's pages: one answer
// holds the whole account. A job in several places comes once for each of them, under one shortcode. The day of publishing is
// all that is told of its date: created_at, when somebody began to write it, may lie a year before. Pay is stated in words only.
//
// An account that does not exist answers 404 with plain text. The host stands behind a shared guard, which answers 429 with a
// Retry-After of up to hours to whoever hurries. robots.txt leaves the address open, and asks that no models are trained on it.
//
//	GET https://apply.workable.com/api/v1/widget/accounts/TOKEN?details=true
func workable() kind {
	address := func(s Source) string {
		return s.address("https://apply.workable.com", "/api/v1/widget/accounts/"+url.PathEscape(s.Board)+"?details=true")
	}
	check := func(s Source) error { return checkToken(s, "https://apply.workable.com/TOKEN") }
	return board(check, address, parseWorkable, "workable.com")
}

type workableJob struct {
	ID        scalar `json:"shortcode"`
	Code      scalar `json:"code"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Published scalar `json:"published_on"`
	Remote    *bool  `json:"telecommuting"`
	Workplace string `json:"workplace_type"` // on_site, hybrid, remote; missing in most accounts
	workablePlace
	State        string          `json:"state"`
	Locations    []workablePlace `json:"locations"`
	Description  string          `json:"description"`
	Requirements string          `json:"requirements"`
	Benefits     string          `json:"benefits"`
}

type workablePlace struct {
	City    string `json:"city"`
	Region  string `json:"region"`
	Country string `json:"country"`
	Code    string `json:"countryCode"`
	Hidden  bool   `json:"hidden"` // of which the employer tells only the country
}

// parseWorkable understands the answer of an account.
func parseWorkable(src Source, body []byte, now time.Time) (list, error) {
	var out list
	var jobs []*workableJob
	byID := map[scalar]*workableJob{}
	err := eachJob(body, "jobs", func(i int, decode func(any) error) {
		job := &workableJob{}
		err := decode(job)
		if len(job.Locations) == 0 {
			job.workablePlace.Region = job.State
			job.Locations = []workablePlace{job.workablePlace}
		}
		switch first := byID[job.ID]; {
		case err != nil:
			out.bad("jobs[%d]%v", i, err)
		case job.ID == "":
			out.bad("jobs[%d].shortcode missing", i)
		case first != nil:
			first.Locations = append(first.Locations, job.Locations...)
			out.skipped++
		default:
			byID[job.ID] = job
			jobs = append(jobs, job)
		}
	})
	if err != nil {
		return out, err
	}
	employer := firstOf(textMember(body, "name"), src.Company)
	for _, job := range jobs {
		p := job.posting(src, now)
		p.Employer = employer
		out.postings = append(out.postings, p)
	}
	return out, nil
}

func (j *workableJob) posting(src Source, now time.Time) trends.Posting {
	var places, codes []string
	for _, l := range j.Locations {
		if l.Hidden {
			l.City, l.Region = "", ""
		}
		places = append(places, joinPlace(l.City, l.Region, l.Country))
		codes = append(codes, countryCode(firstOf(l.Code, l.Country)))
	}
	p := trends.Posting{
		Source:      src.Key(),
		ID:          string(j.ID),
		URL:         j.URL,
		Title:       strings.TrimSpace(j.Title),
		Places:      cleanPlaces(places),
		Country:     agreed(codes...),
		Remote:      workModel(strings.ReplaceAll(j.Workplace, "_", "-")),
		Requisition: string(j.Code),
		Body:        sections("", j.Description, "Requirements", j.Requirements, "Benefits", j.Benefits),
		Format:      trends.FormatHTML,
	}
	// telecommuting only says that a job is remote: where it is false the job may be hybrid.
	if j.Workplace == "" && j.Remote != nil && *j.Remote {
		p.Remote = trends.RemoteRemote
	}
	p.Posted, p.Precision = parseDate(string(j.Published), now)
	return p
}
