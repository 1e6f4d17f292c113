package extract

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// TermRules say which noun phrases of a job ad are no terms. They are terms.yaml. The zero value rules nothing out.
type TermRules struct {
	stop   map[string]bool // words: a term that holds one is none
	edge   map[string]bool // words that no term begins or ends with
	ignore map[string]bool // whole terms, by TermKey
}

// ParseTermRules reads terms.yaml, and files of the user beside it: each adds to the lists of those before. The error joins every mistake
// found, each as "file:line: what".
func ParseTermRules(files ...File) (*TermRules, error) {
	rules := &TermRules{stop: map[string]bool{}, edge: map[string]bool{}, ignore: map[string]bool{}}
	src := newSource()
	for _, f := range files {
		src.file = f.Name
		var doc yaml.Node
		if err := yaml.Unmarshal(f.Data, &doc); err != nil {
			src.errs = append(src.errs, place{f.Name, 1}.errorf("reading the YAML: %s", strings.TrimPrefix(err.Error(), "yaml: ")))
			continue
		}
		if len(doc.Content) > 0 {
			src.termRules(doc.Content[0], rules)
		}
	}
	return rules, src.err()
}

// termRules reads one file.
func (s *source) termRules(n *yaml.Node, rules *TermRules) {
	s.pairs(n, "the file", func(key string, k, v *yaml.Node) {
		switch key {
		case "format":
			if v.Value != "1" {
				s.bad(v, "format %s is not known: this program reads format 1", v.Value)
			}
		case "stop", "edge":
			set := rules.stop
			if key == "edge" {
				set = rules.edge
			}
			s.eachText(v, key, func(it located) {
				if strings.ContainsAny(it.text, " ") {
					s.errs = append(s.errs, it.at.errorf("%s: %q must be one word; whole terms go under ignore", key, it.text))
				}
				set[lemma(fold(it.text))] = true
			})
		case "ignore":
			s.eachText(v, key, func(it located) { rules.ignore[TermKey(it.text)] = true })
		default:
			s.bad(k, "key %q is not known; there are format, stop, edge and ignore", key)
		}
	})
}

// eachText calls f for the texts of a list, which may hold lists.
func (s *source) eachText(n *yaml.Node, what string, f func(located)) {
	s.each(n, what, func(n *yaml.Node) {
		for _, it := range s.texts(n, what) {
			f(it)
		}
	})
}

// TermKey returns the key under which spellings of one term are counted together: in lower case, hyphens as spaces, the last word without
// the s of a plural. It is no word to show: "Kubernetes" has the key "kubernete".
func TermKey(term string) string {
	words := strings.Fields(strings.ReplaceAll(fold(term), "-", " "))
	if len(words) == 0 {
		return ""
	}
	words[len(words)-1] = lemma(words[len(words)-1])
	return strings.Join(words, " ")
}

// lemma returns the singular of a word in lower case, if it looks like a plural.
func lemma(word string) string {
	base, ok := strings.CutSuffix(word, "s")
	switch {
	case !ok || len(base) < 3 || strings.HasSuffix(base, "s") || strings.HasSuffix(base, "u") && len(base) > 3 || strings.HasSuffix(base, "i"):
		return word
	case strings.HasSuffix(base, "ie") && len(base) > 4: // queries
		return base[:len(base)-2] + "y"
	case strings.HasSuffix(base, "sse"), strings.HasSuffix(base, "xe"), strings.HasSuffix(base, "che"), strings.HasSuffix(base, "she"): // processes
		return base[:len(base)-1]
	}
	return base
}
