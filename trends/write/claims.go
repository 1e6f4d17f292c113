package write

import (
	"fmt"
	"io"
	"strings"

	"trends/trends"
)

// Claims writes the verdicts on claims in one of Formats.
func Claims(w io.Writer, r *trends.ClaimReport, format string, style Style) error {
	switch format {
	case "json":
		return writeJSON(w, r)
	case "csv":
		return claimsCSV(w, r)
	case "markdown", "html":
		return page(w, "trends claims", claimsPage(r), format)
	case "table", "":
		return claimsText(w, r, style)
	}
	return (&Table{}).Write(w, format, style)
}

// claimsHead returns the lines above the tables, label and text.
func claimsHead(r *trends.ClaimReport) [][2]string {
	m := &r.Meta
	var lines [][2]string
	add := func(label, format string, args ...any) {
		lines = append(lines, [2]string{label, fmt.Sprintf(format, args...)})
	}
	add("meaning", "postings show what ads ask for: demand in ads, not adoption, use or importance; each claim is restated accordingly")
	add("claims", "%d, version %d, SHA-256 %s", len(r.Claims), r.Version, r.SHA256)
	add("verdicts", "%s", verdictCounts(r.Claims))
	if m.Count == "active" {
		add("now", "%s open on %s, %s; no verdict can be read off them", plural(m.OpeningsNow, "opening"), m.AsOf,
			plural(m.EmployersNow, "employer"))
	} else {
		add("now", "%s: %s, %s", spanText(m.Now[0], m.Now[len(m.Now)-1]), plural(m.OpeningsNow, "new opening"),
			plural(m.EmployersNow, "employer"))
		add("window", "%s: %d complete months, %s, %s, %s", spanText(m.Window.From, m.Window.To), len(m.Months),
			plural(m.Openings, "opening"), plural(m.Employers, "employer"), plural(contributing(m.Sources), "source"))
		add("tested", "%s in one family; %s, of which about %.1f expected to be false", plural(m.Tested, "trend"),
			plural(m.Confirmed, "confirmed change"), m.Settings.FDR*float64(m.Confirmed))
	}
	if f := filterText(m.Filter); f != "" {
		add("only", "%s", f)
	}
	if m.OneSource {
		add("note", "one source: nothing here is confirmed by a second one")
	}
	add("taxonomy", "%s%s", m.Taxonomy, taggerText(m.Tagger))
	return lines
}

// verdictCounts says how many claims have which verdict.
func verdictCounts(claims []trends.ClaimRow) string {
	counts := map[trends.Verdict]int{}
	for i := range claims {
		counts[claims[i].Verdict]++
	}
	var parts []string
	for _, v := range []trends.Verdict{trends.Supported, trends.NotSupported, trends.NotEnoughData, trends.Untestable} {
		parts = append(parts, count(counts[v])+" "+claimVerdict(v))
	}
	return strings.Join(parts, ", ")
}

// contributing counts the sources with records.
func contributing(sources []trends.SourceSummary) int {
	n := 0
	for _, s := range sources {
		if s.Records > 0 {
			n++
		}
	}
	return n
}

func claimsTitle(r *trends.ClaimReport) string { return "Claims about " + scopeText(r.Meta.Scope) }

