package crawler

import (
	"strings"
	"testing"
	"time"

	"trends/trends"
)

// sourceDay is a Friday on which the answers of the tests are read.
var sourceDay = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func TestSplitTitle(t *testing.T) {
	for _, c := range []struct{ pattern, title, want string }{
		{"{company}: {title}", "Fernhollow: Engineer: Vision", "Engineer: Vision|Fernhollow|"},
		{"{company}: {title}", "Engineer", "Engineer||"},
		{"{title}, {company}", "Engineer, Vision, Fernhollow", "Engineer, Vision|Fernhollow|"},
		{"{title} at {company}", "Meet at noon engineer at Fernhollow", "Meet at noon engineer|Fernhollow|"},
		{"{title} - {company} ({place})", "Engineer (m/f) - Fernhollow (Lyon)", "Engineer (m/f)|Fernhollow|Lyon"},
		{"[{place}] {title}", "[Lyon] Engineer", "Engineer||Lyon"},
		{"", "Engineer: Vision", "Engineer: Vision||"},
	} {
		re, err := titlePattern(c.pattern)
		if err != nil {
			t.Errorf("titlePattern(%q): %v", c.pattern, err)
			continue
		}
		got := splitTitle(re, c.title)
		if text := strings.Join([]string{got.role, got.company, got.place}, "|"); text != c.want {
			t.Errorf("splitTitle(%q, %q) = %q, want %q", c.pattern, c.title, text, c.want)
		}
	}
	for pattern, want := range map[string]string{
		"{company}":           `title: "{company}" has no {title}; use a form such as "{company}: {title}"`,
		"{title} {title}":     `title: "{title} {title}" holds "{title}"; use each of {title}, {company} and {place} at most once`,
		"{title} by {author}": `title: "{title} by {author}" holds "{author}"; use each of {title}, {company} and {place} at most once`,
	} {
		if _, err := titlePattern(pattern); err == nil || err.Error() != want {
			t.Errorf("titlePattern(%q): %v, want %s", pattern, err, want)
		}
	}
}

// rss puts an item into a feed; attributes are those of its root.
func rss(attributes, item string) string {
	return "<rss" + attributes + "><channel><item>" + item + "</item></channel></rss>"
}

// TestParseFeed reads one entry in many spellings; the result is "id|url|title|employer|places|posted|format|body".
func TestParseFeed(t *testing.T) {
	for name, c := range map[string]struct{ feed, want string }{
		"RSS": {rss("",
			`<title>A</title><link>https://example.com/1</link><description>&lt;b&gt;x&lt;/b&gt;</description>`),
			"https://example.com/1|https://example.com/1|A||||html|<b>x</b>"},
		"CDATA, and a guid that is an address": {rss("",
			`<title><![CDATA[A & B]]></title><guid>https://example.com/1</guid><description><![CDATA[<b>x</b>]]></description>`),
			"https://example.com/1|https://example.com/1|A & B||||html|<b>x</b>"},
		"a guid that is none": {rss("",
			`<guid isPermaLink="false">https://example.com/?p=1</guid><title>A</title>`),
			"https://example.com/?p=1||A||||text|"},
		"escaped twice": {rss("",
			`<guid>1</guid><description>&amp;lt;b&amp;gt;x&amp;lt;/b&amp;gt;</description>`),
			"1||||||html|<b>x</b>"},
		"an entity of HTML, and an ampersand alone": {rss("",
			`<guid>1</guid><title>caf&eacute; & bar</title>`),
			"1||café & bar||||text|"},
		"RSS 1.0": {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ` +
			`xmlns:dc="http://purl.org/dc/elements/1.1/">` +
			`<item><link>https://example.com/1</link><title>A</title><dc:date>2026-11-18</dc:date></item></rdf:RDF>`,
			"https://example.com/1|https://example.com/1|A|||2026-11-18|text|"},
		"the elements of a job plugin": {rss(` xmlns:job_listing="https://example.com"`,
			`<guid>1</guid><title>A</title><job_listing:location>Lyon, France</job_listing:location><job_listing:company>Fernhollow</job_listing:company>`),
			"1||A|Fernhollow|Lyon, France||text|"},
		"an undeclared name space": {rss("",
			`<guid>1</guid><title>A</title><job_listing:company>Fernhollow</job_listing:company><media:title>B</media:title>`),
			"1||A|Fernhollow|||text|"},
		"the full text beside a short one": {rss(` xmlns:content="http://purl.org/rss/1.0/modules/content/"`,
			`<guid>1</guid><description>short</description><content:encoded><![CDATA[<p>long</p>]]></content:encoded>`),
			"1||||||html|<p>long</p>"},
		"persons are not read": {rss(` xmlns:dc="http://purl.org/dc/elements/1.1/"`,
			`<guid>1</guid><title>A</title><dc:creator>Robin</dc:creator><author>robin@example.com</author>`),
			"1||A||||text|"},
		"text that only looks like HTML": {`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>A</title>` +
			`<content type="text">a &lt;b&gt; c</content></entry></feed>`,
			"1||A||||text|a <b> c"},
		"a date in the future is none": {rss("",
			`<guid>1</guid><title>A</title><pubDate>Fri, 20 Nov 2037 09:00:00 GMT</pubDate>`),
			"1||A||||text|"},
	} {
		got, err := parseFeed(Source{Kind: "feed", Board: "x"}, []byte(c.feed), sourceDay)
		if err != nil || len(got.postings) != 1 {
			t.Errorf("%s: %+v, %v", name, got, err)
			continue
		}
		p := got.postings[0]
		posted := ""
		if !p.Posted.IsZero() {
			posted = p.Posted.Format("2006-01-02")
		}
		fields := []string{p.ID, p.URL, p.Title, p.Employer, strings.Join(p.Places, ";"), posted, string(p.Format), p.Body}
		text := strings.Join(fields, "|")
		if text != c.want {
			t.Errorf("%s: %q, want %q", name, text, c.want)
		}
	}
}

