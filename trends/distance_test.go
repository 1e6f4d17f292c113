package trends_test

import (
	"testing"

	"trends/trends"
)

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"rust", "rust", 0}, {"", "rust", 4}, {"rust", "", 4}, {"rust", "trust", 1}, {"pytorch", "pytroch", 2},
		{"window", "windows", 1}, {"kitten", "sitting", 3}, {"go", "c", 2},
	} {
		if got := trends.EditDistance(c.a, c.b); got != c.want {
			t.Errorf("EditDistance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
