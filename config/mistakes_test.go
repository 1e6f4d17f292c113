package config_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/config"
)

const sourceKeys = `kind, board, company, every, base_url, url, title, region, limit, off, quiet`

// TestMistakes holds the whole text of each error: the file, the line, the key, what is wrong and what would be right.
func TestMistakes(t *testing.T) {
	for _, test := range []struct {
		name string
		file string
		want []string
	}{
		{"unknown key", "contact: me\ndatabse: x\n", []string{
			`trends.yaml:2: databse: unknown key; did you mean "database"? valid keys: database, contact, sources, crawler, report, taxonomy, measured`,
		}},
		{"unknown key far from any", "colour: red\n", []string{
			`trends.yaml:1: colour: unknown key; valid keys: database, contact, sources, crawler, report, taxonomy, measured`,
		}},
		{"unknown key in a section", "crawler:\n  timeout: 3s\n  time_out: 3s\n", []string{
			`trends.yaml:3: crawler.time_out: unknown key; did you mean "timeout"? valid keys: allow_private_hosts, concurrency, per_host_interval, max_body, timeout, muse_key`,
		}},
		{"unknown key of a source", "sources:\n\n  - kind: greenhouse\n    bord: acme\n", []string{
			`trends.yaml:4: sources[0].bord: unknown key; did you mean "board"? valid keys: ` + sourceKeys,
		}},
		{"case of a key", "Contact: me\n", []string{
			`trends.yaml:1: Contact: unknown key; did you mean "contact"? valid keys: database, contact, sources, crawler, report, taxonomy, measured`,
		}},
		{"key given twice", "contact: me\n# again\ncontact: you\n", []string{
			`trends.yaml:3: contact: given twice, first on line 1`,
		}},
		{"wrong types", `
contact: [a, b]
database: {path: x}
taxonomy: mine.yaml
sources: {kind: greenhouse}
crawler: 5
report: [window]
`, []string{
			`trends.yaml:2: contact: want text, got a list`,
			`trends.yaml:3: database: want text, got keys with values`,
			`trends.yaml:4: taxonomy: want a list, got the text "mine.yaml"`,
			`trends.yaml:5: sources: want a list, got keys with values`,
			`trends.yaml:6: crawler: want keys with values, got 5`,
			`trends.yaml:7: report: want keys with values, got a list`,
		}},
		{"wrong types of values", `
crawler:
  allow_private_hosts: 1
  concurrency: two
  per_host_interval: 2
  max_body: "1000"
  timeout: soon
report: {window: 2.5, cap: high}
sources:
  - {kind: lever, board: acme, off: false}
  - {kind: lever, board: [acme]}
  - lever:acme
taxonomy: [a.yaml, {file: b.yaml}, ""]
`, []string{
			`trends.yaml:3: crawler.allow_private_hosts: want true or false, got 1`,
			`trends.yaml:4: crawler.concurrency: want a whole number, got the text "two"`,
			`trends.yaml:5: crawler.per_host_interval: want a duration such as 45s, 1h30m or 24h, got "2"`,
			`trends.yaml:6: crawler.max_body: want a whole number, got the text "1000"`,
			`trends.yaml:7: crawler.timeout: want a duration such as 45s, 1h30m or 24h, got "soon"`,
			`trends.yaml:8: report.window: want a whole number, got 2.5`,
			`trends.yaml:8: report.cap: want a number, got the text "high"`,
			`trends.yaml:10: sources[0].off: want text, got false`,
			`trends.yaml:11: sources[1].board: want text, got a list`,
			`trends.yaml:12: sources[2]: want keys with values, got the text "lever:acme"`,
			`trends.yaml:13: taxonomy[1]: want text, got keys with values`,
			`trends.yaml:13: taxonomy[2]: must be not empty, got ""`,
		}},
		{"impossible values", `
database: ""
contact: "a\nb"
crawler: {concurrency: 0, per_host_interval: -1s, max_body: -5, timeout: 0s}
report: {window: 0, completeness: 1.5, confidence: 1, fdr: 0, steady_low: 1.2, steady_high: 0.9, rho: .nan}
sources:
  - {kind: lever, board: acme, every: -24h, limit: -1}
`, []string{
			`trends.yaml:2: database: must be not empty, got ""`,
			`trends.yaml:3: contact: must be one line without control characters, got "a\nb"`,
			`trends.yaml:4: crawler.concurrency: must be 1 to 256, got "0"`,
			`trends.yaml:4: crawler.per_host_interval: must be 0 or more, got "-1s"`,
			`trends.yaml:4: crawler.max_body: must be 1 or more, got "-5"`,
			`trends.yaml:4: crawler.timeout: must be more than 0, got "0s"`,
			`trends.yaml:5: report.window: must be 1 to 1200, got "0"`,
			`trends.yaml:5: report.completeness: must be 0 to 1, got "1.5"`,
			`trends.yaml:5: report.confidence: must be more than 0 and less than 1, got "1"`,
			`trends.yaml:5: report.fdr: must be more than 0 and less than 1, got "0"`,
			`trends.yaml:5: report.steady_low: must be more than 0 and less than 1, got "1.2"`,
			`trends.yaml:5: report.steady_high: must be more than 1, got "0.9"`,
			`trends.yaml:5: report.rho: want a number, got ".nan"`,
			`trends.yaml:7: sources[0].every: must be 0 or more, got "-24h"`,
			`trends.yaml:7: sources[0].limit: must be 0 or more, got "-1"`,
		}},
		{"kinds", `
sources:
  - {kind: greenhose, board: acme}
  - {kind: workable, board: acme}
  - {board: acme}
  - {board: acme,
     kind: walled}
`, []string{
			`trends.yaml:3: sources[0].kind: unknown kind "greenhose"; did you mean "greenhouse"? valid kinds: file, greenhouse, jsonld, lever`,
			`trends.yaml:4: sources[1].kind: unknown kind "workable"; valid kinds: file, greenhouse, jsonld, lever`,
			`trends.yaml:5: sources[2].kind: missing; valid kinds: file, greenhouse, jsonld, lever`,
			`trends.yaml:7: sources[3].kind: walled is refused: robots.txt disallows everything`,
		}},
		{"what a kind wants", `
sources:
  - kind: lever
    region: us
    base_url: example.com
  - {kind: greenhouse}
`, []string{
			`trends.yaml:3: sources[0].board: missing; use the TOKEN of the board's address https://jobs.lever.co/TOKEN`,
			`trends.yaml:4: sources[0].region: "us" is not known; leave it out, or use "eu" for a European account of lever, "na" for a North American site of teamtailor`,
			`trends.yaml:5: sources[0].base_url: "example.com" is not an address; use one such as https://example.com/jobs`,
			`trends.yaml:6: sources[1].board: missing; use the TOKEN of the board's address https://job-boards.greenhouse.io/TOKEN`,
		}},
		{"the same source twice", `
sources:
  - {kind: greenhouse, board: acme}
  - {kind: lever, board: acme}
  - {kind: greenhouse, board: acme, company: Acme Robotics}
`, []string{
			`trends.yaml:5: sources[2]: greenhouse:acme is given twice, first on line 3`,
		}},
		{"flow mapping left open", "contact: me\nreport: {window: 3\n", []string{
			`trends.yaml:2: not YAML: did not find expected ',' or '}'`,
		}},
		{"flow mapping left open on the only line", "report: {window: 3", []string{
			`trends.yaml:1: not YAML: did not find expected ',' or '}'`,
		}},
		{"list and mapping mixed", "contact: me\ntaxonomy:\n  - a.yaml\n  b: c\n", []string{
			`trends.yaml:3: not YAML: did not find expected '-' indicator`,
		}},
		{"indented too far", "contact: me\n  database: x\n", []string{
			`trends.yaml:2: not YAML: mapping values are not allowed in this context`,
		}},
		{"first character", "contact: @me\n", []string{
			`trends.yaml:1: not YAML: found character that cannot start any token`,
		}},
		{"an alias of nothing", "contact: *me\n", []string{
			`trends.yaml: not YAML: unknown anchor 'me' referenced`,
		}},
		{"two documents", "contact: me\n---\ncontact: you\n", []string{
			`trends.yaml:2: a second YAML document; put everything into the first`,
		}},
		{"no keys", "- contact\n", []string{
			`trends.yaml:1: want keys with values, got a list`,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			write(t, ".", "trends.yaml", test.file)
			_, err := config.Load(config.Input{Shipped: []byte(shipped)})
			if err == nil {
				t.Fatalf("Load of %q: no error, want %q", test.file, test.want)
			}
			if diff := cmp.Diff(test.want, strings.Split(err.Error(), "\n")); diff != "" {
				t.Errorf("Load of %q (-want +got):\n%s", test.file, diff)
			}
		})
	}
}

