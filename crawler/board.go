package crawler

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"reflect"
	"regexp"
	"strings"
	"time"

	"trends/trends"
)

// list is what one answer of a job board holds.
type list struct {
	postings   []trends.Posting
	details    []detail // jobs whose text stands at an address of its own
	skipped    int      // left out on purpose: unlisted, or no job behind them
	unreadable faults   // the entries that are not what the vendor says they are: where, and what is wrong
}

func (l *list) bad(format string, args ...any) { l.unreadable.add(format, args...) }

// add takes the ith entry as a posting, unless it is of more bytes than any ad has. where is its place in the answer, "jobs[%d]".
func (l *list) add(where string, i int, p trends.Posting) {
	if err := tooLong(&p); err != nil {
		l.bad(where+"%v", i, err)
		return
	}
	l.postings = append(l.postings, p)
}

func (l *list) total() int { return len(l.postings) + len(l.details) + l.skipped + l.unreadable.n }

// faults counts what could not be read, and keeps the first for the message.
type faults struct {
	n     int
	first string
}

func (f *faults) add(format string, args ...any) {
	if f.n++; f.n == 1 {
		f.first = fmt.Sprintf(format, args...)
	}
}

// join adds the faults of another part of the same list.
func (f *faults) join(g faults) {
	if f.n == 0 {
		f.first = g.first
	}
	f.n += g.n
}

// The caps on what a board may hold: entries, and bytes of one posting. Real ones stay below a tenth of them. They keep an answer that
// is small from becoming large when it is understood.
const (
	maxEntries = 50000
	maxPosting = 1 << 20
)

// tooLong reports a posting of too many bytes.
func tooLong(p *trends.Posting) error {
	n := len(p.ID) + len(p.URL) + len(p.Title) + len(p.Employer) + len(p.Requisition) + len(p.Body)
	for _, place := range p.Places {
		n += len(place) + 16
	}
	if n > maxPosting {
		return fmt.Errorf(" is of %d bytes, more than any ad has", n)
	}
	return nil
}

// board returns the kind of a vendor that sends a whole board, or the list of its jobs, in one answer of JSON: its address and
// how the answer is understood.
func board(check func(Source) error, address func(Source) string, parse parseList, hosts ...string) kind {
	return kind{
		check: check,
		plan:  func(s Source) []string { return []string{address(s)} },
		hosts: hosts,
		read: func(ctx context.Context, r *reading) error {
			return r.readBoard(ctx, address(r.src), (*page).wantJSON, parse)
		},
	}
}

// parseList understands the answer of a board, read at the given time.
type parseList func(src Source, answer []byte, now time.Time) (list, error)

// BoardNotFound begins the error of a board that answers 404.
const BoardNotFound = "board not found"

// BoardGone reports whether the error text of a read says that there is no such board.
func BoardGone(text string) bool { return strings.HasPrefix(text, BoardNotFound) }

// readBoard fetches the answer and hands on its postings, or finds it unchanged. want reports an answer of the wrong form.
func (r *reading) readBoard(ctx context.Context, address string, want func(*page) error, parse parseList) error {
	page, err := r.getBoard(ctx, address, r.whole())
	if err != nil {
		return err
	}
	if page.unchanged {
		r.unchanged(page)
		return nil
	}
	if err := want(page); err != nil {
		return err
	}
	jobs, err := parse(r.src, page.body, r.started)
	if err != nil {
		return fmt.Errorf("read %s: %w", address, err)
	}
	return r.takeBoard(ctx, jobs, page)
}

// getBoard fetches an answer of a board. One that says that there is no such board is put in words.
func (r *reading) getBoard(ctx context.Context, address string, conditional bool) (*page, error) {
	page, err := r.get(ctx, address, conditional)
	return page, r.boardError(err)
}

func (r *reading) boardError(err error) error {
	if !gone(err) {
		return err
	}
	return fmt.Errorf(BoardNotFound+": %w; check the token %q, or whether the employer moved to another vendor", err, r.src.Board)
}

