package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/data"
	"trends/data/shared"
)

// TestMeasured holds the figures that reports print about the tagger against what it measures on the postings labelled by hand;
// with -update it writes them.
func TestMeasured(t *testing.T) {
	folder := shared.Path(t, "labelled")
	record := filepath.Join(t.TempDir(), "measured.json")
	a := &app{system: system{out: &bytes.Buffer{}, err: &bytes.Buffer{}, getenv: func(string) string { return "" }}}
	own := filepath.Join("..", "..", "extract", "testdata", "labels.jsonl")
	texts := filepath.Join(t.TempDir(), "texts.jsonl")
	if err := os.WriteFile(texts, shared.Labelled(t, own), 0o600); err != nil {
		t.Fatal(err)
	}
	files := []string{filepath.Join(folder, "postings.jsonl"), filepath.Join(folder, "labels.jsonl"), texts, own}
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
