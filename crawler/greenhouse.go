package crawler

import (
	"context"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"trends/trends"
)

const greenhouseHost = "https://boards-api.greenhouse.io"

// greenhouse reads a board of Greenhouse: one answer holds the whole board with its texts.
//
//	GET https://boards-api.greenhouse.io/v1/boards/TOKEN/jobs?content=true&pay_transparency=true
func greenhouse() kind {
	address := func(s Source) string {
		return s.address(greenhouseHost, "/v1/boards/"+url.PathEscape(s.Board)+"/jobs?content=true&pay_transparency=true")
	}
	check := func(s Source) error { return checkToken(s, "https://job-boards.greenhouse.io/TOKEN") }
	k := board(check, address, parseGreenhouse, "greenhouse.io")
	k.read = func(ctx context.Context, r *reading) error {
		return r.readBoard(ctx, address(r.src), (*page).wantJSON, func(src Source, answer []byte, now time.Time) (list, error) {
			jobs, err := parseGreenhouse(src, answer, now)
			r.nameBoard(ctx, jobs.postings)
			return jobs, err
		})
	}
	return k
}

// nameBoard asks for the board's own name, if neither its jobs nor the configuration name the employer.
func (r *reading) nameBoard(ctx context.Context, postings []trends.Posting) {
	if !slices.ContainsFunc(postings, func(p trends.Posting) bool { return p.Employer == "" }) {
		return
	}
	var answer struct {
		Name string `json:"name"`
	}
	page, err := r.get(ctx, r.src.address(greenhouseHost, "/v1/boards/"+url.PathEscape(r.src.Board)), false)
	if err != nil || json.Unmarshal(page.body, &answer) != nil {
		r.crawler.log().Warn("board has no name", "source", r.src.Key(), "error", err)
		return
	}
	for i := range postings {
		postings[i].Employer = firstOf(postings[i].Employer, answer.Name)
	}
}

type greenhouseJob struct {
	ID          scalar          `json:"id"`
	InternalID  json.RawMessage `json:"internal_job_id"`
	Requisition scalar          `json:"requisition_id"`
	Title       string          `json:"title"`
	Company     string          `json:"company_name"`
	URL         string          `json:"absolute_url"`
	Language    string          `json:"language"`
	Location    struct {
		Name string `json:"name"`
	} `json:"location"`
	Published scalar `json:"first_published"`
	Deadline  scalar `json:"application_deadline"`
	Metadata  []struct {
		Name  string          `json:"name"`
		Value json.RawMessage `json:"value"` // string, bool, number, list, object or null
	} `json:"metadata"`
	Content string `json:"content"`
	Offices []struct {
		Name     string `json:"name"`
		Location string `json:"location"`
	} `json:"offices"`
	Pay []struct {
		Min      float64 `json:"min_cents"`
		Max      float64 `json:"max_cents"`
		Currency string  `json:"currency_type"`
		Title    string  `json:"title"`
		Blurb    string  `json:"blurb"`
	} `json:"pay_input_ranges"`
}

// parseGreenhouse understands the answer of a board. Posts without a job behind them (general applications) are left out.
func parseGreenhouse(src Source, body []byte, now time.Time) (list, error) {
	return listOf(body, "jobs", "id", func(j *greenhouseJob) scalar { return j.ID }, func(out *list, j *greenhouseJob) (trends.Posting, bool) {
		if string(j.InternalID) == "null" {
			out.skipped++
			return trends.Posting{}, false
		}
		return j.posting(src, now), true
	})
}

func (j *greenhouseJob) posting(src Source, now time.Time) trends.Posting {
	p := trends.Posting{
		Source:      src.Key(),
		ID:          string(j.ID),
		URL:         j.URL,
		Title:       strings.TrimSpace(j.Title),
		Employer:    firstOf(j.Company, src.Company),
		Places:      j.places(),
		Pay:         j.pay(),
		Closes:      parseDeadline(string(j.Deadline)),
		Requisition: j.requisition(),
		Language:    languageCode(j.Language),
		Body:        greenhouseHTML(j.Content),
		Format:      trends.FormatHTML,
	}
	p.Country = countryOf(p.Places)
	p.Remote = j.remote(p.Places)
	// updated_at moves with every edit: it is never the posting date.
	p.Posted, p.Precision = parseDate(string(j.Published), now)
	return p
}

// greenhouseHTML undoes the vendor's own escaping, one layer over the whole of the HTML. Content that holds a real tag has
// been through somebody else's hands before and is HTML already.
func greenhouseHTML(content string) string {
	if strings.Contains(content, "<") {
		return content
	}
	return html.UnescapeString(content)
}

// places returns the location; where that only tells the way of working, the offices are the place.
func (j *greenhouseJob) places() []string {
	places := splitPlaces(j.Location.Name)
	for _, place := range places {
		if !isWorkModel(place) {
			return places
		}
	}
	var offices []string
	for _, office := range j.Offices {
		if name := firstOf(office.Location, office.Name); !isWorkModel(name) {
			offices = append(offices, name)
		}
	}
	if offices = cleanPlaces(offices); offices != nil {
		return offices
	}
	return places
}

var workplaceField = regexp.MustCompile(`(?i)workplace|remote|location type|work (model|arrangement|mode)`)

// remote reads the employer's own field for the way of working, since Greenhouse has none, and else the location.
func (j *greenhouseJob) remote(places []string) trends.Remote {
	for _, field := range j.Metadata {
		if !workplaceField.MatchString(field.Name) {
			continue
		}
		value := string(field.Value)
		if value == "true" || strings.EqualFold(value, `"yes"`) {
			value = field.Name
		}
		if model := workModel(value); model != "" {
			return model
		}
	}
	if own := splitPlaces(j.Location.Name); own != nil {
		places = own
	}
	return remoteOfPlaces(places)
}

// pay returns the span of the stated ranges. They are in cents and name no period, except in words.
func (j *greenhouseJob) pay() *trends.Pay {
	var ranges []*trends.Pay
	for _, r := range j.Pay {
		pay := newPay(r.Min/100, r.Max/100, r.Currency, payPeriod(r.Title+" "+html.UnescapeString(r.Blurb)))
		if pay != nil && pay.Period == "" {
			pay.Period = periodBySize(pay)
		}
		ranges = append(ranges, pay)
	}
	return widest(ranges)
}

// requisition returns the number of the job behind the post, which several posts of one job share.
func (j *greenhouseJob) requisition() string {
	if id := strings.Trim(string(j.InternalID), `"`); id != "" {
		return id
	}
	if strings.ContainsAny(string(j.Requisition), "0123456789") { // else a phrase such as "See Opening ID"
		return string(j.Requisition)
	}
	return ""
}
