package crawler

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestParseHeader reads headers in the ways people write them. A want is "company | title | places | remote | pay".
func TestParseHeader(t *testing.T) {
	for in, want := range map[string]string{
		// With bars, in the usual order and others.
		"Fernhollow (YC W24) | ML Engineer | Berlin or REMOTE (EU) | Full-time | €70k-90k | https://fernhollow.example/jobs": "Fernhollow | ML Engineer | Berlin; EU | remote | 70000-90000 EUR year",
		"Mossgrove Inc. | San Francisco, CA | Onsite | Senior Backend Engineers | https://mossgrove.example":                 "Mossgrove Inc. | Senior Backend Engineers | San Francisco, CA | onsite | ",
		"Heron Labs | Multiple Roles | NYC, London | Hybrid":                                                                 "Heron Labs | Multiple Roles | NYC; London | hybrid | ",
		"Lead iOS Engineer | ONSITE | Full-time | San Francisco, CA | VISA":                                                  " | Lead iOS Engineer | San Francisco, CA | onsite | ",
		"Los Angeles, CA | Thornfield | Data Scientist":                                                                      "Thornfield | Data Scientist | Los Angeles, CA |  | ",
		"Thornfield - the quiet software company | REMOTE | Part time":                                                       "Thornfield |  |  | remote | ",
		"https://www.tidewater.example.com | Engineer | Remote":                                                              "tidewater.example.com | Engineer |  | remote | ",
		"tidewater.io | Site Reliability Engineer | Leeds, UK | onsite":                                                      "tidewater.io | Site Reliability Engineer | Leeds, UK | onsite | ",
		"Lantern|Frontend Developer|Remote (US only)|$120,000 - $150,000":                                                    "Lantern | Frontend Developer | US | remote | 120000-150000 USD year",
		"Brackenridge | Engineering Managers | Product Designers | REMOTE OK | Boston/SF":                                    "Brackenridge | Engineering Managers; Product Designers | Boston; SF | remote | ",
		"Alder & Ash | Developer | ONSITE or REMOTE | Austin TX":                                                             "Alder & Ash | Developer | Austin TX |  | ",
		"Senior Engineer at Quillwork | Toronto, Canada | onsite":                                                            "Quillwork | Senior Engineer at Quillwork | Toronto, Canada | onsite | ",
		"Quillwork is hiring engineers | Toronto":                                                                            "Quillwork | Quillwork is hiring engineers | Toronto |  | ",
		"Stealth startup | Founding Engineer | SF":                                                                           " | Founding Engineer | SF |  | ",
		"Level 7 | Python Developer | Remote":                                                                                "Level 7 | Python Developer |  | remote | ",
		"Vertical Sysadmin, Inc. | Remote | Trainer":                                                                         "Vertical Sysadmin, Inc. |  |  | remote | ",
		"Oakhaven [YC S19] | Full-stack | Stockholm, Sweden or Málaga, Spain | Full Time, INTERNS":                           "Oakhaven | Full-stack | Stockholm, Sweden; Málaga, Spain |  | ",
		// With dashes and other marks.
		"Mossgrove - London, UK - Data Scientist - ONSITE":                       "Mossgrove | Data Scientist | London, UK | onsite | ",
		"Berlin - Beispiel GmbH - Backend Developer":                             "Beispiel GmbH | Backend Developer | Berlin |  | ",
		"Heron Labs — Chicago, IL — Full time / no remote":                       "Heron Labs |  | Chicago, IL | onsite | ",
		"Lantern • San Francisco • Designer":                                     "Lantern | Designer | San Francisco |  | ",
		"Fernhollow / Sunnyvale, CA / Full-time, Onsite":                         "Fernhollow |  | Sunnyvale, CA | onsite | ",
		"Thornfield (http://thornfield.example) -- Toronto":                      "Thornfield |  | Toronto |  | ",
		"Data Scientist @ Quillwork - Remote":                                    "Quillwork | Data Scientist @ Quillwork |  | remote | ",
		"=== Oakhaven | Engineer | Paris ===":                                    "Oakhaven | Engineer | Paris |  | ",
		"Tidewater, Remote only, Full time":                                      "Tidewater |  |  | remote | ",
		"Company: Alderbrook\nLocation: Utrecht, Netherlands\nRemote: No":        "Alderbrook |  |  |  | ",
		"Alderbrook: Berlin, Germany":                                            "Alderbrook |  | Berlin, Germany |  | ",
		"Red Kite TV\n\nWe make television.":                                     "Red Kite TV |  |  |  | ",
		"San Francisco; Full Time; Onsite\n\nWe are Plumstead Labs and we build": "Plumstead Labs |  | San Francisco | onsite | ",
		// Sentences.
		"Quillwork is hiring engineers in New York, NY":             "Quillwork | Quillwork is hiring engineers in New York, NY | New York, NY |  | ",
		"Come work at Brackenridge and help people explore.":        "Brackenridge |  |  |  | ",
		"viaduct is looking for a Senior Engineer":                  "viaduct | viaduct is looking for a Senior Engineer |  |  | ",
		"We are a small team and need help with our robots.":        " |  |  |  | ",
		"Hi all!\nWe build tools.":                                  " |  |  |  | ",
		"How long does it take you to answer an application?":       " |  |  |  | ",
		"Shoreditch, London, UK":                                    " |  | London, UK |  | ",
		"Recently funded startup looking for a front-end developer": " | Recently funded startup looking for a front-end developer |  |  | ",
		"https://jobs.lever.co/lantern":                             " |  |  |  | ",
		"https://lantern.example.com/jobs":                          "lantern.example.com |  |  |  | ",
		"":                                                          " |  |  |  | ",
		"======":                                                    " |  |  |  | ",
	} {
		h := parseHeader(in)
		got := strings.Join([]string{h.company, h.title, strings.Join(h.places, "; "), string(h.remote), payText(h.pay)}, " | ")
		if got != want {
			t.Errorf("parseHeader(%q)\n got %s\nwant %s", in, got, want)
		}
	}
	if got := parseHeader("Lantern | Dev | https://lantern.example.com | https://jobs.lever.co/lantern").url; got != "https://jobs.lever.co/lantern" {
		t.Errorf("url = %q, want the one of the tracking system", got)
	}
}

