package crawler

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The caps on what is in a sitemap, so that a hostile one fills no memory: how deep its elements nest, and the bytes of an address
// and of a tag.
const (
	maxSitemapNesting = 20
	maxAddress        = 4096
	maxTag            = 64 << 10
)

// parseSitemap reads a sitemap: a urlset, an index of further sitemaps, or a plain list of addresses. Of a file that breaks
// off, what came before is returned with the error.
func parseSitemap(body []byte) (pages, maps []siteURL, err error) {
	if firstByte(body) != '<' {
		for line := range strings.Lines(string(body)) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "http") && len(line) <= maxAddress {
				if len(pages) == maxSitemapURLs {
					return pages, nil, errManyURLs
				}
				pages = append(pages, siteURL{address: strings.Clone(line)}) // a part would keep the whole body
			}
		}
		if pages == nil && len(bytes.TrimSpace(body)) > 0 {
			err = errors.New("neither a sitemap nor a list of addresses: " + excerpt(body))
		}
		return pages, nil, err
	}
	if longTag(body) {
		return nil, nil, fmt.Errorf("not a sitemap: it has a tag of more than %d bytes", maxTag)
	}
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Strict = false
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded before
	var m sitemapXML
	for {
		token, err := dec.RawToken() // Token would balance the elements, and keep all that are open
		if err == nil {
			err = m.add(token)
		}
		if err != nil {
			return m.pages, m.maps, unlessEnd(err, len(m.path))
		}
	}
}

// longTag reports whether a tag is longer than any that means something: each of its attributes would be kept.
func longTag(body []byte) bool {
	for len(body) > 0 {
		from := bytes.IndexByte(body, '<')
		if from < 0 {
			return false
		}
		n := bytes.IndexByte(body[from:], '>')
		if n < 0 {
			n = len(body) - from - 1
		}
		if n > maxTag {
			return true
		}
		body = body[from+n+1:]
	}
	return false
}

// unlessEnd returns the error with which an XML file ended, if so many elements were open.
func unlessEnd(err error, open int) error {
	switch {
	case err == io.EOF && open == 0:
		return nil
	case err == io.EOF:
		return io.ErrUnexpectedEOF
	}
	return err
}

// sitemapXML is a sitemap under way.
type sitemapXML struct {
	pages, maps []siteURL
	entry       siteURL
	path        []string // local names of the elements around the position
}

// add takes the next token of the file. An error ends the reading.
func (m *sitemapXML) add(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return m.start(t.Name.Local)
	case xml.CharData:
		m.text(t)
	case xml.EndElement:
		return m.end()
	}
	return nil
}

func (m *sitemapXML) start(name string) error {
	switch {
	case len(m.path) == 0 && name != "urlset" && name != "sitemapindex":
		return errors.New("not a sitemap: it begins with <" + name + ">")
	case len(m.path) == maxSitemapNesting:
		return fmt.Errorf("elements nested more than %d deep: the rest was not read", maxSitemapNesting)
	}
	m.path = append(m.path, name)
	if len(m.path) == 2 {
		m.entry = siteURL{}
	}
	return nil
}

func (m *sitemapXML) text(text []byte) {
	if len(m.path) != 3 { // deeper ones are those of images and the like
		return
	}
	switch m.path[2] {
	case "loc":
		if len(m.entry.address) <= maxAddress { // a comment ends a text, so that there can be very many
			m.entry.address += string(bytes.TrimSpace(text))
		}
	case "lastmod":
		m.entry.modified = parseModified(string(text))
	}
}

func (m *sitemapXML) end() error {
	if len(m.path) == 2 && m.entry.address != "" && len(m.entry.address) <= maxAddress {
		if len(m.pages)+len(m.maps) == maxSitemapURLs {
			return errManyURLs
		}
		if m.path[1] == "sitemap" {
			m.maps = append(m.maps, m.entry)
		} else {
			m.pages = append(m.pages, m.entry)
		}
	}
	m.path = m.path[:max(0, len(m.path)-1)]
	return nil
}

// errManyURLs is a sitemap, or all of a site's, with more addresses than are read.
var errManyURLs = fmt.Errorf("more than %d addresses: the rest was not read", maxSitemapURLs)
