package trends

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"trends/trends/stats"
)

// PairList says which skills openings ask for together, and whether more often than chance would have it.
type PairList struct {
	Meta     Meta      `json:"meta"`
	Skill    string    `json:"skill"`    // the skill whose pairs are listed; "" is all skills
	Name     string    `json:"name"`     // its name
	Openings int       `json:"openings"` // that name it, in the months that Meta calls now; with no skill, all
	Tested   int       `json:"pairs_tested"`
	Found    int       `json:"pairs_found"` // of them those with Reason ""
	Pairs    []PairRow `json:"pairs"`       // found ones first, the strongest NPMI first; then tested ones likewise; then by openings
}

// PairRow is what the openings say of two skills. Counts of openings are of distinct ones, uncapped, as a report prints them. Lift, NPMI,
// odds ratios and the test are made of the capped counts, so that no employer weighs more than in a trend. A Number that is
// not defined is NaN: what concerns the test, for pairs that are not tested.
type PairRow struct {
	Skill         string `json:"skill"` // the one asked about, or else the rarer of the two
	Name          string `json:"name"`
	With          string `json:"with"`
	WithName      string `json:"with_name"`
	Openings      int    `json:"openings"` // that name both
	SkillOpenings int    `json:"skill_openings"`
	WithOpenings  int    `json:"with_openings"`
	Total         int    `json:"total"`
	Employers     int    `json:"employers"` // with an opening that names both
	Share         Number `json:"share"`     // of the openings with the skill, those that name the other too
	Low           Number `json:"low"`       // interval with the design effect of employers
	High          Number `json:"high"`
	Lift          Number `json:"lift"` // how many times as often together as by chance
	NPMI          Number `json:"npmi"` // -1 never together, 0 chance, 1 always together (Bouma 2009)
	Odds          Number `json:"odds_ratio"`
	RoleOdds      Number `json:"role_odds_ratio"` // among openings of the same roles (Mantel and Haenszel 1959); for found pairs
	RoleLow       Number `json:"role_odds_low"`
	RoleHigh      Number `json:"role_odds_high"`
	RoleMatters   bool   `json:"role_matters"` // the two odds ratios differ by more than a factor of 1.5
	Deff          Number `json:"deff"`         // design effect of the share of all openings that name both
	G2            Number `json:"g2"`           // Dunning 1993, of the capped counts divided by Deff
	P             Number `json:"p"`
	Q             Number `json:"q"` // Benjamini and Hochberg 1995, over the tested pairs
	CappedBoth    Number `json:"capped_openings"`
	CappedSkill   Number `json:"capped_skill"`
	CappedWith    Number `json:"capped_with"`
	CappedTotal   Number `json:"capped_total"`
	Reason        string `json:"reason"` // why it is not found; "" if it is: together, or apart, more often than chance

	codes [2]uint16
}

// Support for a pair of skills: with less, measures of association reward the rarest pairs.
const (
	pairTogether  = 10
	pairEach      = 30
	pairEmployers = 5
)

// The reasons that are no lack of support.
const (
	ReasonChance  = "no more and no less than chance"
	ReasonRelated = "one is a kind or a part of the other"
)

// Pairs returns the pairs of the skill with all others that openings name with it, or with id "" the pairs of all skills. Of what openings
// it speaks is as in Report. An id that no opening names has no pairs.
func (p *Panel) Pairs(q Query, id string, skills []SkillInfo) *PairList {
	q, l, meta := p.now(q)
	list := &PairList{Meta: meta, Skill: id, Openings: len(l.units), Pairs: l.pairs(id, q.Level, skills)}
	for _, info := range skills {
		if info.ID == id {
			list.Name, list.Openings = info.Name, l.row(info).Openings
		}
	}
	for _, row := range list.Pairs {
		if row.Q.Defined() {
			list.Tested++
		}
		if row.Reason == "" {
			list.Found++
		}
	}
	return list
}

// now settles a query, and returns what is open or new now, and the head of a result that tests no change.
func (p *Panel) now(q Query) (Query, *levels, Meta) {
	r := &Report{}
	window := p.Window(p.opt.Window, q.Until)
	q = p.settled(q, window)
	p.fillMeta(r, q, window)
	l := p.levels(q, window)
	m := &r.Meta
	m.PriorDF, m.PriorPhi = Undefined(), Undefined()
	m.Rho, m.OpeningsNow, m.EmployersNow = l.rho, len(l.units), l.clusters
	return q, l, *m
}

