package market

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// document is an ad in its parts, plain text without any mark-up.
type document struct {
	about, intro string
	heads        [4]string // of duties, required, wished and benefits
	duties       []string
	required     []string
	wished       []string
	benefits     []string
	pay          string // "" if the text does not tell
	legal        string
}

// write writes the ad's text. The edited version has one more line, which names no skill.
func (m *Market) write(a *ad, edited int) *document {
	rng := rand.New(rand.NewPCG(m.o.Seed, uint64(a.stream)<<8|textStream))
	w := m.words
	fill := strings.NewReplacer("NAME", a.employer.name, "a ROLE", withArticle(a.heading), "ROLE", a.heading, "TEAM", one(w.teams, rng)).Replace
	d := &document{
		about:    fill(a.employer.about.text),
		legal:    fill(a.employer.legal),
		heads:    heads(a.employer.style),
		benefits: some(w.benefits, 4+rng.IntN(4), rng),
	}
	if a.office != nil {
		d.intro = fill("Our team is looking for a ROLE.")
		d.duties, d.required = a.office.duties, a.office.asks
		d.wished = some(w.wished, 1, rng)
	} else {
		d.intro = fill(one(w.intros, rng))
		d.duties = some(w.duties, 3+rng.IntN(3), rng)
		d.required = some(w.required, 2+rng.IntN(2), rng)
		d.wished = some(w.wished, 1+rng.IntN(2), rng)
		m.askFor(d, a, rng)
	}
	if a.payText {
		d.pay = fmt.Sprintf("The base pay for this job is %s – %s a year.", money(a.pay.min, a.pay.currency), money(a.pay.max, a.pay.currency))
	}
	if a.note != "" {
		d.intro += " " + a.note
	}
	if edited > 0 {
		d.benefits = append(d.benefits, "You can start as soon as you like")
	}
	return d
}

// withArticle puts "a" or "an" before a title, by how it is said: "an ML engineer", "a mobile engineer".
func withArticle(title string) string {
	for _, start := range []string{"A", "E", "I", "O", "ML", "NLP"} {
		if strings.HasPrefix(title, start) {
			return "an " + title
		}
	}
	return "a " + title
}

// heads are the headings of an ad. Each employer keeps to its own.
func heads(style int) [4]string {
	return [...][4]string{
		{"What you will do", "What we are looking for", "Nice to have", "What we offer"},
		{"Responsibilities", "Requirements", "Preferred qualifications", "Benefits"},
		{"Your role", "What you bring", "Bonus points", "Perks"},
		{"In this job you will", "Minimum qualifications", "Good to have", "What you get"},
	}[style]
}

// askFor adds the ad's skills to the lists of the document, in sentences.
func (m *Market) askFor(d *document, a *ad, rng *rand.Rand) {
	var tools, topics [3][]string // by level
	lists := [3]*[]string{&d.duties, &d.wished, &d.required}
	for _, i := range rng.Perm(len(a.asks)) {
		s := &m.words.skills[a.asks[i].skill]
		form, at := one(s.forms, rng), a.asks[i].level
		switch s.kind {
		case "own":
			*lists[at] = append(*lists[at], form)
		case "tool":
			tools[at] = append(tools[at], form)
		default:
			topics[at] = append(topics[at], form)
		}
	}
	for at, patterns := range toolPatterns() {
		*lists[at] = append(*lists[at], sentences(tools[at], 4, patterns, rng)...)
	}
	for at, patterns := range topicPatterns() {
		*lists[at] = append(*lists[at], sentences(topics[at], 2, patterns, rng)...)
	}
	for _, l := range lists {
		rng.Shuffle(len(*l), func(i, j int) { (*l)[i], (*l)[j] = (*l)[j], (*l)[i] })
	}
}

// toolPatterns are the sentences about tools, by level: mentioned, wished, required.
func toolPatterns() [3][]string {
	return [3][]string{
		{"Work with %s every day", "Build on our stack of %s", "Keep what we run on %s healthy", "Use %s, and say so when there is something better"},
		{"Familiarity with %s", "Experience with %s", "Exposure to %s", "Some practice with %s"},
		{"Experience with %s", "Solid knowledge of %s", "Hands-on work with %s", "Good command of %s", "3+ years of experience with %s", "You know your way around %s"},
	}
}

