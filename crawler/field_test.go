package crawler

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

func TestCountryCode(t *testing.T) {
	for in, want := range map[string]string{
		"us": "US", "USA": "US", "U.S.A.": "US", "United States of America": "US", "the Netherlands": "NL", "UK": "GB", "GBR": "GB",
		"Deutschland": "DE", "de": "DE", "Czechia": "CZ", "XX": "", "Remote": "", "UNAVAILABLE": "", "": "", "Bavaria": "",
	} {
		if got := countryCode(in); got != want {
			t.Errorf("countryCode(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCountryOf(t *testing.T) {
	for in, want := range map[string]string{
		"Berlin, Germany":                  "DE",
		"San Francisco, CA|New York, NY":   "US",
		"New York, NY (HQ)":                "",
		"London, UK|Paris, France":         "",
		"Berlin, DE":                       "",
		"Toronto, ON":                      "CA",
		"Remote - US":                      "US",
		"Remote (Canada)":                  "CA",
		"Hybrid|Sydney, Australia":         "AU",
		"Singapore":                        "SG",
		"Tbilisi, Georgia":                 "",
		"Portland, OR":                     "US",
		"remote or":                        "",
		"Kraków, Małopolskie, POL":         "PL",
		"Ho Chi Minh City, Vietnam|Remote": "VN",
		"":                                 "",
	} {
		if got := countryOf(strings.Split(in, "|")); got != want {
			t.Errorf("countryOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWorkModel(t *testing.T) {
	for in, want := range map[string]trends.Remote{
		"Hybrid": "hybrid", "hybrid (3 days)": "hybrid", "Remote": "remote", "Fully remote": "remote", "on-site": "onsite", "OnSite": "onsite",
		"Onsite": "onsite", "In-Office": "onsite", "in office": "onsite", "unspecified": "", "": "", "remote or on-site": "", "not remote": "", "Remotely": "",
		"Hybrid/Remote": "hybrid",
	} {
		if got := workModel(in); got != want {
			t.Errorf("workModel(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]trends.Remote{
		"Remote - US": "remote", "Remote": "remote", "Berlin (Hybrid)": "hybrid", "San Francisco, CA": "", "New York, NY|Remote": "",
		"Remote, Canada|Remote, US": "remote", "": "", "Austin (on-site)": "onsite",
	} {
		if got := remoteOfPlaces(strings.Split(in, "|")); got != want {
			t.Errorf("remoteOfPlaces(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSplitPlaces(t *testing.T) {
	for in, want := range map[string][]string{
		"Berlin, Germany ":                    {"Berlin, Germany"},
		"Berlin, Germany; Paris,  France | X": {"Berlin, Germany", "Paris, France", "X"},
		"Berlin; Berlin":                      {"Berlin"},
		" ; ":                                 nil,
		"":                                    nil,
	} {
		if diff := cmp.Diff(want, splitPlaces(in)); diff != "" {
			t.Errorf("splitPlaces(%q) (-want +got):\n%s", in, diff)
		}
	}
}

// payText writes a pay the way the tables below do.
func payText(p *trends.Pay) string {
	if p == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%v-%v %s %s", p.Min, p.Max, p.Currency, p.Period))
}

func TestStatedPay(t *testing.T) {
	for in, want := range map[string]string{
		"$150-210K":                      "150000-210000 USD year",
		"$150K - $210K + equity":         "150000-210000 USD year",
		"$110k–150k":                     "110000-150000 USD year",
		"€60.000 – 80.000":               "60000-80000 EUR year",
		"£70,000 to £90,000":             "70000-90000 GBP year",
		"£25,000 - £40,000 + bonus":      "25000-40000 GBP year",
		"120k-150k USD":                  "120000-150000 USD year",
		"CHF 110k-130k":                  "110000-130000 CHF year",
		"CA$100k-120k":                   "100000-120000 CAD year",
		"$130K+":                         "130000-0 USD year",
		"up to $150k":                    "0-150000 USD year",
		"$100,000":                       "100000-100000 USD year",
		"$90-$120/hr":                    "90-120 USD hour",
		"£600/day":                       "600-600 GBP day",
		"€4,500 per month":               "4500-4500 EUR month",
		"70k-100k":                       "", // no currency
		"13%-18%":                        "",
		"$5M ARR":                        "",
		"raised $20 million":             "",
		"Series A $12M":                  "",
		"$4,500":                         "", // of what?
		"$5":                             "", // not a sum that pay has
		"$2,000 referral bonus":          "",
		"competitive salary plus equity": "",
	} {
		if got := payText(statedPay(in)); got != want {
			t.Errorf("statedPay(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestParseAmount(t *testing.T) {
	for in, want := range map[string]float64{
		"120,000": 120000, "120.000": 120000, "120 000": 120000, "$120k": 120000, "55.50": 55.5, "55,50": 55.5, "1.234.567,89": 1234567.89,
		"USD 95000.00": 95000, "1.5m": 1.5e6, "120k USD": 120000, "40000+": 40000, "100-120k": 0, "": 0, "a lot": 0, "-5": 0, "1'200": 1200,
	} {
		if got := parseAmount(in); got != want {
			t.Errorf("parseAmount(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestPayInterval(t *testing.T) {
	for in, want := range map[string]string{
		"1 YEAR": "year 1", "2 WEEK": "week 0.5", "0.5 MONTH": "month 2", "1 HOUR": "hour 1", "NONE": " 1", "": " 1", "per-year-salary": "year 1",
		"per-hour-wage": "hour 1", "per-day-wage": "day 1", "per year": "year 1", "0 YEAR": " 1",
	} {
		period, factor := payInterval(in)
		if got := fmt.Sprintf("%s %v", period, factor); got != want {
			t.Errorf("payInterval(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestToUTF8(t *testing.T) {
	for _, c := range []struct{ name, body, contentType, want string }{
		{"plain", "caf\u00e9", "text/html", "café"},
		{"a header that is wrong", "caf\u00e9", "text/html; charset=iso-8859-1", "café"},
		{"latin-1 as the header says", "caf\xe9", "text/html; charset=ISO-8859-1", "café"},
		{"windows-1252 by a meta element", "<meta charset=windows-1252>\x93caf\xe9\x94", "text/html", "<meta charset=windows-1252>“café”"},
		{"nothing declared", "caf\xe9 \x80", "text/html", "café €"},
		{"damaged UTF-8", "caf\u00e9 \xff", "text/html", "café \uFFFD"},
		{"damaged JSON", "{\"a\":\"\xff\"}", "application/json", "{\"a\":\"\uFFFD\"}"},
		{"byte-order mark", "\xef\xbb\xbfx", "application/json", "x"},
		{"UTF-16", "\xff\xfec\x00a\x00", "text/html", "ca"},
		{"shift-jis", "\x83\x65", "text/html; charset=shift_jis", "テ"},
		{"an unknown charset", "caf\xe9", "text/html; charset=klingon", "caf\uFFFD"},
	} {
		if got := string(toUTF8([]byte(c.body), c.contentType)); got != c.want {
			t.Errorf("%s: toUTF8(%q, %q) = %q, want %q", c.name, c.body, c.contentType, got, c.want)
		}
	}
}
