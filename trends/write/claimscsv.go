package write

import (
	"io"

	"trends/trends"
)

// ClaimColumns are the columns of claims as CSV, in order. A row is a part of a claim, or one term of a part that asks for a rise that
// outlasts leaving it out; a claim that is untestable has one row, with part 0. What a kind has no use for is empty.
func ClaimColumns() []string {
	return []string{"claim", "about", "claim_verdict", "part", "term", "kind", "subject", "statement", "measure", "verdict",
		"reason", "needs", "window_from", "window_to", "openings", "total", "share", "low", "high", "n_eff", "employers", "sources",
		"odds_ratio_year", "odds_low", "odds_high", "p", "q", "records", "of", "by", "flags", "fragile_without",
		"group", "first_months", "behind", "months", "second", "lead_points", "lead_low", "lead_high",
		"base", "base_months", "rank", "rank_of", "rank_top",
		"start_share", "start_low", "start_high", "recent_employers", "recent_sources", "window_sources",
		"without_odds", "without_low", "without_high", "without_p", "holds"}
}

// claimsCSV writes one row a part, with every figure.
func claimsCSV(w io.Writer, r *trends.ClaimReport) error {
	out := newRecords(w, ClaimColumns(), false)
	for i := range r.Claims {
		c := &r.Claims[i]
		if len(c.Parts) == 0 {
			row := []any{c.Claim, c.About, string(c.Verdict), 0, "", "", "", "", "", string(c.Verdict), c.Untestable}
			out.write(append(row, empty(len(ClaimColumns())-len(row))...)...)
		}
		for j := range c.Parts {
			p := &c.Parts[j]
			row := []any{c.Claim, c.About, string(c.Verdict), j + 1, "", string(p.Kind), p.Subject, p.Statement, p.Measure,
				string(p.Verdict), p.Reason, p.Needs, p.Window.From, p.Window.To}
			row = append(append(row, figureValues(&p.Figures)...), kindValues(p)...)
			out.write(append(row, empty(5)...)...)
			for k := range p.Terms {
				t := &p.Terms[k]
				row := []any{c.Claim, c.About, string(c.Verdict), j + 1, t.Skill, string(p.Kind), t.Name, "", "", "", "", "",
					p.Window.From, p.Window.To}
				row = append(append(row, figureValues(&t.Figures)...), empty(19)...)
				out.write(append(row, t.WithoutOdds, t.WithoutLow, t.WithoutHigh, t.WithoutP, t.Holds)...)
			}
		}
	}
	return out.close()
}

func figureValues(f *trends.Figures) []any {
	return []any{f.Openings, f.Total, f.Share, f.Low, f.High, f.NEff, f.Employers, f.Sources, f.OddsYear, f.OddsLow, f.OddsHigh, f.P, f.Q,
		f.Records, f.RecordsOf, f.RecordEmployers, f.Flags, f.FragileWithout}
}

// kindValues are the columns that only some kinds have.
func kindValues(p *trends.PartRow) []any {
	lead, surge, emerging := empty(8), empty(5), empty(6)
	if l := p.Lead; l != nil {
		lead = []any{l.Group, l.First, l.Behind, l.Months, l.Second, l.Points, l.Low, l.High}
	}
	if s := p.Surge; s != nil {
		surge = []any{s.Base, s.BaseMonths, s.Rank, s.RankOf, s.RankTop}
	}
	if e := p.Emerging; e != nil {
		emerging = []any{e.Start, e.StartLow, e.StartHigh, e.Employers, e.Sources, e.WindowSources}
	}
	return append(append(lead, surge...), emerging...)
}

// empty returns n empty values.
func empty(n int) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = ""
	}
	return out
}
