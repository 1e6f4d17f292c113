package crawler

import (
	"regexp"
	"strings"
	"unicode"
)

// The pieces of a name inside a sentence: words that begin in upper case, with small ones between.
const (
	nameWord  = `[\p{Lu}\d][\p{L}\d.'’&+!-]*`
	nameSite  = `[a-z][\p{L}\d-]*\.[a-z]{2,}` // example.com, as some companies are called
	nameSmall = `of|the|and|for|&`
	aside     = `\s*(?:[(\[][^)\]]*[)\]])?` // "(YC W24)", "[remote]"
)

var (
	hnLegal = regexp.MustCompile(`,? (?:Inc|INC|LLC|Ltd|LTD|Limited|GmbH|Corp|Corporation|AB|AG|BV|B\.V|SAS|Oy|ApS|SA|LLP|LP|Pty|PLC|plc)\.?$`)

	// A sentence that begins with the name.
	hnNameIs = regexp.MustCompile(`^((?:` + nameWord + `|` + nameSite + `|` + nameSmall + `)(?: (?:` + nameWord + `|` + nameSmall + `)){0,5})` +
		`(?:,? (?:Inc|LLC|Ltd|GmbH)\.?)?` + aside +
		`,?\s+(?:is|are|has|was|seeks?|seeking|needs?|wants|builds?|makes|provides|helps|develops|continues)\b`)

	// The same for a name that begins in lower case: only where hiring is what it does.
	hnLowerIs = regexp.MustCompile(`^([a-z][\w.-]*(?: [A-Z][\w.-]*)?)` + aside +
		`\s+(?:is|are) (?:currently |always |now |actively |also )?(?:hiring|looking|seeking|searching|growing|expanding|recruiting)\b`)

	// "We are Example and": in any of the first lines.
	hnWeAre = regexp.MustCompile(`\b[Ww]e(?:'re|’re| are) (?:the )?(\p{Lu}[\p{L}\d.&+-]*(?: \p{Lu}[\p{L}\d.&+-]*){0,3})`)

	// A sentence in which the name follows: "Engineer at Example", "Join Example".
	hnNameAt = regexp.MustCompile(`(?:@|\b(?:[Aa]t|AT|[Jj]oin|JOIN|[Ff]ounders? of|CTO of|CEO of|to work (?:at|for)|[Ww]e \()) ?` +
		`((?:[\p{Lu}\d][\p{L}\d.'’&+-]*|[a-z][\p{L}\d-]*\.(?:com|io|co|ai|org|net))(?: (?:[\p{Lu}\d][\p{L}\d.'’&+-]*|of|the)){0,3})`)

	hnComma = regexp.MustCompile(`[;,.]\s+`)
	hnLabel = regexp.MustCompile(`(?i)^(?:company|employer|organization|hiring|now hiring|who|name|startup)\s*(?:name)?\s*[:=]\s*`)
)

// findCompany settles the company, and returns the segment that is used up by its name; -1 if none is.
func (h *hnHeader) findCompany(segments []*hnSegment, lines []string) int {
	// The convention first: a segment of its own, nearly always the first.
	if len(segments) > 1 {
		for i, s := range segments[:min(4, len(segments))] {
			if name := s.companyName(i == 0); name != "" {
				h.company = name
				if s.class&isRole != 0 && len(s.text) > len(name)+8 {
					return -1 // "Example is hiring engineers": the rest still counts
				}
				return i
			}
		}
	}
	// Then a site that stands for its company, a sentence, a line of nothing but the name, and at last the lines below.
	for i, s := range segments {
		if len(segments) > 1 && i > 0 && s.isBareSite() {
			if h.company = siteName(s.url); h.company != "" {
				return -1
			}
		}
	}
	if h.company = nameInSentence(lines[0]); h.company != "" {
		return -1
	}
	if len(segments) == 1 {
		if h.company = loneName(lines[0], segments[0]); h.company != "" {
			return -1
		}
	}
	h.company = nameBelow(segments, lines[1:])
	return -1
}

// nameBelow looks for the name in the lines below a header that has none.
func nameBelow(segments []*hnSegment, lines []string) string {
	bare := true // nothing above is more than places and the like
	for _, s := range segments {
		bare = bare && s.known()
	}
	for i, line := range lines {
		if len(line) > 200 { // prose: only its beginning can tell
			if name := nameInSentence(line[:strings.LastIndexByte(line[:200], ' ')+1]); name != "" {
				return name
			}
			continue
		}
		below := splitHeader(line)
		if len(below) > 1 && (strings.Contains(line, " | ") || bare && i == 0) {
			if name := below[0].companyName(true); name != "" && titleCase(name) {
				return name
			}
		}
		if bare && i == 0 && len(below) == 1 && len(line) < 80 {
			if name := loneName(line, below[0]); name != "" {
				return name
			}
		}
		if name := nameInSentence(line); name != "" {
			return name
		}
	}
	return ""
}

