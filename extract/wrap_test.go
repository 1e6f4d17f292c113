package extract

import (
	"strings"
	"testing"
)

// wrapped cuts every line of a text at a width, as a mail program does; list items are indented.
func wrapped(text string, width int) string {
	var out strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		indent := ""
		if strings.HasPrefix(line, "- ") {
			indent = "  "
		}
		n := 0
		for i, word := range strings.SplitAfter(strings.ReplaceAll(line, "-", "-\x00"), " ") {
			for j, part := range strings.Split(word, "\x00") {
				if n += len(part); (i > 0 || j > 0) && n > width+strings.Count(part, " ") {
					s := strings.TrimRight(out.String(), " ")
					out.Reset()
					out.WriteString(s + "\n" + indent)
					n = len(indent) + len(part)
				}
				out.WriteString(part)
			}
		}
		out.WriteString("\n")
	}
	return out.String()
}

const adText = `We build tools that help people read long contracts in less time, with models that run on premise and in every cloud that you can think of.

What you bring
- You have written Python for years, know its usual libraries well, and can say what they are bad at without looking it up
- You like state-of-the-art tools that others have not tried yet, and say so; you have shipped retrieval-augmented generation before
- PyTorch is a plus`

func TestUnwrap(t *testing.T) {
	full := "Engineer\n" + wrapped(adText, 60)
	joined := unwrap(full)
	if len(joined) != len(full) {
		t.Fatalf("the length changed from %d to %d", len(full), len(joined))
	}
	got := strings.ReplaceAll(joined, "   ", " ")
	want := "Engineer\n" + adText + "\n"
	if strings.ReplaceAll(got, "-", " ") != strings.ReplaceAll(want, "-", " ") {
		t.Errorf("wrapped:\n%s\nunwrapped:\n%s", full, got)
	}
	for name, text := range map[string]string{
		"a list of short lines": "Stack\n" + strings.Repeat("Python and its usual tools\nKubernetes\nGo\nPostgreSQL with partitions\n", 4),
		"paragraphs":            "Engineer\n" + strings.Repeat(strings.Repeat("We build tools for people. ", 12)+"\n", 6),
		"short":                 "Engineer\nPython\nGo",
		"empty":                 "\n",
	} {
		if got := unwrap(text); got != text {
			t.Errorf("%s: unwrapped to %q", name, got)
		}
	}
}

func TestSentenceOfWrappedText(t *testing.T) {
	full := "Engineer\n" + wrapped(adText, 60)
	at := strings.Index(full, "generation")
	want := "- You like state-of-the-art tools that others have not tried yet, and say so; you have shipped retrieval-augmented generation before"
	if got := Sentence(full, at, at+6); strings.ReplaceAll(got, "- ", "-") != strings.ReplaceAll(want, "- ", "-") {
		t.Errorf("got %q", got)
	}
}
