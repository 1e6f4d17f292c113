package config_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/config"
	"trends/crawler"
	"trends/trends"
)

// shipped is a list in the form of data/sources.yaml.
const shipped = `
every: 20h
permissions:
  greenhouse: {verdict: allowed, reason: documented}
  lever: {verdict: allowed, reason: documented}
  file: {verdict: allowed, reason: your own file}
  jsonld: {verdict: needs-operator-decision, reason: terms differ}
  walled: {verdict: refused, reason: robots.txt disallows everything}
sources:
  - {kind: greenhouse, board: acme, company: Acme Robotics}
  - {kind: lever, board: globex, every: 1h, quiet: true}
  - {kind: lever, board: initech, off: only one list names it}
`

// TestDefaults: the program runs usefully with no file at all.
func TestDefaults(t *testing.T) {
	t.Chdir(t.TempDir())
	got := load(t, config.Input{Shipped: []byte(shipped)})
	want := &config.Config{
		Database: "trends.db",
		Shipped:  true,
		Sources: []crawler.Source{
			{Kind: "greenhouse", Board: "acme", Company: "Acme Robotics", Every: 20 * time.Hour},
			{Kind: "lever", Board: "globex", Every: time.Hour, Quiet: true},
			{Kind: "lever", Board: "initech", Every: 20 * time.Hour, Off: "only one list names it"},
		},
		Permissions: map[string]config.Permission{
			"greenhouse": {Verdict: config.Allowed, Reason: "documented"},
			"lever":      {Verdict: config.Allowed, Reason: "documented"},
			"file":       {Verdict: config.Allowed, Reason: "your own file"},
			"jsonld":     {Verdict: config.NeedsDecision, Reason: "terms differ"},
			"walled":     {Verdict: config.Refused, Reason: "robots.txt disallows everything"},
		},
		Crawler: config.Crawler{
			Concurrency: 8, PerHostInterval: time.Second, MaxBody: 67108864, Timeout: 45 * time.Second,
		},
		Report: trends.DefaultOptions(),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Load without a file (-want +got):\n%s", diff)
	}
}

// TestFile reads a file with everything in it.
func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := write(t, dir, "trends.yaml", `
database: jobs.db
contact: ops@example.com
sources:
  - &first {kind: greenhouse, board: acme, company: Acme Robotics, every: 24h, base_url: "http://127.0.0.1:8080"}
  - {kind: lever, board: 42, region: eu, off: moved away, quiet: true, every: 0}
  - {kind: jsonld, board: example.com, url: https://example.com/jobs, limit: 50}
  - {kind: file, board: old, url: archive/jobs.jsonl.gz}
crawler: {allow_private_hosts: true, concurrency: 2, per_host_interval: 10ms, max_body: 1_000, timeout: 1m30s}
report:
  window: 36
  cap: 0
  fdr: 0.1
  lag:
taxonomy: [skills.yaml, /etc/trends/more.yaml]
`)
	got := load(t, config.Input{File: path, Shipped: []byte(shipped)})
	options := trends.DefaultOptions()
	options.Window, options.Cap, options.FDR = 36, 0, 0.1
	want := &config.Config{
		File: path, Database: "jobs.db", Contact: "ops@example.com",
		Sources: []crawler.Source{
			{Kind: "greenhouse", Board: "acme", Company: "Acme Robotics", Every: 24 * time.Hour, BaseURL: "http://127.0.0.1:8080"},
			{Kind: "lever", Board: "42", Region: "eu", Off: "moved away", Quiet: true},
			{Kind: "jsonld", Board: "example.com", URL: "https://example.com/jobs", Limit: 50},
			{Kind: "file", Board: "old", URL: filepath.Join(dir, "archive/jobs.jsonl.gz")},
		},
		Permissions: got.Permissions,
		Crawler: config.Crawler{
			AllowPrivateHosts: true, Concurrency: 2, PerHostInterval: 10 * time.Millisecond, MaxBody: 1000, Timeout: 90 * time.Second,
		},
		Report:   options,
		Taxonomy: []string{filepath.Join(dir, "skills.yaml"), "/etc/trends/more.yaml"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Load(%q) (-want +got):\n%s", path, diff)
	}
}

