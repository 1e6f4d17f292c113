package crawler

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"trends/trends"
)

// breezy reads a board of Breezy through its list, which is not documented: a bare array. Some boards send the texts with it;
// of others the page of each position that is not known yet is read, for the JSON-LD in it. Boards whose positions are open
// only to those who have the link send an empty list.
//
//	GET https://TOKEN.breezy.hr/json
//	GET https://TOKEN.breezy.hr/p/FRIENDLY_ID
func breezy() kind {
	check := func(s Source) error { return checkHostToken(s, "https://TOKEN.breezy.hr") }
	return board(check, func(s Source) string { return breezyAddress(s, "/json") }, parseBreezy, "breezy.hr")
}

func breezyAddress(s Source, path string) string {
	return s.address("https://"+s.Board+".breezy.hr", path)
}

type breezyPosition struct {
	ID          scalar        `json:"id"`
	Slug        string        `json:"friendly_id"`
	Title       string        `json:"name"`
	URL         string        `json:"url"`
	Published   scalar        `json:"published_date"`
	Place       breezyPlace   `json:"location"`
	Places      []breezyPlace `json:"locations"`
	Salary      string        `json:"salary"` // "$1.40k - $1.80k"
	Description string        `json:"description"`
	Company     struct {
		Name string `json:"name"`
	} `json:"company"`
}

type breezyPlace struct {
	City    string `json:"city"`
	Name    string `json:"name"`
	Remote  *bool  `json:"is_remote"`
	Country struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"country"`
	State struct {
		Name string `json:"name"`
	} `json:"state"`
}

// parseBreezy understands the list.
func parseBreezy(src Source, body []byte, now time.Time) (list, error) {
	if firstByte(body) == '{' {
		return list{}, errors.New("an object came where Breezy sends a list: " + excerpt(body))
	}
	return listOf(body, "", "id", func(j *breezyPosition) scalar { return j.ID }, func(out *list, j *breezyPosition) (p trends.Posting, ok bool) {
		if j.Description != "" {
			return j.posting(src, now), true
		}
		path := "/p/" + url.PathEscape(firstOf(j.Slug, string(j.ID)))
		out.details = append(out.details, detail{id: string(j.ID), address: breezyAddress(src, path),
			parse: func(answer []byte) (trends.Posting, error) { return j.withPage(src, answer, now) }})
		return p, false
	})
}

func (j *breezyPosition) posting(src Source, now time.Time) trends.Posting {
	places := j.Places
	if len(places) == 0 {
		places = []breezyPlace{j.Place}
	}
	p := trends.Posting{
		Source:   src.Key(),
		ID:       string(j.ID),
		URL:      j.URL,
		Title:    strings.TrimSpace(j.Title),
		Employer: firstOf(j.Company.Name, src.Company),
		Pay:      statedPay(j.Salary),
		Body:     j.Description,
		Format:   trends.FormatHTML,
	}
	var names, codes []string
	for _, l := range places {
		names = append(names, firstOf(joinPlace(l.City, l.State.Name, l.Country.Name), l.Name))
		codes = append(codes, firstOf(countryCode(l.Country.ID), countryCode(l.Country.Name)))
	}
	p.Places, p.Country = cleanPlaces(names), agreed(codes...)
	if j.Place.Remote != nil && *j.Place.Remote {
		p.Remote = trends.RemoteRemote
	}
	p.Posted, p.Precision = parseDate(string(j.Published), now)
	return p
}

// withPage returns the posting with the text of its page, and the pay if the list has none.
func (j *breezyPosition) withPage(src Source, page []byte, now time.Time) (trends.Posting, error) {
	found := parseStructured(page, j.URL)
	if len(found.jobs) != 1 {
		return trends.Posting{}, errors.New("no JobPosting in the page, and no text in the list")
	}
	p := j.posting(src, now)
	p.Body, p.Format = bodyOf(found.jobs[0])
	if p.Pay == nil {
		p.Pay = payOf(found.jobs[0])
	}
	return p, nil
}
