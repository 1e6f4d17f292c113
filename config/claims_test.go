package config_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/config"
	"trends/trends"
)

func TestParseClaims(t *testing.T) {
	const text = `version: 3
claims:
  - id: one
    about: A leads
    parts:
      - {kind: level, skills: [a], min: 0.5, level: required, also: [first_in_group: g, months: 12, lead_points: 20]}
      - {kind: remains, skills: [a]}
  - id: two
    about: all sorts
    parts:
      - {kind: remains, any: [a, b], min: 0}
      - {kind: rises, any: [a, b], robust_to_leaving_out_one: true}
      - {kind: surge, skills: [a], class: g}
      - {kind: emerging, role: r}
      - {kind: rises, role: r, all: [a, b], level: required_or_preferred}
      - {kind: level, skills: [a], min: 1, also: {first_in_group: g, months: 3}}
  - {id: three, about: cannot be told, untestable: nobody knows}
`
	want := &trends.Claims{Version: 3, List: []trends.Claim{
		{ID: "one", About: "A leads", Line: 3, Parts: []trends.ClaimPart{
			{Kind: trends.ClaimLevel, All: []string{"a"}, Min: 0.5, Level: trends.LevelRequired, Also: trends.ClaimLead{Group: "g", Months: 12, Points: 20}, Line: 6},
			{Kind: trends.ClaimRemains, All: []string{"a"}, Line: 7},
		}},
		{ID: "two", About: "all sorts", Line: 8, Parts: []trends.ClaimPart{
			{Kind: trends.ClaimRemains, Any: []string{"a", "b"}, Line: 11},
			{Kind: trends.ClaimRises, Any: []string{"a", "b"}, Robust: true, Line: 12},
			{Kind: trends.ClaimSurge, All: []string{"a"}, Class: "g", Line: 13},
			{Kind: trends.ClaimEmerging, Role: "r", Line: 14},
			{Kind: trends.ClaimRises, Role: "r", All: []string{"a", "b"}, Level: trends.LevelPreferred, Line: 15},
			{Kind: trends.ClaimLevel, All: []string{"a"}, Min: 1, Also: trends.ClaimLead{Group: "g", Months: 3}, Line: 16},
		}},
		{ID: "three", About: "cannot be told", Untestable: "nobody knows", Line: 17},
	}}
	got, err := config.ParseClaims("claims.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want.SHA256 = got.SHA256 // of any text: that of the shipped list is pinned in package data
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ParseClaims (-want +got):\n%s", diff)
	}
	if other, err := config.ParseClaims("claims.yaml", []byte(text+"\n")); err != nil || other.SHA256 == got.SHA256 || len(got.SHA256) != 64 {
		t.Errorf("hashes %s and %s, %v: want two of 64 hex digits", got.SHA256, other.SHA256, err)
	}
}

