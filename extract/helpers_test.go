package extract_test

import (
	"os"
	"sync"
	"testing"

	"trends/data"
	"trends/extract"
)

// small returns the tests' own taxonomy with the shipped context.
func small(t testing.TB) *extract.Taxonomy {
	t.Helper()
	tax, err := parseSmall()
	if err != nil {
		t.Fatal(err)
	}
	return tax
}

var parseSmall = sync.OnceValues(func() (*extract.Taxonomy, error) {
	b, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		return nil, err
	}
	return extract.Parse(extract.File{Name: "small.yaml", Data: b}, extract.File{Name: "context.yaml", Data: data.Context})
})
