package crawler

import (
	"encoding/json"
	"math"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"trends/trends"
)

// FuzzToUTF8 decodes bytes under any content type: what comes out is text.
func FuzzToUTF8(f *testing.F) {
	for _, contentType := range []string{"text/html", "application/json; charset=utf-16", "text/html; charset=iso-2022-jp", "x; charset=replacement", "; charset=", "text/html; charset=\"gbk"} {
		f.Add([]byte("Z\xfcrich \xe2\x82"), contentType)
		f.Add([]byte("\xff\xfea\x00\x00\xd8"), contentType)
		f.Add([]byte("<meta charset=shift_jis>\x81"), contentType)
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		out := toUTF8(body, strings.ToLower(contentType))
		if !utf8.Valid(out) || len(out) > 8*len(body)+8 {
			t.Errorf("%q, of %d bytes", out, len(body))
		}
	})
}

// FuzzUnpack unpacks what claims to be gzip.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("\x1f\x8b"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if out, _ := unpack(body); len(out) > maxUnpacked+1 {
			t.Errorf("%d bytes", len(out))
		}
	})
}

// FuzzLinks reads the links of a page: each can be fetched.
func FuzzLinks(f *testing.F) {
	f.Add(`<base href="//e.com/x/"><a href="y">next</a><link rel=next href="?p=2"><a href="http://[::1">`)
	f.Add(`<script type=application/ld+json>{"@type":"ItemList","itemListElement":[{"@type":"ListItem","url":"/jobs/1"},{"item":"b"}]}</script>`)
	f.Add("<a href=\"http:a\"><a href=\"https://%zz\"><a href=' h'>\x00")
	f.Fuzz(func(t *testing.T, page string) {
		address, _ := url.Parse("https://example.com/jobs?page=1")
		found, err := parseLinks([]byte(page), address)
		if err != nil && found.links != nil {
			t.Errorf("links and %v", err)
		}
		for _, link := range append(found.links, found.next...) {
			if u, err := url.Parse(link); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
				t.Errorf("link %q", link)
			}
			isJobURL(link, true)
		}
	})
}

// FuzzRepairJSON mends a text: what was right stays as it was, and mending twice is mending once.
func FuzzRepairJSON(f *testing.F) {
	f.Add("{\"a\":\"x\ny\",}")
	f.Add(`[1, ,]"\`)
	f.Fuzz(func(t *testing.T, text string) {
		once := repairJSON([]byte(text))
		if json.Valid([]byte(text)) && string(once) != text {
			t.Errorf("%q was right, and became %q", text, once)
		}
		if json.Valid(once) && string(repairJSON(once)) != string(once) {
			t.Errorf("%q became %q, and then %q", text, once, repairJSON(once))
		}
		unwrap([]byte(text))
	})
}

// FuzzDates reads dates: none lies in the future or before 1990, and a day has no hours.
func FuzzDates(f *testing.F) {
	for _, s := range []string{"2026-06-10T08:50:56-04:00", "1778529611285", "4/5/2026", "Posted 5 Days Ago", "9999-12-31", "0000-00-00", "1e12", "-1000000000", "2026-02-30", "Mon, 22 Jun 2026 13:45:57 +0200", "99999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, precision := parseDate(s, jsonldNow)
		if at.IsZero() != (precision == trends.PrecisionNone) || !at.IsZero() && (at.Year() < 1990 || at.After(jsonldNow.Add(24*time.Hour))) {
			t.Errorf("parseDate(%q) = %s, %s", s, at, precision)
		}
		if precision == trends.PrecisionDay && at.Truncate(24*time.Hour) != at {
			t.Errorf("parseDate(%q) = %s, a day", s, at)
		}
		if at := parseDeadline(s); !at.IsZero() && (at.Year() < 1990 || at.Year() > 2201) {
			t.Errorf("parseDeadline(%q) = %s", s, at)
		}
		parseModified(s)
	})
}

// FuzzPay reads amounts: each is a finite number that is not negative.
func FuzzPay(f *testing.F) {
	for _, s := range []string{"$150-210K", "€60.000 – 80.000", "1.2 Cr", "1e309", "-5", "NaN", "Inf", "0x1p-2", "1_000", "£600/day", "₹99,99,999", "$" + strings.Repeat("9", 400)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n := parseAmount(s); math.IsNaN(n) || math.IsInf(n, 0) || n < 0 {
			t.Errorf("parseAmount(%q) = %v", s, n)
		}
		for name, pay := range map[string]*trends.Pay{
			"statedPay": statedPay(s), "amountOf a text": amountOf(s, "", ""), "amountOf an object": amountOf(map[string]any{"minValue": s, "maxValue": json.Number(s)}, "", s)} {
			if pay != nil && (math.IsNaN(pay.Min+pay.Max) || math.IsInf(pay.Min+pay.Max, 0) || pay.Min < 0 || pay.Max < 0) {
				t.Errorf("%s(%q) = %+v", name, s, pay)
			}
		}
	})
}

// FuzzPlaces splits places and finds their country.
func FuzzPlaces(f *testing.F) {
	for _, s := range []string{"Berlin, Germany; Remote", "US-CA-San Francisco", "Hybrid - London / Paris", "; ;|", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		places := splitPlaces(s)
		for _, p := range places {
			if strings.TrimSpace(p) == "" {
				t.Errorf("splitPlaces(%q) = %q", s, places)
			}
		}
		if code := countryOf(places); len(code) != 0 && len(code) != 2 {
			t.Errorf("countryOf(%q) = %q", places, code)
		}
		remoteOfPlaces(places)
		workModel(s)
	})
}