// pairing is the work on the pairs of some skills.
type pairing struct {
	l      *levels
	infos  []SkillInfo // by skill code; those that do not take part have no id
	sets   stats.SkillSets
	weight []float64
	counts *stats.PairCounts
	above  map[string]map[string]bool // by skill id: what it is a kind or a part of
}

// pairs returns the pairs of the skills, or of one of them with the others, in the order of PairList.
func (l *levels) pairs(id string, level Level, skills []SkillInfo) []PairRow {
	g := &pairing{l: l, infos: make([]SkillInfo, len(l.p.snap.Skills)), above: above(skills)}
	for _, info := range skills {
		if code, ok := l.p.skillCode(info.ID); ok {
			g.infos[code] = info
		}
	}
	g.sets = l.sets(level, func(code uint16) bool { return g.infos[code].ID != "" })
	g.weight = l.capWeights()
	employer := make([]uint32, len(l.employer))
	for i, e := range l.employer {
		employer[i] = uint32(e)
	}
	g.counts = stats.CountPairs(g.sets, g.weight, employer, len(g.infos))
	rows := g.rows(id)
	g.correct(rows)
	g.stratify(rows)
	slices.SortFunc(rows, comparePairs)
	return rows
}

// sets returns the skills of each unit at the level or above it, as far as keep says.
func (l *levels) sets(level Level, keep func(code uint16) bool) stats.SkillSets {
	a := &l.p.snap.Ads
	sets := stats.SkillSets{Start: make([]uint32, 1, len(l.units)+1)}
	for _, u := range l.units {
		for j := a.Start[u.ad]; j < a.Start[u.ad+1]; j++ {
			if Level(a.Level[j]) >= level && keep(a.Skill[j]) {
				sets.Skill = append(sets.Skill, a.Skill[j])
			}
		}
		sets.Start = append(sets.Start, uint32(len(sets.Skill)))
	}
	return sets
}

// capWeights returns the weight of each unit by which no employer has more than the cap in a source and month; nil without a cap.
func (l *levels) capWeights() []float64 {
	if l.p.opt.Cap <= 0 {
		return nil
	}
	type set struct {
		employer int
		source   uint16
		month    int32
	}
	codes, of := map[set]uint32{}, make([]uint32, len(l.units))
	for i, u := range l.units {
		key := set{l.employer[i], l.p.snap.Ads.Source[u.ad], u.month}
		code, ok := codes[key]
		if !ok {
			code = uint32(len(codes))
			codes[key] = code
		}
		of[i] = code
	}
	return stats.CapWeights(of, l.p.opt.Cap)
}

// rows returns a row for every pair that some opening names.
func (g *pairing) rows(id string) []PairRow {
	rows := []PairRow{}
	for x := range uint16(len(g.infos)) {
		for y := range x {
			if id != "" && g.infos[x].ID != id && g.infos[y].ID != id {
				continue
			}
			if both, _ := g.counts.Openings(x, y); both > 0 {
				rows = append(rows, g.row(g.ordered(id, x, y)))
			}
		}
	}
	return rows
}

// ordered returns the skill asked about first, or else the rarer one.
func (g *pairing) ordered(id string, x, y uint16) (uint16, uint16) {
	nx, _ := g.counts.Openings(x, x)
	ny, _ := g.counts.Openings(y, y)
	if g.infos[y].ID == id || g.infos[x].ID != id && (ny < nx || ny == nx && y < x) {
		return y, x
	}
	return x, y
}

