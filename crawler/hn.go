package crawler

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"trends/trends"
)

// hnAccount opens the monthly threads.
const hnAccount = "whoishiring"

// hn reads the monthly "Ask HN: Who is hiring?" threads through Algolia's API: one request finds them, one more reads a
// thread whole. Each top-level comment is one posting, whatever number of roles it offers; replies are talk. The other two
// monthly threads, in which people offer themselves, are left alone.
//
// The latest two threads are read every time: that of the current month, and the one before, whose ads still change and
// vanish. After that a thread is frozen. The first read that finds the month of a thread over declares it whole for that
// month (Crawl.From and To): a thread, unlike a board, is an archive of its month.
//
// Where url names Hacker News' own API, that is read in place of Algolia's: see hnfirebase.go.
func hn() kind {
	return kind{
		check: func(s Source) error {
			if strings.ContainsAny(s.Board, "/?#") {
				return fmt.Errorf("board: %q is not an account; leave it out for %s", s.Board, hnAccount)
			}
			if s.URL != "" && !byFirebase(s) {
				return fmt.Errorf("url: %q is not an API of Hacker News; use %s, or leave it out to read through Algolia", s.URL, firebaseHost)
			}
			return nil
		},
		plan: func(s Source) []string {
			if byFirebase(s) {
				return []string{firebaseUser(s)}
			}
			return []string{hnSearch(s)}
		},
		read: func(ctx context.Context, r *reading) error {
			if byFirebase(r.src) {
				return readFirebase(ctx, r)
			}
			return readThreads(ctx, r)
		},
		hosts: []string{"algolia.com", "firebaseio.com"},
	}
}

func hnSearch(s Source) string {
	account := firstOf(s.Board, hnAccount)
	return s.address("https://hn.algolia.com", "/api/v1/search_by_date?tags=story,author_"+url.QueryEscape(account)+"&hitsPerPage=30&page=0")
}

func hnItemURL(s Source, id int64) string {
	return s.address("https://hn.algolia.com", "/api/v1/items/"+strconv.FormatInt(id, 10))
}

// thread is a monthly thread.
type thread struct {
	id    int64
	month time.Time // its first day
}

func (t thread) name() string { return t.month.Format("2006-01") }

// over reports whether the thread's month has ended.
func (t thread) over(now time.Time) bool { return !now.Before(t.month.AddDate(0, 1, 0)) }

// toCome reports whether the thread's month has not begun yet anywhere: its title is wrong, and would stand for the latest one.
func (t thread) toCome(now time.Time) bool { return t.month.After(now.Add(24 * time.Hour)) }

// settled reports whether the thread was seen since its month ended.
func (t thread) settled(before trends.Fetch) bool { return before.Hash != "" && t.over(before.Fetched) }

var threadTitle = regexp.MustCompile(`(?i)^ask hn:\s*who(?: is|'s|’s) hiring\?\s*\(([a-z]+)\.? (\d{4})\)`)

// threadMonth reads the month out of a thread's title; ok is false for any other story.
func threadMonth(title string) (month time.Time, ok bool) {
	m := threadTitle.FindStringSubmatch(title)
	if m == nil {
		return time.Time{}, false
	}
	for _, layout := range [...]string{"January 2006", "Jan 2006"} {
		if t, err := time.Parse(layout, m[1]+" "+m[2]); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// parseThreads reads the threads out of a search, newest first.
func parseThreads(body []byte) ([]thread, error) {
	var found []thread
	err := eachJob(body, "hits", func(_ int, decode func(any) error) {
		var hit struct {
			ID    scalar `json:"objectID"`
			Title string `json:"title"`
		}
		if decode(&hit) != nil {
			return
		}
		id, err := strconv.ParseInt(string(hit.ID), 10, 64)
		if month, ok := threadMonth(hit.Title); ok && err == nil {
			found = append(found, thread{id, month})
		}
	})
	return newestFirst(found), err
}

// newestFirst sorts threads and keeps one a month.
func newestFirst(found []thread) []thread {
	slices.SortStableFunc(found, func(a, b thread) int { return b.month.Compare(a.month) })
	return slices.CompactFunc(found, func(a, b thread) bool { return a.month.Equal(b.month) })
}

// readThreads finds the latest threads and reads them, the older one first.
func readThreads(ctx context.Context, r *reading) error {
	search, err := r.get(ctx, hnSearch(r.src), false)
	if err != nil {
		return err
	}
	if err := search.wantJSON(); err != nil {
		return err
	}
	threads, err := parseThreads(search.body)
	if err != nil {
		return fmt.Errorf("read %s: %w", search.asked, err)
	}
	threads = slices.DeleteFunc(threads, func(t thread) bool { return t.toCome(r.started) })
	if len(threads) == 0 {
		return fmt.Errorf("no thread \"Ask HN: Who is hiring?\" among the stories of %s", search.asked)
	}
	threads = threads[:min(2, len(threads))]
	slices.Reverse(threads)
	pages := make([]*page, len(threads))
	news := false
	for i, t := range threads {
		if pages[i], err = r.get(ctx, hnItemURL(r.src, t.id), r.whole()); err != nil {
			return err
		}
		news = news || !pages[i].unchanged
	}
	for i, t := range threads {
		if !news {
			r.declare(t, pages[i].asked)
			r.unchanged(pages[i])
		} else if err := r.readThread(ctx, t, pages[i]); err != nil {
			return err
		}
	}
	return nil
}

// readThread reads one thread. Where another one has news, the answer that there is none in this one does not do: it does
// not say which postings are there.
func (r *reading) readThread(ctx context.Context, t thread, p *page) (err error) {
	if p.body == nil {
		if p, err = r.get(ctx, p.asked, false); err != nil {
			return err
		}
	}
	if err := p.wantJSON(); err != nil {
		return err
	}
	posts, err := parseThread(r.src, p.body, t.name(), r.started)
	if err != nil {
		return fmt.Errorf("read %s: %w", p.asked, err)
	}
	for _, posting := range posts.postings {
		if err := r.add(posting); err != nil {
			return err
		}
	}
	if err := r.judge(posts.total(), "comments", posts.unreadable); err != nil {
		return err
	}
	if r.note == "" {
		r.declare(t, p.asked)
	}
	r.keep(p)
	return nil
}

// declare says that a thread whose month is over was seen whole, if no read of that address said so before.
func (r *reading) declare(t thread, address string) {
	if !t.over(r.started) || t.settled(r.mem.Fetches[address]) {
		return
	}
	crawl := &r.out.Crawl
	if crawl.From == "" || t.month.AddDate(0, -1, 0).Format("2006-01") != crawl.To {
		crawl.From = t.name()
	}
	crawl.To = t.name()
}
