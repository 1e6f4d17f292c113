package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"trends/crawler"
	"trends/data"
	"trends/extract"
	"trends/trends"
)

// ad is a made-up posting with much of what a tagger meets.
const ad = "Example Robotics | Senior Machine Learning Engineer | Berlin or remote | €80k - €100k\n\n" +
	"We build robots that sort parcels. You will train models in PyTorch and ship them in Go.\n\nRequirements:\n" +
	"- 5+ years of Python\n- Kubernetes or Docker\n- Rust is a plus\n\nApply at https://example.com/jobs"

// lines returns n postings as JSON Lines, with some that differ from their neighbours, HTML among them.
func lines(tb testing.TB, n int) []byte {
	tb.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range n {
		row := map[string]string{"id": fmt.Sprint("a-", i), "text": ad[i%7:]}
		switch i % 5 {
		case 1:
			row["title"] = "Données & \"Go\" <engineer>\u2028"
		case 2:
			row["html"] = "<p>" + strings.ReplaceAll(ad, "\n", "<li>")
		}
		if err := enc.Encode(row); err != nil {
			tb.Fatal(err)
		}
	}
	return b.Bytes()
}

// tagAll runs tag over postings and returns what it writes.
func tagAll(tb testing.TB, tax *extract.Taxonomy, in []byte, o tagOptions) []byte {
	tb.Helper()
	var out bytes.Buffer
	a := &app{system: system{out: &out, err: os.Stderr}}
	if err := a.tag(context.Background(), tax, "test.jsonl", bytes.NewReader(in), o); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func shippedTaxonomy(tb testing.TB) *extract.Taxonomy {
	tb.Helper()
	tax, err := new(app).taxonomy(nil)
	if err != nil {
		tb.Fatal(err)
	}
	return tax
}

// TestTagWorkers checks that the output is the same for any number of workers.
func TestTagWorkers(t *testing.T) {
	tax, in := shippedTaxonomy(t), lines(t, 500)
	for _, withText := range []bool{false, true} {
		want := tagAll(t, tax, in, tagOptions{workers: 1, withText: withText})
		if n := bytes.Count(want, []byte("\n")); n != 500 {
			t.Errorf("%d lines of tags for 500 postings", n)
		}
		for _, workers := range []int{2, 7} {
			if got := tagAll(t, tax, in, tagOptions{workers: workers, withText: withText}); !bytes.Equal(got, want) {
				t.Errorf("with %d workers the output is another than with one", workers)
			}
		}
	}
}

// realLines returns a quarter of real postings as JSON Lines, or made-up ones where there are none.
func realLines(b *testing.B) (in []byte, text int64) {
	names, _ := filepath.Glob("../../../shared/corpora/hn/2021-0[1-3].jsonl.gz")
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		err = crawler.ReadFile(context.Background(), name, f, crawler.FileOptions{}, func(p trends.Posting) error {
			line, err := json.Marshal(map[string]string{"id": p.ID, "text": p.Body})
			in = append(append(in, line...), '\n')
			text += int64(len(p.Body))
			return err
		}, func(line int, problem string) { b.Errorf("%s:%d: %s", name, line, problem) })
		f.Close()
		if err != nil {
			b.Fatal(err)
		}
	}
	if in == nil {
		return lines(b, 2000), int64(2000 * len(ad))
	}
	return in, text
}