func claimsText(w io.Writer, r *trends.ClaimReport, style Style) error {
	var b strings.Builder
	b.WriteString(style.bold(claimsTitle(r)) + "\n\n")
	for _, line := range claimsHead(r) {
		fmt.Fprintf(&b, "  %s %s\n", style.dim(fmt.Sprintf("%-9s", line[0])), line[1])
	}
	b.WriteString("\n")
	if err := claimsTable(r, style).text(&b, style); err != nil {
		return err
	}
	b.WriteString("\n" + style.bold("How verdicts are given") + "\n")
	for _, rule := range trends.ClaimRules() {
		fmt.Fprintf(&b, "  %s %s\n", style.dim(fmt.Sprintf("%-9s", rule[0])), strings.Join(folded(rule[1], ""), "\n"+strings.Repeat(" ", 12)))
	}
	if len(r.Warnings) > 0 {
		b.WriteString("\n" + style.bold("Read with care") + "\n")
		for _, warning := range r.Warnings {
			b.WriteString("  * " + warning.Text + "\n")
		}
	}
	b.WriteString("\n")
	for _, line := range folded("settings "+settingsText(r.Meta), "  ") {
		b.WriteString(style.dim(line) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// claimsTable lists the claims for a terminal: each in a line of its own, its parts below, below these the terms of a part.
func claimsTable(r *trends.ClaimReport, style Style) *Table {
	t := &Table{Columns: []string{"claim", "verdict", "now", "interval", "openings", "employers", "odds a year", "q", "notes"},
		Right: []bool{false, false, true, false, true, true, false, true, false}}
	add := func(paint func(string) string, row ...string) {
		t.Rows, t.paint = append(t.Rows, row), append(t.paint, paint)
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		add(style.verdict(c.Verdict), c.Claim, strings.ToUpper(claimVerdict(c.Verdict)), "", "", "", "", "", "",
			joined(c.About, c.Untestable))
		for j := range c.Parts {
			p := &c.Parts[j]
			add(plain, append([]string{"  " + string(p.Kind), claimVerdict(p.Verdict)}, append(claimFigures(&p.Figures), partNotes(p))...)...)
			for k := range p.Terms {
				term := &p.Terms[k]
				add(style.dim, append([]string{"    " + term.Name, ""}, append(claimFigures(&term.Figures), termNotes(term))...)...)
			}
		}
	}
	return t
}

// verdict paints a line by its verdict.
func (s Style) verdict(v trends.Verdict) func(string) string {
	switch v {
	case trends.Supported:
		return s.green
	case trends.NotSupported:
		return s.red
	}
	return s.bold
}

// claimVerdict names a verdict on a claim for people.
func claimVerdict(v trends.Verdict) string { return strings.ReplaceAll(string(v), "_", " ") }

// claimFigures are the key figures of a part or a term.
func claimFigures(f *trends.Figures) []string {
	return []string{percent(f.Share), interval(f.Low, f.High), count(f.Openings), count(f.Employers),
		odds(f.OddsYear, f.OddsLow, f.OddsHigh), probability(f.Q)}
}

// partNotes says what a part counts, what else it was judged by, and why it has the verdict.
func partNotes(p *trends.PartRow) string {
	notes := []string{p.Subject}
	if l := p.Lead; l != nil {
		notes = append(notes, fmt.Sprintf("first of %s in %d of %d months", l.Group, l.First, l.Months))
		if l.Second != "" {
			notes = append(notes, fmt.Sprintf("%s points ahead of %s", points(l.Points, l.Low, l.High), l.Name))
		}
	}
	if s := p.Surge; s != nil && s.Rank > 0 {
		notes = append(notes, fmt.Sprintf("from %s in the first %d months, rank %d of %d in its class",
			plural(s.Base, "record"), s.BaseMonths, s.Rank, s.RankOf))
	}
	if e := p.Emerging; e != nil && e.Start.Defined() {
		notes = append(notes, fmt.Sprintf("%s at the start; at the end %s, %s",
			percent(e.Start), plural(e.Employers, "employer"), plural(e.Sources, "source")))
	}
	if p.Reason != "" {
		notes = append(notes, p.Reason)
	}
	if p.Needs != "" {
		notes = append(notes, "needs "+p.Needs)
	}
	return joined(append(notes, claimFlags(&p.Figures)...)...)
}

// claimFlags writes the flags worth a word beside a verdict: the interval shows already that employers are alike, or openings few.
func claimFlags(f *trends.Figures) []string {
	var out []string
	for _, flag := range f.Flags {
		switch flag {
		case trends.FlagFewEmployers, trends.FlagSmall:
		case trends.FlagFragile:
			out = append(out, "fragile: hangs on "+f.FragileWithout[0])
		case trends.FlagTopEmployer:
			out = append(out, "one employer has more than a fifth of them")
		case trends.FlagMix:
			out = append(out, "pooled counting would say something else")
		case trends.FlagCapped:
			out = append(out, "with large employers capped the share is another")
		default:
			out = append(out, flag)
		}
	}
	return out
}

// termNotes says what is left of a rise without the term.
func termNotes(t *trends.TermRow) string {
	if !t.WithoutOdds.Defined() {
		return "without it: too little to test"
	}
	return fmt.Sprintf("without it: %s, p %s", odds(t.WithoutOdds, t.WithoutLow, t.WithoutHigh), probability(t.WithoutP))
}

// joined joins what is not empty.
func joined(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "; ")
}

// claimsPage returns the tables of a page: head, claims, parts with their sentences, terms, rules, doubts, settings.
func claimsPage(r *trends.ClaimReport) []*Table {
	head := pairs(claimsTitle(r), claimsHead(r))
	claims := &Table{Title: "Verdicts", Columns: []string{"claim", "verdict", "about"}}
	parts := &Table{Title: "Parts", Columns: []string{"claim", "part", "restated", "verdict", "now", "interval", "openings", "employers",
		"odds a year", "q", "notes"},
		Right: []bool{false, false, false, false, true, false, true, true, false, true, false}}
	terms := &Table{Title: "Terms", Columns: []string{"claim", "term", "now", "interval", "openings", "employers",
		"odds a year", "q", "without it"},
		Right: []bool{false, false, true, false, true, true, false, true, false}}
	for i := range r.Claims {
		c := &r.Claims[i]
		claims.Rows = append(claims.Rows, []string{c.Claim, claimVerdict(c.Verdict), joined(c.About, c.Untestable)})
		for j := range c.Parts {
			p := &c.Parts[j]
			row := append([]string{c.Claim, string(p.Kind), p.Statement, claimVerdict(p.Verdict)}, claimFigures(&p.Figures)...)
			parts.Rows = append(parts.Rows, append(row, partNotes(p)))
			for k := range p.Terms {
				term := &p.Terms[k]
				terms.Rows = append(terms.Rows, append(append([]string{c.Claim, term.Name}, claimFigures(&term.Figures)...), termNotes(term)))
			}
		}
	}
	tables := []*Table{head, claims, parts}
	if len(terms.Rows) > 0 {
		tables = append(tables, terms)
	}
	tables = append(tables, pairs("How verdicts are given", trends.ClaimRules()))
	if len(r.Warnings) > 0 {
		care := &Table{Title: "Read with care", Columns: []string{"doubt"}}
		for _, warning := range r.Warnings {
			care.Rows = append(care.Rows, []string{warning.Text})
		}
		tables = append(tables, care)
	}
	return append(tables, &Table{Title: "Settings", Columns: []string{"setting"}, Rows: [][]string{{settingsText(r.Meta)}}})
}

// pairs is a table of labels and texts.
func pairs(title string, lines [][2]string) *Table {
	t := &Table{Title: title, Columns: []string{"", ""}}
	for _, line := range lines {
		t.Rows = append(t.Rows, line[:])
	}
	return t
}
