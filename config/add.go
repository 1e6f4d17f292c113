package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"trends/crawler"
)

// AddSource returns the text of a configuration file with one more source at the end of its list. All else stays as it is, byte by byte;
// only a list in brackets is written anew. The name stands in the errors. A source that is there already, one that is not sound, and one
// of a kind that is refused or unknown are errors that say why; so is a file that Load would not read.
func AddSource(name string, text []byte, src crawler.Source, permissions map[string]Permission) ([]byte, error) {
	if err := Addable(src, permissions); err != nil {
		return nil, err
	}
	before, err := parseFile(name, text, permissions)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(before.sources, func(s crawler.Source) bool { return strings.EqualFold(s.Key(), src.Key()) }) {
		return nil, fmt.Errorf("%s: %s is there already", name, src.Key())
	}
	r := &reader{name: name}
	out, err := addLine(r.document(text), text, SourceLine(src))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	after, err := parseFile(name, out, permissions)
	if err != nil || len(after.sources) != len(before.sources)+1 || after.sources[len(before.sources)].Key() != src.Key() {
		return nil, fmt.Errorf("%s: its list of sources is written in a way that cannot be added to; add this line by hand:\n  - %s", name, SourceLine(src))
	}
	return out, nil
}

// Addable says why a source cannot be configured; nil if it can.
func Addable(src crawler.Source, permissions map[string]Permission) error {
	if problem := kindProblem(src.Kind, permissions); problem != "" {
		return errors.New(problem)
	}
	return src.Validate()
}

// SourceLine writes a source as an entry of the list: {kind: greenhouse, board: acme, company: Acme}.
func SourceLine(src crawler.Source) string {
	n := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
	for _, f := range [...][2]string{{"kind", src.Kind}, {"board", src.Board}, {"company", src.Company}, {"region", src.Region}, {"url", src.URL},
		{"base_url", src.BaseURL}, {"every", durationText(src.Every)}} {
		if f[1] != "" {
			n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: f[0]}, textNode(f[1]))
		}
	}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	if err := e.Encode(n); err != nil {
		panic("unreachable: a mapping of texts is YAML: " + err.Error())
	}
	return strings.TrimSpace(b.String())
}

// durationText writes a duration without zeros at its end: "24h"; "" for 0.
func durationText(d time.Duration) string {
	if d == 0 {
		return ""
	}
	text := d.String()
	for _, end := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, end) {
			text = strings.TrimSuffix(text, end[1:])
		}
	}
	return text
}

// textNode is a text, in quotes where YAML would take it for something else.
func textNode(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	return n
}

// addLine puts an entry at the end of the list of sources.
func addLine(root *yaml.Node, text []byte, line string) ([]byte, error) {
	lines := strings.SplitAfter(string(text), "\n")
	if last := len(lines) - 1; lines[last] == "" {
		lines = lines[:last]
	} else {
		lines[last] += "\n"
	}
	if root == nil {
		return []byte(strings.Join(append(lines, "sources:\n  - "+line+"\n"), "")), nil
	}
	if root.Kind != yaml.MappingNode || root.Style&yaml.FlowStyle != 0 {
		return nil, errors.New("want keys at the left edge, one a line")
	}
	key, list, next := sourcesKey(root, len(lines)+1)
	switch {
	case key == nil:
		return []byte(strings.Join(append(lines, "sources:\n  - "+line+"\n"), "")), nil
	case list.Kind == yaml.SequenceNode && list.Style&yaml.FlowStyle != 0:
		return inBlock(root, list, line)
	case isNull(list):
		return []byte(strings.Join(slices.Insert(lines, key.Line, "  - "+line+"\n"), "")), nil
	}
	end := next - 1 // the last line of the list's part of the file; comments and empty lines after the last entry stay behind the new one
	for end > key.Line && blank(lines[end-1]) {
		end--
	}
	return []byte(strings.Join(slices.Insert(lines, end, strings.Repeat(" ", list.Column-1)+"- "+line+"\n"), "")), nil
}

// sourcesKey returns the key, its value, and the line on which the next key begins, or after if there is none.
func sourcesKey(root *yaml.Node, after int) (key, list *yaml.Node, next int) {
	for i := 0; i < len(root.Content); i += 2 {
		if root.Content[i].Value != "sources" {
			continue
		}
		if i+2 < len(root.Content) {
			after = root.Content[i+2].Line
		}
		return root.Content[i], root.Content[i+1], after
	}
	return nil, nil, 0
}

// blank reports whether a line holds nothing but a comment.
func blank(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || line[0] == '#'
}

// inBlock writes the file anew with the list as one entry a line, for a list that stood in brackets. Comments stay, empty lines do not.
func inBlock(root, list *yaml.Node, line string) ([]byte, error) {
	var entry yaml.Node
	if err := yaml.Unmarshal([]byte(line), &entry); err != nil {
		return nil, err
	}
	list.Style = 0
	list.Content = append(list.Content, entry.Content[0])
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	err := cmp.Or(e.Encode(root), e.Close())
	return b.Bytes(), err
}
