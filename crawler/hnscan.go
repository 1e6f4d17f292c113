package crawler

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"trends/trends"
)

// hnSegment is a part of a header, between bars or dashes.
type hnSegment struct {
	raw     string // as written
	text    string // without addresses
	url     string // the first address in it
	phrases []hnPhrase
	class   wordClass // of all phrases
	unknown int       // phrases that the lexicon does not know and that are no part of a place
	places  []string
	pay     *trends.Pay
}

// hnPhrase is a run of words that the lexicon has an entry for, or a single word that it does not know.
type hnPhrase struct {
	text    string
	class   wordClass
	glue    byte // what stands before it: ' ', ',', or '/' for anything stronger
	at, end int  // byte offsets in the segment's text
	words   int
}

// scanSegment reads one segment.
func scanSegment(text string) *hnSegment {
	s := &hnSegment{raw: text}
	s.text, s.url = cutURLs(text)
	s.phrases = phrasesOf(s.text)
	s.findPlaces()
	for _, p := range s.phrases {
		s.class |= p.class
		if p.class == 0 && strings.ContainsFunc(p.text, unicode.IsLetter) {
			s.unknown++
		}
	}
	s.pay = statedPay(s.text)
	return s
}

// phrasesOf splits a text into the longest phrases that the lexicon knows.
func phrasesOf(text string) []hnPhrase {
	words := wordsOf(text)
	table := lexicon()
	var out []hnPhrase
	for i := 0; i < len(words); {
		n, class := 1, table[strings.ToLower(words[i].text)]
		key := strings.ToLower(words[i].text)
		for j := i + 1; j < len(words) && j < i+4 && words[j].glue == ' '; j++ {
			key += " " + strings.ToLower(words[j].text)
			if c, ok := table[key]; ok {
				n, class = j-i+1, c
			}
		}
		if n == 1 && (words[i].text == "us" || words[i].text == "la") {
			class = isFiller // "join us"
		}
		first, last := words[i], words[i+n-1]
		out = append(out, hnPhrase{text[first.at:last.end], class, first.glue, first.at, last.end, n})
		i += n
	}
	return out
}

// wordsOf splits a text into words, as phrases without a class.
func wordsOf(text string) []hnPhrase {
	var words []hnPhrase
	glue, spaced := byte('/'), false
	for i := 0; i < len(text); {
		n := wordLength(text[i:])
		if n == 0 {
			r, size := utf8.DecodeRuneInString(text[i:])
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			switch {
			case unicode.IsSpace(r):
				spaced = true
			case r == '-' && !spaced && !unicode.IsSpace(next): // full-time
			case r == ',' && glue != '/':
				glue = ','
			default:
				glue = '/'
			}
			i += size
			continue
		}
		word := strings.TrimRight(text[i:i+n], ".'’")
		words = append(words, hnPhrase{text: word, glue: glue, at: i, end: i + len(word), words: 1})
		glue, spaced = ' ', false
		if len(word) < n && len(word) > 3 {
			glue = '/' // a full stop, and not that of an abbreviation
		}
		i += n
	}
	return words
}

// wordLength returns the length of the word at the start of s, 0 if there is none: letters and digits, with the marks that
// belong to names of things (C++, .NET, Node.js, AT&T, O'Brien).
func wordLength(s string) int {
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
		case i > 0 && (r == '+' || r == '#' || r == '.' || r == '\'' || r == '’'):
		case i > 0 && r == '&' && i+1 < len(s) && s[i+1] != ' ':
		case i == 0 && r == '.' && len(s) > 1 && s[1] > ' ' && s[1] != '.':
		default:
			return i
		}
	}
	return len(s)
}

// findPlaces collects the places of a segment and marks their phrases: a known city with the regions that follow it, a
// region alone, or a capitalised name before a comma and a region.
func (s *hnSegment) findPlaces() {
	for i := 0; i < len(s.phrases); i++ {
		p := s.phrases[i]
		code := s.isCode(i)
		if p.class&isPlace == 0 && !code {
			continue
		}
		from, to := i, i+1
		if p.class&isCity == 0 {
			from = s.cityBefore(i, code)
		}
		for to < len(s.phrases) && s.phrases[to].glue != '/' && s.phrases[to-1].class&isWhole == 0 &&
			(s.phrases[to].class&isRegion != 0 || s.isCode(to)) {
			to++
		}
		if code && from == i {
			continue // a code with nothing before it: "IN", "OR"
		}
		place := strings.Join(strings.Fields(s.text[s.phrases[from].at:s.phrases[to-1].end]), " ")
		if !slices.Contains(s.places, place) {
			s.places = append(s.places, place)
		}
		for k := from; k < to; k++ {
			s.phrases[k].class |= isCity
		}
		i = to - 1
	}
}

// isCode reports whether phrase i is the code of a state or country that follows a place.
func (s *hnSegment) isCode(i int) bool {
	p := s.phrases[i]
	if i == 0 || p.glue == '/' || len(p.text) != 2 || strings.ToUpper(p.text) != p.text || s.phrases[i-1].class&(isModel|isType) != 0 {
		return false
	}
	if p.glue == ',' {
		return strings.Contains(alpha2+caProvinces+usStates, p.text+" ")
	}
	// Without a comma, "SF OR REMOTE" and "REMOTE OK" look the same.
	return strings.Contains(caProvinces+usStates, p.text+" ") && !strings.Contains("OR OK ME HI ON AB SK PE MB", p.text)
}

// cityBefore returns the first phrase of an unknown city's name that ends before the region or code i; i if there is none.
func (s *hnSegment) cityBefore(i int, code bool) int {
	from := i
	for k := i - 1; k >= 0 && i-k <= 3; k-- {
		next, p := s.phrases[k+1], s.phrases[k]
		if p.class&^(isField|isFiller) != 0 || !startsUpper(p.text) || p.words > 1 {
			break
		}
		if next.glue == '/' || k+1 == i && next.glue != ',' && !code || k+1 < i && next.glue != ' ' {
			break
		}
		from = k
	}
	return from
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// cutURLs takes addresses out of a text, and returns the first one.
func cutURLs(text string) (rest, first string) {
	if !strings.ContainsRune(text, '.') {
		return text, ""
	}
	rest = urlInText.ReplaceAllStringFunc(text, func(u string) string {
		if first == "" {
			first = strings.TrimRight(u, ".,;:)")
		}
		return " "
	})
	return rest, first
}
