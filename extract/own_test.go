package extract_test

import (
	"bytes"
	"os"
	"testing"

	"trends/data/shared"
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
	set.Read("corpora", bytes.NewReader(shared.Labelled(t, "testdata/labels.jsonl")))
	s := measure(t, shipped(t), cases(t, &set))
	floor(t, "skills", s.Total(eval.KindSkill).F1(), 0.93)
	floor(t, "levels", s.Total(eval.KindLevel).F1(), 0.91)
	floor(t, "roles", s.Total(eval.KindRole).F1(), 0.82)
	floor(t, "seniority", s.Total(eval.KindSeniority).F1(), 0.87)
	floor(t, "remote", s.Total(eval.KindRemote).F1(), 0.94)
}
