package market

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// perPage is the number of jobs on a list page.
const perPage = 25

// site are the routes of a job site: list pages, sitemaps, and a page for each job. A site that has not joined yet answers
// 404 everywhere.
func (s *server) site() map[string]route {
	b := s.boards[0]
	there := func(answer func(now time.Time, r *http.Request) reply) route {
		return func(now time.Time, r *http.Request) reply {
			if now.Before(b.From) {
				return notFound
			}
			return answer(now, r)
		}
	}
	page := func(body string) route {
		return there(func(time.Time, *http.Request) reply {
			return reply{kind: asHTML, body: []byte(frame(s.Name, "", body))}
		})
	}
	return map[string]route{
		"/":                      there(func(time.Time, *http.Request) reply { return notFound }),
		"GET /{$}":               page("<h1>Jobs for people</h1>\n<p><a href=\"/jobs\">All jobs</a></p>\n"),
		"GET /about":             page("<p>We list jobs of many employers. We made them all up.</p>\n"),
		"GET /private/{page}":    page("<p>Nobody should read this by machine.</p>\n"),
		"GET /robots.txt":        there(s.siteRobots),
		"GET /sitemap_index.xml": there(s.sitemapIndex),
		"GET /sitemaps/{file}":   there(s.sitemap),
		"GET /jobs":              there(s.siteList),
		"GET /jobs/{slug}":       there(s.sitePage),
		// The old address of a page leads to one that robots.txt disallows: a redirect needs the rules checked again.
		"GET /jobs/moved-1": there(func(time.Time, *http.Request) reply {
			return reply{status: http.StatusFound, kind: asText, location: "/private/moved-1"}
		}),
	}
}

// siteRobots asks for a delay where the server has one.
func (s *server) siteRobots(_ time.Time, r *http.Request) reply {
	text := "User-agent: *\nDisallow: /private/\nDisallow: /*?sort=\n"
	if s.Delay > 0 {
		text += fmt.Sprintf("Crawl-delay: %d\n", int(s.Delay.Seconds()))
	}
	return reply{kind: asText, body: []byte(text + "\nSitemap: http://" + r.Host + "/sitemap_index.xml\n")}
}

// slug is the last part of a job page's address.
func (l *listing) slug() string {
	words := strings.FieldsFunc(strings.ToLower(l.ad.heading), func(r rune) bool { return r < 'a' || r > 'z' })
	return strings.Join(words, "-") + "-" + l.id
}

// siteList is a list page, newest jobs first. Beside the jobs it has links that robots.txt disallows.
func (s *server) siteList(now time.Time, r *http.Request) reply {
	up := s.boards[0].open(now)
	slices.Reverse(up)
	n := 1
	if text := r.URL.Query().Get("page"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil || n < 1 || n > 1 && (n-1)*perPage >= len(up) {
			return notFound
		}
	}
	var b strings.Builder
	b.WriteString("<p><a href=\"/jobs?sort=pay\">By pay</a> <a href=\"/private/candidates\">Candidates</a></p>\n<ul class=\"jobs\">\n")
	for _, l := range up[(n-1)*perPage : min(n*perPage, len(up))] {
		fmt.Fprintf(&b, "<li><a href=\"/jobs/%s\">%s</a> at %s</li>\n", l.slug(), html.EscapeString(l.ad.heading), html.EscapeString(l.ad.employer.name))
	}
	b.WriteString("</ul>\n<p>")
	head := ""
	if n > 1 {
		fmt.Fprintf(&b, "<a rel=\"prev\" href=\"/jobs?page=%d\">Newer</a> ", n-1)
	}
	if n*perPage < len(up) {
		fmt.Fprintf(&b, "<a rel=\"next\" href=\"/jobs?page=%d\">Older</a>", n+1)
		head = fmt.Sprintf("<link rel=\"next\" href=\"/jobs?page=%d\">\n", n+1)
	}
	b.WriteString("</p>\n")
	return reply{kind: asHTML, body: []byte(frame("Jobs", head, b.String()))}
}

