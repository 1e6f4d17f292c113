package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/extract"
)

func TestReadCurriculum(t *testing.T) {
	f := newFinder([]extract.Skill{{ID: "python", Name: "Python"}, {ID: "cpp", Name: "C++"}, {ID: "csharp", Name: "C#"}, {ID: "ml", Name: "Machine learning"}})
	for _, tt := range []struct {
		name, text, want string
		wrong            []string
	}{
		{"a.txt", "# my course\nPython\n\n- C++\r\nC# # a language\npython\nmachine-learning\n", "python cpp csharp ml", nil},
		{"a.txt", "Pyton\nC++\nKlingon", "cpp", []string{`a.txt:1: skill "Pyton" is not in the taxonomy; did you mean python?`, `a.txt:3: skill "Klingon"`}},
		{"a.yaml", "- Python\n- 'C#'\n- [x]\n- Jav", "python csharp", []string{"a.yaml:3: want the name of a skill", `a.yaml:4: skill "Jav"`}},
		{"a.yml", "title: x\nskills: [Python, c++]\n", "python cpp", nil},
		{"a.yaml", "title: x", "", []string{"a.yaml:1: want a list of skills"}},
		{"a.yaml", "- [", "", []string{"a.yaml: reading the YAML: line 1"}},
		{"a.yaml", "", "", nil},
		{"a.csv", "\ufeffweek,Skill\n1,Python\n2,\n3,\"C++\"\n4,Klingon\n5\n", "python cpp", []string{`a.csv:5: skill "Klingon"`}},
		{"a.csv", "week,topic\n1,Python\n", "", []string{"a.csv:1: there is no column skill; the columns are week, topic"}},
		{"a.csv", "skill\nPython\n\"C++\n", "python", []string{"a.csv:3: extraneous or missing"}},
		{"a.csv", "", "", []string{"a.csv: reading the header: EOF"}},
	} {
		ids, err := readCurriculum(tt.name, []byte(tt.text), f)
		if d := cmp.Diff(tt.want, strings.Join(ids, " ")); d != "" {
			t.Errorf("%s %q (-want +got):\n%s", tt.name, tt.text, d)
		}
		if (err != nil) != (len(tt.wrong) > 0) {
			t.Errorf("%s %q: error %v, want %v", tt.name, tt.text, err, tt.wrong)
		}
		for _, want := range tt.wrong {
			if err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s %q: error %v does not hold %q", tt.name, tt.text, err, want)
			}
		}
	}
}
