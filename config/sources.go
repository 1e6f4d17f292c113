package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"trends/crawler"
)

// List is a list of sources as it ships, with what their kinds permit.
type List struct {
	Sources     []crawler.Source      // in the order of the file, keys unique; those with Off set included
	Permissions map[string]Permission // by kind, for every kind of Sources and some more
}

// Permission says whether a kind of source may be read. Whatever it says, robots.txt is asked and kept at every read.
type Permission struct {
	Verdict Verdict
	Reason  string // never ""
}

// Verdict is the outcome of looking at a kind's terms.
type Verdict string

// The verdicts.
const (
	Allowed       Verdict = "allowed"
	NeedsDecision Verdict = "needs-operator-decision" // read only where the user's own file names the source
	Refused       Verdict = "refused"                 // naming the source is a mistake
)

// ParseSources reads a list of sources: the keys sources, as in trends.yaml; every, for the sources that do not give
// their own; and permissions, a verdict and a reason for each kind. The name stands in the errors, which are joined and
// have the form of Load's. A kind without a permission is unknown, so that none can be added without looking.
func ParseSources(name string, text []byte) (*List, error) {
	r := &reader{name: name}
	l := &List{Permissions: map[string]Permission{}}
	root := r.document(text)
	if root == nil {
		return l, r.mistakes()
	}
	every := scalar("every", time.Duration(0), atLeast(0), "")
	fields := r.fields(root, "", []string{"every", "permissions", "sources"})
	if n := fields["permissions"]; n != nil {
		l.Permissions = r.permissions(n)
	}
	if n := fields["sources"]; n != nil {
		l.Sources = r.sources(n, l.Permissions)
	}
	values := r.scalars(fields, "", []key{every})
	for i := range l.Sources {
		l.Sources[i].Every = cmp.Or(l.Sources[i].Every, duration(values, "every"))
	}
	return l, r.mistakes()
}

func (r *reader) permissions(n *yaml.Node) map[string]Permission {
	all := map[string]Permission{}
	verdict, reason := scalar("verdict", "", limit{}, ""), scalar("reason", "", limit{}, "")
	for kind, n := range r.fields(n, "permissions", nil) {
		path := "permissions." + kind
		values := r.scalars(r.fields(n, path, []string{"verdict", "reason"}), path, []key{verdict, reason})
		p := Permission{Verdict(word(values, "verdict")), word(values, "reason")}
		if !slices.Contains([]Verdict{Allowed, NeedsDecision, Refused}, p.Verdict) || p.Reason == "" {
			r.wrong(n, path, "want a verdict (%s, %s or %s) and a reason", Allowed, NeedsDecision, Refused)
		}
		all[kind] = p
	}
	return all
}

// sources reads a list of sources. Permissions that are nil let every kind pass that package crawler knows.
func (r *reader) sources(n *yaml.Node, permissions map[string]Permission) []crawler.Source {
	var all []crawler.Source
	lines := map[string]int{}
	for i, n := range r.items(n, "sources") {
		path := fmt.Sprintf("sources[%d]", i)
		src, ok := r.source(n, path, permissions)
		if !ok {
			continue
		}
		if line := lines[src.Key()]; line > 0 {
			r.wrong(n, path, "%s is given twice, first on line %d", src.Key(), line)
			continue
		}
		lines[src.Key()] = n.Line
		all = append(all, src)
	}
	return all
}

// source reads one entry and reports whether it is sound. What the entry means as a whole is judged only if each key is
// right by itself: a misspelt "board" would else be told a second time, as a board that is missing.
func (r *reader) source(n *yaml.Node, path string, permissions map[string]Permission) (crawler.Source, bool) {
	before := len(r.list)
	keys := sourceKeys()
	fields := r.fields(n, path, names(keys))
	values := r.scalars(fields, path, keys)
	src := crawler.Source{
		Kind: word(values, "kind"), Board: word(values, "board"), Company: word(values, "company"),
		BaseURL: word(values, "base_url"), URL: word(values, "url"), Title: word(values, "title"), Region: word(values, "region"),
		Every: duration(values, "every"), Limit: whole(values, "limit"), Off: word(values, "off"),
	}
	src.Quiet, _ = values["quiet"].(bool)
	if len(r.list) > before {
		return src, false
	}
	if problem := kindProblem(src.Kind, permissions); problem != "" {
		r.wrong(cmp.Or(fields["kind"], n), path+".kind", "%s", problem)
		return src, false
	}
	if err := src.Validate(); err != nil {
		for text := range strings.Lines(err.Error()) { // one problem a line, each begins with its key
			field, _, _ := strings.Cut(text, ":")
			r.wrong(cmp.Or(fields[field], n), "", "%s.%s", path, strings.TrimSuffix(text, "\n"))
		}
		return src, false
	}
	return src, true
}

// kindProblem says what is wrong with a kind, "" if nothing is.
func kindProblem(kind string, permissions map[string]Permission) string {
	p, known := permissions[kind]
	if permissions == nil || known && p.Verdict != Refused {
		return ""
	}
	if known {
		return fmt.Sprintf("%s is refused: %s", kind, p.Reason)
	}
	var valid []string
	for _, k := range slices.Sorted(maps.Keys(permissions)) {
		if permissions[k].Verdict != Refused {
			valid = append(valid, k)
		}
	}
	choice := cmp.Or(suggest(kind, valid), ";") + " valid kinds: " + strings.Join(valid, ", ")
	if kind == "" {
		return "missing" + choice
	}
	return fmt.Sprintf("unknown kind %q%s", kind, choice)
}

// The following read a value that may be absent, which is the zero value.

func word(values map[string]any, key string) string {
	s, _ := values[key].(string)
	return s
}

func whole(values map[string]any, key string) int {
	n, _ := values[key].(int64)
	return int(n)
}

func duration(values map[string]any, key string) time.Duration {
	d, _ := values[key].(time.Duration)
	return d
}
