package main

// columnDoc says what a column of an export means.
func columnDoc(table, column string) string {
	if doc, ok := columnDocs()[table+"."+column]; ok {
		return doc
	}
	return columnDocs()[column]
}

// columnDocs is the dictionary of all exports; an entry with a table's name in front is of that table alone.
func columnDocs() map[string]string {
	return map[string]string{
		"period":          "month 2006-01, quarter 2006-Q1 or year 2006, UTC",
		"postings.period": "what the pay is for: year, month, week, day or hour",
		"skill":           "skill id of the taxonomy",
		"cells.skill":     "skill id; empty in the row that gives n",
		"openings":        "openings that name the skill",
		"total":           "all openings in scope: the denominator",
		"share":           "openings / total",
		"low":             "lower limit of the share's 95 % interval, with the design effect of employers",
		"high":            "upper limit of it",
		"adjusted_share":  "the share at the average source mix of the series: each source compared with itself; months only",
		"employers":       "employers that name the skill",
		"sources":         "sources whose ads name the skill",
		"complete":        "true if the period is watched whole and its openings are in; only such months are tested",
		"source":          "key of the source",
		"employer":        "employer's name as delivered",
		"cells.employer":  "employer's name as compared; an unknown employer is its own",
		"month":           "month in which the ad was posted, or its thread's month",
		"n":               "source records of the employer there in that month, uncapped",
		"k":               "of them naming the skill",
		"id":              "the source's own id of the posting",
		"url":             "public page of the posting",
		"title":           "title as delivered",
		"location":        "places as delivered",
		"country":         "ISO 3166-1 code, if known",
		"remote":          "remote, hybrid, onsite or unspecified: as a field of the source says, else as the text says",
		"posted":          "posting date: the smallest ever claimed, never later than first_seen",
		"precision":       "how exact it is: instant, day, month (a thread), interval (between two reads) or none",
		"first_seen":      "time of the first read that saw it",
		"last_seen":       "time of the last read that saw it; empty while it is up",
		"closed":          "time of the first read without it, or its own deadline; empty while open",
		"reopened":        "time at which it was seen again after it had closed",
		"opening":         "id of the job after joining reposts and cross-posts",
		"scope":           "ml if it is machine-learning work, else all",
		"roles":           "role ids offered",
		"seniority":       "seniority offered",
		"salary_min":      "lower bound of stated base pay, in plain units",
		"salary_max":      "upper bound of it",
		"pay_in_text":     "what the text states where the source's own field, which the columns before follow, says something else",
		"currency":        "ISO 4217 code of the pay",
		"language":        "ISO 639-1 code of the text",
		"level":           "required, preferred or mentioned",
		"start":           "byte offset of the mention in title, line feed, text",
		"end":             "byte offset of its end",
		"rule":            "the taxonomy's rule that decided",
		"sentence":        "the sentence or line around it",
	}
}
