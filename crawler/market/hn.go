package market

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// hnItem is a node of the tree that items/{id} gives. Text and author of a deleted comment are null.
type hnItem struct {
	ID         int       `json:"id"`
	CreatedAt  string    `json:"created_at"`
	CreatedAtI int64     `json:"created_at_i"`
	Type       string    `json:"type"`
	Author     *string   `json:"author"`
	Title      *string   `json:"title"`
	URL        *string   `json:"url"`
	Text       *string   `json:"text"`
	Points     *int      `json:"points"`
	ParentID   *int      `json:"parent_id"`
	StoryID    int       `json:"story_id"`
	Children   []*hnItem `json:"children"`
	Options    []any     `json:"options"`
}

// hnHit is a result of the search.
type hnHit struct {
	ObjectID    string `json:"objectID"`
	Title       string `json:"title,omitempty"`
	Author      string `json:"author"`
	CreatedAt   string `json:"created_at"`
	CreatedAtI  int64  `json:"created_at_i"`
	NumComments int    `json:"num_comments,omitempty"`
	Points      int    `json:"points,omitempty"`
	StoryText   string `json:"story_text,omitempty"`
	CommentText string `json:"comment_text,omitempty"`
	ParentID    int    `json:"parent_id,omitempty"`
	StoryID     int    `json:"story_id,omitempty"`
}

// hn are the routes of the search API. It has no robots.txt.
func (s *server) hn() map[string]route {
	return map[string]route{
		"GET /api/v1/search_by_date": s.hnSearch,
		"GET /api/v1/items/{id}": func(now time.Time, r *http.Request) reply {
			id, _ := strconv.Atoi(r.PathValue("id"))
			for _, th := range s.m.threads {
				if th.id == id && !th.at.After(now) {
					return reply{kind: asJSON, body: encode(s.hnTree(th, now))}
				}
			}
			return reply{status: http.StatusNotFound, kind: asJSON, body: []byte(`{"status":404,"error":"Not Found"}`)}
		},
	}
}

// hnSearch answers two searches: for the stories of the account that opens the threads, and for the comments of a story.
// Newest first.
func (s *server) hnSearch(now time.Time, r *http.Request) reply {
	q := r.URL.Query()
	tags := strings.Split(q.Get("tags"), ",")
	var hits []hnHit
	for i := len(s.m.threads) - 1; i >= 0; i-- {
		th := s.m.threads[i]
		for _, tag := range tags {
			switch {
			case th.at.After(now):
			case tag == "author_whoishiring":
				hits = append(hits, s.hnStories(th, now)...)
			case tag == fmt.Sprintf("story_%d", th.id):
				hits = append(hits, s.hnComments(th, now)...)
			}
		}
	}
	hits = filter(hits, q.Get("numericFilters"))
	page, _ := strconv.Atoi(q.Get("page"))
	size, err := strconv.Atoi(q.Get("hitsPerPage"))
	if err != nil || size < 1 {
		size = 20
	}
	size = min(size, 1000)
	answer := object{"hits": []hnHit{}, "page": page, "nbHits": len(hits), "hitsPerPage": size, "nbPages": (min(len(hits), 1000) + size - 1) / size}
	if from := page * size; page >= 0 && from < len(hits) {
		answer["hits"] = hits[from:min(from+size, len(hits))]
	}
	return reply{kind: asJSON, body: encode(answer)}
}

// filter keeps the hits that the comma-separated conditions on created_at_i allow.
func filter(hits []hnHit, conditions string) []hnHit {
	for condition := range strings.SplitSeq(conditions, ",") {
		text, ok := strings.CutPrefix(condition, "created_at_i")
		at, err := strconv.ParseInt(strings.TrimLeft(text, "<>="), 10, 64)
		if !ok || err != nil {
			continue
		}
		var kept []hnHit
		for _, h := range hits {
			c := h.CreatedAtI
			if strings.HasPrefix(text, ">=") && c >= at || strings.HasPrefix(text, "<=") && c <= at ||
				strings.HasPrefix(text, ">") && c > at || strings.HasPrefix(text, "<") && c < at {
				kept = append(kept, h)
			}
		}
		hits = kept
	}
	return hits
}

// hnStories are the three stories of a month. Only the last is about jobs on offer; the others are there to be left alone.
func (s *server) hnStories(th *thread, now time.Time) []hnHit {
	month := s.m.month(th.month).Format("January 2006")
	var out []hnHit
	for i, title := range []string{"Ask HN: Freelancer? Seeking freelancer? (%s)", "Ask HN: Who wants to be hired? (%s)", "Ask HN: Who is hiring? (%s)"} {
		hit := hnHit{Title: fmt.Sprintf(title, month), Author: "whoishiring", Points: 90 + 100*i}
		hit.ObjectID = strconv.Itoa(th.id + 2 - i)
		hit.CreatedAt, hit.CreatedAtI = th.at.Format("2006-01-02T15:04:05.000Z"), th.at.Unix()
		if i == 2 {
			for _, l := range th.posts {
				if !l.posted.After(now) {
					hit.NumComments++
				}
			}
			hit.StoryText = "Please say where the job is."
		}
		out = append(out, hit)
	}
	return out
}

