package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// reader walks YAML nodes, which know their lines, and gathers mistakes. Its methods return what could be read; a
// caller must look at mistakes before using it.
type reader struct {
	name string
	list []mistake
}

type mistake struct {
	line, column int // 0 if YAML does not say
	text         string
}

// wrong notes a mistake at the node; path is the key as a person would write it, "" for the file itself.
func (r *reader) wrong(n *yaml.Node, path, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if path != "" {
		text = path + ": " + text
	}
	r.list = append(r.list, mistake{n.Line, n.Column, text})
}

// mistakes joins all mistakes in the order of the text, or returns nil.
func (r *reader) mistakes() error {
	slices.SortStableFunc(r.list, func(a, b mistake) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	var all []error
	for _, m := range r.list {
		where := r.name
		if m.line > 0 {
			where += ":" + strconv.Itoa(m.line)
		}
		all = append(all, errors.New(where+": "+m.text))
	}
	return errors.Join(all...)
}

// document returns the root of the text's one YAML document, nil if it is empty or broken.
func (r *reader) document(text []byte) *yaml.Node {
	d := yaml.NewDecoder(bytes.NewReader(text))
	var first, second yaml.Node
	err := d.Decode(&first)
	if err == nil {
		err = d.Decode(&second)
	}
	if err == nil {
		r.wrong(&second, "", "a second YAML document; put everything into the first")
	} else if err != io.EOF {
		r.list = append(r.list, syntaxMistake(err.Error(), text))
	}
	if len(first.Content) == 0 || isNull(first.Content[0]) {
		return nil
	}
	return first.Content[0]
}

// The following find their way in the errors of package yaml, which holds the line nowhere else: "yaml: line 3: …".
// Its scanner counts lines from 1, its parser from 0, and neither names the first one.
var (
	yamlError  = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)
	fromParser = regexp.MustCompile(`did not find expected (node content|key$|'-' indicator|',' or |<)`)
	unplaced   = regexp.MustCompile(`^unknown anchor`) // has no line at all
)

func syntaxMistake(problem string, text []byte) mistake {
	m := yamlError.FindStringSubmatch(problem)
	problem = problem[len(m[0]):]
	if unplaced.MatchString(problem) {
		return mistake{text: "not YAML: " + problem}
	}
	line, _ := strconv.Atoi(m[1]) // "" gives 0
	if m[1] == "" || fromParser.MatchString(problem) {
		line++
	}
	last := 1 + bytes.Count(bytes.TrimRight(text, "\n"), []byte("\n"))
	return mistake{line: min(line, last), text: "not YAML: " + problem}
}

// fields returns the values of a mapping by key, aliases followed and empty ones left out, so that a key whose lines
// are all commented out is as good as absent. A nil list of valid keys lets all keys pass.
func (r *reader) fields(n *yaml.Node, path string, valid []string) map[string]*yaml.Node {
	if n.Kind != yaml.MappingNode {
		r.wrong(n, path, "want keys with values, got %s", describe(n))
		return nil
	}
	values := map[string]*yaml.Node{}
	lines := map[string]int{}
	for i := 0; i < len(n.Content); i += 2 {
		name, value := n.Content[i], follow(n.Content[i+1])
		at := join(path, name.Value)
		switch {
		case name.Kind != yaml.ScalarNode || valid != nil && !slices.Contains(valid, name.Value):
			r.wrong(name, at, "unknown key%s valid keys: %s", cmp.Or(suggest(name.Value, valid), ";"), strings.Join(valid, ", "))
		case lines[name.Value] > 0:
			r.wrong(name, at, "given twice, first on line %d", lines[name.Value])
		case !isNull(value):
			values[name.Value] = value
		}
		lines[name.Value] = cmp.Or(lines[name.Value], name.Line)
	}
	return values
}

// scalars returns the values of those keys with one value that are given.
func (r *reader) scalars(fields map[string]*yaml.Node, path string, keys []key) map[string]any {
	values := map[string]any{}
	for _, k := range keys {
		n := fields[k.Name]
		if n == nil || k.Type == TypeList {
			continue
		}
		v, err := k.decode(n)
		if err != nil {
			r.wrong(n, join(path, k.Name), "%v", err)
			continue
		}
		values[k.Name] = v
	}
	return values
}

// join puts a key behind the path of what it is in.
func join(path, key string) string { return strings.TrimPrefix(path+"."+key, ".") }

// texts reads a list of texts.
func (r *reader) texts(n *yaml.Node, path string) []string {
	var all []string
	k := scalar("", "", notEmpty(), "")
	for i, n := range r.items(n, path) {
		v, err := k.decode(n)
		if err != nil {
			r.wrong(n, fmt.Sprintf("%s[%d]", path, i), "%v", err)
			continue
		}
		all = append(all, v.(string))
	}
	return all
}

// items returns the entries of a list, aliases followed.
func (r *reader) items(n *yaml.Node, path string) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, path, "want a list, got %s", describe(n))
		return nil
	}
	var all []*yaml.Node
	for _, item := range n.Content {
		all = append(all, follow(item))
	}
	return all
}

// decode reads a node as a value of the key. What YAML takes for another type is refused even where its text would
// do: `off: false` does not mean the reason "false", and `concurrency: "8"` is as likely a slip as a number.
func (k *key) decode(n *yaml.Node) (any, error) {
	if n.Kind != yaml.ScalarNode || !slices.Contains(k.tags(), n.ShortTag()) {
		return nil, fmt.Errorf("want %s, got %s", k.want(), describe(n))
	}
	return k.parse(n.Value)
}

// tags returns the YAML types that the key takes. A board may well be called 42 or 2026-01-01.
func (k *key) tags() []string {
	switch k.Type {
	case TypeWhole:
		return []string{"!!int"}
	case TypeNumber:
		return []string{"!!int", "!!float"}
	case TypeBool:
		return []string{"!!bool"}
	case TypeDuration:
		return []string{"!!str", "!!int"} // an int only for a plain 0: parse refuses the rest
	}
	return []string{"!!str", "!!int", "!!float", "!!timestamp"}
}

// describe says in words what stands at the node.
func describe(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.MappingNode:
		return "keys with values"
	case isNull(n):
		return "nothing"
	case n.ShortTag() == "!!str":
		return fmt.Sprintf("the text %q", n.Value)
	}
	return n.Value
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// follow returns the node that an alias stands for, else the node itself.
func follow(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}
