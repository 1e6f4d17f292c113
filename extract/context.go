package extract

import (
	"maps"
	"slices"
	"strings"
)

// cue is what a phrase of context.yaml means.
type cue int32

const (
	cuePreferred      cue = iota
	cuePreferredAfter     // bears on what follows it only
	cueMust               // beats even the section
	cueRequired
	cueRequiredWeak // asks only where no section speaks against it
	cueMentioned
	cueNotBefore
	cueReplaced // negates what follows it up to "with", "by" or "to"
	cueNotAfter
	cueNotUnless
	cueFill   // a word that a heading may hold besides; no marks are made of it, see bestHeading
	cueRemote // the words alone count in a title, a first line and short lines
	cueRemoteSure
	cueHybrid
	cueHybridSure
	cueOnsite
	cueOnsiteSure
	cueNotRemote
	cueRemoteNow // counts if nothing else tells the place
	cueNoPlace   // a phrase that holds one of the words and says nothing about the place of work
	cueHiring
	cuePeople
	cueStop // ends a title in a sentence
	cueScope
	cueSaid                                  // "a senior position"
	cueNoSenior                              // holds a word of seniority and tells none
	cueSenior                                // + number of the level
	cueHeading  = cueSenior + 16             // + number of the section: a heading
	cueWording  = cueHeading + cue(sections) // + number of the section: wording of a sentence; a cueSet holds 64 kinds
)

// The sections of a posting. secTitle is the title itself; secOther what has no heading.
const (
	secOther = iota
	secTitle
	secRequirements
	secPreferred
	secDuties
	secCompany
	secBenefits
	secLegal
	secApply
	secStack
)

const sections = 10

// sectionName returns the name by which the files call a section.
func sectionName(i int) string {
	return [sections]string{"other", "title", "requirements", "preferred", "duties", "company", "benefits", "legal", "apply", "stack"}[i]
}

func sectionNumber(name string) (int, bool) {
	for i := range sections {
		if sectionName(i) == name {
			return i, true
		}
	}
	return 0, false
}

// seniorityName returns the name of a level of seniority, from low to high.
func seniorityName(i int) string {
	return [...]string{"intern", "junior", "mid", "senior", "staff", "manager", "executive"}[i]
}

const seniorityLevels = 7

// cueNames maps "key.sub" of context.yaml to what its phrases mean.
func cueNames() map[string]cue {
	m := map[string]cue{
		"levels.preferred": cuePreferred, "levels.required": cueRequired, "levels.mentioned": cueMentioned,
		"levels.preferred_after": cuePreferredAfter, "levels.required_weakly": cueRequiredWeak, "headings.fill": cueFill, "levels.must": cueMust,
		"negation.before": cueNotBefore, "negation.replaced": cueReplaced, "negation.after": cueNotAfter, "negation.unless": cueNotUnless,
		"remote.remote": cueRemote, "remote.hybrid": cueHybrid, "remote.onsite": cueOnsite, "remote.not_remote": cueNotRemote,
		"remote.surely_remote": cueRemoteSure, "remote.surely_hybrid": cueHybridSure, "remote.surely_onsite": cueOnsiteSure,
		"remote.for_now": cueRemoteNow, "remote.none": cueNoPlace, "offer.stops": cueStop, "seniority.said_senior": cueSaid, "seniority.none": cueNoSenior,
		"offer.hiring": cueHiring, "offer.people": cuePeople, "scope.words": cueScope,
	}
	for i := range seniorityLevels {
		m["seniority."+seniorityName(i)] = cueSenior + cue(i)
	}
	for i := range sections {
		m["headings."+sectionName(i)] = cueHeading + cue(i)
		m["wording."+sectionName(i)] = cueWording + cue(i)
	}
	return m
}

// context is the compiled context.yaml.
type context struct {
	ignore         phrases // terms that Gaps does not list
	beside         phrases // "work closely with"
	until          phrases // words after which a sentence no longer speaks of colleagues
	teams          phrases // words for people and teams
	people         phrases // "people from"
	buyers         phrases // "our customers": several domains beside are theirs
	consultancies  phrases // words of firms that work in the industries of their customers
	joins          phrases // words between the items of a list
	titles         phrases // the words of titles; values are class numbers
	roles          []roleRule
	heads          uint64  // classes of which a title must hold one
	headWords      phrases // the phrases of these classes
	fields         uint64  // classes that are a trade of their own in a list
	trades         uint64  // classes of a software trade: what follows them in a title is what the software is about
	weak           uint64  // heads that make a title only beside a field
	disciplines    uint64  // classes that name what an engineer does
	engineer       uint64  // the class of engineers
	products       uint64  // classes that may be the trade or what the software is about
	years          phrases // "years"
	worked         phrases // words that tell years of experience from others
	hiring         phrases // the phrases of hiring
	fieldsOfPeople []bool  // by skill: its bare name stands for the people of the field
	companies      []bool  // by skill: its name is that of a company, too
	strong         []bool  // by skill: a strong sign of machine-learning work
	scope          phrases // the other words of scope; values are places in scopeNames
	minScope       int     // that many strong skills make a posting one of machine learning
	pay            payWords
	money          phrases  // words of currencies and of Indian units
	tongues        []string // the languages with frequent words, English first
}

// roleRule says which roles a title stands for: it holds a word of every class in all, and of none in not.
type roleRule struct {
	roles    []string
	all, not uint64
}

// rawRole is a role rule as its file says it.
type rawRole struct {
	roles    []located
	all, not []located
	at       place
}