// takeBoard hands on the jobs of a whole board, and remembers the answers that they came in.
func (r *reading) takeBoard(ctx context.Context, jobs list, pages ...*page) error {
	for _, posting := range jobs.postings {
		if err := r.add(posting); err != nil {
			return err
		}
	}
	total := jobs.total()
	left, err := r.readDetails(ctx, &jobs)
	if err != nil {
		return err
	}
	if err := r.judge(total, "jobs", jobs.unreadable); err != nil {
		return err
	}
	if left > 0 && r.note == "" {
		r.note = fmt.Sprintf("%d of %d jobs left for later: the limit is %d a read", left, total, r.limit())
	}
	for _, page := range pages {
		r.keep(page)
	}
	return nil
}

// eachJob calls do for every element of the array in a JSON answer: the answer itself if field is "", else the member of
// that name. An element that cannot be decoded is do's to report; only an answer that is broken, or endless, is an error.
func eachJob(body []byte, field string, do func(i int, decode func(any) error)) error {
	elements, err := arrayElements(body, field)
	if err != nil {
		return err
	}
	for i, element := range elements {
		do(i, func(v any) error { return jobError(json.Unmarshal(element, v)) })
	}
	return nil
}

// listOf decodes every entry of an answer, see eachJob, and adds the posting that take makes of it; without ok take has left the entry
// out, or noted what is to be fetched of it. An entry that cannot be decoded, or that lacks the member named, whose value id returns,
// is unreadable.
func listOf[entry any](body []byte, field, member string, id func(*entry) scalar, take func(out *list, e *entry) (p trends.Posting, ok bool)) (list, error) {
	var out list
	err := eachJob(body, field, func(i int, decode func(any) error) {
		e := new(entry)
		if err := decode(e); err != nil {
			out.bad("%s[%d]%v", field, i, err)
		} else if id(e) == "" {
			out.bad("%s[%d].%s missing", field, i, member)
		} else if p, ok := take(&out, e); ok {
			out.add(field+"[%d]", i, p)
		}
	})
	return out, err
}

// arrayElements returns the elements as they stand in the answer. Cutting it into json.RawMessages would check and copy
// every byte twice more, in answers of many megabytes.
func arrayElements(body []byte, field string) ([][]byte, error) {
	if !json.Valid(body) {
		var whole json.RawMessage
		return nil, jsonError(json.Unmarshal(body, &whole), body)
	}
	s := lineScanner{rest: body, buf: new([]byte)}
	if field != "" && !s.member(field) {
		return nil, fmt.Errorf("no list %q in the answer: %s", field, excerpt(body))
	}
	if !s.take('[') {
		return nil, fmt.Errorf("%q is not a list: %s", cmp.Or(field, "the answer"), excerpt(s.rest))
	}
	var out [][]byte
	for !s.take(']') {
		if len(out) == maxEntries {
			return nil, fmt.Errorf("a list of more than %d entries, which no board has: %s", maxEntries, excerpt(body))
		}
		s.take(',')
		s.rest = bytes.TrimLeft(s.rest, " \t\r\n")
		n := valueLength(s.rest)
		out = append(out, s.rest[:n])
		s.rest = s.rest[n:]
	}
	return out, nil
}

// member moves to the value of the member of that name of a valid object, and reports whether there is one.
func (s *lineScanner) member(name string) bool {
	if !s.take('{') {
		return false
	}
	for !s.take('}') {
		s.take(',')
		key, ok := s.text()
		if !ok || !s.take(':') {
			return false
		}
		if string(key) == name {
			return true
		}
		s.rest = bytes.TrimLeft(s.rest, " \t\r\n")
		s.rest = s.rest[valueLength(s.rest):]
	}
	return false
}

// textMember returns a member of a valid object that is a text; "" if it is anything else.
func textMember(body []byte, name string) string {
	s := lineScanner{rest: body, buf: new([]byte)}
	if !s.member(name) {
		return ""
	}
	text, _ := s.text()
	return strings.TrimSpace(string(text))
}

