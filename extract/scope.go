package extract

import "trends/trends"

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
	seen := [16]string{}
	for _, m := range tags.Mentions {
		if !r.strong(m.Skill) {
			continue
		}
		known := false
		for _, s := range seen[:n] {
			known = known || s == m.Skill
		}
		if known {
			continue
		}
		seen[n] = m.Skill
		if n++; n >= r.t.ctx.minScope || n == len(seen) {
			return trends.ScopeML
		}
	}
	return trends.ScopeAll
}

func (r *reading) strong(id string) bool {
	for i := range r.t.skills {
		if r.t.skills[i].ID == id {
			return r.t.ctx.strong[i]
		}
	}
	return false
}
