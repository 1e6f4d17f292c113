package extract

import (
	"slices"

	"trends/trends"
)

// scope says whether the posting is one of machine-learning work: its roles or its title say so, people of the field are sought, or
// enough different skills of it are part of the work. A researcher may be one of any field: the text must name this one.
func (r *reading) scope(tags *trends.Tags) trends.Scope {
	named, research := false, false
	for _, role := range tags.Roles {
		switch role {
		case "software_engineer", "data_engineer", "data_analyst", "manager", "other", "robotics_engineer", "ai_strategist":
		case "research_scientist", "applied_scientist":
			research = true
		default:
			return trends.ScopeML
		}
	}
	for i := range r.sents {
		sent := &r.sents[i]
		hiring := int32(-1) // the end of "we are hiring"
		for _, m := range r.marksOf(sent) {
			switch {
			case m.kind == cueHiring:
				hiring = m.to
			case m.kind != cueScope || r.toks[m.from].flags&tokURL != 0:
			case int(r.toks[m.from].start) < r.title || r.inTitle(m.from):
				return trends.ScopeML
			case hiring >= 0 && sent.section != secLegal && r.sought(hiring, m, sent):
				return trends.ScopeML
			default:
				named = true
			}
		}
	}
	if research && named {
		return trends.ScopeML
	}
	n := 0
	var seen [16]int32
	for i := range r.cands {
		k := &r.cands[i]
		if f := &r.t.forms[k.form]; k.state == stateOK && r.t.ctx.strong[f.skill] && !slices.Contains(seen[:n], f.skill) {
			seen[n] = f.skill
			if n++; n >= r.t.ctx.minScope || n == len(seen) {
				return trends.ScopeML
			}
		}
	}
	return trends.ScopeAll
}

// soughtReach is how many words may stand between "we are hiring" and the people or the team of the field.
const soughtReach = 16

// sought reports whether a word of the field after "we are hiring", which ends before word from, says who is sought: it comes right
// after, it is an item of a list, or people or a team of the field are named: "hiring for our data science team".
func (r *reading) sought(from int32, m mark, sent *sentence) bool {
	if m.from-from > soughtReach {
		return false
	}
	if r.toks[m.from].gap == ',' || r.gapHolds(m.from, ',') || m.to < sent.to && (r.toks[m.to].gap == ',' || r.gapHolds(m.to, ',')) {
		return true // an item of the list of those sought
	}
	return m.from-from <= 2 && m.to == sent.to || r.hasPhrase(&r.t.ctx.teams, int(m.from), int(min(m.to+2, sent.to)))
}
