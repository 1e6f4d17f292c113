package market

import (
	"regexp"
	"strings"
	"testing"
)

// TestFormsAreClean checks that no form of a skill names another tracked skill, except those that the list says.
func TestFormsAreClean(t *testing.T) {
	w := readWords()
	patterns := patterns(w)
	for _, s := range w.skills {
		allowed := append([]string{s.id}, s.with...)
		for _, form := range s.forms {
			for id, p := range patterns {
				if p.MatchString(form) && !strings.Contains(" "+strings.Join(allowed, " ")+" ", " "+id+" ") {
					t.Errorf("words/skills.txt: form %q of %s also names %s", form, s.id, id)
				}
			}
		}
	}
}

// TestFillersAreClean checks that sentences which stand in every ad name no tracked skill. Benefits are left out: they are
// meant to look like skills.
func TestFillersAreClean(t *testing.T) {
	w := readWords()
	patterns := patterns(w)
	lists := map[string][]string{
		"duties": w.duties, "asks": append(w.required, w.wished...), "intros": w.intros, "legal": w.legal, "teams": w.teams,
	}
	for _, a := range w.about {
		lists["about"] = append(lists["about"], a.text)
	}
	for _, o := range w.offices {
		lists["offscope"] = append(append(append(lists["offscope"], o.title), o.duties...), o.asks...)
	}
	for _, level := range toolPatterns() {
		lists["patterns"] = append(lists["patterns"], level...)
	}
	for _, level := range topicPatterns() {
		lists["patterns"] = append(lists["patterns"], level...)
	}
	for name, list := range lists {
		for _, line := range list {
			for id, p := range patterns {
				if p.MatchString(line) {
					t.Errorf("words/%s.txt: %q names %s", name, line, id)
				}
			}
		}
	}
}

// patterns holds a regular expression for each skill: its forms as whole words. Names of tools are matched with their
// case, since "react quickly" is no React.
func patterns(w *words) map[string]*regexp.Regexp {
	out := map[string]*regexp.Regexp{}
	for _, s := range w.skills {
		var forms []string
		for _, f := range s.forms {
			forms = append(forms, regexp.QuoteMeta(f))
		}
		flags := ""
		if s.kind == "topic" {
			flags = "(?i)"
		}
		out[s.id] = regexp.MustCompile(flags + `(^|[^\w])(` + strings.Join(forms, "|") + `)($|[^\w+#])`)
	}
	return out
}