// jobError names the member that is wrong: ".location.name is a number, not a string".
func jobError(err error) error {
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return fmt.Errorf(".%s is %s", wrong.Field, article(wrong.Value))
	case errors.As(err, &wrong):
		return fmt.Errorf(" is %s", article(wrong.Value))
	case err != nil:
		return fmt.Errorf(": %w", err)
	}
	return nil
}

func article(value string) string {
	switch value[0] {
	case 'a', 'o':
		return "an " + value
	}
	return "a " + value
}

// jsonError says where a broken answer breaks.
func jsonError(err error, body []byte) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && syntax.Offset >= int64(len(body)) {
		return fmt.Errorf("the answer breaks off after %d bytes", len(body))
	}
	return fmt.Errorf("the answer is not the JSON that was expected: %w", err)
}

// answerError says what is wrong with an answer that is one object: it breaks off, is no JSON, or a member is not what it should be.
func answerError(err error, body []byte) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("the answer is not what was expected: %w", jobError(err))
	}
	return jsonError(err, body)
}

// scalar is a JSON string or number, which vendors mix; "" for null.
type scalar string

// UnmarshalJSON accepts a string, a number and null.
func (s *scalar) UnmarshalJSON(b []byte) error {
	switch {
	case string(b) == "null":
		*s = ""
		return nil
	case b[0] == '"':
		var text string
		err := json.Unmarshal(b, &text)
		*s = scalar(strings.TrimSpace(text))
		return err
	case b[0] == '-' || '0' <= b[0] && b[0] <= '9':
		*s = scalar(b)
		return nil
	}
	return &json.UnmarshalTypeError{Value: valueName(b), Type: reflect.TypeFor[string]()}
}

// valueName says what a JSON value is.
func valueName(b []byte) string {
	switch b[0] {
	case '{':
		return "object"
	case '[':
		return "array"
	}
	return "bool"
}

var (
	realTag    = regexp.MustCompile(`<[a-zA-Z/!]`)
	escapedTag = regexp.MustCompile(`&lt;[a-zA-Z/!]`)
)

// unescapeOnce undoes the escaping of HTML that was delivered as text ("&lt;p&gt;"). Text that holds real tags, and
// text without any tags, stays as it is, so that a "&lt;" in the ad's own words survives.
func unescapeOnce(s string) string {
	if realTag.MatchString(s) || !escapedTag.MatchString(s) {
		return s
	}
	return html.UnescapeString(s)
}

// plainHTML writes plain text as HTML.
func plainHTML(s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return "<div>" + strings.ReplaceAll(html.EscapeString(s), "\n", "<br>\n") + "</div>"
}

// sections joins the parts of an ad, given as pairs of heading and HTML. Parts that are empty are left out with their heading.
func sections(pairs ...string) string {
	var b strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		heading, text := strings.TrimSpace(pairs[i]), strings.TrimSpace(pairs[i+1])
		if text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		if heading != "" {
			b.WriteString("<h3>" + html.EscapeString(html.UnescapeString(heading)) + "</h3>\n")
		}
		b.WriteString(text)
	}
	return b.String()
}

// firstOf returns the first of the texts that is not blank, trimmed.
func firstOf(texts ...string) string {
	for _, s := range texts {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

var languageTag = regexp.MustCompile(`^([A-Za-z]{2})([-_][A-Za-z0-9_-]+)?$`)

// languageCode returns the ISO 639-1 code of a language tag ("en-US" → "en"); "" for anything else.
func languageCode(s string) string {
	m := languageTag.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return ""
	}
	return strings.ToLower(m[1])
}

// firstByte returns the first byte that is not white space; 0 if there is none.
func firstByte(body []byte) byte {
	if body = bytes.TrimLeft(body, " \t\r\n"); len(body) > 0 {
		return body[0]
	}
	return 0
}

// excerpt returns the beginning of an answer, on one line, for a message.
func excerpt(body []byte) string {
	text := strings.Join(strings.Fields(string(body[:min(len(body), 200)])), " ")
	if len(text) > 80 {
		text = strings.ToValidUTF8(text[:80], "") + "…"
	}
	return text
}
