// Package extract says what a job ad asks for: a dictionary with context, measured, and honest about its errors.
//
// It is pure: it knows no clock, no network and no database, one text always gets the same tags, and everything it knows
// stands in two files that a person can edit. taxonomy.yaml holds the skills with their surface forms and the conditions
// under which an ambiguous form counts; context.yaml holds what the words around a skill mean.
//
// A text is read in steps, each of which only looks at the ones before (see Tag):
//
//	words      the text is cut into words in one pass, and each word is looked up once: it gets a number if any phrase
//	           of the two files uses it. All later steps compare numbers.
//	sentences  lines, sentences and list items, found from the signs between the words
//	cues       the phrases of context.yaml: headings, "a plus", "experience with", "not", "remote" …
//	language   from the share of frequent words; only English is read on
//	sections   requirements, preferred, duties, stack, company, benefits, legal, apply
//	titles     the offered jobs: the title, the parts of a first line "A | B | C", list items that are titles
//	forms      the surface forms: at each word the longest phrase wins, over all skills and over the phrases to skip; one that does
//	           not count hides no shorter one of another skill
//	settle     conditions first of forms that stand alone, then of those that ask about their neighbours; then what takes
//	           a skill back: an address, the employer's name, legal text and benefits, a "not"
//	level      required, preferred or mentioned: the words of the sentence, else its section
//	facts      roles, seniority, place of work, pay, scope
//
// What the taxonomy lacks is found apart from all this, by Phrases and TermFinder: noun phrases, which a part-of-speech tagger finds slowly and
// once, and which of them may be skills, by the taxonomy of now.
//
// A form that was found and does not count is kept as an exclusion with its reason, so that explain can answer both why
// an ad counts and why it does not.
//
// It is fast because most of a text is passed over. The words are found by masks of 64 bytes and hashed once; a word carries
// what is known of it (kinds), a sentence what its words and cues are (kinds, cueSet), so that a step looks at a sentence only
// if it can find something there. The matcher is a trie over the numbers of words whose nodes lie side by side; it follows
// no failure links, since a phrase can only start where a word does, and it asks a small bit set before it touches a node.
// Apart from the tags that it returns and the text that it joins, a call of Tag hardly allocates once the pool is warm.
package extract
