package crawler

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"trends/trends"
)

// feed reads a feed of job ads: RSS 0.9 to 2.0, Atom, or JSON Feed, whichever comes. An entry is an ad; beside the elements of
// the formats those are understood that job sites add: region, country, location, company, expires_at, and a JobPosting in a
// JSON Feed. Feeds show their newest entries only, see newestList.
//
// Where the title also names the employer, the source's Title says how ("{company}: {title}"). Names of persons (author,
// dc:creator) are not read. XML is read with encoding/xml: a feed library would hide the elements that matter here.
//
//	GET the feed's address; for the feeds of knownFeeds the board's name is enough
func feed() kind {
	check := func(s Source) error {
		if _, err := feedStart(s); err != nil {
			return err
		}
		_, err := titlePattern(s.Title)
		return err
	}
	address := func(s Source, _, _ int) string {
		start, err := feedStart(s)
		if err != nil {
			return ""
		}
		return start.String()
	}
	return newestList{address: address, parse: parseFeed, form: (*page).wantFeed}.kind(check)
}

// feedHabits are what is known of one site's feed.
type feedHabits struct {
	url        string // where it is
	title      string // how its titles are made, as Source.Title
	remote     bool   // all of its jobs are remote
	placeFirst bool   // the first line of the text is the place
}

// knownFeeds holds feeds by the site's name.
var knownFeeds = map[string]feedHabits{
	// Has feeds for categories too, such as /categories/remote-programming-jobs.rss. Its robots.txt leaves them open.
	"weworkremotely.com": {url: "https://weworkremotely.com/remote-jobs.rss", title: "{company}: {title}", remote: true},
	// About 20 entries; pubDate may be missing.
	"python.org": {url: "https://www.python.org/jobs/feed/rss/", title: "{title}, {company}", placeFirst: true},
}

// habits returns what is known of the feed of a source.
func habits(s Source) feedHabits {
	name := s.Board
	if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
		name = site(u)
	}
	return knownFeeds[name]
}

// feedStart returns the address of a feed: url, else the one that is known for the board, under base_url if there is one.
func feedStart(s Source) (*url.URL, error) {
	if s.URL == "" {
		s.URL = habits(s).url
	}
	if s.URL == "" && s.BaseURL == "" {
		return nil, errors.New("url: missing; use the address of the feed, such as https://example.com/jobs.rss")
	}
	return siteStart(s)
}

// wantFeed reports an answer that is plainly no feed.
func (p *page) wantFeed() error {
	head := bytes.ToLower(bytes.TrimSpace(p.body[:min(len(p.body), 512)]))
	switch first := firstByte(p.body); {
	case first == 0:
		return fmt.Errorf("%s answered nothing where a feed was due", p.asked)
	case bytes.HasPrefix(head, []byte("<!doctype html")), bytes.HasPrefix(head, []byte("<html")):
		return fmt.Errorf("%s answered a page of HTML where a feed was due: %s", p.asked, excerpt(p.body))
	case first != '<' && first != '{':
		return fmt.Errorf("%s answered text where a feed was due: %s", p.asked, excerpt(p.body))
	}
	return nil
}

// feedItem is an entry of a feed in any format.
type feedItem struct {
	id, link, title string
	company         string
	places          []string
	country         string // a name or a code
	body            string
	plain           bool // body is text and not HTML, whatever it looks like
	posted, closes  string
	language        string
	job             *trends.Posting // the JobPosting beside the entry; nil if there is none
}

// parseFeed understands a feed. Entries whose own deadline is past are left out.
func parseFeed(src Source, body []byte, now time.Time) (list, error) {
	var out list
	read := eachEntry
	if firstByte(body) == '{' {
		read = eachFeedItem
	}
	pattern, err := titlePattern(firstOf(src.Title, habits(src).title))
	if err != nil {
		return out, err
	}
	err = read(src, body, now, func(i int, item feedItem, err error) {
		p := item.posting(src, pattern, now)
		switch {
		case err != nil:
			out.bad("entries[%d]%v", i, err)
		case p.ID == "":
			out.bad("entries[%d]: neither guid nor link", i)
		case p.Title == "" && p.Body == "":
			out.bad("entries[%d]: neither title nor text", i)
		case !p.Closes.IsZero() && p.Closes.Before(now):
			out.skipped++
		default:
			out.add("entries[%d]", i, p)
		}
	})
	return out, err
}

func (f *feedItem) posting(src Source, pattern *regexp.Regexp, now time.Time) trends.Posting {
	known := habits(src)
	p := trends.Posting{}
	if f.job != nil {
		p = *f.job
	}
	title := splitTitle(pattern, strings.TrimSpace(html.UnescapeString(f.title)))
	p.Source = src.Key()
	p.URL = firstOf(f.link, p.URL)
	p.ID = firstOf(f.id, f.link)
	if len(p.ID) > 150 {
		p.ID = addressID(p.ID, 0)
	}
	p.Title = firstOf(p.Title, title.role)
	p.Employer = firstOf(p.Employer, f.company, title.company, src.Company)
	if body := strings.TrimSpace(f.body); body != "" || p.Body == "" {
		p.Body, p.Format = body, bodyFormat(body, f.plain)
	}
	if p.Places == nil {
		p.Places = f.allPlaces(title.place, known)
		p.Country = firstOf(countryCode(f.country), countryOf(p.Places))
	}
	if p.Remote == "" {
		p.Remote = remoteOfPlaces(p.Places)
	}
	if known.remote {
		p.Remote = trends.RemoteRemote
	}
	if p.Posted.IsZero() {
		p.Posted, p.Precision = parseDate(f.posted, now)
	}
	if p.Closes.IsZero() {
		p.Closes = parseDeadline(f.closes)
	}
	p.Language = firstOf(p.Language, languageCode(f.language))
	return p
}

// bodyFormat tells HTML from text.
func bodyFormat(body string, plain bool) trends.Format {
	if !plain && (realTag.MatchString(body) || anyEntity.MatchString(body)) {
		return trends.FormatHTML
	}
	return trends.FormatText
}

// allPlaces gathers the places of an entry from its elements, its title and, where the site writes it there, its first line.
func (f *feedItem) allPlaces(titled string, known feedHabits) []string {
	places := append(slices.Clone(f.places), splitPlaces(withoutFlags(f.country))...)
	places = append(places, titled)
	if known.placeFirst {
		line, _, _ := strings.Cut(strings.TrimSpace(f.body), "\n")
		line, _, _ = strings.Cut(line, "<")
		if line = strings.TrimSpace(line); utf8.RuneCountInString(line) < 100 {
			places = append(places, html.UnescapeString(line))
		}
	}
	return cleanPlaces(places)
}

// withoutFlags puts a semicolon for each flag of a list of countries: "🇺🇸 United States" → "; United States".
func withoutFlags(s string) string {
	var out strings.Builder
	for _, r := range s {
		if r >= '\U0001F1E6' && r <= '\U0001F1FF' { // regional indicators, two a flag
			r = ';'
		}
		out.WriteRune(r)
	}
	return out.String()
}
