package trends

// Tags is what one text says: made by package extract from a title and a body alone, rebuilt whenever the taxonomy changes.
type Tags struct {
	Mentions  []Mention   // ordered by Start, then Skill
	Excluded  []Exclusion // forms that were seen and do not count; ordered by Start, then Skill
	Roles     []string    // role ids, sorted; nil if none
	Seniority []string    // sorted; nil if the text does not tell
	Remote    Remote      // never "": RemoteUnspecified if the text does not tell
	Pay       *Pay        // nil if no base pay is stated
	Scope     Scope       // whether this is a machine-learning job
	Language  string      // ISO 639-1 of the text; only "en" is tagged, "" is too short to tell (tagged)
}

// Mention is one place where a text names a skill.
type Mention struct {
	Skill string // id in the taxonomy
	Level Level  // how the text asks for it at this place
	Start int    // byte offsets into title + "\n" + text
	End   int
	Rule  string // the taxonomy rule that decided
}

// Exclusion is a place that looks like a skill and does not count.
type Exclusion struct {
	Skill      string
	Start, End int    // byte offsets as in Mention
	Why        string // negated, boilerplate, name, context or legal
	Rule       string
}

// Level says how strongly a text asks for a skill. Higher is stronger.
type Level uint8

// The levels.
const (
	LevelNone      Level = iota // not mentioned
	LevelMentioned              // part of the work, the stack or the field
	LevelPreferred              // nice to have
	LevelRequired               // needed
)

var levelNames = [...]string{"", "mentioned", "preferred", "required"}

// String returns "mentioned", "preferred", "required", or "" for LevelNone.
func (l Level) String() string { return levelNames[l] }

// ParseLevel is the inverse of Level.String; ok is false for any other text.
func ParseLevel(s string) (l Level, ok bool) {
	for i, name := range levelNames {
		if s == name {
			return Level(i), true
		}
	}
	return LevelNone, false
}

// Scope says which denominator a posting belongs to. Every posting belongs to ScopeAll.
type Scope string

// The scopes.
const (
	ScopeML  Scope = "ml"  // machine-learning work
	ScopeAll Scope = "all" // any other posting; as a filter: all of them
)

// Levels returns each skill named in the tags once, at its strongest level, in order of first mention.
func (t *Tags) Levels() []SkillLevel {
	var out []SkillLevel
next:
	for _, m := range t.Mentions {
		for i := range out {
			if out[i].Skill == m.Skill {
				out[i].Level = max(out[i].Level, m.Level)
				continue next
			}
		}
		out = append(out, SkillLevel{m.Skill, m.Level})
	}
	return out
}

// SkillLevel is a skill at a level.
type SkillLevel struct {
	Skill string
	Level Level
}
