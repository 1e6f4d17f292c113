package polite

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// rules are a robots.txt file as it concerns one product (RFC 9309).
type rules struct {
	group    string // "trends" or "*", as the RFC compares names; "" if there is none for us
	rules    []rule
	delay    time.Duration // Crawl-delay, which is not in the RFC; 0 if there is none
	signals  []string      // the values of its Content-Signal lines, which are not in the RFC either
	sitemaps []string      // of the whole file
	groups   int           // groups in the file, whomever they are for
}

// rule is one line of a group.
type rule struct {
	allow   bool
	line    string   // as written, "Disallow: /private"
	length  int      // of the pattern; the longest rule that matches decides
	parts   []string // the pattern between its asterisks, normalised
	anchor  bool     // it ends in $
	matches bool     // false for an empty pattern, which matches nothing
}

// parseRobots reads a robots.txt file. Groups that name the product are taken together; if there is none, those for
// everybody are. A file that is no robots.txt has no rules.
//
// A group is one or more User-agent lines and what follows up to the next User-agent line after a rule. Only Allow and
// Disallow are rules in this sense: the RFC wants other lines not to interfere, so that "User-agent: a, Crawl-delay: 9,
// User-agent: b, Disallow: /" closes the site to both.
func parseRobots(text, product string) *rules {
	mine, all := &rules{group: strings.ToLower(product)}, &rules{group: "*"}
	var current []*rules // that the group being read is for
	var sitemaps []string
	named, everybody := false, false
	inRules, groups := true, 0
	for line := range strings.FieldsFuncSeq(strings.TrimPrefix(text, "\uFEFF"), func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent":
			if inRules {
				current, inRules = nil, false
				groups++
			}
			switch token := productToken(value); {
			case token == "*":
				current, everybody = append(current, all), true
			case strings.EqualFold(token, product):
				current, named = append(current, mine), true
			}
		case "allow", "disallow":
			inRules = true
			for _, r := range current {
				r.rules = append(r.rules, newRule(key == "allow", value))
			}
		case "crawl-delay":
			for _, r := range current {
				r.delay = max(r.delay, parseDelay(value))
			}
		case "content-signal":
			for _, r := range current {
				r.signals = append(r.signals, strings.Clone(value))
			}
		case "sitemap":
			sitemaps = append(sitemaps, strings.Clone(value)) // a part of the text would keep all of it in memory
		}
	}
	out := &rules{}
	switch {
	case named:
		out = mine
	case everybody:
		out = all
	}
	out.sitemaps, out.groups = sitemaps, groups
	return out
}

// parseDelay reads a Crawl-delay in seconds. What is not a number is no delay.
func parseDelay(value string) time.Duration {
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil && !math.IsInf(seconds, 1) || !(seconds > 0) {
		return 0
	}
	return time.Duration(min(seconds, 1e6) * float64(time.Second))
}

func newRule(allow bool, pattern string) rule {
	r := rule{allow: allow, line: "Disallow: " + pattern, matches: pattern != ""}
	if allow {
		r.line = "Allow: " + pattern
	}
	pattern, r.anchor = strings.CutSuffix(pattern, "$")
	for part := range strings.SplitSeq(pattern, "*") {
		r.parts = append(r.parts, normalise(part))
	}
	r.length = len(strings.Join(r.parts, "*"))
	if r.anchor {
		r.length++
	}
	return r
}

// allowed returns what the rules say to a path with its query, and the rule that decides; nil if none does. The rule with
// the longest pattern decides, of two equally long ones the one that allows.
func (r *rules) allowed(path string) (bool, *rule) {
	path = normalise(path)
	var best *rule
	for i := range r.rules {
		rule := &r.rules[i]
		if best != nil && (rule.length < best.length || rule.length == best.length && !rule.allow) || !rule.match(path) {
			continue
		}
		best = rule
	}
	return best == nil || best.allow, best
}

// match reports whether a normalised path begins as the pattern says; * stands for any text, $ for the end. Taking the
// first place for each part finds a match if there is one, and keeps hostile patterns cheap.
func (r *rule) match(path string) bool {
	if !r.matches {
		return false
	}
	first, rest := r.parts[0], r.parts[1:]
	path, ok := strings.CutPrefix(path, first)
	if !ok {
		return false
	}
	if len(rest) == 0 {
		return !r.anchor || path == ""
	}
	if r.anchor {
		if path, ok = strings.CutSuffix(path, rest[len(rest)-1]); !ok {
			return false
		}
		rest = rest[:len(rest)-1]
	}
	for _, part := range rest {
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	return true
}

// normalise writes the octets of a path in one way (RFC 9309, 2.2.2): an encoded character that needs no encoding is decoded,
// and what must not stand in an address is encoded, as are * and $, which are signs in a pattern.
func normalise(s string) string {
	const hex, unreserved = "0123456789ABCDEF", "-._~"
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		c, encoded := s[i], false
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, encoded = byte(v), true
				i += 2
			}
		}
		plain := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte(unreserved, c) >= 0
		if plain || !encoded && c > ' ' && c < 0x7f && strings.IndexByte("%*$\"<>\\^`{|}", c) < 0 {
			out.WriteByte(c)
			continue
		}
		out.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return out.String()
}