// topicPatterns are the sentences about fields of work, by level.
func topicPatterns() [3][]string {
	return [3][]string{
		{"Lead our work on %s", "Bring %s into our products", "Push our efforts in %s forward", "Help product teams make use of %s"},
		{"Interest in %s", "Exposure to %s", "Experience in %s", "Some background in %s"},
		{"Background in %s", "Practical experience in %s", "Good understanding of %s", "A record of work in %s", "2+ years of experience in %s"},
	}
}

// sentences puts the words into sentences of one to most words each.
func sentences(words []string, most int, patterns []string, rng *rand.Rand) []string {
	var out []string
	for len(words) > 0 {
		n := min(len(words), 1+rng.IntN(most))
		out = append(out, fmt.Sprintf(one(patterns, rng), enumerate(words[:n])))
		words = words[n:]
	}
	return out
}

// enumerate joins words: "a", "a and b", "a, b and c".
func enumerate(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// money writes an amount as ads do: "$150,000", "€90,000", "CHF 120,000".
func money(amount int, currency string) string {
	digits := fmt.Sprintf("%d,%03d", amount/1000, amount%1000)
	switch currency {
	case "USD":
		return "$" + digits
	case "EUR":
		return "€" + digits
	case "GBP":
		return "£" + digits
	}
	return currency + " " + digits
}

// one draws one of the words.
func one(from []string, rng *rand.Rand) string { return from[rng.IntN(len(from))] }

// some draws n different words.
func some(from []string, n int, rng *rand.Rand) []string {
	var out []string
	for _, i := range rng.Perm(len(from))[:min(n, len(from))] {
		out = append(out, from[i])
	}
	return out
}

// sections returns the document's lists with their headings, in order.
func (d *document) sections() [4][]string {
	return [4][]string{d.duties, d.required, d.wished, d.benefits}
}

// html marks the document up the way its employer does. wrap puts the company's lines into the blocks that Greenhouse
// adds around every ad of a board.
func (d *document) html(style int, wrap bool) string {
	var b strings.Builder
	if wrap {
		b.WriteString(`<div class="content-intro">` + paragraph(d.about) + `</div>`)
	} else {
		b.WriteString(paragraph(d.about))
	}
	b.WriteString(paragraph(d.intro))
	for i, items := range d.sections() {
		b.WriteString(heading(style, d.heads[i]))
		b.WriteString(bullets(items))
	}
	if d.pay != "" {
		b.WriteString(paragraph(d.pay))
	}
	if wrap {
		b.WriteString(`<div class="content-conclusion">` + paragraph(d.legal) + `</div>`)
	} else {
		b.WriteString(paragraph(d.legal))
	}
	return b.String()
}

func paragraph(text string) string { return "<p>" + html.EscapeString(text) + "</p>\n" }

// heading marks a heading up in one of the ways seen on boards.
func heading(style int, text string) string {
	text = html.EscapeString(text)
	switch style {
	case 0:
		return "<h3>" + text + "</h3>\n"
	case 1:
		return "<p><strong>" + text + ":</strong></p>\n"
	case 2:
		return "<h2>" + text + "</h2>\n"
	}
	return "<p><b>" + text + "</b><br></p>\n"
}

// bullets makes a list.
func bullets(items []string) string { return "<ul>\n" + listItems(items) + "</ul>\n" }

func listItems(items []string) string {
	var b strings.Builder
	for _, item := range items {
		b.WriteString("<li>" + html.EscapeString(item) + "</li>\n")
	}
	return b.String()
}

// plain is the document as plain text, as Ashby and Lever give it beside the HTML.
func (d *document) plain() string {
	var b strings.Builder
	b.WriteString(d.about + "\n\n" + d.intro + "\n\n")
	for i, items := range d.sections() {
		b.WriteString(d.heads[i] + "\n")
		for _, item := range items {
			b.WriteString("- " + item + "\n")
		}
		b.WriteString("\n")
	}
	return b.String() + d.legal + "\n"
}
