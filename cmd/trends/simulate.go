package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trends/trends"
	"trends/trends/simulate"
	"trends/trends/write"
)

func (a *app) simulateCommand() *cobra.Command {
	var o simulateOptions
	var usual []string
	for _, s := range simulate.Scenarios()[:3] {
		usual = append(usual, s.Name)
	}
	c := &cobra.Command{
		Use:   "simulate",
		Short: "How often the method is wrong, and how much it finds, on made-up job markets",
		Long: `simulate makes up job markets in which one skill in five changes, by odds of 1.5 to 3 or their inverse over all months, and the
others do not. It then counts what a report of the market would claim, and what is claimed if all ads are pooled, as is usual. No
database is read.

The false discovery rate is the share of claims that are false: the skill did not change, or changed the other way. Power is the
share of the planted changes that are claimed. Both are means over the runs; ± is the standard error of the former. Only skills
with enough data for the report's test are counted.

A market has about 300 employers of very different size, of which half come or go, ten sources, and up to 500 ads a month. Employers,
sources and months have tastes of their own. The scenarios:
` + simulateList(simulate.Scenarios(), func(s simulate.Scenario) (string, string) { return s.Name, s.Doc }) + `
The methods:
` + simulateList(simulate.Methods(), func(m simulate.Method) (string, string) { return m.Name, m.Doc }) + `
The report's settings (report.cap, report.fdr and so on) are those of the configuration, but for the window, which is all months, and
the yearly wave: without --wave no test allows for one, since the made-up markets have no seasons.`,
		Example: `  trends simulate
  trends simulate --months 12,24 --scenario big-source --runs 100 --format csv -o big.csv
  TRENDS_REPORT_CAP=10 trends simulate --scenario one-employer`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := o.check(); err != nil {
				return err
			}
			return a.simulate(c.Context(), &o)
		},
	}
	f := c.Flags()
	f.IntSliceVar(&o.months, "months", []int{6, 8, 12, 24, 36}, "lengths of the markets")
	f.StringSliceVar(&o.scenarios, "scenario", usual, "what happens in them besides the changes, by `NAME`")
	f.IntVar(&o.runs, "runs", 20, "so many markets of each length and scenario")
	f.IntVar(&o.skills, "skills", 500, "so many skills in each")
	f.Uint64Var(&o.seed, "seed", 1, "another seed makes up other markets, the same seed the same")
	f.BoolVar(&o.wave, "wave", false, "let the test allow for a yearly wave, as reports do from report.wave_months on")
	o.face.register(c)
	return c
}

// simulateList writes names and what they mean for the help.
func simulateList[T any](list []T, text func(T) (name, doc string)) string {
	var b strings.Builder
	for _, v := range list {
		name, doc := text(v)
		fmt.Fprintf(&b, "  %-20s %s\n", name, doc)
	}
	return b.String()
}

type simulateOptions struct {
	face
	months       []int
	scenarios    []string
	runs, skills int
	seed         uint64
	wave         bool
}

// The least and the most that the flags take. Below six months nothing is tested; the exact Mann-Kendall test ends at 120.
const (
	simulateMinMonths = 6
	simulateMaxMonths = 120
	simulateMaxSkills = 1 << 16
)

func (o *simulateOptions) check() error {
	var names []string
	for _, s := range simulate.Scenarios() {
		names = append(names, s.Name)
	}
	for _, name := range o.scenarios {
		if err := oneOf("scenario", name, names...); err != nil {
			return err
		}
	}
	for _, m := range o.months {
		if m < simulateMinMonths || m > simulateMaxMonths {
			return usageError{fmt.Errorf("--months %d: want %d to %d", m, simulateMinMonths, simulateMaxMonths)}
		}
	}
	switch {
	case len(o.months) == 0 || len(o.scenarios) == 0:
		return usageError{fmt.Errorf("--months and --scenario: want at least one of each")}
	case o.runs < 1:
		return usageError{fmt.Errorf("--runs %d: want at least 1", o.runs)}
	case o.skills < 1 || o.skills > simulateMaxSkills:
		return usageError{fmt.Errorf("--skills %d: want 1 to %d", o.skills, simulateMaxSkills)}
	}
	return o.face.check()
}

// setting is a length and a scenario: a row for people, and for programs one a method.
type setting struct {
	months   int
	scenario simulate.Scenario
}

