package extract

import "trends/trends"

// leadReach is how many words may stand between "work closely with" and the colleagues named.
const leadReach = 14

// colleague reports whether a candidate only says who the others are: "you work closely with data scientists and the frontend team".
// It names people or a team, or is one of the fields that stand for their people, and what comes before it up to the word "with"
// holds nothing that begins what the work is about ("… with engineers to build …").
func (r *reading) colleague(k *candidate, sent *sentence) bool {
	if sent.kinds&kindBeside == 0 {
		return false
	}
	x := &r.t.ctx
	if !x.fieldsOfPeople[r.t.forms[k.form].skill] && !r.hasPhrase(&x.teams, int(k.from), int(min(k.to+2, sent.to))) {
		return false
	}
	return r.governed(k, sent, &x.beside, &x.until)
}

// company reports whether a candidate is a company here and not its product: "founded by people from Docker and Snowflake".
func (r *reading) company(k *candidate, sent *sentence) bool {
	x := &r.t.ctx
	return sent.kinds&kindBeside != 0 && x.companies[r.t.forms[k.form].skill] && r.governed(k, sent, &x.people, &x.until)
}

// customers reports whether a candidate is one of several domains that a sentence names as those of who buys: "our customers are in
// banking and retail". Who asks for experience in them means them, and a consultancy works in them.
func (r *reading) customers(k *candidate, sent *sentence) bool {
	x := &r.t.ctx
	if !r.domain(k) || !r.hasPhrase(&x.buyers, int(sent.from), int(sent.to)) {
		return false
	}
	if r.level(k) != trends.LevelMentioned || r.hasPhrase(&x.consultancies, 0, len(r.toks)) {
		return false
	}
	for i := r.candidateFrom(sent.from); i < len(r.cands) && r.cands[i].from < sent.to; i++ {
		o := &r.cands[i]
		if (o.state == stateOK || o.why == whyBoilerplate) && r.domain(o) && r.t.forms[o.form].skill != r.t.forms[k.form].skill {
			return true
		}
	}
	return false
}

// domain reports whether a candidate is a field of business, such as finance.
func (r *reading) domain(k *candidate) bool {
	return r.t.domains[r.t.forms[k.form].skill]
}

// governed reports whether a phrase of lead stands before a candidate in its sentence, with no word of until between.
func (r *reading) governed(k *candidate, sent *sentence, lead, until *phrases) bool {
	for i := k.from - 1; i >= sent.from && i >= k.from-leadReach; i-- {
		if end, _ := lead.longest(r.toks[:k.from], int(i)); end > int(i) {
			return true
		}
		if end, _ := until.longest(r.toks[:k.from], int(i)); end > int(i) && !r.inPhrase(lead, sent.from, i) {
			return false
		}
	}
	return false
}

// inPhrase reports whether word i is inside of a phrase of p that starts at one of the three words before it.
func (r *reading) inPhrase(p *phrases, from, i int32) bool {
	for j := i - 1; j >= from && j >= i-3; j-- {
		if end, _ := p.longest(r.toks, int(j)); end > int(i) {
			return true
		}
	}
	return false
}
