package crawler

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"trends/trends"
)

var jsonldNow = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

// script puts JSON-LD into a page.
func script(json string) string { return `<script type="application/ld+json">` + json + `</script>` }

// postingsOf reads the postings of a page.
func postingsOf(page string) ([]trends.Posting, []string) {
	const address = "https://www.example.com/jobs/1?ref=list"
	found := parseStructured([]byte(page), address)
	var out []trends.Posting
	for i, job := range found.jobs {
		out = append(out, jobPosting(Source{Kind: "jsonld", Board: "example.com", Company: "Configured"}, job, found, address, i, jsonldNow))
	}
	return out, found.broken
}

// TestJSONLDBlocks finds postings however the block is written. A want is the titles, or "broken".
func TestJSONLDBlocks(t *testing.T) {
	job := `{"@type":"JobPosting","title":"A"}`
	for name, c := range map[string]struct{ page, want string }{
		"plain":                        {script(job), "A"},
		"type with entities":           {`<script type="application/ld&#x2B;json">` + job + `</script>`, "A"},
		"type with parameters":         {`<script nonce="x" type='Application/LD+JSON; charset=utf-8' id=y>` + job + `</script>`, "A"},
		"type without quotes":          {`<script type=application/ld+json>` + job + `</script>`, "A"},
		"another type":                 {`<script type="application/json">` + job + `</script>`, ""},
		"never closed":                 {`<script type="application/ld+json">` + job, "A"},
		"in a comment":                 {script("<!--\n" + job + "\n-->"), "A"},
		"in CDATA":                     {script("//<![CDATA[\n" + job + "\n//]]>"), "A"},
		"in a commented CDATA":         {script("/*<![CDATA[*/" + job + "/*]]>*/"), "A"},
		"byte-order mark, semicolon":   {script("\ufeff" + job + ";"), "A"},
		"list":                         {script(`[{"@type":"WebSite"},` + job + `,{"@type":"JobPosting","title":"B"}]`), "A B"},
		"two objects":                  {script(job + "\n" + job), "A A"},
		"two blocks, one broken":       {script(`{"@type":`) + script(job), "A broken"},
		"graph":                        {script(`{"@context":"https://schema.org","@graph":[{"@type":"BreadcrumbList"},` + job + `]}`), "A"},
		"graph in a list":              {script(`[{"@graph":[` + job + `]}]`), "A"},
		"mainEntity":                   {script(`{"@type":"WebPage","mainEntity":` + job + `}`), "A"},
		"item list":                    {script(`{"@type":"ItemList","itemListElement":[{"@type":"ListItem","position":1,"item":` + job + `}]}`), "A"},
		"type in a list":               {script(`{"@type":["Thing","JobPosting"],"title":"A"}`), "A"},
		"type with a prefix":           {script(`{"@type":"schema:JobPosting","title":"A"}`), "A"},
		"type as an address":           {script(`{"@type":"http://schema.org/JobPosting","title":"A"}`), "A"},
		"line end in a text":           {script("{\"@type\":\"JobPosting\",\"title\":\"A\",\"description\":\"one\ntwo\tthree\"}"), "A"},
		"trailing commas":              {script(`{"@type":"JobPosting","title":"A","x":[1,2, ],}`), "A"},
		"backslash of nothing":         {script(`{"@type":"JobPosting","title":"A","description":"C:\work"}`), "A"},
		"escaped as a whole":           {script(`{&quot;@type&quot;:&quot;JobPosting&quot;,&quot;title&quot;:&quot;A&quot;}`), "A"},
		"escaped, with trailing comma": {script(`{&quot;@type&quot;:&quot;JobPosting&quot;,&quot;title&quot;:&quot;A&quot;,}`), "A"},
		"no JSON at all":               {script(`window.x = 1`), "broken"},
		"empty":                        {script(``), ""},
		"null":                         {script(`null`), ""},
		"nested too deep":              {script(strings.Repeat(`{"@graph":`, 60) + job + strings.Repeat("}", 60)), ""},
		"commas in texts stay":         {script(`{"@type":"JobPosting","title":"A, }B"}`), "A,|}B"},
	} {
		postings, broken := postingsOf(c.page)
		var got []string
		for _, p := range postings {
			got = append(got, strings.ReplaceAll(p.Title, " ", "|"))
		}
		if broken != nil {
			got = append(got, "broken")
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q (%v)", name, got, c.want, broken)
		}
	}
}

