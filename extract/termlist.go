package extract

import (
	"slices"
	"strings"
)

// listReach is how many words away a skill may stand that makes the other items of its list names, too.
const listReach = 10

// listed reports whether the words [from, to) are an item of a list in which a skill stands: "react, redux and webpack".
func (s *termSearch) listed(sent *sentence, from, to int32) bool {
	toks := s.r.toks
	if toks[from].kind&(kindEnglish|kindYears|kindTitle) != 0 || s.r.plain(from) || s.r.cueAt(from) {
		return false
	}
	begins := from == sent.from || s.parted(from) || toks[from].gap == ':' || toks[from].gap == '('
	ends := to == sent.to || s.parted(to) || toks[to].kind&kindJoin != 0
	if !begins || !ends {
		return false
	}
	for i := from; i > sent.from && from-i < listReach && (s.parted(i) || i < from && toks[i].gap == gapSpace); i-- {
		if s.skill[i-1] {
			return true
		}
	}
	for i := to; i < sent.to && i-to < listReach && (s.parted(i) || toks[i].gap == gapSpace); i++ {
		if s.skill[i] {
			return true
		}
	}
	return false
}

// parted reports whether word i, which is not the first, begins an item of a list.
func (s *termSearch) parted(i int32) bool {
	return listGap(s.r.toks[i].gap) || s.r.toks[i-1].kind&kindJoin != 0
}

// asked reports whether a word stands right behind words that ask for it: "experience with blockchain", but not "experience with
// building".
func (s *termSearch) asked(sent *sentence, i int32) bool {
	word := s.r.s[s.r.toks[i].start:s.r.toks[i].end]
	if i == sent.from || strings.HasSuffix(word, "ing") || !s.r.isWord(i-1, "with") && !s.r.isWord(i-1, "of") && !s.r.isWord(i-1, "in") {
		return false
	}
	return slices.ContainsFunc(s.r.marksOf(sent), func(m mark) bool { return m.kind <= cueMentioned && m.to == i && m.from < i })
}
