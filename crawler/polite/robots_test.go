package polite

import (
	"strings"
	"testing"
	"time"
)

func TestMatch(t *testing.T) {
	tests := []struct {
		rules string // allow a pattern with +, disallow with -
		path  string
		want  bool
	}{
		{"", "/", true},
		{"-", "/x", true}, // an empty Disallow forbids nothing
		{"-/", "/x", false},
		{"-/fish", "/fish.html", false},
		{"-/fish", "/fishheads/yummy.html", false},
		{"-/fish", "/Fish.asp", true}, // case matters
		{"-/fish", "/catfish", true},
		{"-/fish/", "/fish", true},
		{"-/*.php", "/folder/filename.php?x", false},
		{"-/*.php$", "/filename.php?x", true},
		{"-/*.php$", "/a.php.php", false},
		{"-/fish*.php", "/fishheads/catfish.php?x", false},
		{"-/fish*.php", "/Fish.PHP", true},
		{"-/$", "/", false},
		{"-/$", "/x", true},
		{"-*search=", "/jobs?search=x", false},
		{"-/a*b*c$", "/a-c-b-c", false},
		{"-/x*x$", "/x", true}, // one x cannot be both
		{"+/p -/", "/page", true},
		{"+/folder -/folder", "/folder/page", true}, // of equal length: allowed
		{"-/folder +/folder", "/folder/page", true},
		{"+/page -/*.htm", "/page.htm", false},
		{"+/page -/*.ph", "/page.php5", true},
		{"+/$ -/", "/", true},
		{"+/$ -/", "/page.htm", false},
		{"+/*.json$ -/", "/v0/item/1.json", true},
		{"-/q?b=1", "/q?b=1&a=2", false},
		{"-/foo/bar?baz=http://foo.bar", "/foo/bar?baz=http://foo.bar", false}, // RFC 9309, 2.2.2
		{"-/foo/bar/\u30C4", "/foo/bar/%E3%83%84", false},
		{"-/foo/bar/%e3%83%84", "/foo/bar/\u30C4", false},
		{"-/foo/bar/%62%61%7A", "/foo/bar/baz", false},
		{"-/a%2Fb", "/a/b", true}, // an encoded slash is no slash
		{"-/a%2fb", "/a%2Fb", false},
		{"-/path/file-with-a-%2A.html", "/path/file-with-a-*.html", false}, // RFC 9309, 2.2.3
		{"-/path/foo-%24", "/path/foo-$", false},
		{"-/a$b", "/a$b", false},
		{"-/50%", "/50%25", false},
		{"-private", "/private", true}, // a path begins with a slash
	}
	for _, tt := range tests {
		var text strings.Builder
		text.WriteString("User-agent: *\n")
		for line := range strings.FieldsSeq(tt.rules) {
			text.WriteString(map[byte]string{'+': "Allow: ", '-': "Disallow: "}[line[0]] + line[1:] + "\n")
		}
		if got, _ := parseRobots(text.String(), "trends").allowed(tt.path); got != tt.want {
			t.Errorf("%q allows %s: %t, want %t", tt.rules, tt.path, got, tt.want)
		}
	}
}

