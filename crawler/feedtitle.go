package crawler

import (
	"fmt"
	"regexp"
	"strings"
)

// feedTitle is what a title says.
type feedTitle struct{ role, company, place string }

var titlePart = regexp.MustCompile(`\{[^{}]*\}`)

// titlePattern turns the description of a title into an expression with the groups title, company and place. Between two parts
// the first place that fits parts them if {title} comes second, and the last one if it comes first, since a role's name is
// longer and has more commas and dashes in it than a company's. nil for "".
//
//	"{company}: {title}"           "Acme: Engineer: Vision"        → Acme | Engineer: Vision
//	"{title}, {company}"           "Engineer, Vision, Acme"        → Engineer, Vision | Acme
//	"{title} - {company} ({place})" "Engineer - Acme (Lyon)"       → Engineer | Acme | Lyon
func titlePattern(s string) (*regexp.Regexp, error) {
	if s == "" {
		return nil, nil
	}
	seen := map[string]bool{}
	var re strings.Builder
	re.WriteString("^")
	at := 0
	for _, span := range titlePart.FindAllStringIndex(s, -1) {
		name := s[span[0]+1 : span[1]-1]
		if seen[name] || name != "title" && name != "company" && name != "place" {
			return nil, fmt.Errorf(`title: %q holds %q; use each of {title}, {company} and {place} at most once`, s, s[span[0]:span[1]])
		}
		seen[name] = true
		greedy := "?"
		if name == "title" {
			greedy = ""
		}
		re.WriteString(regexp.QuoteMeta(s[at:span[0]]) + "(?P<" + name + ">.+" + greedy + ")")
		at = span[1]
	}
	if !seen["title"] {
		return nil, fmt.Errorf(`title: %q has no {title}; use a form such as "{company}: {title}"`, s)
	}
	return regexp.Compile(re.String() + regexp.QuoteMeta(s[at:]) + "$")
}

// splitTitle reads a title. One that is not made as described is the role's name as a whole.
func splitTitle(pattern *regexp.Regexp, title string) feedTitle {
	if pattern == nil {
		return feedTitle{role: title}
	}
	m := pattern.FindStringSubmatch(title)
	if m == nil {
		return feedTitle{role: title}
	}
	part := func(name string) string {
		if i := pattern.SubexpIndex(name); i >= 0 {
			return strings.TrimSpace(m[i])
		}
		return ""
	}
	return feedTitle{part("title"), part("company"), part("place")}
}
