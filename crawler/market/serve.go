package market

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// server is one origin and what happened to it so far.
type server struct {
	Server
	m      *Market
	boards []*board

	mu      sync.Mutex // guards what follows, and the bodies of the listings of its boards
	traffic Traffic
	last    time.Time       // of the last request
	failed  map[string]bool // what has already failed, see trouble
}

// reply is an answer before it is sent. At most one of etag and modified is set.
type reply struct {
	status   int // 0 means 200
	kind     string
	body     []byte
	etag     string
	modified time.Time
	location string // of a redirect
	retry    string // the Retry-After of a 429
}

// route answers the requests of one pattern of a ServeMux.
type route func(now time.Time, r *http.Request) reply

// The content types that the servers use.
const (
	asJSON = "application/json; charset=utf-8"
	asHTML = "text/html; charset=utf-8"
	asText = "text/plain; charset=utf-8"
	asXML  = "application/xml; charset=utf-8"
)

func newServer(m *Market, s Server) *server {
	out := &server{Server: s, m: m, failed: map[string]bool{}}
	for _, b := range m.boards {
		if b.Server == s.Name {
			out.boards = append(out.boards, b)
		}
	}
	return out
}

// routes returns what the origin answers to, by ServeMux pattern.
func (s *server) routes() map[string]route {
	switch s.Kind {
	case "greenhouse":
		return s.greenhouse()
	case "lever":
		return s.lever()
	case "ashby":
		return s.ashby()
	case "hn":
		return s.hn()
	}
	return s.site()
}

// handler wraps the routes: it counts, fails now and then, and answers conditional requests.
func (s *server) handler(now func() time.Time) http.Handler {
	mux := http.NewServeMux()
	for pattern, answer := range s.routes() {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			s.serve(w, r, now(), answer)
		})
	}
	if _, ok := s.routes()["/"]; !ok {
		mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
			s.serve(w, r, now(), func(time.Time, *http.Request) reply { return notFound })
		})
	}
	return mux
}

// notFound is the answer to addresses that no vendor knows.
var notFound = reply{status: http.StatusNotFound, kind: asText, body: []byte("Not Found")}

// serve answers one request. The lock is not held while the answer travels.
func (s *server) serve(w http.ResponseWriter, r *http.Request, now time.Time, answer route) {
	a := s.prepare(r, now.UTC(), answer)
	h := w.Header()
	for name, value := range map[string]string{"ETag": a.etag, "Location": a.location, "Retry-After": a.retry} {
		if value != "" {
			h.Set(name, value)
		}
	}
	if !a.modified.IsZero() {
		h.Set("Last-Modified", a.modified.UTC().Format(http.TimeFormat))
	}
	if a.status != http.StatusNotModified {
		h.Set("Content-Type", a.kind)
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(max(a.status, http.StatusOK))
	if r.Method != http.MethodHead {
		w.Write(a.body) // a client that hangs up is none of our business
	}
}

// prepare makes and counts the answer to a request: a failure now and then, 304 when the client has it, else what the
// route says.
func (s *server) prepare(r *http.Request, now time.Time, answer route) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.traffic.Requests++
	if r.URL.Path != "/robots.txt" {
		if gap := now.Sub(s.last); !s.last.IsZero() && 0 <= gap && gap < s.Delay {
			s.traffic.TooSoon++
		}
		s.last = now
		if s.forbidden(r) {
			s.traffic.Forbidden++
		}
		if a, failed := s.trouble(r, now); failed {
			s.traffic.Troubles++
			return a
		}
	}
	a := answer(now, r)
	if a.fresh(r) {
		s.traffic.NotModified++
		a.status, a.body = http.StatusNotModified, nil
	}
	s.traffic.Bytes += int64(len(a.body))
	return a
}

