package crawler

import (
	"strings"
	"testing"

	"trends/trends"
)

// item puts properties into a page as a JobPosting in microdata.
func item(properties string) string {
	return `<body><div itemscope itemtype="http://schema.org/JobPosting">` + properties + `</div></body>`
}

// TestMicrodata reads one property at a time; a want is "field: value" of the posting.
func TestMicrodata(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"text":    {item(`<h1 itemprop="title"> ML <b>Engineer</b> </h1>`), "title: ML Engineer"},
		"content": {item(`<meta itemprop="title" content="ML Engineer">`), "title: ML Engineer"},
		"time":    {item(`<time itemprop="datePosted" datetime="2026-11-18">two days ago</time>`), "posted: 2026-11-18"},
		"HTML": {
			item(`<div itemprop="description"><p>Train.</p><ul><li>Go</li></ul></div>`),
			"body: <p>Train.</p><ul><li>Go</li></ul>"},
		"requirements": {
			item(`<div itemprop="description"><p>Train.</p></div><ul itemprop="qualifications"><li>Go</li></ul>`),
			"body: <p>Train.</p>\n<h3>Qualifications</h3>\n<li>Go</li>"},
		"inside another": {
			item(`<div itemprop="description"><p>Train.</p><span itemprop="skills">Go</span></div>`),
			`body: <p>Train.</p><span itemprop="skills">Go</span>`},
		"an item": {
			item(`<div itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization">` +
				`<span itemprop="name">Fernhollow</span></div>`),
			"employer: Fernhollow"},
		"an empty item": {item(`<div itemprop="hiringOrganization" itemscope>Fernhollow</div>`), "employer: Fernhollow"},
		"a link":        {item(`<a itemprop="hiringOrganization" href="/companies/1">Fernhollow</a>`), "employer: Fernhollow"},
		"items in items": {
			item(`<span itemprop="jobLocation" itemscope><span itemprop="address" itemscope>` +
				`<b itemprop="addressLocality">Lyon</b>, <b itemprop="addressCountry">France</b></span></span>`),
			"places: Lyon, France (FR)"},
		"several": {
			item(`<p itemprop="jobLocation">Lyon</p><p itemprop="jobLocation">Oslo</p><p itemprop="jobLocation">Rome</p>`),
			"places: Lyon; Oslo; Rome ()"},
		"several names": {item(`<p itemprop="title name">Engineer</p>`), "title: Engineer"},
		"pay": {
			item(`<div itemprop="baseSalary" itemscope><meta itemprop="currency" content="EUR"><span itemprop="value" itemscope>` +
				`<meta itemprop="minValue" content="50000"><meta itemprop="maxValue" content="60000"><meta itemprop="unitText" content="YEAR"></span></div>`),
			"pay: 50000-60000 EUR/year"},
		"elsewhere": {
			`<p id="t" itemprop="title">Engineer</p><div itemscope itemref="t none" itemtype="https://schema.org/JobPosting">` +
				`</div>`,
			"title: Engineer"},
		"around itself": {
			`<div id="a" itemscope itemref="a" itemtype="https://schema.org/JobPosting"><p itemprop="title">Engineer</p></div>`,
			"title: Engineer"},
		"in a list": {
			`<ul itemscope itemtype="https://schema.org/ItemList"><li itemprop="itemListElement" itemscope itemtype="https://schema.org/JobPosting">` +
				`<p itemprop="title">Engineer</p></li></ul>`,
			"title: Engineer"},
		"JSON-LD wins":      {script(`{"@type":"JobPosting","title":"A"}`) + item(`<p itemprop="title">B</p>`), "title: A"},
		"JSON-LD that lies": {script(`{"@type":"WebSite","name":"A"}`) + item(`<p itemprop="title">B</p>`), "title: B"},
		"another thing":     {`<div itemscope itemtype="http://schema.org/Article">JobPosting<p itemprop="title">B</p></div>`, ""},
	} {
		got := ""
		if postings, _ := postingsOf(c.page); len(postings) == 1 {
			got = fieldOf(postings[0], strings.SplitN(c.want, ":", 2)[0])
		} else if len(postings) > 1 {
			t.Errorf("%s: %d postings", name, len(postings))
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// fieldOf writes one field of a posting.
func fieldOf(p trends.Posting, field string) string {
	value := map[string]string{"title": p.Title, "employer": p.Employer, "body": p.Body, "posted": p.Posted.Format("2006-01-02"),
		"places": strings.Join(p.Places, "; ") + " (" + p.Country + ")"}[field]
	if field == "pay" && p.Pay != nil {
		value = p.Pay.String()
	}
	return field + ": " + value
}

// TestMicrodataBomb reads a page whose items refer to each other in every way.
func TestMicrodataBomb(t *testing.T) {
	var page strings.Builder
	ids := strings.Repeat("a b c d e f g h ", 1)
	for id := range strings.FieldsSeq(ids) {
		page.WriteString(`<div id="` + id + `" itemprop="x" itemscope itemref="` + ids + `">` + strings.Repeat("<i></i>", 50) + `</div>`)
	}
	page.WriteString(`<div itemscope itemref="` + ids + `" itemtype="http://schema.org/JobPosting"><p itemprop="title">A</p></div>`)
	if got, _ := postingsOf(page.String()); len(got) != 1 || got[0].Title != "A" {
		t.Errorf("%+v", got)
	}
}

// FuzzMicrodata: no page brings the reader down.
func FuzzMicrodata(f *testing.F) {
	f.Add(item(`<p itemprop="title" id="a">A</p><p itemprop="jobLocation" itemscope itemref="a a">B</p>`))
	f.Add(`<div itemscope itemref=x itemtype="JobPosting"><div id=x itemscope itemprop="x x" itemref=x>`)
	f.Fuzz(func(t *testing.T, page string) {
		postings, _ := postingsOf(page)
		for _, p := range postings {
			checkParsed(t, list{postings: []trends.Posting{p}}, nil)
		}
	})
}
