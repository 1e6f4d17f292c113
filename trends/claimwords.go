package trends

import (
	"fmt"
	"strings"
)

// statement writes a part as a sentence that figures can answer, and what refutes it.
func (w *claimWork) statement(p *ClaimPart) string {
	openings := "machine-learning openings"
	if w.q.Scope == ScopeAll {
		openings = "openings"
	}
	share := fmt.Sprintf("the share of %s that %s", openings, w.predicate(p))
	least := ""
	if p.Min > 0 {
		least = hundredths(p.Min)
	}
	switch p.Kind {
	case ClaimLevel:
		return fmt.Sprintf("more than %s of %s now %s%s; refuted if the interval lies below %s",
			least, openings, w.predicate(p), leads(p.Also), least)
	case ClaimRemains:
		if p.Min == 0 {
			return fmt.Sprintf("%s does not fall: its odds ratio a year is above %s; refuted if it stays below", share, odds(remainsOdds))
		}
		return fmt.Sprintf("%s is above %s and does not fall: its odds ratio a year is above %s; refuted if either stays below",
			share, least, odds(remainsOdds))
	case ClaimSurge:
		return fmt.Sprintf("%s rises by an odds ratio of %s a year or more, from %d records, among the fastest tenth of %s; "+
			"refuted if it stays below %s", share, odds(surgeOdds), surgeBase, p.Class, odds(surgeRefuted))
	case ClaimEmerging:
		return fmt.Sprintf("%s was at most %s in the first %d months, and rises at %d employers and %d sources or more; "+
			"refuted if it is below %s now, or was above %s at the start",
			share, hundredths(emergingStart), emergingMonths, emergingWhere, emergingSources, hundredths(emergingStart), hundredths(emergingOld))
	}
	robust := ""
	if p.Robust {
		robust = ", also without any one of them"
	}
	return fmt.Sprintf("%s rises%s; refuted if its odds ratio a year stays below %s", share, robust, odds(risesOdds))
}

// leads writes what a lead asks for.
func leads(l ClaimLead) string {
	switch {
	case l.Group == "":
		return ""
	case l.Points == 0:
		return fmt.Sprintf(", more than any other %s in each of the last %d complete months", l.Group, l.Months)
	}
	return fmt.Sprintf(", more than any other %s in each of the last %d complete months, now by over %g points",
		l.Group, l.Months, l.Points)
}

// predicate says what the openings of a part do: "offer the role ml_engineer and name Healthcare".
func (w *claimWork) predicate(p *ClaimPart) string {
	var parts []string
	if p.Role != "" {
		parts = append(parts, "offer the role "+p.Role)
	}
	if skills := w.skillsText(p); skills != "" {
		verbs := map[Level]string{LevelNone: "name ", LevelMentioned: "name ", LevelPreferred: "require or prefer ", LevelRequired: "require "}
		parts = append(parts, verbs[max(p.Level, w.q.Level)]+skills)
	}
	return strings.Join(parts, " and ")
}

// subjectText says in short what a part counts: "required: any of A, B".
func (w *claimWork) subjectText(p *ClaimPart) string {
	text := w.skillsText(p)
	switch {
	case p.Level == LevelRequired:
		text = "required: " + text
	case p.Level == LevelPreferred:
		text = "required or preferred: " + text
	}
	if p.Role == "" {
		return text
	}
	return strings.TrimSuffix("role "+p.Role+", "+text, ", ")
}

// skillsText names the skills of a part.
func (w *claimWork) skillsText(p *ClaimPart) string {
	var names []string
	for _, id := range p.Skills() {
		names = append(names, w.name(id))
	}
	switch {
	case len(names) < 2:
		return strings.Join(names, "")
	case len(p.Any) > 0:
		return "any of " + strings.Join(names, ", ")
	}
	return "all of " + strings.Join(names, ", ")
}

// measure names the figures that answer a part.
func measure(p *ClaimPart) string {
	switch {
	case p.Kind == ClaimLevel && p.Also.Group != "":
		return "share of openings now; openings of the group by month; lead over the second now"
	case p.Kind == ClaimLevel:
		return "share of openings now"
	case p.Kind == ClaimRemains && p.Min > 0:
		return "share of openings now; odds ratio a year"
	case p.Kind == ClaimSurge:
		return "odds ratio a year; records at the start; rank in its class"
	case p.Kind == ClaimEmerging:
		return "odds ratio a year; share of openings at the start and now; employers and sources of the last 6 months"
	}
	return "odds ratio a year"
}

// ClaimRules says for each kind, in order, when a part of it is supported and when not: "rises" and the rule. What is neither is not
// enough data.
func ClaimRules() [][2]string {
	level := "supported if the interval of the share now lies above the threshold, and the lead holds where one is claimed; not supported " +
		"if it lies below"
	remains := fmt.Sprintf("supported if the odds ratio a year lies above %s, and the share above its threshold; not supported if either "+
		"lies below", odds(remainsOdds))
	rises := fmt.Sprintf("supported if a rise is confirmed; not supported if the odds ratio a year lies below %s", odds(risesOdds))
	surge := fmt.Sprintf("supported if a rise of x%s a year is confirmed, from %d records, among the fastest tenth of its class; "+
		"not supported if the odds ratio a year lies below %s", odds(surgeOdds), surgeBase, odds(surgeRefuted))
	emerging := fmt.Sprintf("supported if a rise from at most %s is confirmed, at %d employers and %d sources; not supported if the share "+
		"now lies below %s, or was above %s at the start", hundredths(emergingStart), emergingWhere, emergingSources, hundredths(emergingStart),
		hundredths(emergingOld))
	return [][2]string{{string(ClaimLevel), level}, {string(ClaimRemains), remains}, {string(ClaimRises), rises}, {string(ClaimSurge), surge},
		{string(ClaimEmerging), emerging}}
}
