package crawler

import (
	"regexp"
	"strings"

	"trends/trends"
)

// hnHeader is what the first line of a Hacker News post says.
type hnHeader struct {
	company string   // "" if the header names none
	title   string   // the roles, joined with "; "; "" if it names none
	places  []string // in order; nil if it names none
	remote  trends.Remote
	pay     *trends.Pay // nil unless the figure is plain
	url     string      // an applicant tracking system's before any other; "" if there is none
}

var (
	// An address, or a bare domain of an ending that companies use.
	urlInText = regexp.MustCompile(`(?i)\bhttps?://[^\s|<>"]+|\bwww\.[^\s|<>"]+|` +
		`\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|io|ai|co|org|net|dev|app|jobs|eu|de|uk|xyz|tech|ly|gg|fm|tv|sh|us|me|so|` +
		`team|cloud|health|care|studio|software|systems|energy|bio|finance|careers|works|space|world|fr|nl|ch|se|ca|in|is|it|cc|gov|edu)\b` +
		`(?:/[^\s|<>"]*)?`)

	// A line of nothing but marks, and marks around a line.
	hnDecoration = " \t*-–—=~#_•·.>:|!+<"

	// What a sentence has and a list of roles has not.
	hnProse = regexp.MustCompile(`(?i)\b(the|a|an|we|our|company|startup|that|which|is|are)\b`)

	hnDash  = regexp.MustCompile(`\s+(?:-{1,3}|–|—|•|·|//|::|~|●|\*)\s+|\s*(?:—|•|●)\s*|\s+-(?:\b)|\b-\s+`)
	hnSlash = regexp.MustCompile(`\s*/\s+`)
)

// parseHeader reads the header of a post from its plain text. The convention is
//
//	Company | Role | Place | REMOTE or ONSITE | Full-time | pay | address
//
// in any order, also with dashes for bars, and kept loosely: what a segment is, is told by its words, and the company is
// the first that is nothing else. Where the header is a sentence, the company is looked for before "is hiring", after "at"
// and the like.
//
//	"Example (YC W24) | ML Engineer | Berlin or REMOTE (EU) | €70k-90k"  → Example, ML Engineer, [Berlin EU], remote, 70000-90000 EUR
//	"Berlin - Beispiel GmbH - Backend Developer"                         → Beispiel GmbH, Backend Developer, [Berlin]
//	"Example is hiring engineers in New York, NY"                        → Example, engineers, [New York, NY]
//	"We are a small team and need help"                                  → nothing
func parseHeader(text string) hnHeader {
	lines := headerLines(text)
	if len(lines) == 0 {
		return hnHeader{}
	}
	var h hnHeader
	segments := splitHeader(lines[0])
	company := h.findCompany(segments, lines)
	var model wordClass
	for i, s := range segments {
		if i == company {
			h.addRest(s)
			continue
		}
		model |= s.class & isModel
		h.addPlaces(s)
		if s.isTitle() && (len(segments) > 1 || len(s.phrases) <= 8) {
			h.addTitle(s)
		}
		if h.pay == nil {
			h.pay = s.pay
		}
		if s.url != "" && (h.url == "" || isBoardURL(s.url) && !isBoardURL(h.url)) {
			h.url = s.url
		}
	}
	if h.title == "" {
		h.weakTitle(segments, company)
	}
	h.remote = remoteOf(model)
	return h
}

// headerLines returns the first lines that hold words, without decoration.
func headerLines(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.Trim(strings.TrimSpace(line), hnDecoration)
		if line != "" {
			lines = append(lines, line)
		}
		if len(lines) == 4 {
			break
		}
	}
	return lines
}

// splitHeader splits a header at its bars, or else at its dashes. The first segment is split at dashes in any case, since
// it is the company, and a word about it.
func splitHeader(line string) []*hnSegment {
	var out []*hnSegment
	for i, part := range strings.FieldsFunc(line, isBar) {
		subs := []string{part}
		if i == 0 && (strings.ContainsAny(part, "-–—•·~●*") || strings.Contains(part, "//") || strings.Contains(part, "::")) {
			subs = hnDash.Split(part, -1)
		}
		for _, sub := range subs {
			if sub = strings.TrimSpace(sub); sub != "" {
				out = append(out, scanSegment(sub))
			}
		}
	}
	if len(out) == 1 && strings.Contains(line, "/") && hnSlash.MatchString(line) {
		out = nil
		for _, part := range hnSlash.Split(line, -1) {
			out = append(out, scanSegment(part))
		}
	}
	return out
}

// isBar reports whether r is a vertical bar, or one of the letters that look like it and are typed for it.
func isBar(r rune) bool { return r == '|' || r == '｜' || r == '¦' || r == '׀' || r == '│' }

// addRest takes what stands beside the name in the company's segment ("Example (Berlin)").
func (h *hnHeader) addRest(s *hnSegment) {
	for _, place := range s.places {
		if !strings.Contains(h.company, place) {
			h.places = append(h.places, place)
		}
	}
}

// isTitle reports whether the segment names a role. "Full-time, INTERNS" speaks of the contract.
func (s *hnSegment) isTitle() bool {
	if len(s.text) > 150 || len(s.phrases) > 20 {
		return false
	}
	for _, p := range s.phrases {
		if p.class&isRole != 0 && (p.class&isType == 0 || s.class&isField != 0 || s.unknown > 0 && s.class&isType == p.class&isType) {
			return true
		}
	}
	return false
}

func (h *hnHeader) addPlaces(s *hnSegment) {
	// A role with a place in its name ("Engineer, Tokyo office") counts; prose with a city in it does not.
	if s.unknown > 8 {
		return
	}
	h.places = cleanPlaces(append(h.places, s.places...))
}

func (h *hnHeader) addTitle(s *hnSegment) {
	title := strings.Trim(strings.Join(strings.Fields(s.text), " "), " ,;:-–—[]*")
	if strings.Count(title, "(") != strings.Count(title, ")") {
		title = strings.Trim(title, "() ")
	}
	if h.title != "" {
		title = h.title + "; " + title
	}
	h.title = title
}

// weakTitle takes a segment that names a field of work and nothing else ("Full-stack / Backend") for the role.
func (h *hnHeader) weakTitle(segments []*hnSegment, company int) {
	for i, s := range segments {
		if i != company && s.class&isField != 0 && s.class&(isPlace|isModel) == 0 && s.unknown <= 1 && !hnProse.MatchString(s.text) {
			h.addTitle(s)
			return
		}
	}
}

// remoteOf settles what the words about the way of working say together: both remote and on-site is neither.
func remoteOf(model wordClass) trends.Remote {
	switch {
	case model&isHybrid != 0:
		return trends.RemoteHybrid
	case model&isModel == isRemote:
		return trends.RemoteRemote
	case model&isModel == isOnsite:
		return trends.RemoteOnsite
	}
	return ""
}

var boardHosts = regexp.MustCompile(`(?i)greenhouse\.io|lever\.co|ashbyhq\.com|workable\.com|recruitee\.com|breezy\.hr|smartrecruiters|bamboohr\.com|jobvite\.com|personio|teamtailor\.com`)

func isBoardURL(u string) bool { return boardHosts.MatchString(u) }
