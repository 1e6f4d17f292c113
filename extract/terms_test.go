package extract_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"trends/data"
	"trends/extract"
	"trends/trends"
)

func shippedRules(t testing.TB) *extract.TermRules {
	t.Helper()
	rules, err := extract.ParseTermRules(extract.File{Name: "terms.yaml", Data: data.Terms})
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func TestTerms(t *testing.T) {
	tax := shipped(t)
	finder := extract.NewTermFinder(tax, shippedRules(t))
	for _, c := range []struct {
		name, title, text string
		want              []string // those that must be there
		not               []string // …and those that must not
	}{
		{"a noun phrase and its parts", "ML Engineer", "Requirements:\n- Experience with Python and marble store migration", []string{"marble store", "marble store migration", "store migration"}, []string{"marble", "Python"}},
		{"a name", "ML Engineer", "Requirements:\n- Experience with Python and Foobarium", []string{"Foobarium"}, nil},
		{"items of a list", "ML Engineer", "Requirements:\n- Python, foobarium, widgetry", []string{"foobarium", "widgetry"}, []string{"Python"}},
		{"asked for", "ML Engineer", "Requirements:\n- Experience with marble", []string{"marble"}, nil},
		{"a verb", "ML Engineer", "Requirements:\n- Experience with building", nil, []string{"building"}},
		{"everyday words", "ML Engineer", "Requirements:\n- You bring relationships to the table with Python", nil, []string{"relationships", "table"}},
		{"technical shapes", "ML Engineer", "Requirements:\n- You know fooML and quux4o and Bar.js", []string{"fooML", "quux4o", "Bar.js"}, nil},
		{"job-ad words", "ML Engineer", "Requirements:\n- Strong communication skills and Foobarium experience", []string{"Foobarium"}, []string{"communication skills", "Foobarium experience"}},
		{"covered", "ML Engineer", "Requirements:\n- Retrieval augmented generation, vector databases, machine-learning models", nil, []string{"augmented generation", "vector databases", "machine-learning"}},
		{"around a skill", "ML Engineer", "Requirements:\n- Know-how of Kubernetes foobars", []string{"Kubernetes foobars"}, []string{"Kubernetes"}},
		{"benefits", "ML Engineer", "Benefits:\n- Python and Foobarium lessons", nil, []string{"Foobarium", "Foobarium lessons"}},
		{"a header", "", "Quuxcorp | Foobarium Hill | Python\n\nWe use Python.", nil, []string{"Foobarium Hill", "Quuxcorp"}},
		{"the employer", "ML Engineer", "Requirements:\n- Python on the Testhaus Cloud", nil, []string{"Testhaus Cloud", "Testhaus"}},
		{"no heading, no skill", "", "Quux is fun.\nThe quux store was painted by a quiet neighbour.", nil, []string{"quux store"}},
		{"no heading, a skill", "", "Quux is fun.\nThe quux store is written in Python.", []string{"quux store"}, nil},
		{"an address", "ML Engineer", "Requirements:\n- Python, see https://quux.example.com/Foobarium", nil, []string{"Foobarium"}},
		{"a place", "ML Engineer", "Requirements:\n- Python in San Francisco", nil, []string{"San Francisco"}},
		{"German", "ML Engineer", "Wir suchen jemanden, der mit Python und Foobarium gut ist und auch sonst gern mit uns arbeitet.", nil, []string{"Foobarium"}},
		{"nothing", "", "", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			phrases := tax.Phrases(c.title, c.text)
			terms := finder.Terms(c.title, c.text, "Testhaus GmbH", phrases)
			var got []string
			for _, term := range terms {
				if place := c.text[term.Start:term.End]; strings.Join(strings.Fields(place), " ") != term.Text {
					t.Errorf("%q stands at %q", term.Text, place)
				}
				if term.Key != extract.TermKey(term.Text) || strings.Count(term.Text, " ") > 3 {
					t.Errorf("term %+v", term)
				}
				got = append(got, term.Text)
			}
			for _, want := range c.want {
				if !slices.Contains(got, want) {
					t.Errorf("%q is missing in %q", want, got)
				}
			}
			for _, not := range c.not {
				if slices.Contains(got, not) {
					t.Errorf("%q is in %q", not, got)
				}
			}
			for i := 1; i < len(phrases); i++ {
				if phrases[i].Start < phrases[i-1].End {
					t.Errorf("phrases overlap: %+v", phrases)
				}
			}
		})
	}
}

