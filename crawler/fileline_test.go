package crawler

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzScanRow holds the quick reader against encoding/json: what it accepts, it reads the same.
func FuzzScanRow(f *testing.F) {
	for _, s := range []string{
		`{"id":"a","text":"x\n\u00e9\ud83d\ude00\ud83d \"q\"","title":null,"deleted":true}`, `{"id":12.5e3,"salary":{"min":1},"location":["a"],"more":{"x":[1,2,"}"]}}`,
		`{}`, `{"id":"a"`, `{"id":"a",}`, `{"id":"a"} x`, `{"ID":"a"}`, `{"id":"a" "b"}`, `{"id":tru}`, `{"id":"a","id":2}`, "{\"id\":\"\t\"}", `{"text":5}`, `{"dead":null,"time":1}`, ` { "a" : 01 } `, `{"location":"a; b","salary":"x"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		line = bytes.ToValidUTF8(line, []byte("\uFFFD"))
		var quick, plain fileRow
		var buf []byte
		if !scanRow(line, &quick, &buf) {
			return
		}
		if err := json.Unmarshal(line, &plain); err != nil {
			t.Fatalf("scanRow accepts %q: %v", line, err)
		}
		if diff := cmp.Diff(plain, quick); diff != "" {
			t.Errorf("scanRow(%q) (-json +quick):\n%s", line, diff)
		}
	})
}