// TestJSONLDShapes reads each property in the shapes that sites give it.
func TestJSONLDShapes(t *testing.T) {
	places := func(p trends.Posting) string { return strings.Join(p.Places, "; ") + " / " + p.Country }
	employer := func(p trends.Posting) string { return p.Employer }
	pay := func(p trends.Posting) string { return payText(p.Pay) }
	posted := func(p trends.Posting) string {
		if p.Posted.IsZero() {
			return string(p.Precision)
		}
		return p.Posted.Format(time.RFC3339) + " " + string(p.Precision)
	}
	body := func(p trends.Posting) string { return string(p.Format) + ": " + p.Body }
	id := func(p trends.Posting) string { return p.ID }
	hash := addressID("https://www.example.com/jobs/1?ref=list", 0)
	for _, c := range []struct {
		properties string
		get        func(trends.Posting) string
		want       string
	}{
		{`"identifier":"R-1"`, id, "R-1"},
		{`"identifier":12345678901234567890`, id, "12345678901234567890"},
		{`"identifier":{"@type":"PropertyValue","name":"Example","value":77}`, id, "77"},
		{`"identifier":[{"value":"a"},{"value":"b"}]`, id, "a"},
		{`"identifier":{"@type":"PropertyValue","name":"Example"}`, id, hash},
		{`"identifier":"Example","hiringOrganization":"Example"`, id, hash}, // says nothing about the job
		{`"identifier":""`, id, hash},
		{`"hiringOrganization":"Example &amp; Co"`, employer, "Example & Co"},
		{`"hiringOrganization":{"@type":"Organization","name":" Example ","sameAs":"https://example.com"}`, employer, "Example"},
		{`"hiringOrganization":[{"name":"Example"},{"name":"Other"}]`, employer, "Example"},
		{`"hiringOrganization":{"name":{"@value":"Example","@language":"en"}}`, employer, "Example"},
		{`"hiringOrganization":"confidential"`, employer, ""},
		{`"x":1`, employer, "Configured"},
		{`"jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Leeds","addressRegion":"UNAVAILABLE","addressCountry":"GB"}}`, places, "Leeds, GB / GB"},
		{`"jobLocation":[{"address":{"addressLocality":"Leeds","addressCountry":{"@type":"Country","name":"United Kingdom"}}},{"address":{"addressLocality":"Paris","addressCountry":"FR"}}]`, places, "Leeds, United Kingdom; Paris, FR / "},
		{`"jobLocation":"Orléans, France"`, places, "Orléans, France / FR"},
		{`"jobLocation":{"@type":"Place","address":"Berlin, Germany"}`, places, "Berlin, Germany / DE"},
		{`"jobLocation":{"@type":"Place","name":"Head office"}`, places, "Head office / "},
		{`"jobLocation":[{"address":[{"addressLocality":"Rome"},{"addressLocality":"Milan"}]}]`, places, "Rome; Milan / "},
		{`"jobLocation":[],"applicantLocationRequirements":[{"@type":"Country","name":"USA"},{"@type":"State","name":"Texas"}]`, places, "USA; Texas / US"},
		{`"jobLocation":null`, places, " / "},
		{`"jobLocationType":"TELECOMMUTE"`, func(p trends.Posting) string { return string(p.Remote) }, "remote"},
		{`"jobLocationType":["telecommute"]`, func(p trends.Posting) string { return string(p.Remote) }, "remote"},
		{`"jobLocationType":""`, func(p trends.Posting) string { return string(p.Remote) }, ""},
		{`"baseSalary":{"@type":"MonetaryAmount","currency":"USD","value":{"@type":"QuantitativeValue","minValue":100000,"maxValue":120000,"unitText":"YEAR"}}`, pay, "100000-120000 USD year"},
		{`"baseSalary":{"currency":"EUR","value":{"value":"55,000.00","unitText":"Year"}}`, pay, "55000-55000 EUR year"},
		{`"baseSalary":{"currency":"EUR","unitText":"MONTH","value":4500}`, pay, "4500-4500 EUR month"},
		{`"baseSalary":{"currency":"GBP","value":"30.50","unitText":"HOUR"}`, pay, "30.5-30.5 GBP hour"},
		{`"baseSalary":{"currency":"PLN","minValue":"12 000","maxValue":"15 000","unitText":"MONTH"}`, pay, "12000-15000 PLN month"},
		{`"baseSalary":{"@type":"PriceSpecification","priceCurrency":"USD","price":"90000"}`, pay, "90000-90000 USD"},
		{`"baseSalary":[{"currency":"USD","value":{"minValue":1e5,"maxValue":1.2e5,"unitText":"YEAR"}},{"currency":"USD","value":{"minValue":90000,"maxValue":110000,"unitText":"YEAR"}}]`, pay, "90000-120000 USD year"},
		{`"baseSalary":60000,"salaryCurrency":"CHF"`, pay, "60000-60000 CHF"},
		{`"baseSalary":"£45,000 - £55,000 per year"`, pay, "45000-55000 GBP year"},
		{`"baseSalary":"competitive"`, pay, ""},
		{`"baseSalary":{"currency":"USD","value":{"minValue":0,"maxValue":0}}`, pay, ""},
		{`"estimatedSalary":[{"@type":"MonetaryAmountDistribution","currency":"USD","duration":"P1Y","median":"130000"}]`, pay, "130000-130000 USD year"},
		{`"datePosted":"2026-04-05"`, posted, "2026-04-05T00:00:00Z day"},
		{`"datePosted":{"@type":"Date","@value":"2026-04-05T10:00:00+0200"}`, posted, "2026-04-05T08:00:00Z instant"},
		{`"datePosted":"2026-04-05T00:00"`, posted, "2026-04-05T00:00:00Z day"},
		{`"datePosted":"5 avril 2026"`, posted, "none"},
		{`"datePosted":"2027-04-05"`, posted, "none"},
		{`"validThrough":"2026-04-05"`, func(p trends.Posting) string { return p.Closes.Format(time.RFC3339) }, "2026-04-05T23:59:59Z"},
		{`"inLanguage":{"@type":"Language","name":"de-DE"}`, func(p trends.Posting) string { return p.Language }, "de"},
		{`"title":{"@value":"Dev &amp; Ops"}`, func(p trends.Posting) string { return p.Title }, "Dev & Ops"},
		{`"description":"<p>Train &lt;b&gt; models</p>"`, body, "html: <p>Train &lt;b&gt; models</p>"},
		{`"description":"&lt;p&gt;Train&lt;/p&gt;"`, body, "html: <p>Train</p>"},
		{`"description":"&amp;lt;p&amp;gt;Train&amp;lt;/p&amp;gt;"`, body, "html: &amp;lt;p&amp;gt;Train&amp;lt;/p&amp;gt;"},
		{`"description":"Plain words\nover lines"`, body, "text: Plain words\nover lines"},
		{`"description":"R&amp;D"`, body, "html: R&amp;D"},
		{`"description":"Use Go","qualifications":["You know Go","You know SQL"],"skills":"use go"`, body, "text: Use Go\n\nQualifications\nYou know Go\nYou know SQL"},
		{`"description":"<p>x</p>","responsibilities":"A & B","experienceRequirements":{"@type":"OccupationalExperienceRequirements","monthsOfExperience":36}`, body, "html: <p>x</p>\n<h3>Responsibilities</h3>\n<div>A &amp; B</div>"},
	} {
		postings, broken := postingsOf(script(`{"@type":"JobPosting",` + c.properties + `}`))
		if len(postings) != 1 {
			t.Errorf("%s: %d postings, %v", c.properties, len(postings), broken)
			continue
		}
		if got := c.get(postings[0]); got != c.want {
			t.Errorf("%s: %q, want %q", c.properties, got, c.want)
		}
	}
}

