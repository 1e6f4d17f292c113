package crawler

import (
	"encoding/base64"
	"net/netip"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"trends/trends"
)

// remoteok reads the API of Remote OK: one answer, a bare array of the about 100 newest ads, all of them remote. The first
// element holds the terms: name Remote OK and link to the ad, with a link that search engines follow; no logo. It wants to be
// read at most four times a day.
//
//	GET https://remoteok.com/api
//
// Every text ends in a line that is to tell people from programs, in which the address of whoever asked is hidden. The text is
// cut before it, so that the address is neither kept nor part of any hash.
func remoteok() kind {
	return newestList{
		address: func(s Source, _, _ int) string { return s.address("https://remoteok.com", "/api") },
		parse:   parseRemoteOK,
		every:   6 * time.Hour,
	}.kind(anyName, "remoteok.com", "remoteok.io")
}

type remoteOKJob struct {
	Legal       string `json:"legal"`
	ID          scalar `json:"id"`
	Epoch       scalar `json:"epoch"`
	Date        scalar `json:"date"`
	Company     string `json:"company"`
	Position    string `json:"position"`
	Description string `json:"description"`
	Location    string `json:"location"` // where applicants may live; "" = anywhere, or not stated
	Min         scalar `json:"salary_min"`
	Max         scalar `json:"salary_max"` // US dollars a year; 0 = not stated
	URL         string `json:"url"`
}

// parseRemoteOK understands the answer. The element with the terms is left out.
func parseRemoteOK(src Source, body []byte, now time.Time) (list, error) {
	var out list
	err := eachJob(body, "", func(i int, decode func(any) error) {
		var j remoteOKJob
		switch err := decode(&j); {
		case err != nil:
			out.bad("[%d]%v", i, err)
		case j.ID == "" && j.Legal != "":
			out.skipped++
		case j.ID == "":
			out.bad("[%d].id missing", i)
		case j.Position == "" && j.Description == "":
			out.bad("[%d]: neither position nor description", i)
		default:
			out.add("[%d]", i, j.posting(src, now))
		}
	})
	return out, err
}

func (j *remoteOKJob) posting(src Source, now time.Time) trends.Posting {
	p := trends.Posting{
		Source:   src.Key(),
		ID:       string(j.ID),
		URL:      strings.Replace(j.URL, "remoteOK.com", "remoteok.com", 1),
		Title:    plainText(unscramble(j.Position)),
		Employer: plainText(unscramble(j.Company)),
		Places:   splitPlaces(strings.Trim(plainText(unscramble(j.Location)), ", ")),
		Remote:   trends.RemoteRemote,
		Pay:      newPay(parseAmount(string(j.Min)), parseAmount(string(j.Max)), "USD", "year"),
		Body:     unscramble(withoutReader(j.Description)),
		Format:   trends.FormatHTML,
	}
	p.Country = countryOf(p.Places)
	p.Posted, p.Precision = parseDate(firstOf(string(j.Epoch), string(j.Date)), now)
	return p
}

var (
	mentionLine = regexp.MustCompile(`(?is)(?:<br\s*/?>|<p>|<div>|\s)*Please mention the word \*\*.*$`)
	hiddenTag   = regexp.MustCompile(`#?\bR([A-Za-z0-9+/_-]{9,}={0,2})`)
)

// withoutReader cuts a text before the line that hides the address of whoever asked. Wherever else such an address is hidden,
// the mark that hides it is taken out.
func withoutReader(s string) string {
	s = mentionLine.ReplaceAllString(s, "")
	return hiddenTag.ReplaceAllStringFunc(s, func(mark string) string {
		if hidesAddress(hiddenTag.FindStringSubmatch(mark)[1]) {
			return ""
		}
		return mark
	})
}

// hidesAddress reports whether a text is the base64 of an IP address.
func hidesAddress(s string) bool {
	text, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	if err != nil {
		return false
	}
	_, err = netip.ParseAddr(string(text))
	return err == nil
}

// unscramble mends text in UTF-8 that somebody took for Windows-1252 and encoded again ("EspaÃ±a"): a run of letters beyond
// ASCII that is UTF-8 if each stands for a byte. Text that is right is never of that kind, but for freaks.
func unscramble(s string) string {
	var out strings.Builder
	var runes strings.Builder
	var bytes []byte
	flush := func() {
		if utf8.Valid(bytes) {
			out.Write(bytes)
		} else {
			out.WriteString(runes.String())
		}
		runes.Reset()
		bytes = bytes[:0]
	}
	for _, r := range s {
		b, ok := charmap.Windows1252.EncodeRune(r)
		if !ok && r >= 0x80 && r < 0xA0 { // the five bytes that mean nothing there
			b, ok = byte(r), true
		}
		if r < utf8.RuneSelf || !ok {
			flush()
			out.WriteRune(r)
			continue
		}
		runes.WriteRune(r)
		bytes = append(bytes, b)
	}
	flush()
	return out.String()
}
