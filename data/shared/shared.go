// Package shared finds and reads the real data that lies beside the repository, for tests: labelled postings, corpora, reference
// values. It is no part of the program, and nobody but the developers has the data: where it is absent, tests are skipped.
package shared

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Path returns the path of a file or folder of the data, and skips the test where it is not there.
func Path(t testing.TB, name ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	path := filepath.Join(append([]string{dir, "..", "shared"}, name...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("needs %s of the data beside the repository, which is not there", filepath.Join(name...))
	}
	return path
}

// Records calls f with every record of a compressed file of JSON Lines.
func Records[T any](t testing.TB, name string, f func(rec T)) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for in := json.NewDecoder(z); ; {
		var rec T
		if err := in.Decode(&rec); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		f(rec)
	}
}

// Posting is a posting of a corpus.
type Posting struct {
	ID    string `json:"id"`    // as labels name it: "hn-1234", "ai-17"
	Title string `json:"title"` // "" in a corpus without titles
	Text  string `json:"text"`
}

// Corpora calls f with every posting of the Hacker News and the AI-engineer corpora.
func Corpora(t testing.TB, f func(Posting)) {
	t.Helper()
	for _, c := range []struct{ folder, prefix string }{{"hn", "hn-"}, {"ai-engineer", "ai-"}} {
		names, _ := filepath.Glob(filepath.Join(Path(t, "corpora", c.folder), "*.jsonl.gz"))
		for _, name := range names {
			Records(t, name, func(rec struct{ ID, Title, Text, Description string }) {
				f(Posting{c.prefix + strings.TrimPrefix(rec.ID, c.prefix), rec.Title, rec.Text + rec.Description})
			})
		}
	}
}

// Labelled returns the postings whose ids a file of labels names, out of the corpora, as JSON Lines with id, title and text.
func Labelled(t testing.TB, labels string) []byte {
	t.Helper()
	text, err := os.ReadFile(labels)
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		var rec struct{ ID string }
		if err := json.Unmarshal([]byte(line), &rec); err != nil {
			t.Fatalf("%s: %v", labels, err)
		}
		wanted[rec.ID] = true
	}
	var out []byte
	Corpora(t, func(p Posting) {
		if !wanted[p.ID] {
			return
		}
		line, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(append(out, line...), '\n')
	})
	return out
}