func TestJSONLDAddress(t *testing.T) {
	job := script(`{"@type":"JobPosting","title":"A","url":"https://example.com/a"}`)
	for page, want := range map[string]string{
		job: "https://www.example.com/jobs/1?ref=list",
		`<link rel="canonical" href="/jobs/1">` + job:                                           "https://www.example.com/jobs/1",
		`<link href="https://other.example/jobs/1#x" rel="nofollow Canonical">` + job:           "https://other.example/jobs/1",
		`<link rel="canonical" href="javascript:x">` + job:                                      "https://www.example.com/jobs/1?ref=list",
		script(`[{"@type":"JobPosting","url":"https://example.com/a"},{"@type":"JobPosting"}]`): "https://example.com/a",
	} {
		postings, _ := postingsOf(page)
		if len(postings) == 0 || postings[0].URL != want {
			t.Errorf("%s: %v, want %s", page, postings, want)
		}
	}
	two, _ := postingsOf(script(`[{"@type":"JobPosting","title":"A"},{"@type":"JobPosting","title":"B"}]`))
	if two[0].ID == two[1].ID {
		t.Errorf("two postings of one page have the id %s", two[0].ID)
	}
}

func TestParseSitemap(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"urlset":            {`<?xml version="1.0" encoding="ISO-8859-1"?><urlset xmlns="x"><url><loc> https://e.com/1 </loc><lastmod>2026-03-05T10:00:00Z</lastmod></url><url><loc>https://e.com/2</loc><lastmod>yesterday</lastmod></url></urlset>`, "page https://e.com/1 2026-03-05T10:00:00Z, page https://e.com/2"},
		"index":             {`<sitemapindex><sitemap><loc>https://e.com/a.xml</loc></sitemap></sitemapindex>`, "map https://e.com/a.xml"},
		"prefix, CDATA":     {`<s:urlset xmlns:s="x"><s:url><s:loc><![CDATA[https://e.com/?a=1&b=2]]></s:loc></s:url></s:urlset>`, "page https://e.com/?a=1&b=2"},
		"entities":          {`<urlset><url><loc>https://e.com/?a=1&amp;b=2</loc></url></urlset>`, "page https://e.com/?a=1&b=2"},
		"images":            {`<urlset><url><image:image><image:loc>https://e.com/x.png</image:loc></image:image><loc>https://e.com/1</loc></url></urlset>`, "page https://e.com/1"},
		"no loc":            {`<urlset><url><lastmod>2026-03-05</lastmod></url></urlset>`, ""},
		"text":              {"https://e.com/1\r\n\nhttps://e.com/2\n", "page https://e.com/1, page https://e.com/2"},
		"breaks off":        {`<urlset><url><loc>https://e.com/1</loc></url><url><loc>https://e.c`, "page https://e.com/1, error"},
		"a page for people": {`<!DOCTYPE html><html><body>Not found</body></html>`, "error"},
		"words":             {"nothing here", "error"},
		"empty":             {"", ""},
		"hostile":           {`<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>https://e.com/&a;</loc></url></urlset>`, "page https://e.com/&a;"},
	} {
		pages, maps, err := parseSitemap([]byte(c.body))
		var got []string
		for kind, urls := range map[string][]siteURL{"page": pages, "map": maps} {
			for _, u := range urls {
				text := kind + " " + u.address
				if !u.modified.IsZero() {
					text += " " + u.modified.Format(time.RFC3339)
				}
				got = append(got, text)
			}
		}
		if err != nil {
			got = append(got, "error")
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %q (%v), want %q", name, got, err, c.want)
		}
	}
}

func TestIsJobURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://e.com/jobs/ml-engineer": "yes", "https://e.com/en/job/12": "yes", "https://e.com/jobs/": "no", "https://e.com/jobs": "no",
		"https://e.com/jobs/?page=2": "no", "https://e.com/jobs/search": "no", "https://e.com/jobs/category/data": "no", "https://e.com/jobs/research-engineer": "yes",
		"https://e.com/careers/ml-engineer": "wide", "https://e.com/careers": "no", "https://e.com/about": "no", "https://e.com/jobs/feed.xml": "no",
		"https://e.com/positions/12": "wide",
	} {
		got := "no"
		switch {
		case isJobURL(address, false):
			got = "yes"
		case isJobURL(address, true):
			got = "wide"
		}
		if got != want {
			t.Errorf("isJobURL(%s): %s, want %s", address, got, want)
		}
	}
}

func FuzzJSONLD(f *testing.F) {
	f.Add(script(`{"@type":"JobPosting","title":"A","baseSalary":{"value":{"minValue":"1"}},"jobLocation":[{"address":{}}]}`))
	f.Add(script(`{"@graph":[{"@type":["JobPosting"],"description":"&lt;p","identifier":[[]],"hiringOrganization":{"name":[{}]}}]}`))
	f.Add(`<script type="application/ld+json">{"a":"\u` + "\n" + `",]</script><link rel=canonical href=":">`)
	f.Fuzz(func(t *testing.T, page string) {
		postings, _ := postingsOf(page)
		for _, p := range postings {
			if p.ID == "" || p.URL == "" {
				t.Errorf("posting without id or address: %+v", p)
			}
			if p.Pay != nil && p.Pay.Min != 0 && p.Pay.Max != 0 && p.Pay.Min > p.Pay.Max {
				t.Errorf("pay %+v", p.Pay)
			}
		}
	})
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>https://e.com/1</loc><lastmod>2026</lastmod></url></urlset>`))
	f.Add([]byte("https://e.com/1\n"))
	f.Add([]byte(`</a></b><sitemapindex><sitemap>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		pages, maps, _ := parseSitemap(body)
		for _, u := range append(pages, maps...) {
			if u.address == "" {
				t.Error("an empty address")
			}
		}
	})
}

func FuzzGreenhouse(f *testing.F) {
	f.Add([]byte(`{"jobs":[{"id":1,"internal_job_id":2,"title":"A","content":"&lt;p&gt;","location":{"name":"Remote"},"metadata":[{"name":"remote","value":[1]}],"pay_input_ranges":[{"min_cents":1}]}]}`))
	f.Add([]byte(`{"jobs":[{"id":null},{"id":{}},1,null]}`))
	f.Add([]byte(`[{"id":"x","text":"A","lists":[{}],"salaryRange":{"min":1,"interval":"per-hour"}}]`))
	f.Add([]byte(`{"children":[{"id":1,"author":"a","text":"b | c"}],"hits":[{"objectID":"1","title":"Ask HN: Who is hiring? (May 2026)"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		src := Source{Kind: "greenhouse", Board: "example"}
		for _, parse := range []parseList{parseGreenhouse, parseLever, parseAshby, func(s Source, b []byte, now time.Time) (list, error) { return parseThread(s, b, "2026-05", now) }} {
			got, err := parse(src, body, jsonldNow)
			for _, p := range got.postings {
				if p.ID == "" {
					t.Error("a posting without id")
				}
			}
			if err != nil && len(got.postings) > 0 {
				t.Errorf("%d postings and %v", len(got.postings), err)
			}
		}
		parseThreads(body)
	})
}

func BenchmarkGreenhouse(b *testing.B) {
	var jobs []string
	for i := range 500 {
		jobs = append(jobs, fmt.Sprintf(`{"id":%d,"internal_job_id":%d,"title":"Engineer","company_name":"Example","location":{"name":"Berlin, Germany"},"first_published":"2026-06-10T08:50:56-04:00","metadata":[{"id":1,"name":"Workplace Type","value":"Hybrid"}],"content":"%s"}`,
			i, i, strings.Repeat(`&lt;p&gt;We train models with &lt;strong&gt;PyTorch&lt;/strong&gt; &amp;amp; Go.&lt;/p&gt;\n`, 80)))
	}
	body := []byte(`{"jobs":[` + strings.Join(jobs, ",") + `]}`)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if got, err := parseGreenhouse(Source{Kind: "greenhouse", Board: "example"}, body, jsonldNow); err != nil || len(got.postings) != 500 {
			b.Fatal(len(got.postings), err)
		}
	}
}
