package crawler

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"

	"trends/trends"
)

// jobPosting makes a posting of a schema.org JobPosting, whose properties come in every shape: a text, a number, an object
// with a name or a value, or a list of any of these. number counts the postings of one page from 0.
func jobPosting(src Source, job map[string]any, page structuredPage, address string, number int, now time.Time) trends.Posting {
	p := trends.Posting{
		Source:   src.Key(),
		URL:      cmp.Or(page.canonical, address),
		Title:    html.UnescapeString(textOf(job["title"])),
		Closes:   parseDeadline(textOf(job["validThrough"])),
		Pay:      payOf(job),
		Language: languageCode(textOf(job["inLanguage"])),
	}
	p.Employer = html.UnescapeString(textOf(job["hiringOrganization"]))
	switch {
	case p.Employer == "":
		p.Employer = src.Company
	case strings.EqualFold(p.Employer, "confidential"):
		p.Employer = "" // not a company of that name
	}
	if len(page.jobs) > 1 { // a list: each has an address of its own, or none
		p.URL = cmp.Or(textOf(job["url"]), p.URL)
	}
	p.ID = identifier(job)
	if p.ID == "" || p.ID == p.Employer || len(p.ID) > 150 {
		p.ID = addressID(p.URL, number)
	}
	p.Places, p.Country = placesOf(job)
	if strings.Contains(strings.ToUpper(textOf(job["jobLocationType"])), "TELECOMMUTE") {
		p.Remote = trends.RemoteRemote
	}
	p.Posted, p.Precision = parseDate(textOf(job["datePosted"]), now)
	p.Body, p.Format = bodyOf(job)
	return p
}

// addressID is the id of a posting that has none: 16 hex digits of the SHA-256 of its address.
func addressID(address string, number int) string {
	if number > 0 {
		address += "#" + strconv.Itoa(number)
	}
	sum := sha256.Sum256([]byte(address))
	return hex.EncodeToString(sum[:8])
}

// textOf returns a property as text: that of the first element of a list, the name of an object, or its value. "" for what
// has none.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case []any:
		for _, element := range v {
			if text := textOf(element); text != "" {
				return text
			}
		}
	case map[string]any:
		for _, property := range [...]string{"@value", "name", "value", "@id"} {
			if text := textOf(v[property]); text != "" {
				return text
			}
		}
	}
	return ""
}

// identifier returns the id that the site gives the job. A PropertyValue has it in value; its name is the company's.
func identifier(job map[string]any) string {
	id := job["identifier"]
	if many, ok := id.([]any); ok && len(many) > 0 {
		id = many[0]
	}
	if object, ok := id.(map[string]any); ok {
		return cmp.Or(textOf(object["value"]), textOf(object["@value"]), textOf(object["@id"]))
	}
	return textOf(id)
}

