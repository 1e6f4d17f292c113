package crawler

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// The caps on a feed, so that a hostile one fills no memory: how deep its elements nest, and the elements of one entry. Tags are as
// short as those of sitemaps.
const (
	maxFeedNesting   = 200
	maxEntryElements = 1000
)

// errNesting is a feed of elements in elements without end.
var errNesting = fmt.Errorf("elements in more than %d others", maxFeedNesting)

// eachEntry calls do for every item of an RSS feed and every entry of an Atom feed.
func eachEntry(_ Source, body []byte, _ time.Time, do func(i int, item feedItem, err error)) error {
	if longTag(body) {
		return fmt.Errorf("no feed: it has a tag of more than %d bytes", maxTag)
	}
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded before
	for n, depth, root := 0, 0, ""; ; {
		token, err := dec.Token()
		if err == io.EOF && root != "" {
			return nil
		}
		if err == nil && depth > maxFeedNesting {
			err = errNesting
		}
		if err != nil {
			return fmt.Errorf("the feed breaks off after %d entries: %w", n, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			if _, end := token.(xml.EndElement); end {
				depth--
			}
			continue
		}
		depth++
		if root == "" {
			if root = start.Name.Local; root != "rss" && root != "feed" && root != "RDF" {
				return errors.New("neither RSS nor Atom: it begins with <" + root + ">")
			}
		}
		if start.Name.Local != "item" && start.Name.Local != "entry" {
			continue
		}
		if n == maxEntries {
			return fmt.Errorf("a feed of more than %d entries, which none has", maxEntries)
		}
		var e entry
		if err := e.read(dec, body); err != nil {
			return fmt.Errorf("the feed breaks off in entry %d: %w", n+1, err)
		}
		do(n, e.item(), nil)
		n, depth = n+1, depth-1
	}
}

// entry is the elements of an item or entry.
type entry []element

// element is an element directly below an entry.
type element struct {
	name string            // local name, with "x:" before those of name spaces other than the formats' own
	attr map[string]string // by local name
	text string            // all text in it
	raw  string            // what stands between the tags of one in XHTML; "" for others
}

// read reads to the end of an entry.
func (e *entry) read(dec *xml.Decoder, body []byte) error {
	var text strings.Builder
	begin := int64(0)
	for depth := 1; depth > 0; {
		before := dec.InputOffset()
		token, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxFeedNesting {
				return errNesting
			}
			if len(*e) == maxEntryElements {
				return fmt.Errorf("an entry of more than %d elements", maxEntryElements)
			}
			if depth == 2 {
				el := element{name: elementName(t.Name), attr: map[string]string{}}
				for _, a := range t.Attr {
					el.attr[a.Name.Local] = a.Value
				}
				*e = append(*e, el)
				text.Reset()
				begin = dec.InputOffset()
			}
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if depth--; depth == 1 {
				el := &(*e)[len(*e)-1]
				el.text = strings.TrimSpace(text.String())
				if el.attr["type"] == "xhtml" {
					el.raw = string(body[begin:max(begin, before)])
				}
			}
		}
	}
	return nil
}

// elementName folds the name spaces of the formats: RSS 1.0, Atom, Dublin Core and content:encoded are plain.
func elementName(n xml.Name) string {
	switch n.Space {
	case "", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/", "http://purl.org/dc/elements/1.1/",
		"http://purl.org/dc/terms/", "http://purl.org/rss/1.0/modules/content/", "dc", "content":
		return n.Local
	}
	return "x:" + n.Local
}

// first returns the first of the elements that holds text, in the order of the names.
func (e entry) first(names ...string) element {
	for _, name := range names {
		for _, el := range e {
			if el.name == name && el.text != "" {
				return el
			}
		}
	}
	return element{}
}

// item reads the entry.
func (e entry) item() feedItem {
	body := e.first("encoded", "content", "description", "summary")
	out := feedItem{
		id:      e.first("guid", "id").text,
		link:    e.link(),
		title:   e.first("title").text,
		company: e.first("company", "x:company", "x:company_name").text,
		country: e.first("country", "x:country").text,
		body:    unescapeOnce(body.text),
		// The time of a change is never that of posting.
		posted:   e.first("pubDate", "published", "date", "issued", "created").text,
		closes:   e.first("expires_at", "expires", "x:expires", "x:expiration", "deadline").text,
		language: e.first("language").text,
	}
	switch body.attr["type"] {
	case "xhtml":
		out.body = body.raw
	case "text", "text/plain":
		out.body, out.plain = body.text, true
	}
	for _, el := range e {
		switch el.name {
		case "location", "x:location", "region":
			out.places = append(out.places, splitPlaces(el.text)...)
		}
	}
	return out
}

// link returns the address of the page: the text of an RSS link, or the address of an Atom link that is no link to something
// beside the page.
func (e entry) link() string {
	for _, el := range e {
		if el.name == "link" && (el.attr["rel"] == "" || el.attr["rel"] == "alternate") {
			if link := cmp.Or(el.text, el.attr["href"]); link != "" {
				return link
			}
		}
	}
	if id := e.first("guid"); strings.HasPrefix(id.text, "http") && id.attr["isPermaLink"] != "false" {
		return id.text
	}
	return ""
}