// sitemapIndex lists one sitemap for each month in which a job that is up was posted; the oldest is compressed.
func (s *server) sitemapIndex(now time.Time, r *http.Request) reply {
	var b strings.Builder
	b.WriteString(xmlHead + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	up := s.boards[0].open(now)
	for i := 0; i < len(up); {
		month, suffix := up[i].posted.Format("2006-01"), ".xml"
		if i == 0 {
			suffix = ".xml.gz"
		}
		var last time.Time
		for ; i < len(up) && up[i].posted.Format("2006-01") == month; i++ {
			last = later(last, up[i].modified(now))
		}
		fmt.Fprintf(&b, "<sitemap><loc>http://%s/sitemaps/jobs-%s%s</loc><lastmod>%s</lastmod></sitemap>\n", r.Host, month, suffix, last.Format(time.RFC3339))
	}
	fmt.Fprintf(&b, "<sitemap><loc>http://%s/sitemaps/pages.xml</loc></sitemap>\n</sitemapindex>\n", r.Host)
	return reply{kind: asXML, body: []byte(b.String())}
}

// sitemap lists the jobs of one month, or the pages that are no jobs.
func (s *server) sitemap(now time.Time, r *http.Request) reply {
	file := r.PathValue("file")
	var b bytes.Buffer
	b.WriteString(xmlHead + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	if file == "pages.xml" {
		fmt.Fprintf(&b, "<url><loc>http://%s/about</loc></url>\n</urlset>\n", r.Host)
		return reply{kind: asXML, body: b.Bytes()}
	}
	month, packed := strings.CutSuffix(strings.TrimPrefix(file, "jobs-"), ".xml.gz")
	month = strings.TrimSuffix(month, ".xml")
	n := 0
	for _, l := range s.boards[0].open(now) {
		if l.posted.Format("2006-01") == month {
			n++
			fmt.Fprintf(&b, "<url><loc>http://%s/jobs/%s</loc><lastmod>%s</lastmod></url>\n", r.Host, l.slug(), l.modified(now).Format(time.RFC3339))
		}
	}
	b.WriteString("</urlset>\n")
	if n == 0 {
		return notFound
	}
	if !packed {
		return reply{kind: asXML, body: b.Bytes()}
	}
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write(b.Bytes()) // a bytes.Buffer does not fail
	w.Close()
	return reply{kind: "application/gzip", body: z.Bytes()}
}

// modified is when the listing's page last changed.
func (l *listing) modified(now time.Time) time.Time {
	if l.version(now) > 0 {
		return l.edited
	}
	return l.posted
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sitePage is the page of a job. One that is taken down is gone.
func (s *server) sitePage(now time.Time, r *http.Request) reply {
	slug := r.PathValue("slug")
	id := slug[strings.LastIndexByte(slug, '-')+1:]
	for _, l := range s.boards[0].listings {
		if l.id != id || l.posted.After(now) {
			continue
		}
		if !l.open(now) {
			return reply{status: http.StatusGone, kind: asHTML, body: []byte(frame("Gone", "", "<p>This job is no longer open.</p>\n"))}
		}
		v := l.version(now)
		head := fmt.Sprintf("<link rel=\"canonical\" href=\"https://www.%s.example/jobs/%s\">\n%s", s.Name, l.slug(), s.structured(l, v))
		body := fmt.Sprintf("<h1>%s</h1>\n<p>%s</p>\n", html.EscapeString(l.ad.heading), html.EscapeString(l.ad.employer.name))
		return reply{kind: asHTML, etag: fmt.Sprintf(`"%d-%d"`, l.number, v), body: []byte(frame(l.ad.heading, head, body))}
	}
	return notFound
}

// frame puts a page around a body.
func frame(title, head, body string) string {
	return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + html.EscapeString(title) + "</title>\n" +
		head + "</head>\n<body>\n" + body + "</body>\n</html>\n"
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
