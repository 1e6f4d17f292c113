package crawler

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// scanRow reads a JSON line into a row, several times as fast as encoding/json, which is most of the work of an import. It
// knows the plain case only: ok is false for anything unusual, be it right or wrong, and then encoding/json decides. buf
// is scratch space.
func scanRow(line []byte, row *fileRow, buf *[]byte) (ok bool) {
	s := lineScanner{rest: line, buf: buf}
	if !s.take('{') {
		return false
	}
	for first := true; !s.take('}'); first = false {
		if !first && !s.take(',') {
			return false
		}
		key, ok := s.text()
		if !ok || !s.take(':') || !s.value(row.field(key)) {
			return false
		}
	}
	return len(bytes.TrimSpace(s.rest)) == 0
}

// field returns where the value of a member goes; nil for one that is ignored. A name that only matches without regard to
// case is left to encoding/json.
func (row *fileRow) field(key []byte) any {
	switch string(key) {
	case "id":
		return &row.ID
	case "text":
		return &row.Text
	case "description":
		return &row.Description
	case "html":
		return &row.HTML
	case "title":
		return &row.Title
	case "company":
		return &row.Company
	case "location":
		return &row.Location
	case "url":
		return &row.URL
	case "posted_at":
		return &row.PostedAt
	case "posted_date":
		return &row.PostedDate
	case "month":
		return &row.Month
	case "author":
		return &row.Author
	case "salary":
		return &row.Salary
	case "by":
		return &row.By
	case "time":
		return &row.Time
	case "type":
		return &row.Type
	case "parent":
		return &row.Parent
	case "deleted":
		return &row.Deleted
	case "dead":
		return &row.Dead
	}
	if bytes.ContainsAny(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ\\") || !ascii(key) {
		return unusual{}
	}
	return nil
}

type unusual struct{}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// lineScanner walks a line.
type lineScanner struct {
	rest []byte
	buf  *[]byte
}

// take skips white space and the character c, if it is next.
func (s *lineScanner) take(c byte) bool {
	s.rest = bytes.TrimLeft(s.rest, " \t\r\n")
	if len(s.rest) == 0 || s.rest[0] != c {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// value reads a value into a field. Objects, lists and what does not fit its field are left to encoding/json.
func (s *lineScanner) value(field any) bool {
	if _, ok := field.(unusual); ok {
		return false
	}
	s.rest = bytes.TrimLeft(s.rest, " \t\r\n")
	if len(s.rest) == 0 {
		return false
	}
	if s.rest[0] == '"' {
		text, ok := s.text()
		return ok && setText(field, text)
	}
	n := valueLength(s.rest)
	raw := s.rest[:n]
	s.rest = s.rest[n:]
	if !json.Valid(raw) {
		return false
	}
	switch field := field.(type) {
	case nil:
		return true
	case json.Unmarshaler:
		return field.UnmarshalJSON(raw) == nil
	case *bool:
		*field = string(raw) == "true"
		return *field || string(raw) == "false"
	case **string:
		*field = nil
		return string(raw) == "null"
	}
	return false
}

// setText puts a text into a field.
func setText(field any, text []byte) bool {
	switch field := field.(type) {
	case nil, *filePay:
	case *scalar:
		*field = scalar(strings.TrimSpace(string(text)))
	case **string:
		value := string(text)
		*field = &value
	case *filePlaces:
		*field = splitPlaces(string(text))
	default:
		return false
	}
	return true
}

// valueLength returns the length of the value that is no text at the start of b: to the comma or bracket after it.
func valueLength(b []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case depth == 0 && (c == ',' || c == '}' || c == ']'):
			return i
		case c == '}' || c == ']':
			depth--
		}
	}
	return len(b)
}

// text reads a text between quotes. The result is valid until the next one is read.
func (s *lineScanner) text() (text []byte, ok bool) {
	if !s.take('"') {
		return nil, false
	}
	end := bytes.IndexByte(s.rest, '"')
	if end < 0 {
		return nil, false
	}
	if plain := s.rest[:end]; bytes.IndexByte(plain, '\\') < 0 {
		s.rest = s.rest[end+1:]
		return plain, !hasControl(plain)
	}
	out := (*s.buf)[:0]
	for i := 0; i < len(s.rest); {
		// The stretch up to the next quote, backslash or control character is copied at once.
		n := plainLength(s.rest[i:])
		out = append(out, s.rest[i:i+n]...)
		if i += n; i == len(s.rest) || s.rest[i] < ' ' {
			return nil, false
		}
		if s.rest[i] == '"' {
			*s.buf, s.rest = out, s.rest[i+1:]
			return out, true
		}
		var size int
		if out, size = unescape(out, s.rest[i:]); size == 0 {
			return nil, false
		}
		i += size
	}
	return nil, false
}

// plainLength returns how many bytes stand before the first quote, backslash or control character of b. It looks at eight at a time:
// in a word of zeros and ones, less turns on the highest bit of the first byte below a limit, and maybe of some after it.
func plainLength(b []byte) (n int) {
	const each = 0x0101010101010101
	less := func(x, limit uint64) uint64 { return (x - limit*each) &^ x & (0x80 * each) }
	for ; n+8 <= len(b); n += 8 {
		x := binary.LittleEndian.Uint64(b[n:])
		if stops := less(x, ' ') | less(x^'"'*each, 1) | less(x^'\\'*each, 1); stops != 0 {
			return n + bits.TrailingZeros64(stops)/8
		}
	}
	for n < len(b) && b[n] >= ' ' && b[n] != '"' && b[n] != '\\' {
		n++
	}
	return n
}

func hasControl(b []byte) bool {
	for _, c := range b {
		if c < ' ' {
			return true
		}
	}
	return false
}

// unescape appends what the escape at the start of b means, and returns its length; 0 if it is none.
func unescape(out, b []byte) ([]byte, int) {
	if len(b) < 2 {
		return out, 0
	}
	if i := strings.IndexByte(`"\/bfnrt`, b[1]); i >= 0 {
		return append(out, "\"\\/\b\f\n\r\t"[i]), 2
	}
	r, ok := hexRune(b)
	if !ok {
		return out, 0
	}
	if !utf16.IsSurrogate(r) {
		return utf8.AppendRune(out, r), 6
	}
	low, ok := hexRune(b[6:])
	if pair := utf16.DecodeRune(r, low); ok && pair != utf8.RuneError {
		return utf8.AppendRune(out, pair), 12
	}
	return append(out, "\uFFFD"...), 6
}

// hexRune reads \uXXXX.
func hexRune(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range b[2:6] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
