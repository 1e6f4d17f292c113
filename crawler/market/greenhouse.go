package market

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// greenhouseJob is a job as the boards API gives it.
type greenhouseJob struct {
	ID             int                  `json:"id"`
	InternalJobID  *int                 `json:"internal_job_id"`
	RequisitionID  string               `json:"requisition_id"`
	Title          string               `json:"title"`
	CompanyName    string               `json:"company_name"`
	AbsoluteURL    string               `json:"absolute_url"`
	Language       string               `json:"language"`
	Location       greenhouseName       `json:"location"`
	FirstPublished string               `json:"first_published"`
	UpdatedAt      string               `json:"updated_at"`
	Deadline       *string              `json:"application_deadline"`
	Metadata       []greenhouseMetadata `json:"metadata"`
	Compliance     []any                `json:"data_compliance"`
	Content        string               `json:"content,omitempty"`
	Departments    []greenhousePart     `json:"departments,omitempty"`
	Offices        []greenhousePart     `json:"offices,omitempty"`
	PayRanges      []greenhousePay      `json:"pay_input_ranges,omitzero"`
}

type greenhouseName struct {
	Name string `json:"name"`
}

type greenhouseMetadata struct {
	ID        int    `json:"id"`
	Name      string `json:"name"`
	Value     string `json:"value"`
	ValueType string `json:"value_type"`
}

type greenhousePart struct {
	ID       int    `json:"id"`
	Name     string `json:"name"`
	Location string `json:"location,omitempty"`
	ParentID *int   `json:"parent_id"`
	ChildIDs []int  `json:"child_ids"`
}

type greenhousePay struct {
	MinCents int    `json:"min_cents"`
	MaxCents int    `json:"max_cents"`
	Currency string `json:"currency_type"`
	Title    string `json:"title"`
	Blurb    string `json:"blurb"`
}

// greenhouse are the routes of the boards API.
func (s *server) greenhouse() map[string]route {
	unknown := reply{status: http.StatusNotFound, kind: asJSON, body: []byte(`{"status":404,"error":"Job not found"}`)}
	return map[string]route{
		"GET /robots.txt": func(time.Time, *http.Request) reply {
			return reply{kind: asText, body: []byte("User-agent: *\nDisallow: /embed/\n")}
		},
		"GET /v1/boards/{token}": func(now time.Time, r *http.Request) reply {
			b := s.board(r.PathValue("token"), now)
			if b == nil {
				return unknown
			}
			return reply{kind: asJSON, body: encode(map[string]string{"name": b.Company, "content": ""})}
		},
		"GET /v1/boards/{token}/jobs": func(now time.Time, r *http.Request) reply {
			b := s.board(r.PathValue("token"), now)
			if b == nil {
				return unknown
			}
			return s.greenhouseList(b, now, r)
		},
		"GET /v1/boards/{token}/jobs/{id}": func(now time.Time, r *http.Request) reply {
			b := s.board(r.PathValue("token"), now)
			if b == nil {
				return unknown
			}
			for _, l := range b.open(now) {
				if l.id == r.PathValue("id") {
					return reply{kind: asJSON, body: encode(s.greenhouseJob(l, l.version(now)))}
				}
			}
			return unknown
		},
	}
}

// greenhouseList is the whole board in one answer. The form with text and pay is the one that is kept.
func (s *server) greenhouseList(b *board, now time.Time, r *http.Request) reply {
	up := b.open(now)
	var extra []any
	if b.employers[0].style == 1 {
		extra = append(extra, s.greenhouseProspect(b))
	}
	tail := fmt.Sprintf(`],"meta":{"total":%d}}`, len(up)+len(extra))
	content, pay := r.URL.Query().Get("content") == "true", r.URL.Query().Get("pay_transparency") == "true"
	if content && pay {
		return reply{kind: asJSON, etag: etag(up, now), body: s.join(`{"jobs":[`, tail, up, now, s.greenhouseAny, extra...)}
	}
	for _, l := range up {
		job := s.greenhouseJob(l, l.version(now))
		if !content {
			job.Content, job.Departments, job.Offices = "", nil, nil
		}
		if !pay {
			job.PayRanges = nil
		}
		extra = append(extra, job)
	}
	return reply{kind: asJSON, body: s.join(`{"jobs":[`, tail, nil, now, nil, extra...)}
}

