package extract

// colleagueReach is how many words may stand between "work closely with" and the colleagues named.
const colleagueReach = 14

// colleague reports whether a candidate only says who the others are: "you work closely with data scientists and the frontend team".
// It names people or a team, or is one of the fields that stand for their people, and what comes before it up to the word "with"
// holds nothing that begins what the work is about ("… with engineers to build …").
func (r *reading) colleague(k *candidate, sent *sentence) bool {
	x := &r.t.ctx
	if !x.fieldsOfPeople[r.t.forms[k.form].skill] && !r.hasPhrase(&x.teams, int(k.from), int(min(k.to+2, sent.to))) {
		return false
	}
	for i := k.from - 1; i >= sent.from && i >= k.from-colleagueReach; i-- {
		if id := r.toks[i].id; id == 0 {
			continue
		}
		if x.until.starts(r.toks[i].id) {
			if end, _ := x.until.longest(r.toks[:k.from], int(i)); end > int(i) {
				return false
			}
		}
		if x.beside.starts(r.toks[i].id) {
			if end, _ := x.beside.longest(r.toks[:k.from], int(i)); end > int(i) {
				return true
			}
		}
	}
	return false
}