// TestMistakesOutsideTheFile: the environment and the flags are held to the same limits, and told in the same breath.
func TestMistakesOutsideTheFile(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, ".", "trends.yaml", "colour: red\n")
	env := map[string]string{"TRENDS_CRAWLER_TIMEOUT": "soon", "TRENDS_REPORT_CAP": "NaN"}
	_, err := config.Load(config.Input{
		Getenv: func(name string) string { return env[name] },
		Flags:  map[string]any{"report.window": 0, "no.such": 1},
	})
	want := []string{
		`trends.yaml:1: colour: unknown key; valid keys: database, contact, sources, crawler, report, taxonomy, measured`,
		`TRENDS_CRAWLER_TIMEOUT: want a duration such as 45s, 1h30m or 24h, got "soon"`,
		`TRENDS_REPORT_CAP: must be 0 or more, got "NaN"`,
		`flag for report.window: must be 1 to 1200, got "0"`,
		`1 of the flags map[no.such:1 report.window:0] name no key`,
	}
	if err == nil {
		t.Fatalf("Load: no error, want %q", want)
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("Load (-want +got):\n%s", diff)
	}
}

// TestMistakesInTheList: the shipped list is read as strictly.
func TestMistakesInTheList(t *testing.T) {
	const list = `every: daily
permissions:
  lever: {verdict: allowed, reason: documented}
  hooli: {verdict: fine, reason: they said so}
  ashby: {verdict: allowed}
sources:
  - {kind: greenhouse, board: acme}
  - {kind: lever, board: acme, nosy: true}
source: []
`
	want := []string{
		`list.yaml:1: every: want a duration such as 45s, 1h30m or 24h, got "daily"`,
		`list.yaml:4: permissions.hooli: want a verdict (allowed, needs-operator-decision or refused) and a reason`,
		`list.yaml:5: permissions.ashby: want a verdict (allowed, needs-operator-decision or refused) and a reason`,
		`list.yaml:7: sources[0].kind: unknown kind "greenhouse"; valid kinds: ashby, hooli, lever`,
		`list.yaml:8: sources[1].nosy: unknown key; valid keys: ` + sourceKeys,
		`list.yaml:9: source: unknown key; did you mean "sources"? valid keys: every, permissions, sources`,
	}
	_, err := config.ParseSources("list.yaml", []byte(list))
	if err == nil {
		t.Fatalf("ParseSources: no error, want %q", want)
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("ParseSources (-want +got):\n%s", diff)
	}
}

// FuzzParseSources: no text makes the reader panic, and every mistake names the file.
func FuzzParseSources(f *testing.F) {
	f.Add(shipped)
	f.Add("sources: &a [*a]")
	f.Add("sources: [{kind: lever, board: x, <<: {quiet: true}}]\n? [a]\n: b")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := config.ParseSources("list.yaml", []byte(text))
		if err == nil {
			seen := map[string]bool{}
			for _, s := range list.Sources {
				if seen[s.Key()] {
					t.Errorf("%s is there twice", s.Key())
				}
				seen[s.Key()] = true
			}
			return
		}
		if !strings.HasPrefix(err.Error(), "list.yaml") {
			t.Errorf("error %q does not begin with the file", err)
		}
	})
}
