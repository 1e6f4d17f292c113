package polite_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	polite "trends/crawler/polite"
)

// TestSecret: what is secret reaches the server, and nobody else.
func TestSecret(t *testing.T) {
	var mu sync.Mutex
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.URL.RequestURI())
		mu.Unlock()
		if r.URL.Path == "/cut" {
			panic(http.ErrAbortHandler)
		}
	}))
	defer server.Close()
	tr := newTransport(newClock())
	tr.Secret = func(u *url.URL) url.Values {
		if u.Path == "/robots.txt" {
			return nil
		}
		return url.Values{"key": {"hush"}}
	}
	tr.OnDecision = func(d polite.Decision) {
		if strings.Contains(d.URL, "hush") {
			t.Errorf("a decision names %s", d.URL)
		}
	}
	client := &http.Client{Transport: tr}
	res, err := client.Get(server.URL + "/jobs?page=0")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if strings.Contains(res.Request.URL.String(), "hush") {
		t.Errorf("the answer is of %s", res.Request.URL)
	}
	if _, err := client.Get(server.URL + "/cut"); err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("error %v", err)
	}
	mu.Lock()
	defer mu.Unlock()
	if got, want := strings.Join(asked[:3], " "), "/robots.txt /jobs?page=0&key=hush /cut?key=hush"; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}