// isBareSite reports whether the segment is the address of a site's start page and nothing else.
func (s *hnSegment) isBareSite() bool {
	if s.url == "" || s.unknown > 0 || s.class != 0 {
		return false
	}
	return strings.Count(strings.TrimRight(strings.TrimPrefix(strings.TrimPrefix(s.url, "https://"), "http://"), "/"), "/") == 0
}

// companyName returns the name of the company if the segment is one; "" if it is a role, a place or anything else that
// the lexicon knows. The first segment gets the benefit of the doubt.
func (s *hnSegment) companyName(first bool) string {
	for _, re := range [...]*regexp.Regexp{hnNameIs, hnLowerIs} {
		if m := re.FindStringSubmatch(s.raw); m != nil {
			if name := cleanName(m[1]); name != "" && !scanSegment(name).known() {
				return name
			}
		}
	}
	name := cleanName(hnLabel.ReplaceAllString(s.raw, ""))
	if name == "" {
		return ""
	}
	inner := scanSegment(name)
	switch {
	case strings.Contains(name, " ") && hnLegal.MatchString(name), s.url != "" && strings.Contains(squash(siteName(s.url)), squash(name)):
		return name
	case first && inner.class&^(isType|isField|isFiller) == 0 && strings.ContainsAny(name, "0123456789"):
		return name // "Level 12"
	case inner.known() && inner.class != 0 && inner.class != isFiller:
		return ""
	case inner.endsInRole():
		if before, _, ok := strings.Cut(name, ", "); ok && first {
			if part := scanSegment(before); !part.known() && !part.endsInRole() {
				return before
			}
		}
		return at(s.raw)
	case first && inner.class&isModel != 0:
		return inner.head()
	case !first && strings.Contains(name, ","):
		return ""
	case !first && (inner.class&(isModel|isType|isRole) != 0 || !strings.ContainsFunc(firstWord(name), unicode.IsUpper) || s.pay != nil):
		return ""
	}
	return name
}

// head returns the words before the first that the lexicon knows.
func (s *hnSegment) head() string {
	for _, p := range s.phrases {
		if p.class&^isFiller != 0 {
			return cleanName(s.text[:p.at])
		}
	}
	return s.text
}

// squash keeps the letters and digits of a name, in lower case, as they stand in the address of its site.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// endsInRole reports whether the segment is a role: its last word outside brackets, or before a comma, is a role's noun.
func (s *hnSegment) endsInRole() bool {
	for i, p := range s.phrases {
		if p.class&isRole == 0 {
			continue
		}
		if i+1 == len(s.phrases) || s.phrases[i+1].glue != ' ' || s.phrases[i+1].class&(isFiller|isModel|isType|isPlace) != 0 {
			return i > 0 || len(s.phrases) == 1
		}
	}
	return false
}

// at returns the name after "at" in a role ("Engineer at Example"); "" if there is none.
func at(text string) string {
	if m := hnNameAt.FindStringSubmatch(text); m != nil {
		return cleanName(m[1])
	}
	return ""
}

// nameInSentence looks for a name before "is hiring" and the like, else after "at" and the like.
func nameInSentence(line string) string {
	if len(line) > 400 {
		line = line[:400]
	}
	line = cutBatch(line)
	for _, re := range [...]*regexp.Regexp{hnNameIs, hnLowerIs, hnWeAre, hnNameAt} {
		for _, m := range re.FindAllStringSubmatch(line, 4) {
			if name := cleanName(m[1]); name != "" && !scanSegment(name).known() {
				return name
			}
		}
	}
	return ""
}

// known reports whether every phrase is in the lexicon or part of a place, so that the text is no name.
func (s *hnSegment) known() bool { return s.unknown == 0 }

// loneName takes a short line without separators for a name: alone, before an address, a bracket, a colon or a list.
func loneName(line string, s *hnSegment) string {
	head := line
	if i := strings.IndexAny(head, "(["); i > 0 {
		head = head[:i]
	}
	if i := urlInText.FindStringIndex(head); i != nil {
		if i[0] == 0 {
			return siteName(head[:i[1]])
		}
		head = head[:i[0]]
	}
	head = strings.TrimSpace(head)
	if hnLabel.MatchString(head) {
		return cleanName(hnLabel.ReplaceAllString(head, ""))
	}
	parts, rest := hnComma.Split(head, -1), isModel|isType|isRole
	if before, after, ok := strings.Cut(parts[0], ": "); ok && len(after) > 0 {
		parts, rest = []string{before, after}, rest|isPlace
	}
	name := cleanName(parts[0])
	if name == "" || strings.ContainsAny(parts[0], "!?") || strings.Count(name, " ") > 3 || !startsUpper(name) {
		return ""
	}
	inner := scanSegment(name)
	if inner.known() || inner.endsInRole() || inner.class&(isModel|isType) != 0 {
		return ""
	}
	// "Example, London": what follows a comma has to look like the rest of a header, and more than the rest of an address.
	if len(parts) > 1 && s.url == "" && scanSegment(strings.Join(parts[1:], " / ")).class&rest == 0 {
		return ""
	}
	return name
}