// each returns the elements of a list, or a value that is none as the only element.
func each(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// placesOf returns where the job is, and the country if all places are in one. A job that can be done from anywhere in
// some countries has those for its places, if it has no others.
func placesOf(job map[string]any) (places []string, country string) {
	mixed := false
	add := func(place, code string) {
		places = append(places, place)
		code = cmp.Or(code, countryOf([]string{place}))
		mixed = mixed || country != "" && code != "" && country != code
		country = cmp.Or(country, code)
	}
	for _, v := range each(job["jobLocation"]) {
		place, _ := v.(map[string]any)
		if place == nil {
			add(textOf(v), "")
			continue
		}
		address := place["address"]
		if address == nil {
			address = place
		}
		for _, a := range each(address) {
			add(addressOf(a))
		}
	}
	if places = cleanPlaces(places); len(places) == 0 {
		for _, v := range each(job["applicantLocationRequirements"]) {
			name := textOf(v)
			add(name, countryCode(name))
		}
		places = cleanPlaces(places)
	}
	if mixed {
		country = ""
	}
	return places, country
}

// addressOf writes a PostalAddress as "locality, region, country", without the parts that say nothing.
func addressOf(v any) (place, country string) {
	address, ok := v.(map[string]any)
	if !ok {
		return html.UnescapeString(textOf(v)), ""
	}
	var parts []string
	for _, property := range [...]string{"addressLocality", "addressRegion", "addressCountry"} {
		part := strings.TrimSpace(html.UnescapeString(textOf(address[property])))
		if part == "" || placeholder(part) || len(parts) > 0 && parts[len(parts)-1] == part {
			continue
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return textOf(address["name"]), ""
	}
	return strings.Join(parts, ", "), countryCode(textOf(address["addressCountry"]))
}

func placeholder(s string) bool {
	switch strings.ToUpper(s) {
	case "UNAVAILABLE", "N/A", "NA", "NULL", "NONE", "UNKNOWN", "UNDEFINED", "-", ".":
		return true
	}
	return false
}

// payOf returns the base pay: MonetaryAmount with a value that is an object, a number or a text, with the period on either;
// PriceSpecification; a bare number or text; several ranges; the older estimatedSalary.
func payOf(job map[string]any) *trends.Pay {
	currency := textOf(job["salaryCurrency"])
	for _, property := range [...]string{"baseSalary", "estimatedSalary"} {
		var ranges []*trends.Pay
		for _, v := range each(job[property]) {
			ranges = append(ranges, amountOf(v, currency, ""))
		}
		if pay := widest(ranges); pay != nil {
			return pay
		}
	}
	return nil
}

// amountOf reads one amount; currency and unit are those of what is around it.
func amountOf(v any, currency, unit string) *trends.Pay {
	switch v := v.(type) {
	case map[string]any:
		currency = cmp.Or(textOf(v["currency"]), textOf(v["priceCurrency"]), currency)
		unit = cmp.Or(textOf(v["unitText"]), textOf(v["unitCode"]), textOf(v["duration"]), unit)
		low := cmp.Or(number(v["minValue"]), number(v["minPrice"]), number(v["median"]))
		high := cmp.Or(number(v["maxValue"]), number(v["maxPrice"]), number(v["median"]))
		if pay := newPay(low, high, currency, unitTextPeriod(unit)); pay != nil {
			return pay
		}
		return amountOf(cmp.Or[any](v["value"], v["price"], v["percentile50"]), currency, unit)
	case []any:
		var ranges []*trends.Pay
		for _, element := range v {
			ranges = append(ranges, amountOf(element, currency, unit))
		}
		return widest(ranges)
	case string:
		if low, high, ok := strings.Cut(strings.ReplaceAll(v, "–", "-"), "-"); ok {
			return newPay(parseAmount(low), parseAmount(high), cmp.Or(currency, symbol(v)), unitTextPeriod(cmp.Or(unit, v)))
		}
		currency = cmp.Or(currency, symbol(v))
	}
	n := number(v)
	return newPay(n, n, currency, unitTextPeriod(unit))
}

// unitTextPeriod reads HOUR, DAY, WEEK, MONTH, YEAR, the UN/CEFACT codes for them, and words.
func unitTextPeriod(s string) string {
	switch strings.ToUpper(s) {
	case "HUR":
		return "hour"
	case "WEE":
		return "week"
	case "ANN", "P1Y":
		return "year"
	case "P1M":
		return "month"
	case "DAY", "D", "P1D":
		return "day"
	}
	return payPeriod(s)
}

// symbol returns the currency sign in a text.
func symbol(s string) string {
	for _, r := range s {
		if strings.ContainsRune("$€£¥₹", r) {
			return string(r)
		}
	}
	return ""
}

// number reads a number, also one written as text with separators; 0 for anything else.
func number(v any) float64 {
	text := textOf(v)
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		return n
	}
	return parseAmount(text)
}

var anyEntity = regexp.MustCompile(`&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});`)

// bodyOf returns the ad's text: the description, and the requirements and duties where the site writes them beside it.
func bodyOf(job map[string]any) (string, trends.Format) {
	body := unescapeOnce(unescapeOnce(textOf(job["description"])))
	format := trends.FormatText
	if realTag.MatchString(body) || anyEntity.MatchString(body) {
		format = trends.FormatHTML
	}
	for _, section := range [...][2]string{{"responsibilities", "Responsibilities"}, {"qualifications", "Qualifications"},
		{"skills", "Skills"}, {"experienceRequirements", "Experience"}, {"educationRequirements", "Education"}} {
		text := sectionText(job[section[0]])
		if text == "" || strings.Contains(squash(body), squash(text)) {
			continue
		}
		if format == trends.FormatHTML {
			if !realTag.MatchString(text) {
				text = plainHTML(html.UnescapeString(text))
			}
			body += "\n<h3>" + section[1] + "</h3>\n" + text
		} else {
			body += "\n\n" + section[1] + "\n" + text
		}
	}
	return strings.TrimSpace(body), format
}

// sectionText returns a property that holds words: a text, a list of texts, or an object that describes itself. Objects that
// only hold codes and counts, which boards derive by themselves, are left out.
func sectionText(v any) string {
	var lines []string
	for _, element := range each(v) {
		text := ""
		switch e := element.(type) {
		case string:
			text = e
		case map[string]any:
			text = cmp.Or(textOf(e["description"]), textOf(e["name"]), textOf(e["@value"]))
		}
		if text = strings.TrimSpace(unescapeOnce(text)); text != "" {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}
