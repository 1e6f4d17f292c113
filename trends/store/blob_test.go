package store

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

func testBook() *codebook {
	return newCodebook("v", skillNames(), []string{"word", "other", "go:golang", "go:skip:go to", "sql:sql"}, []string{"engineer", "scientist"})
}

func blobCases() map[string]trends.Tags {
	return map[string]trends.Tags{
		"empty": {Remote: trends.RemoteUnspecified},
		"mentions": {Remote: trends.RemoteRemote, Mentions: []trends.Mention{
			{Skill: "torch", Level: trends.LevelRequired, Start: 0, End: 5, Rule: "other"},
			{Skill: "go", Level: trends.LevelMentioned, Start: 7, End: 9, Rule: "word"},
			{Skill: "sql", Level: trends.LevelNone, Start: 7, End: 7, Rule: "word"},
			{Skill: "go", Level: trends.LevelPreferred, Start: 70000, End: 70300, Rule: "word"}}},
		"rules named after skills": {Remote: trends.RemoteRemote, Mentions: []trends.Mention{
			{Skill: "go", Level: trends.LevelRequired, Start: 3, End: 9, Rule: "go:golang"},
			{Skill: "sql", Level: trends.LevelMentioned, Start: 12, End: 15, Rule: "sql:sql"},
			{Skill: "rust", Level: trends.LevelMentioned, Start: 20, End: 24, Rule: "sql:sql"}},
			Excluded: []trends.Exclusion{{Skill: "go", Start: 30, End: 35, Why: "context", Rule: "go:skip:go to"}}},
		"exclusions": {Remote: trends.RemoteHybrid, Excluded: []trends.Exclusion{
			{Skill: "go", Start: 1, End: 3, Why: "negated", Rule: "word"}, {Skill: "torch", Start: 1, End: 3, Why: "boilerplate", Rule: "other"},
			{Skill: "rust", Start: 200, End: 204, Why: "name", Rule: "word"}, {Skill: "sql", Start: 300, End: 303, Why: "context", Rule: "word"},
			{Skill: "sql", Start: 301, End: 303, Why: "legal", Rule: "word"}}},
		"roles and seniority": {Remote: trends.RemoteOnsite, Roles: []string{"engineer", "scientist"}, Seniority: slices.Sorted(slices.Values(trends.Seniorities()))},
		"pay":                 {Remote: trends.RemoteUnspecified, Pay: &trends.Pay{Min: 12.5, Max: 150000, Currency: "CHF", Period: "month"}},
		"pay of one figure":   {Remote: trends.RemoteUnspecified, Pay: &trends.Pay{Min: 7, Max: 7}},
	}
}

func TestBlobRoundTrip(t *testing.T) {
	book := testBook()
	for name, tags := range blobCases() {
		t.Run(name, func(t *testing.T) {
			data, err := book.encode(&tags)
			if err != nil {
				t.Fatal(err)
			}
			got, err := book.decode(data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tags, got); diff != "" {
				t.Errorf("tags differ (-want +got):\n%s", diff)
			}
			for n := range data {
				if _, err := book.decode(data[:n]); err == nil {
					t.Errorf("no error with %d of %d bytes", n, len(data))
				}
			}
		})
	}
}

func TestEncodeRefuses(t *testing.T) {
	mention := func(skill, rule string, start, end int) trends.Tags {
		return trends.Tags{Mentions: []trends.Mention{{Skill: "go", Start: 5, End: 7, Rule: "word"}, {Skill: skill, Start: start, End: end, Rule: rule}}}
	}
	tests := []struct {
		name string
		tags trends.Tags
		want string
	}{
		{"skill", mention("cobol", "word", 9, 11), `"cobol"`},
		{"rule", mention("go", "magic", 9, 11), `"magic"`},
		{"order", mention("go", "word", 4, 6), "out of order"},
		{"end before start", mention("go", "word", 9, 8), "out of order"},
		{"role", trends.Tags{Roles: []string{"plumber"}}, `"plumber"`},
		{"seniority", trends.Tags{Seniority: []string{"wizard"}}, `"wizard"`},
		{"exclusion", trends.Tags{Excluded: []trends.Exclusion{{Skill: "go", Why: "whim", Rule: "word"}}}, `"whim"`},
	}
	for _, tt := range tests {
		if _, err := testBook().encode(&tt.tags); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %s", tt.name, err, tt.want)
		}
	}
}

// A currency is free text in some sources.
func TestBlobLongCurrency(t *testing.T) {
	tags := trends.Tags{Remote: trends.RemoteUnspecified, Pay: &trends.Pay{Min: 1, Max: 2, Currency: strings.Repeat("dollars ", 40), Period: "fortnight"}}
	data, err := testBook().encode(&tags)
	if err != nil {
		t.Fatal(err)
	}
	got, err := testBook().decode(data)
	if err != nil || got.Pay.Currency != "dollars dollars " || got.Pay.Period != "" {
		t.Errorf("pay %+v, error %v", got.Pay, err)
	}
}

// FuzzBlob decodes any bytes: that never panics, and what decodes without error and in order encodes to tags that are the same.
func FuzzBlob(f *testing.F) {
	book := testBook()
	for _, tags := range blobCases() {
		data, err := book.encode(&tags)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte{255, 255, 255, 255, 255, 255, 255, 255, 255, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		l, b := &loader{s: &trends.Snapshot{}, currency: map[string]uint16{"": 0}}, &blob{data: data}
		v := &view{skill: []uint16{0, 1, 2, 3, 4, 5}, role: []uint32{1, 2}, decides: book.decides}
		loadErr := l.tags(b, "", v)
		if loadErr == nil {
			loadErr = l.pay(nil, b, v)
		}
		tags, err := book.decode(data)
		if err != nil {
			return
		}
		if loadErr != nil {
			t.Errorf("decodes, but does not load: %v", loadErr)
		}
		again, err := book.encode(&tags)
		if err != nil {
			return // out of order: no tagger makes that
		}
		same, err := book.decode(again)
		if err != nil {
			t.Fatalf("what was decoded and encoded does not decode: %v", err)
		}
		for _, x := range []*trends.Tags{&tags, &same} {
			if x.Pay != nil && (x.Pay.Min != x.Pay.Min || x.Pay.Max != x.Pay.Max) {
				return // not a number is not equal to itself
			}
		}
		if diff := cmp.Diff(tags, same); diff != "" {
			t.Errorf("differs after a second time:\n%s", diff)
		}
	})
}
