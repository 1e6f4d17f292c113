package trends

// Phrase is a run of words in a text that may hold terms: adjectives and nouns, as a part-of-speech tagger sees them, with a noun
// at its end.
type Phrase struct {
	Start, End int    // bytes in the text, without the title
	Adjectives uint64 // bit i is set if word i is an adjective; words are separated by white space, and there are at most MaxPhrase
}

// MaxPhrase is how many words a Phrase may have; longer runs are cut.
const MaxPhrase = 16

// Term is a candidate for a new skill in a text: one to four words of a Phrase.
type Term struct {
	Key        string // under which spellings of one term are counted together
	Text       string // as the text writes it, with single spaces
	Start, End int    // bytes in the text, without the title
}