// context compiles what the files say about context.
func (c *compiler) context() {
	x := &c.t.ctx
	known := cueNames()
	x.hiring = newPhrases(0)
	for _, name := range slices.Sorted(maps.Keys(c.src.cues)) {
		if kind, ok := known[name]; ok {
			c.addPhrases(&c.t.cues, c.src.cues[name], int32(kind))
			if kind == cueHiring {
				c.addPhrases(&x.hiring, c.src.cues[name], 0)
			}
		}
	}
	x.hiring.freeze()
	for name, p := range map[string]*phrases{"lists.joins": &x.joins, "gaps.ignore": &x.ignore,
		"colleagues.beside": &x.beside, "colleagues.until": &x.until, "colleagues.teams": &x.teams, "companies.people": &x.people, "companies.buyers": &x.buyers, "companies.consultancies": &x.consultancies,
		"seniority.years": &x.years, "seniority.experience": &x.worked} {
		*p = newPhrases(0)
		c.addPhrases(p, c.src.cues[name], 0)
		p.freeze()
	}
	c.pay()
	c.tongues()
	x.fieldsOfPeople, x.companies, x.strong = c.flags("colleagues.fields"), c.flags("companies.skills"), c.flags("scope.skills")
	if x.minScope = c.src.values["scope.enough"]; x.minScope == 0 {
		x.minScope = 3
	}
	x.scope = newPhrases(0)
	for i, name := range scopeNames() {
		c.addPhrases(&x.scope, c.src.cues["scope."+name], int32(i))
	}
	x.scope.freeze()
	c.titles()
}

// pay compiles the vocabulary of pay. Longer texts are tried first: "per day" before "day".
func (c *compiler) pay() {
	texts := func(name string) (out []string) {
		for _, it := range c.src.cues[name] {
			out = append(out, strings.ToLower(it.text))
		}
		return out
	}
	periods := func(name string) (out []period) {
		for _, p := range [...]string{"year", "month", "week", "day", "hour"} {
			for _, text := range texts(name + "." + p) {
				out = append(out, period{text, p})
			}
		}
		slices.SortStableFunc(out, func(a, b period) int { return len(b.text) - len(a.text) })
		return out
	}
	c.t.ctx.money = newPhrases(0)
	for _, w := range append(currencies[:], "euro", "euros", "dollars", "pounds", "rs", "lakh", "lakhs", "lac", "lacs", "lpa", "cr", "crore", "crores", "kusd",
		"keur", "kgbp", "kchf", "ksek", "kcad") {
		c.t.ctx.money.add(c.t.words.phrase(w), 0)
	}
	c.t.ctx.money.freeze()
	c.t.ctx.pay = payWords{says: texts("pay.says"), notBefore: texts("pay.not_before"), notAfter: texts("pay.not_after"), upTo: texts("pay.up_to"), atLeast: texts("pay.at_least"),
		before: periods("pay.period_before"), after: periods("pay.period_after")}
}

// lenient drops the ids that the taxonomy does not have: a user may have left out skills that context.yaml names.
func (c *compiler) lenient(name string) []located {
	return slices.DeleteFunc(slices.Clone(c.src.cues[name]), func(l located) bool { _, ok := c.ids[l.text]; return !ok })
}

// flags marks the skills that a list names.
func (c *compiler) flags(name string) []bool {
	out := make([]bool, len(c.t.skills))
	for _, id := range c.skillIDs(c.lenient(name), name) {
		out[id] = true
	}
	return out
}

func (c *compiler) addPhrases(p *phrases, items []located, value int32) {
	for _, it := range items {
		toks := c.t.words.phrase(it.text)
		if len(toks) == 0 {
			c.bad(it.at, "phrase %q holds no letter or digit", it.text)
			continue
		}
		p.add(toks, value)
	}
}

// titles compiles the classes of title words and the rules over them.
func (c *compiler) titles() {
	x := &c.t.ctx
	x.titles = newPhrases(0)
	bits := map[string]uint64{}
	const prefix = "titles.words."
	for _, name := range slices.Sorted(maps.Keys(c.src.cues)) {
		if len(name) > len(prefix) && name[:len(prefix)] == prefix {
			if len(bits) == 64 {
				c.bad(c.src.cues[name][0].at, "titles.words has more than 64 classes")
				break
			}
			n := int32(len(bits))
			bits[name[len(prefix):]] = 1 << n
			c.addPhrases(&x.titles, c.src.cues[name], n)
		}
	}
	mask := func(items []located) (m uint64) {
		for _, it := range items {
			if bits[it.text] == 0 {
				c.bad(it.at, "titles.words has no class %q", it.text)
			}
			m |= bits[it.text]
		}
		return m
	}
	x.heads, x.fields = mask(c.src.cues["titles.heads"]), mask(c.src.cues["titles.fields"])
	x.headWords = newPhrases(0)
	for name, bit := range bits {
		if bit&x.heads != 0 {
			c.addPhrases(&x.headWords, c.src.cues[prefix+name], 0)
		}
	}
	x.headWords.freeze()
	x.disciplines, x.engineer = mask(c.src.cues["titles.disciplines"]), bits["engineer"]
	x.weak = mask(c.src.cues["titles.weak"])
	x.trades, x.products = mask(c.src.cues["titles.trades"]), mask(c.src.cues["titles.products"])
	for _, r := range c.src.roles {
		rule := roleRule{all: mask(r.all), not: mask(r.not)}
		for _, role := range r.roles {
			if !slices.Contains(Roles(), role.text) {
				c.bad(role.at, "there is no role %q", role.text)
			}
			rule.roles = append(rule.roles, role.text)
		}
		if rule.all == 0 {
			c.bad(r.at, "a title rule needs words in all")
		}
		x.roles = append(x.roles, rule)
	}
}
