package extract

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// tongues compiles the frequent words of languages.
func (c *compiler) tongues() {
	x := &c.t.ctx
	x.tongues = []string{"en"}
	for _, name := range slices.Sorted(maps.Keys(c.src.cues)) {
		code, ok := strings.CutPrefix(name, "language.")
		if !ok || code == "en" {
			continue
		}
		if len(x.tongues) == 16 {
			c.bad(c.src.cues[name][0].at, "language has more than 16 languages")
			break
		}
		x.tongues = append(x.tongues, code)
	}
	for i, code := range x.tongues {
		for _, it := range c.src.cues["language."+code] {
			for _, t := range c.t.words.phrase(it.text) {
				for len(c.t.words.spoke) < len(c.t.words.words) {
					c.t.words.spoke = append(c.t.words.spoke, 0)
				}
				c.t.words.spoke[t.id] |= 1 << i
			}
		}
	}
}

// language returns the ISO 639-1 code of the text, "" if it is too short to tell. A script of its own tells; among the
// others the language with the most frequent words does, English if it has at least a third as many as the best: foreign
// texts are full of English names, English ones hardly ever of foreign words. It is a count and not a model of letters,
// so it costs next to nothing and one text always gets one answer.
func (r *reading) language() string {
	if code := r.script(); code != "" {
		return code
	}
	n := min(len(r.toks), 500)
	if r.opensEnglish(r.toks[:n]) || r.surelyEnglish(r.toks[:n]) {
		return "en"
	}
	var counts [16]int
	spoke := r.t.words.spoke
	for _, t := range r.toks[:n] {
		if int(t.id) < len(spoke) && t.flags&tokURL == 0 {
			for set, i := spoke[t.id], 0; set != 0; set, i = set>>1, i+1 {
				counts[i] += int(set & 1)
			}
		}
	}
	best := 0
	for i := range r.t.ctx.tongues {
		if counts[i] > counts[best] {
			best = i
		}
	}
	switch {
	case counts[best] == 0:
		return ""
	case best != 0 && counts[best] >= 4 && counts[best] > 3*counts[0] && counts[best]*12 >= n:
		return r.t.ctx.tongues[best]
	case counts[0] >= 3:
		return "en"
	}
	return ""
}

// surelyEnglish reports whether a text has so few frequent words of other languages that none of them can win.
func (r *reading) surelyEnglish(toks []token) bool {
	english, foreign := 0, 0
	for i := range toks {
		t := &toks[i]
		english += int(t.kind/kindEnglish&1) &^ int(t.flags/tokURL) // without a branch: it could not be foretold
		foreign += int(t.kind / kindForeign & 1)
	}
	return english >= 3 && foreign <= 3*english
}

// opensEnglish reports whether a text has twelve English words before the fourth of any other language.
func (r *reading) opensEnglish(toks []token) bool {
	english, foreign := 0, 0
	for i := range toks {
		t := &toks[i]
		if t.kind&kindEnglish != 0 {
			if english++; english == 12 && foreign < 4 {
				return true
			}
		} else if t.kind&kindForeign != 0 {
			foreign++
		}
	}
	return false
}

// script returns the language of a text most of whose letters are of a script that one language (nearly) owns.
func (r *reading) script() string {
	if r.kinds&kindHigh == 0 {
		return ""
	}
	high := 0
	for i := range r.toks {
		high += int(r.toks[i].kind / kindHigh & 1)
	}
	if high*5 < len(r.toks) || high == 0 { // a text of another script is still full of names in Latin letters
		return ""
	}
	scripts := [...]struct {
		code  string
		table *unicode.RangeTable
		count int
	}{{"ja", unicode.Hiragana, 0}, {"ja", unicode.Katakana, 0}, {"ko", unicode.Hangul, 0}, {"zh", unicode.Han, 0}, {"ru", unicode.Cyrillic, 0},
		{"el", unicode.Greek, 0}, {"he", unicode.Hebrew, 0}, {"ar", unicode.Arabic, 0}, {"th", unicode.Thai, 0}, {"hi", unicode.Devanagari, 0}}
	letters := 0
	for _, c := range r.s {
		if !unicode.IsLetter(c) {
			continue
		}
		letters++
		for i := range scripts {
			if unicode.Is(scripts[i].table, c) {
				scripts[i].count++
				break
			}
		}
	}
	for _, s := range scripts { // kana before Han: a Japanese text has both
		if s.count*5 > letters {
			return s.code
		}
	}
	return ""
}
