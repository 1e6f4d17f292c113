package crawler

import (
	"net/url"
	"slices"
	"strings"
)

// boardAddress is a form of address by which a vendor's boards are met in pages, scripts and embeds.
//
// A pattern is host, path and query without scheme. {board} stands for the text that Source.Board holds, as one label of the host, one
// segment of the path or one value of the query. A path may go on after the pattern, and a query may hold more.
type boardAddress struct {
	kind    string // also of vendors that no connector reads: they are told apart from pages without a board
	pattern string
	region  string // of Source
}

// boardAddresses is the registry of what is recognised, a form a line; the first that matches counts.
func boardAddresses() []boardAddress {
	return []boardAddress{
		{"greenhouse", "boards.greenhouse.io/embed/job_board/js?for={board}", ""},
		{"greenhouse", "boards.greenhouse.io/embed/job_board?for={board}", ""},
		{"greenhouse", "boards.greenhouse.io/embed/job_app?for={board}", ""},
		{"greenhouse", "boards.eu.greenhouse.io/embed/job_board/js?for={board}", ""},
		{"greenhouse", "job-boards.greenhouse.io/embed/job_board?for={board}", ""},
		{"greenhouse", "job-boards.greenhouse.io/embed/job_app?for={board}", ""},
		{"greenhouse", "job-boards.eu.greenhouse.io/embed/job_board?for={board}", ""},
		{"greenhouse", "job-boards.eu.greenhouse.io/embed/job_app?for={board}", ""},
		{"greenhouse", "boards-api.greenhouse.io/v1/boards/{board}", ""},
		{"greenhouse", "api.greenhouse.io/v1/boards/{board}", ""},
		{"greenhouse", "boards.greenhouse.io/{board}", ""},
		{"greenhouse", "boards.eu.greenhouse.io/{board}", ""},
		{"greenhouse", "job-boards.greenhouse.io/{board}", ""},
		{"greenhouse", "job-boards.eu.greenhouse.io/{board}", ""},
		{"lever", "jobs.lever.co/{board}", ""},
		{"lever", "api.lever.co/v0/postings/{board}", ""},
		{"lever", "jobs.eu.lever.co/{board}", "eu"},
		{"lever", "api.eu.lever.co/v0/postings/{board}", "eu"},
		{"ashby", "jobs.ashbyhq.com/{board}", ""},
		{"ashby", "api.ashbyhq.com/posting-api/job-board/{board}", ""},
		{"workable", "apply.workable.com/api/v1/widget/accounts/{board}", ""},
		{"workable", "www.workable.com/api/accounts/{board}", ""},
		{"workable", "apply.workable.com/{board}", ""},
		{"recruitee", "{board}.recruitee.com", ""},
		{"personio", "{board}.jobs.personio.de", ""},
		{"personio", "{board}.jobs.personio.com", ""},
		{"teamtailor", "{board}.teamtailor.com", ""},
		{"teamtailor", "{board}.na.teamtailor.com", "na"},
		{"bamboohr", "{board}.bamboohr.com", ""},
		{"breezy", "{board}.breezy.hr", ""},
		{"pinpoint", "{board}.pinpointhq.com", ""},
		{"rippling", "ats.rippling.com/{board}/jobs", ""},
		{"rippling", "api.rippling.com/platform/api/ats/v1/board/{board}", ""},
		{"smartrecruiters", "jobs.smartrecruiters.com/{board}", ""},
		{"smartrecruiters", "careers.smartrecruiters.com/{board}", ""},
		{"smartrecruiters", "api.smartrecruiters.com/v1/companies/{board}", ""},
		{"jobvite", "jobs.jobvite.com/{board}", ""},
	}
}

// notBoards are words that stand where a board's name would, in addresses of the vendors' own pages and files.
var notBoards = []string{"about", "api", "app", "apps", "assets", "blog", "career", "careers", "cdn", "css", "docs", "embed", "fonts", "help", "images", "img",
	"j", "jobs", "js", "legal", "login", "privacy", "search", "static", "support", "terms", "v0", "v1", "widget", "www"}

// boardAt returns the source whose board has the address, as far as the registry knows.
func boardAt(u *url.URL) (Source, bool) {
	for _, a := range boardAddresses() {
		if board := a.match(u); board != "" {
			return Source{Kind: a.kind, Board: board, Region: a.region}, true
		}
	}
	return Source{}, false
}

// match returns the board that the address names, "" if it has not this form.
func (a boardAddress) match(u *url.URL) string {
	pattern, query, _ := strings.Cut(a.pattern, "?")
	host, path, _ := strings.Cut(pattern, "/")
	board := ""
	take := func(pattern, text string) bool {
		if pattern == "{board}" {
			board = text
			return true
		}
		return strings.EqualFold(pattern, text)
	}
	if !eachPart(host, strings.ToLower(u.Hostname()), ".", true, take) || path != "" && !eachPart(path, strings.Trim(u.Path, "/"), "/", false, take) {
		return ""
	}
	if name, _, ok := strings.Cut(query, "="); ok {
		board = u.Query().Get(name)
	}
	if slices.Contains(notBoards, strings.ToLower(board)) || strings.ContainsAny(board, "/?#{}$<>\"'+") {
		return ""
	}
	return board
}

// eachPart compares a pattern with a text part by part; whole wants no part of the text beyond the pattern's.
func eachPart(pattern, text, separator string, whole bool, same func(pattern, text string) bool) bool {
	want, have := strings.Split(pattern, separator), strings.Split(text, separator)
	if len(have) < len(want) || whole && len(have) > len(want) {
		return false
	}
	for i := range want {
		if !same(want[i], have[i]) {
			return false
		}
	}
	return true
}
