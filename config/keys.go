package config

import (
	"fmt"
	"strings"
	"time"

	"trends/crawler"
	"trends/trends"
)

// Key describes one key of the configuration, for people: the README's table is held against Keys by a test.
type Key struct {
	Name    string // as "crawler.timeout"; "sources[].board" for a key of every source
	Type    string // one of the Type constants
	Allowed string // the limits in words, as "1 or more"; "" if every value of the type will do
	Default string // as one would write it in the file; "" if the default is empty
	Env     string // the variable that sets it; "" if none does, as for lists
	Doc     string // what it means, a phrase without a full stop
}

// The types of keys.
const (
	TypeText     = "text"
	TypeWhole    = "whole number"
	TypeNumber   = "number"
	TypeBool     = "true or false"
	TypeDuration = "duration" // as time.ParseDuration reads it
	TypeList     = "list"
)

// Keys returns every key in the order in which a file would give them.
func Keys() []Key {
	var all []Key
	for _, k := range topKeys() {
		all = append(all, k.Key)
		if k.Name == "sources" {
			for _, s := range sourceKeys() {
				s.Name = "sources[]." + s.Name
				all = append(all, s.Key)
			}
		}
	}
	return all
}

// key is a Key with what a program needs to know of it.
type key struct {
	Key
	initial any // the default, of the Go type that parse returns; nil for lists
	limit   limit
}

// scalars returns the keys with one value, which are those that the environment and the flags can set.
func scalars() []key {
	var keys []key
	for _, k := range topKeys() {
		if k.Type != TypeList {
			keys = append(keys, k)
		}
	}
	return keys
}

// topKeys returns all keys but those of a source, with the sections' names before their keys ("crawler.timeout").
func topKeys() []key {
	keys := []key{
		scalar("database", "trends.db", notEmpty(), "path of the SQLite file, or a postgres:// address"),
		scalar("contact", "", limit{}, "address or page by which a site's operator can reach you; goes into the User-Agent"),
		list("sources", "the boards, sites and files to read; without this key the shipped list is read, with [] nothing"),
		scalar("crawler.allow_private_hosts", false, limit{}, "read from loopback and private addresses too"),
		scalar("crawler.concurrency", 8, between(1, 256), "sources read at the same time; one host is never asked twice at once"),
		scalar("crawler.per_host_interval", time.Second, atLeast(0), "shortest time between two requests to one host; a longer Crawl-delay wins"),
		scalar("crawler.max_body", int64(64<<20), atLeast(1), "most bytes of one answer; a longer one is not used"),
		scalar("crawler.timeout", 45*time.Second, moreThan(0), "longest time for one request"),
		scalar("crawler.muse_key", "", limit{}, "key for the API of The Muse (kind muse), of a user registered there; better set by its variable"),
	}
	keys = append(keys, reportKeys(trends.DefaultOptions())...)
	return append(keys, list("taxonomy", "files with skills of your own, read beside the shipped taxonomy"),
		scalar("measured", "", limit{}, "file that `trends eval` recorded, with the figures of your tagger, for reports to print"))
}

