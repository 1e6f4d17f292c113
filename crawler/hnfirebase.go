package crawler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"trends/trends"
)

const (
	firebaseHost = "https://hacker-news.firebaseio.com"
	maxStories   = 15   // of the account's latest stories that are looked at for threads: three open a month
	maxComments  = 2000 // of a thread that are fetched in one read; one has 200 to 1000
)

// byFirebase reports whether the source names Hacker News' own API, which needs a request for each comment where Algolia's
// needs one for a thread: for those who cannot reach the other, or do not want to depend on it.
//
// Ids, texts and dates are the same as those of Algolia, so that a source may change from one to the other. A comment is
// fetched once, and once more by the first read after its month, which sees what was changed since and declares the month. A
// comment that was deleted, or never was, is no posting; the whole of a missing item is the word null.
//
//	GET https://hacker-news.firebaseio.com/v0/user/whoishiring.json
//	GET https://hacker-news.firebaseio.com/v0/item/ID.json
func byFirebase(s Source) bool {
	return strings.TrimSuffix(strings.TrimSuffix(s.URL, "/"), "/v0") == firebaseHost
}

func firebaseUser(s Source) string {
	return s.address(firebaseHost, "/v0/user/"+url.PathEscape(firstOf(s.Board, hnAccount))+".json")
}

func firebaseItemURL(s Source, id int64) string {
	return s.address(firebaseHost, "/v0/item/"+strconv.FormatInt(id, 10)+".json")
}

// firebaseItem is a story or a comment.
type firebaseItem struct {
	ID      scalar  `json:"id"`
	By      string  `json:"by"`
	Title   string  `json:"title"`
	Text    string  `json:"text"`
	Time    scalar  `json:"time"`
	Deleted bool    `json:"deleted"`
	Dead    bool    `json:"dead"`
	Kids    []int64 `json:"kids"`
}

// firebaseThread is a thread with the answer that it came in.
type firebaseThread struct {
	thread
	kids []int64
	page *page
}

// readFirebase finds the latest two threads and reads their comments, the older thread first.
func readFirebase(ctx context.Context, r *reading) error {
	threads, err := r.firebaseThreads(ctx)
	if err != nil {
		return err
	}
	for _, t := range threads {
		var jobs list
		again := t.over(r.started) && !t.settled(r.mem.Fetches[t.page.asked])
		for _, kid := range t.kids {
			id := strconv.FormatInt(kid, 10)
			jobs.details = append(jobs.details, detail{id, firebaseItemURL(r.src, kid), again, func(answer []byte) (trends.Posting, error) {
				return r.firebaseComment(answer, id, t.name())
			}})
		}
		if err := r.takeBoard(ctx, jobs, t.page); err != nil {
			return err
		}
		if r.note == "" {
			r.declare(t.thread, t.page.asked)
		}
	}
	return nil
}

// firebaseThreads looks through the latest stories of the account.
func (r *reading) firebaseThreads(ctx context.Context) ([]firebaseThread, error) {
	p, err := r.get(ctx, firebaseUser(r.src), false)
	if err != nil {
		return nil, err
	}
	var account *struct {
		Submitted []int64 `json:"submitted"`
	}
	if err := json.Unmarshal(p.body, &account); err != nil {
		return nil, fmt.Errorf("read %s: %w", p.asked, answerError(err, p.body))
	}
	if account == nil {
		return nil, fmt.Errorf("%s: there is no such account", p.asked)
	}
	var found []thread
	answers := map[int64]firebaseThread{}
	for _, id := range account.Submitted[:min(maxStories, len(account.Submitted))] {
		t, err := r.firebaseStory(ctx, id)
		if errors.Is(err, errNoPosting) {
			continue
		}
		if err != nil {
			return nil, err
		}
		answers[id] = t
		if found = newestFirst(append(found, t.thread)); len(found) == 2 {
			break
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no thread \"Ask HN: Who is hiring?\" among the latest %d stories of %s", maxStories, p.asked)
	}
	slices.Reverse(found)
	out := make([]firebaseThread, len(found))
	for i, t := range found {
		out[i] = answers[t.id]
	}
	return out, nil
}

// firebaseStory reads a story, which is errNoPosting unless it is a thread.
func (r *reading) firebaseStory(ctx context.Context, id int64) (firebaseThread, error) {
	p, err := r.get(ctx, firebaseItemURL(r.src, id), false)
	if err != nil {
		return firebaseThread{}, err
	}
	var story firebaseItem
	if err := json.Unmarshal(p.body, &story); err != nil {
		return firebaseThread{}, fmt.Errorf("read %s: %w", p.asked, answerError(err, p.body))
	}
	month, ok := threadMonth(story.Title)
	if !ok || story.Deleted || story.Dead {
		return firebaseThread{}, errNoPosting
	}
	return firebaseThread{thread{id, month}, story.Kids, p}, nil
}

// firebaseComment understands a comment of a thread.
func (r *reading) firebaseComment(answer []byte, id, month string) (trends.Posting, error) {
	var c firebaseItem
	if err := json.Unmarshal(answer, &c); err != nil {
		return trends.Posting{}, answerError(err, answer)
	}
	if c.Deleted || c.Dead || c.By == "" || isDeleted(c.Text) {
		return trends.Posting{}, errNoPosting
	}
	p := hnPosting(r.src.Key(), id, c.By, c.Text, trends.FormatHTML)
	inThread(&p, month, string(c.Time), r.started)
	return p, nil
}
