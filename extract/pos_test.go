package extract

import "testing"

func TestIsNoun(t *testing.T) {
	for _, c := range []struct {
		text, word string
		want       bool
	}{
		{"We are a small react shop in Basel.", "react", true},
		{"You will build charts in react.", "react", true},
		{"You react quickly to news.", "react", false},
		{"We want to see how you react.", "react", false},
		{"The core is written in rust.", "rust", true},
		{"", "react", false},
	} {
		if got := isNoun(c.text, c.word); got != c.want {
			t.Errorf("%q: %s a noun: %v", c.text, c.word, got)
		}
	}
}

// BenchmarkNoun is one call of the part-of-speech tagger, on one line.
func BenchmarkNoun(b *testing.B) {
	for b.Loop() {
		isNoun("We are a small react shop in Basel, and we like it a lot.", "react")
	}
}