// TestSourcesKey: no key means the shipped list, an empty list means nothing.
func TestSourcesKey(t *testing.T) {
	for _, test := range []struct {
		file string
		want int
	}{
		{"", 3},
		{"# nothing but a comment\n", 3},
		{"sources:\n#  - {kind: lever, board: acme}\n", 3},
		{"sources: []\n", 0},
		{"sources: [{kind: lever, board: hooli}]\n", 1},
	} {
		path := write(t, t.TempDir(), "trends.yaml", test.file)
		c := load(t, config.Input{File: path, Shipped: []byte(shipped)})
		if len(c.Sources) != test.want || c.Shipped != (test.want == 3) {
			t.Errorf("Load of %q: %d sources, shipped %t; want %d", test.file, len(c.Sources), c.Shipped, test.want)
		}
	}
}

// TestWhichFile: --config, else the working folder, else the user's folder; one file only.
func TestWhichFile(t *testing.T) {
	here, user := t.TempDir(), t.TempDir()
	t.Chdir(here)
	in := config.Input{UserDir: user}
	expect := func(file, contact string) {
		t.Helper()
		if c := load(t, in); c.File != file || c.Contact != contact {
			t.Errorf("Load(%+v) read %q with contact %q, want %q with %q", in, c.File, c.Contact, file, contact)
		}
	}
	expect("", "")
	users := write(t, filepath.Join(user, "trends"), "trends.yaml", "contact: user")
	expect(users, "user")
	write(t, here, "trends.yaml", "database: x.db")
	expect("trends.yaml", "") // not "user": the files are not laid over each other
	in.File = write(t, here, "other.yaml", "contact: other")
	expect(in.File, "other")

	in.File = filepath.Join(here, "absent.yaml")
	if _, err := config.Load(in); err == nil || !strings.Contains(err.Error(), "read configuration: open "+in.File) {
		t.Errorf("Load of a file that is not there: %v, want an error that names it", err)
	}
}

// TestPrecedence: flags above environment above file above defaults, key by key.
func TestPrecedence(t *testing.T) {
	const file = "database: file.db\ncrawler: {concurrency: 2}\nreport: {window: 12}\n"
	env := map[string]string{"TRENDS_DB": "env.db", "TRENDS_CRAWLER_CONCURRENCY": "3"}
	flags := map[string]any{"database": "flag.db"}
	for _, test := range []struct {
		name        string
		file        string
		env         map[string]string
		flags       map[string]any
		database    string
		concurrency int
		window      int
	}{
		{"defaults", "", nil, nil, "trends.db", 8, 24},
		{"file", file, nil, nil, "file.db", 2, 12},
		{"environment", "", env, nil, "env.db", 3, 24},
		{"environment over file", file, env, nil, "env.db", 3, 12},
		{"flag over file", file, nil, flags, "flag.db", 2, 12},
		{"flag over environment", "", env, flags, "flag.db", 3, 24},
		{"all", file, env, flags, "flag.db", 3, 12},
		{"empty variable", file, map[string]string{"TRENDS_DB": ""}, nil, "file.db", 2, 12},
		{"flag back to the default", file, env, map[string]any{"report.window": 24}, "env.db", 3, 24},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := load(t, config.Input{
				File:   write(t, t.TempDir(), "trends.yaml", test.file),
				Getenv: func(name string) string { return test.env[name] },
				Flags:  test.flags,
			})
			if c.Database != test.database || c.Crawler.Concurrency != test.concurrency || c.Report.Window != test.window {
				t.Errorf("database %q, concurrency %d, window %d; want %q, %d, %d",
					c.Database, c.Crawler.Concurrency, c.Report.Window, test.database, test.concurrency, test.window)
			}
		})
	}
}

// value returns what a configuration holds under a key, as JSON.
func value(t *testing.T, c *config.Config, key string) string {
	t.Helper()
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Split(key, ".") {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(text, &fields); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		text = fields[name]
	}
	return string(text)
}

func load(t *testing.T, in config.Input) *config.Config {
	t.Helper()
	c, err := config.Load(in)
	if err != nil {
		t.Fatalf("Load(%+v): %v", in, err)
	}
	return c
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}
