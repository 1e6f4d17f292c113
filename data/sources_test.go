package data_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/config"
	"trends/crawler"
	"trends/data"
)

// TestSources lints sources.yaml. The list itself is read as strictly as a user's file, so this adds what is true of
// the shipped list only.
func TestSources(t *testing.T) {
	list, err := config.ParseSources("sources.yaml", data.Sources)
	if err != nil {
		t.Fatal(err)
	}
	before := ""
	state := ""
	for _, s := range list.Sources {
		if s.BaseURL != "" || s.URL != "" {
			t.Errorf("%s: a shipped source is read at its kind's own address", s.Key())
		}
		if section(s) != "many" && s.Kind != "hn" && s.Company == "" {
			t.Errorf("%s: company is missing", s.Key())
		}
		if v := list.Permissions[s.Kind].Verdict; v != config.Allowed && s.Off == "" {
			t.Errorf("%s: is on, but its kind is %s", s.Key(), v)
		}
		if s.Every == 0 {
			t.Errorf("%s: would be read at every run", s.Key())
		}
		if st := section(s); st == state && s.Key() < before {
			t.Errorf("%s: stands behind %s; sort the rows of a section by kind and board", s.Key(), before)
		}
		before, state = s.Key(), section(s)
	}
}

// TestSourceCounts pins the sizes of the sections, so that no row is lost by a slip.
func TestSourceCounts(t *testing.T) {
	list, err := config.ParseSources("sources.yaml", data.Sources)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, s := range list.Sources {
		got[section(s)+" "+s.Kind]++
	}
	want := map[string]int{
		"thread hn":      1,
		"many arbeitnow": 1, "many feed": 2, "many himalayas": 1, "many jobicy": 1, "many remoteok": 1,
		"on ashby": 14, "on greenhouse": 19, "on lever": 7,
		"quiet ashby": 28, "quiet greenhouse": 34, "quiet lever": 1,
		"on recruitee": 1, "on workable": 1, "quiet recruitee": 1,
		"off ashby": 1, "off greenhouse": 4, "off rippling": 1, "off workday": 11,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sources by section and kind (-want +got):\n%s", diff)
	}
}

func section(s crawler.Source) string {
	switch {
	case s.Kind == "hn":
		return "thread"
	case slices.Contains([]string{"arbeitnow", "feed", "himalayas", "jobicy", "remoteok"}, s.Kind):
		return "many" // employers
	case s.Off != "":
		return "off"
	case s.Quiet:
		return "quiet"
	}
	return "on"
}

// TestPermissions: each kind that trends can read has a verdict that lets it, and naming one that it must not read is
// answered with the reason.
func TestPermissions(t *testing.T) {
	list, err := config.ParseSources("sources.yaml", data.Sources)
	if err != nil {
		t.Fatal(err)
	}
	var readable []string
	for kind, p := range list.Permissions {
		if p.Verdict != config.Refused {
			readable = append(readable, kind)
		}
	}
	slices.Sort(readable)
	if diff := cmp.Diff(crawler.Kinds(), readable); diff != "" {
		t.Errorf("kinds with a verdict that lets trends read them (-crawler.Kinds() +got):\n%s", diff)
	}
	for _, kind := range []string{"smartrecruiters", "remotive", "usajobs", "adzuna", "aijobs"} {
		own := fmt.Sprintf("permissions: {%s: {verdict: refused, reason: %q}}\nsources: [{kind: %[1]s, board: acme}]", kind, list.Permissions[kind].Reason)
		_, err := config.ParseSources("own.yaml", []byte(own))
		want := "own.yaml:2: sources[0].kind: " + kind + " is refused: " + list.Permissions[kind].Reason
		if err == nil || err.Error() != want {
			t.Errorf("a source of kind %s: %v, want %s", kind, err, want)
		}
	}
}
