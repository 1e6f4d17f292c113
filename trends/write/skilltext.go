package write

import (
	"fmt"
	"strings"

	"trends/trends"
)

// checks writes what the second opinions say of a tested skill.
func checks(r *trends.SkillRow) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if r.Verdict.Change() {
		hangs := "holds without any one source or employer"
		if len(r.FragileWithout) > 0 {
			hangs = "hangs on " + strings.Join(r.FragileWithout, ", ")
		}
		add("%s", hangs)
	}
	if r.RankP.Defined() {
		agrees := "agrees"
		if float64(r.RankS)*float64(r.Slope) < 0 {
			agrees = "disagrees"
		}
		add("rank test %s (p %s)", agrees, probability(r.RankP))
	}
	switch {
	case !r.PSeason.Defined():
	case r.PSeason <= 0.05:
		add("not explained by a yearly wave (p %s)", probability(r.PSeason))
	default:
		add("a yearly wave would explain it as well (p %s)", probability(r.PSeason))
	}
	if r.Rho > 0.3 {
		add("slow swings: p %s", probability(r.PSlow))
	}
	if r.SenPoints.Defined() {
		add("median slope %s points a year", points(12*r.SenPoints, 12*r.SenLow, 12*r.SenHigh))
	}
	return strings.Join(parts, "; ")
}

// yearText compares now with the same months of the year before.
func yearText(r *trends.SkillRow) string {
	text := fmt.Sprintf("%s points, from %s to %s", points(r.YearPoints, r.YearLow, r.YearHigh), percent(r.YearBefore), percent(r.YearBefore+r.YearPoints/100))
	if r.YearRatio.Defined() {
		text += fmt.Sprintf(", x%s (%s to %s)", figure(float64(r.YearRatio)), bound(r.YearRatioLow), bound(r.YearRatioHigh))
	}
	return text + fmt.Sprintf("; inside %s in both, with %s of the records. Not a trend", plural(r.YearSources, "source"), percent(r.YearMatched))
}

// cappedText adds the share with large employers capped, where a flag says that it differs.
func cappedText(r *trends.SkillRow) string {
	for _, f := range r.Flags {
		if f == trends.FlagCapped {
			return "; with the records of large employers capped " + percent(r.ShareCapped)
		}
	}
	return ""
}

// pictureText says what the picture shows beside the bars; "" if there is none.
func pictureText(p *trends.Picture) string {
	var parts []string
	if n := len(p.Points); n > 0 {
		last := p.Points[n-1]
		if last.Smoothed.Defined() {
			parts = append(parts, "three months pooled "+percent(last.Smoothed))
		}
		if p.Base.Defined() && last.Index.Defined() {
			parts = append(parts, fmt.Sprintf("index %s (%s = 100)", figure(float64(last.Index)), spanText(p.Points[0].Month, p.Points[2].Month)))
		}
	}
	if p.Since != "" {
		side := "below"
		if p.Above {
			side = "above"
		}
		parts = append(parts, fmt.Sprintf("%s its first months since %s", side, monthText(p.Since)))
	}
	if apart := p.LineChange - p.ChainChange; apart > 3 || apart < -3 {
		parts = append(parts, fmt.Sprintf("at a fixed source mix %s points, by the chain of matched sources %s: look at the sources", signed(p.LineChange), signed(p.ChainChange)))
	}
	return strings.Join(parts, "; ")
}

// daysUpText says how long the ads with a skill stayed up, and all ads; "" if too few have ended.
func daysUpText(with, all *trends.DaysUp) string {
	if with.Lacks != "" {
		return ""
	}
	text := "the ad stayed up " + daysText(with) + fmt.Sprintf(": median of %s, %s of them gone", plural(with.Openings, "new opening"), count(with.Ended))
	if all.Lacks == "" {
		text += "; all openings " + daysText(all)
	}
	return text + ". A vanished ad is not a hired person"
}

// daysText writes a number of days: "34 days (30 to 39)", "under 7 days", "more than 62 days (longest observed)".
func daysText(d *trends.DaysUp) string {
	switch {
	case d.Under > 0:
		return fmt.Sprintf("under %d days", d.Under)
	case !d.Median.Defined():
		return "more than " + days(d.Longest) + " days (longest observed)"
	case !d.High.Defined():
		return days(d.Median) + " days (" + days(d.Low) + " or more)"
	}
	return days(d.Median) + " days (" + days(d.Low) + " to " + days(d.High) + ")"
}

// days writes a number of days, which may end at noon: "34", "30.5", "?" if it is not defined.
func days(n trends.Number) string {
	if !n.Defined() {
		return "?"
	}
	return strings.TrimSuffix(tenth(n), ".0")
}
