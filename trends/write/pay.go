package write

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"trends/trends"
)

// PayColumns are the columns of pay by skill as CSV, in order.
func PayColumns() []string {
	return []string{"skill", "currency", "openings", "stated", "stated_share", "used", "employers", "median", "low", "high",
		"quartile_low", "quartile_high", "premium", "premium_low", "premium_high", "p", "q", "without", "without_employers", "lacks", "flags"}
}

// PayRows writes pay by skill as CSV, or as JSON Lines with jsonl set: one row a skill, also where nothing can be said.
func PayRows(w io.Writer, r *trends.PayReport, jsonl bool) error {
	out := newRecords(w, PayColumns(), jsonl)
	for i := range r.Skills {
		s := &r.Skills[i]
		out.write(s.Skill, r.Pay.Currency, s.Openings, s.Stated, s.Share, s.Used, s.Employers, s.Median, s.Low, s.High, s.Quarter, s.Three,
			s.Premium, s.PremiumLow, s.PremiumHigh, s.P, s.Q, s.Without, s.WithoutEmployers, s.Lacks, s.Flags)
	}
	return out.close()
}

// Pay writes pay by skill in one of Formats. top is the most rows of the table for a terminal, 0 for all.
func Pay(w io.Writer, r *trends.PayReport, format string, style Style, top int) error {
	switch format {
	case "json":
		return writeJSON(w, r)
	case "csv":
		return PayRows(w, r, false)
	case "markdown", "html":
		table, _ := payTable(r, 0)
		tables := []*Table{pairs(payTitle(r.Meta.Scope, r.Pay.Currency), payHead(&r.Meta, &r.Pay)), table}
		return page(w, "trends pay", append(tables, careTable(r.Warnings)...), format)
	case "table", "":
		return payText(w, r, style, top)
	}
	return (&Table{}).Write(w, format, style)
}

func payText(w io.Writer, r *trends.PayReport, style Style, top int) error {
	var b strings.Builder
	payTop(&b, payTitle(r.Meta.Scope, r.Pay.Currency), &r.Meta, &r.Pay, style)
	table, hidden := payTable(r, top)
	b.WriteString("\n")
	if len(table.Rows) > 0 {
		if err := table.text(&b, style); err != nil {
			return err
		}
	}
	if hidden > 0 {
		b.WriteString(style.dim(fmt.Sprintf("… and %d more (--top 0 shows all)", hidden)) + "\n")
	}
	if n := len(r.Skills) - len(table.Rows) - hidden; n > 0 {
		b.WriteString(style.dim(fmt.Sprintf("nothing is said of %s with fewer than %d such ads, or fewer than %d employers", plural(n, "skill"),
			trends.LeastPayAds, trends.LeastPayEmployers)) + "\n")
	}
	careText(&b, r.Warnings, style)
	_, err := io.WriteString(w, b.String())
	return err
}

// payTop writes title and head.
func payTop(b *strings.Builder, title string, m *trends.Meta, h *trends.PayHead, style Style) {
	b.WriteString(style.bold(title) + "\n\n")
	for _, line := range payHead(m, h) {
		fmt.Fprintf(b, "  %s %s\n", style.dim(fmt.Sprintf("%-9s", line[0])), strings.Join(folded(line[1], ""), "\n"+strings.Repeat(" ", 12)))
	}
}

// careText lists what must be known to read a result.
func careText(b *strings.Builder, warnings []trends.Warning, style Style) {
	if len(warnings) > 0 {
		b.WriteString("\n" + style.bold("Read with care") + "\n")
	}
	for _, w := range warnings {
		b.WriteString("  * " + w.Text + "\n")
	}
}

// careTable is careText for pages; none without a warning.
func careTable(warnings []trends.Warning) []*Table {
	if len(warnings) == 0 {
		return nil
	}
	t := &Table{Title: "Read with care", Columns: []string{"doubt"}}
	for _, w := range warnings {
		t.Rows = append(t.Rows, []string{w.Text})
	}
	return []*Table{t}
}

func payTitle(scope trends.Scope, currency string) string {
	if currency == "" {
		return "Pay stated by ads for " + scopeText(scope)
	}
	return "Pay stated by ads for " + scopeText(scope) + ", " + currency + " a year"
}

