package crawler

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"trends/trends"
)

// recruiteeToken is the day from which the vendor asks for a token, by its page on authentication.
var recruiteeToken = time.Date(2027, 2, 10, 0, 0, 0, 0, time.UTC)

// recruitee reads a board of Recruitee (Tellent): one answer holds all offers that are published. Amounts of pay are texts,
// and all parts of it may be null. There are no validators: an unchanged board is known by its bytes.
//
// From 10 February 2027 on the vendor wants a token, which only the employer has: the answer is then 401, and the board is
// refused. robots.txt closes /v/ only. The address of a mailbox that comes with each offer is not kept.
//
//	GET https://TOKEN.recruitee.com/api/offers/
func recruitee() kind {
	address := func(s Source) string {
		return s.address("https://"+s.Board+".recruitee.com", "/api/offers/")
	}
	check := func(s Source) error { return checkHostToken(s, "https://TOKEN.recruitee.com") }
	k := board(check, address, parseRecruitee, "recruitee.com")
	read := k.read
	k.read = func(ctx context.Context, r *reading) error {
		if left := recruiteeToken.Sub(r.started); 0 < left && left < 90*24*time.Hour {
			r.crawler.log().Warn("the vendor will ask for a token, and the board can then not be read any more",
				"source", r.src.Key(), "from", recruiteeToken.Format("2006-01-02"))
		}
		return tokenNeeded(read(ctx, r))
	}
	return k
}

// tokenNeeded makes a refusal of an answer that asks for a token.
func tokenNeeded(err error) error {
	var status *statusError
	if !errors.As(err, &status) || status.code != 401 {
		return err
	}
	return &refusal{fmt.Sprintf("token needed: %v; from %s on Recruitee answers only those who have a token of the employer: take the source out",
		err, recruiteeToken.Format("2 January 2006"))}
}

type recruiteeOffer struct {
	ID           scalar           `json:"id"`
	Status       string           `json:"status"`
	Title        string           `json:"title"`
	Company      string           `json:"company_name"`
	URL          string           `json:"careers_url"`
	Location     string           `json:"location"`
	CountryCode  string           `json:"country_code"`
	Places       []recruiteePlace `json:"locations"`
	Remote       bool             `json:"remote"`
	Onsite       bool             `json:"on_site"`
	Hybrid       bool             `json:"hybrid"`
	Published    scalar           `json:"published_at"`
	Closes       scalar           `json:"close_at"`
	Description  string           `json:"description"`
	Requirements string           `json:"requirements"`
	Pay          struct {
		Min      scalar `json:"min"`
		Max      scalar `json:"max"`
		Period   string `json:"period"`
		Currency string `json:"currency"`
	} `json:"salary"`
}

type recruiteePlace struct {
	Name    string `json:"name"`
	City    string `json:"city"`
	State   string `json:"state"`
	Country string `json:"country"`
	Code    string `json:"country_code"`
}

// parseRecruitee understands the answer of a board.
func parseRecruitee(src Source, body []byte, now time.Time) (list, error) {
	return listOf(body, "offers", "id", func(o *recruiteeOffer) scalar { return o.ID }, func(out *list, o *recruiteeOffer) (trends.Posting, bool) {
		if o.Status != "" && o.Status != "published" {
			out.skipped++
			return trends.Posting{}, false
		}
		return o.posting(src, now), true
	})
}

func (o *recruiteeOffer) posting(src Source, now time.Time) trends.Posting {
	p := trends.Posting{
		Source:   src.Key(),
		ID:       string(o.ID),
		URL:      o.URL,
		Title:    strings.TrimSpace(o.Title),
		Employer: firstOf(o.Company, src.Company),
		Remote:   o.remote(),
		Pay:      newPay(number(string(o.Pay.Min)), number(string(o.Pay.Max)), o.Pay.Currency, payPeriod(o.Pay.Period)),
		Closes:   parseDeadline(string(o.Closes)),
		Body:     sections("", o.Description, "Requirements", o.Requirements),
		Format:   trends.FormatHTML,
	}
	p.Places, p.Country = o.places()
	p.Posted, p.Precision = parseDate(string(o.Published), now)
	return p
}

// places returns the places of the list; where there is none, the location in words.
func (o *recruiteeOffer) places() (places []string, country string) {
	var codes []string
	for _, l := range o.Places {
		places = append(places, firstOf(joinPlace(l.City, l.State, l.Country), l.Name))
		codes = append(codes, countryCode(firstOf(l.Code, l.Country)))
	}
	if places = cleanPlaces(places); places == nil {
		return splitPlaces(o.Location), countryCode(o.CountryCode)
	}
	return places, agreed(codes...)
}

// remote reads three flags that may all be set: who offers hybrid work means that, and an office beside remote work is neither.
func (o *recruiteeOffer) remote() trends.Remote {
	switch {
	case o.Hybrid:
		return trends.RemoteHybrid
	case o.Remote && !o.Onsite:
		return trends.RemoteRemote
	case o.Onsite && !o.Remote:
		return trends.RemoteOnsite
	}
	return ""
}