// fresh reports whether the client's validators say that it has the answer.
func (a reply) fresh(r *http.Request) bool {
	if tag := r.Header.Get("If-None-Match"); a.etag != "" && tag != "" {
		return tag == a.etag
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !a.modified.IsZero() && !a.modified.After(since)
}

// forbidden reports whether the origin's robots.txt disallows the request. It only knows the rules written in this package.
func (s *server) forbidden(r *http.Request) bool {
	switch s.Kind {
	case "greenhouse":
		return strings.HasPrefix(r.URL.Path, "/embed/")
	case "jsonld":
		return strings.HasPrefix(r.URL.Path, "/private/") || r.URL.Query().Has("sort")
	}
	return false
}

// trouble fails about one address in fifty on each day, but only the first time it is asked for on that day: what a
// retry is for.
func (s *server) trouble(r *http.Request, now time.Time) (a reply, failed bool) {
	key := now.Format("2006-01-02 ") + r.URL.Path
	h := fnv.New32a()
	fmt.Fprint(h, s.m.o.Seed, s.Name, key)
	kind := h.Sum32() % 150
	if kind > 2 || s.failed[key] || s.m.o.Calm {
		return a, false
	}
	s.failed[key] = true
	a = reply{status: http.StatusTooManyRequests, kind: asText, body: []byte("Too Many Requests\n")}
	switch kind {
	case 0:
		a.status, a.body = http.StatusInternalServerError, []byte("Internal Server Error\n")
	case 1: // the header comes in two forms
		a.retry = "20"
	case 2:
		a.retry = now.Add(30 * time.Second).Format(http.TimeFormat)
	}
	return a, true
}

// count returns the traffic so far.
func (s *server) count() Traffic {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.traffic
}

// board returns the board with the given token if it is there at the moment, else nil.
func (s *server) board(token string, now time.Time) *board {
	for _, b := range s.boards {
		if b.Board == token && !now.Before(b.From) && (b.Until.IsZero() || now.Before(b.Until)) {
			return b
		}
	}
	return nil
}

// open returns the listings that are up at the moment, oldest first.
func (b *board) open(now time.Time) []*listing {
	var out []*listing
	for _, l := range b.listings {
		if l.posted.After(now) {
			break
		}
		if l.open(now) {
			out = append(out, l)
		}
	}
	return out
}

// etag names a state of a board: which listings are up, and in which version.
func etag(up []*listing, now time.Time) string {
	h := fnv.New64a()
	for _, l := range up {
		fmt.Fprintf(h, "%d.%d ", l.number, l.version(now))
	}
	return fmt.Sprintf(`"%016x"`, h.Sum64())
}

// changed returns the moment of the board's last change.
func (b *board) changed(now time.Time, start time.Time) time.Time {
	last := start
	for _, l := range b.listings {
		for _, at := range []time.Time{l.posted, l.edited, l.closed} {
			if !at.IsZero() && !at.After(now) && at.After(last) {
				last = at
			}
		}
	}
	return last
}

// join puts the rendered listings between head and tail, parted by commas. Each is rendered once and kept.
func (s *server) join(head, tail string, up []*listing, now time.Time, render func(*listing, int) any, extra ...any) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	for i, l := range up {
		if i > 0 {
			b.WriteByte(',')
		}
		v := l.version(now)
		if l.body[v] == nil {
			l.body[v] = slices.Clip(encode(render(l, v)))
		}
		b.Write(l.body[v])
	}
	for i, e := range extra {
		if i+len(up) > 0 {
			b.WriteByte(',')
		}
		b.Write(encode(e))
	}
	b.WriteString(tail)
	return b.Bytes()
}

// encode is json.Marshal without the escaping of <, > and &, which no vendor does.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // unreachable: everything encoded here is made of strings and numbers
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// externalID is the id that the listing's vendor would give it.
func externalID(seed uint64, l *listing) string {
	switch l.board.Kind {
	case "greenhouse":
		return strconv.Itoa(4000000 + 3*l.number)
	case "hn":
		return strconv.Itoa(firstComment + 5*l.number)
	case "jsonld":
		return strconv.Itoa(10000 + l.number)
	}
	return uuid(seed, l.number)
}
