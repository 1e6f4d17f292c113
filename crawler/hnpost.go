package crawler

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"

	"trends/trends"
)

// hnComment is a comment as Algolia sends it. Author and text of a deleted one are null.
type hnComment struct {
	ID      scalar  `json:"id"`
	Author  *string `json:"author"`
	Text    *string `json:"text"`
	Created scalar  `json:"created_at"`
	Epoch   scalar  `json:"created_at_i"`
}

// parseThread understands a thread as items/{id} sends it: a tree, of which the first level are the postings.
func parseThread(src Source, body []byte, month string, now time.Time) (list, error) {
	var out list
	err := eachJob(body, "children", func(i int, decode func(any) error) {
		var c hnComment
		switch err := decode(&c); {
		case err != nil:
			out.bad("children[%d]%v", i, err)
		case c.ID == "":
			out.bad("children[%d].id missing", i)
		case c.Text == nil || c.Author == nil || isDeleted(*c.Text):
			out.skipped++
		case len(*c.Text) > maxPosting: // before its header is looked for
			out.bad("children[%d] is of %d bytes, more than any ad has", i, len(*c.Text))
		default:
			p := hnPosting(src.Key(), string(c.ID), *c.Author, *c.Text, trends.FormatHTML)
			inThread(&p, month, firstOf(string(c.Created), string(c.Epoch)), now)
			out.add("children[%d]", i, p)
		}
	})
	return out, err
}

// inThread dates a posting of a monthly thread, whose month is the one that counts.
func inThread(p *trends.Posting, month, created string, now time.Time) {
	p.Posted, _ = parseDate(created, now)
	if p.Posted.IsZero() {
		p.Posted, _ = time.Parse("2006-01", month)
	}
	p.Month, p.Precision = month, trends.PrecisionMonth
}

func isDeleted(text string) bool {
	text = strings.TrimSpace(text)
	return text == "" || text == "[deleted]" || text == "[flagged]" || text == "[dead]"
}

// hnPosting makes a posting of a comment: its header tells employer, title, places, way of working and pay, its text is kept
// whole. The name of the user is not kept.
func hnPosting(source, id, author, text string, format trends.Format) trends.Posting {
	plain := text
	if format == trends.FormatHTML {
		plain = hnText(text)
	}
	h := parseHeader(plain)
	p := trends.Posting{
		Source:   source,
		ID:       id,
		URL:      hnLink(id),
		Title:    h.title,
		Employer: firstOf(h.company, hnUser(author)),
		Places:   h.places,
		Country:  countryOf(h.places),
		Remote:   h.remote,
		Pay:      h.pay,
		Lists:    true,
		Body:     text,
		Format:   format,
	}
	return p
}

var hnID = regexp.MustCompile(`^(?:hn-)?(\d{4,12})$`)

// hnLink returns the public address of a comment; "" if the id is not one of Hacker News.
func hnLink(id string) string {
	m := hnID.FindStringSubmatch(id)
	if m == nil {
		return ""
	}
	return "https://news.ycombinator.com/item?id=" + m[1]
}

var hexName = regexp.MustCompile(`^[0-9a-f]{12}$`)

// hnUser stands for an employer that does not name itself: "hn user" and the first 12 hex digits of the SHA-256 of the
// account's name, or the name itself where that is such a digest already. "" for no name.
func hnUser(author string) string {
	switch {
	case author == "":
		return ""
	case hexName.MatchString(author):
		return "hn user " + author
	}
	sum := sha256.Sum256([]byte(author))
	return "hn user " + hex.EncodeToString(sum[:6])
}

// hnText returns the plain text of a comment, a line a paragraph. Where a link's text is its own address cut short, the
// address is taken.
func hnText(comment string) string {
	var b strings.Builder
	href := ""
	for z := html.NewTokenizer(strings.NewReader(comment)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			text := string(z.Text())
			text = html.UnescapeString(text)
			if href != "" && (strings.HasPrefix(text, "http") || strings.HasSuffix(text, "...")) {
				text = href
			}
			b.WriteString(text)
		case html.StartTagToken:
			name, more := z.TagName()
			switch string(name) {
			case "p", "br", "pre", "li", "div":
				b.WriteByte('\n')
			case "a":
				for more {
					var key, value []byte
					if key, value, more = z.TagAttr(); string(key) == "href" {
						href = string(value)
					}
				}
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "a" {
				href = ""
			}
		}
	}
}
