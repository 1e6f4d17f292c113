// Package text turns the HTML of a job ad into lines of plain text.
//
// Ads reach us as HTML written by dozens of editors: unclosed paragraphs, lists in lists, tables for layout, markup that
// was escaped once too often. Nothing after this package looks at markup again, so what counts here is that the lines of
// the ad stay lines: a list item is one line that starts with "- ", a paragraph is one line, a heading is one line, and
// an empty line stands between paragraphs. The walk is a tokenizer's, not a tree's: no tree is built, a broken nesting
// cannot confuse it, and it costs one pass.
package text

import (
	"html"
	"strings"
	"unicode/utf8"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// FromHTML returns the visible text of an HTML fragment. Blocks become lines, list items start with "- ", table cells
// are separated by " | ", scripts, styles, frames and comments are dropped, no-break spaces become spaces. Markup that
// was escaped ("&lt;p&gt;") is unescaped, at most twice. The result is valid UTF-8 and has no spaces at line ends.
func FromHTML(body string) string {
	for range 2 {
		if !escaped(body) {
			break
		}
		body = html.UnescapeString(body)
	}
	w := writer{out: make([]byte, 0, len(body))}
	z := nethtml.NewTokenizer(strings.NewReader(body))
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			return w.text()
		case nethtml.TextToken:
			if w.skip == 0 {
				w.write(z.Text())
			}
		case nethtml.StartTagToken:
			name, _ := z.TagName()
			w.open(atom.Lookup(name))
		case nethtml.SelfClosingTagToken:
			name, _ := z.TagName()
			if a := atom.Lookup(name); !dropped(a) { // nothing will close it
				w.open(a)
			}
		case nethtml.EndTagToken:
			name, _ := z.TagName()
			w.close(atom.Lookup(name))
		}
	}
}

// escaped reports whether the body holds escaped tags and no real ones, as when a source escaped its HTML once more.
func escaped(body string) bool {
	i := strings.Index(body, "&lt;")
	if i < 0 {
		i = strings.Index(body, "&amp;lt;")
	}
	if i < 0 {
		return false
	}
	for j := strings.IndexByte(body, '<'); j >= 0 && j+1 < len(body); {
		if c := body[j+1] | 0x20; c >= 'a' && c <= 'z' || body[j+1] == '/' || body[j+1] == '!' {
			return false
		}
		k := strings.IndexByte(body[j+1:], '<')
		if k < 0 {
			break
		}
		j += 1 + k
	}
	return true
}

// writer collects the text. Breaks are remembered and only written before the next visible character, so that nested
// blocks do not pile up empty lines.
type writer struct {
	out   []byte
	skip  int  // depth of elements whose text is dropped
	pre   int  // depth of <pre>
	want  int  // line breaks owed before the next character: 0, 1 or 2
	space bool // a space is owed
	item  bool // a "- " is owed
	list  bool // inside an item: its paragraphs are lines
	cell  bool // a " | " is owed
}

func (w *writer) open(a atom.Atom) {
	if dropped(a) {
		w.skip++
	}
	switch a {
	case atom.Body: // a head that was never closed must not swallow the page
		w.skip = 0
	case atom.Br:
		w.want = min(w.want+1, 2)
	case atom.Li:
		w.brk(1)
		w.item, w.list = true, true
	case atom.Ul, atom.Ol:
		w.brk(2)
		w.list = false
	case atom.Td, atom.Th:
		w.cell = len(w.out) > 0 && w.want == 0
	case atom.Pre:
		w.pre++
		w.brk(2)
	default:
		w.brk(breaks(a))
	}
}

func (w *writer) close(a atom.Atom) {
	if dropped(a) {
		w.skip = max(w.skip-1, 0)
	}
	switch a {
	case atom.Br:
		w.want = min(w.want+1, 2)
	case atom.Li:
		w.brk(1)
		w.item, w.list = false, false
	case atom.Ul, atom.Ol:
		w.list = false
		w.brk(2)
	case atom.Pre:
		w.pre = max(w.pre-1, 0)
		w.brk(2)
	default:
		w.brk(breaks(a))
	}
}

// dropped says whether the text inside an element is not part of the ad.
func dropped(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Iframe, atom.Svg, atom.Noscript, atom.Template, atom.Head, atom.Object:
		return true
	}
	return false
}

// brk asks for at least n line breaks before the next character.
func (w *writer) brk(n int) {
	if w.list {
		n = min(n, 1)
	}
	w.want = max(w.want, n)
	if n > 0 {
		w.cell = false
	}
}

// breaks says how many line breaks the start or end of an element stands for.
func breaks(a atom.Atom) int {
	switch a {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Table, atom.Blockquote, atom.Hr:
		return 2
	case atom.Div, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Aside, atom.Nav, atom.Tr, atom.Dl,
		atom.Dt, atom.Dd, atom.Address, atom.Figure, atom.Form, atom.Fieldset, atom.Option, atom.Title, atom.Body, atom.Html:
		return 1
	}
	return 0
}

// write adds the characters of one run of text. Runs of white space become one space, or line ends inside <pre>.
func (w *writer) write(b []byte) {
	for len(b) > 0 {
		r, n := rune(b[0]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(b)
		}
		switch r {
		case '\n':
			if w.pre > 0 {
				w.brk(1)
			}
			w.space = true
		case ' ', '\t', '\r', '\f', '\v', 0xA0, 0x2007, 0x202F:
			w.space = true
		case 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, 0: // zero width, soft hyphen
		default:
			w.gap()
			w.out = utf8.AppendRune(w.out, r)
		}
		b = b[n:]
	}
}

// gap writes what is owed before a visible character.
func (w *writer) gap() {
	switch {
	case len(w.out) == 0:
	case w.want > 0:
		w.out = append(w.out, "\n\n"[:w.want]...)
	case w.cell:
		w.out = append(w.out, " | "...)
	case w.space:
		w.out = append(w.out, ' ')
	}
	if w.item {
		w.out = append(w.out, "- "...)
	}
	w.want, w.space, w.item, w.cell = 0, false, false, false
}

func (w *writer) text() string { return string(w.out) }
