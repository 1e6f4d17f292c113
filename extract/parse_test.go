package extract_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/data"
	"trends/extract"
	"trends/trends"
)

func TestParseMistakes(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"not YAML", "skills: [", "f.yaml: reading the YAML: "},
		{"unknown key", "colour: red", `f.yaml:1: key "colour" is not known`},
		{"format", "format: 2", "f.yaml:1: format 2 is not known: this program reads format 1"},
		{"key twice", "format: 1\nformat: 1", `f.yaml:2: the file: key "format" stands twice`},
		{"id", "skills:\n  - {id: Go, name: Go}", `f.yaml:2: skill "Go": an id is made of a-z, 0-9 and _`},
		{"no name", "skills:\n  - {id: go}", "f.yaml:2: skill go: a new skill needs a name"},
		{"twice", "skills:\n  - {id: go, name: Go}\n  - {id: go, name: Go}", "f.yaml:3: skill go: stands in line 2 already"},
		{"skill key", "skills:\n  - {id: go, name: Go, form: [x]}", `f.yaml:2: a skill has no key "form"`},
		{"no text", "skills:\n  - id: go\n    name: Go\n    forms:\n      - {list: true}", "f.yaml:5: a form needs a text"},
		{"empty form", "skills:\n  - {id: go, name: Go, forms: ['&']}", `f.yaml:2: form "&" holds no letter or digit`},
		{"condition", "skills:\n  - {id: go, name: Go, forms: [{text: Go, nearby: [x]}]}", `f.yaml:2: condition "nearby" is not known`},
		{"flag", "skills:\n  - {id: go, name: Go, forms: [{text: Go, list: maybe}]}", `f.yaml:2: list must be true or false, it is "maybe"`},
		{"case", "skills:\n  - {id: go, name: Go, forms: [{text: Go, case: camel}]}", `f.yaml:2: case "camel" is not known`},
		{"why", "skills:\n  - {id: go, name: Go, skip: [{text: Go on, why: because}]}", `f.yaml:2: why "because" is not known`},
		{"set", "skills:\n  - {id: go, name: Go, forms: [{text: Go, near: [$tongues]}]}", `f.yaml:2: there is no set "tongues"`},
		{"section", "skills:\n  - {id: go, name: Go, forms: [{text: Go, section: [head]}]}", `f.yaml:2: section "head" is not known`},
		{"also", "skills:\n  - {id: go, name: Go, also: [golang]}", `f.yaml:2: also: there is no skill "golang"`},
		{"within", "skills:\n  - {id: go, name: Go, within: [languages]}", `f.yaml:2: within: there is no skill "languages"`},
		{"list", "skills: {go: Go}", "f.yaml:1: skills must be a list, it is a mapping"},
		{"role", "titles: {words: {x: [y]}, rules: [{role: chef, all: [x]}]}", `f.yaml:1: there is no role "chef"`},
		{"class", "titles: {rules: [{role: other, all: [z]}]}", `f.yaml:1: titles.words has no class "z"`},
		{"period", "pay: {period_after: {eon: [per eon]}}", `f.yaml:1: pay.period_after: "eon" is no period`},
		{"context", "levels: {wanted: [x]}", `f.yaml:1: levels has no key "wanted"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := extract.Parse(extract.File{Name: "f.yaml", Data: []byte(tt.file)})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

func TestParseJoinsMistakes(t *testing.T) {
	_, err := extract.Parse(extract.File{Name: "a.yaml", Data: []byte("colour: red\nskills:\n  - {id: X}")}, extract.File{Name: "b.yaml", Data: []byte("format: 3")})
	if got := strings.Count(err.Error(), "\n") + 1; got != 3 {
		t.Errorf("%d mistakes, want 3:\n%v", got, err)
	}
}

func TestUserFile(t *testing.T) {
	base := extract.File{Name: "base.yaml", Data: []byte("skills:\n  - {id: go, name: Go, group: language, forms: [golang]}\n  - {id: rust, name: Rust, forms: [rust]}")}
	user := extract.File{Name: "user.yaml", Data: []byte("skills:\n  - {id: go, forms: [gopher]}\n  - {id: rust, replace: true, forms: [rustlang]}\n  - {id: zig, name: Zig, within: [go], also: [rust, go], forms: [zig]}")}
	tax, err := extract.Parse(base, user)
	if err != nil {
		t.Fatal(err)
	}
	want := []extract.Skill{
		{ID: "go", Name: "Go", Group: "language", Forms: []string{"golang", "gopher"}},
		{ID: "rust", Name: "Rust", Forms: []string{"rustlang"}},
		{ID: "zig", Name: "Zig", Forms: []string{"zig"}, Within: []string{"go", "rust"}},
	}
	if diff := cmp.Diff(want, tax.Skills()); diff != "" {
		t.Errorf("skills (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"go:golang", "go:gopher", "rust:rustlang", "zig:zig"}, tax.Rules()); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	alone, err := extract.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	if v := tax.Version(); !regexp.MustCompile(`^[0-9a-f]{12}$`).MatchString(v) || v == alone.Version() {
		t.Errorf("versions %q and %q, want 12 digits each and two different ones", v, alone.Version())
	}
}

func TestLint(t *testing.T) {
	if err := small(t).Lint(); err != nil {
		t.Errorf("the tests' own taxonomy: %v", err)
	}
	tax, err := extract.Parse(extract.File{Name: "f.yaml", Data: []byte("skills:\n  - id: go\n    name: Go\n    forms: [golang]\n    yes:\n      - We use golang\n      - We use Go\n    no: [Golang is a town]\n  - {id: zig, name: Zig}")})
	if err != nil {
		t.Fatal(err)
	}
	want := "f.yaml:7: skill go: not found in its example \"We use Go\"\n" +
		"f.yaml:8: skill go: found in \"Golang is a town\", which is an example of what is none\n" +
		"f.yaml:9: skill zig has no forms"
	if err := tax.Lint(); err == nil || err.Error() != want {
		t.Errorf("lint:\n%v\nwant:\n%s", err, want)
	}
}

// TestShipped checks the files that ship inside the program: they parse, their examples hold, and the rules have names.
func TestShipped(t *testing.T) {
	tax, err := extract.Parse(extract.File{Name: "taxonomy.yaml", Data: data.Taxonomy}, extract.File{Name: "context.yaml", Data: data.Context})
	if err != nil {
		t.Fatal(err)
	}
	if err := tax.Lint(); err != nil {
		t.Error(err)
	}
	if rules := tax.Rules(); len(rules) < len(tax.Skills()) {
		t.Errorf("%d rules for %d skills", len(rules), len(tax.Skills()))
	}
}

func TestSentence(t *testing.T) {
	long := strings.Repeat("word ", 100) + "Python" + strings.Repeat(" wörd", 100)
	at := strings.Index(long, "Python")
	for _, tt := range []struct {
		full       string
		start, end int
		want       string
	}{
		{"Title\nWe use Go. We like it. Bye", 13, 15, "We use Go."},
		{"Title\n- Go and more\n- Rust", 8, 10, "- Go and more"},
		{"Title\nWe use e.g. go here.", 18, 20, "We use e.g. go here."},
		{"x", 5, 6, ""},
		{"x", -1, 1, ""},
	} {
		if got := extract.Sentence(tt.full, tt.start, tt.end); got != tt.want {
			t.Errorf("sentence at %d of %q: %q, want %q", tt.start, tt.full, got, tt.want)
		}
	}
	if got := extract.Sentence(long, at, at+6); len(got) > 310 || !strings.Contains(got, "Python") || !strings.HasPrefix(got, "…") {
		t.Errorf("sentence of a long line: %d bytes %q", len(got), got)
	}
}

func TestTextPlain(t *testing.T) {
	body := "as given \r\n  it stays &amp; <b>so</b>\n\n\n"
	if got := extract.Text(body, trends.FormatText); got != body {
		t.Errorf("plain text became %q", got)
	}
}

func TestRolesAreKnown(t *testing.T) {
	if n := len(extract.Roles()); n != 16 {
		t.Errorf("%d roles, want the 16 of roles.tsv", n)
	}
}
