package crawler

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/gocolly/colly/v2"
	"golang.org/x/net/html"

	"trends/trends"
)

// pageLinks are the links of a page, each once, in order.
type pageLinks struct {
	links []string
	next  []string // to further pages of the same list

	structured structuredPage
}

// fewTags returns an error if a page is too much to make a tree of.
func fewTags(body []byte) error {
	z := html.NewTokenizer(bytes.NewReader(body))
	z.SetMaxBuf(maxToken)
	for range maxTags {
		if z.Next() == html.ErrorToken {
			if z.Err() == html.ErrBufferExceeded {
				return errToken
			}
			return nil
		}
	}
	return fmt.Errorf("a page of more than %d tags and texts: none of its links was read", maxTags)
}

// parseLinks reads the links of a page, those of an ItemList in its JSON-LD among them.
func parseLinks(body []byte, address *url.URL) (pageLinks, error) {
	var out pageLinks
	if err := fewTags(body); err != nil {
		return out, fmt.Errorf("%s: %w", address, err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return out, fmt.Errorf("%s: %w", address, err)
	}
	base := address
	if href, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if u, err := address.Parse(href); err == nil {
			base = u
		}
	}
	doc.Find("a[href], link[rel][href]").Each(func(_ int, s *goquery.Selection) {
		link := absolute(base, s.AttrOr("href", ""))
		isNext := hasWord(s.AttrOr("rel", ""), "next")
		if link == "" || goquery.NodeName(s) == "link" && !isNext {
			return
		}
		if isNext || nextText.MatchString(cmp.Or(s.AttrOr("aria-label", ""), s.Text())) {
			out.next = append(out.next, link)
			return
		}
		out.links = append(out.links, link)
	})
	out.structured = parseStructured(body, address.String())
	for _, item := range out.structured.items {
		if link := absolute(base, item); link != "" {
			out.links = append(out.links, link)
		}
	}
	return out, nil
}

// jobPage is a page to read and what is known of it.
type jobPage struct {
	siteURL
	id     string       // of the posting that the page held; "" if it is not known
	before trends.Fetch // the last answer
}

// order puts pages that hold no known posting first, then the ones not looked at for the longest time, so that a limit
// reaches every page in the end.
func (w *walker) order(pages []siteURL) []jobPage {
	byPath := w.knownPaths()
	out := make([]jobPage, len(pages))
	for i, page := range pages {
		id, ok := w.mem.ByURL[page.address]
		if !ok {
			id = byPath[pathOf(page.address)]
		}
		out[i] = jobPage{page, id, w.mem.Fetches[page.address]}
	}
	slices.SortStableFunc(out, func(a, b jobPage) int {
		if (a.id == "") != (b.id == "") {
			return cmp.Compare(a.id, b.id) // "" first
		}
		if a.id == "" {
			return 0
		}
		return a.before.Fetched.Compare(b.before.Fetched)
	})
	return out
}

// knownPaths indexes the known postings by the path of their address: a page often calls itself by another host's name
// (www, the public host of a server behind another) than it was fetched under. Paths that are not unique are left out.
func (w *walker) knownPaths() map[string]string {
	byPath := map[string]string{}
	for address, id := range w.mem.ByURL {
		path := pathOf(address)
		if _, ok := byPath[path]; ok {
			id = ""
		}
		byPath[path] = id
	}
	return byPath
}

func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" || u.Path == "/" {
		return address
	}
	return u.RequestURI()
}

// fresh reports whether a page can be left alone: its posting is known, its sitemap says it has not changed since the last
// whole read, and it was looked at not long ago, since some sitemaps never admit a change.
func (w *walker) fresh(p jobPage) bool {
	return p.id != "" && !p.modified.IsZero() && p.modified.Before(w.mem.LastWhole) &&
		w.lately(p.before.Fetched)
}

// lately reports whether a page was fetched not long ago. A moment to come is that of a clock that has been put back since.
func (w *walker) lately(fetched time.Time) bool {
	age := w.started.Sub(fetched)
	return age >= 0 && age < believeSiteIn
}

// barren reports whether a page was looked at not long ago, held no posting, and is not said to have changed since. Such
// pages are noted without validators and hash. Asked every time, they would use up the limit before the others get their turn.
func (w *walker) barren(p jobPage) bool {
	return p.id == "" && p.before.Hash == "" && w.lately(p.before.Fetched) && p.modified.Before(p.before.Fetched)
}

// readPages reads the job pages. Known postings whose page is listed, but is not fetched, are up.
func (w *walker) readPages(ctx context.Context, listed []siteURL) error {
	limit := cmp.Or(w.src.Limit, defaultPages)
	t := &pageTally{}
	pages := w.order(listed)
	for _, p := range pages {
		if p.id != "" {
			w.owners[p.id] = p.address
		}
	}
	for _, p := range pages {
		switch {
		case w.fresh(p):
			w.present(p.id)
			continue
		case w.barren(p):
			t.without++
			continue
		case t.fetched >= limit && p.id != "":
			w.present(p.id)
			continue
		case t.fetched >= limit:
			t.left++
			continue
		}
		t.fetched++
		err := w.readPage(p)
		var emit emitError
		if errors.As(err, &emit) || ctx.Err() != nil {
			return err
		}
		if stop := t.count(w, p, err); stop != nil {
			return stop
		}
	}
	return t.judge(w, len(listed))
}

