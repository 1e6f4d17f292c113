package crawler_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// hostileSite is a server that behaves as its answers say, and keeps a record of when it was asked for what. It fails the test
// when it is asked too soon, or for what its robots.txt forbids.
type hostileSite struct {
	*httptest.Server
	t       *testing.T
	clock   *clock
	routes  map[string]answer // by path; "*" is for every other but robots.txt
	closed  bool              // nothing but robots.txt may be asked
	between time.Duration     // least time between two requests: the Crawl-delay, once it was served

	mu    sync.Mutex
	asked []string
	times map[string]int // how often a path was asked
	next  time.Time      // nothing may be asked before
}

// answer answers one request, the nth for its path.
type answer func(s *hostileSite, w http.ResponseWriter, r *http.Request, n int)

// welcome is the robots.txt of a site that says nothing else.
const welcome = "User-agent: *\nDisallow: /private\nCrawl-delay: 2\n"

func newHostileSite(t *testing.T, c *clock, routes map[string]answer) *hostileSite {
	t.Helper()
	s := &hostileSite{t: t, clock: c, routes: routes, between: time.Second, times: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP notes a request, and answers it.
func (s *hostileSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := s.note(r)
	answer := s.routes[r.URL.Path]
	switch {
	case answer != nil:
	case r.URL.Path == "/robots.txt":
		s.between, answer = 2*time.Second, text("text/plain", welcome)
	case s.routes["*"] != nil:
		answer = s.routes["*"]
	default:
		answer = status(404, "no such page")
	}
	answer(s, w, r, n)
}

func (s *hostileSite) note(r *http.Request) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.now()
	if now.Before(s.next) {
		s.t.Errorf("%s was asked %v too soon", r.RequestURI, s.next.Sub(now))
	}
	if s.closed && r.URL.Path != "/robots.txt" || strings.HasPrefix(r.URL.Path, "/private") {
		s.t.Errorf("%s was asked, which robots.txt forbids", r.RequestURI)
	}
	s.rest(now, s.between)
	s.asked = append(s.asked, r.RequestURI)
	s.times[r.URL.Path]++
	return s.times[r.URL.Path]
}

// rest lets nothing be asked for a while. The caller holds the lock.
func (s *hostileSite) rest(now time.Time, d time.Duration) {
	if at := now.Add(d); at.After(s.next) {
		s.next = at
	}
}

// requests returns how often the site was asked.
func (s *hostileSite) requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.asked)
}

// text answers with a body; {site} in it stands for the address of the site.
func text(contentType, body string) answer {
	return func(s *hostileSite, w http.ResponseWriter, r *http.Request, _ int) {
		w.Header().Set("Content-Type", contentType)
		fmt.Fprint(w, strings.ReplaceAll(body, "{site}", s.URL))
	}
}

func asJSON(body string) answer { return text("application/json", body) }
func asHTML(body string) answer { return text("text/html; charset=utf-8", body) }
func asXML(body string) answer  { return text("application/xml", body) }

// status answers with a status and a text.
func status(code int, body string) answer {
	return func(_ *hostileSite, w http.ResponseWriter, _ *http.Request, _ int) { http.Error(w, body, code) }
}

// head adds a header to an answer.
func head(name, value string, a answer) answer {
	return func(s *hostileSite, w http.ResponseWriter, r *http.Request, n int) {
		w.Header().Set(name, value)
		a(s, w, r, n)
	}
}

// redirect leads elsewhere; {site} stands for the address of the site, {n} for the number of the request.
func redirect(to string) answer {
	return func(s *hostileSite, w http.ResponseWriter, r *http.Request, n int) {
		w.Header().Set("Location", strings.NewReplacer("{site}", s.URL, "{n}", strconv.Itoa(n)).Replace(to))
		w.WriteHeader(http.StatusFound)
	}
}

// busy answers 429, and expects to be left alone for so long: as seconds, or, if date is set, as a date.
func busy(d time.Duration, date bool) answer {
	return func(s *hostileSite, w http.ResponseWriter, _ *http.Request, _ int) {
		s.mu.Lock()
		now := s.clock.now()
		if date { // of whole seconds
			now = now.Truncate(time.Second)
		}
		s.rest(now, d)
		s.mu.Unlock()
		value := strconv.Itoa(int(d.Seconds()))
		if date {
			value = now.Add(d).UTC().Format(http.TimeFormat)
		}
		w.Header().Set("Retry-After", value)
		w.WriteHeader(http.StatusTooManyRequests)
	}
}

// first answers the first n requests for a path in one way, and all others in another.
func first(n int, one, other answer) answer {
	return func(s *hostileSite, w http.ResponseWriter, r *http.Request, i int) {
		if i <= n {
			one(s, w, r, i)
		} else {
			other(s, w, r, i)
		}
	}
}

// later answers in another way once the calendar has gone on by d.
func later(d time.Duration, before, after answer) answer {
	return func(s *hostileSite, w http.ResponseWriter, r *http.Request, n int) {
		if s.clock.now().Before(firstDay.Add(d)) {
			before(s, w, r, n)
		} else {
			after(s, w, r, n)
		}
	}
}

// packed sends a body through gzip, as often as layers says; the outermost layer is declared.
func packed(layers int, contentType, body string) answer {
	out := []byte(body)
	for range layers {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
		z.Write(out)
		z.Close()
		out = b.Bytes()
	}
	return head("Content-Encoding", "gzip", text(contentType, string(out)))
}

// cut promises more bytes than it sends.
func cut(contentType, body string) answer {
	return head("Content-Length", strconv.Itoa(len(body)+1000), text(contentType, body))
}

// reset closes the connection in the middle of an answer, or, with an empty one, before it.
func reset(body string) answer {
	return func(_ *hostileSite, w http.ResponseWriter, _ *http.Request, _ int) {
		if body != "" {
			fmt.Fprint(w, body)
			w.(http.Flusher).Flush()
		}
		panic(http.ErrAbortHandler)
	}
}

// drip sends the beginning of a body, then a space now and then, for ever.
func drip(body string) answer {
	return func(_ *hostileSite, w http.ResponseWriter, r *http.Request, _ int) {
		fmt.Fprint(w, body)
		for r.Context().Err() == nil {
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
			case <-time.After(20 * time.Millisecond):
			}
			fmt.Fprint(w, " ")
		}
	}
}

// silence accepts the request and answers nothing.
func silence(_ *hostileSite, _ http.ResponseWriter, r *http.Request, _ int) { <-r.Context().Done() }
