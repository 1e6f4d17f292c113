package crawler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"trends/trends"
)

// workday reads a career site of Workday through the interface of its own pages, which is not documented. A list of at most 20
// jobs a page is asked for with POST, and each job that is not known yet by itself, no more than limit of them in one read. The
// list says when a job was posted only in words ("Posted 30+ Days Ago"); the job has the day. workdaylist.go reads the list.
//
// A site is named by host and path of its address, with or without a language between them. An employer's guard may answer 403
// to any robot that says who it is: the site is then refused, since we do not play a browser. A site that does not exist
// answers 404 or 422. robots.txt, each employer's own, is kept for the interface and for the page that people see.
//
//	POST https://HOST/wday/cxs/TENANT/SITE/jobs {"appliedFacets":{},"limit":20,"offset":0,"searchText":""}
//	GET  https://HOST/wday/cxs/TENANT/SITE/job/…
func workday() kind {
	return kind{
		check: func(s Source) error {
			_, err := workdaySite(s)
			return err
		},
		plan: func(s Source) []string {
			site, _ := workdaySite(s)
			return []string{site.api + "/jobs", site.page}
		},
		read:  readWorkday,
		hosts: []string{"myworkdayjobs.com", "myworkdaysite.com"},
	}
}

// workdayAddress is where a site is: below api the interface, below page what people see.
type workdayAddress struct{ api, page string }

var (
	// example.wd5.myworkdayjobs.com/en-US/Careers, wd1.myworkdaysite.com/recruiting/example/Careers
	workdayOwn    = regexp.MustCompile(`^(([A-Za-z0-9-]+)\.[A-Za-z0-9.-]+)(?:/[a-z]{2}-[A-Z]{2})?/([^/?#\s]+)/?$`)
	workdayShared = regexp.MustCompile(`^([A-Za-z0-9-]+\.myworkdaysite\.com)(?:/[a-z]{2}-[A-Z]{2})?/recruiting/([^/?#\s]+)/([^/?#\s]+)/?$`)
)

// workdaySite reads the board's name.
func workdaySite(s Source) (workdayAddress, error) {
	m, path := workdayShared.FindStringSubmatch(s.Board), "/recruiting/%s/%s"
	if m != nil {
		path = fmt.Sprintf(path, m[2], m[3])
	} else if m = workdayOwn.FindStringSubmatch(s.Board); m != nil {
		path = "/" + m[3]
	} else {
		return workdayAddress{}, fmt.Errorf("board: %q is not HOST/SITE; use the address of the career page without https://, "+
			"such as example.wd5.myworkdayjobs.com/Careers", s.Board)
	}
	own := "https://" + m[1]
	return workdayAddress{s.address(own, "/wday/cxs/"+m[2]+"/"+m[3]), s.address(own, path)}, nil
}

// readWorkday reads the list and what is new of it.
func readWorkday(ctx context.Context, r *reading) error {
	site, err := workdaySite(r.src)
	if err != nil {
		return err
	}
	switch page, err := r.crawler.verdict(ctx, site.page); {
	case err != nil:
		return err
	case !page.Allowed:
		return &refusal{fmt.Sprintf("%s: %s", site.page, page.Reason)}
	}
	w := workdayList{reading: r, address: site.api + "/jobs", listed: map[string]bool{}}
	if err := w.read(ctx); err != nil {
		return workdayError(r, err)
	}
	var jobs list
	jobs.unreadable = w.unreadable
	for _, path := range w.paths {
		jobs.details = append(jobs.details, detail{id: path, address: site.api + path, parse: func(answer []byte) (trends.Posting, error) {
			return parseWorkday(r.src, path, answer, r.started)
		}})
	}
	return r.takeBoard(ctx, jobs)
}

// workdayError says what an answer means that is no list.
func workdayError(r *reading, err error) error {
	var status *statusError
	switch {
	case !errors.As(err, &status):
		return err
	case status.code == 403:
		return &refusal{err.Error() + ": the employer's guard does not let robots read that say who they are"}
	case status.code == 422:
		return fmt.Errorf("board not found: %w; check the site in %q, or whether the employer moved to another vendor", err, r.src.Board)
	}
	return r.boardError(err)
}

type workdayJob struct {
	Info *struct {
		Title      string         `json:"title"`
		HTML       string         `json:"jobDescription"`
		Location   string         `json:"location"`
		More       []string       `json:"additionalLocations"`
		Start      scalar         `json:"startDate"`
		End        scalar         `json:"endDate"`
		ID         scalar         `json:"jobReqId"`
		Remote     string         `json:"remoteType"`
		URL        string         `json:"externalUrl"`
		Country    workdayCountry `json:"country"`
		JobCountry struct {
			Country workdayCountry `json:"country"`
		} `json:"jobRequisitionLocation"`
	} `json:"jobPostingInfo"`
	Employer struct {
		Name string `json:"name"`
	} `json:"hiringOrganization"`
}

type workdayCountry struct {
	Name string `json:"descriptor"`
	Code string `json:"alpha2Code"`
}

// doubleEntity is a line end or the like that some employers' texts hold escaped twice: "&amp;#xa;".
var doubleEntity = regexp.MustCompile(`&amp;(#[xX]?[0-9a-fA-F]{1,6};)`)

// parseWorkday understands the answer of one job.
func parseWorkday(src Source, path string, body []byte, now time.Time) (trends.Posting, error) {
	var job workdayJob
	if err := json.Unmarshal(body, &job); err != nil {
		return trends.Posting{}, answerError(err, body)
	}
	info := job.Info
	if info == nil {
		return trends.Posting{}, fmt.Errorf("no jobPostingInfo in the answer: %s", excerpt(body))
	}
	site, _ := workdaySite(src)
	p := trends.Posting{
		Source: src.Key(),
		ID:     path,
		URL:    firstOf(info.URL, site.page+path),
		Title:  strings.TrimSpace(info.Title),
		// The organisation is often a company of the employer's ("2100 Example USA").
		Employer:    firstOf(src.Company, job.Employer.Name),
		Places:      cleanPlaces(append([]string{info.Location}, info.More...)),
		Remote:      workModel(info.Remote),
		Closes:      parseDeadline(string(info.End)),
		Requisition: string(info.ID),
		Body:        doubleEntity.ReplaceAllString(unescapeOnce(info.HTML), "&$1"),
		Format:      trends.FormatHTML,
	}
	codes := []string{firstOf(countryCode(info.Country.Code), countryCode(info.JobCountry.Country.Code), countryCode(info.Country.Name), placeCountry(info.Location))}
	for _, place := range info.More {
		codes = append(codes, placeCountry(place))
	}
	p.Country = agreed(codes...)
	if p.Remote == "" {
		p.Remote = remoteOfPlaces(p.Places)
	}
	p.Posted, p.Precision = parseDate(string(info.Start), now)
	return p, nil
}
