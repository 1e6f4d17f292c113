package trends

import (
	"cmp"
	"slices"

	"trends/trends/stats"
)

// LearnPlan says how many openings some skills meet, and what to learn next, step by step. An opening is met if one has every skill
// that it asks for at the level; only openings that ask for at least one skill are counted.
type LearnPlan struct {
	Meta      Meta       `json:"meta"`
	Level     string     `json:"level"`    // "required" unless the query names another
	Groups    []string   `json:"groups"`   // of the skills that count, sorted
	Have      []string   `json:"have"`     // skill ids, sorted
	Names     []string   `json:"names"`    // names of those that count
	Openings  int        `json:"openings"` // in the slice, of which Total ask for at least one skill
	Total     int        `json:"total"`
	Employers int        `json:"employers"`
	Asked     int        `json:"median_asked"`   // skills that the middle opening asks for
	Lacking   int        `json:"median_lacking"` // and of them those that one lacks
	Now       LearnRow   `json:"now"`            // with what one has
	Steps     []LearnRow `json:"steps"`          // the skill that opens most, then the next, each on top of all before it
	Others    []LearnRow `json:"others"`         // any other skill as the first step, by what it opens
	Lacks     string     `json:"lacks"`          // why there is no advice; "" if there is
}

// LearnRow is what one more skill does. Numbers that are not defined are NaN.
type LearnRow struct {
	Step      int      `json:"step"`  // from 1; 0 is what one has, and in Others
	Skill     string   `json:"skill"` // "" for what one has
	Name      string   `json:"name"`
	AskedBy   int      `json:"asked_by"` // openings that ask for it
	Alone     int      `json:"alone"`    // openings that lack nothing but it, without any step
	Gain      int      `json:"gain"`     // openings that it opens
	Met       int      `json:"met"`      // openings met with it, and with the steps before
	Total     int      `json:"total"`
	Share     Number   `json:"share"` // Met / Total
	Low       Number   `json:"low"`   // interval with the design effect of employers
	High      Number   `json:"high"`
	NEff      Number   `json:"n_eff"`     // independent openings that say as much as Total
	Employers int      `json:"employers"` // of the openings that it opens
	Needs     []string `json:"needs"`     // names of what at least 60 % of the openings with it ask for too, and one still lacks
	With      []string `json:"with"`      // names of what is asked for with it more often than chance and one still lacks, the strongest three
	Flags     []string `json:"flags"`     // FlagSmall
}

// Learn plans so many steps from the skills that one has, by id. skills are those that count: what is not among them nobody has
// to have. Each step is the one that opens most, of equal ones that which brings most openings closer (stats.Learn).
func (p *Panel) Learn(q Query, have []string, skills []SkillInfo, steps int) *LearnPlan {
	q.Level = cmp.Or(q.Level, LevelRequired)
	q, l, meta := p.now(q)
	u := l.asking(q.Level, skills)
	plan := &LearnPlan{Meta: meta, Level: q.Level.String(), Groups: groups(skills), Names: []string{},
		Have: slices.Compact(slices.Sorted(slices.Values(have))), Openings: len(l.units), Total: len(u.l.units), Employers: u.l.clusters, Steps: []LearnRow{}, Others: []LearnRow{}}
	for _, id := range plan.Have {
		if code, ok := l.p.skillCode(id); ok {
			u.have[code] = true
		}
		if i := slices.IndexFunc(skills, func(s SkillInfo) bool { return s.ID == id }); i >= 0 {
			plan.Names = append(plan.Names, skills[i].Name)
		}
	}
	plan.Now = u.begin()
	plan.Asked, plan.Lacking = u.middle()
	if plan.Lacks = u.lacks(plan.Now); plan.Lacks != "" {
		no := Undefined()
		plan.Now.Share, plan.Now.Low, plan.Now.High = no, no, no
		return plan
	}
	u.findNeighbours(q.Level, skills)
	plan.Others = u.others()
	for i, step := range stats.Learn(u.sets, nil, u.have, steps).Steps {
		row := u.learn(int(step.Skill))
		row.Step = i + 1
		plan.Steps = append(plan.Steps, row)
		plan.Others = slices.DeleteFunc(plan.Others, func(r LearnRow) bool { return r.Skill == row.Skill })
	}
	return plan
}

// groups returns the groups of skills, sorted.
func groups(skills []SkillInfo) []string {
	out := []string{}
	for _, info := range skills {
		out = append(out, info.Group)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
