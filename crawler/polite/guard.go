package polite

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// lookUpFor is how long the address of a name may take to be found before the request.
const lookUpFor = 5 * time.Second

const privateReason = "%s is an address of a private network, which a public page must not lead to; if that is meant, set crawler.allow_private_hosts: true in the configuration"

// guard refuses what is not the public web. Where a name leads is checked in the dialer of the own Base, so that the check and
// the connection are about the same numbers; a Base of the caller's cannot be looked into, and has its names looked up here.
func (t *Transport) guard(ctx context.Context, u *url.URL) error {
	if err := t.guardText(u); err != nil || t.AllowPrivateHosts || t.Base == nil {
		return err
	}
	return t.guardName(ctx, u)
}

// guardText refuses as far as the address itself tells.
func (t *Transport) guardText(u *url.URL) error {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	refuse := func(reason string) error { return &RefusedError{URL: u.Redacted(), Reason: reason} }
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return refuse(fmt.Sprintf("scheme %q; only http and https are asked", u.Scheme))
	case host == "" || u.Opaque != "":
		return refuse("the address names no host; write it in full, such as https://example.com/jobs")
	case t.AllowPrivateHosts:
		return nil
	case host == "localhost" || strings.HasSuffix(host, ".localhost"):
		return refuse(fmt.Sprintf(privateReason, host))
	}
	addr, err := netip.ParseAddr(host)
	switch {
	case err == nil && private(addr):
		return refuse(fmt.Sprintf(privateReason, host))
	case err != nil && numeric(host): // 127.1, 0x7f.0.0.1, 2130706433: some resolvers take them for addresses
		return refuse(host + " is neither a name nor an address in the usual form")
	}
	return nil
}

// guardName refuses a name that leads to a private address, even if it leads to public ones too. A name that is not found
// passes: whoever connects in our place (a proxy, a replay of recorded answers) may know it, or will say that nobody does.
func (t *Transport) guardName(ctx context.Context, u *url.URL) error {
	host := u.Hostname()
	if _, err := netip.ParseAddr(host); err == nil {
		return nil // guardText has seen it
	}
	ctx, cancel := context.WithTimeout(ctx, lookUpFor)
	defer cancel()
	addrs, err := t.lookUp(ctx, "ip", host)
	if err != nil {
		return nil
	}
	for _, addr := range addrs {
		if private(addr) {
			return &RefusedError{URL: u.Redacted(), Reason: fmt.Sprintf(privateReason, host+" ("+addr.String()+")")}
		}
	}
	return nil
}

// numeric reports whether a host ends in a number, which no name does.
func numeric(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	return strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") && strings.Trim(last[2:], "0123456789abcdef") == ""
}

// private reports whether an address is not one of the public internet. An IPv4 address in one of the forms that IPv6 has
// for it is judged as what it is.
func private(addr netip.Addr) bool {
	addr = addr.Unmap().WithZone("")
	if addr.IsLoopback() || addr.IsPrivate() || addr.IsLinkLocalUnicast() || addr.IsMulticast() || addr.IsUnspecified() {
		return true
	}
	for _, prefix := range [...]string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4", // this network, CGNAT, protocol, benchmarks, reserved
		"::/96", "fec0::/10", // IPv4-compatible and site-local, both given up
	} {
		if netip.MustParsePrefix(prefix).Contains(addr) {
			return true
		}
	}
	if !addr.Is6() {
		return false
	}
	b := addr.As16()
	if netip.MustParsePrefix("64:ff9b::/96").Contains(addr) { // NAT64
		return private(netip.AddrFrom4([4]byte(b[12:])))
	}
	if netip.MustParsePrefix("2002::/16").Contains(addr) { // 6to4
		return private(netip.AddrFrom4([4]byte(b[2:6])))
	}
	return false
}

// newBase returns a transport that connects to public addresses only, unless private ones are allowed. The proxy that the
// environment names is the exception: it is the user's own choice, and mostly a private address. What it is to connect to is
// looked up as for a Base of the caller's.
func (t *Transport) newBase() http.RoundTripper {
	var proxies sync.Map // host:port of proxies in use
	plain := &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}
	checked := &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second, Control: checkDial}
	return &http.Transport{
		Proxy: func(req *http.Request) (*url.URL, error) { // called before each request that is sent
			if sent, ok := req.Context().Value(sentKey{}).(*atomic.Int32); ok && sent.Add(1) > 1 {
				return nil, errLost
			}
			u, err := http.ProxyFromEnvironment(req)
			if u == nil || err != nil {
				return nil, err
			}
			proxies.Store(dialAddress(u), true)
			if t.AllowPrivateHosts {
				return u, nil
			}
			return u, t.guardName(req.Context(), req.URL)
		},
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if _, proxy := proxies.Load(address); proxy || t.AllowPrivateHosts {
				return plain.DialContext(ctx, network, address)
			}
			return checked.DialContext(ctx, network, address)
		},
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          100,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   15 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
}

// errLost stops net/http from repeating a request, at once and on its own, when a kept connection turns out to be dead.
var errLost = errors.New("the server closed the connection while it was asked")

// sentKey is the key under which a try counts how often net/http is about to send it.
type sentKey struct{}

// dialAddress returns what is dialed for a proxy.
func dialAddress(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// checkDial is a net.Dialer.Control: it sees the address that a name resolved to, before the connection is made.
func checkDial(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return &RefusedError{Reason: fmt.Sprintf("cannot tell whether %s is a public address", address)}
	}
	if private(to.Addr()) {
		return &RefusedError{Reason: fmt.Sprintf(privateReason, to.Addr())}
	}
	return nil
}
