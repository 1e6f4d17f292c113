package crawler

import (
	"context"
	"fmt"
	"html"
	"net/url"
	"strings"
	"time"

	"trends/trends"
)

// personio reads the XML feed of an employer's career page at Personio: one answer holds all positions. It tells no address,
// country, pay or way of working; the address of a position is made of its id. The texts are those of the page's default
// language: where some are empty, the English ones are asked for once more and fill them.
//
// A feed that the employer has switched off answers 404 while the page for people works; the page is not read instead. Answers
// carry strong ETags, robots.txt is missing. Pages under jobs.personio.com are read with base_url.
//
//	GET https://TOKEN.jobs.personio.de/xml
//	GET https://TOKEN.jobs.personio.de/xml?language=en
func personio() kind {
	address := func(s Source) string { return personioAddress(s, "/xml") }
	check := func(s Source) error { return checkHostToken(s, "https://TOKEN.jobs.personio.de") }
	k := board(check, address, parsePersonio, "personio.de", "personio.com")
	k.read = func(ctx context.Context, r *reading) error {
		return r.readBoard(ctx, address(r.src), (*page).wantXML, func(src Source, answer []byte, now time.Time) (list, error) {
			jobs, err := parsePersonio(src, answer, now)
			if err == nil {
				err = r.fillTexts(ctx, address(src)+"?language=en", jobs.postings)
			}
			return jobs, err
		})
	}
	return k
}

func personioAddress(s Source, path string) string {
	return s.address("https://"+s.Board+".jobs.personio.de", path)
}

// fillTexts gives the postings without a text that of another answer of the same feed, if it has one. If that answer cannot be
// had, the reading is partial: the next one has to ask again.
func (r *reading) fillTexts(ctx context.Context, address string, postings []trends.Posting) error {
	empty := map[string]*trends.Posting{}
	for i := range postings {
		if postings[i].Body == "" {
			empty[postings[i].ID] = &postings[i]
		}
	}
	if len(empty) == 0 {
		return nil
	}
	page, err := r.get(ctx, address, false)
	if err == nil {
		err = page.wantXML()
	}
	var other list
	if err == nil {
		other, err = parsePersonio(r.src, page.body, r.started)
	}
	if err != nil {
		r.note = fmt.Sprintf("%d positions without a text: %v", len(empty), err)
		return ctx.Err()
	}
	for _, p := range other.postings {
		if to := empty[p.ID]; to != nil {
			to.Body = p.Body
		}
	}
	return nil
}

type personioPosition struct {
	ID         string   `xml:"id"`
	Name       string   `xml:"name"`
	Subcompany string   `xml:"subcompany"`
	Office     string   `xml:"office"`
	More       []string `xml:"additionalOffices>office"`
	Created    string   `xml:"createdAt"`
	Sections   []struct {
		Name string `xml:"name"`
		Text string `xml:"value"`
	} `xml:"jobDescriptions>jobDescription"`
}

// parsePersonio understands the feed.
func parsePersonio(src Source, body []byte, now time.Time) (list, error) {
	var out list
	err := eachElement(body, "workzag-jobs", "position", func(i int, decode func(any) error) {
		var job personioPosition
		switch err := decode(&job); {
		case err != nil:
			out.bad("position[%d]: %v", i, err)
		case strings.TrimSpace(job.ID) == "":
			out.bad("position[%d].id missing", i)
		default:
			out.add("position[%d]", i, job.posting(src, now))
		}
	})
	if err != nil {
		return list{}, err
	}
	return out, nil
}

func (j *personioPosition) posting(src Source, now time.Time) trends.Posting {
	var texts []string
	for _, s := range j.Sections {
		texts = append(texts, s.Name, s.Text)
	}
	p := trends.Posting{
		Source: src.Key(),
		ID:     strings.TrimSpace(j.ID),
		Title:  strings.TrimSpace(html.UnescapeString(j.Name)),
		// The subcompany is a part of the employer, under the name that stands in contracts.
		Employer: firstOf(src.Company, j.Subcompany),
		Places:   cleanPlaces(append([]string{j.Office}, j.More...)),
		Body:     sections(texts...),
		Format:   trends.FormatHTML,
	}
	p.URL = personioAddress(src, "/job/"+url.PathEscape(p.ID))
	p.Country = countryOf(p.Places)
	p.Remote = remoteOfPlaces(p.Places)
	p.Posted, p.Precision = parseDate(strings.TrimSpace(j.Created), now)
	return p
}
