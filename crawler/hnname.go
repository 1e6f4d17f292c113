package crawler

import (
	"regexp"
	"strings"
	"sync"
)

var (
	// "(YC W24)", ", YC S11", "[YC W15]"
	hnBatch = regexp.MustCompile(`(?i)[\s,]*[\[(]?\s*\b(?:yc|y ?combinator)\b[ -]?(?:[wsfx]?'?\d{2,4})?[^\])|]{0,12}[\])]|` +
		`[\s,]*\b(?:yc|y ?combinator)[ -](?:[wsfx] ?'?\d{2,4}|alum\w*|backed|company)\b`)

	hnBrackets = regexp.MustCompile(`\s*[(\[{][^)\]}]*[)\]}]?`)

	// What ends a name inside a sentence: a verb, an article, a dash, a colon, the end of the sentence.
	hnNameEnd = regexp.MustCompile(`(?i)[\s,]+(?:(?:is|are|has|was)\b|(?:we(?:'re|'ve)?|a|an|the)\s+\S+\s|` +
		`(?:seeks|seeking|hiring|looking|wants|builds|makes|provides|helps|develops|delivers|enables|recruiting|located|based|powers|continues)\b|` +
		`[-–—]\s)|\.\s+\p{Lu}|:\s`)

	hnHiring = regexp.MustCompile(`(?i)[\s,]+(?:(?:is|are) )?(?:now )?(?:seeking|hiring|looking|recruiting)\b`)

	// Sites on which a company has a page and which are none of its own.
	notOwnSite = regexp.MustCompile(`(?i)^(?:https?://)?(?:www\.)?(?:[\w-]+\.)*(?:github|gitlab|ycombinator|angel|wellfound|linkedin|google|goo|` +
		`medium|bit|youtube|twitter|facebook|stackoverflow|indeed|glassdoor|typeform|notion)\.(?:com|co|io|gle|gl|ly|so|site)\b`)
)

// notNames are words that stand where a name does, one to each bar.
var notNames = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{"": true}
	for word := range strings.SplitSeq(notNameWords, "|") {
		set[word] = true
	}
	return set
})

const notNameWords = `we|we're|i|i'm|our|my|hi|hello|hey|it|this|there|here|you|all|hiring|looking|startup|company|location|position|title|job|job title|about us|` +
	`update|edit|note|the|who|greetings|hi all|hey all|hi hn|hello hn|hey hn|hi everyone|hello everyone|hi there|hey there|hello there|hello world|thanks|ps|tl;dr|tldr|` +
	`please|come|what|why|how|if|are|do|hn|ask hn|ycombinator|our team|the company|our company|startups|anyone|everyone|they|he|she|that|these|people|confidential|new|` +
	`multiple|various|description|role|about|apply|contact|also|but|not|so|and|or|then|now|remote|onsite|full|full time|full-time|part|us|usa|one|just|most|at|where|when|` +
	`finally|question|reminder|meta|ideally|currently|salary|corrected`

// cleanName takes everything off a name that is not part of it; "" if nothing is left that could be a name.
//
//	"Example (YC W24)", "Example - we hire", "Company: Example", "Example is hiring" → "Example"
func cleanName(s string) string {
	s = cutBrackets(cutNonNameURLs(cutBatch(s)))
	end := hnNameEnd
	if titleCase(s) { // "We Are Example" may be a name, "Example Is Hiring" is none
		end = hnHiring
	}
	if strings.ContainsAny(strings.TrimSpace(s), " :") {
		if i := end.FindStringIndex(s); i != nil && i[0] > 2 {
			s = s[:i[0]]
		}
	}
	for _, sep := range [...]string{",", " in ", " In "} {
		if before, after, ok := strings.Cut(s, sep); ok && len(scanSegment(after).places) > 0 {
			s = before
		}
	}
	s = strings.Trim(strings.Join(strings.Fields(s), " "), " ,;:*-–—=~#_•·>|!@\"“”'‘’/\\")
	if len(s) > 60 || strings.Count(s, " ") > 6 || isNoName(s) || !strings.ContainsFunc(s, isLetterOrDigit) {
		return ""
	}
	return s
}

// titleCase reports whether every word of a short text begins in upper case.
func titleCase(s string) bool {
	words := strings.Fields(s)
	for _, word := range words {
		if !startsUpper(word) {
			return false
		}
	}
	return len(words) <= 4 && !strings.ContainsAny(s, ".:")
}

// cutNonNameURLs takes addresses out, but leaves a bare domain that is all there is: some companies are called so.
func cutNonNameURLs(s string) string {
	rest, first := cutURLs(s)
	if first == "" || strings.ContainsFunc(cutBrackets(rest), isLetterOrDigit) {
		return rest
	}
	return siteName(first)
}

// cutBatch takes out which batch of Y Combinator a company was in.
func cutBatch(s string) string {
	if lower := strings.ToLower(s); !strings.Contains(lower, "yc") && !strings.Contains(lower, "combinator") {
		return s
	}
	return hnBatch.ReplaceAllString(s, "")
}

// cutBrackets takes out what stands in brackets.
func cutBrackets(s string) string {
	if !strings.ContainsAny(s, "([{") {
		return s
	}
	return hnBrackets.ReplaceAllString(s, "")
}

// isNoName reports whether a text describes a company without naming it, or begins a sentence about something else.
func isNoName(s string) bool {
	lower := strings.ToLower(s)
	if notNames()[lower] || strings.HasPrefix(lower, "are you") || strings.HasPrefix(lower, "do you") {
		return true
	}
	switch firstWord(lower) {
	case "stealth", "seeking", "looking", "wanted", "hiring", "[redacted]", "redacted", "searching", "our", "i", "i'm":
		return true
	case "we":
		return lower == s || !titleCase(s)
	}
	for _, words := range [...]string{"startup", "start-up", "early stage", "early-stage", "well funded", "well-funded"} {
		if strings.Contains(s, words) { // in upper case it can be part of a name
			return true
		}
	}
	return false
}

func isLetterOrDigit(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r > 0x7f
}

// siteName returns the host of an address without "www."; "" if the site is not the company's own.
func siteName(address string) string {
	if isBoardURL(address) || notOwnSite.MatchString(address) {
		return ""
	}
	address = strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://")
	host, _, _ := strings.Cut(address, "/")
	host, _, _ = strings.Cut(host, "?")
	return strings.Trim(strings.TrimPrefix(host, "www."), ".,;:() ")
}
