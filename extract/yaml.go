package extract

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// place is a line of a file, for messages.
type place struct {
	file string
	line int
}

func (p place) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", p.file, p.line, fmt.Sprintf(format, args...))
}

// located is a text and where it stands.
type located struct {
	text string
	at   place
}

// source gathers what the files say, before it is compiled.
type source struct {
	file   string
	skills []*rawSkill
	byID   map[string]*rawSkill
	sets   map[string][]located
	cues   map[string][]located // "section.requirements" → phrases
	roles  []rawRole
	values map[string]int // numbers of context.yaml
	errs   []error
	depth  int // of conditions
}

func newSource() *source {
	return &source{byID: map[string]*rawSkill{}, sets: map[string][]located{}, cues: map[string][]located{}, values: map[string]int{}}
}

func (s *source) err() error { return errors.Join(s.errs...) }

func (s *source) at(n *yaml.Node) place { return place{s.file, n.Line} }

func (s *source) bad(n *yaml.Node, format string, args ...any) {
	s.errs = append(s.errs, s.at(n).errorf(format, args...))
}

// read adds one file.
func (s *source) read(f File) {
	s.file = f.Name
	root, err := readYAML(f.Data)
	if err != nil {
		s.errs = append(s.errs, fmt.Errorf("%s: reading the YAML: %s", f.Name, strings.TrimPrefix(err.Error(), "yaml: ")))
		return
	}
	if root == nil { // an empty file adds nothing
		return
	}
	s.pairs(root, "the file", func(key string, k, v *yaml.Node) {
		switch key {
		case "format":
			if v.Value != "1" {
				s.bad(v, "format %s is not known: this program reads format 1", v.Value)
			}
		case "sets":
			s.pairs(v, "sets", func(name string, k, v *yaml.Node) { s.sets[name] = append(s.sets[name], s.texts(v, "set "+name)...) })
		case "skills":
			s.each(v, "skills", s.skill)
		default:
			s.contextKey(key, k, v)
		}
	})
}

// readYAML returns the tree of a file, nil if it is empty.
func readYAML(data []byte) (root *yaml.Node, err error) {
	if root, ok := quickYAML(string(data)); ok {
		return root, nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil || len(doc.Content) == 0 {
		return nil, err
	}
	return doc.Content[0], nil
}

// pairs calls f for every key of a mapping.
func (s *source) pairs(n *yaml.Node, what string, f func(key string, k, v *yaml.Node)) {
	n = deref(n)
	if n.Kind != yaml.MappingNode {
		if n.Tag != "!!null" {
			s.bad(n, "%s must be a mapping (key: value), it is %s", what, kind(n))
		}
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if seen[k.Value] {
			s.bad(k, "%s: key %q stands twice", what, k.Value)
			continue
		}
		seen[k.Value] = true
		f(k.Value, k, deref(n.Content[i+1]))
	}
}

// each calls f for every item of a list.
func (s *source) each(n *yaml.Node, what string, f func(n *yaml.Node)) {
	n = deref(n)
	if n.Kind != yaml.SequenceNode {
		if n.Tag != "!!null" {
			s.bad(n, "%s must be a list, it is %s", what, kind(n))
		}
		return
	}
	for _, c := range n.Content {
		f(deref(c))
	}
}

// texts reads one text or a list of texts.
func (s *source) texts(n *yaml.Node, what string) []located {
	if n = deref(n); n.Kind == yaml.ScalarNode && n.Tag != "!!null" {
		return []located{{n.Value, s.at(n)}}
	}
	var out []located
	s.each(n, what, func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
			s.bad(n, "%s: an item must be a text, it is %s", what, kind(n))
			return
		}
		out = append(out, located{n.Value, s.at(n)})
	})
	return out
}

// flag reads true or false.
func (s *source) flag(n *yaml.Node, what string) bool {
	if n.Value != "true" && n.Value != "false" {
		s.bad(n, "%s must be true or false, it is %q", what, n.Value)
	}
	return n.Value == "true"
}

func deref(n *yaml.Node) *yaml.Node {
	for range 8 { // an alias of an alias; no cycle can come out of the parser
		if n.Kind != yaml.AliasNode {
			break
		}
		n = n.Alias
	}
	return n
}

func kind(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	if n.Tag == "!!null" {
		return "empty"
	}
	return fmt.Sprintf("%q", n.Value)
}
