package crawler

import (
	"regexp"
	"slices"
	"strings"

	"trends/trends"
)

var (
	// A whole place that says how the work is done, not where.
	workModelOnly = regexp.MustCompile(`(?i)^(fully |100% )?` +
		`(remote|hybrid|flexible|distributed|anywhere|virtual|in[- ]?office|on[- ]?site|onsite)( (work|only|first|friendly|job|position|ok))?$`)

	remoteWord = regexp.MustCompile(`(?i)\b(remote|télétravail|work from home|wfh|telecommut\w*|distributed)\b`)
	hybridWord = regexp.MustCompile(`(?i)\bhybrid\b`)
	onsiteWord = regexp.MustCompile(`(?i)\b(on[- ]?site|in[- ]office|in[- ]person|office[- ]based)\b`)
	notRemote  = regexp.MustCompile(`(?i)\b(no[nt]?[- ]+remote|no[- ]+remote)\b`)
)

// splitPlaces splits a free-text list of places at semicolons and bars, which no place contains; commas and slashes
// stay, since a single place is full of them. Each place is trimmed and kept once.
//
//	"Berlin, Germany; Paris, France " → ["Berlin, Germany", "Paris, France"]
func splitPlaces(s string) []string {
	return cleanPlaces(strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '|' || r == '\n' || r == '•' }))
}

// cleanPlaces trims places, drops empty ones, and keeps the first of equals. nil if none is left.
func cleanPlaces(places []string) []string {
	var out []string
	for _, place := range places {
		place = strings.Join(strings.Fields(place), " ")
		if place != "" && !slices.Contains(out, place) {
			out = append(out, place)
		}
	}
	return out
}

// joinPlace writes a place as "city, region, country", without the parts that say nothing or say the same again.
//
//	"Utrecht", "Utrecht", "Netherlands" → "Utrecht, Netherlands"
func joinPlace(parts ...string) string {
	var kept []string
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if part != "" && !placeholder(part) && !slices.Contains(kept, part) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ", ")
}

// isWorkModel reports whether a place says how the work is done ("Remote", "In-Office") and not where.
func isWorkModel(place string) bool { return workModelOnly.MatchString(strings.TrimSpace(place)) }

// remoteOfPlaces reads the way of working from the names of places. Where only some of several places are remote the
// ad is not one or the other, and the answer is "".
//
//	["Remote - US"]                → remote
//	["Berlin (Hybrid)"]            → hybrid
//	["San Francisco, CA"]          → ""
//	["New York, NY", "Remote"]     → ""
func remoteOfPlaces(places []string) trends.Remote {
	remote := 0
	var out trends.Remote
	for _, place := range places {
		switch workModel(place) {
		case trends.RemoteHybrid:
			return trends.RemoteHybrid
		case trends.RemoteRemote:
			remote++
		case trends.RemoteOnsite:
			out = trends.RemoteOnsite
		}
	}
	switch {
	case remote > 0 && remote == len(places):
		return trends.RemoteRemote
	case remote > 0:
		return ""
	}
	return out
}

// workModel reads the way of working from a short text: a field's value or the name of a place. "" if it tells none,
// or several.
//
//	"Hybrid", "hybrid (3 days)"     → hybrid
//	"Remote", "Fully remote"        → remote
//	"On-site", "OnSite", "In-Office" → onsite
//	"unspecified", "remote or on-site" → ""
func workModel(s string) trends.Remote {
	remote := remoteWord.MatchString(s) && !notRemote.MatchString(s)
	onsite := onsiteWord.MatchString(s)
	switch {
	case hybridWord.MatchString(s):
		return trends.RemoteHybrid
	case remote && !onsite:
		return trends.RemoteRemote
	case onsite && !remote:
		return trends.RemoteOnsite
	}
	return ""
}
