package extract_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"trends/data"
	"trends/extract"
	"trends/trends"
)

// shared returns the path of a file beside the repository, and skips the test where it is not there.
func shared(t testing.TB, name ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("no go.mod above the package")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(append([]string{dir, "..", "shared"}, name...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("needs the labelled postings, which are not part of the repository: %v", err)
	}
	return path
}

// shipped parses the shipped files; TAXONOMY names another taxonomy while one is being written.
func shipped(t testing.TB) *extract.Taxonomy {
	t.Helper()
	files := []extract.File{{Name: "taxonomy.yaml", Data: data.Taxonomy}, {Name: "context.yaml", Data: data.Context}}
	if name := os.Getenv("TAXONOMY"); name != "" {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[0] = extract.File{Name: name, Data: b}
	}
	tax, err := extract.Parse(files...)
	if err != nil {
		t.Fatal(err)
	}
	return tax
}

type gold struct {
	ID        string              `json:"id"`
	Skills    map[string][]string `json:"skills"`
	Roles     []string            `json:"roles"`
	Seniority []string            `json:"seniority"`
	Remote    trends.Remote       `json:"remote"`
	Salary    *trends.Pay         `json:"salary"`
}

type ad struct {
	ID, Title, Text string
}

// lines decodes a JSONL file.
func lines[T any](t testing.TB, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// score counts hits and misses.
type score struct{ tp, fp, fn int }

func (s *score) lists(want, got []string) (diff string) {
	for _, w := range want {
		if slices.Contains(got, w) {
			s.tp++
		} else {
			s.fn++
			diff += " -" + w
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			s.fp++
			diff += " +" + g
		}
	}
	return diff
}

func (s score) String() string {
	p, r := float64(s.tp)/float64(max(1, s.tp+s.fp)), float64(s.tp)/float64(max(1, s.tp+s.fn))
	return fmt.Sprintf("precision %.3f recall %.3f F1 %.3f", p, r, 2*p*r/max(1e-9, p+r))
}

func TestEvalLabelled(t *testing.T) {
	ads, golds := lines[ad](t, shared(t, "labelled", "postings.jsonl")), lines[gold](t, shared(t, "labelled", "labels.jsonl"))
	byID := map[string]gold{}
	for _, g := range golds {
		byID[g.ID] = g
	}
	tax := shipped(t)
	var skills, roles, seniority, pay score
	var level, remote [2]int
	var out, misses strings.Builder
	for _, a := range ads {
		g, tags := byID[a.ID], tax.Tag(a.Title, a.Text)
		var want, got []string
		for id := range g.Skills {
			want = append(want, id)
		}
		sort.Strings(want)
		for _, l := range tags.Levels() {
			got = append(got, l.Skill)
			if w := g.Skills[l.Skill]; w != nil {
				level[1]++
				if w[0] == l.Level.String() {
					level[0]++
				} else {
					fmt.Fprintf(&misses, "%s level %s want %s got %s: %q\n", a.ID, l.Skill, w[0], l.Level, sentences(a, tags, l.Skill))
				}
			}
		}
		note := func(what, diff string) {
			if diff != "" {
				fmt.Fprintf(&misses, "%s %s:%s | %q\n", a.ID, what, diff, a.Title)
			}
		}
		note("skills", skills.lists(want, got))
		for _, e := range tags.Excluded {
			if g.Skills[e.Skill] != nil && !slices.Contains(got, e.Skill) {
				fmt.Fprintf(&misses, "%s lost %s as %s: %q\n", a.ID, e.Skill, e.Why, extract.Sentence(a.Title+"\n"+a.Text, e.Start, e.End))
			}
		}
		note("roles", roles.lists(g.Roles, tags.Roles))
		note("seniority", seniority.lists(g.Seniority, tags.Seniority))
		remote[1]++
		if g.Remote == tags.Remote {
			remote[0]++
		} else {
			note("remote", fmt.Sprintf(" want %s got %s", g.Remote, tags.Remote))
		}
		note("pay", payDiff(&pay, g.Salary, tags.Pay))
		fmt.Fprintf(&out, "%s\n", record(a.ID, tags))
	}
	t.Logf("%d postings, %d skills", len(ads), skills.tp+skills.fn)
	t.Logf("skills    %s", skills)
	t.Logf("level     %.3f of %d", float64(level[0])/float64(max(1, level[1])), level[1])
	t.Logf("roles     %s", roles)
	t.Logf("seniority %s", seniority)
	t.Logf("remote    %.3f", float64(remote[0])/float64(remote[1]))
	t.Logf("pay       %s", pay)
	if dir := os.Getenv("EVAL_OUT"); dir != "" {
		os.WriteFile(filepath.Join(dir, "tags.jsonl"), []byte(out.String()), 0o666)
		os.WriteFile(filepath.Join(dir, "misses.txt"), []byte(misses.String()), 0o666)
	}
}

func payDiff(s *score, want, got *trends.Pay) string {
	same := want != nil && got != nil && *want == *got
	switch {
	case same:
		s.tp++
		return ""
	case want == nil && got == nil:
		return ""
	}
	if want != nil {
		s.fn++
	}
	if got != nil {
		s.fp++
	}
	return fmt.Sprintf(" want %+v got %+v", want, got)
}

func sentences(a ad, tags trends.Tags, skill string) (out []string) {
	for _, m := range tags.Mentions {
		if m.Skill == skill {
			out = append(out, extract.Sentence(a.Title+"\n"+a.Text, m.Start, m.End))
		}
	}
	return out
}

// record writes the tags as score.py reads them.
func record(id string, tags trends.Tags) []byte {
	type skill struct {
		ID    string `json:"id"`
		Level string `json:"level"`
	}
	rec := struct {
		ID        string        `json:"id"`
		Skills    []skill       `json:"skills"`
		Roles     []string      `json:"roles"`
		Seniority []string      `json:"seniority"`
		Remote    trends.Remote `json:"remote"`
		Salary    *trends.Pay   `json:"salary"`
	}{ID: id, Roles: tags.Roles, Seniority: tags.Seniority, Remote: tags.Remote, Salary: tags.Pay}
	for _, l := range tags.Levels() {
		rec.Skills = append(rec.Skills, skill{l.Skill, l.Level.String()})
	}
	b, err := json.Marshal(rec)
	if err != nil {
		panic(err)
	}
	return b
}
