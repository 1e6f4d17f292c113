package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"trends/config"
	"trends/data"
	"trends/trends/write"
)

const readme = "../../README.md"

func readText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadmeTables holds the generated tables of the README against the program; with -update it writes them.
func TestReadmeTables(t *testing.T) {
	text := readText(t, readme)
	want := text
	for marker, table := range map[string]string{"COMMANDS": commandTable(), "KEYS": keyTable()} {
		open, shut := "<!-- "+marker+" -->", "<!-- /"+marker+" -->"
		before, rest, ok := strings.Cut(want, open)
		_, after, ok2 := strings.Cut(rest, shut)
		if !ok || !ok2 {
			t.Fatalf("README.md has no %s … %s", open, shut)
		}
		want = before + open + "\n" + table + shut + after
	}
	if text == want {
		return
	}
	if !*update {
		t.Fatalf("README.md is not of this program; `go test ./cmd/trends -update` writes (-has +want):\n%s", cmp.Diff(text, want))
	}
	if err := os.WriteFile(readme, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// commandTable lists every command that does something.
func commandTable() string {
	var b strings.Builder
	b.WriteString("| command | does |\n|---|---|\n")
	root := (&app{}).root()
	root.InitDefaultCompletionCmd()
	var list func(c *cobra.Command, above string)
	list = func(c *cobra.Command, above string) {
		for _, sub := range c.Commands() {
			name := above + sub.Use
			if len(sub.Commands()) == 0 || sub.Name() == "completion" {
				fmt.Fprintf(&b, "| `%s` | %s |\n", strings.ReplaceAll(name, "|", "\\|"), sub.Short)
				continue
			}
			list(sub, above+sub.Name()+" ")
		}
	}
	list(root, "")
	return b.String()
}

// keyTable lists every key of the configuration.
func keyTable() string {
	var b strings.Builder
	b.WriteString("| key | value | default | meaning |\n|---|---|---|---|\n")
	code := func(s string) string {
		if s == "" {
			return ""
		}
		return "`" + s + "`"
	}
	for _, k := range config.Keys() {
		value := k.Type
		if k.Allowed != "" {
			value += ", " + k.Allowed
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", code(k.Name), value, code(k.Default), k.Doc)
	}
	return b.String()
}

// TestReadmeCommands parses every command line of the README as the program would.
func TestReadmeCommands(t *testing.T) {
	lines := regexp.MustCompile("(?m)(?:^\\$ |`|&& |/)trends( [a-z][^`\n#>|&]*)").FindAllStringSubmatch(readText(t, readme), -1)
	if len(lines) < 10 {
		t.Fatalf("found only %d command lines in README.md", len(lines))
	}
	for _, line := range lines {
		args := strings.Fields(line[1])
		root := (&app{}).root()
		root.InitDefaultCompletionCmd()
		c, rest, err := root.Find(args)
		if err == nil {
			err = c.ParseFlags(rest)
		}
		if err == nil && len(c.Flags().Args()) > 0 { // a line that names no argument speaks of the command as such
			err = c.ValidateArgs(c.Flags().Args())
		}
		if err != nil || c == root {
			t.Errorf("README.md: trends%s: %v", line[1], err)
		}
	}
}

// TestReadmeColumns holds the columns that the README promises against those that are written.
func TestReadmeColumns(t *testing.T) {
	text := readText(t, readme)
	tables := map[string][]string{"release diff": write.DiffColumns(), "status --format csv": write.StatusColumns(), "simulate": simulateColumns()}
	for kind, columns := range exportKinds() {
		tables["export "+kind] = columns
	}
	for name, columns := range tables {
		if want := fmt.Sprintf("`%s`: `%s`", name, strings.Join(columns, ",")); !strings.Contains(text, want) {
			t.Errorf("README.md does not hold %s", want)
		}
	}
	if want := fmt.Sprintf("`emerging --format csv`: `%s`", strings.Join(write.EmergingColumns(), ",")); !strings.Contains(text, want) {
		t.Errorf("README.md does not hold %s", want)
	}
	if want := fmt.Sprintf("`claims --format csv`: `%s`", strings.Join(write.ClaimColumns(), ",")); !strings.Contains(text, want) {
		t.Errorf("README.md does not hold %s", want)
	}
}

// TestColumnDocs wants an entry in the dictionary for every exported column, and no other.
func TestColumnDocs(t *testing.T) {
	unused := columnDocs()
	for kind, columns := range exportKinds() {
		for _, c := range columns {
			if columnDoc(kind, c) == "" {
				t.Errorf("column %s of %s has no entry in columnDocs", c, kind)
			}
			if _, own := columnDocs()[kind+"."+c]; own {
				delete(unused, kind+"."+c)
			} else {
				delete(unused, c)
			}
		}
	}
	if len(unused) > 0 {
		t.Errorf("columnDocs describes columns that no export has: %v", slices.Sorted(maps.Keys(unused)))
	}
}

// TestReadmeModules wants every module that the program names itself in the README's table, with a reason, and no other there.
func TestReadmeModules(t *testing.T) {
	_, table, _ := strings.Cut(readText(t, readme), "## Dependencies")
	table, _, _ = strings.Cut(table, "\n## ")
	direct := regexp.MustCompile(`(?m)^\t(\S+) v\S+$`).FindAllStringSubmatch(readText(t, "../../go.mod"), -1)
	var want, got []string
	for _, m := range direct {
		want = append(want, strings.TrimPrefix(m[1], "github.com/"))
	}
	for _, row := range regexp.MustCompile(`(?m)^\| ([^|]+) \| [^|]+ \|$`).FindAllStringSubmatch(table, -1) {
		if row[1] != "module" {
			got = append(got, strings.Split(row[1], ", ")...)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the README's table of modules (-go.mod +README.md):\n%s", d)
	}
}

// TestReadmePackages wants every package in the README's table.
func TestReadmePackages(t *testing.T) {
	text := readText(t, readme)
	for pkg := range arrows() {
		if name := "`" + strings.TrimPrefix(pkg, "trends/") + "`"; !strings.Contains(text, name) {
			t.Errorf("README.md does not name package %s", name)
		}
	}
}

// TestFileLengths keeps files readable in one sitting.
func TestFileLengths(t *testing.T) {
	const most = 500
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".md") {
			return err
		}
		if n := strings.Count(readText(t, path), "\n"); n > most {
			t.Errorf("%s has %d lines, more than %d", path, n, most)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestReadmeConfig reads the README's example of a configuration.
func TestReadmeConfig(t *testing.T) {
	_, rest, _ := strings.Cut(readText(t, readme), "```yaml\n")
	example, _, ok := strings.Cut(rest, "```")
	file := filepath.Join(t.TempDir(), "trends.yaml")
	if err := os.WriteFile(file, []byte(example), 0o644); err != nil || !ok {
		t.Fatal(err, ok)
	}
	if _, err := config.Load(config.Input{File: file, Shipped: data.Sources}); err != nil {
		t.Errorf("the README's example: %v", err)
	}
}