func (a *app) simulate(ctx context.Context, o *simulateOptions) error {
	conf, err := a.config(nil)
	if err != nil {
		return err
	}
	if !o.wave {
		conf.Report.WaveMonths = 0
	}
	settings := o.settings()
	outcomes, err := a.simulateRuns(ctx, o, settings, conf.Report)
	if err != nil {
		return fmt.Errorf("simulate: %w", err)
	}
	t := o.table(settings, outcomes)
	return a.show(&o.face, func(w io.Writer, style write.Style) error { return t.Write(w, o.format, style) })
}

// settings lists what is simulated, in the order in which it is printed.
func (o *simulateOptions) settings() []setting {
	var out []setting
	for _, months := range o.months {
		for _, name := range o.scenarios {
			i := slices.IndexFunc(simulate.Scenarios(), func(s simulate.Scenario) bool { return s.Name == name })
			out = append(out, setting{months, simulate.Scenarios()[i]})
		}
	}
	return out
}

// simulateRuns makes all markets, side by side, and returns for each setting the outcomes of its runs, each a list by method.
func (a *app) simulateRuns(ctx context.Context, o *simulateOptions, settings []setting, report trends.Options) ([][][]simulate.Outcome, error) {
	type market struct{ setting, run int }
	var done int
	outcomes, progress := make([][][]simulate.Outcome, len(settings)), a.progress("simulate")
	defer progress.end()
	err := ordered(runtime.GOMAXPROCS(0), func(emit func(market) error) error {
		for i := range settings {
			for run := range o.runs {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := emit(market{i, run}); err != nil {
					return err
				}
			}
		}
		return nil
	}, func(m market) []simulate.Outcome {
		s := settings[m.setting]
		return simulate.NewMarket(s.scenario, s.months, o.skills, simulate.Random(o.seed, s.scenario, s.months, m.run)).Score(report)
	}, func(out []simulate.Outcome) error {
		outcomes[done/o.runs] = append(outcomes[done/o.runs], out)
		done++
		progress.set(done)
		return nil
	})
	return outcomes, err
}

// simulateColumns are the columns for programs.
func simulateColumns() []string {
	return []string{"months", "scenario", "method", "runs", "skills", "tested", "claims", "fdr", "fdr_se", "power", "power_se", "flagged", "flagged_se"}
}

// table has a row a setting for people, and one a setting and method for programs.
func (o *simulateOptions) table(settings []setting, outcomes [][][]simulate.Outcome) *write.Table {
	t := &write.Table{Title: fmt.Sprintf("False discovery rate (± standard error) / power, %%: %d runs of %d skills", o.runs, o.skills),
		Columns: simulateColumns(), Heads: []string{"months", "scenario", "tested"}, Right: []bool{true, false, true}, Machine: [][]any{}}
	for _, m := range simulate.Methods() {
		t.Heads, t.Right = append(t.Heads, m.Title), append(t.Right, true)
	}
	for i, s := range settings {
		var row []string
		for at, method := range simulate.Methods() {
			var runs []simulate.Outcome
			for _, run := range outcomes[i] {
				runs = append(runs, run[at])
			}
			sum := simulate.Summarize(runs)
			if at == 0 {
				row = []string{strconv.Itoa(s.months), s.scenario.Name, fmt.Sprintf("%.0f", float64(sum.Tested))}
			}
			row = append(row, rates(sum))
			t.Machine = append(t.Machine, []any{s.months, s.scenario.Name, method.Name, sum.Runs, o.skills, sum.Tested, sum.Claims,
				sum.FDR.Mean, sum.FDR.SE, sum.Power.Mean, sum.Power.SE, sum.Flagged.Mean, sum.Flagged.SE})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// rates writes "3.6 ±0.7 / 69", and "-" where no skill could be tested.
func rates(s simulate.Summary) string {
	if s.Tested == 0 {
		return "-"
	}
	fdr := fmt.Sprintf("%.1f", 100*float64(s.FDR.Mean))
	if s.FDR.SE.Defined() {
		fdr += fmt.Sprintf(" ±%.1f", 100*float64(s.FDR.SE))
	}
	if !s.Power.Mean.Defined() { // no changing skill among those tested
		return fdr + " / -"
	}
	return fmt.Sprintf("%s / %.0f", fdr, 100*float64(s.Power.Mean))
}
