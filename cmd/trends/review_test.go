package main

import (
	"fmt"
	"strings"
	"testing"

	"trends/trends"
	"trends/trends/store"
)

func TestParseJudged(t *testing.T) {
	const head = "id,title,truth\n"
	for _, c := range []struct {
		name, text string
		want       string // "line truth" of the good ones
		bad        string // "line: part of the message; …"
		err        string
	}{
		{"every answer", head + "go:1:f:00aa,a,yes\ngo:1:f:00ab,a,N\ngo:1:f:00ac,a, unsure \ngo:1:f:00ad,a,\n", "2 yes, 3 no, 4 unsure", "", ""},
		{"semicolons and a byte order mark", "\ufeffid;title;truth\ngo:1:f:00aa;a, b;1\n", "2 yes", "", ""},
		{"other columns, another order", "truth,more,id\n0,x,go:1:f:00aa\n", "2 no", "", ""},
		{"lines that cannot be used", head + "go:1:f:00aa,a,yes\ngo:1:f:00ab,a,perhaps\nrust:1:f:00ac,a,no\nx,a,no\ngo:1:zz:00ad,a,no\ngo:1\ngo:2:f:00ae,a,y\n",
			"2 yes, 8 yes", `3: truth "perhaps": want yes; 4: another skill than go; 5: none that --list writes; 6: none that --list writes; 7: 1 columns, want 3`, ""},
		{"a quote that does not end", head + "go:1:f:00aa,a,yes\ngo:1:f:00ab,\"a,yes\n", "2 yes", `3: extraneous or missing " in quoted-field`, ""},
		{"of another skill", head + "rust:1:f:00aa,a,yes\n", "", "", "2: id \"rust:1:f:00aa\" is of another skill than go; is this the right file?"},
		{"no such list", "a,b\n1,2\n", "", "", "1: want columns id and truth"},
		{"empty", "", "", "", "1: want columns id and truth"},
	} {
		lines, bad, err := parseJudged([]byte(c.text), "go")
		if c.err != "" || err != nil {
			if err == nil || c.err == "" || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: error %v, want %q", c.name, err, c.err)
			}
			continue
		}
		var good []string
		for _, j := range lines {
			good = append(good, fmt.Sprint(j.line, " ", j.truth))
		}
		if got := strings.Join(good, ", "); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		var wants []string
		if c.bad != "" {
			wants = strings.Split(c.bad, "; ")
		}
		if len(bad) != len(wants) {
			t.Errorf("%s: mistakes %v, want %q", c.name, bad, wants)
			continue
		}
		for i, b := range bad {
			line, part, _ := strings.Cut(wants[i], ": ")
			if fmt.Sprint(b.line) != line || !strings.Contains(b.err.Error(), part) {
				t.Errorf("%s: line %d: %v, want %s", c.name, b.line, b.err, wants[i])
			}
		}
	}
}

// What a stranger wrote is text to a spreadsheet.
func TestInert(t *testing.T) {
	for text, want := range map[string]string{"": "", "Acme": "Acme", "=1+1": "'=1+1", "- with Go": "'- with Go", " @x\ty": "'@x y", "a=b": "a=b"} {
		if got := inert(text); got != want {
			t.Errorf("inert(%q) = %q, want %q", text, got, want)
		}
	}
}

// A list names each opening so that the answer finds it again.
func TestListID(t *testing.T) {
	x := &question{Drawn: trends.Drawn{Evidence: trends.Evidence{Posting: 0x1f}}, text: &store.Text{Hash: "00ab"}}
	j, err := parseJudgement((&review{skill: trends.SkillInfo{ID: "go"}, o: reviewOptions{seed: 7}}).listID(x), "yes", "go")
	if err != nil || j.posting != 0x1f || j.seed != 7 || j.hash != "00ab" {
		t.Errorf("%+v, %v", j, err)
	}
}
