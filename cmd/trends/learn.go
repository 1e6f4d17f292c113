package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"trends/trends"
	"trends/trends/write"
)

// learnOptions are the flags of learn beside the slices.
type learnOptions struct {
	face
	have       []string
	curriculum string
	steps, top int
	all        bool
}

func (a *app) learnCommand() *cobra.Command {
	var q queryFlags
	var o learnOptions
	c := &cobra.Command{
		Use:   "learn",
		Short: "What to learn next, and what a curriculum lacks",
		Long: `learn says which skill opens most openings next, step by step, to someone who has the skills of --have.

Counted are the openings of the last three complete months (or those open) that ask for at least one skill; one is met when one has
every skill that it requires (--level preferred: or prefers). Not counted, unless with --all-groups, are
` + learnLeft + `.
Each step is the best one on top of those before it, which need not make the best set of so many. An interval knows that ads of one
employer are alike. Nothing is said of fewer than 20 independent openings; fewer than 100 are marked.

--curriculum FILE compares a list of skills taught with demand: what falls or is rarely asked for, what is missing, what openings it
meets. FILE is a YAML list (.yaml), CSV with a column skill (.csv), or has a skill a line; a skill is named by id, name or form.`,
		Example: `  trends learn --have python,sql --role ml_engineer
  trends learn --curriculum syllabus.yaml --country DE`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := o.check(); err != nil {
				return err
			}
			if o.steps < 1 {
				return usageError{fmt.Errorf("--steps %d: want at least 1", o.steps)}
			}
			d, err := a.load(c.Context(), &q)
			if err != nil {
				return err
			}
			return a.learn(d, o)
		},
	}
	q.register(c)
	f := c.Flags()
	f.StringSliceVar(&o.have, "have", nil, "`SKILLS` that one has, joined by commas, by id, name or form")
	f.StringVar(&o.curriculum, "curriculum", "", "compare the skills listed in `FILE` with demand")
	f.IntVar(&o.steps, "steps", 8, "so many steps")
	f.IntVar(&o.top, "top", 10, "rows of the other lists; 0 is all")
	f.BoolVar(&o.all, "all-groups", false, "count everything that openings ask for, not only what is learned")
	o.face.register(c)
	return c
}

// learn plans, or compares a curriculum. Mistakes in its file are told at the end.
func (a *app) learn(d *dataset, o learnOptions) error {
	var have []string
	for _, text := range o.have {
		id, err := d.find(text)
		if err != nil {
			return fmt.Errorf("--have: %w", err)
		}
		have = append(have, id)
	}
	counted, w := d.skills, write.LearnOptions{Top: o.top}
	if !o.all {
		counted, w.Left = learnable(d.skills), oneLine(learnLeft)
	}
	if o.curriculum == "" {
		plan := d.panel.Learn(d.query, have, counted, o.steps)
		return a.show(&o.face, func(out io.Writer, style write.Style) error {
			w.Style = style
			return write.Learn(out, plan, o.format, w)
		})
	}
	data, err := os.ReadFile(o.curriculum)
	if err != nil {
		return fmt.Errorf("read the curriculum: %w", err)
	}
	taught, mistakes := readCurriculum(o.curriculum, data, d.finder)
	if len(taught) == 0 {
		return usageError{errors.Join(fmt.Errorf("curriculum %s names no skill", o.curriculum), mistakes)}
	}
	c := d.panel.Curriculum(d.query, append(taught, have...), d.skills, counted, o.steps)
	err = a.show(&o.face, func(out io.Writer, style write.Style) error {
		w.Style = style
		return write.Curriculum(out, c, o.format, w)
	})
	if err != nil {
		return err
	}
	if mistakes != nil {
		return partError{fmt.Errorf("%w\nskills of the curriculum that were used: %d", mistakes, len(taught))}
	}
	return nil
}

// learnLeft says what learnable leaves out.
const learnLeft = `degrees, industries, what a person has done or is like (papers, competitions, projects), and fields of work that
titles name (software engineering, data science)`

// learnable keeps what is learned as a skill: not degrees, not industries, not what a person has done or is like, and not the fields of
// work that stand in a job's title: they are many skills at once, and say no more than the title.
func learnable(skills []trends.SkillInfo) []trends.SkillInfo {
	groups := []string{"education", "domain"}
	ids := []string{
		"open_source", "ml_competitions", "publications", "personal_projects", "continuous_learning",
		"software_engineering", "backend", "frontend", "full_stack", "mobile", "devops", "data_science", "data_engineering",
	}
	return slices.DeleteFunc(slices.Clone(skills), func(s trends.SkillInfo) bool {
		return slices.Contains(groups, s.Group) || slices.Contains(ids, s.ID)
	})
}
