package stats

// Learning says how many openings a set of skills meets, and which skill to learn next, one after the other. Numbers are sums of
// weights; divide by Openings for a share.
type Learning struct {
	Openings float64     // all
	Met      float64     // openings all of whose required skills one has
	OneAway  float64     // openings that lack exactly one: the most that all single next skills together can open
	Steps    []LearnStep // best first; fewer than asked for when no opening lacks anything
}

// LearnStep is one more skill.
type LearnStep struct {
	Skill   uint16  // code
	Gain    float64 // openings that it opens; may be 0 while every opening lacks two or more
	Closer  float64 // sum over the openings that lack it of 1 / skills lacking: what decides between equal gains
	Met     float64 // openings met with it and all before it
	OneAway float64 // openings that then lack exactly one
}

// Learn finds what to learn next, step by step: the skill that opens most openings, of equal ones that which brings most
// openings closer, of equal ones that of the lowest code. Each step is the best one, which need not make the best set of so
// many skills: nobody knows a fast way to that. required holds the required skills of each opening; one that requires nothing
// is met by everyone, so leave it out where that says nothing. weight is the weight of each opening, nil for 1 each. have[s]
// says whether one has skill s; skills beyond its end one has not.
//
// For the interval of a share, count by employer what Meets says and ask ClusterShare.
func Learn(required SkillSets, weight []float64, have []bool, steps int) Learning {
	var l learner
	l.begin(required, weight, have)
	out := Learning{Openings: l.all.float(), Met: l.met.float(), OneAway: l.oneAway.float()}
	for range steps {
		best := l.best()
		if l.closer[best] == 0 {
			break
		}
		step := LearnStep{Skill: uint16(best), Gain: l.gain[best].float(), Closer: l.closer[best].float()}
		l.learn(uint16(best))
		step.Met, step.OneAway = l.met.float(), l.oneAway.float()
		out.Steps = append(out.Steps, step)
	}
	return out
}

// Meets reports for each opening whether one has all of its required skills.
func (s SkillSets) Meets(have []bool) []bool {
	out := make([]bool, s.Len())
	for i := range out {
		out[i] = true
		for _, skill := range s.Of(i) {
			if int(skill) >= len(have) || !have[skill] {
				out[i] = false
				break
			}
		}
	}
	return out
}

// learner is the state between two steps.
type learner struct {
	all, met, oneAway fixed
	lacking           []lacking
	skills            []uint16 // what the openings lack
	gain, closer      []fixed  // by skill code
}

// lacking is an opening that is not met: it lacks skills[first:end].
type lacking struct {
	first, end uint32
	weight     fixed
}

// begin sorts out what one has.
func (l *learner) begin(required SkillSets, weight []float64, have []bool) {
	l.skills = make([]uint16, 0, len(required.Skill))
	codes := 1
	for _, s := range required.Skill {
		codes = max(codes, int(s)+1)
	}
	l.gain, l.closer = make([]fixed, codes), make([]fixed, codes)
	for i := range required.Len() {
		o := lacking{first: uint32(len(l.skills)), weight: toFixed(weight, i)}
		for _, s := range required.Of(i) {
			if int(s) >= len(have) || !have[s] {
				l.skills = append(l.skills, s)
			}
		}
		o.end = uint32(len(l.skills))
		l.all += o.weight
		if o.end == o.first {
			l.met += o.weight
			continue
		}
		l.lacking = append(l.lacking, o)
		l.count(o)
	}
}

// learn takes a skill from what the openings lack, and counts again what the next one would do.
func (l *learner) learn(skill uint16) {
	l.oneAway = 0
	clear(l.gain)
	clear(l.closer)
	still := l.lacking[:0]
	for _, o := range l.lacking {
		for at := o.first; at < o.end; at++ {
			if l.skills[at] == skill {
				o.end--
				l.skills[at] = l.skills[o.end]
				break
			}
		}
		if o.end == o.first {
			l.met += o.weight
			continue
		}
		still = append(still, o)
		l.count(o)
	}
	l.lacking = still
}

// count adds an opening to what its skills would do.
func (l *learner) count(o lacking) {
	part := o.weight / fixed(o.end-o.first)
	for _, s := range l.skills[o.first:o.end] {
		l.closer[s] += part
	}
	if o.end-o.first == 1 {
		l.gain[l.skills[o.first]] += o.weight
		l.oneAway += o.weight
	}
}

// best returns the code of the skill to learn next.
func (l *learner) best() int {
	best := 0
	for s := range l.gain {
		if l.gain[s] > l.gain[best] || l.gain[s] == l.gain[best] && l.closer[s] > l.closer[best] {
			best = s
		}
	}
	return best
}