func TestParseFeedErrors(t *testing.T) {
	for feed, want := range map[string]string{
		`<rss><channel><item><title>A</title>`:            "the feed breaks off in entry 1",
		`<rss><channel><item><guid>1</guid></item></chan`: "the feed breaks off after 1 entries",
		`<opml></opml>`: "neither RSS nor Atom: it begins with <opml>",
		`{"version": "https://jsonfeed.org/version/1"}`:       `no list "items" in the answer`,
		`{"version": "https://jsonfeed.org/version/1", "ite`:  "the answer breaks off",
		`{"version": "https://jsonfeed.org/1", "items": "x"}`: `"items" is not a list`,
	} {
		if _, err := parseFeed(Source{Kind: "feed"}, []byte(feed), sourceDay); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("parseFeed(%q): %v, want %q in it", feed, err, want)
		}
	}
}

// TestPythonFeed reads the feed of python.org, whose texts begin with the place.
func TestPythonFeed(t *testing.T) {
	feed := `<rss><channel><item><title>Engineer, Data, Fernhollow</title><link>https://www.python.org/jobs/1/</link>
		<guid>https://www.python.org/jobs/1/</guid><description>Lyon, Rhône, France
&lt;p&gt;Write Python.&lt;/p&gt;</description></item></channel></rss>`
	for _, src := range []Source{{Kind: "feed", Board: "python.org"}, {Kind: "feed", URL: "https://www.python.org/jobs/feed/rss/"}} {
		got, err := parseFeed(src, []byte(feed), sourceDay)
		if err != nil || len(got.postings) != 1 {
			t.Fatalf("%+v, %v", got, err)
		}
		p := got.postings[0]
		if p.Title != "Engineer, Data" || p.Employer != "Fernhollow" || p.Places[0] != "Lyon, Rhône, France" || p.Country != "FR" ||
			p.Precision != trends.PrecisionNone {
			t.Errorf("%s: %+v", src.Key(), p)
		}
	}
}

// FuzzFeed: no feed brings the parser down, and what comes out has an id and a title or text.
func FuzzFeed(f *testing.F) {
	for _, seed := range []string{
		`<rss><channel><item><guid>1</guid><title>A: B</title><country>🇺🇸 United States</country></item></channel></rss>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><content type="xhtml"><div>x<br/></div></content></entry></feed>`,
		`{"items": [{"id": 1, "title": "A", "_jobposting": {"title": "A", "baseSalary": 1}}]}`,
		`<rss><item><a><b></item></a>`, `{"items": [null, 1, []]}`, "<!DOCTYPE x [<!ENTITY a 'b'>]><rss><item><title>&a;</title></item></rss>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := parseFeed(Source{Kind: "feed", Board: "weworkremotely.com"}, body, sourceDay)
		checkParsed(t, got, err)
	})
}

// checkParsed checks what holds for the postings of every parser, whatever it was given.
func checkParsed(t *testing.T, got list, err error) {
	t.Helper()
	for _, p := range got.postings {
		switch {
		case p.ID == "" || p.Source == "":
			t.Errorf("a posting without an id: %+v", p)
		case p.Posted.IsZero() != (p.Precision == trends.PrecisionNone):
			t.Errorf("posted %v to %q", p.Posted, p.Precision)
		case p.Pay != nil && (p.Pay.Min < 0 || p.Pay.Max != 0 && p.Pay.Min > p.Pay.Max):
			t.Errorf("pay %+v", p.Pay)
		}
	}
	if err != nil && err.Error() == "" {
		t.Error("an error that says nothing")
	}
}