func (s *server) greenhouseAny(l *listing, v int) any { return s.greenhouseJob(l, v) }

// greenhouseJob renders a listing. Its text is escaped once more than HTML needs, as the vendor does.
func (s *server) greenhouseJob(l *listing, v int) *greenhouseJob {
	a, e := l.ad, l.ad.employer
	id, internal := 4000000+3*l.number, 2000000+a.n
	job := &greenhouseJob{
		ID: id, InternalJobID: &internal, RequisitionID: "R" + strconv.Itoa(a.n), Title: a.heading, CompanyName: e.name,
		AbsoluteURL:    fmt.Sprintf("https://careers.example.com/%s/jobs/%d?gh_jid=%d", e.slug, id, id),
		Language:       "en",
		Location:       greenhouseName{s.placeNames(l.places)},
		FirstPublished: greenhouseTime(l.posted), UpdatedAt: greenhouseTime(l.posted),
		Compliance: []any{},
		Content:    html.EscapeString(s.m.write(a, v).html(e.style, true)),
		Departments: []greenhousePart{
			{ID: 70 + e.style, Name: a.department(), ChildIDs: []int{}},
		},
		PayRanges: []greenhousePay{},
	}
	if v > 0 {
		job.UpdatedAt = greenhouseTime(l.edited)
	}
	for _, at := range l.places {
		name := s.m.words.places[at].name
		job.Offices = append(job.Offices, greenhousePart{ID: 150 + at, Name: name, Location: name, ChildIDs: []int{}})
	}
	model := map[string]string{"remote": "Remote", "hybrid": "Hybrid", "onsite": "In-Office"}[a.remote]
	if e.style%2 == 0 { // the other boards have no such field: their metadata is null
		job.Metadata = []greenhouseMetadata{{1, "Workplace Type", model, "single_select"}}
	}
	if a.n%29 == 0 { // a location that is none: the offices tell
		job.Location.Name = model
	}
	if a.pay != nil {
		job.PayRanges = append(job.PayRanges, greenhousePay{a.pay.min * 100, a.pay.max * 100, a.pay.currency, "Annual base salary", ""})
	}
	return job
}

// greenhouseProspect is a post without a job behind it, in which people may leave their address. It is no ad.
func (s *server) greenhouseProspect(b *board) *greenhouseJob {
	at := greenhouseTime(s.m.o.Start.AddDate(0, -6, 0))
	return &greenhouseJob{
		ID: 3999999, Title: "General Application", CompanyName: b.Company, Language: "en",
		AbsoluteURL: "https://careers.example.com/" + b.Board + "/jobs/3999999?gh_jid=3999999",
		Location:    greenhouseName{"Anywhere"}, FirstPublished: at, UpdatedAt: at, Compliance: []any{},
		Content:   html.EscapeString(paragraph("Nothing fits? Leave us your name and we will write to you.")),
		PayRanges: []greenhousePay{},
	}
}

// greenhouseTime writes a time as the vendor does: RFC 3339 with its offset.
func greenhouseTime(t time.Time) string {
	return t.In(time.FixedZone("", -4*3600)).Format("2006-01-02T15:04:05-07:00")
}

// placeNames joins the places of a listing in one line.
func (s *server) placeNames(places []int) string {
	names := make([]string, len(places))
	for i, at := range places {
		names[i] = s.m.words.places[at].name
	}
	return strings.Join(names, "; ")
}

// department is where in the company the job is.
func (a *ad) department() string {
	if a.office != nil {
		return a.office.department
	}
	return "Engineering"
}
