package crawler_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"trends/crawler"
)

func TestSourceKey(t *testing.T) {
	for want, src := range map[string]crawler.Source{
		"greenhouse:fernhollow":                  {Kind: "greenhouse", Board: "fernhollow"},
		"lever:mossgrove":                        {Kind: "lever", Board: "mossgrove"},
		"ashby:heron%20labs":                     {Kind: "ashby", Board: "heron%20labs"},
		"hn:whoishiring":                         {Kind: "hn"},
		"hn:another":                             {Kind: "hn", Board: "another"},
		"jsonld:example.com":                     {Kind: "jsonld", URL: "https://www.example.com/jobs"},
		"jsonld:thornfield":                      {Kind: "jsonld", Board: "thornfield", URL: "https://www.example.com/jobs"},
		"remoteok:all":                           {Kind: "remoteok"},
		"jobicy:data-science":                    {Kind: "jobicy", Board: "data-science"},
		"feed:example.com":                       {Kind: "feed", URL: "https://www.example.com/jobs.rss"},
		"warc:cc-2024":                           {Kind: "warc", URL: "/data/cc-2024.warc.gz"},
		"file:2026-01":                           {Kind: "file", URL: "/data/2026-01.jsonl.gz"},
		"file:archive":                           {Kind: "file", Board: "archive", URL: "/data/2026-01.jsonl.gz"},
		"workday:oak.wd5.myworkdayjobs.com:Jobs": {Kind: "workday", Board: "oak.wd5.myworkdayjobs.com/Jobs"},
	} {
		if got := src.Key(); got != want {
			t.Errorf("%+v.Key() = %q, want %q", src, got, want)
		}
	}
}

