package market

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed words/*.txt
var wordFiles embed.FS

// words holds the parsed word lists. They ship with the program, so a mistake in one of them is a bug: the parsers panic.
type words struct {
	skills   []skill
	roles    []role
	offices  []office
	places   []place
	teams    []string
	duties   []string
	required []string
	wished   []string // what is asked for as "nice to have"
	benefits []string
	legal    []string
	intros   []string
	about    []about
	first    []string // first parts of company names
	second   []string
	suffix   []string
}

// role is a kind of machine-learning job. effect holds how much more or less often it asks for a skill, on the logit
// scale, by index into words.skills.
type role struct {
	id     string
	weight float64
	titles []title
	effect map[int]float64
}

// title is a job title together with the skills that it names.
type title struct {
	text   string
	skills []string
}

// office is a job outside machine learning.
type office struct {
	title, department string
	duties, asks      []string
}

// place is a city; pay is its pay level relative to an average American city.
type place struct {
	name, country, code, currency string
	pay                           float64
}

// about says what a company does. domain is the id of its field, "-" for none.
type about struct{ domain, text string }

// readWords parses all word lists.
func readWords() *words {
	w := &words{
		teams: lines("teams"), duties: lines("duties"), benefits: lines("benefits"),
		legal: lines("legal"), intros: lines("intros"),
	}
	for _, line := range lines("skills") {
		w.skills = append(w.skills, parseSkill(fields(line, 7)))
	}
	for _, line := range lines("roles") {
		w.roles = append(w.roles, w.parseRole(fields(line, 4)))
	}
	for _, line := range lines("offscope") {
		f := fields(line, 4)
		w.offices = append(w.offices, office{f[0], f[1], parts(f[2]), parts(f[3])})
	}
	for _, line := range lines("places") {
		f := fields(line, 5)
		w.places = append(w.places, place{f[0], f[1], f[2], f[3], number(f[4])})
	}
	for _, line := range lines("asks") {
		f := fields(line, 2)
		if f[0] == "r" {
			w.required = append(w.required, f[1])
		} else {
			w.wished = append(w.wished, f[1])
		}
	}
	for _, line := range lines("about") {
		f := fields(line, 2)
		w.about = append(w.about, about{f[0], f[1]})
	}
	names := lines("names")
	w.first, w.second, w.suffix = strings.Fields(names[0]), strings.Fields(names[2]), strings.Fields(names[4])
	return w
}

// parseSkill reads a line of words/skills.txt, whose head documents the columns.
func parseSkill(f []string) skill {
	s := skill{id: f[0], share: number(f[1]) / 100, odds: 1, late: number(f[3]), kind: f[4], forms: parts(f[6])}
	if f[2] != "" {
		s.odds = number(f[2])
	}
	if f[5] != "" {
		s.with = strings.Split(f[5], ",")
	}
	return s
}

// parseRole reads a line of words/roles.txt, whose head documents the columns.
func (w *words) parseRole(f []string) role {
	r := role{id: f[0], weight: number(f[1]), effect: map[int]float64{}}
	for _, t := range parts(f[2]) {
		text, named, _ := strings.Cut(t, "=")
		r.titles = append(r.titles, title{text: text})
		if named != "" {
			r.titles[len(r.titles)-1].skills = strings.Split(named, ",")
		}
	}
	for _, e := range strings.Fields(f[3]) {
		at := strings.IndexAny(e, "+-")
		r.effect[w.skill(e[:at])] = number(e[at:])
	}
	return r
}

// skill returns the index of the skill with the given id.
func (w *words) skill(id string) int {
	for i := range w.skills {
		if w.skills[i].id == id {
			return i
		}
	}
	panic("market: the word lists name an unknown skill: " + id)
}

// lines returns the lines of words/NAME.txt that are neither empty nor comments.
func lines(name string) []string {
	data, err := wordFiles.ReadFile("words/" + name + ".txt")
	if err != nil {
		panic(err) // unreachable: the file is embedded
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// fields splits a line at its bars into exactly n trimmed columns.
func fields(line string, n int) []string {
	f := strings.Split(line, "|")
	if len(f) != n {
		panic(fmt.Sprintf("market: %d columns instead of %d: %s", len(f), n, line))
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	return f
}

// parts splits a column at its semicolons.
func parts(s string) []string {
	out := strings.Split(s, ";")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// number parses a number of a word list.
func number(s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("market: word lists: " + err.Error())
	}
	return x
}
