package config_test

import (
	"testing"

	"trends/config"
)

func TestHash(t *testing.T) {
	const base = "contact: a@example.com\nsources:\n  - {kind: greenhouse, board: acme}\n"
	dir := t.TempDir()
	hash := func(text string, flags map[string]any) string {
		t.Helper()
		return load(t, config.Input{File: write(t, dir, "trends.yaml", text), Flags: flags}).Hash()
	}
	want := hash(base, nil)
	if len(want) != 16 {
		t.Errorf("the hash is %q", want)
	}
	for _, c := range []struct {
		name, text string
		flags      map[string]any
		same       bool
	}{
		{"a comment", "# ours\n" + base, nil, true},
		{"another database", base, map[string]any{"database": "other.db"}, true},
		{"a default that is written out", base + "crawler: {timeout: 45s}\n", nil, true},
		{"another setting", base + "crawler: {timeout: 46s}\n", nil, false},
		{"another setting by flag", base, map[string]any{"report.window": 36}, false},
		{"another source", base + "  - {kind: lever, board: acme}\n", nil, false},
		{"another field of a source", "contact: a@example.com\nsources:\n  - {kind: greenhouse, board: acme, every: 1h}\n", nil, false},
		{"a taxonomy file", base + "taxonomy: [ours.yaml]\n", nil, false},
	} {
		if got := hash(c.text, c.flags); (got == want) != c.same {
			t.Errorf("%s: the hash is %s, that without %s", c.name, got, want)
		}
	}
}
