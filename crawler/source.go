package crawler

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Source is one configured place to read.
type Source struct {
	Kind    string        // one of Kinds
	Board   string        // token of the board; workday: HOST/SITE; hn: account, "" = whoishiring; jobicy: industry; muse: category; feed, jsonld, file, warc, aggregators: a name
	Company string        // employer's name where the source does not say; "" if it always does
	BaseURL string        // replaces scheme and host (and a path before the kind's own) of the kind's address; "" = the real one
	URL     string        // feed: its address; jsonld: start page, list or sitemap; file, warc: path of the file; hn: another API; unused by other kinds
	Title   string        // feed: how its titles are made, such as "{company}: {title}"; "" = a title is the role's; unused by other kinds
	Region  string        // lever: "eu" for European accounts; teamtailor: "na" for North American sites; "" for all others
	Every   time.Duration // shortest time between reads; 0 = every run. Kept by the caller, not by Read
	Limit   int           // most job pages fetched one by one in a read, of kinds that need it; 0 = 500
	Off     string        // why the source is not read: refused, or switched off; "" = it is read
	Quiet   bool          // a board that is not there is not worth a word. Kept by the caller, not by Read
}

// Key returns the name under which everything of the source is kept: the kind, a colon, and what tells it apart.
//
//	greenhouse:anthropic   lever:mistral   hn:whoishiring   jsonld:example.com   file:archive   remoteok:all
func (s Source) Key() string {
	name := s.Board
	switch {
	case s.Kind == "hn" && name == "":
		name = hnAccount
	case s.Kind == "workday":
		name = strings.ReplaceAll(name, "/", ":") // a pattern such as "workday:*" stops at a slash
	case s.Local() && name == "":
		name, _, _ = strings.Cut(path.Base(strings.ReplaceAll(s.URL, `\`, "/")), ".")
	case (s.Kind == "jsonld" || s.Kind == "feed") && name == "":
		for _, address := range [...]string{s.BaseURL, s.URL} {
			if u, err := url.Parse(address); err == nil && u.Host != "" {
				name = strings.TrimPrefix(u.Hostname(), "www.")
			}
		}
	case name == "" && slices.Contains(wholeLists, s.Kind):
		name = "all"
	}
	return s.Kind + ":" + name
}

// wholeLists are the kinds whose site has one list, or one that takes in all others: they need no board.
var wholeLists = []string{"arbeitnow", "himalayas", "jobicy", "remoteok", "workingnomads"}

// regions are the hosts beside the usual one that a vendor keeps for a part of its boards.
var regions = map[string]string{"lever": "eu", "teamtailor": "na"}

// Local reports whether URL is the path of a file on this machine.
func (s Source) Local() bool { return s.Kind == "file" || s.Kind == "warc" }

// Validate reports everything that is wrong with the fields, each naming the field as the configuration does, and what
// would be valid. It asks nobody: a board that does not exist is found by reading it.
func (s Source) Validate() error {
	k, ok := kindOf(s.Kind)
	if !ok {
		return fmt.Errorf("kind: %q is not known; use one of %s", s.Kind, strings.Join(Kinds(), ", "))
	}
	errs := []error{k.check(s), s.checkAddress("base_url", s.BaseURL)}
	if !s.Local() {
		errs = append(errs, s.checkAddress("url", s.URL))
	}
	if s.Region != "" && s.Region != regions[s.Kind] {
		errs = append(errs, fmt.Errorf(`region: %q is not known; leave it out, or use "eu" for a European account of lever, `+
			`"na" for a North American site of teamtailor`, s.Region))
	}
	if s.Every < 0 {
		errs = append(errs, fmt.Errorf("every: %v is negative; use a duration such as 24h", s.Every))
	}
	if s.Limit < 0 {
		errs = append(errs, fmt.Errorf("limit: %d is negative; use a number of pages, or 0 for the default", s.Limit))
	}
	return errors.Join(errs...)
}

// checkAddress reports an address that is not an absolute one.
func (s Source) checkAddress(field, address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%s: %q is not an address; use one such as https://example.com/jobs", field, address)
	}
	if field == "base_url" && (u.RawQuery != "" || u.Fragment != "") {
		return fmt.Errorf("%s: %q has a query; use scheme, host and at most a path", field, address)
	}
	return nil
}

// checkToken reports a board's token that is missing, or an address pasted in its place.
func checkToken(s Source, example string) error {
	switch {
	case strings.TrimSpace(s.Board) == "":
		return fmt.Errorf("board: missing; use the TOKEN of the board's address %s", example)
	case strings.ContainsAny(s.Board, "/?#"):
		return fmt.Errorf("board: %q is not a token; use only the TOKEN of the board's address %s", s.Board, example)
	}
	return nil
}

var hostToken = regexp.MustCompile(`^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$`)

// checkHostToken reports a token that cannot stand in a host's name, for vendors that give each board one.
func checkHostToken(s Source, example string) error {
	if err := checkToken(s, example); err != nil || hostToken.MatchString(s.Board) {
		return err
	}
	return fmt.Errorf("board: %q is not a token; use only the TOKEN of the board's address %s", s.Board, example)
}

// address joins the kind's own address, or what replaces it, with a path that is escaped already.
func (s Source) address(own, path string) string {
	if s.BaseURL != "" {
		own = strings.TrimRight(s.BaseURL, "/")
	}
	return own + path
}
