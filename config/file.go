package config

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"trends/crawler"
)

// file is what a configuration file says.
type file struct {
	values     map[string]any // by key, of the types that parse returns
	sources    []crawler.Source
	hasSources bool // the key stands there, even with an empty list
	taxonomy   []string
}

// parseFile reads the text of a configuration file. The name stands in the mistakes, and its folder is where the paths
// in the text begin. A kind of source without a permission is unknown; permissions may be nil, then all kinds go.
func parseFile(name string, text []byte, permissions map[string]Permission) (*file, error) {
	f := &file{values: map[string]any{}}
	r := &reader{name: name}
	root := r.document(text)
	if root == nil {
		return f, r.mistakes()
	}
	keys := topKeys()
	sections := sectionNames(keys)
	fields := r.fields(root, "", sections)
	maps.Copy(f.values, r.scalars(fields, "", keys))
	for _, s := range sections {
		members := within(keys, s)
		if n := fields[s]; n != nil && len(members) > 0 {
			for short, v := range r.scalars(r.fields(n, s, names(members)), s, members) {
				f.values[join(s, short)] = v
			}
		}
	}
	if n := fields["sources"]; n != nil {
		f.hasSources = true
		f.sources = r.sources(n, permissions)
	}
	if n := fields["taxonomy"]; n != nil {
		f.taxonomy = r.texts(n, "taxonomy")
	}
	f.resolve(filepath.Dir(name))
	return f, r.mistakes()
}

// resolve makes the paths in the file relative to its folder.
func (f *file) resolve(folder string) {
	below := func(path string) string {
		if path == "" || filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(folder, path)
	}
	for i, path := range f.taxonomy {
		f.taxonomy[i] = below(path)
	}
	if path, ok := f.values["measured"].(string); ok {
		f.values["measured"] = below(path)
	}
	for i := range f.sources {
		if f.sources[i].Local() {
			f.sources[i].URL = below(f.sources[i].URL)
		}
	}
}

// sectionNames returns what may stand at the left edge of the file: "crawler" for "crawler.timeout".
func sectionNames(keys []key) []string {
	var all []string
	for _, k := range keys {
		name, _, _ := strings.Cut(k.Name, ".")
		all = append(all, name)
	}
	return slices.Compact(all)
}

// within returns the keys of a section under their short names, none if the name is a key by itself.
func within(keys []key, section string) []key {
	var members []key
	for _, k := range keys {
		if short, found := strings.CutPrefix(k.Name, section+"."); found {
			k.Name = short
			members = append(members, k)
		}
	}
	return members
}

func names(keys []key) []string {
	var all []string
	for _, k := range keys {
		all = append(all, k.Name)
	}
	return all
}
