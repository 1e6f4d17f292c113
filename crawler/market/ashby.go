package market

import (
	"fmt"
	"net/http"
	"time"
)

// ashbyJob is a job as the posting API gives it.
type ashbyJob struct {
	ID              string             `json:"id"`
	Title           string             `json:"title"`
	Department      string             `json:"department"`
	Team            string             `json:"team"`
	EmploymentType  string             `json:"employmentType"`
	Location        string             `json:"location"`
	Secondary       []ashbyPlace       `json:"secondaryLocations"`
	Address         ashbyAddress       `json:"address"`
	IsListed        bool               `json:"isListed"`
	IsRemote        bool               `json:"isRemote"`
	WorkplaceType   *string            `json:"workplaceType"`
	PublishedAt     string             `json:"publishedAt"`
	JobURL          string             `json:"jobUrl"`
	ApplyURL        string             `json:"applyUrl"`
	DescriptionHTML string             `json:"descriptionHtml"`
	DescriptionText string             `json:"descriptionPlain"`
	ShowPay         bool               `json:"shouldDisplayCompensationOnJobPostings"`
	Compensation    *ashbyCompensation `json:"compensation,omitempty"`
}

type ashbyPlace struct {
	Location string       `json:"location"`
	Address  ashbyAddress `json:"address"`
}

type ashbyAddress struct {
	Postal ashbyPostal `json:"postalAddress"`
}

type ashbyPostal struct {
	Country string `json:"addressCountry"`
}

type ashbyCompensation struct {
	TierSummary   string           `json:"compensationTierSummary,omitempty"`
	SalarySummary string           `json:"scrapeableCompensationSalarySummary,omitempty"`
	Tiers         []any            `json:"compensationTiers"`
	Components    []ashbyComponent `json:"summaryComponents"`
}

type ashbyComponent struct {
	Type     string `json:"compensationType"`
	Interval string `json:"interval"`
	Currency string `json:"currencyCode"`
	Min      *int   `json:"minValue"`
	Max      *int   `json:"maxValue"`
}

// ashby are the routes of the posting API. Its robots.txt is an error, which allows everything.
func (s *server) ashby() map[string]route {
	return map[string]route{
		"GET /robots.txt": func(time.Time, *http.Request) reply {
			return reply{status: http.StatusUnauthorized, kind: asText, body: []byte("Unauthorized")}
		},
		"GET /posting-api/job-board/{name}": func(now time.Time, r *http.Request) reply {
			b := s.board(r.PathValue("name"), now)
			if b == nil {
				return notFound
			}
			if r.URL.Query().Get("includeCompensation") != "true" {
				return reply{kind: asJSON, body: encode(s.ashbyBare(b.open(now), now))}
			}
			var extra []any
			if !b.Empty && b.employers[0].style == 3 {
				extra = append(extra, s.ashbyUnlisted(b))
			}
			up := b.open(now)
			return reply{
				kind: asJSON, modified: b.changed(now, s.m.o.Start),
				body: s.join(`{"apiVersion":"1","jobs":[`, "]}", up, now, s.ashbyJob, extra...),
			}
		},
	}
}

// ashbyBare is the answer without pay.
func (s *server) ashbyBare(up []*listing, now time.Time) any {
	jobs := []any{}
	for _, l := range up {
		job := s.ashbyJob(l, l.version(now)).(*ashbyJob)
		job.Compensation = nil
		jobs = append(jobs, job)
	}
	return map[string]any{"apiVersion": "1", "jobs": jobs}
}

// ashbyJob renders a listing.
func (s *server) ashbyJob(l *listing, v int) any {
	a, e := l.ad, l.ad.employer
	d := s.m.write(a, v)
	job := &ashbyJob{
		ID: l.id, Title: " " + a.heading, Department: a.department(), Team: a.department(), EmploymentType: "FullTime",
		Secondary: []ashbyPlace{}, IsListed: true, IsRemote: a.remote != "onsite",
		PublishedAt: l.posted.Format("2006-01-02T15:04:05.000+00:00"),
		JobURL:      "https://jobs.example.com/" + e.slug + "/" + l.id, ApplyURL: "https://jobs.example.com/" + e.slug + "/" + l.id + "/application",
		DescriptionHTML: d.html(e.style, false), DescriptionText: d.plain(),
		ShowPay: e.style != 2,
	}
	for i, at := range l.places {
		where := s.m.words.places[at]
		address := ashbyAddress{ashbyPostal{where.country}}
		if i == 0 {
			job.Location, job.Address = where.name, address
		} else {
			job.Secondary = append(job.Secondary, ashbyPlace{where.name, address})
		}
	}
	if a.n%11 > 0 { // some boards leave it out; then only isRemote tells
		kind := map[string]string{"remote": "Remote", "hybrid": "Hybrid", "onsite": "OnSite"}[a.remote]
		job.WorkplaceType = &kind
	} else {
		job.IsRemote = a.remote == "remote"
	}
	job.Compensation = &ashbyCompensation{Tiers: []any{}, Components: []ashbyComponent{}}
	if a.pay != nil && job.ShowPay {
		low, high := money(a.pay.min, a.pay.currency), money(a.pay.max, a.pay.currency)
		job.Compensation = &ashbyCompensation{
			TierSummary:   fmt.Sprintf("%s – %s • Offers Equity", low, high),
			SalarySummary: low + " - " + high,
			Tiers:         []any{},
			Components: []ashbyComponent{
				{"EquityPercentage", "NONE", "", nil, nil},
				{"Salary", "1 YEAR", a.pay.currency, &a.pay.min, &a.pay.max},
			},
		}
	}
	return job
}

// ashbyUnlisted is a job that the board holds and does not show: a connector must skip it.
func (s *server) ashbyUnlisted(b *board) any {
	return &ashbyJob{
		ID: uuid(s.m.o.Seed, -1-b.employers[0].style), Title: "Confidential search", Department: "Executive", Team: "Executive",
		EmploymentType: "FullTime", Location: "Undisclosed", Secondary: []ashbyPlace{},
		PublishedAt:     s.m.o.Start.Format("2006-01-02T15:04:05.000+00:00"),
		DescriptionHTML: "<p>This job is not public.</p>", DescriptionText: "This job is not public.\n",
	}
}
