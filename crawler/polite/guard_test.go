package polite

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestPrivate(t *testing.T) {
	tests := map[bool]string{
		true: "127.0.0.1 127.9.9.9 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3 224.0.0.1 255.255.255.255 198.18.0.1 " +
			"::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::",
		false: "8.8.8.8 93.184.216.34 172.32.0.1 100.128.0.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808",
	}
	for want, addresses := range tests {
		for address := range strings.FieldsSeq(addresses) {
			if got := private(netip.MustParseAddr(address)); got != want {
				t.Errorf("private(%s) = %t", address, got)
			}
		}
	}
}

func TestGuard(t *testing.T) {
	tests := []struct {
		address string
		want    string // part of the reason; "" = not refused
	}{
		{"https://example.com/jobs", ""},
		{"http://8.8.8.8/", ""},
		{"http://127.0.0.1:8080/", "private"},
		{"http://[::1]/", "private"},
		{"http://[::ffff:10.0.0.1]/", "private"},
		{"http://LOCALHOST./", "private"},
		{"http://api.localhost/", "private"},
		{"http://169.254.169.254/latest/meta-data", "private"},
		{"http://127.1/", "usual form"},
		{"http://2130706433/", "usual form"},
		{"http://0x7f.0.0.0x1/", "usual form"},
		{"ftp://example.com/", "scheme"},
		{"file:///etc/passwd", "scheme"},
		{"https:///jobs", "no host"},
		{"http:example.com", "no host"},
	}
	for _, tt := range tests {
		u, err := url.Parse(tt.address)
		if err != nil {
			t.Fatal(err)
		}
		err = (&Transport{}).guard(t.Context(), u)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("guard(%s) = %v, want %q", tt.address, err, tt.want)
		}
	}
}

// TestGuardedDial redirects to private addresses, and asks for a name that resolves to one. The first hop is answered by a
// Base that serves example.com without a network.
func TestGuardedDial(t *testing.T) {
	asked := 0
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer inside.Close()
	tr := &Transport{
		UserAgent: "trends/0.1", Now: time.Now, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		lookUp: func(_ context.Context, _, host string) ([]netip.Addr, error) {
			switch host {
			case "example.com":
				return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
			case "inside.example.com":
				return []netip.Addr{netip.MustParseAddr("93.184.216.34"), netip.MustParseAddr("10.0.0.7")}, nil
			}
			return nil, errors.New("no such host")
		},
		Base: roundTripper(func(req *http.Request) (*http.Response, error) {
			res := &http.Response{StatusCode: 404, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("")), Request: req}
			if to := req.URL.Query().Get("to"); to != "" {
				res.StatusCode = 302
				res.Header.Set("Location", to)
			}
			return res, nil
		}),
	}
	_, port, _ := net.SplitHostPort(inside.Listener.Addr().String())
	for _, to := range []string{inside.URL, "http://localhost:" + port, "https://inside.example.com/jobs"} {
		_, err := (&http.Client{Transport: tr}).Get("https://example.com/?to=" + url.QueryEscape(to))
		var refused *RefusedError
		if !errors.As(err, &refused) || refused.URL != to {
			t.Errorf("redirect to %s: %v, want a RefusedError", to, err)
		}
	}
	if res, err := (&http.Client{Transport: tr}).Get("https://unknown.example.com/"); err != nil {
		t.Errorf("a name that only Base knows: %v", err)
	} else {
		res.Body.Close()
	}
	base := (&Transport{}).newBase()
	req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost:"+port+"/", nil)
	_, err := base.RoundTrip(req) // past the first check, as a name would be that leads home
	var refused *RefusedError
	if !errors.As(err, &refused) || passing(t.Context(), err) {
		t.Errorf("dial of localhost: %v, want a RefusedError that is not tried again", err)
	}
	if asked != 0 {
		t.Errorf("the private server was asked %d times", asked)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