// TestMistakesInClaims holds each mistake of a part, or of a claim that is not about its parts.
func TestMistakesInClaims(t *testing.T) {
	const common = "kind, skills, any, all, role, level"
	for _, test := range []struct{ part, want string }{
		{`{skills: [a]}`, `.kind: missing; valid kinds: level, remains, rises, surge, emerging`},
		{`{kind: rise, skills: [a]}`, `.kind: unknown kind "rise"; did you mean "rises"? valid kinds: level, remains, rises, surge, emerging`},
		{`{kind: rises, skill: [a]}`, `.skill: unknown key; did you mean "skills"? valid keys: ` + common + `, min, also, class, robust_to_leaving_out_one`},
		{`{kind: rises}`, `: no skills; want one of skills, any and all, or a role`},
		{`{kind: rises, any: []}`, `.any: empty; want one skill or more`},
		{`{kind: rises, any: a}`, `.any: want a list, got the text "a"`},
		{`{kind: rises, all: [a, b, a]}`, `.all: a skill is given twice`},
		{`{kind: rises, skills: [a, b]}`, `.skills: 2 skills; say with any or all how they belong together`},
		{`{kind: rises, skills: [a], any: [b]}`, `: want one of skills, any and all, got skills and any`},
		{`{kind: rises, skills: [a], min: 0.1}`, `.min: a part of kind rises has none; it takes ` + common + `, robust_to_leaving_out_one`},
		{`{kind: rises, skills: [a], robust_to_leaving_out_one: true}`, `.robust_to_leaving_out_one: needs any, with two skills or more`},
		{`{kind: rises, any: [a, b], robust_to_leaving_out_one: maybe}`, `.robust_to_leaving_out_one: want true or false, got the text "maybe"`},
		{`{kind: level, skills: [a]}`, `.min: missing`},
		{`{kind: level, skills: [a], min: 50}`, `.min: must be 0 to 1, a share, got "50"`},
		{`{kind: level, skills: [a], min: half}`, `.min: want a number, got the text "half"`},
		{`{kind: level, skills: [a], min: 0.5, level: must}`, `.level: unknown level "must"; valid levels: required, required_or_preferred`},
		{`{kind: level, any: [a, b], min: 0.5, also: {first_in_group: g, months: 1}}`, `.also: only one skill can lead a group: name it with skills`},
		{`{kind: level, skills: [a], min: 0.5, also: [first_in_group: g, months: 0, lead: 5]}`,
			`.also.months: must be 1 to 1200, got "0"` + "\n" + `.also.lead: unknown key; valid keys: first_in_group, months, lead_points`},
		{`{kind: level, skills: [a], min: 0.5, also: [months: 3]}`, `.also.first_in_group: missing`},
		{`{kind: level, skills: [a], min: 0.5, also: [g]}`, `.also[0]: want keys with values, got the text "g"`},
		{`{kind: level, skills: [a], min: 0.5, also: {first_in_group: g, months: 3, lead_points: 120}}`,
			`.also.lead_points: must be 0 to 100, percentage points, got "120"`},
		{`{kind: surge, skills: [a]}`, `.class: missing`},
		{`{kind: emerging, role: ""}`, `.role: must be not empty, got ""`},
		{`rises`, `: want keys with values, got the text "rises"`},
	} {
		var want []string
		for line := range strings.SplitSeq(test.want, "\n") {
			want = append(want, "own.yaml:3: claims[0].parts[0]"+line)
		}
		_, err := config.ParseClaims("own.yaml", []byte("version: 1\nclaims:\n  - {id: x, about: y, parts: ["+test.part+"]}\n"))
		if diff := cmp.Diff(strings.Join(want, "\n"), text(err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.part, diff)
		}
	}
	for _, test := range []struct{ file, want string }{
		{"", "own.yaml: no claims; want the keys version and claims"},
		{"claims: []", "own.yaml:1: version: missing"},
		{"version: 0\nclaims: []", `own.yaml:1: version: must be 1 or more, got "0"`},
		{"version: 1", "own.yaml:1: claims: missing"},
		{"version: 1\nclaim: []\nclaims: []", `own.yaml:2: claim: unknown key; did you mean "claims"? valid keys: version, claims`},
		{"version: 1\nclaims: [{}]", "own.yaml:2: claims[0].id: missing\nown.yaml:2: claims[0].about: missing\nown.yaml:2: claims[0]: want parts, or untestable with the reason"},
		{"version: 1\nclaims:\n- {id: a, about: b, untestable: c}\n- {id: a, about: b, untestable: c}", "own.yaml:4: claims[1]: a is given twice, first on line 3"},
		{"version: 1\nclaims: [{id: a, about: b, untestable: c, parts: []}]",
			"own.yaml:2: claims[0].untestable: a claim with parts can be tested; leave out one of the two"},
		{"version: 1\nclaims: [{id: a, about: b, parts: []}]", "own.yaml:2: claims[0].parts: empty; want one part or more"},
		{"version: [", "own.yaml:1: not YAML: did not find expected node content"},
	} {
		_, err := config.ParseClaims("own.yaml", []byte(test.file))
		if diff := cmp.Diff(test.want, text(err)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.file, diff)
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// FuzzParseClaims: no text makes the reader panic, and every mistake names the file.
func FuzzParseClaims(f *testing.F) {
	f.Add("version: 1\nclaims: [{id: a, about: b, parts: [{kind: level, skills: [a], min: 1, also: [first_in_group: g, months: 3]}]}]")
	f.Add("claims: &a [*a]")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := config.ParseClaims("own.yaml", []byte(text)); err != nil && !strings.HasPrefix(err.Error(), "own.yaml") {
			t.Errorf("error %q does not begin with the file", err)
		}
	})
}
