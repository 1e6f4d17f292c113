package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// item is a skill as a file names it.
type item struct {
	text string
	line int
}

// readCurriculum reads the skills of a file: a YAML list (.yaml, .yml), CSV with a column "skill" (.csv), else a skill a line, where
// "# …" is a comment and "- " in front is no part of the name. It returns the ids of those it finds, each once, and the
// mistakes, each as "FILE:LINE: what".
func readCurriculum(name string, data []byte, f *finder) (ids []string, mistakes error) {
	var items []item
	var err error
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml":
		items, err = yamlItems(name, data)
	case ".csv":
		items, err = csvItems(name, data)
	default:
		items = lineItems(data)
	}
	wrong := []error{err}
	for _, it := range items {
		id, err := f.find(it.text)
		switch {
		case err != nil:
			wrong = append(wrong, fmt.Errorf("%s:%d: %w", name, it.line, err))
		case !slices.Contains(ids, id):
			ids = append(ids, id)
		}
	}
	return ids, errors.Join(wrong...)
}

// lineItems reads a skill a line.
func lineItems(data []byte) (items []item) {
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		if at := strings.Index(line, " #"); at >= 0 {
			line = line[:at]
		}
		line = strings.TrimSpace(strings.TrimPrefix(line, "- "))
		if line != "" && line[0] != '#' {
			items = append(items, item{line, i + 1})
		}
	}
	return items
}

// yamlItems reads a list of texts, or such a list under the key skills.
func yamlItems(name string, data []byte) (items []item, err error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: reading the YAML: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	list := doc.Content[0]
	if list.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(list.Content); i += 2 {
			if list.Content[i].Value == "skills" {
				list = list.Content[i+1]
				break
			}
		}
	}
	if list.Kind != yaml.SequenceNode {
		return nil, fmt.Errorf("%s:%d: want a list of skills, or one under the key skills", name, list.Line)
	}
	var wrong []error
	for _, n := range list.Content {
		if n.Kind != yaml.ScalarNode {
			wrong = append(wrong, fmt.Errorf("%s:%d: want the name of a skill", name, n.Line))
			continue
		}
		items = append(items, item{n.Value, n.Line})
	}
	return items, errors.Join(wrong...)
}

// csvItems reads the column skill; empty cells are left out.
func csvItems(name string, data []byte) (items []item, err error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: reading the header: %w", name, err)
	}
	column := slices.IndexFunc(head, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), "skill") })
	if column < 0 {
		return nil, fmt.Errorf("%s:1: there is no column skill; the columns are %s", name, strings.Join(head, ", "))
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return items, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return items, fmt.Errorf("%s:%d: %w", name, bad.Line, bad.Err)
		}
		line, _ := r.FieldPos(0)
		if column < len(row) && strings.TrimSpace(row[column]) != "" {
			items = append(items, item{row[column], line})
		}
	}
}