// Stored phrases of another text, or damaged ones, name nothing that is not there; and many goroutines may read at once.
func TestTermsRobust(t *testing.T) {
	tax := shipped(t)
	finder := extract.NewTermFinder(tax, shippedRules(t))
	texts := []string{"", "x", "\xff\xfe", "Requirements:\n- Python\x00 and \xffquux store", "• C++ – “quux store” …", strings.Repeat("quux store ", 3000), "- - -\n,,,;;;"}
	var wait sync.WaitGroup
	for _, text := range texts {
		wait.Go(func() {
			for _, p := range tax.Phrases("Engineer", text) {
				if p.Start < 0 || p.End > len(text) || p.Start >= p.End {
					t.Errorf("phrase %+v of a text of %d bytes", p, len(text))
				}
			}
			finder.Terms("Engineer", text, "", []trends.Phrase{{Start: 0, End: 1}, {Start: 3, End: 40, Adjectives: 1}, {Start: 90, End: 1 << 20}})
		})
	}
	wait.Wait()
}

func TestTermKey(t *testing.T) {
	for _, c := range []struct{ term, want string }{
		{"Smart Contracts", "smart contract"},
		{"smart-contract", "smart contract"},
		{"LLMs", "llm"},
		{"C++", "c++"},
		{"analysis", "analysis"},
		{"GPUs", "gpu"},
		{"AWS", "aws"},
		{"business", "business"},
		{"queries", "query"},
		{"processes", "process"},
		{"databases", "database"},
		{"status", "status"},
		{"", ""},
		{" - ", ""},
	} {
		if got := extract.TermKey(c.term); got != c.want {
			t.Errorf("%q: %q, want %q", c.term, got, c.want)
		}
	}
}

func TestMisspelt(t *testing.T) {
	finder := extract.NewTermFinder(shipped(t), shippedRules(t))
	for _, c := range []struct{ term, want string }{
		{"Kubernets", "kubernetes"},
		{"Kubernates", "kubernetes"},
		{"Foobarium", ""},
		{"go", ""},
	} {
		if got := finder.Misspelt(extract.TermKey(c.term)); got != c.want {
			t.Errorf("%q: %q, want %q", c.term, got, c.want)
		}
	}
	if near := finder.Near(extract.TermKey("quux databases")); len(near) == 0 || len(near) > 3 {
		t.Errorf("near quux databases: %q", near)
	}
}

func TestTermRules(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"all keys", "format: 1\nstop: [team, [job, role]]\nedge: [based]\nignore: [open source]", ""},
		{"two words", "stop:\n  - good team", "own.yaml:2: stop: \"good team\" must be one word"},
		{"another key", "stopp: [a]", "own.yaml:1: key \"stopp\" is not known"},
		{"another format", "format: 2", "own.yaml:1: format 2 is not known"},
		{"no YAML", "stop: [", "own.yaml:1: reading the YAML"},
		{"no list", "stop: 3", "own.yaml:1: stop must be a list"},
	} {
		_, err := extract.ParseTermRules(extract.File{Name: "own.yaml", Data: []byte(c.text)})
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// BenchmarkPhrases and BenchmarkTerms are the slow and the fast half of finding terms, on an ad of 0.5 KB.
func BenchmarkPhrases(b *testing.B) {
	tax := shipped(b)
	tax.Phrases("", "We like it.")
	for b.Loop() {
		tax.Phrases("ML Engineer", termAd)
	}
}

func BenchmarkTerms(b *testing.B) {
	tax := shipped(b)
	finder := extract.NewTermFinder(tax, shippedRules(b))
	phrases := tax.Phrases("ML Engineer", termAd)
	for b.Loop() {
		finder.Terms("ML Engineer", termAd, "Testhaus", phrases)
	}
}

const termAd = `Requirements:
- Five years of experience with Python and quux stores
- Strong knowledge of distributed systems, Kubernetes, foobar pipelines
- You have built and run large quux services in production
What you'll do:
- Design the next version of our foobar scheduler with the platform team
- Write tests and documentation, and review what others write
- Keep the quux store fast while it grows tenfold every year
Nice to have:
- Foobarium, Rust, or another systems language`
