package crawler

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// structuredPage is what a page says in machine-readable form.
type structuredPage struct {
	canonical string           // <link rel=canonical>, absolute; "" if there is none
	jobs      []map[string]any // the JobPosting objects, in order; those of microdata in the same form
	items     []string         // addresses of the elements of an ItemList that are no objects themselves
	broken    []string         // what is wrong with the blocks that are no JSON even after repair
	cut       string           // why the page was not read to its end; "" if it was
}

// The caps on what is read of a page, so that a hostile one fills no memory: bytes of a tag or a script, postings, and tags of one whose
// links are looked for.
const (
	maxToken    = 4 << 20
	maxPageJobs = 1000
	maxTags     = 200000
)

// errToken is a page that cannot be read to its end.
var errToken = fmt.Errorf("a tag or script of more than %d MiB: the rest was not read", maxToken>>20)

// parseStructured collects the JSON-LD of a page: every script element whose type contains application/ld+json, written
// as sites do write it (see repairJSON). Where it holds no JobPosting, the page's microdata is read.
func parseStructured(page []byte, address string) structuredPage {
	var out structuredPage
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(maxToken)
	for out.cut == "" {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() == html.ErrBufferExceeded {
				out.cut = errToken.Error()
			}
			if len(out.jobs) == 0 && out.cut == "" {
				out.jobs, out.cut = microdata(page, base)
			}
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			switch string(name) {
			case "link":
				attr := attributes(z, more)
				if out.canonical == "" && hasWord(attr["rel"], "canonical") {
					out.canonical = absolute(base, attr["href"])
				}
			case "script":
				// The tokenizer has undone the entities of the type: some write application/ld&#x2B;json.
				if strings.Contains(strings.ToLower(attributes(z, more)["type"]), "application/ld+json") && z.Next() == html.TextToken {
					out.block(z.Text())
				}
			}
		}
	}
	return out
}

// attributes reads the attributes of a tag.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	attr := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		attr[string(key)] = string(value)
	}
	return attr
}

// block reads one script.
func (p *structuredPage) block(text []byte) {
	values, err := decodeJSON(text)
	if err != nil {
		p.broken = append(p.broken, "a block of JSON-LD is no JSON: "+err.Error())
	}
	for _, v := range values {
		p.walk(v, 0)
	}
}

// containers are the properties in which a JobPosting may be nested.
var containers = [...]string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "about"}

// walk finds the postings in a value.
func (p *structuredPage) walk(v any, depth int) {
	if depth > 20 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			p.walk(element, depth+1)
		}
	case map[string]any:
		if hasType(v, "JobPosting") {
			if len(p.jobs) == maxPageJobs {
				p.cut = fmt.Sprintf("more than %d postings: the rest was not read", maxPageJobs)
				return
			}
			p.jobs = append(p.jobs, v)
			return
		}
		if item := v["item"]; hasType(v, "ListItem") && item == nil {
			item = v["url"]
			if address := textOf(item); address != "" {
				p.items = append(p.items, address)
			}
		} else if address, ok := item.(string); ok {
			p.items = append(p.items, address)
		}
		for _, property := range containers {
			p.walk(v[property], depth+1)
		}
	}
}

// hasType reports whether an object is of a type, which is written in many ways: a name, a list of them, with a prefix or
// as a full address.
func hasType(v map[string]any, want string) bool {
	types, ok := v["@type"].([]any)
	if !ok {
		types = []any{v["@type"]}
	}
	for _, t := range types {
		name := textOf(t)
		if i := strings.LastIndexAny(name, ":/#"); i >= 0 {
			name = name[i+1:]
		}
		if strings.EqualFold(name, want) {
			return true
		}
	}
	return false
}

// decodeJSON reads the values of a block, repairing it first if need be.
func decodeJSON(text []byte) ([]any, error) {
	text = unwrap(text)
	values, err := decodeValues(text)
	if err == nil {
		return values, nil
	}
	if values, err := decodeValues(repairJSON(text)); err == nil {
		return values, nil
	}
	if bytes.HasPrefix(text, []byte("{&quot;")) || bytes.HasPrefix(text, []byte("[{&quot;")) {
		text = []byte(html.UnescapeString(string(text)))
		if values, err := decodeValues(text); err == nil {
			return values, nil
		}
		return decodeValues(repairJSON(text))
	}
	return values, err
}

// decodeValues reads values one after the other; those before a mistake are returned with the error.
func decodeValues(text []byte) ([]any, error) {
	var out []any
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber() // identifiers can be longer than a float is exact
	for {
		var v any
		switch err := dec.Decode(&v); err {
		case nil:
			out = append(out, v)
		case io.EOF:
			return out, nil
		default:
			return out, err
		}
	}
}

var (
	wrapperStart = regexp.MustCompile(`^(?:\x{feff}|\s|<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)+`)
	wrapperEnd   = regexp.MustCompile(`(?:\s|;|-->|//\s*-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)+$`)
)

// unwrap takes off what is put around a script: comment and CDATA marks, a byte-order mark, a semicolon.
func unwrap(text []byte) []byte {
	text = wrapperStart.ReplaceAll(text, nil)
	return wrapperEnd.ReplaceAll(text, nil)
}

// repairJSON mends the mistakes that sites make: line ends and other control characters inside strings are escaped, commas
// before a closing bracket dropped, and backslashes that escape nothing doubled. What is right stays as it is.
func repairJSON(text []byte) []byte {
	out := make([]byte, 0, len(text)+64)
	inString := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case !inString && c == ',' && closesNext(text[i+1:]):
			continue
		case c == '"':
			inString = !inString
		case inString && c == '\\':
			if i+1 < len(text) && strings.IndexByte(`"\/bfnrtu`, text[i+1]) >= 0 {
				out = append(out, c)
				i++
				c = text[i]
			} else {
				out = append(out, '\\')
			}
		case inString && c < ' ':
			out = append(out, `\u00`...)
			out = append(out, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
			continue
		}
		out = append(out, c)
	}
	return out
}

// closesNext reports whether the next character is a closing bracket.
func closesNext(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && (text[0] == '}' || text[0] == ']')
}

// absolute resolves an address of a page; "" if it is none that can be fetched.
func absolute(base *url.URL, ref string) string {
	u, err := base.Parse(strings.TrimSpace(ref))
	if err != nil || ref == "" || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// hasWord reports whether a list of words separated by spaces holds the word.
func hasWord(list, word string) bool {
	for _, w := range strings.Fields(list) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
