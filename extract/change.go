package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// General is the name in Parts of what concerns all skills: the engine, and the phrases of context.yaml.
const General = "*"

// Parts are fingerprints of what a taxonomy is made of, by skill id and General: a text without any form of the skills in which
// two taxonomies differ gets the same tags by both, if the general part is the same.
type Parts map[string]string

// Parts returns the fingerprints of the taxonomy, which the caller must not change. Names, groups and examples do not count: they
// change no tags. The first call reads the files again, which takes about as long as Parse.
func (t *Taxonomy) Parts() Parts { return t.parts() }

func partsOf(files []File) Parts {
	src := newSource()
	for _, f := range files {
		src.read(f)
	}
	parts := Parts{General: fingerprint(func(w io.Writer) {
		fmt.Fprintln(w, engineVersion, src.values)
		for _, name := range slices.Sorted(maps.Keys(src.cues)) {
			if name != "gaps.ignore" {
				fmt.Fprintln(w, name, textsOf(src.cues[name]))
			}
		}
		for _, r := range src.roles {
			fmt.Fprintln(w, textsOf(r.roles), textsOf(r.all), textsOf(r.not))
		}
	})}
	for _, sk := range src.skills {
		parts[sk.id] = fingerprint(func(w io.Writer) {
			fmt.Fprintln(w, textsOf(sk.also))
			for i := range sk.forms {
				src.describe(w, &sk.forms[i])
			}
		})
	}
	return parts
}

func fingerprint(write func(io.Writer)) string {
	h := sha256.New()
	write(h)
	return hex.EncodeToString(h.Sum(nil))[:12]
}

func textsOf(items []located) []string {
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = it.text
	}
	return out
}

// describe writes a form with all that decides whether it counts.
func (s *source) describe(w io.Writer, f *rawForm) {
	fmt.Fprintf(w, "%q %v %s %q\n", textsOf(f.texts), f.skip, f.why, textsOf(f.also))
	s.describeCond(w, f.cond)
}

func (s *source) describeCond(w io.Writer, c *rawCond) {
	if c == nil {
		return
	}
	fmt.Fprintln(w, "(", c.style, c.list, c.start, c.noun)
	for _, words := range slices.Concat(c.words, c.sections) {
		fmt.Fprintf(w, "%s %q\n", words.op, s.resolved(words.items, 0))
	}
	for _, each := range c.any {
		s.describeCond(w, each)
	}
	fmt.Fprintln(w, ")")
}

// resolved returns the texts of a list with its $sets written out.
func (s *source) resolved(items []located, depth int) (out []string) {
	for _, it := range items {
		if name, isSet := strings.CutPrefix(it.text, "$"); isSet && depth < 4 {
			out = append(out, s.resolved(s.sets[name], depth+1)...)
		} else {
			out = append(out, it.text)
		}
	}
	return out
}

// Change says in what a taxonomy differs from an older one, and which texts the difference can touch.
type Change struct {
	General                 bool     // something that concerns all skills: every text can be touched
	Added, Changed, Removed []string // skills, sorted

	words vocabulary
	forms phrases
}

// Since compares with an older version: its parts, and the names of its rules, which hold its forms. Without parts, as a database
// of an older program has none, the change is General.
func (t *Taxonomy) Since(old Parts, oldRules []string) *Change {
	now := t.Parts()
	c := &Change{General: old[General] == "" || old[General] != now[General], words: newVocabulary(), forms: newPhrases(0)}
	for _, id := range slices.Sorted(maps.Keys(now)) {
		switch {
		case id == General || old[id] == now[id]:
		case old[id] == "":
			c.Added = append(c.Added, id)
		default:
			c.Changed = append(c.Changed, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(old)) {
		if now[id] == "" {
			c.Removed = append(c.Removed, id)
		}
	}
	for _, rules := range [2][]string{t.rules, oldRules} {
		for _, rule := range rules {
			if id, text, _ := strings.Cut(rule, ":"); old[id] != now[id] {
				c.forms.add(c.words.phrase(formOf(text)), 0)
			}
		}
	}
	c.forms.freeze()
	return c
}

// formOf returns the form in the name of a rule without its skill: "skip:go live", "golang#2".
func formOf(name string) string {
	name = strings.TrimPrefix(name, "skip:")
	if i := strings.LastIndexByte(name, '#'); i > 0 && name[i+1:] != "" && strings.Trim(name[i+1:], "0123456789") == "" {
		return name[:i]
	}
	return name
}

// Touches reports whether the tags of a text may differ. It may be called from any number of goroutines.
func (c *Change) Touches(title, text string) bool {
	if c.General {
		return true
	}
	toks := c.words.scan(unwrap(title+"\n"+text), nil)
	for i := range toks {
		if toks[i].id == 0 {
			continue
		}
		if _, found := c.forms.longest(toks, i); found != 0 {
			return true
		}
	}
	return false
}

// String says what differs: "1 skill added (quuxdb), 2 changed (go, rust)".
func (c *Change) String() string {
	if c.General {
		return "the engine or the context file differs"
	}
	var parts []string
	for _, p := range []struct {
		what string
		ids  []string
	}{{"added", c.Added}, {"changed", c.Changed}, {"removed", c.Removed}} {
		if n := len(p.ids); n > 0 {
			shown := p.ids[:min(n, 5)]
			more := ""
			if n > len(shown) {
				more = ", …"
			}
			parts = append(parts, fmt.Sprintf("%d %s (%s%s)", n, p.what, strings.Join(shown, ", "), more))
		}
	}
	if len(parts) == 0 {
		return "no skill differs"
	}
	return "skills: " + strings.Join(parts, ", ")
}
