package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows says which of our packages each package may import. Everything may know trends; trends knows nobody but its own
// arithmetic; the packages between do not know each other; only cmd ties. A change here is a design decision.
func arrows() map[string][]string {
	return map[string][]string{
		"trends/trends/stats":    nil,
		"trends/trends/near":     nil,
		"trends/trends":          {"trends/trends/stats", "trends/trends/near"},
		"trends/trends/simulate": {"trends/trends", "trends/trends/stats"},
		"trends/trends/store":    {"trends/trends", "trends/trends/near"},
		"trends/trends/write":    {"trends/trends"},
		"trends/extract/text":    nil,
		"trends/extract":         {"trends/trends", "trends/extract/text"},
		"trends/extract/eval":    {"trends/trends", "trends/trends/stats"},
		"trends/crawler/polite":  nil,
		"trends/crawler/market":  nil,
		"trends/crawler":         {"trends/trends", "trends/crawler/polite"},
		"trends/config":          {"trends/trends", "trends/crawler"},
		"trends/data":            nil,
		"trends/data/shared":     nil,
		"trends/cmd/trends":      {"*"},
	}
}

func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := "trends/" + filepath.ToSlash(rel)
		allowed, known := arrows()[pkg]
		if !known {
			t.Errorf("package %s is not in the plan of arrows", pkg)
			return nil
		}
		seen[pkg] = true
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if strings.HasPrefix(name, "trends/") && !slices.Contains(allowed, name) && !slices.Contains(allowed, "*") {
				t.Errorf("%s imports %s, which the plan does not allow", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range arrows() {
		if !seen[pkg] {
			t.Errorf("package %s is in the plan of arrows and has no files", pkg)
		}
	}
}
