package extract_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"trends/extract"
	"trends/trends"
)

// FuzzTag checks what must hold for any bytes: no panic, offsets inside the text and on characters, text that is the
// form that the rule names, order, and the same answer twice.
func FuzzTag(f *testing.F) {
	for _, seed := range [][2]string{
		{"Senior ML Engineer", "We use C++, Python and Go.\nRequirements:\n- 5+ years of fine-tuning\n- Rust is a plus\n- no PhD required"},
		{"", "Example | Engineer (Go/Rust) | $120k–$160K | REMOTE\n\nStack: .NET, ASP.NET; K8s • EKS · Fine–tuning"},
		{"Ünïcode – Entwickler", "Für die Stelle brauchen wir Java und Python, ohne das geht es nicht. Wir sind ein Team in Berlin und suchen dich."},
		{"\xff\xfe", "Go\x80Rust \xe2\x80 C+ C# +++ ### .NET. ... 5- 9 – years $ € £1 1.2 Cr 99999999999999999999k"},
	} {
		f.Add(seed[0], seed[1])
	}
	tax := small(f)
	f.Fuzz(func(t *testing.T, title, text string) {
		tags := tax.Tag(title, text)
		full := title + "\n" + text
		last := 0
		for _, m := range tags.Mentions {
			checkPlace(t, full, m.Start, m.End, m.Rule)
			if m.Start < last || m.Level == trends.LevelNone {
				t.Errorf("mention %+v: out of order or without a level", m)
			}
			last = m.Start
			if s := extract.Sentence(full, m.Start, m.End); !strings.Contains(strings.Join(strings.Fields(full), " "), strings.Trim(s, "…")) {
				t.Errorf("Sentence(%q, %d, %d) = %q, which the text does not hold", full, m.Start, m.End, s)
			}
		}
		for _, e := range tags.Excluded {
			checkPlace(t, full, e.Start, e.End, e.Rule)
		}
		gaps, _ := tax.Gaps(title, text)
		for _, g := range gaps {
			if g.Start < 0 || g.End <= g.Start || g.End > len(full) || g.Term == "" {
				t.Fatalf("gap %+v of %d bytes", g, len(full))
			}
		}
		if p := tags.Pay; p != nil && !((p.Min > 0 || p.Max > 0) && (p.Max == 0 || p.Min <= p.Max) && p.Period != "") {
			t.Errorf("pay %+v", *p)
		}
		if tags.Remote == "" || tags.Scope == "" {
			t.Error("no place of work or no scope")
		}
		if diff := cmp.Diff(tags, tax.Tag(title, text)); diff != "" {
			t.Errorf("another answer the second time: %s", diff)
		}
	})
}

func checkPlace(t *testing.T, full string, start, end int, rule string) {
	t.Helper()
	if start < 0 || end <= start || end > len(full) {
		t.Fatalf("place [%d, %d) of %d bytes", start, end, len(full))
	}
	if utf8.ValidString(full) && (!utf8.RuneStart(full[start]) || end < len(full) && !utf8.RuneStart(full[end])) {
		t.Fatalf("place [%d, %d) cuts a character", start, end)
	}
	form := rule[strings.Index(rule, ":")+1:]
	form = strings.TrimPrefix(form, "skip:")
	if i := strings.LastIndexByte(form, '#'); i > 0 && form[i+1:] != "" {
		form = form[:i]
	}
	if n := len(form); n > 1 && form[n-1] == '+' && form[n-2] >= '0' && form[n-2] <= '9' {
		form = form[:n-1] // "Python 2+" speaks of 2
	}
	if got := plain(full[start:end]); got != plain(form) {
		t.Errorf("rule %s at %q", rule, full[start:end])
	}
}

// plain drops what a form does not tell apart: case, and which of space and hyphen stands between its words.
func plain(s string) string {
	s = strings.ToLower(s)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-', r == ' ', r == '\n', r == '\t', r == '\r', r == '\f', r == '\v', r >= 0x80 && !wordy(r):
			return -1
		}
		return r
	}, s)
}

func wordy(r rune) bool { return strings.ToLower(string(r)) != strings.ToUpper(string(r)) }

// FuzzParse checks that no file makes the reader panic or hang.
func FuzzParse(f *testing.F) {
	f.Add("format: 1\nskills:\n  - {id: go, name: Go, forms: [{text: Go, any: [{list: true}]}]}\n")
	f.Add("skills: &a [*a]\n")
	f.Add("skills:\n  - {id: x, name: X, forms: [{text: y, any: &x [{any: *x}]}], also: [z]}\nsets: {s: [$s]}\n")
	f.Add("pay: {period_after: {eon: [x]}}\ntitles: {rules: [{role: x, all: [y]}]}\n: :")
	f.Fuzz(func(t *testing.T, text string) {
		tax, err := extract.Parse(extract.File{Name: "f.yaml", Data: []byte(text)})
		if err == nil {
			tax.Lint()
			tax.Tag("Go engineer", "Go, Rust and $100k - $120k")
		}
	})
}

// FuzzText checks that no HTML makes Text panic and that its text has no markup of its own making.
func FuzzText(f *testing.F) {
	f.Add("<p>One<p>Two<ul><li>a<li>b</ul>&lt;p&gt;&amp;nbsp;<script>x</script><svg/>tail")
	f.Add("&amp;lt;div&amp;gt;escaped&amp;lt;/div&amp;gt;")
	f.Fuzz(func(t *testing.T, body string) {
		s := extract.Text(body, trends.FormatHTML)
		if !utf8.ValidString(s) {
			t.Errorf("%q is not UTF-8", s)
		}
		if strings.Contains(s, "\n\n\n") || strings.Contains(s, " \n") {
			t.Errorf("%q has piled-up breaks or a space at a line end", s)
		}
	})
}
