package crawler

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// microdata collects the JobPosting items that a page marks in its own elements (itemscope, itemprop: the older way to say what
// JSON-LD says), in the form in which JSON-LD is decoded, so that jobPosting reads both. An item in another item is a value of
// that. RDFa, the third way, is not read. cut says why the page was not read to its end; "" if it was.
func microdata(page []byte, base *url.URL) (jobs []map[string]any, cut string) {
	if !bytes.Contains(page, []byte("JobPosting")) || !bytes.Contains(bytes.ToLower(page), []byte("itemscope")) {
		return nil, ""
	}
	if err := fewTags(page); err != nil {
		return nil, err.Error()
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err.Error()
	}
	r := itemReader{base: base, byID: map[string]*html.Node{}, left: maxItemNodes, room: maxItemBytes}
	var scopes []*html.Node
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attribute(n, "id"); id != "" && r.byID[id] == nil {
			r.byID[id] = n
		}
		inside := len(scopes) > 0 && contains(scopes[len(scopes)-1], n)
		if isItem(n) && !inside && hasType(map[string]any{"@type": typesOf(n)}, "JobPosting") {
			scopes = append(scopes, n)
		}
	}
	for _, n := range scopes {
		if r.left < 0 || r.room < 0 || len(jobs) == maxPageJobs {
			return jobs, fmt.Sprintf("microdata of more than %d postings, or that repeats itself: the rest was not read", len(jobs))
		}
		jobs = append(jobs, r.item(n, 0))
	}
	return jobs, ""
}

// itemReader reads the items of a page.
type itemReader struct {
	base *url.URL
	byID map[string]*html.Node // the elements that itemref can name
	left int                   // elements that may still be looked at
	room int                   // bytes that values may still hold
}

// The caps on a page: how deep items may be nested and references followed, how many elements are looked at and how many bytes their
// values hold, some of them many times over by references and by texts within texts.
const (
	maxItemDepth = 8
	maxItemNodes = 200_000
	maxItemBytes = 16 << 20
)

// item reads the properties of an item, and of the elements elsewhere that it refers to.
func (r *itemReader) item(n *html.Node, depth int) map[string]any {
	out := map[string]any{}
	if types := typesOf(n); types != nil {
		out["@type"] = types
	}
	if depth >= maxItemDepth {
		return out
	}
	for child := range n.ChildNodes() {
		r.collect(child, out, depth+1)
	}
	for _, id := range strings.Fields(attribute(n, "itemref")) {
		if other := r.byID[id]; other != nil && !contains(other, n) {
			r.collect(other, out, depth+1)
		}
	}
	return out
}

// collect reads the properties in an element and below it, down to items within.
func (r *itemReader) collect(n *html.Node, out map[string]any, depth int) {
	if r.left--; n.Type != html.ElementNode || r.left < 0 || r.room < 0 {
		return
	}
	for _, name := range strings.Fields(attribute(n, "itemprop")) {
		v := r.value(n, name, depth)
		if text, ok := v.(string); ok {
			r.room -= len(text)
		}
		if many, ok := out[name].([]any); ok {
			out[name] = append(many, v)
		} else if before := out[name]; before != nil {
			out[name] = []any{before, v}
		} else {
			out[name] = v
		}
	}
	if isItem(n) {
		return
	}
	for child := range n.ChildNodes() {
		r.collect(child, out, depth)
	}
}

// value returns what a property says: an item, what an attribute holds, the HTML of the long texts, or text.
func (r *itemReader) value(n *html.Node, name string, depth int) any {
	if isItem(n) {
		if item := r.item(n, depth); len(item) > 1 || len(item) == 1 && item["@type"] == nil {
			return item
		}
		return nodeText(n)
	}
	for _, attr := range [...]string{"content", "datetime"} {
		if v := attribute(n, attr); v != "" {
			return v
		}
	}
	switch name {
	case "description", "responsibilities", "qualifications", "skills", "experienceRequirements", "educationRequirements":
		return innerHTML(n)
	}
	text := nodeText(n)
	if link := firstOf(attribute(n, "href"), attribute(n, "src")); link != "" && (text == "" || name == "url" || name == "sameAs") {
		return absolute(r.base, link)
	}
	return text
}

// isItem reports whether an element begins an item.
func isItem(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "itemscope" {
			return true
		}
	}
	return false
}

// typesOf returns the types of an item; nil if it names none.
func typesOf(n *html.Node) any {
	var types []any
	for _, t := range strings.Fields(attribute(n, "itemtype")) {
		types = append(types, t)
	}
	if types == nil {
		return nil
	}
	return types
}

// attribute returns the value of an attribute; "" if there is none.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// contains reports whether an element is another one or around it.
func contains(outer, inner *html.Node) bool {
	for n := inner; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// nodeText returns the text in an element, on one line.
func nodeText(n *html.Node) string {
	var out strings.Builder
	for child := range n.Descendants() {
		if child.Type == html.TextNode {
			out.WriteString(child.Data + " ")
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// innerHTML returns what stands between the tags of an element.
func innerHTML(n *html.Node) string {
	var out bytes.Buffer
	for child := range n.ChildNodes() {
		html.Render(&out, child) // to memory: cannot fail
	}
	return strings.TrimSpace(out.String())
}
