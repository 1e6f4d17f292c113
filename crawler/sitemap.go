package crawler

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// The caps on sitemaps: levels of indexes, files, and addresses of one site.
const (
	maxSitemapDepth = 3
	maxSitemapFiles = 50
	maxSitemapURLs  = 50000
)

// wellKnownSitemaps are tried where robots.txt names none, until one holds something.
var wellKnownSitemaps = [...]string{"/sitemap.xml", "/sitemap_index.xml", "/job-sitemap.xml", "/sitemap-jobs.xml", "/jobs/sitemap.xml"}

// siteURL is an address and when what it leads to was last changed; zero if that is not said.
type siteURL struct {
	address  string
	modified time.Time
}

// parseSitemap reads a sitemap: a urlset, an index of further sitemaps, or a plain list of addresses. Of a file that breaks
// off, what came before is returned with the error.
func parseSitemap(body []byte) (pages, maps []siteURL, err error) {
	if firstByte(body) != '<' {
		for line := range strings.Lines(string(body)) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "http") {
				pages = append(pages, siteURL{address: line})
			}
		}
		if pages == nil && len(bytes.TrimSpace(body)) > 0 {
			err = errors.New("neither a sitemap nor a list of addresses: " + excerpt(body))
		}
		return pages, nil, err
	}
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Strict = false
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded before
	var entry siteURL
	var path []string // local names of the elements around the position
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return pages, maps, nil
		}
		if err != nil {
			return pages, maps, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(path) == 0 && t.Name.Local != "urlset" && t.Name.Local != "sitemapindex" {
				return nil, nil, errors.New("not a sitemap: it begins with <" + t.Name.Local + ">")
			}
			path = append(path, t.Name.Local)
			if len(path) == 2 {
				entry = siteURL{}
			}
		case xml.CharData:
			if len(path) == 3 { // deeper ones are those of images and the like
				switch path[2] {
				case "loc":
					entry.address += strings.TrimSpace(string(t))
				case "lastmod":
					entry.modified = parseModified(string(t))
				}
			}
		case xml.EndElement:
			if len(path) == 2 && entry.address != "" {
				if path[1] == "sitemap" {
					maps = append(maps, entry)
				} else {
					pages = append(pages, entry)
				}
			}
			path = path[:max(0, len(path)-1)]
		}
	}
}

// readSitemaps reads sitemaps and those they lead to, and returns the addresses of pages, each once, in order. A sitemap that
// is not there holds nothing; any other trouble below the first level makes the reading partial.
func (r *reading) readSitemaps(ctx context.Context, roots []string) ([]siteURL, error) {
	type file struct {
		address string
		depth   int
	}
	var queue []file
	for _, root := range roots {
		queue = append(queue, file{root, 1})
	}
	var pages []siteURL
	seen := map[string]bool{}
	var first error
	for files := 0; len(queue) > 0 && len(pages) < maxSitemapURLs; queue = queue[1:] {
		f := queue[0]
		if seen[f.address] {
			continue
		}
		seen[f.address] = true
		if files++; files > maxSitemapFiles {
			r.note = "more than 50 sitemaps: the rest was not read"
			break
		}
		found, maps, err := r.readSitemap(ctx, f.address)
		if ctx.Err() != nil || parked(err) {
			return pages, err
		}
		if err != nil && !gone(err) && f.depth > 1 {
			r.note = err.Error()
		}
		if err != nil && first == nil && f.depth == 1 {
			first = err
		}
		for _, m := range maps {
			if f.depth < maxSitemapDepth && r.onSite(m.address) {
				queue = append(queue, file{m.address, f.depth + 1})
			}
		}
		for _, page := range found {
			if !seen[page.address] && r.onSite(page.address) && len(pages) < maxSitemapURLs {
				seen[page.address] = true
				pages = append(pages, page)
			}
		}
	}
	if len(pages) == 0 {
		return nil, first
	}
	if first != nil && !gone(first) {
		r.note = first.Error()
	}
	return pages, nil
}

// readSitemap reads one file.
func (r *reading) readSitemap(ctx context.Context, address string) (pages, maps []siteURL, err error) {
	page, err := r.get(ctx, address, false)
	if err != nil {
		return nil, nil, err
	}
	pages, maps, err = parseSitemap(page.body)
	if err != nil {
		err = errors.New("read " + address + ": " + err.Error())
	}
	return pages, maps, err
}

// gone reports an answer that says the page does not exist.
func gone(err error) bool {
	var status *statusError
	return errors.As(err, &status) && (status.code == 404 || status.code == 410)
}

// onSite reports whether an address belongs to the site that is read.
func (r *reading) onSite(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && sameSite(u, r.start)
}

var (
	jobPath     = regexp.MustCompile(`(?i)/jobs?/[^/]`)
	noJobPath   = regexp.MustCompile(`(?i)/(search|category|categories|results)(/|$)`)
	wideJobPath = regexp.MustCompile(`(?i)/(careers?|positions?|vacanc(y|ies)|openings?|opportunit(y|ies)|stellen\w*|roles?|job-\w+)/[^/]`)
)

// isJobURL reports whether an address looks like that of one job: /job/… or /jobs/…, and no search or category. wide also
// accepts the other words that sites use.
func isJobURL(address string, wide bool) bool {
	u, err := url.Parse(address)
	if err != nil || noJobPath.MatchString(u.Path) || strings.HasSuffix(u.Path, ".xml") {
		return false
	}
	return jobPath.MatchString(u.Path) || wide && wideJobPath.MatchString(u.Path)
}

// jobURLs keeps the addresses of jobs; where none is written in the usual way, those written in others.
func jobURLs(pages []siteURL) []siteURL {
	for _, wide := range [...]bool{false, true} {
		var out []siteURL
		for _, page := range pages {
			if isJobURL(page.address, wide) {
				out = append(out, page)
			}
		}
		if out != nil {
			return out
		}
	}
	return nil
}
