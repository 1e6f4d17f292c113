package trends

import (
	"cmp"
	"fmt"
	"slices"

	"trends/trends/stats"
)

// asking is the openings that ask for at least one skill, and what one has of those.
type asking struct {
	l     *levels
	infos []SkillInfo // by skill code; those that do not count have no id
	sets  stats.SkillSets
	have  []bool      // by skill code
	met   []float64   // by employer: openings met with it
	all   int         // openings met
	alone [][]int32   // by skill code: openings that lacked nothing but it at the beginning
	with  [][]PairRow // by skill code: found pairs, the strongest first
}

// What a row says about other skills, and when it is marked.
const (
	needShare   = 0.6 // of the openings with the skill
	shownWith   = 3
	markedUnder = 100 // independent openings
)

// asking keeps the units that ask for at least one of the skills.
func (l *levels) asking(level Level, skills []SkillInfo) *asking {
	u := &asking{l: &levels{p: l.p, rho: l.rho}, infos: make([]SkillInfo, len(l.p.snap.Skills))}
	for _, info := range skills {
		if code, ok := l.p.skillCode(info.ID); ok {
			u.infos[code] = info
		}
	}
	counts := func(code uint16) bool { return u.infos[code].ID != "" }
	all := l.sets(level, counts)
	for i, unit := range l.units {
		if len(all.Of(i)) > 0 {
			u.l.units = append(u.l.units, unit)
		}
	}
	u.l.index(level)
	u.sets = u.l.sets(level, counts)
	n := len(u.infos)
	u.have, u.met, u.alone, u.with = make([]bool, n), make([]float64, len(u.l.n)), make([][]int32, n), make([][]PairRow, n)
	return u
}

// lacks says why openings are too few for advice; "" if they are not.
func (u *asking) lacks(now LearnRow) string {
	least := u.l.p.opt.MinOpenings
	switch {
	case now.Total == 0:
		return "no opening asks for any skill"
	case now.Total < least:
		return fmt.Sprintf("too few openings: %d, and %d are needed", now.Total, least)
	case now.NEff < Number(least):
		return fmt.Sprintf("too few openings: %d that count as about %.0f independent ones, and %d are needed", now.Total, now.NEff, least)
	}
	return ""
}

// begin says what one has meets, and finds the openings that lack exactly one skill.
func (u *asking) begin() LearnRow {
	for i, ok := range u.sets.Meets(u.have) {
		if ok {
			u.met[u.l.employer[i]]++
			u.all++
			continue
		}
		if code, alone := u.onlyLack(i); alone {
			u.alone[code] = append(u.alone[code], int32(i))
		}
	}
	return u.row(-1, nil)
}

// middle returns how many skills the middle opening asks for, and how many the middle one lacks; 0 without openings.
func (u *asking) middle() (asked, lacking int) {
	var all, lacks []int
	for i := range u.sets.Len() {
		n := 0
		for _, s := range u.sets.Of(i) {
			if !u.have[s] {
				n++
			}
		}
		all, lacks = append(all, len(u.sets.Of(i))), append(lacks, n)
	}
	if len(all) == 0 {
		return 0, 0
	}
	slices.Sort(all)
	slices.Sort(lacks)
	return all[len(all)/2], lacks[len(lacks)/2]
}

// onlyLack returns the skill that an opening lacks, if it is one alone.
func (u *asking) onlyLack(i int) (code uint16, alone bool) {
	n := 0
	for _, s := range u.sets.Of(i) {
		if !u.have[s] {
			code = s
			n++
		}
	}
	return code, n == 1
}

// row says what one has with one more skill, by code, that opens some openings; -1 is none.
func (u *asking) row(code int, opened []int32) LearnRow {
	r := LearnRow{Gain: len(opened), Met: u.all + len(opened), Total: u.sets.Len(), Needs: []string{}, With: []string{}, Flags: []string{}}
	if code >= 0 {
		r.Skill, r.Name, r.Alone, r.AskedBy = u.infos[code].ID, u.infos[code].Name, len(u.alone[code]), len(u.l.hits[code])
		r.Needs, r.With = u.needs(code), u.neighbours(code)
	}
	met, employers := slices.Clone(u.met), map[int]bool{}
	for _, i := range opened {
		met[u.l.employer[i]]++
		employers[u.l.employer[i]] = true
	}
	r.Employers = len(employers)
	share := stats.ClusterShare(u.l.n, met, u.l.rho, u.l.p.opt.Confidence)
	r.Share, r.Low, r.High, r.NEff = Number(share.P), Number(share.Low), Number(share.High), Number(share.NEff)
	if r.NEff < markedUnder {
		r.Flags = append(r.Flags, FlagSmall)
	}
	return r
}

// learn adds a skill to what one has, and says what it does.
func (u *asking) learn(code int) LearnRow {
	var opened []int32
	for _, i := range u.l.hits[code] {
		if only, alone := u.onlyLack(int(i)); alone && int(only) == code {
			opened = append(opened, i)
		}
	}
	r := u.row(code, opened)
	for _, i := range opened {
		u.met[u.l.employer[i]]++
	}
	u.all += len(opened)
	u.have[code] = true
	return r
}

// others returns every skill that one lacks as the first step.
func (u *asking) others() []LearnRow {
	rows := []LearnRow{}
	for code := range u.infos {
		if !u.have[code] && len(u.l.hits[code]) > 0 && u.infos[code].ID != "" {
			rows = append(rows, u.row(code, u.alone[code]))
		}
	}
	slices.SortFunc(rows, func(a, b LearnRow) int {
		return cmp.Or(cmp.Compare(b.Alone, a.Alone), cmp.Compare(b.AskedBy, a.AskedBy), cmp.Compare(a.Skill, b.Skill))
	})
	return rows
}

// needs names what most openings with the skill ask for too, and one lacks; most first.
func (u *asking) needs(code int) []string {
	if len(u.l.hits[code]) < u.l.p.opt.MinOpenings {
		return []string{}
	}
	n := make([]int, len(u.infos))
	for _, i := range u.l.hits[code] {
		for _, s := range u.sets.Of(int(i)) {
			n[s]++
		}
	}
	var codes []int
	for s, count := range n {
		if s != code && !u.have[s] && float64(count) >= needShare*float64(len(u.l.hits[code])) {
			codes = append(codes, s)
		}
	}
	slices.SortStableFunc(codes, func(a, b int) int { return cmp.Compare(n[b], n[a]) })
	names := []string{}
	for _, s := range codes {
		names = append(names, u.infos[s].Name)
	}
	return names
}

// findNeighbours finds the pairs that go together more often than chance among these openings.
func (u *asking) findNeighbours(level Level, skills []SkillInfo) {
	for _, r := range u.l.pairs("", level, skills) {
		if r.Reason == "" && r.NPMI > 0 {
			for _, code := range r.codes {
				u.with[code] = append(u.with[code], r)
			}
		}
	}
}

// neighbours names the skills that go together with a skill most, and that one lacks.
func (u *asking) neighbours(code int) []string {
	names := []string{}
	for _, r := range u.with[code] {
		other := r.codes[0]
		if int(other) == code {
			other = r.codes[1]
		}
		if !u.have[other] && len(names) < shownWith {
			names = append(names, u.infos[other].Name)
		}
	}
	return names
}
