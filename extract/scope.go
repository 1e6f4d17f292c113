package extract

import (
	"slices"

	"trends/trends"
)

// scope says whether the posting is one of machine-learning work: its roles or its title say so, or enough different
// skills of the field are part of the work.
func (r *reading) scope(tags *trends.Tags) trends.Scope {
	for _, role := range tags.Roles {
		switch role {
		case "software_engineer", "data_engineer", "data_analyst", "manager", "other", "robotics_engineer", "ai_strategist":
		default:
			return trends.ScopeML
		}
	}
	for _, m := range r.marks {
		if m.kind == cueScope && (int(r.toks[m.from].start) < r.title || r.inTitle(m.from)) {
			return trends.ScopeML
		}
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