// pageTally counts what became of the pages of one reading.
type pageTally struct {
	fetched, left, refused, without int
	row                             int // failures one after the other
	broken                          faults
}

// count notes how a page went. An error ends the reading.
func (t *pageTally) count(w *walker, p jobPage, err error) error {
	switch {
	case err == nil:
		t.row = 0
		return nil
	case errors.Is(err, errNoPosting), gone(err):
		t.without++
		t.row = 0
		w.out.Fetches = append(w.out.Fetches, trends.Fetch{URL: p.address, Fetched: w.crawler.Now()})
		return nil
	case parked(err):
		return err
	case refused(err):
		t.refused++
		w.crawler.log().Info("page refused", "source", w.src.Key(), "url", p.address, "why", err)
		if p.id != "" {
			w.present(p.id) // listed, and nothing says that it is gone
		}
		return nil
	}
	t.broken.add("%v", err)
	w.crawler.log().Warn("page failed", "source", w.src.Key(), "url", p.address, "error", err)
	if t.row++; t.row >= maxTroubles {
		return fmt.Errorf("%d pages failed one after the other, the last: %w", t.row, err)
	}
	return nil
}

// judge settles the outcome over all pages.
func (t *pageTally) judge(w *walker, listed int) error {
	switch {
	case t.refused > 0 && t.refused == t.fetched && len(w.out.Present) == 0:
		return &refusal{fmt.Sprintf("robots.txt forbids all %d job pages", t.refused)}
	case t.without > 0 && len(w.out.Present) == 0 && t.broken.n == 0:
		return fmt.Errorf("no JobPosting in any of %d job pages: the site writes none, or only by script", t.without)
	}
	if err := w.judge(t.fetched, "pages", t.broken); err != nil {
		return err
	}
	if t.left > 0 && w.note == "" {
		w.note = fmt.Sprintf("%d of %d job pages left for later: the limit is %d a read", t.left, listed, t.fetched)
	}
	return nil
}

// errNoPosting is a page without a posting.
var errNoPosting = errors.New("no JobPosting in the page")

// readPage reads one page.
func (w *walker) readPage(p jobPage) error {
	header := http.Header{}
	if p.id != "" {
		setValidators(header, p.before)
	}
	return w.visit(p.address, header, func(res *colly.Response) error {
		fetch := trends.Fetch{
			URL: p.address, ETag: res.Headers.Get("ETag"), LastModified: res.Headers.Get("Last-Modified"), Fetched: w.crawler.Now(),
		}
		if res.StatusCode == http.StatusNotModified && p.id != "" {
			w.present(p.id)
			fetch.ETag = cmp.Or(fetch.ETag, p.before.ETag)
			fetch.LastModified = cmp.Or(fetch.LastModified, p.before.LastModified)
			fetch.Hash = p.before.Hash
			w.out.Fetches = append(w.out.Fetches, fetch)
			return nil
		}
		if err := statusOf(p.address, res); err != nil {
			return err
		}
		return w.postings(p, fetch, res.Body, res.Request.URL.String())
	})
}

// postings hands on the postings of a page.
func (w *walker) postings(p jobPage, fetch trends.Fetch, body []byte, address string) error {
	found := parseStructured(body, address)
	switch {
	case len(found.jobs) == 0 && len(found.broken) > 0:
		return fmt.Errorf("%s: %s", address, found.broken[0])
	case len(found.jobs) == 0 && found.cut == "":
		return errNoPosting
	}
	if err := w.addJobs(p, found, address); err != nil {
		return err
	}
	if found.cut != "" {
		return fmt.Errorf("%s: %s", address, found.cut)
	}
	if len(found.jobs) == 1 { // a 304 can only stand for one
		answer := page{fetch: fetch}
		answer.setBody(body)
		w.out.Fetches = append(w.out.Fetches, answer.fetch)
	}
	return nil
}

// addJobs hands on the postings of a page. One page under two addresses is one posting, if it names itself. An identifier
// that another page has too, because the site writes one for all, does not identify: then the address does.
func (w *walker) addJobs(from jobPage, found structuredPage, address string) error {
	for i, job := range found.jobs {
		p := jobPosting(w.src, job, found, address, i, w.started)
		if strings.TrimSpace(p.Title+p.Body) == "" {
			return fmt.Errorf("%s: a JobPosting without title and description", address)
		}
		if err := tooLong(&p); err != nil {
			return fmt.Errorf("%s: a JobPosting%v", address, err)
		}
		if len(found.jobs) == 1 && w.addresses[p.URL] {
			continue
		}
		byAddress := addressID(p.URL, i)
		owner, owned := w.owners[p.ID]
		if w.seen[p.ID] || owned && owner != from.address || from.id == byAddress {
			p.ID = byAddress
		}
		w.addresses[p.URL] = true
		if err := w.add(p); err != nil {
			return err
		}
	}
	return nil
}
