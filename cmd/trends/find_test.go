package main

import (
	"strings"
	"testing"

	"trends/extract"
)

func TestFind(t *testing.T) {
	f := newFinder([]extract.Skill{
		{ID: "vector_db", Name: "Vector databases", Forms: []string{"vector db(s)", "pinecone"}},
		{ID: "go", Name: "Go", Forms: []string{"golang"}},
		{ID: "cpp", Name: "C++", Forms: []string{"c/c++"}},
		{ID: "c", Name: "C", Forms: []string{"c/c++", "go"}},
		{ID: "pytorch", Name: "PyTorch", Forms: []string{"torch"}},
	})
	for text, want := range map[string]string{
		"vector_db": "vector_db", "Vector Databases": "vector_db", "vector-db": "vector_db", " Pinecone ": "vector_db",
		"go": "go", "GoLang": "go", "C++": "cpp", "c": "c", "Torch": "pytorch",
		"c/c++":   `"c/c++" may be cpp or c; name the one that is meant`,
		"pytroch": "did you mean pytorch?",
		"torchx":  "did you mean pytorch?",
		"vector":  "did you mean vector_db?",
		"gol":     "did you mean go?",
		"xyz":     "`trends taxonomy list` lists them all",
		"":        "`trends taxonomy list` lists them all",
	} {
		id, err := f.find(text)
		if err != nil && !strings.Contains(err.Error(), want) || err == nil && id != want {
			t.Errorf("find(%q) = %q, %v; want %s", text, id, err, want)
		}
	}
}