func TestHNText(t *testing.T) {
	in := `Lantern | <a href="https:&#x2F;&#x2F;lantern.example&#x2F;a&#x2F;very&#x2F;long" rel="nofollow">https:&#x2F;&#x2F;lantern.example&#x2F;a...</a><p>R&amp;D <i>team</i><pre><code>x = 1
</code></pre>`
	want := "Lantern | https://lantern.example/a/very/long\nR&D team\nx = 1\n"
	if got := hnText(in); got != want {
		t.Errorf("hnText = %q, want %q", got, want)
	}
}

func TestHNUser(t *testing.T) {
	for in, want := range map[string]string{"": "", "carol": "hn user 4c26d9074c27", "802b12b3cce9": "hn user 802b12b3cce9"} {
		if got := hnUser(in); got != want {
			t.Errorf("hnUser(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestThreadMonth(t *testing.T) {
	for in, want := range map[string]string{
		"Ask HN: Who is hiring? (November 2026)":                  "2026-11",
		"Ask HN: Who is Hiring? (May 2011)":                       "2011-05",
		"ask hn:  Who's hiring? (Sep. 2014)":                      "2014-09",
		"Ask HN: Who is hiring? (Sep 2014)":                       "2014-09",
		"Ask HN: Who is hiring? (November 2015 Edition)":          "",
		"Ask HN: Who wants to be hired? (November 2026)":          "",
		"Ask HN: Freelancer? Seeking freelancer? (November 2026)": "",
		"Who is hiring?": "",
	} {
		got := ""
		if month, ok := threadMonth(in); ok {
			got = month.Format("2006-01")
		}
		if got != want {
			t.Errorf("threadMonth(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzHNHeader(f *testing.F) {
	for _, s := range []string{"Fernhollow (YC W24) | ML Engineer | Berlin | €70k-90k", "A, B - C / D: http://x.io", "|||", "We are Ä", "\x80 | \xff", "..,,((|"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		h := parseHeader(text)
		if strings.TrimSpace(h.company) != h.company || len(h.company) > 60 {
			t.Errorf("company %q", h.company)
		}
		for _, place := range h.places {
			if place == "" {
				t.Error("an empty place")
			}
		}
		if diff := cmp.Diff(h, parseHeader(text), cmp.AllowUnexported(hnHeader{})); diff != "" {
			t.Errorf("two readings differ:\n%s", diff)
		}
		hnText(text)
	})
}

func FuzzFirebase(f *testing.F) {
	f.Add(`{"by":"alice","id":1,"text":"Fernhollow | ML Engineer | Berlin<p>x","time":1793635200,"kids":[2]}`)
	f.Add(`null`)
	f.Add(`{"deleted":true,"time":"x"}`)
	f.Fuzz(func(t *testing.T, body string) {
		r := &reading{src: Source{Kind: "hn"}, started: jsonldNow}
		p, err := r.firebaseComment([]byte(body), "1", "2026-11")
		if err == nil && (p.ID != "1" || p.Body == "" || p.Month != "2026-11" || p.Posted.IsZero()) {
			t.Errorf("%+v", p)
		}
	})
}

// TestByFirebase tells the addresses that name Hacker News' own API from others.
func TestByFirebase(t *testing.T) {
	for address, want := range map[string]bool{
		"": false, "https://hacker-news.firebaseio.com": true, "https://hacker-news.firebaseio.com/v0/": true, "https://hn.algolia.com": false,
	} {
		if got := byFirebase(Source{Kind: "hn", URL: address}); got != want {
			t.Errorf("byFirebase(%q) = %v", address, got)
		}
	}
}
