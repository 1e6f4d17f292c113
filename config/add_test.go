package config_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/config"
	"trends/crawler"
)

// permissions of a made-up list.
func permissions() map[string]config.Permission {
	return map[string]config.Permission{
		"greenhouse": {Verdict: config.Allowed, Reason: "public"}, "lever": {Verdict: config.Allowed, Reason: "public"},
		"jsonld": {Verdict: config.NeedsDecision, Reason: "own terms"}, "adzuna": {Verdict: config.Refused, Reason: "its terms forbid it"},
	}
}

func TestAddSource(t *testing.T) {
	acme := crawler.Source{Kind: "greenhouse", Board: "acme", Company: "Acme"}
	const line = "{kind: greenhouse, board: acme, company: Acme}"
	for _, c := range []struct{ name, before, after string }{
		{"no file", "", "sources:\n  - " + line + "\n"},
		{"only comments", "# ours\n", "# ours\nsources:\n  - " + line + "\n"},
		{"no list", "contact: a@b.c # us\n", "contact: a@b.c # us\nsources:\n  - " + line + "\n"},
		{"no line end", "contact: a@b.c", "contact: a@b.c\nsources:\n  - " + line + "\n"},
		{"an empty list", "sources:\n\ncontact: a@b.c\n", "sources:\n  - " + line + "\n\ncontact: a@b.c\n"},
		{"a list whose entries are all comments", "sources:\n  # - {kind: lever, board: b}\n", "sources:\n  - " + line + "\n  # - {kind: lever, board: b}\n"},
		{"at the end", "sources:\n  - {kind: lever, board: b} # why\n", "sources:\n  - {kind: lever, board: b} # why\n  - " + line + "\n"},
		{"before what follows", "sources:\n- kind: lever\n  board: b\n\n# how\ncrawler: {timeout: 9s}\n",
			"sources:\n- kind: lever\n  board: b\n- " + line + "\n\n# how\ncrawler: {timeout: 9s}\n"},
		{"order, comments and lines stay", "# a\ncontact: a@b.c\n\nsources: # b\n    # c\n    - {kind: lever, board: z}\n\n    - {kind: lever, board: a}   # d\n    # e\n",
			"# a\ncontact: a@b.c\n\nsources: # b\n    # c\n    - {kind: lever, board: z}\n\n    - {kind: lever, board: a}   # d\n    - " + line + "\n    # e\n"},
		{"a text of several lines", "sources:\n  - kind: lever\n    board: b\n    off: \"for\n    now\"\n", "sources:\n  - kind: lever\n    board: b\n    off: \"for\n    now\"\n  - " + line + "\n"},
		{"brackets", "contact: a@b.c # us\nsources: []\n", "contact: a@b.c # us\nsources:\n  - " + line + "\n"},
		{"entries in brackets", "sources: [{kind: lever, board: b}]\n", "sources:\n  - {kind: lever, board: b}\n  - " + line + "\n"},
	} {
		got, err := config.AddSource("trends.yaml", []byte(c.before), acme, permissions())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if d := cmp.Diff(c.after, string(got)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

func TestAddSourceRefused(t *testing.T) {
	for _, c := range []struct {
		name, before string
		src          crawler.Source
		want         string
	}{
		{"there already", "sources:\n  - {kind: greenhouse, board: Acme}\n", crawler.Source{Kind: "greenhouse", Board: "acme"}, "trends.yaml: greenhouse:acme is there already"},
		{"a kind that is refused", "", crawler.Source{Kind: "adzuna", Board: "a"}, "adzuna is refused: its terms forbid it"},
		{"a kind that is unknown", "", crawler.Source{Kind: "lefer", Board: "a"}, `unknown kind "lefer"; did you mean "lever"?`},
		{"an address for a board", "", crawler.Source{Kind: "lever", Board: "jobs.lever.co/acme"}, "is not a token"},
		{"a file with a mistake", "contcat: me\n", crawler.Source{Kind: "lever", Board: "acme"}, "trends.yaml:1: contcat: unknown key"},
		{"a file in braces", "{contact: me}\n", crawler.Source{Kind: "lever", Board: "acme"}, "want keys at the left edge"},
		{"an alias", "sources: &s\n  - {kind: lever, board: b}\n", crawler.Source{Kind: "adzuna"}, "refused"},
	} {
		if got, err := config.AddSource("trends.yaml", []byte(c.before), c.src, permissions()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %q, %v; want an error with %q", c.name, got, err, c.want)
		}
	}
}

func TestSourceLine(t *testing.T) {
	for _, c := range []struct {
		src  crawler.Source
		want string
	}{
		{crawler.Source{Kind: "lever", Board: "acme", Region: "eu", Every: 24 * time.Hour}, "{kind: lever, board: acme, region: eu, every: 24h}"},
		{crawler.Source{Kind: "jsonld", Board: "b", Company: strings.Repeat("Long Name ", 20) + "Ltd", Every: 10 * time.Second},
			"{kind: jsonld, board: b, company: " + strings.Repeat("Long Name ", 20) + "Ltd, every: 10s}"},
		{crawler.Source{Kind: "ashby", Board: "acme ai", Company: "Acme: the [AI] firm, Inc."}, `{kind: ashby, board: acme ai, company: 'Acme: the [AI] firm, Inc.'}`},
		{crawler.Source{Kind: "greenhouse", Board: "42"}, `{kind: greenhouse, board: "42"}`},
		{crawler.Source{Kind: "jsonld", Board: "example.com", URL: "https://example.com/jobs?a=b#c", Every: 90 * time.Minute},
			`{kind: jsonld, board: example.com, url: 'https://example.com/jobs?a=b#c', every: 1h30m}`},
	} {
		if got := config.SourceLine(c.src); got != c.want {
			t.Errorf("SourceLine = %s, want %s", got, c.want)
		}
	}
}