func TestParseRobots(t *testing.T) {
	tests := []struct {
		name, text string
		group      string
		open, shut string // paths, "" = not asked
		delay      time.Duration
	}{
		{"empty", "", "", "/x", "", 0},
		{"case and spaces", "  USER-AGENT :  Trends  # us\n disallow : /x # really\n", "trends", "/y", "/x", 0},
		{"version after the name", "User-agent: trends/2.0\nDisallow: /x\n", "trends", "", "/x", 0},
		{"carriage returns", "User-agent: *\rDisallow: /x\r", "*", "/y", "/x", 0},
		{"byte order mark", "\uFEFFUser-agent: *\r\nDisallow: /x\r\n", "*", "/y", "/x", 0},
		{"rules without a group", "Disallow: /x\nUser-agent: *\nDisallow: /y\n", "*", "/x", "/y", 0},
		{"several names", "User-agent: other\nUser-agent: trends\n\nDisallow: /x\n", "trends", "", "/x", 0},
		{"merged", "User-agent: trends\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n\nUser-agent: TRENDS\nDisallow: /c\n", "trends", "/b", "/c", 0},
		{"a group without rules", "User-agent: *\nDisallow: /\nUser-agent: trends\n", "trends", "/x", "", 0},
		{"sitemap between names", "User-agent: trends\nSitemap: /s.xml\nUser-agent: other\nDisallow: /x\n", "trends", "", "/x", 0},
		{"delay", "User-agent: *\nCrawl-delay: 2\nDisallow: /x\n", "*", "", "/x", 2 * time.Second},
		{"the longest delay", "User-agent: *\nCrawl-delay: 7\nDisallow:\nUser-agent: *\nCrawl-delay: 1\n", "*", "/x", "", 7 * time.Second},
		{"another's delay", "User-agent: other\nCrawl-delay: 9\nDisallow: /\n", "", "/x", "", 0},
		{"no number", "User-agent: *\nCrawl-delay: soon\n", "*", "/x", "", 0},
		{"no sensible number", "User-agent: *\nCrawl-delay: -1\nCrawl-delay: NaN\n", "*", "/x", "", 0},
		{"for ever", "User-agent: *\nCrawl-delay: 1e999\n", "*", "/x", "", 1e6 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := parseRobots(tt.text, "trends")
			if got.group != tt.group || got.delay != tt.delay {
				t.Errorf("group %q, delay %v, want %q, %v", got.group, got.delay, tt.group, tt.delay)
			}
			if ok, rule := got.allowed(tt.open); tt.open != "" && !ok {
				t.Errorf("%s is forbidden by %q", tt.open, rule.line)
			}
			if ok, _ := got.allowed(tt.shut); tt.shut != "" && ok {
				t.Errorf("%s is allowed", tt.shut)
			}
		})
	}
}

// FuzzRobots holds the fast matcher against a slow one that follows the definition, and the parser against its promises.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /a\n", "/axb")
	f.Add("User-agent: trends\nDisallow: /%7e*\u30C4\nCrawl-delay: 1e9\n", "/~x%E3%83%84?q=*")
	f.Add("User-agent: *\nAllow: /*$\nDisallow: *a*a*a*$\n\xff\r:", "/aaaaaaaa%")
	f.Fuzz(func(t *testing.T, text, path string) {
		if len(text) > 2000 || len(path) > 200 {
			return
		}
		r := parseRobots(text, "trends")
		if r.delay < 0 {
			t.Errorf("delay %v", r.delay)
		}
		normal := normalise(path)
		if again := normalise(normal); again != normal {
			t.Errorf("normalise(%q) = %q, and once more %q", path, normal, again)
		}
		want, length := true, -1
		for i := range r.rules {
			rule := &r.rules[i]
			slow := rule.matches && matchSlowly(normal, rule.parts, rule.anchor)
			if rule.match(normal) != slow {
				t.Errorf("%q matches %q: %t, want %t", rule.line, normal, !slow, slow)
			}
			if slow && (rule.length > length || rule.length == length && rule.allow) {
				want, length = rule.allow, rule.length
			}
		}
		if got, _ := r.allowed(path); got != want {
			t.Errorf("%q allows %q: %t, want %t", text, path, got, want)
		}
	})
}

// matchSlowly tries all places for each part.
func matchSlowly(path string, parts []string, anchor bool) bool {
	reach := map[int]bool{0: true} // places after the parts so far
	for i, part := range parts {
		next := map[int]bool{}
		for at := range reach {
			for from := at; from <= len(path); from++ {
				if strings.HasPrefix(path[from:], part) {
					next[from+len(part)] = true
				}
				if i == 0 {
					break
				}
			}
		}
		reach = next
	}
	return len(reach) > 0 && (!anchor || reach[len(path)])
}

// FuzzRetryAfter reads the header: a number of seconds never leads back in time.
func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"30", "99999999999999999999", "-1", "Thu, 19 Nov 2026 09:00:00 GMT", "soon", "1.5", "", "０"} {
		f.Add(s)
	}
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, value string) {
		at, ok := retryAfter(value, now)
		if ok == at.IsZero() && ok || !ok && !at.IsZero() || ok && strings.Trim(value, "0123456789 ") == "" && at.Before(now) {
			t.Errorf("retryAfter(%q) = %s, %v", value, at, ok)
		}
	})
}
