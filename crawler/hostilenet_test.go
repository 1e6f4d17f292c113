package crawler_test

import (
	"context"
	"net"
	"net/http"
	"strings"
	"testing"

	"trends/crawler"
	"trends/trends"
)

// TestPrivateRedirects reads a site at a public address that leads to private ones in every way there is. All connections really go to
// the test's own server, which is not to be asked under any other address.
func TestPrivateRedirects(t *testing.T) {
	const public = "192.0.2.10" // of a block for documentation
	for _, to := range []string{
		"http://127.0.0.1/x", "http://localhost/x", "http://10.1.2.3/x", "http://192.168.0.1/x", "http://169.254.169.254/latest/meta-data/",
		"http://[::1]/x", "http://[::ffff:127.0.0.1]/x", "http://[fd00::1]/x", "http://2130706433/x", "http://0x7f.1/x", "http://127.1/x", "http://0/x",
		"http://100.64.0.1/x", "http://[64:ff9b::7f00:1]/x", "file:///etc/passwd", "gopher://192.0.2.10/x", "//127.0.0.1/x", "http://user@127.0.0.1/x",
	} {
		for where, site := range map[string]map[string]answer{
			"robots.txt": {"/robots.txt": redirect(to), "*": asJSON(goodLever)},
			"board":      {"/robots.txt": text("text/plain", ""), "*": redirect(to)},
		} {
			t.Run(where+" to "+to, func(t *testing.T) {
				c, clock := newCrawler()
				c.AllowPrivateHosts = false
				s := newHostileSite(t, clock, site)
				s.between = 0
				c.Base = &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
					if address != public+":80" {
						t.Errorf("connects to %s", address)
					}
					return (&net.Dialer{}).DialContext(ctx, network, s.Listener.Addr().String())
				}}
				defer c.Base.(*http.Transport).CloseIdleConnections()
				src := crawler.Source{Kind: "lever", Board: "x", Company: "Example", BaseURL: "http://" + public}
				got, err := c.Read(t.Context(), src, crawler.Memory{}, func(trends.Posting) error { return nil })
				if err != nil || got.Crawl.Whole() || !strings.Contains(got.Crawl.Error, "not ") {
					t.Errorf("%+v, %v", got.Crawl, err)
				}
			})
		}
	}
}
