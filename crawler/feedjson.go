package crawler

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"trends/trends"
)

// eachFeedItem calls do for every item of a JSON Feed. An extension member that is a JobPosting ("_jobposting") says more than
// the item itself.
func eachFeedItem(src Source, body []byte, now time.Time, do func(i int, item feedItem, err error)) error {
	return eachJob(body, "items", func(i int, decode func(any) error) {
		var in struct {
			ID        scalar `json:"id"`
			URL       string `json:"url"`
			External  string `json:"external_url"`
			Title     string `json:"title"`
			HTML      string `json:"content_html"`
			Text      string `json:"content_text"`
			Published scalar `json:"date_published"`
			Language  string `json:"language"`
		}
		if err := decode(&in); err != nil {
			do(i, feedItem{}, err)
			return
		}
		item := feedItem{
			id: string(in.ID), link: firstOf(in.URL, in.External), title: in.Title, body: unescapeOnce(in.HTML),
			posted: string(in.Published), language: in.Language,
		}
		if item.body == "" {
			item.body, item.plain = in.Text, true
		}
		item.job = extension(src, decode, item.link, now)
		do(i, item, nil)
	})
}

// extension reads the JobPosting of an item, whose description is mostly the item's own and is left to that; nil if there is none.
func extension(src Source, decode func(any) error, link string, now time.Time) *trends.Posting {
	var raw json.RawMessage
	if decode(&raw) != nil {
		return nil
	}
	values, _ := decodeValues(raw) // sound: it was decoded before
	members, _ := values[0].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		job, ok := members[name].(map[string]any)
		if !ok || !strings.HasPrefix(name, "_") || !hasType(job, "JobPosting") && !strings.EqualFold(name, "_jobposting") {
			continue
		}
		p := jobPosting(src, job, structuredPage{}, link, 0, now)
		return &p
	}
	return nil
}
