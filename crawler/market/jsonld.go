package market

import (
	"fmt"
	"html"
	"strings"
	"time"
)

// object is a JSON object.
type object = map[string]any

// structured is the script element with the job as schema.org describes it. Sites write that in many ways, so the listings
// take turns with the ones a reader has to cope with; shape 0 is the textbook's.
func (s *server) structured(l *listing, v int) string {
	shape := l.number % 7
	kind, job := "application/ld+json", s.jobPosting(l, v, shape)
	var doc any = job
	switch shape {
	case 1:
		delete(job, "@context")
		doc = object{"@context": "https://schema.org", "@graph": []any{object{"@type": "WebSite", "name": s.Name}, job}}
	case 2:
		doc = []any{object{"@context": "http://schema.org/", "@type": "BreadcrumbList", "itemListElement": []any{}}, job}
	}
	text := string(encode(doc))
	switch shape {
	case 3:
		kind += "; charset=utf-8"
		text = "<!--\n" + text + "\n-->"
	case 5: // a raw line end inside a string, which JSON forbids and sites write
		text = strings.Replace(text, `</p>\n`, "</p>\n", 1)
	}
	return `<script type="` + kind + `">` + text + "</script>\n"
}

// jobPosting is the listing as a JobPosting.
func (s *server) jobPosting(l *listing, v, shape int) object {
	a, e := l.ad, l.ad.employer
	// An ad that is carried over from a board looks as it does there, so that the two can be known for the same.
	description := s.m.write(a, v).html(e.style, a.employer.home.Kind == "greenhouse")
	if shape == 4 {
		description = html.EscapeString(description)
	}
	job := object{
		"@context": "https://schema.org/", "@type": "JobPosting", "title": a.heading, "description": description,
		"datePosted": l.posted.Format("2006-01-02"), "employmentType": "FULL_TIME",
		"hiringOrganization": object{"@type": "Organization", "name": e.name, "sameAs": "https://" + e.slug + ".example"},
		"identifier":         object{"@type": "PropertyValue", "name": e.name, "value": l.id},
		"jobLocation":        s.jobLocations(l),
	}
	switch shape {
	case 1:
		job["datePosted"] = l.posted.Format(time.RFC3339)
		job["identifier"] = l.id
	case 3:
		job["hiringOrganization"] = e.name
	case 6:
		job["@type"] = []any{"JobPosting"}
		job["employmentType"] = []any{"FULL_TIME"}
		job["validThrough"] = l.posted.AddDate(1, 0, 0).Format("2006-01-02T15:04")
	}
	if a.remote == "remote" {
		job["jobLocationType"] = "TELECOMMUTE"
		job["applicantLocationRequirements"] = object{"@type": "Country", "name": s.m.words.places[l.places[0]].country}
	}
	if a.pay != nil {
		job["baseSalary"] = a.pay.structured(shape)
	}
	return job
}

// jobLocations are the places of a listing: one as an object, several as an array.
func (s *server) jobLocations(l *listing) any {
	var out []any
	for _, at := range l.places {
		where := s.m.words.places[at]
		if l.ad.employer.home != l.board { // carried over: the address is what the board had, in one line
			out = append(out, object{"@type": "Place", "address": where.name})
			continue
		}
		city, rest, _ := strings.Cut(where.name, ", ")
		address := object{"@type": "PostalAddress", "addressLocality": city, "addressCountry": where.country}
		if len(rest) == 2 {
			address["addressRegion"] = rest
		}
		out = append(out, object{"@type": "Place", "address": address})
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

// structured is the pay as schema.org describes it.
func (p *pay) structured(shape int) object {
	value := object{"@type": "QuantitativeValue", "minValue": p.min, "maxValue": p.max, "unitText": "YEAR"}
	if shape == 2 { // numbers as people write them
		value["minValue"] = fmt.Sprintf("%d,%03d.00", p.min/1000, p.min%1000)
		value["maxValue"] = fmt.Sprintf("%d,%03d.00", p.max/1000, p.max%1000)
	}
	return object{"@type": "MonetaryAmount", "currency": p.currency, "value": value}
}
