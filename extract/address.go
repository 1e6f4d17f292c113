package extract

import "strings"

// addresses flags the words of web and mail addresses and of hashtags: a skill's name in them says nothing about the job.
func (r *reading) addresses() {
	for at := 0; ; {
		i := strings.Index(r.s[at:], "://")
		if i < 0 {
			break
		}
		at = r.flag(at+i, at+i+3)
	}
	for at := 0; ; {
		i := strings.IndexByte(r.s[at:], '@')
		if i < 0 {
			break
		}
		i += at
		at = i + 1
		if i > 0 && r.t.words.class[r.s[i-1]] == clsWord {
			at = r.flag(i, i+1)
		}
	}
	for at := 0; ; {
		i := strings.IndexByte(r.s[at:], '#')
		if i < 0 {
			break
		}
		i += at
		at = i + 1
		if (i == 0 || r.t.words.class[r.s[i-1]] != clsWord) && at < len(r.s) && r.t.words.class[r.s[at]] == clsWord {
			at = r.flag(i, at)
		}
	}
	r.domains()
}

// flag marks the words of the run of characters other than space around [from, to) and returns the end of the run.
func (r *reading) flag(from, to int) int {
	stop := &r.t.words.stop
	for from > 0 && !stop[r.s[from-1]] {
		from--
	}
	for to < len(r.s) && !stop[r.s[to]] {
		to++
	}
	lo, hi := 0, len(r.toks)
	for lo < hi {
		if mid := (lo + hi) / 2; int(r.toks[mid].start) < from {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for ; lo < len(r.toks) && int(r.toks[lo].start) < to; lo++ {
		r.toks[lo].flags |= tokURL
	}
	return to
}

// stops reports whether a character ends an address.
func stops(c byte) bool {
	return c <= ' ' || c == '<' || c == '>' || c == '"' || c == '(' || c == ')' || c == '|' || c == ','
}

// domains flags the names before an ending such as ".com", and the path after it. The ending itself stays, so that a
// form that holds it ("fast.ai") can count.
func (r *reading) domains() {
	for i := 1; i < len(r.toks); i++ {
		t := &r.toks[i]
		if n := t.end - t.start; t.gap != '.' || n < 2 || n > 4 || t.flags&tokURL != 0 || !isEnding(r.s[t.start:t.end]) {
			continue
		}
		first := i - 1
		for j := i - 1; j >= 0; j-- {
			r.toks[j].flags |= tokURL
			first = j
			if r.toks[j].gap != '.' && (r.toks[j].gap != gapSpace || j == 0 || r.toks[j].start != r.toks[j-1].end+1 || r.s[r.toks[j-1].end] != '-') {
				break
			}
		}
		if int(t.end) < len(r.s) && r.s[t.end] == '/' && r.toks[first].gap != '/' { // "Kafka/Druid.io/Redis" is a list
			r.flag(int(t.end), int(t.end))
		}
	}
}

func isEnding(w string) bool {
	switch w {
	case "com", "org", "io", "ai", "co", "dev", "app", "gov", "edu", "us", "me", "so", "xyz", "tech", "eu", "de", "uk",
		"ca", "fr", "ch", "nl", "se", "ly", "jobs", "hr", "gg", "fm", "tv", "vc":
		return true
	}
	return false
}
