package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"
)

// jsonld reads the job pages of a site by the JobPosting in them, written as JSON-LD or, where there is none, as microdata. The
// pages are found in the sitemaps (those that robots.txt names, else the usual ones), or, where the source's address is neither a
// sitemap nor the start page, by the links of that page and the pages it continues on.
//
// A page that its sitemap says is unchanged is not fetched again for a week; one that is fetched again is asked for with its
// last validators. Pages that are gone are closed ads, pages that fail make the reading partial.
func jsonld() kind {
	return kind{
		check: func(s Source) error {
			if _, err := siteStart(s); err != nil {
				return err
			}
			return nil
		},
		plan: func(s Source) []string {
			start, err := siteStart(s)
			if err != nil {
				return nil
			}
			return []string{start.String()}
		},
		read: readSite,
	}
}

// siteStart returns the address at which a site is begun: url, under base_url if there is one, or the site that board names.
func siteStart(s Source) (*url.URL, error) {
	address := s.URL
	if s.BaseURL != "" {
		path := ""
		if u, err := url.Parse(s.URL); err == nil {
			path = u.RequestURI()
			if s.URL == "" {
				path = "/"
			}
		}
		address = s.address("", path)
	}
	if address == "" && strings.Contains(s.Board, ".") {
		address = "https://" + s.Board + "/"
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, errors.New("url: missing; use the site's address, its list of jobs or its sitemap, such as https://example.com/jobs")
	}
	return u, nil
}

// The caps on one reading of a site, and how long a page that is said to be unchanged is believed.
const (
	defaultPages  = 500
	maxListPages  = 40
	maxTroubles   = 10 // failures one after the other
	believeSiteIn = 7 * 24 * time.Hour
)

// walker walks a site with colly.
type walker struct {
	*reading
	collector *colly.Collector
	handle    func(*colly.Response) error // what to do with the answer under way
	err       error                       // what it returned
	addresses map[string]bool             // Posting.URL of the postings handed on
	owners    map[string]string           // id of a known posting → address of the listed page that held it
}

// readSite finds the job pages and reads them.
func readSite(ctx context.Context, r *reading) error {
	start, err := siteStart(r.src)
	if err != nil {
		return err
	}
	r.start = start
	w := r.walker(ctx)
	pages, err := w.find(ctx)
	if err != nil {
		return err
	}
	return w.readPages(ctx, pages)
}

// walker makes a collector that leaves everything about manners to the transport. The fields are set after construction,
// because colly reads COLLY_ variables of the environment while it is constructed.
func (r *reading) walker(ctx context.Context) *walker {
	w := &walker{reading: r, collector: colly.NewCollector(), addresses: map[string]bool{}, owners: map[string]string{}}
	c := w.collector
	c.WithTransport(r.client.Transport)
	c.SetRequestTimeout(0) // the transport limits each try; this would also count the wait for a turn
	c.DisableCookies()
	c.SetRedirectHandler(r.client.CheckRedirect)
	c.Context = ctx
	c.UserAgent = r.crawler.UserAgent()
	c.AllowURLRevisit = true
	c.IgnoreRobotsTxt = true // asked by the transport, which also sees redirects
	c.ParseHTTPErrorResponse = true
	c.DetectCharset, c.CheckHead, c.Async, c.TraceHTTP = false, false, false, false
	c.AllowedDomains, c.DisallowedDomains, c.URLFilters, c.DisallowedURLFilters = nil, nil, nil, nil
	c.MaxBodySize, c.MaxDepth, c.MaxRequests, c.CacheDir = 0, 0, 0, ""
	c.OnResponse(func(res *colly.Response) {
		defer func() {
			if p := recover(); p != nil { // colly would let it end the program
				w.err = fmt.Errorf("read %s: %v", res.Request.URL, p)
			}
		}()
		w.err = w.handle(res)
	})
	return w
}

// visit fetches an address and hands the answer to handle.
func (w *walker) visit(address string, header http.Header, handle func(*colly.Response) error) error {
	w.handle, w.err = handle, nil
	if header == nil {
		header = http.Header{}
	}
	header.Set("User-Agent", w.collector.UserAgent)
	if err := w.collector.Request(http.MethodGet, address, nil, nil, header); err != nil {
		return plainError(err)
	}
	return w.err
}

// statusOf returns the error of an answer that is no success.
func statusOf(address string, res *colly.Response) error {
	if res.StatusCode == http.StatusOK {
		return nil
	}
	return &statusError{address, res.StatusCode, ""}
}
