package trends

// Measured is how right a tagger is about skills, measured on labelled postings: of the skills it names, the share that is labelled
// (precision), and of those labelled, the share that it names (recall), with 95 % intervals (Wilson 1927).
type Measured struct {
	Taxonomy      string `json:"taxonomy"` // version that was measured
	Postings      int    `json:"postings"`
	Labels        int    `json:"labels"`
	Precision     Number `json:"precision"`
	PrecisionLow  Number `json:"precision_low"`
	PrecisionHigh Number `json:"precision_high"`
	Recall        Number `json:"recall"`
	RecallLow     Number `json:"recall_low"`
	RecallHigh    Number `json:"recall_high"`
}
