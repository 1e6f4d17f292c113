package crawler

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"trends/trends"
)

// page is one answer.
type page struct {
	asked       string // the address that was asked
	final       string // the address that answered, after redirects
	contentType string
	body        []byte // as UTF-8
	fetch       trends.Fetch
	unchanged   bool // a 304, which has no body, or the same body as last time
}

// statusError is an answer with a status that is no success.
type statusError struct {
	address string
	code    int
	said    string // the beginning of the body
}

func (e *statusError) Error() string {
	text := fmt.Sprintf("%s answered %d %s", e.address, e.code, http.StatusText(e.code))
	if e.said != "" {
		text += " (" + e.said + ")"
	}
	return text
}

// get fetches one address. If conditional is set and an earlier answer is remembered, the server is asked for news only.
func (r *reading) get(ctx context.Context, address string, conditional bool) (*page, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	before, known := r.mem.Fetches[address]
	conditional = conditional && known
	if conditional {
		setValidators(req.Header, before)
	}
	res, err := r.client.Do(req)
	if err != nil {
		return nil, plainError(err)
	}
	defer res.Body.Close()
	return r.read(address, res, before, conditional)
}

// post sends JSON to an address that lists by that way only. Its answer has no validators.
func (r *reading) post(ctx context.Context, address, body string) (*page, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	res, err := r.client.Do(req)
	if err != nil {
		return nil, plainError(err)
	}
	defer res.Body.Close()
	return r.read(address, res, trends.Fetch{}, false)
}

// read turns an answer into a page.
func (r *reading) read(address string, res *http.Response, before trends.Fetch, conditional bool) (*page, error) {
	p := &page{
		asked:       address,
		final:       res.Request.URL.String(),
		contentType: strings.ToLower(res.Header.Get("Content-Type")),
		fetch: trends.Fetch{
			URL:          address,
			ETag:         res.Header.Get("ETag"),
			LastModified: res.Header.Get("Last-Modified"),
			Fetched:      r.crawler.Now(),
		},
	}
	if res.StatusCode == http.StatusNotModified && conditional {
		p.unchanged = true
		p.fetch.ETag = firstOf(p.fetch.ETag, before.ETag)
		p.fetch.LastModified = firstOf(p.fetch.LastModified, before.LastModified)
		p.fetch.Hash = before.Hash
		return p, nil
	}
	body, err := whole(res.Body)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", address, err)
	}
	if res.StatusCode != http.StatusOK {
		said := ""
		if !strings.Contains(p.contentType, "html") {
			said = excerpt(body)
		}
		return nil, &statusError{address, res.StatusCode, said}
	}
	p.setBody(body)
	p.unchanged = conditional && before.Hash == p.fetch.Hash
	return p, nil
}

func (p *page) setBody(body []byte) {
	sum := sha256.Sum256(body)
	p.body, p.fetch.Hash = body, hex.EncodeToString(sum[:])
}

// setValidators asks for an answer only if there is news: both headers where both are known, since servers differ in
// which they heed.
func setValidators(h http.Header, before trends.Fetch) {
	if before.ETag != "" {
		h.Set("If-None-Match", before.ETag)
	}
	if before.LastModified != "" {
		h.Set("If-Modified-Since", before.LastModified)
	}
}

// wantJSON reports an answer that is plainly something else.
func (p *page) wantJSON() error {
	switch firstByte(p.body) {
	case '{', '[':
		return nil
	case 0:
		return fmt.Errorf("%s answered nothing where JSON was due", p.asked)
	case '<':
		return fmt.Errorf("%s answered a page of HTML where JSON was due: %s", p.asked, excerpt(p.body))
	}
	return fmt.Errorf("%s answered text where JSON was due: %s", p.asked, excerpt(p.body))
}

// wantXML reports an answer that is plainly something else.
func (p *page) wantXML() error {
	start := strings.ToLower(excerpt(p.body))
	switch {
	case start == "":
		return fmt.Errorf("%s answered nothing where XML was due", p.asked)
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"):
		return fmt.Errorf("%s answered a page of HTML where XML was due: %s", p.asked, excerpt(p.body))
	case start[0] != '<':
		return fmt.Errorf("%s answered text where XML was due: %s", p.asked, excerpt(p.body))
	}
	return nil
}

// newClient returns a client whose every hop passes through the transport, and which never leaves the source's hosts.
func newClient(transport http.RoundTripper, hosts []string) *http.Client {
	return &http.Client{
		Transport:     bodyReader{transport},
		CheckRedirect: func(req *http.Request, via []*http.Request) error { return checkRedirect(req, via, hosts) },
	}
}

// offHostError is a redirect that was not followed.
type offHostError struct{ from, to string }

func (e *offHostError) Error() string {
	return fmt.Sprintf("%s redirects to %s, which is another site: not followed", e.from, e.to)
}

// checkRedirect allows a redirect inside the site that was asked, and to the vendor's own hosts.
func checkRedirect(req *http.Request, via []*http.Request, hosts []string) error {
	if len(via) >= 10 {
		return fmt.Errorf("%s redirects more than 10 times", via[0].URL)
	}
	if sameSite(via[0].URL, req.URL) || slices.Contains(hosts, site(req.URL)) {
		return nil
	}
	return &offHostError{via[0].URL.String(), req.URL.String()}
}

// sameSite reports whether two addresses belong to one registrable domain, or, where there is none (a bare name, an IP
// address), to one host and port.
func sameSite(a, b *url.URL) bool { return site(a) == site(b) }

// site returns the registrable domain of an address.
func site(u *url.URL) string {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if strings.Trim(host, "0123456789.") == "" || strings.ContainsRune(host, ':') {
		return u.Host
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return u.Host
	}
	return domain
}

// plainError puts an error of http.Client (`Get "https://…": …`) plainly: what is inside mostly names the address itself.
func plainError(err error) error {
	var request *url.Error
	if !errors.As(err, &request) {
		return err
	}
	if strings.Contains(request.Err.Error(), "://") {
		return request.Err
	}
	return fmt.Errorf("%s: %w", request.URL, request.Err)
}
