package extract_test

import (
	"bytes"
	"os"
	"testing"

	"trends/data/shared"
	"trends/extract/eval"
)

// TestEvalOwn measures on postings of the corpora that readers labelled without seeing any tags: ids and labels are ours and stand
// in testdata, the texts are not and do not. They were drawn at random (with and without a word of machine learning, from hiring posts and
// job boards). The mistakes of all but 38 of them were read while mending since, so that they flatter a little.
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
	floor(t, "skills", s.Total(eval.KindSkill).F1(), 0.945)
	floor(t, "levels", s.Total(eval.KindLevel).F1(), 0.92)
	floor(t, "roles", s.Total(eval.KindRole).F1(), 0.90)
	floor(t, "seniority", s.Total(eval.KindSeniority).F1(), 0.94)
	floor(t, "remote", s.Total(eval.KindRemote).F1(), 0.94)
}
