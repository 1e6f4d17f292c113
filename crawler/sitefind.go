package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/gocolly/colly/v2"
)

// find returns the addresses of the job pages.
func (w *walker) find(ctx context.Context) ([]siteURL, error) {
	address := w.start.String()
	path := strings.ToLower(w.start.Path)
	// The way to the pages that the address itself shows is tried first, the others after it.
	if strings.HasSuffix(path, ".xml") || strings.HasSuffix(path, ".xml.gz") || strings.HasSuffix(path, ".txt") {
		pages, err := w.readSitemaps(ctx, []string{address})
		return jobURLs(pages), err
	}
	if path != "" && path != "/" {
		pages, err := w.listed(ctx)
		if err != nil || len(pages) > 0 || len(w.out.Present) > 0 {
			return pages, err
		}
	}
	pages, err := w.discover(ctx)
	if pages = jobURLs(pages); len(pages) > 0 || parked(err) || ctx.Err() != nil {
		return pages, err
	}
	if path == "" || path == "/" {
		listed, listErr := w.listed(ctx)
		if len(listed) > 0 || len(w.out.Present) > 0 {
			return listed, listErr
		}
		err = cmp.Or(listErr, err)
	}
	if refused(err) {
		return nil, err
	}
	text := fmt.Sprintf("no job pages found at %s, neither in sitemaps nor by links", address)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", text, err)
	}
	return nil, errors.New(text + "; use the address of the list of jobs or of the sitemap that holds them")
}

// discover reads the sitemaps that robots.txt names, or else the first of the usual ones that holds anything.
func (w *walker) discover(ctx context.Context) ([]siteURL, error) {
	origin := w.start.Scheme + "://" + w.start.Host
	named, err := w.crawler.transport().Sitemaps(ctx, origin)
	if err != nil {
		return nil, err
	}
	if named = slices.DeleteFunc(named, func(s string) bool { return !w.onSite(s) }); len(named) > 0 {
		return w.readSitemaps(ctx, named)
	}
	var first error
	for _, path := range wellKnownSitemaps {
		pages, err := w.readSitemaps(ctx, []string{origin + path})
		if len(pages) > 0 || parked(err) || ctx.Err() != nil {
			return pages, err
		}
		if first == nil && err != nil && !gone(err) {
			first = err
		}
	}
	return nil, first
}

// nextText is what the link to the next page of a list says.
var nextText = regexp.MustCompile(`(?i)^\s*(next( page)?|older|more jobs|show more|weiter|nächste( seite)?|suivant|siguiente|›|»|→|next\s*[›»→>]|>)\s*$`)

// listPath is the path of a page that lists jobs.
var listPath = regexp.MustCompile(`(?i)/(jobs?|careers?|vacancies|openings|(open-)?positions|stellen\w*)/?$`)

// listWalk is a list of jobs under way.
type listWalk struct {
	queue  []string
	seen   map[string]bool
	links  []siteURL        // all links found, in order
	inline []structuredPage // what the pages of the list themselves say
}

// listed walks the pages of a list and returns the job pages they link to, in order.
func (w *walker) listed(ctx context.Context) ([]siteURL, error) {
	start := w.start.String()
	l := &listWalk{queue: []string{start}, seen: map[string]bool{start: true}}
	for n := 0; len(l.queue) > 0; n++ {
		if n == maxListPages {
			w.note = fmt.Sprintf("more than %d pages of the list: the rest was not read", maxListPages)
			break
		}
		address := l.queue[0]
		l.queue = l.queue[1:]
		err := w.visit(address, nil, func(res *colly.Response) error {
			if err := statusOf(address, res); err != nil {
				return err
			}
			return w.follow(l, res, n == 0)
		})
		switch {
		case ctx.Err() != nil || err != nil && n == 0 || parked(err):
			return nil, err
		case err != nil && !refused(err): // a page that robots.txt forbids is no part of the list that we can see
			w.note = err.Error()
		}
	}
	if links := jobURLs(l.links); len(links) > 0 {
		return links, nil
	}
	for _, page := range l.inline { // a list that holds the ads themselves
		if err := w.addJobs(jobPage{}, page, start); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// follow notes the links of a page of the list.
func (w *walker) follow(l *listWalk, res *colly.Response, first bool) error {
	found, err := parseLinks(res.Body, res.Request.URL)
	if err != nil {
		return err
	}
	isNew := func(link string) bool {
		ok := !l.seen[link] && w.onSite(link)
		l.seen[link] = true
		return ok
	}
	for _, next := range found.next {
		if isNew(next) {
			l.queue = append(l.queue, next)
		}
	}
	atStart := first && strings.Trim(res.Request.URL.Path, "/") == ""
	for _, link := range found.links {
		if !isNew(link) {
			continue
		}
		l.links = append(l.links, siteURL{address: link})
		if atStart && listPath.MatchString(pathOf(link)) { // from a start page, one step to the list is taken
			l.queue = append(l.queue, link)
		}
	}
	if len(found.structured.jobs) > 0 {
		l.inline = append(l.inline, found.structured)
	}
	return nil
}
