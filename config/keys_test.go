package config_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/config"
	"trends/crawler"
	"trends/trends"
)

// TestKeysSettable sets every key with one value by its variable, by the file and by a flag, to a value that is not its
// default, and looks for it in the configuration.
func TestKeysSettable(t *testing.T) {
	for _, k := range config.Keys() {
		if k.Env == "" {
			continue // lists and the keys of sources: TestSourceKeys
		}
		text, want := other(t, k)
		inputs := map[string]config.Input{
			"variable": {Getenv: func(name string) string { return map[string]string{k.Env: text}[name] }},
			"flag":     {Flags: map[string]any{k.Name: text}},
		}
		section, short, nested := strings.Cut(k.Name, ".")
		line := fmt.Sprintf("%s: %s\n", section, text)
		if nested {
			line = fmt.Sprintf("%s: {%s: %s}\n", section, short, text)
		}
		inputs["file"] = config.Input{File: write(t, t.TempDir(), "trends.yaml", line)}
		for by, in := range inputs {
			want := want
			if k.Name == "measured" && by == "file" { // a path beside the file
				want = strconv.Quote(filepath.Join(filepath.Dir(in.File), text))
			}
			if got := value(t, load(t, in), k.Name); got != want {
				t.Errorf("%s = %s by %s: the configuration holds %s, want %s", k.Name, text, by, got, want)
			}
		}
	}
}

// other returns a value of the key that is not its default, as text and as the JSON of a Config.
func other(t *testing.T, k config.Key) (text, asJSON string) {
	t.Helper()
	switch k.Type {
	case config.TypeText:
		return "other", `"other"`
	case config.TypeBool:
		return "true", "true"
	case config.TypeWhole:
		return "17", "17"
	case config.TypeNumber:
		for _, text := range []string{"0.5", "1.5"} { // 1.5 where the limit is above 1
			in := config.Input{Flags: map[string]any{k.Name: text}}
			if _, err := config.Load(in); err == nil {
				return text, text
			}
		}
	case config.TypeDuration:
		return "17s", fmt.Sprint(int64(17 * time.Second))
	}
	t.Fatalf("%s: no value to try for a %s", k.Name, k.Type)
	return "", ""
}

// TestSourceKeys: every key of a source fills the field of crawler.Source that has its name.
func TestSourceKeys(t *testing.T) {
	values := map[string]string{
		"kind": "lever", "board": "acme", "company": "Acme", "every": "1h", "base_url": "http://127.0.0.1:1",
		"url": "https://example.com/", "region": "eu", "title": "'{company}: {title}'", "limit": "5", "off": "resting", "quiet": "true",
	}
	fields := reflect.TypeFor[crawler.Source]()
	keys := 0
	for _, k := range config.Keys() {
		name, ok := strings.CutPrefix(k.Name, "sources[].")
		if !ok {
			continue
		}
		keys++
		text := fmt.Sprintf("sources: [{kind: lever, board: acme, %s: %s}]\n", name, values[name])
		if name == "kind" || name == "board" {
			text = "sources: [{kind: lever, board: acme}]\n"
		}
		c := load(t, config.Input{File: write(t, t.TempDir(), "trends.yaml", text)})
		field := func(f string) bool { return strings.EqualFold(f, strings.ReplaceAll(name, "_", "")) }
		if got := reflect.ValueOf(c.Sources[0]).FieldByNameFunc(field); !got.IsValid() || got.IsZero() {
			t.Errorf("%s: %q leaves the field unset in %+v", k.Name, text, c.Sources[0])
		}
	}
	if keys != fields.NumField() {
		t.Errorf("%d keys for the %d fields of %v", keys, fields.NumField(), fields)
	}
}

// TestKeysComplete: each setting of the method and of the crawler has its key, none has two, and each says what it is.
func TestKeysComplete(t *testing.T) {
	var got []string
	seen := map[string]bool{}
	for _, k := range config.Keys() {
		if seen[k.Name] || k.Env != "" && seen[k.Env] {
			t.Errorf("%s (%s) is there twice", k.Name, k.Env)
		}
		seen[k.Name], seen[k.Env] = true, true
		if k.Type == "" || k.Doc == "" || strings.HasSuffix(k.Doc, ".") || strings.Contains(k.Doc, "|") {
			t.Errorf("%+v: want a type, and a meaning without a full stop that fits a cell of a table", k)
		}
		if strings.HasPrefix(k.Name, "crawler.") || strings.HasPrefix(k.Name, "report.") {
			got = append(got, k.Name)
		}
	}
	want := append(jsonNames[config.Crawler]("crawler."), jsonNames[trends.Options]("report.")...)
	want = slices.DeleteFunc(want, func(name string) bool { return name == "report.join_gap" }) // the store joins by it
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys for the fields of config.Crawler and trends.Options (-want +got):\n%s", diff)
	}
}

func jsonNames[T any](prefix string) []string {
	var names []string
	for f := range reflect.TypeFor[T]().Fields() {
		names = append(names, prefix+f.Tag.Get("json"))
	}
	return names
}

// TestKeysText pins how keys are shown where the README shows them.
func TestKeysText(t *testing.T) {
	want := map[string]string{
		"database":                  "text (not empty); trends.db; TRENDS_DB",
		"contact":                   "text (); ; TRENDS_CONTACT",
		"sources":                   "list (); ; ",
		"sources[].every":           "duration (0 or more); 0; ",
		"crawler.per_host_interval": "duration (0 or more); 1s; TRENDS_CRAWLER_PER_HOST_INTERVAL",
		"crawler.max_body":          "whole number (1 or more); 67108864; TRENDS_CRAWLER_MAX_BODY",
		"report.confidence":         "number (more than 0 and less than 1); 0.95; TRENDS_REPORT_CONFIDENCE",
	}
	for _, k := range config.Keys() {
		got := fmt.Sprintf("%s (%s); %s; %s", k.Type, k.Allowed, k.Default, k.Env)
		if want[k.Name] != "" && got != want[k.Name] {
			t.Errorf("%s: %s, want %s", k.Name, got, want[k.Name])
		}
	}
}
