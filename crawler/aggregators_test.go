package crawler

import (
	"net/url"
	"testing"
	"time"
)

func TestUnscramble(t *testing.T) {
	for in, want := range map[string]string{
		"EspaÃ±a":          "España",
		"donâ€™t":          "don’t",
		"Ã€ bientÃ´t":      "À bientôt",
		"España":           "España", // right already
		"São Paulo, naïve": "São Paulo, naïve",
		"Ã":                "Ã", // nothing stands behind it
		"日本":               "日本",
		"":                 "",
	} {
		if got := unscramble(in); got != want {
			t.Errorf("unscramble(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWithoutReader(t *testing.T) {
	for in, want := range map[string]string{
		"Cook.<br/><br/>Please mention the word **BRAVE** and tag RMTkyLjAuMi4x when applying (#RMTkyLjAuMi4x). See.": "Cook.",
		"Cook. Please mention the word onion in your letter. We grill.":                                               "Cook. Please mention the word onion in your letter. We grill.",
		"Cook. #RMTkyLjAuMi4x":             "Cook. ",
		"Cook. RMjAwMTpkYjg6OjE=":          "Cook. ", // 2001:db8::1
		"Responsibilities: RabbitMQ2026xx": "Responsibilities: RabbitMQ2026xx",
	} {
		if got := withoutReader(in); got != want {
			t.Errorf("withoutReader(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWithoutHimalayas(t *testing.T) {
	for in, want := range map[string]string{
		`<p>Count.</p><p>Originally posted on <a href="https://himalayas.app">Himalayas</a></p>`: "<p>Count.</p>",
		`<p>At <a href="https://himalayas.app/companies/heron" rel="x">Heron</a>.</p>`:           "<p>At Heron.</p>",
		`<p>See <a href="https://example.com/companies/heron">us</a>.</p>`:                       `<p>See <a href="https://example.com/companies/heron">us</a>.</p>`,
	} {
		if got := withoutHimalayas(in); got != want {
			t.Errorf("withoutHimalayas(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzLists: no answer of an aggregator brings its parser down.
func FuzzLists(f *testing.F) {
	parsers := []parseList{parseArbeitnow, parseHimalayas, parseRemoteOK, parseJobicy, parseWorkingNomads, parseMuse}
	for i, seed := range []string{
		`{"data": [{"slug": "a", "title": "A", "description": "&lt;p&gt;", "remote": true, "location": "Lyon; Paris", "created_at": 1795000000}]}`,
		`{"jobs": [{"guid": 1, "title": "A", "companyName": "name", "companySlug": "a-b", "minSalary": 1e400, "maxSalary": -1, "locationRestrictions": [null, {"name": "X"}, "Y"], "pubDate": 1795000000000}]}`,
		`[{"legal": "x"}, {"id": 1, "position": "A", "description": "Please mention the word **A** RMTkyLjAuMi4x", "salary_min": "x"}]`,
		`{"jobs": [{"id": 1, "jobTitle": "A", "pubDate": "2026-11-16 04:19:59", "salaryMin": "1,000", "salaryMax": null}]}`,
		`{"results": [{"id": 1, "name": "A", "locations": [{"name": "Flexible / Remote"}, "B"], "company": null, "refs": {}}]}`,
		`[{"url": "x", "title": "Ã", "pub_date": null}, null]`,
	} {
		f.Add(byte(i), []byte(seed))
	}
	f.Fuzz(func(t *testing.T, which byte, body []byte) {
		got, err := parsers[int(which)%len(parsers)](Source{Kind: "x", Board: "x"}, body, sourceDay)
		checkParsed(t, got, err)
		for _, p := range got.postings {
			if p.Posted.After(sourceDay.Add(24 * time.Hour)) {
				t.Errorf("posted in the future: %v", p.Posted)
			}
		}
	})
}

// TestMuseSecret: the key goes to The Muse's API, encrypted, and nowhere else.
func TestMuseSecret(t *testing.T) {
	c := &Crawler{MuseKey: "k&y"}
	for address, want := range map[string]string{
		"https://www.themuse.com/api/public/jobs?page=0":  "api_key=k%26y",
		"http://www.themuse.com/api/public/jobs":          "",
		"https://www.themuse.com/robots.txt":              "",
		"https://www.themuse.com:8443/api/public/jobs":    "",
		"https://www.themuse.com.example.com/api/public/": "",
		"https://example.com/api/public/jobs":             "",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.museSecret(u).Encode(); got != want {
			t.Errorf("museSecret(%s) = %q, want %q", address, got, want)
		}
	}
}
