package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"trends/trends"
)

// muse reads the API of The Muse, an aggregator with a curated list of employers: the 500 newest ads of a category, which the
// board names ("Data Science"), in pages of 20; the whole list has half a million ads. It allows 500 requests an hour, with the
// key of a registered user (Crawler.MuseKey) 3,600, and answers 403 above that. Using it beyond a trial needs such a key, the
// terms ask for a link back, and forbid cloning the site.
//
//	GET https://www.themuse.com/api/public/jobs?category=Data+Science&descending=true&page=0
func muse() kind {
	l := newestList{
		address: func(s Source, page, _ int) string {
			return s.address("https://www.themuse.com",
				fmt.Sprintf("/api/public/jobs?category=%s&descending=true&page=%d", url.QueryEscape(s.Board), page))
		},
		parse:    parseMuse,
		pages:    25,
		full:     20,
		oneBased: true,
	}
	check := func(s Source) error {
		if strings.TrimSpace(s.Board) == "" {
			return errors.New(`board: missing; use a category of The Muse, such as "Data Science"`)
		}
		return nil
	}
	k := l.kind(check, "themuse.com")
	k.read = func(ctx context.Context, r *reading) error {
		err := r.readNewest(ctx, l)
		var status *statusError
		if errors.As(err, &status) && status.code == 403 {
			return fmt.Errorf("%w: it answers so above its limit an hour; read it later, or set crawler.muse_key", err)
		}
		return err
	}
	return k
}

// museSecret returns what is added to the query of a request to The Muse: the key, and to no other server.
func (c *Crawler) museSecret(u *url.URL) url.Values {
	if c.MuseKey == "" || u.Scheme != "https" || u.Host != "www.themuse.com" || !strings.HasPrefix(u.Path, "/api/") {
		return nil
	}
	return url.Values{"api_key": {c.MuseKey}}
}

type museJob struct {
	ID        scalar      `json:"id"`
	Name      string      `json:"name"`
	Contents  string      `json:"contents"`
	Published scalar      `json:"publication_date"`
	Locations []namedText `json:"locations"`
	Company   namedText   `json:"company"`
	Refs      struct {
		Page string `json:"landing_page"`
	} `json:"refs"`
}

// parseMuse understands one page.
func parseMuse(src Source, body []byte, now time.Time) (list, error) {
	return eachPosting(body, "results", now, func(j museJob) (trends.Posting, string) {
		p := trends.Posting{
			Source:   src.Key(),
			ID:       string(j.ID),
			URL:      j.Refs.Page,
			Title:    plainText(j.Name),
			Employer: plainText(string(j.Company)),
			Body:     unescapeOnce(j.Contents),
			Format:   trends.FormatHTML,
		}
		remote := 0
		for _, place := range j.Locations {
			if strings.Contains(string(place), "Flexible / Remote") {
				remote++
				continue
			}
			p.Places = append(p.Places, string(place))
		}
		p.Places = cleanPlaces(p.Places)
		p.Country = countryOf(p.Places)
		if remote > 0 && p.Places == nil { // beside others it is a choice
			p.Remote = trends.RemoteRemote
		}
		p.Posted, p.Precision = parseDate(string(j.Published), now)
		return p, "id"
	})
}
