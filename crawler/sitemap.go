package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// The caps on sitemaps: levels of indexes, files, and addresses of one file and of one site.
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

// sitemapFile is a sitemap to read, and how many indexes lead to it, itself included.
type sitemapFile struct {
	address string
	depth   int
}

// sitemapWalk is the reading of a site's sitemaps under way.
type sitemapWalk struct {
	*reading
	queue []sitemapFile
	files int // read or in the queue
	pages []siteURL
	seen  map[string]bool // addresses of files and pages
}

// readSitemaps reads sitemaps and those they lead to, and returns the addresses of pages, each once, in order. A sitemap that
// is not there holds nothing; any other trouble below the first level makes the reading partial, as does what is beyond the caps.
func (r *reading) readSitemaps(ctx context.Context, roots []string) ([]siteURL, error) {
	w := &sitemapWalk{reading: r, seen: map[string]bool{}}
	for _, root := range roots {
		w.enqueue(root, 1)
	}
	var first error
	for ; len(w.queue) > 0 && len(w.pages) < maxSitemapURLs; w.queue = w.queue[1:] {
		f := w.queue[0]
		pages, maps, err := r.readSitemap(ctx, f.address)
		if ctx.Err() != nil || parked(err) {
			return w.pages, err
		}
		if err != nil && !gone(err) && f.depth > 1 {
			r.note = err.Error()
		}
		if err != nil && first == nil && f.depth == 1 {
			first = err
		}
		for _, m := range maps {
			w.enqueue(m.address, f.depth+1)
		}
		for _, page := range pages {
			w.page(page)
		}
	}
	if len(w.queue) > 0 {
		r.note = "the sitemaps hold " + errManyURLs.Error()
	}
	if len(w.pages) == 0 {
		return nil, first
	}
	if first != nil && !gone(first) {
		r.note = first.Error()
	}
	return w.pages, nil
}

// enqueue notes a file to read, unless it is known or too much.
func (w *sitemapWalk) enqueue(address string, depth int) {
	switch {
	case w.seen[address] || depth > 1 && !w.onSite(address):
	case depth > maxSitemapDepth:
		w.note = fmt.Sprintf("sitemaps on more than %d levels: the rest was not read", maxSitemapDepth)
	case w.files == maxSitemapFiles:
		w.note = fmt.Sprintf("more than %d sitemaps: the rest was not read", maxSitemapFiles)
	default:
		w.files++
		w.seen[address] = true
		w.queue = append(w.queue, sitemapFile{address, depth})
	}
}

// page notes an address, unless it is known or too much.
func (w *sitemapWalk) page(page siteURL) {
	switch {
	case w.seen[page.address] || !w.onSite(page.address):
	case len(w.pages) == maxSitemapURLs:
		w.note = "the sitemaps hold " + errManyURLs.Error()
	default:
		w.seen[page.address] = true
		w.pages = append(w.pages, page)
	}
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
