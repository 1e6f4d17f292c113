package trends

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// legalForms say how a company is incorporated, not which company it is: one form a comma, in the words of plainWords. They are
// taken off the end of a name. Words such as group and holding are part of names, and stay.
var legalForms = formsOf(`
	inc, incorporated, corp, corporation, co, company, llc, l l c, llp, lllp, lp, pllc, pbc, ltd, limited, plc, cic, unlimited,
	pty, pty ltd, pte, pte ltd, pvt, pvt ltd, private limited, sdn bhd, bhd, tbk,
	gmbh, ggmbh, mbh, ag, se, kg, kgaa, ohg, gbr, ug, ug haftungsbeschrankt, eg, ev, ek,
	bv, nv, vof, bvba, cvba, sprl, srl, sarl, sas, sasu, sa, sca, snc, eurl, scop, gie,
	spa, srls, sa rl, s a, sl, slu, slne, lda, ltda, eireli, sa de cv, sapi de cv, s de rl, s de rl de cv, sab de cv,
	ab, a b, aps, a s, as, asa, oy, oyj, ou, uab, sia, hf, ehf,
	sp z o o, sp zoo, sp z oo, spzoo, sro, s r o, doo, d o o, kft, zrt, nyrt, rt, ood, eood, sp k,
	ooo, oao, zao, pao, jsc, ojsc, pjsc, fze, fzco, fz llc, wll, dmcc, sal,
	kk, k k, gk, yk, co ltd, kabushiki kaisha, 株式会社, 有限会社, 合同会社, 有限公司, 주식회사, ооо, зао, пао, оао
`)

// leadingForms stand before a name.
var leadingForms = formsOf(`the, pt, ooo, oao, zao, pao, 株式会社, 有限会社, 合同会社, 주식회사, ооо, зао, пао, оао`)

// formsOf reads forms divided by commas, each as its words; those of most words come first.
func formsOf(list string) [][]string {
	var forms [][]string
	for form := range strings.SplitSeq(list, ",") {
		forms = append(forms, strings.Fields(form))
	}
	slices.SortStableFunc(forms, func(a, b []string) int { return len(b) - len(a) })
	return forms
}

// EmployerKey returns the name under which an employer is compared: lower case, without accents, punctuation and marks such as ™,
// and without what is no part of a name: "the" before it, and behind it legal forms, ".com" and a Y Combinator batch.
// "" stays "", and a name made of nothing else keeps one word.
//
//	"Example, Inc."          → "example"
//	"The Éxample Co. Ltd"    → "example"
//	"Beispiel GmbH & Co. KG" → "beispiel"
//	"Example.com (YC W24)"   → "example"
//	"Co"                     → "co"
func EmployerKey(name string) string {
	words := plainWords(name)
	for _, form := range leadingForms {
		if len(words) > len(form) && slices.Equal(words[:len(form)], form) {
			words = words[len(form):]
			break
		}
	}
	for n := 1; n > 0 && len(words) > 1; words = words[:len(words)-n] {
		n = tail(words)
	}
	return strings.Join(words, " ")
}

// tail returns how many words at the end are no part of a name; at least one word is.
func tail(words []string) int {
	for _, form := range legalForms {
		if len(form) < len(words) && slices.Equal(words[len(words)-len(form):], form) {
			return len(form)
		}
	}
	last := words[len(words)-1]
	if last == "and" || last == "com" {
		return 1
	}
	if len(words) > 2 && words[len(words)-2] == "yc" && len(last) <= 3 && strings.Trim(last[1:], "0123456789") == "" {
		return 2
	}
	return 0
}

// plainWords splits a text into lower-case words of letters and digits, without accents. An ampersand is the word "and"; a plus or
// hash that follows a word stays with it (C++, C#); apostrophes vanish (Example's), and so do dots after single letters (B.V.).
func plainWords(s string) []string {
	var b strings.Builder
	b.Grow(len(s))
	letters := 0 // of the word so far
	for _, r := range plain(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' || r == '#':
			b.WriteRune(unicode.ToLower(r))
			letters++
			continue
		case r == '\'' || r == '’' || r == '.' && letters == 1:
			letters = 0
			continue
		case r == '&':
			b.WriteString(" and ")
		default:
			b.WriteByte(' ')
		}
		letters = 0
	}
	return strings.Fields(b.String())
}

// unaccented are letters that Unicode does not take for others with an accent, marks that it takes for letters, and legal forms that
// are written without a space.
var unaccented = strings.NewReplacer(
	"ß", "ss", "ø", "o", "Ø", "o", "æ", "ae", "Æ", "ae", "œ", "oe", "Œ", "oe", "ł", "l", "Ł", "l", "đ", "d", "ı", "i",
	"™", "", "℠", "", "®", "", "©", "", "株式会社", " 株式会社 ", "有限公司", " 有限公司")

// plain replaces accented letters by those without, and letters of other widths by the usual ones.
func plain(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return s
	}
	s = norm.NFKD.String(unaccented.Replace(s))
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}
