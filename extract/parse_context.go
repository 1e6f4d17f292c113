package extract

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// contextKey reads one top-level key that is none of the taxonomy's.
func (s *source) contextKey(key string, k, v *yaml.Node) {
	switch key {
	case "pay", "headings", "wording", "levels", "negation", "remote", "offer", "seniority", "scope", "titles", "language", "lists", "gaps", "colleagues", "companies":
	default:
		s.bad(k, "key %q is not known", key)
		return
	}
	known := cueNames()
	s.pairs(v, key, func(sub string, k, v *yaml.Node) {
		name := key + "." + sub
		_, isCue := known[name]
		switch {
		case isCue, name == "scope.skills", name == "lists.joins", name == "gaps.ignore",
			name == "colleagues.beside", name == "colleagues.until", name == "colleagues.teams", name == "colleagues.fields",
			name == "companies.people", name == "companies.buyers", name == "companies.consultancies", name == "companies.skills", name == "titles.heads",
			name == "titles.fields", name == "titles.trades", name == "titles.weak", name == "titles.disciplines", name == "titles.products", name == "pay.says", name == "pay.not_before", name == "pay.not_after", name == "pay.up_to", name == "pay.at_least", name == "seniority.years", name == "seniority.experience":
			s.cues[name] = append(s.cues[name], s.texts(v, name)...)
		case key == "scope" && slices.Contains(scopeNames(), sub):
			s.cues[name] = append(s.cues[name], s.texts(v, name)...)
		case key == "language" && len(sub) == 2:
			s.cues[name] = append(s.cues[name], s.texts(v, name)...)
		case name == "scope.enough":
			n, err := strconv.Atoi(v.Value)
			if err != nil || n < 1 {
				s.bad(v, "%s must be a number of skills, it is %q", name, v.Value)
			}
			s.values[name] = n
		case name == "pay.period_after", name == "pay.period_before":
			s.pairs(v, name, func(period string, k, v *yaml.Node) {
				if !slices.Contains([]string{"year", "month", "week", "day", "hour"}, period) {
					s.bad(k, "%s: %q is no period: year, month, week, day or hour", name, period)
				}
				s.cues[name+"."+period] = append(s.cues[name+"."+period], s.texts(v, name)...)
			})
		case name == "titles.words":
			s.pairs(v, name, func(class string, k, v *yaml.Node) {
				s.cues["titles.words."+class] = append(s.cues["titles.words."+class], s.texts(v, name)...)
			})
		case name == "titles.rules":
			s.each(v, name, s.role)
		default:
			s.bad(k, "%s has no key %q", key, sub)
		}
	})
}

// role reads one rule of titles.rules.
func (s *source) role(n *yaml.Node) {
	r := rawRole{at: s.at(n)}
	s.pairs(n, "a title rule", func(key string, k, v *yaml.Node) {
		switch key {
		case "role":
			r.roles = s.texts(v, key)
		case "all":
			r.all = s.texts(v, key)
		case "not":
			r.not = s.texts(v, key)
		default:
			s.bad(k, "a title rule has no key %q; it has role, all, not", key)
		}
	})
	s.roles = append(s.roles, r)
}