// hnComments are the ads of a thread as search results, newest first.
func (s *server) hnComments(th *thread, now time.Time) []hnHit {
	var out []hnHit
	for i := len(th.posts) - 1; i >= 0; i-- {
		l := th.posts[i]
		if !l.posted.After(now) {
			id := firstComment + 5*l.number
			out = append(out, hnHit{
				ObjectID: strconv.Itoa(id), Author: l.poster(), CreatedAt: l.posted.Format("2006-01-02T15:04:05.000Z"),
				CreatedAtI: l.posted.Unix(), CommentText: s.hnText(l), ParentID: th.id, StoryID: th.id,
			})
		}
	}
	return out
}

// hnTree is a thread with everything below it: ads, chatter under some, and comments that were deleted.
func (s *server) hnTree(th *thread, now time.Time) *hnItem {
	title := "Ask HN: Who is hiring? (" + s.m.month(th.month).Format("January 2006") + ")"
	author, points := "whoishiring", 290
	root := &hnItem{
		ID: th.id, CreatedAt: th.at.Format("2006-01-02T15:04:05.000Z"), CreatedAtI: th.at.Unix(), Type: "story",
		Author: &author, Title: &title, Points: &points, StoryID: th.id, Children: []*hnItem{}, Options: []any{},
	}
	for _, l := range th.posts {
		if l.posted.After(now) {
			continue
		}
		text, by := s.hnText(l), l.poster()
		c := comment(firstComment+5*l.number, th.id, th.id, l.posted, &by, &text)
		if l.number%4 == 0 && !l.posted.Add(time.Hour).After(now) {
			text, by := chatter(l.number), "asker"+strconv.Itoa(l.number)
			c.Children = append(c.Children, comment(c.ID+1, c.ID, th.id, l.posted.Add(time.Hour), &by, &text))
		}
		root.Children = append(root.Children, c)
		if l.number%23 == 0 {
			root.Children = append(root.Children, comment(c.ID+2, th.id, th.id, l.posted, nil, nil))
		}
	}
	return root
}

func comment(id, parent, story int, at time.Time, author, text *string) *hnItem {
	return &hnItem{
		ID: id, CreatedAt: at.Format("2006-01-02T15:04:05.000Z"), CreatedAtI: at.Unix(), Type: "comment",
		Author: author, Text: text, ParentID: &parent, StoryID: story, Children: []*hnItem{}, Options: []any{},
	}
}

// chatter is what people write under ads. It names skills, and is no ad.
func chatter(n int) string {
	return []string{
		"Is this open to people in Norway?",
		"Do you write any Rust, or is it Haskell all the way down?",
		"Applied two weeks ago and never heard back. Is the job still open?",
		"I interviewed there, nice people, hard TensorFlow questions.",
	}[n/4%4]
}

// poster is the account that posts for an employer.
func (l *listing) poster() string { return l.ad.employer.slug + "_jobs" }

// hnText writes an ad the way they look in the thread: a line of bars, then paragraphs that are never closed. About one
// in thirty has no such line.
func (s *server) hnText(l *listing) string {
	a, e := l.ad, l.ad.employer
	d := s.m.write(a, 0)
	address := "https://" + e.slug + ".example/jobs"
	link := fmt.Sprintf(`<a href="%s" rel="nofollow">%s</a>`, hnEscape(address), hnEscape(address))
	places := strings.ReplaceAll(s.placeNames(l.places), "; ", " or ")
	head := []string{e.name, a.heading, places, strings.ToUpper(a.remote), "Full-time"}
	if a.pay != nil {
		head = append(head, money(a.pay.min, a.pay.currency)+"–"+money(a.pay.max, a.pay.currency))
	}
	first := hnEscape(strings.Join(head, " | ")) + " | " + link
	if a.n%30 == 7 {
		first = hnEscape(e.name+" is hiring "+withArticle(a.heading)+" in "+places+". ") + link
	}
	var b strings.Builder
	b.WriteString(first + "<p>" + hnEscape(d.about+" "+d.intro))
	for i, items := range d.sections() {
		if i == 3 {
			break // nobody lists benefits there
		}
		b.WriteString("<p>" + hnEscape(d.heads[i]) + ":")
		for _, item := range items {
			b.WriteString("<p>- " + hnEscape(item))
		}
	}
	b.WriteString("<p>Apply at " + link)
	return b.String()
}

// hnEscape escapes text as that site does.
func hnEscape(s string) string {
	return strings.NewReplacer("&#39;", "&#x27;", "/", "&#x2F;", "&#34;", "&quot;").Replace(html.EscapeString(s))
}
