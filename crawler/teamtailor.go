package crawler

import (
	"context"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"time"

	"trends/trends"
)

const (
	teamtailorPage  = 100 // items of a full page
	teamtailorPages = 50  // most that are read
)

// teamtailor reads a career site of Teamtailor through its RSS feed, a hundred jobs a page, until a page is not full. A page
// that only repeats jobs of earlier ones is no end but an error: nothing closes then. North American sites live on a host of their
// own (region na); sites under a domain of their own, to which the vendor's may redirect, are read with base_url.
//
// A site of one page is asked for news only; where the last read saw more, all pages are read again. robots.txt closes pages
// for applicants only, and asks that no models are trained on the texts.
//
//	GET https://TOKEN.teamtailor.com/jobs.rss?per_page=100&offset=0
func teamtailor() kind {
	return kind{
		check: func(s Source) error { return checkHostToken(s, "https://TOKEN.teamtailor.com") },
		plan:  func(s Source) []string { return []string{teamtailorAddress(s, 0)} },
		read:  readTeamtailor,
		hosts: []string{"teamtailor.com"},
	}
}

func teamtailorAddress(s Source, page int) string {
	domain := ".teamtailor.com"
	if s.Region == "na" {
		domain = ".na" + domain
	}
	return s.address("https://"+s.Board+domain, fmt.Sprintf("/jobs.rss?per_page=%d&offset=%d", teamtailorPage, page*teamtailorPage))
}

// readTeamtailor reads the pages. What the first ones held is kept when a later one fails.
func readTeamtailor(ctx context.Context, r *reading) error {
	_, more := r.mem.Fetches[teamtailorAddress(r.src, 1)]
	first, err := r.getBoard(ctx, teamtailorAddress(r.src, 0), r.whole() && !more)
	if err != nil {
		return err
	}
	if first.unchanged {
		r.unchanged(first)
		return nil
	}
	all, full, err := r.teamtailorJobs(first)
	if err != nil {
		return err
	}
	pages := []*page{first}
	for full && r.note == "" {
		if len(pages) == teamtailorPages {
			r.note = fmt.Sprintf("more than %d pages of jobs: the rest was not read", teamtailorPages)
			break
		}
		full, err = r.nextTeamtailor(ctx, &all, &pages)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			r.note = err.Error()
		}
	}
	return r.takeBoard(ctx, all, pages...)
}

// nextTeamtailor adds the next page, and reports whether it is full.
func (r *reading) nextTeamtailor(ctx context.Context, all *list, pages *[]*page) (full bool, err error) {
	next, err := r.get(ctx, teamtailorAddress(r.src, len(*pages)), false)
	if err != nil {
		return false, err
	}
	jobs, full, err := r.teamtailorJobs(next)
	if err != nil {
		return false, err
	}
	known := map[string]bool{}
	for _, p := range all.postings {
		known[p.ID] = true
	}
	repeated := len(jobs.postings) > 0
	for _, p := range jobs.postings {
		repeated = repeated && known[p.ID]
	}
	if repeated {
		return false, fmt.Errorf("%s holds only jobs of earlier pages: the rest cannot be read", next.asked)
	}
	all.postings = append(all.postings, jobs.postings...)
	all.unreadable.join(jobs.unreadable)
	*pages = append(*pages, next)
	return full, nil
}

// teamtailorJobs understands a page and reports whether it is full.
func (r *reading) teamtailorJobs(p *page) (jobs list, full bool, err error) {
	if err := p.wantXML(); err != nil {
		return jobs, false, err
	}
	if jobs, err = parseTeamtailor(r.src, p.body, r.started); err != nil {
		return jobs, false, fmt.Errorf("read %s: %w", p.asked, err)
	}
	return jobs, jobs.total() >= teamtailorPage, nil
}

type teamtailorItem struct {
	Title       string `xml:"title"`
	Description string `xml:"description"`
	Published   string `xml:"pubDate"`
	Link        string `xml:"link"`
	GUID        string `xml:"guid"`
	Remote      string `xml:"remoteStatus"` // none, hybrid, fully, temporary
	Locations   []struct {
		Name    string `xml:"name"`
		City    string `xml:"city"`
		Country string `xml:"country"`
	} `xml:"locations>location"`
}

// teamtailorID is the number of a job in its address, which its guid is not.
var teamtailorID = regexp.MustCompile(`/jobs/(\d+)`)

// parseTeamtailor understands a page of the feed, whose title is the employer.
func parseTeamtailor(src Source, body []byte, now time.Time) (list, error) {
	var out list
	err := eachElement(body, "rss", "item", func(i int, decode func(any) error) {
		var item teamtailorItem
		err := decode(&item)
		id := strings.TrimSpace(item.GUID)
		if m := teamtailorID.FindStringSubmatch(item.Link); m != nil {
			id = m[1]
		}
		switch {
		case err != nil:
			out.bad("item[%d]: %v", i, err)
		case id == "":
			out.bad("item[%d]: neither link nor guid names the job", i)
		default:
			out.add("item[%d]", i, item.posting(src, id, now))
		}
	})
	if err != nil {
		return list{}, err
	}
	var feed struct {
		Title string `xml:"channel>title"`
	}
	if xml.Unmarshal(body, &feed) != nil { // in a charset of its own; the configured name stands
		feed.Title = ""
	}
	for i := range out.postings {
		out.postings[i].Employer = firstOf(feed.Title, src.Company)
	}
	return out, nil
}

func (item *teamtailorItem) posting(src Source, id string, now time.Time) trends.Posting {
	var places, codes []string
	for _, l := range item.Locations {
		places = append(places, joinPlace(firstOf(l.City, l.Name), l.Country))
		codes = append(codes, countryCode(l.Country))
	}
	p := trends.Posting{
		Source:  src.Key(),
		ID:      id,
		URL:     strings.TrimSpace(item.Link),
		Title:   strings.TrimSpace(item.Title),
		Places:  cleanPlaces(places),
		Country: agreed(codes...),
		Body:    unescapeOnce(strings.TrimSpace(item.Description)),
		Format:  trends.FormatHTML,
	}
	switch strings.TrimSpace(item.Remote) { // "temporary" tells nothing about the job
	case "none":
		p.Remote = trends.RemoteOnsite
	case "hybrid":
		p.Remote = trends.RemoteHybrid
	case "fully":
		p.Remote = trends.RemoteRemote
	}
	p.Posted, p.Precision = parseDate(item.Published, now)
	return p
}
