package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/data"
)

// corpusTexts writes the texts of the postings that our own labels name to a file, out of the corpora beside the repository.
func corpusTexts(t *testing.T, labels string) (name string) {
	t.Helper()
	wanted := readText(t, labels)
	name = filepath.Join(t.TempDir(), "texts.jsonl")
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	write := json.NewEncoder(out)
	for prefix, folder := range map[string]string{"hn-": "hn", "ai-": "ai-engineer"} {
		files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpora", folder, "*.jsonl.gz"))
		if len(files) == 0 {
			t.Skipf("needs the corpus %s, which is not part of the repository", folder)
		}
		for _, file := range files {
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			z, err := gzip.NewReader(f)
			if err != nil {
				t.Fatal(err)
			}
			for read := json.NewDecoder(z); read.More(); {
				var rec struct {
					ID                       any
					Title, Text, Description string
				}
				if err := read.Decode(&rec); err != nil {
					t.Fatalf("%s: %v", file, err)
				}
				id := prefix + strings.TrimPrefix(fmt.Sprint(rec.ID), prefix)
				if strings.Contains(wanted, `"id": "`+id+`"`) {
					if err := write.Encode(map[string]string{"id": id, "title": rec.Title, "text": rec.Text + rec.Description}); err != nil {
						t.Fatal(err)
					}
				}
			}
			f.Close()
		}
	}
	return name
}

// TestMeasured holds the figures that reports print about the tagger against what it measures on the postings labelled by hand;
// with -update it writes them.
func TestMeasured(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "labelled")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("needs the labelled postings, which are not part of the repository: %v", err)
	}
	record := filepath.Join(t.TempDir(), "measured.json")
	a := &app{system: system{out: &bytes.Buffer{}, err: &bytes.Buffer{}, getenv: func(string) string { return "" }}}
	own := filepath.Join("..", "..", "extract", "testdata", "labels.jsonl")
	files := []string{filepath.Join(folder, "postings.jsonl"), filepath.Join(folder, "labels.jsonl"), corpusTexts(t, own), own}
	if err := a.eval(files, evalOptions{format: "json", split: 1, record: record}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(got) {
		t.Fatalf("not JSON: %s", got)
	}
	if bytes.Equal(got, data.Measured) {
		return
	}
	if !*update {
		t.Fatalf("data/measured.json is not of this tagger; `go test ./cmd/trends -run TestMeasured -update` writes (-has +want):\n%s",
			cmp.Diff(string(data.Measured), string(got)))
	}
	if err := os.WriteFile(filepath.Join("..", "..", "data", "measured.json"), got, 0o644); err != nil {
		t.Fatal(err)
	}
}
