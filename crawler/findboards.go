package crawler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// FoundBoard is a board that a careers page leads to.
type FoundBoard struct {
	Source  Source
	Address string // that gave it away
	Page    string // on which it stands; "" where the address asked is the board itself
}

// maxFindPages is how many pages of a site are looked at for its boards.
const maxFindPages = 6

// FindBoards looks for the job boards behind a company's careers page: in links, embeds, scripts and redirects, on the page and on the
// pages of the site that it offers as lists of openings, one step away. Vendors that no connector reads are found as well. A site that
// shows its openings itself, as JobPosting, is found as the kind jsonld, if there is no board. The boards themselves are not asked.
//
// The error says why the page could not be read; to find nothing is an error too.
func (c *Crawler) FindBoards(ctx context.Context, address string) ([]FoundBoard, error) {
	if c.Now == nil || c.Sleep == nil {
		return nil, errors.New("crawler: Now and Sleep have to be set")
	}
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%q is not the address of a page; use one such as https://example.com/careers", address)
	}
	f := &boardFinder{crawler: c, client: newClient(c.transport(), nil), seen: map[string]bool{}}
	if f.note(u, ""); len(f.boards) > 0 {
		return f.boards, nil
	}
	if err := f.walk(ctx, address); err != nil {
		return nil, err
	}
	if len(f.boards) == 0 && f.site != nil {
		f.boards = []FoundBoard{*f.site}
	}
	if len(f.boards) == 0 {
		return nil, fmt.Errorf("no board found at %s, nor on %d pages it leads to; look for the address of its list of openings, and try that",
			address, len(f.asked)-1)
	}
	return f.boards, nil
}

// boardFinder is a search under way.
type boardFinder struct {
	crawler *Crawler
	client  *http.Client
	asked   []string // pages
	boards  []FoundBoard
	seen    map[string]bool // keys of boards, addresses of pages
	site    *FoundBoard     // the first page that shows openings itself
}

// walk looks at the first page, and at the lists of openings that it leads to. Trouble with one of those is no trouble.
func (f *boardFinder) walk(ctx context.Context, start string) error {
	next, err := f.look(ctx, start)
	for hops := 0; hops < 5; hops++ { // a page that has moved to another site is read there
		var moved *offHostError
		if !errors.As(err, &moved) || len(f.boards) > 0 {
			break
		}
		next, err = f.look(ctx, moved.to)
	}
	if err != nil && len(f.boards) == 0 {
		return err
	}
	for _, address := range next {
		if len(f.asked) >= maxFindPages {
			return nil
		}
		if _, err := f.look(ctx, address); ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil {
			f.crawler.log().Debug("page not read", "url", address, "error", err)
		}
	}
	return nil
}

// look reads a page, notes the boards on it, and returns the pages that may list openings.
func (f *boardFinder) look(ctx context.Context, address string) (next []string, err error) {
	if f.seen[address] {
		return nil, nil
	}
	f.seen[address] = true
	f.asked = append(f.asked, address)
	r := &reading{crawler: f.crawler, client: f.client}
	p, err := r.get(ctx, address, false)
	if err != nil {
		f.noteRedirect(err)
		return nil, err
	}
	at, err := url.Parse(p.final)
	if err != nil {
		return nil, err
	}
	for _, found := range addressesIn(p.body) {
		if u, err := at.Parse(found); err == nil {
			f.note(u, p.final)
		}
	}
	if s := parseStructured(p.body, p.final); f.site == nil && (len(s.jobs) > 0 || len(s.items) > 0 && listPath.MatchString(at.Path)) {
		f.site = &FoundBoard{Source: Source{Kind: "jsonld", Board: strings.TrimPrefix(at.Hostname(), "www."), URL: p.final}, Address: p.final, Page: p.final}
	}
	return openingsLinks(p.body, at), nil
}

// note keeps the board of an address, if it is one and new.
func (f *boardFinder) note(u *url.URL, page string) {
	src, ok := boardAt(u)
	if key := strings.ToLower(src.Key()) + " " + src.Region; ok && !f.seen[key] {
		f.seen[key] = true
		f.boards = append(f.boards, FoundBoard{src, u.String(), page})
	}
}

// noteRedirect keeps the board that a page redirects to, which is not followed.
func (f *boardFinder) noteRedirect(err error) {
	var moved *offHostError
	if errors.As(err, &moved) {
		if u, err := url.Parse(moved.to); err == nil {
			f.note(u, moved.from)
		}
	}
}

var (
	unescaper  = strings.NewReplacer(`\/`, "/", `\u002F`, "/", `\u002f`, "/", "&amp;", "&", `\u0026`, "&", "&#x2F;", "/")
	anyAddress = regexp.MustCompile(`(?i)(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?[^\s"'<>\\)` + "`" + `]*`)
)

// addressesIn returns everything in a page that looks like an address of a host, scripts and their data included, in order.
func addressesIn(body []byte) []string {
	return anyAddress.FindAllString(unescaper.Replace(string(body)), -1)
}

// openingsText is what the link to a list of openings says.
var openingsText = regexp.MustCompile(`(?i)\b(open(ings| (roles|positions|jobs|vacancies))|(current|all|view|see|browse|explore|search)\b.*\b(jobs|roles|positions|openings|vacancies|opportunities)|jobs|vacancies|careers?|stellen\w*|karriere)\b`)

// openingsLinks returns the pages and frames of the site that may list openings, those whose address says so first.
func openingsLinks(body []byte, at *url.URL) []string {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	var sure, likely []string
	doc.Find("a[href], iframe[src]").Each(func(_ int, s *goquery.Selection) {
		link := absolute(at, firstOf(s.AttrOr("href", ""), s.AttrOr("src", "")))
		u, err := url.Parse(link)
		switch {
		case err != nil || link == "" || !sameSite(u, at):
		case goquery.NodeName(s) == "iframe" || listPath.MatchString(u.Path):
			sure = append(sure, link)
		case openingsText.MatchString(s.Text()):
			likely = append(likely, link)
		}
	})
	return append(sure, likely...)
}
