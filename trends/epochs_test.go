package trends_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"trends/trends"
)

// snippets makes two years of two sources with 60 ads a month each. One delivers snippets until May 2025, which name two skills, and full
// texts since, which name six; what is asked for never changes.
func snippets() []ad {
	var out []ad
	for m := range 24 {
		for i := range 120 {
			a := ad{id: int64(m*1000 + i + 1), source: []string{"board", "remoteboard"}[i%2], employer: fmt.Sprint("e", (m+i)%40),
				posted: fmt.Sprintf("%d-%02d-05", 2024+m/12, m%12+1), skills: "python"}
			full := a.source == "board" || m >= 17
			if i%10 < 2 || full && i%10 < 5 {
				a.skills += " rust"
			}
			if full {
				a.skills += " sql git aws linux"
			}
			out = append(out, a)
		}
	}
	return out
}

// A source that delivers something else counts as another one: what only its texts do is no change of demand.
func TestEpochs(t *testing.T) {
	off := trends.DefaultOptions()
	off.Epochs = false
	for _, c := range []struct {
		name    string
		o       trends.Options
		change  bool
		sources []string
		epochs  []string
	}{
		{"on", trends.DefaultOptions(), false, []string{"board", "remoteboard", "remoteboard#2"}, []string{"2025-06"}},
		{"off", off, true, []string{"board", "remoteboard"}, []string{}},
	} {
		p := trends.NewPanel(snapshot(t, snippets()), c.o)
		r := p.Report(trends.Query{}, infos("rust", "python"))
		if got := rowOf(t, r, "rust"); got.Verdict.Change() != c.change {
			t.Errorf("%s: rust is %s, odds x%v a year; want a change: %v", c.name, got.Verdict, got.OddsYear, c.change)
		}
		var sources []string
		for _, cell := range p.Cells(trends.Query{}) {
			later := len(c.epochs) > 0 && cell.Month >= month(t, "2025-06") && cell.Source != "board"
			if strings.HasSuffix(cell.Source, "#2") != later {
				t.Errorf("%s: a cell of %s in %s", c.name, cell.Source, trends.MonthName(cell.Month))
			}
			sources = append(sources, cell.Source)
		}
		if diff := gocmp.Diff(c.sources, slices.Compact(sources)); diff != "" {
			t.Errorf("%s: sources of cells (-want +got):\n%s", c.name, diff)
		}
		if diff := gocmp.Diff(c.epochs, r.Meta.Sources[1].Epochs); diff != "" || len(r.Meta.Sources[0].Epochs) > 0 || len(r.Meta.Sources) != 2 {
			t.Errorf("%s: epochs of %v (-want +got):\n%s", c.name, r.Meta.Sources, diff)
		}
		warned := ""
		for _, w := range r.Warnings {
			if w.Code == "source changed" {
				warned = w.Text
			}
		}
		want := "sources that deliver something else, and count as another source from then on: " +
			"remoteboard since 2025-06 (5.4 skills an ad, 1.2 before)"
		if len(c.epochs) == 0 {
			want = ""
		}
		if warned != want {
			t.Errorf("%s: warning %q, want %q", c.name, warned, want)
		}
	}
}

// Meters are counted by hand: of 60 records a month, all with python.
func TestMeters(t *testing.T) {
	ads := snippets()
	for i := range ads {
		if i%4 < 2 {
			ads[i].pay = "90000 90000 EUR year"
		}
		if i%120 < 12 {
			ads[i].employer = ""
		}
	}
	// A repost counts no second time, and what is of no scope counts.
	ads = append(ads, ad{id: 99001, source: "remoteboard", employer: "e1", posted: "2025-05-20", skills: "python", opening: 16002, record: 16002})
	ads[1].other = true
	want := map[string]string{
		"board 2024-01":       "60 5.6 0.50 0.90 1 false",
		"remoteboard 2024-01": "60 1.2 0.50 0.90 1 false",
		"remoteboard 2025-05": "60 1.2 0.50 0.90 1 false",
		"remoteboard 2025-06": "60 5.4 0.50 0.90 2 true",
		"remoteboard 2025-12": "60 5.4 0.50 0.90 2 false",
	}
	got := map[string]string{}
	list := trends.NewPanel(snapshot(t, ads), trends.DefaultOptions()).Meters()
	for _, m := range list {
		if key := m.Source + " " + m.Month; want[key] != "" {
			got[key] = fmt.Sprintf("%d %.1f %.2f %.2f %d %v", m.Records, m.Skills, m.Pay, m.Employer, m.Epoch, m.Shift)
		}
	}
	if diff := gocmp.Diff(want, got); diff != "" || len(list) != 48 {
		t.Errorf("%d meters (-want +got):\n%s", len(list), diff)
	}
}