// reportKeys returns the settings of the method: one key for each field of trends.Options but JoinGap, under its JSON name. Months end
// at a century and days at ten years, far above any use and far below where calendar arithmetic overflows.
func reportKeys(o trends.Options) []key {
	return []key{
		scalar("report.window", o.Window, between(1, 1200), "months that a trend is taken over, counted back from the last complete month"),
		scalar("report.completeness", o.Completeness, between(0, 1), "share of a month's openings that must be in before the month is used"),
		scalar("report.lag", o.Lag, between(0, 3660), "days after its end from which a month is complete while delays are not known"),
		scalar("report.min_delays", o.MinDelays, atLeast(1), "delays that must be known to estimate completeness"),
		scalar("report.crawl_gap", o.CrawlGap, between(1, 3660), "days from the nearest read beyond which a source has no data for the month"),
		scalar("report.outage", o.Outage, between(1, 3660), "days without a read after which a source begins anew"),
		scalar("report.cap", o.Cap, atLeast(0), "openings per employer, source and month that carry a trend; 0 is no cap"),
		scalar("report.min_months", o.MinMonths, atLeast(2), "complete months needed to test a skill"),
		scalar("report.min_mentions", o.MinMentions, atLeast(1), "openings with the skill, and without it, needed to test it"),
		scalar("report.min_employers", o.MinEmployers, atLeast(1), "employers that mention the skill needed to test it"),
		scalar("report.mention_months", o.MentionMonths, atLeast(1), "months with a mention needed to test a skill"),
		scalar("report.wave_months", o.WaveMonths, between(0, 1200), "complete months from which the test allows for one yearly wave; 0 is never"),
		scalar("report.min_openings", o.MinOpenings, atLeast(1), "openings needed to print a share of them"),
		scalar("report.confidence", o.Confidence, inside(0, 1), "level of the intervals, two-sided"),
		scalar("report.fdr", o.FDR, inside(0, 1), "share of false ones allowed among the confirmed verdicts"),
		scalar("report.steady_low", o.SteadyLow, inside(0, 1), "odds ratio a year down to which a skill is steady"),
		scalar("report.steady_high", o.SteadyHigh, moreThan(1), "odds ratio a year up to which a skill is steady"),
		scalar("report.epochs", o.Epochs, limit{}, "a source whose records begin to name far more or fewer skills counts as another one from there on"),
		scalar("report.rho", o.Rho, between(0, 1), "likeness of one employer's ads while it cannot be estimated"),
	}
}

// sourceKeys returns the keys of one entry of sources. None has a variable: there is no telling which entry it means.
func sourceKeys() []key {
	keys := []key{
		scalar("kind", "", limit{}, "what is read, one of "+strings.Join(crawler.Kinds(), ", ")),
		scalar("board", "", limit{}, "the board's name in its address; for feed, jsonld, file and warc any name, for hn the account, for workday host and path, for jobicy an industry, for muse a category"),
		scalar("company", "", limit{}, "the employer, for sources that do not say"),
		scalar("every", time.Duration(0), atLeast(0), "shortest time between two reads; 0 reads at every run"),
		scalar("base_url", "", limit{}, "server to ask in place of the kind's own"),
		scalar("url", "", limit{}, "for feed its address; for jsonld the page, list or sitemap to begin with; for file and warc its path; for hn https://hacker-news.firebaseio.com to read that API"),
		scalar("title", "", limit{}, "for feed: how its titles are made, such as `{company}: {title}` or `{title} - {company} ({place})`"),
		scalar("region", "", limit{}, "for lever: eu for boards on its European server; for teamtailor: na for those on its North American one"),
		scalar("limit", 0, atLeast(0), "most job pages fetched one by one in a read; 0 is 500"),
		scalar("off", "", limit{}, "why the source is not read; remove the key to read it"),
		scalar("quiet", false, limit{}, "a board that is not found (404) is no trouble worth reporting before a week"),
	}
	for i := range keys {
		keys[i].Env = ""
	}
	return keys
}

// scalar makes the key of one value; the default decides the type.
func scalar(name string, initial any, l limit, doc string) key {
	k := key{Key: Key{Name: name, Allowed: l.text, Env: variable(name), Doc: doc}, initial: initial, limit: l}
	k.Default = fmt.Sprint(initial)
	switch d := initial.(type) {
	case string:
		k.Type = TypeText
	case int, int64:
		k.Type = TypeWhole
	case float64:
		k.Type = TypeNumber
	case bool:
		k.Type = TypeBool
	case time.Duration:
		k.Type = TypeDuration
		if d == 0 {
			k.Default = "0"
		}
	}
	return k
}

func list(name, doc string) key {
	return key{Key: Key{Name: name, Type: TypeList, Doc: doc}}
}

// variable returns the environment variable of a key. The database's is the short TRENDS_DB.
func variable(name string) string {
	if name == "database" {
		return "TRENDS_DB"
	}
	return "TRENDS_" + strings.ToUpper(strings.ReplaceAll(name, ".", "_"))
}