// payHead says what was counted, left out and compared.
func payHead(m *trends.Meta, h *trends.PayHead) [][2]string {
	var lines [][2]string
	add := func(label, format string, args ...any) {
		lines = append(lines, [2]string{label, fmt.Sprintf(format, args...)})
	}
	when := "open on " + m.AsOf
	if m.Count == "new" {
		when = "new in " + spanText(m.Window.From, m.Window.To)
	}
	add("openings", "%s %s, one per job; %s of them (%s) state pay", plural(h.Openings, "opening"), when, count(h.Stated), percent(h.Share))
	if len(h.Currencies) > 0 {
		add("currency", "%s; none is turned into another", tallyText(namedCurrencies(h.Currencies)))
	}
	add("used", "%s: the middle of the range, times 12 months, 52 weeks, 260 days or 2,080 hours; medians are of one value per employer", plural(h.Used, "ad"))
	if len(h.Left) > 0 {
		var parts []string
		for _, t := range h.Left {
			parts = append(parts, plural(t.Openings, "ad")+": "+dropText(t.Name))
		}
		add("left out", "%s", strings.Join(parts, "; "))
	}
	if h.Compared > 0 {
		add("compared", "ads with and without a skill at equal seniority, country, remote work, role and year; q corrects for %s",
			plural(h.Compared, "comparison"))
	}
	if f := filterText(m.Filter); f != "" {
		add("only", "%s", f)
	}
	return lines
}

// namedCurrencies gives ads without a currency a name.
func namedCurrencies(list []trends.Tally) []trends.Tally {
	list = slices.Clone(list)
	for i := range list {
		if list[i].Name == "" {
			list[i].Name = "no currency"
		}
	}
	return list
}

// dropText says why ads are left out, by the words of stats.PayDrop.
func dropText(reason string) string {
	switch reason {
	case "range too wide":
		return "range wider than 2.5x"
	case "far from usual":
		return "outside 0.2 to 5 times the median of their country and role"
	}
	return reason
}

// payTable lists skills for people, those of which something can be said. hidden counts what top cuts off.
func payTable(r *trends.PayReport, top int) (t *Table, hidden int) {
	t = &Table{
		Columns: []string{"ads with", "ads", "employers", "state pay", "median", "interval", "quartiles", "at equal terms", "q", "notes"},
		Right:   []bool{false, true, true, true, true, false, false, false, true, false},
	}
	for i := range r.Skills {
		s := &r.Skills[i]
		if !s.Median.Defined() {
			continue
		}
		note, lacks := "", ""
		if slices.Contains(s.Flags, trends.FlagFewStatePay) && r.Pay.Share >= 0.3 { // else it is said once, of all
			note = "only the ads that state pay; others may differ"
		}
		if s.Lacks != "" {
			lacks = "needs " + s.Lacks
		}
		if top > 0 && len(t.Rows) == top {
			hidden++
			continue
		}
		row := append([]string{s.Name}, payCells(&s.PayFigures, s.Share)...)
		t.Rows = append(t.Rows, append(row, premiumText(s), probability(s.Q), joined(note, lacks)))
	}
	return t, hidden
}

// payCells writes ads, employers, the share that states pay, median, interval and quartiles.
func payCells(f *trends.PayFigures, share trends.Number) []string {
	return []string{count(f.Used), count(f.Employers), percent(share), money(f.Median), medianRange(f), moneyRange(f.Quarter, f.Three)}
}

// premiumText writes by how much ads with a skill differ: "+6 % (1 to 11)"; "" where it cannot be told.
func premiumText(s *trends.PayRow) string {
	if !s.Premium.Defined() {
		return ""
	}
	whole := func(n trends.Number, sign bool) string {
		v := math.Round(100 * float64(n))
		if sign && v > 0 {
			return fmt.Sprintf("+%.0f", v)
		}
		return fmt.Sprintf("%.0f", v+0) // no -0
	}
	return whole(s.Premium, true) + " % (" + whole(s.PremiumLow, false) + " to " + whole(s.PremiumHigh, false) + ")"
}

// money writes an amount with three significant digits: "105,000"; "-" if it is not defined.
func money(n trends.Number) string {
	if !n.Defined() {
		return "-"
	}
	unit := 1.0
	for v := math.Abs(float64(n)); v >= 1000; v /= 10 {
		unit *= 10
	}
	return count(int(math.Round(float64(n)/unit) * unit))
}

// medianRange writes the interval of a median, and says so where too few employers bound neither side.
func medianRange(f *trends.PayFigures) string {
	if f.Median.Defined() && !f.Low.Defined() && !f.High.Defined() {
		return "unbounded"
	}
	return moneyRange(f.Low, f.High)
}

// moneyRange writes two amounts: "(98,000 to 112,000)"; "" without either, "?" for the one that is missing.
func moneyRange(low, high trends.Number) string {
	if !low.Defined() && !high.Defined() {
		return ""
	}
	side := func(n trends.Number) string {
		if !n.Defined() {
			return "?"
		}
		return money(n)
	}
	return "(" + side(low) + " to " + side(high) + ")"
}
