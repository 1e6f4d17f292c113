package extract_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trends/extract/eval"
)

// TestEvalOwn measures on 75 postings of the corpora that one reader labelled without seeing any tags: ids and labels are ours and stand
// in testdata, the texts are not and do not. They were drawn at random (36 with a word of machine learning, 39 without or of job boards),
// and their mistakes were read while mending since, so that they flatter a little.
func TestEvalOwn(t *testing.T) {
	var set eval.Set
	f, err := os.Open("testdata/labels.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	set.Read("testdata/labels.jsonl", f)
	set.Read("corpora", strings.NewReader(corpusTexts(t, "testdata/labels.jsonl")))
	s := measure(t, shipped(t), cases(t, &set))
	floor(t, "skills", s.Total(eval.KindSkill).F1(), 0.93)
	floor(t, "levels", s.Total(eval.KindLevel).F1(), 0.91)
	floor(t, "roles", s.Total(eval.KindRole).F1(), 0.82)
	floor(t, "seniority", s.Total(eval.KindSeniority).F1(), 0.87)
	floor(t, "remote", s.Total(eval.KindRemote).F1(), 0.94)
}

// corpusTexts returns the postings whose ids a file of labels names, as JSON Lines, out of the corpora beside the repository.
func corpusTexts(t *testing.T, labels string) string {
	t.Helper()
	text, err := os.ReadFile(labels)
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		var rec struct{ ID string }
		if err := json.Unmarshal([]byte(line), &rec); err != nil {
			t.Fatal(err)
		}
		wanted[rec.ID] = true
	}
	var out strings.Builder
	for prefix, folder := range map[string]string{"hn-": "hn", "ai-": "ai-engineer"} {
		names, _ := filepath.Glob(filepath.Join(shared(t, "corpora", folder), "*.jsonl.gz"))
		for _, name := range names {
			eachRecord(t, name, func(rec map[string]any) {
				id := prefix + strings.TrimPrefix(fmt.Sprint(rec["id"]), prefix)
				if !wanted[id] {
					return
				}
				body := rec["text"]
				if body == nil {
					body = rec["description"]
				}
				title, _ := rec["title"].(string)
				line, _ := json.Marshal(map[string]any{"id": id, "title": title, "text": body})
				out.Write(append(line, '\n'))
			})
		}
	}
	return out.String()
}

func eachRecord(t *testing.T, name string, f func(map[string]any)) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		var rec map[string]any
		if err := json.Unmarshal(sc.Bytes(), &rec); err != nil {
			t.Fatal(err)
		}
		f(rec)
	}
}
