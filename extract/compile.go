package extract

import (
	"fmt"
	"slices"
	"strings"
)

// form is a compiled surface form or skip phrase. What every match asks for comes first.
type form struct {
	skill int32
	rule  int32
	style style
	skip  bool
	bare  bool // no condition beyond the spelling
	late  bool // it asks about its neighbours, see needsList
	why   why
	cond  *cond
	also  []int32 // other skills that it names, those of its skill included
	text  string
	toks  []token
}

// compile builds the taxonomy; mistakes go to src.errs.
func compile(src *source) *Taxonomy {
	forms := 0
	for _, r := range src.skills {
		for _, f := range r.forms {
			forms += len(f.texts)
		}
	}
	t := &Taxonomy{words: newVocabulary(), trie: newPhrases(forms), cues: newPhrases(0),
		forms: make([]form, 0, forms), rules: make([]string, 0, forms)}
	ids := map[string]int32{}
	for i, r := range src.skills {
		ids[r.id] = int32(i)
	}
	c := &compiler{src: src, t: t, ids: ids, sets: map[string]*phrases{}, names: map[string]int{}}
	for i, r := range src.skills {
		sk := skill{Skill: Skill{ID: r.id, Name: r.name, Group: r.group, Section: r.section, Found: r.found}, at: r.at, yes: r.yes, no: r.no}
		sk.also = c.skillIDs(r.also, "also")
		for _, above := range append(c.skillIDs(r.within, "within"), sk.also...) {
			if id := src.skills[above].id; id != r.id && !slices.Contains(sk.Within, id) {
				sk.Within = append(sk.Within, id)
			}
		}
		t.skills, t.domains = append(t.skills, sk), append(t.domains, sk.Group == "domain")
		for _, f := range r.forms {
			c.form(int32(i), f)
		}
	}
	t.rankSkills()
	c.context()
	words := len(t.words.words)
	for _, p := range []*phrases{&t.trie, &t.cues, &t.ctx.titles} {
		p.freeze()
	}
	t.cues.index(words)
	t.ctx.titles.index(words)
	t.opens = make([]openings, words)
	t.trie.eachOpening(-1, func(word int32, o opening) { t.opens[word].form = o })
	t.cues.eachOpening(int32(cueFill), func(word int32, o opening) { t.opens[word].cue = o })
	x := &t.ctx
	t.words.setKinds(map[*phrases]kinds{&x.years: kindYears, &x.joins: kindJoin, &x.titles: kindTitle, &x.headWords: kindHead,
		&x.beside: kindBeside, &x.people: kindBeside, &x.scope: kindScope, &x.money: kindMoney, &x.hiring: kindHiring})
	t.pool.New = func() any { return new(reading) }
	return t
}

// rankSkills sorts the ids of the skills: tags are ordered by them.
func (t *Taxonomy) rankSkills() {
	for i := range t.skills {
		t.ids = append(t.ids, t.skills[i].ID)
	}
	slices.Sort(t.ids)
	t.ranks = make([]int32, len(t.skills))
	for i := range t.skills {
		n, _ := slices.BinarySearch(t.ids, t.skills[i].ID)
		t.ranks[i] = int32(n)
	}
}

// compiler holds what is only needed while compiling.
type compiler struct {
	src   *source
	t     *Taxonomy
	ids   map[string]int32
	sets  map[string]*phrases
	names map[string]int // rule names already given
	key   []byte         // scratch memory of set
}

func (c *compiler) bad(at place, format string, args ...any) {
	c.src.errs = append(c.src.errs, at.errorf(format, args...))
}

func (c *compiler) skillIDs(items []located, what string) []int32 {
	var out []int32
	for _, it := range items {
		id, ok := c.ids[it.text]
		if !ok {
			c.bad(it.at, "%s: there is no skill %q", what, it.text)
			continue
		}
		out = append(out, id)
	}
	return out
}

// form files every text of a raw form.
func (c *compiler) form(skill int32, r rawForm) {
	also := append(c.skillIDs(r.also, "also"), c.t.skills[skill].also...)
	cond := c.cond(r.cond)
	for _, tx := range r.texts {
		texts := []string{tx.text}
		if base, plural := strings.CutSuffix(tx.text, "(s)"); plural {
			texts = []string{base, base + "s"}
		}
		for _, text := range texts {
			toks := c.t.words.phrase(text)
			if len(toks) == 0 {
				c.bad(tx.at, "form %q holds no letter or digit", text)
				continue
			}
			f := form{skill: skill, skip: r.skip, why: why(slices.Index(whyNames[:], r.why)), text: text, toks: slices.Clone(toks), also: also, cond: cond}
			f.bare, f.late = cond == nil || cond.bare(), cond.needsList()
			if cond != nil {
				f.style = cond.style
			}
			f.rule = c.rule(&f)
			c.t.forms, c.t.styles = append(c.t.forms, f), append(c.t.styles, f.style)
			c.t.trie.add(toks, int32(len(c.t.forms)-1))
		}
		sk := &c.t.skills[skill]
		if !r.skip && !slices.Contains(sk.Forms, tx.text) {
			sk.Forms = append(sk.Forms, tx.text)
		}
		if name := fold(tx.text); !r.skip && cond != nil && !cond.bare() && (name == fold(sk.Name) || name == sk.ID) {
			sk.Ambiguous = true
		}
	}
}

// rule names the rule of a form: "go:golang", "go:skip:go live", with "#2" if a name was given before.
func (c *compiler) rule(f *form) int32 {
	name := c.t.skills[f.skill].ID + ":" + f.text
	if f.skip {
		name = c.t.skills[f.skill].ID + ":skip:" + f.text
	}
	c.names[name]++
	if n := c.names[name]; n > 1 {
		name = fmt.Sprintf("%s#%d", name, n)
	}
	c.t.rules = append(c.t.rules, name)
	return int32(len(c.t.rules) - 1)
}

// set compiles a list of phrases and $sets.
func (c *compiler) set(items []located) *phrases {
	key := c.key[:0]
	for _, it := range items {
		key = append(append(key, it.text...), '\n')
	}
	c.key = key
	if p := c.sets[string(key)]; p != nil {
		return p
	}
	p := newPhrases(len(items))
	c.fill(&p, items, 0)
	p.freeze()
	c.sets[string(key)] = &p
	return &p
}

// signsOf returns the items that hold no letter or digit ("&", "/"): they ask for a sign and not for a word.
func (c *compiler) signsOf(items []located) (signs []string) {
	for _, it := range items {
		if !strings.HasPrefix(it.text, "$") && !strings.ContainsFunc(it.text, func(r rune) bool { return r == '_' || wordRune(r) }) {
			signs = append(signs, it.text)
		}
	}
	return signs
}

// fill adds the phrases of a list, those of its $sets included.
func (c *compiler) fill(p *phrases, items []located, depth int) {
	for _, it := range items {
		name, isSet := strings.CutPrefix(it.text, "$")
		if !isSet {
			toks := c.t.words.phrase(it.text)
			if len(toks) == 0 { // a sign, see signsOf
				continue
			}
			p.add(toks, 0)
			continue
		}
		set, ok := c.src.sets[name]
		if !ok || depth > 3 {
			c.bad(it.at, "there is no set %q (sets may be nested 3 deep)", name)
			continue
		}
		c.fill(p, set, depth+1)
	}
}
