package market

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// leverPosting is a posting as the postings API gives it.
type leverPosting struct {
	ID               string          `json:"id"`
	Text             string          `json:"text"`
	Country          string          `json:"country"`
	Categories       leverCategories `json:"categories"`
	WorkplaceType    string          `json:"workplaceType"`
	CreatedAt        int64           `json:"createdAt"`
	Opening          string          `json:"opening"`
	OpeningPlain     string          `json:"openingPlain"`
	Description      string          `json:"description"`
	DescriptionPlain string          `json:"descriptionPlain"`
	Body             string          `json:"descriptionBody"`
	BodyPlain        string          `json:"descriptionBodyPlain"`
	Lists            []leverList     `json:"lists"`
	Additional       string          `json:"additional"`
	AdditionalPlain  string          `json:"additionalPlain"`
	Salary           *leverSalary    `json:"salaryRange,omitempty"`
	HostedURL        string          `json:"hostedUrl"`
	ApplyURL         string          `json:"applyUrl"`
}

type leverCategories struct {
	Location     string   `json:"location"`
	Team         string   `json:"team"`
	Department   string   `json:"department,omitempty"`
	Commitment   string   `json:"commitment"`
	AllLocations []string `json:"allLocations"`
}

type leverList struct {
	Text    string `json:"text"`
	Content string `json:"content"`
}

type leverSalary struct {
	Min      int    `json:"min"`
	Max      int    `json:"max"`
	Currency string `json:"currency"`
	Interval string `json:"interval"`
}

// lever are the routes of the postings API. The European host is another server with other boards.
func (s *server) lever() map[string]route {
	unknown := reply{status: http.StatusNotFound, kind: asJSON, body: []byte(`{"ok":false,"error":"Document not found"}`)}
	return map[string]route{
		"GET /robots.txt": func(time.Time, *http.Request) reply {
			return reply{kind: asText, body: []byte("User-agent: *\nAllow: /\nCrawl-delay: 1\n")}
		},
		"GET /v0/postings/{site}": func(now time.Time, r *http.Request) reply {
			b := s.board(r.PathValue("site"), now)
			if b == nil {
				return unknown
			}
			if r.URL.Query().Get("mode") != "json" && !strings.Contains(r.Header.Get("Accept"), "json") {
				return reply{kind: asHTML, body: []byte("<p>Ask with mode=json.</p>\n")}
			}
			up := slice(b.open(now), r)
			return reply{kind: asJSON, etag: etag(up, now), body: s.join("[", "]", up, now, s.leverPosting)}
		},
		"GET /v0/postings/{site}/{id}": func(now time.Time, r *http.Request) reply {
			if b := s.board(r.PathValue("site"), now); b != nil {
				for _, l := range b.open(now) {
					if l.id == r.PathValue("id") {
						return reply{kind: asJSON, body: encode(s.leverPosting(l, l.version(now)))}
					}
				}
			}
			return unknown
		},
	}
}

// slice cuts a list by the query's skip and limit.
func slice(up []*listing, r *http.Request) []*listing {
	if skip, err := strconv.Atoi(r.URL.Query().Get("skip")); err == nil && skip > 0 {
		up = up[min(skip, len(up)):]
	}
	if limit, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil && limit >= 0 {
		up = up[:min(limit, len(up))]
	}
	return up
}

// leverPosting renders a listing: the lists of the text stand apart from its description.
func (s *server) leverPosting(l *listing, v int) any {
	a, e := l.ad, l.ad.employer
	d := s.m.write(a, v)
	first := s.m.words.places[l.places[0]]
	p := &leverPosting{
		ID: l.id, Text: a.heading, Country: first.code, CreatedAt: l.posted.UnixMilli(),
		Categories: leverCategories{Location: first.name, Team: a.department(), Commitment: "Full-time"},
		Opening:    paragraph(d.about), OpeningPlain: d.about,
		Description: paragraph(d.about) + paragraph(d.intro), DescriptionPlain: d.about + "\n" + d.intro,
		Body: paragraph(d.intro), BodyPlain: d.intro,
		Additional: paragraph(d.legal), AdditionalPlain: d.legal,
		WorkplaceType: map[string]string{"remote": "remote", "hybrid": "hybrid", "onsite": "on-site"}[a.remote],
		HostedURL:     "https://jobs.example.com/" + e.slug + "/" + l.id,
	}
	p.ApplyURL = p.HostedURL + "/apply"
	for _, at := range l.places {
		p.Categories.AllLocations = append(p.Categories.AllLocations, s.m.words.places[at].name)
	}
	for i, items := range d.sections() {
		p.Lists = append(p.Lists, leverList{d.heads[i], listItems(items)})
	}
	if d.pay != "" {
		p.Additional, p.AdditionalPlain = paragraph(d.pay)+p.Additional, d.pay+"\n"+d.legal
	}
	if a.pay != nil {
		p.Salary = &leverSalary{a.pay.min, a.pay.max, a.pay.currency, "per-year-salary"}
	}
	if e.style == 2 { // seen on real boards: the plain text is empty though the HTML is not
		p.OpeningPlain, p.DescriptionPlain, p.BodyPlain, p.WorkplaceType = "", "", "", "unspecified"
	} else {
		p.Categories.Department = a.department()
	}
	return p
}
