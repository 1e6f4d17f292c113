package trends

import (
	"strings"
	"unicode"
)

// legalForms are words that say how a company is incorporated, not which company it is.
var legalForms = map[string]bool{
	"inc": true, "incorporated": true, "llc": true, "llp": true, "lp": true, "ltd": true, "limited": true, "plc": true,
	"corp": true, "corporation": true, "co": true, "company": true, "gmbh": true, "ag": true, "se": true, "kg": true,
	"ug": true, "bv": true, "nv": true, "sa": true, "sas": true, "sarl": true, "srl": true, "spa": true, "ab": true,
	"as": true, "oy": true, "aps": true, "pty": true, "pte": true, "pvt": true, "kk": true, "sl": true,
}

// EmployerKey returns the name under which an employer is compared: lower case, without punctuation, without a leading
// "the", and without legal forms at the end. "" stays "", and a name made of legal forms alone is kept.
//
//	"Example, Inc."        → "example"
//	"The Example Co. Ltd"  → "example"
//	"Beispiel GmbH & Co. KG" → "beispiel"
//	"Co"                   → "co"
func EmployerKey(name string) string {
	words := keyWords(name)
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	end := len(words)
	for end > 1 && (legalForms[words[end-1]] || words[end-1] == "and") {
		end--
	}
	return strings.Join(words[:end], " ")
}

// keyWords splits a text into lower-case words of letters and digits. An ampersand is the word "and"; a plus or hash
// that follows a word stays with it (C++, C#); dots and apostrophes inside words vanish (B.V., Example's).
func keyWords(s string) []string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' || r == '#':
			b.WriteRune(unicode.ToLower(r))
		case r == '.' || r == '\'' || r == '’':
		case r == '&':
			b.WriteString(" and ")
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}
