package write

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"trends/trends"
)

// EmergingYAML writes the terms as entries of a taxonomy file, for a person to keep what is a skill. The examples are made up: no text of
// an ad gets into a taxonomy by itself.
func EmergingYAML(w io.Writer, r *trends.EmergingReport) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s, %s.\n#\n", emergingTitle(r), spanText(r.Now.From, r.Now.To))
	b.WriteString(`# Keep what is a skill, and mend it: its id and name, its group (as in trends taxonomy list), all ways to write it, and, where its name
# is also an everyday word, the conditions that the head of data/taxonomy.yaml explains. Then run trends taxonomy lint on this file,
# name it under "taxonomy" in the configuration, and run trends extract. Leave "found" as it is: the months by whose rise a skill was
# found are no proof of that rise, and reports test it from the month after.
format: 1
skills:
`)
	if len(r.Terms) == 0 {
		b.WriteString("  []\n")
	}
	for i := range r.Terms {
		row := &r.Terms[i]
		fmt.Fprintf(&b, "  # %s of %s openings, %s, z %s\n", count(row.Openings), count(row.Total), plural(row.Employers, "employer"), tenth(row.Z))
		fmt.Fprintf(&b, "  - id: %s\n    name: %q\n    group: emerging\n    section: \"-\"\n    found: %s..%s\n",
			cmp.Or(skillID(row.Key), fmt.Sprintf("term_%d", i+1)), row.Term, r.Now.From, r.Now.To)
		fmt.Fprintf(&b, "    forms: [%s]\n", quoted(forms(row)))
		fmt.Fprintf(&b, "    yes: [%q]\n", "You have experience with "+row.Term+".")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// skillID makes an id of a key: a-z, 0-9 and _.
func skillID(key string) string {
	key = strings.NewReplacer("+", "p", "#", "sharp").Replace(key)
	words := strings.FieldsFunc(key, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "_")
}

// forms returns the spellings that a taxonomy tells apart: in lower case, with spaces for hyphens.
func forms(row *trends.EmergingTerm) []string {
	var out []string
	for _, text := range row.Spellings {
		if text = strings.ReplaceAll(strings.ToLower(text), "-", " "); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = fmt.Sprintf("%q", text)
	}
	return strings.Join(out, ", ")
}