// BenchmarkTagCommand reports bytes of posting text a second of the whole way from JSON to JSON.
func BenchmarkTagCommand(b *testing.B) {
	tax := shippedTaxonomy(b)
	in, text := realLines(b)
	b.SetBytes(text)
	b.ReportAllocs()
	a := &app{system: system{out: io.Discard, err: os.Stderr}}
	before := cpuTime(b)
	for b.Loop() {
		if err := a.tag(context.Background(), tax, "bench.jsonl", bytes.NewReader(in), tagOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(text)*float64(b.N)/1e6/(cpuTime(b)-before).Seconds(), "MB/CPU-s")
}

// BenchmarkStart reports what every run pays first: the shipped taxonomy, compiled.
func BenchmarkStart(b *testing.B) {
	b.SetBytes(int64(len(data.Taxonomy) + len(data.Context)))
	b.ReportAllocs()
	before := cpuTime(b)
	for b.Loop() {
		shippedTaxonomy(b)
	}
	b.ReportMetric((cpuTime(b)-before).Seconds()*1000/float64(b.N), "CPU-ms/start")
}

// cpuTime is the time that this process has computed, which other processes on the machine do not stretch.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// The JSON of one posting's tags, as encoding/json is told to write it: what appendTags must write.
type (
	tagsJSON struct {
		ID        string         `json:"id"`
		Skills    []skillJSON    `json:"skills"`
		Roles     []string       `json:"roles"`
		Seniority []string       `json:"seniority"`
		Remote    trends.Remote  `json:"remote"`
		Salary    *trends.Pay    `json:"salary"`
		Scope     trends.Scope   `json:"scope"`
		Language  string         `json:"language,omitempty"`
		Excluded  []excludedJSON `json:"excluded"`
		Title     *string        `json:"title,omitempty"`
		Text      *string        `json:"text,omitempty"`
	}
	skillJSON struct {
		ID       string        `json:"id"`
		Level    string        `json:"level"`
		Mentions []mentionJSON `json:"mentions"`
	}
	mentionJSON struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Level string `json:"level"`
		Rule  string `json:"rule"`
	}
	excludedJSON struct {
		ID    string `json:"id"`
		Start int    `json:"start"`
		End   int    `json:"end"`
		Why   string `json:"why"`
	}
)

// marshalTags is appendTags by encoding/json.
func marshalTags(p *trends.Posting, t *trends.Tags, text string, withText bool) ([]byte, error) {
	out := tagsJSON{ID: p.ID, Skills: []skillJSON{}, Roles: append([]string{}, t.Roles...), Seniority: append([]string{}, t.Seniority...),
		Remote: t.Remote, Salary: t.Pay, Scope: t.Scope, Language: t.Language, Excluded: []excludedJSON{}}
	for _, s := range t.Levels() {
		skill := skillJSON{ID: s.Skill, Level: s.Level.String()}
		for _, m := range t.Mentions {
			if m.Skill == s.Skill {
				skill.Mentions = append(skill.Mentions, mentionJSON{m.Start, m.End, m.Level.String(), m.Rule})
			}
		}
		out.Skills = append(out.Skills, skill)
	}
	for _, e := range t.Excluded {
		out.Excluded = append(out.Excluded, excludedJSON{e.Skill, e.Start, e.End, e.Why})
	}
	if withText {
		out.Title, out.Text = &p.Title, &text
	}
	line, err := json.Marshal(out)
	return append(line, '\n'), err
}

// FuzzAppendTags holds the hand-written JSON against encoding/json.
func FuzzAppendTags(f *testing.F) {
	f.Add("1", "ML Engineer", "Go", "go:go", "en", 3, 1.5, uint8(2), true)
	f.Add("\"<&>\\", "\u2028é", "\xff\x00\n", "r_and_d:R&D", "", -1, 1e21, uint8(0), false)
	f.Fuzz(func(t *testing.T, id, title, text, rule, language string, place int, pay float64, level uint8, withText bool) {
		if math.IsNaN(pay) || math.IsInf(pay, 0) {
			return
		}
		p := trends.Posting{ID: id, Title: title}
		l := trends.Level(level % 4)
		tags := trends.Tags{Language: language, Remote: trends.Remote(title), Scope: trends.Scope(text)}
		for n := range int(level % 5) {
			tags.Mentions = append(tags.Mentions, trends.Mention{Skill: rule[:len(rule)*(n%3)/3], Level: l, Start: place, End: place + n, Rule: rule})
			tags.Excluded = append(tags.Excluded, trends.Exclusion{Skill: id, Start: place, End: n, Why: text, Rule: rule})
			tags.Roles, tags.Seniority = append(tags.Roles, id), append(tags.Seniority, title)
		}
		if level > 128 {
			tags.Pay = &trends.Pay{Min: pay, Max: 2 * pay, Currency: id, Period: title}
		}
		want, err := marshalTags(&p, &tags, text, withText)
		if err != nil {
			return // 2 * pay is no number
		}
		if got := appendTags(nil, &p, &tags, text, withText); !bytes.Equal(got, want) {
			t.Errorf("appendTags = %s, encoding/json writes %s", got, want)
		}
	})
}
