package extract

import "testing"

func TestTechnical(t *testing.T) {
	for _, c := range []struct {
		word string
		want bool
	}{
		{"vLLM", true}, {"GPT-4o", true}, {"C++", true}, {"F#", true}, {"Node.js", true}, {"GraphQL", true}, {"web3", true}, {"5G", true}, {"3D", true}, {"k8s", true},
		{"log4j2", true}, {"iOS", true}, {"Bar2.0", true},
		{"team", false}, {"Team", false}, {"NASA", false}, {"120K", false}, {"3yrs", false}, {"10+", false}, {"2nd", false}, {"U.S", false}, {"e.g", false}, {"2022", false}, {"", false}, {"$5M", false}, {"me@x", false},
	} {
		if got := technical(c.word); got != c.want {
			t.Errorf("%q: %v", c.word, got)
		}
	}
}

func TestCloseTo(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"kubernete", "kubernate", true}, {"postgresql", "postgresq", true}, {"elasticsearch", "elastcsearh", true},
		{"react", "reach", false}, {"gpt 3 model", "gpt 4 model", false}, {"pandas", "pandora", false}, {"elasticsearch", "elsticserh", false}, {"", "", false},
	} {
		if got := closeTo(c.a, c.b); got != c.want || closeTo(c.b, c.a) != c.want {
			t.Errorf("%q, %q: %v", c.a, c.b, got)
		}
	}
}
