package crawler

import (
	"fmt"
	"strings"
	"testing"
)

// TestEachElement reads answers of every kind. A want is the names found, or what has to be in the error.
func TestEachElement(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{`<jobs><job><n>a</n></job><other><n>x</n></other><job><n>b</n></job></jobs>`, "a b"},
		{`<?xml version="1.0" encoding="iso-8859-1"?><!-- c --><jobs><list><job><n><![CDATA[<b>]]></n></job></list></jobs>`, "<b>"},
		{`<j:jobs xmlns:j="urn:x"><j:job><j:n>a</j:n></j:job></j:jobs>`, "a"},
		{`<jobs/>`, ""},
		{`<feed><job/></feed>`, "<feed> came where <jobs> was due"},
		{`<?xml version="1.0"?>`, "no <jobs> in the answer"},
		{`<jobs><job><n>a</n></job>`, "breaks off after 25 bytes"},
		{`<jobs><job><n>a</`, "breaks off after 17 bytes"},
		{`<jobs><job><n>&eacute;</n></job></jobs>`, "invalid character entity"},
		{`<jobs><job></jobs>`, "not the XML that was expected"},
	} {
		var found []string
		err := eachElement([]byte(c.body), "jobs", "job", func(_ int, decode func(any) error) {
			var job struct {
				N string `xml:"n"`
			}
			if decode(&job) == nil {
				found = append(found, job.N)
			}
		})
		got := strings.Join(found, " ")
		if err != nil {
			got = err.Error()
		}
		if got != c.want && (err == nil || !strings.Contains(got, c.want)) {
			t.Errorf("%s: %q, want %q", c.body, got, c.want)
		}
	}
}

// xmlParsers are the parsers of answers in XML.
var xmlParsers = map[string]parseList{"personio": parsePersonio, "teamtailor": parseTeamtailor}

func FuzzXMLBoard(f *testing.F) {
	f.Add([]byte(`<workzag-jobs><position><id>1</id><name>A&#039;b</name><office>Munich</office><additionalOffices><office>Berlin</office></additionalOffices>` +
		`<jobDescriptions><jobDescription><name>Tasks</name><value><![CDATA[<p>x</p>]]></value></jobDescription></jobDescriptions><createdAt>2024-11-13T14:10:41+00:00</createdAt></position></workzag-jobs>`))
	f.Add([]byte(`<rss><channel><title>Heron</title><item><title>A</title><link>https://e.com/jobs/12-a</link><guid>g</guid><pubDate>Mon, 22 Jun 2026 13:45:57 +0200</pubDate>` +
		`<locations><location><city>Oslo</city><country>Norway</country></location></locations></item></channel></rss>`))
	f.Add([]byte(`<rss><item/><position><id></id></position><![CDATA[`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for kind, parse := range xmlParsers {
			checkList(t, body, kind, parse)
		}
	})
}

// checkList holds what is true of every list that a parser makes, whatever it is given.
func checkList(t *testing.T, body []byte, kind string, parse parseList) {
	t.Helper()
	got, err := parse(Source{Kind: kind, Board: "example", Company: "Example"}, body, jsonldNow)
	if err != nil && len(got.postings)+len(got.details) > 0 {
		t.Errorf("%s: %d jobs and %v", kind, len(got.postings)+len(got.details), err)
	}
	for _, p := range got.postings {
		if p.ID == "" || p.Source == "" || strings.TrimSpace(p.Title) != p.Title || p.Posted.IsZero() != (p.Precision == "" || p.Precision == "none") {
			t.Errorf("%s: %+v", kind, p)
		}
		if p.Pay != nil && p.Pay.Min != 0 && p.Pay.Max != 0 && p.Pay.Min > p.Pay.Max {
			t.Errorf("%s: pay %+v", kind, p.Pay)
		}
	}
	for _, d := range got.details {
		if d.id == "" || d.address == "" {
			t.Errorf("%s: a job to fetch without id or address: %+v", kind, d)
		}
		if p, err := d.parse(body); err == nil && p.ID != d.id {
			t.Errorf("%s: job %q came as %q", kind, d.id, p.ID)
		}
	}
}

func TestTeamtailorRemote(t *testing.T) {
	for in, want := range map[string]string{"none": "onsite", "hybrid": "hybrid", "fully": "remote", "temporary": "", "": ""} {
		body := fmt.Sprintf(`<rss><channel><item><link>https://e.com/jobs/1</link><remoteStatus>%s</remoteStatus></item></channel></rss>`, in)
		got, err := parseTeamtailor(Source{Kind: "teamtailor", Board: "x"}, []byte(body), jsonldNow)
		if err != nil || len(got.postings) != 1 || string(got.postings[0].Remote) != want {
			t.Errorf("remoteStatus %q: %+v, %v; want %q", in, got, err, want)
		}
	}
}