// row measures one pair, and tests it if there is enough of it.
func (g *pairing) row(x, y uint16) PairRow {
	c, o := g.counts, g.l.p.opt
	pair, share := c.Pair(x, y), c.Share(x, y, g.l.rho, o.Confidence)
	no := Undefined()
	r := PairRow{Skill: g.infos[x].ID, Name: g.infos[x].Name, With: g.infos[y].ID, WithName: g.infos[y].Name, Total: len(g.l.units),
		Share: Number(share.P), Low: Number(share.Low), High: Number(share.High), Lift: Number(pair.Lift()), NPMI: Number(pair.NPMI()), Odds: no,
		RoleOdds: no, RoleLow: no, RoleHigh: no, Deff: no, G2: no, P: no, Q: no, CappedBoth: Number(pair.Both), CappedSkill: Number(pair.X),
		CappedWith: Number(pair.Y), CappedTotal: Number(pair.N), codes: [2]uint16{x, y}}
	r.Openings, r.Employers = c.Openings(x, y)
	r.SkillOpenings, _ = c.Openings(x, x)
	r.WithOpenings, _ = c.Openings(y, y)
	odds, _, _ := stats.MantelHaenszel([]stats.Pair{pair}, o.Confidence)
	r.Odds = Number(odds)
	if r.Reason = g.lacks(&r); r.Reason != "" {
		return r
	}
	r.Deff = Number(c.ShareOfAll(x, y, g.l.rho, o.Confidence).Deff)
	g2, prob := pair.Over(float64(r.Deff)).G2()
	r.G2, r.P = Number(g2), Number(prob)
	return r
}

// lacks says why a pair is not tested; "" if it is.
func (g *pairing) lacks(r *PairRow) string {
	few := func(n, least int, what string) string {
		return fmt.Sprintf("%d more openings with %s are needed", least-n, what)
	}
	switch {
	case g.above[r.Skill][r.With] || g.above[r.With][r.Skill]:
		return ReasonRelated
	case r.SkillOpenings < pairEach:
		return few(r.SkillOpenings, pairEach, r.Name)
	case r.WithOpenings < pairEach:
		return few(r.WithOpenings, pairEach, r.WithName)
	case r.Openings < pairTogether:
		return few(r.Openings, pairTogether, "both")
	case r.Employers < pairEmployers:
		return fmt.Sprintf("%d more employers with both are needed", pairEmployers-r.Employers)
	}
	return ""
}

// correct turns p into q over the tested pairs, and says which are found.
func (g *pairing) correct(rows []PairRow) {
	ps := make([]float64, len(rows))
	for i := range rows {
		ps[i] = float64(rows[i].P)
	}
	for i, q := range stats.BH(ps) {
		rows[i].Q = Number(q)
		if q > g.l.p.opt.FDR {
			rows[i].Reason = ReasonChance
		}
	}
}

// stratify measures the found pairs again among openings of the same roles.
func (g *pairing) stratify(rows []PairRow) {
	var found []*PairRow
	var codes [][2]uint16
	for i := range rows {
		if rows[i].Reason == "" {
			found, codes = append(found, &rows[i]), append(codes, rows[i].codes)
		}
	}
	roles := make([]uint32, len(g.l.units))
	for i, u := range g.l.units {
		roles[i] = g.l.p.snap.Ads.Roles[u.ad]
	}
	for i, strata := range stats.PairStrata(g.sets, g.weight, roles, len(g.infos), codes) {
		r := found[i]
		for s := range strata {
			strata[s] = strata[s].Over(float64(r.Deff))
		}
		odds, low, high := stats.MantelHaenszel(strata, g.l.p.opt.Confidence)
		r.RoleOdds, r.RoleLow, r.RoleHigh = Number(odds), Number(low), Number(high)
		const much = 1.5
		r.RoleMatters = math.Abs(math.Log(odds/float64(r.Odds))) > math.Log(much)
	}
}

// comparePairs orders rows as PairList says.
func comparePairs(a, b PairRow) int {
	part := func(r *PairRow) int {
		switch {
		case r.Reason == "":
			return 0
		case r.Q.Defined():
			return 1
		}
		return 2
	}
	order := cmp.Compare(b.Openings, a.Openings)
	if part(&a) < 2 {
		order = cmp.Compare(b.NPMI, a.NPMI)
	}
	return cmp.Or(cmp.Compare(part(&a), part(&b)), order, cmp.Compare(a.Skill, b.Skill), cmp.Compare(a.With, b.With))
}

// above returns, by skill id, all that the skill is a kind or a part of, over any number of steps.
func above(skills []SkillInfo) map[string]map[string]bool {
	within := map[string][]string{}
	for _, info := range skills {
		within[info.ID] = info.Within
	}
	out := map[string]map[string]bool{}
	for _, info := range skills {
		all := map[string]bool{}
		for next := slices.Clone(info.Within); len(next) > 0; next = next[1:] {
			if !all[next[0]] {
				all[next[0]] = true
				next = append(next, within[next[0]]...)
			}
		}
		out[info.ID] = all
	}
	return out
}
