package polite_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	polite "trends/crawler/polite"
)

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := io.WriteString(z, text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// raw answers with a body as it is, and with headers given as name, value.
func raw(body []byte, head ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < len(head); i += 2 {
			w.Header().Set(head[i], head[i+1])
		}
		w.Write(body)
	}
}

func TestBody(t *testing.T) {
	text := strings.Repeat("jobs ", 200) // 1000 bytes
	packed := zipped(t, text)
	bomb := zipped(t, strings.Repeat("0", 10<<20))
	tests := []struct {
		name   string
		limit  int64
		answer http.HandlerFunc
		want   string
	}{
		{"whole", 0, raw([]byte(text)), "ok"},
		{"of exactly the limit", 1000, raw([]byte(text)), "ok"},
		{"one more", 999, raw([]byte(text)), "too large"},
		{"packed", 1000, raw(packed, "Content-Encoding", "gzip"), "ok"},
		{"packed, one more", 999, raw(packed, "Content-Encoding", "gzip"), "too large"},
		{"larger by its own account", 1000, raw([]byte(text), "Content-Length", "5000"), "too large"},
		{"bomb", 1 << 20, raw(bomb, "Content-Encoding", "gzip"), "too large"},
		{"broken off", 0, raw([]byte(text[:500]), "Content-Length", "1000"), "short"},
		{"packed, broken off", 0, raw(packed[:len(packed)-9], "Content-Encoding", "gzip"), "short"},
		{"chunks, broken off", 0, func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, text[:500])
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, "short"},
		{"stalled", 0, func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, text[:500])
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, "late"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := newClock()
			s := newSite(t, c, 404, "", func(w http.ResponseWriter, r *http.Request, n int) { tt.answer(w, r) })
			tr := newTransport(c)
			tr.MaxBody = tt.limit
			if tt.want == "late" {
				tr.Timeout = 50 * time.Millisecond
			}
			code, body, err := get(t, tr, s.URL+"/x")
			if got := kindOf(err); got != tt.want || code != 200 {
				t.Fatalf("status %d, %s (%v), want %s", code, got, err, tt.want)
			}
			if tt.want == "ok" && body != text {
				t.Errorf("%d bytes, want the %d that were sent", len(body), len(text))
			}
			if int64(len(body)) > tt.limit && tt.limit > 0 {
				t.Errorf("%d bytes were handed on, more than %d", len(body), tt.limit)
			}
			if got := strings.Count(s.asked(), "/x"); got != 1 {
				t.Errorf("%d requests, want 1: a body is not asked for again", got)
			}
		})
	}
}

// TestNoAnswer waits for an answer that does not come.
func TestNoAnswer(t *testing.T) {
	c := newClock()
	s := newSite(t, c, 404, "", func(w http.ResponseWriter, r *http.Request, n int) { <-r.Context().Done() })
	tr := newTransport(c)
	tr.Timeout = 30 * time.Millisecond
	_, _, err := get(t, tr, s.URL+"/x")
	if kindOf(err) != "late" || !strings.Contains(err.Error(), "30ms") || strings.Count(s.asked(), "/x") != 3 {
		t.Errorf("got %v after %s, want three tries of 30ms", err, s.asked())
	}
}

func TestCounterAndAgent(t *testing.T) {
	c := newClock()
	packed := zipped(t, strings.Repeat("jobs ", 200))
	s := newSite(t, c, 200, "# no rules\n", func(w http.ResponseWriter, r *http.Request, n int) {
		if n == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(packed)
	})
	tr := newTransport(c)
	var counter polite.Counter
	req := httptest.NewRequestWithContext(polite.WithCounter(t.Context(), &counter), http.MethodGet, s.URL+"/x", nil)
	req.Header.Set("User-Agent", "Mozilla/5.0")
	res, err := tr.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil || len(body) != 1000 || res.Header.Get("Content-Encoding") != "" {
		t.Errorf("%d bytes, %v, header %v", len(body), err, res.Header)
	}
	if got, want := counter.Bytes(), int64(len("# no rules\n")+len(packed)); counter.Requests() != 3 || got != want {
		t.Errorf("%d requests, %d bytes, want 3 and %d", counter.Requests(), got, want)
	}
	for _, r := range s.log {
		if r.agent != tr.UserAgent {
			t.Errorf("%s was asked as %q", r.uri, r.agent)
		}
	}
	if req.Header.Get("User-Agent") != "Mozilla/5.0" {
		t.Error("RoundTrip changed the request")
	}
}
