package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"trends/trends"
)

// engineVersion goes into Taxonomy.Version: raise it when the same files would give other tags than before.
const engineVersion = "9"

// File is one taxonomy or context file. Name is only used in messages.
type File struct {
	Name string
	Data []byte
}

// Skill is one entry of the taxonomy, as its file describes it.
type Skill struct {
	ID, Name, Group, Section string
	Forms                    []string    // the surface forms, in file order
	Within                   []string    // skills that it is a kind or a part of: those its file names, and those it always counts for
	Ambiguous                bool        // the name alone does not tell: it counts only where the words around it allow
	Found                    trends.Span // months by whose rise it was found, which are no proof of it; the zero value where no one looked first
}

// Taxonomy is the compiled form of the taxonomy files. It is never changed after Parse and safe for concurrent use.
// The zero value is not usable.
type Taxonomy struct {
	version string
	parts   func() Parts // reads the files again at its first call: only commands that write need them
	skills  []skill
	ids     []string // of the skills, sorted
	ranks   []int32  // by skill: the place of its id among them
	forms   []form   // all forms and skips of all skills
	styles  []style  // of the forms: nearly always that is all that is asked of one
	domains []bool   // by skill: it is a field of business, such as finance
	rules   []string // names of the rules; form.rule points here
	words   vocabulary
	trie    phrases    // forms and skips by their words
	cues    phrases    // the phrases of context.yaml; values are cue kinds
	opens   []openings // by word
	ctx     context
	pool    sync.Pool // *reading
}

// skill is a skill with what its file says, kept for Lint.
type skill struct {
	Skill
	also    []int32 // skills that a mention of this one mentions too
	yes, no []located
	at      place
}

// Parse reads the taxonomy: first the shipped taxonomy.yaml and context.yaml, then files of the user, in any number. A
// later file adds to the lists of earlier ones; a skill that an earlier file has too is extended by the forms, skips and
// examples of the later one, or replaced by it where it says "replace: true". The error joins every mistake found, each
// as "file:line: what".
func Parse(files ...File) (*Taxonomy, error) {
	src := newSource()
	h := sha256.New()
	fmt.Fprintf(h, "engine %s\n", engineVersion)
	for _, f := range files {
		fmt.Fprintf(h, "file %d\n", len(f.Data))
		h.Write(f.Data)
		src.read(f)
	}
	t := compile(src)
	if err := src.err(); err != nil {
		return nil, err
	}
	t.parts = sync.OnceValue(func() Parts { return partsOf(files) })
	t.version = hex.EncodeToString(h.Sum(nil))[:12]
	return t, nil
}

// Version returns 12 hexadecimal digits that change whenever the same text could be tagged in another way: a hash over
// the contents of all files and the version of the engine.
func (t *Taxonomy) Version() string { return t.version }

// Skills returns the skills in file order.
func (t *Taxonomy) Skills() []Skill {
	out := make([]Skill, len(t.skills))
	for i := range t.skills {
		out[i] = t.skills[i].Skill
		out[i].Forms, out[i].Within = slices.Clone(out[i].Forms), slices.Clone(out[i].Within)
	}
	return out
}

// Rules returns the name of every rule that a mention or an exclusion can carry, sorted and without duplicates.
func (t *Taxonomy) Rules() []string {
	out := slices.Clone(t.rules)
	slices.Sort(out)
	return slices.Compact(out)
}

// Roles returns the ids of the roles, in the order in which reports show them.
func Roles() []string {
	return []string{"ml_engineer", "ai_engineer", "data_scientist", "data_engineer", "research_scientist",
		"applied_scientist", "mlops_engineer", "nlp_engineer", "cv_engineer", "robotics_engineer", "ai_strategist",
		"ai_ethics", "data_analyst", "software_engineer", "manager", "other"}
}
