package extract

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// describe writes what source asks of a node.
func describe(b *strings.Builder, n *yaml.Node) {
	fmt.Fprintf(b, "%d %d %q %v\n", n.Kind, n.Line, n.Value, n.Tag == "!!null")
	for _, c := range n.Content {
		describe(b, c)
	}
}

// sameYAML checks that the library reads what the quick reader accepts, and reads the same. It reports whether it was accepted.
func sameYAML(t *testing.T, text string) bool {
	t.Helper()
	quick, ok := quickYAML(text)
	if !ok {
		return false
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("the quick reader accepts what is wrong: %v\n%s", err, text)
	}
	var got, want strings.Builder
	describe(&got, quick)
	describe(&want, doc.Content[0])
	if g, w := strings.Split(got.String(), "\n"), strings.Split(want.String(), "\n"); got.String() != want.String() {
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Fatalf("node %d (kind, line, value, null) is %s for the quick reader and %s for the library, in\n%s", i, g[i], w[i], text[:min(len(text), 2000)])
			}
		}
		t.Fatalf("%d nodes for the quick reader and %d for the library, in\n%s", len(g), len(w), text[:min(len(text), 2000)])
	}
	return true
}

// TestQuickShipped: if this fails because a file is written in YAML that the quick reader does not know, write it as the rest is
// written. Everything works all the same, but each start takes longer.
func TestQuickShipped(t *testing.T) {
	for _, name := range []string{"taxonomy.yaml", "context.yaml"} {
		text, err := os.ReadFile("../data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !sameYAML(t, string(text)) {
			t.Errorf("%s holds YAML that the quick reader does not know", name)
		}
	}
}

func quickSeeds() []string {
	return []string{
		"a: b\n", "# c\n\na: [x, \"y\\n\", z z, c++,\n   d e\n   f]\nb:\n  - {t: u, v: [w]} # c\n  - - x\n", "a: 'x'\n", "a: |\n x\n", "a: b\n  c\n", "a:\n- b\n",
		"a:\n", "a: null\nb: ~\n", "- a\n", "a: [b: c]\n", "a: {b}\n", "a: [b]c\n", "a: b: c\n", "a: b #c\n", "a: b#c\n", "a: [b #c\n ]\n", "a: [b,\nc]\n",
		"a:\n  - b: c\n    d: e\n  - f\n   - g\n", "a:\n  b: c\n d: e\n", "a: [a?, b]\n", "a: [\"b\": c]\n", "a: \"b\" c\n", "a: [a:b, :c]\n", "\ta: b\n", "a: b\n---\nc: d\n",
		"a: \"b\n  c\"\n", "a: &b c\n", "a.b: c\na_1: d\n", "a: [,]\n", "a: [b,]\n", "a: {b: c,}\n", "a: b\r\n", "a: []\nb: {}\n", "true: 1\nnull: 2\n", "a: [b\n\n  c]\n",
	}
}

func TestQuickYAML(t *testing.T) {
	for _, text := range quickSeeds() {
		sameYAML(t, text)
	}
}

func FuzzQuickYAML(f *testing.F) {
	for _, text := range quickSeeds() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { sameYAML(t, text) })
}