func TestSourceValidate(t *testing.T) {
	for _, src := range []crawler.Source{
		{Kind: "greenhouse", Board: "fernhollow"},
		{Kind: "lever", Board: "Mossgrove", Region: "eu", Every: 24 * time.Hour, BaseURL: "http://127.0.0.1:8080"},
		{Kind: "ashby", Board: "heron labs"},
		{Kind: "teamtailor", Board: "heron", Region: "na"},
		{Kind: "workday", Board: "wd1.myworkdaysite.com/recruiting/oak/Jobs"},
		{Kind: "hn"},
		{Kind: "jsonld", Board: "example.com"},
		{Kind: "jsonld", URL: "https://example.com/sitemap.xml", Limit: 100},
		{Kind: "jsonld", Board: "thornfield", BaseURL: "http://127.0.0.1:1"},
		{Kind: "file", URL: "archive.jsonl"},
		{Kind: "feed", Board: "weworkremotely.com"},
		{Kind: "arbeitnow"},
		{Kind: "himalayas"},
		{Kind: "remoteok"},
		{Kind: "jobicy", Board: "data-science"},
		{Kind: "workingnomads"},
		{Kind: "muse", Board: "Data Science"},
		{Kind: "warc", URL: "cc.warc.gz"},
		{Kind: "feed", URL: "https://example.com/jobs.rss", Title: "{company}: {title}"},
	} {
		if err := src.Validate(); err != nil {
			t.Errorf("%+v: %v", src, err)
		}
	}
	for _, c := range []struct {
		src  crawler.Source
		want string // has to be in the message: the field, and what would be valid
	}{
		{crawler.Source{}, "kind: \"\" is not known; use one of " + strings.Join(crawler.Kinds(), ", ")},
		{crawler.Source{Kind: "smartrecruiters", Board: "x"}, "kind: \"smartrecruiters\""},
		{crawler.Source{Kind: "greenhouse"}, "board: missing; use the TOKEN of the board's address https://job-boards.greenhouse.io/TOKEN"},
		{crawler.Source{Kind: "lever", Board: "https://jobs.lever.co/x"}, "board: \"https://jobs.lever.co/x\" is not a token"},
		{crawler.Source{Kind: "ashby", Board: "x", BaseURL: "example.com"}, "base_url: \"example.com\" is not an address; use one such as https://"},
		{crawler.Source{Kind: "ashby", Board: "x", BaseURL: "https://example.com/?a=1"}, "base_url:"},
		{crawler.Source{Kind: "lever", Board: "x", Region: "asia"}, "region: \"asia\""},
		{crawler.Source{Kind: "teamtailor", Board: "x", Region: "eu"}, "region: \"eu\""},
		{crawler.Source{Kind: "ashby", Board: "x", Region: "eu"}, "region: \"eu\""},
		{crawler.Source{Kind: "hn", Every: -time.Hour}, "every: -1h0m0s is negative; use a duration such as 24h"},
		{crawler.Source{Kind: "jsonld", Board: "example.com", Limit: -1}, "limit: -1"},
		{crawler.Source{Kind: "jsonld", Board: "thornfield"}, "url: missing; use the site's address"},
		{crawler.Source{Kind: "jsonld", URL: "ftp://example.com"}, "url: \"ftp://example.com\""},
		{crawler.Source{Kind: "file"}, "url: missing; use the path"},
		{crawler.Source{Kind: "recruitee", Board: "a b"}, "board: \"a b\" is not a token; use only the TOKEN of the board's address https://TOKEN.recruitee.com"},
		{crawler.Source{Kind: "workday", Board: "nvidia"}, "board: \"nvidia\" is not HOST/SITE; use the address of the career page without https://, such as example.wd5.myworkdayjobs.com/Careers"},
		{crawler.Source{Kind: "workday", Board: "https://oak.wd5.myworkdayjobs.com/Jobs"}, "is not HOST/SITE"},
		{crawler.Source{Kind: "hn", URL: "https://example.com"}, "url: \"https://example.com\" is not an API of Hacker News; use https://hacker-news.firebaseio.com"},
		{crawler.Source{Kind: "feed", Board: "thornfield"}, "url: missing; use the address of the feed"},
		{crawler.Source{Kind: "feed", URL: "https://example.com/jobs.rss", Title: "{role}"}, "title: \"{role}\" holds \"{role}\"; use each of {title}"},
		{crawler.Source{Kind: "warc"}, "url: missing; use the path of a .warc file"},
		{crawler.Source{Kind: "muse"}, `board: missing; use a category of The Muse, such as "Data Science"`},
		{crawler.Source{Kind: "hn", Board: "a/b"}, "board: \"a/b\""},
	} {
		if err := c.src.Validate(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v.Validate() = %v, want %q in it", c.src, err, c.want)
		}
	}
	// Everything that is wrong comes at once.
	err := crawler.Source{Kind: "lever", Region: "asia", Limit: -1}.Validate()
	for _, field := range []string{"board:", "region:", "limit:"} {
		if !strings.Contains(err.Error(), field) {
			t.Errorf("Validate() = %v, want %s in it", err, field)
		}
	}
}

func TestKinds(t *testing.T) {
	kinds := crawler.Kinds()
	if !slices.IsSorted(kinds) {
		t.Errorf("Kinds() = %q: not sorted", kinds)
	}
	for _, kind := range kinds {
		src := crawler.Source{Kind: kind, Board: "x.com", URL: "https://example.com"}
		switch kind {
		case "workday":
			src.Board = "x.wd1.myworkdayjobs.com/x"
		case "hn":
			src.URL = "https://hacker-news.firebaseio.com"
		}
		if err := src.Validate(); err != nil {
			t.Errorf("a source of kind %s: %v", kind, err)
		}
	}
}

func TestUserAgent(t *testing.T) {
	for want, c := range map[string]*crawler.Crawler{
		"trends/dev": {}, "trends/1.2": {Version: "1.2"}, "trends/1.2 (+https://example.org/bot)": {Version: "1.2", Contact: "https://example.org/bot"},
	} {
		if got := c.UserAgent(); got != want {
			t.Errorf("UserAgent() = %q, want %q", got, want)
		}
	}
}
