package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trends/extract"
	"trends/trends"
	"trends/trends/store"
)

func (a *app) extractCommand() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "extract",
		Short: "Rebuild tags and openings from stored texts",
		Long: `extract reads stored texts again with the taxonomy in use, rebuilds their tags, and joins and counts anew. It says in which skills
the taxonomy differs from the one that made the tags, tags only the texts that hold a form of these skills, and says what changed.
--all tags every text. What comes out as it is stored is not written again, and keeps the version of the taxonomy that made it.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.extract(c.Context(), all) },
	}
	c.Flags().BoolVar(&all, "all", false, "rebuild everything")
	return c
}

// extract retags stored texts.
func (a *app) extract(ctx context.Context, all bool) error {
	conf, tax, err := a.configured(nil)
	if err != nil {
		return err
	}
	if err := a.exists(conf); err != nil {
		return err
	}
	collectLess()
	k, done, err := a.openKeeper(ctx, conf, tax, "extract", 0)
	if err != nil {
		return err
	}
	defer done()
	r := &retagging{keeper: k, all: all, changed: map[string][2]int{}}
	if err := r.compare(ctx); err != nil {
		return fmt.Errorf("extract: %w", err)
	}
	for _, line := range r.said {
		a.say("%s", line)
	}
	progress := a.progress("extract")
	err = ordered(k.taggers(), func(emit func([]store.Body) error) error {
		return k.db.Bodies(ctx, r.current, saveTogether, emit)
	}, r.tag, func(page retagged) error {
		r.add(page)
		progress.set(r.read)
		if len(page.items) == 0 {
			return nil
		}
		return k.db.Retag(ctx, tax.Version(), page.items)
	})
	progress.end()
	if err != nil {
		return fmt.Errorf("extract: %w", err)
	}
	if err := k.db.Equate(ctx, tax.Version()); err != nil {
		return err
	}
	if err := k.db.Settle(ctx); err != nil {
		return err
	}
	a.say("%s", r.summary(tax.Version()))
	return nil
}

// retagging reads stored texts again with another taxonomy.
type retagging struct {
	*keeper
	all     bool
	current []string                   // versions whose tags are as the taxonomy in use would make them
	since   map[string]*extract.Change // by older version
	said    []string                   // what differs, for people

	read, touched, different int
	changed                  map[string][2]int // by skill: texts that got it, and that lost it
}

// compare finds out in what the taxonomies of the database differ from the one in use.
func (r *retagging) compare(ctx context.Context) error {
	r.since = map[string]*extract.Change{}
	if r.all {
		return nil
	}
	known, err := r.db.Taxonomies(ctx)
	if err != nil {
		return err
	}
	for _, t := range known {
		if t.Version == r.tax.Version() || t.SameAs == r.tax.Version() {
			r.current = append(r.current, t.Version)
			continue
		}
		r.since[t.Version] = r.tax.Since(t.Parts, t.Rules)
		r.said = append(r.said, fmt.Sprintf("taxonomy %s to %s: %s", t.Version, r.tax.Version(), r.since[t.Version]))
	}
	return nil
}

// retagged is one page of texts after tagging.
type retagged struct {
	read    int
	tagged  int
	items   []store.Retagged // texts whose tags, job or sketch is not as it is stored
	changes []skillChange
	other   int // texts that name other skills, or on another level
}

type skillChange struct {
	skill string
	got   bool // else lost
}

// tag tags the texts of a page that the difference can touch.
func (r *retagging) tag(bodies []store.Body) retagged {
	page := retagged{read: len(bodies)}
	for i := range bodies {
		b := &bodies[i]
		p := &b.Posting
		if c := r.since[b.Taxonomy]; c != nil && b.Sketched && !c.Touches(p.Title, extract.Text(p.Body, p.Format)) {
			continue
		}
		it := r.item(p)
		page.tagged++
		if b.Holds(&it.Tags, it.Job, &it.Sketch) {
			continue
		}
		page.items = append(page.items, store.Retagged{Posting: b.ID, Tags: it.Tags, Job: it.Job, Sketch: it.Sketch})
		before := len(page.changes)
		stored, err := b.Tags()
		if err != nil { // this mends them
			stored = trends.Tags{}
		}
		old, now := stored.Levels(), it.Tags.Levels()
		for _, l := range now {
			if !slices.Contains(old, l) {
				page.changes = append(page.changes, skillChange{l.Skill, true})
			}
		}
		for _, l := range old {
			if !slices.Contains(now, l) {
				page.changes = append(page.changes, skillChange{l.Skill, false})
			}
		}
		if len(page.changes) > before {
			page.other++
		}
	}
	return page
}

// add counts a page.
func (r *retagging) add(p retagged) {
	r.read, r.touched, r.different = r.read+p.read, r.touched+p.tagged, r.different+p.other
	for _, c := range p.changes {
		n := r.changed[c.skill]
		if c.got {
			n[0]++
		} else {
			n[1]++
		}
		r.changed[c.skill] = n
	}
}

// summary says what was done: "312 texts tagged with taxonomy …, 45 of them differently: quuxdb +40, go -5".
func (r *retagging) summary(version string) string {
	text := fmt.Sprintf("%d texts tagged with taxonomy %s", r.touched, version)
	if r.read > r.touched {
		text += fmt.Sprintf(", %d that no change can touch left as they are", r.read-r.touched)
	}
	skills := slices.SortedFunc(maps.Keys(r.changed), func(a, b string) int {
		x, y := r.changed[a], r.changed[b]
		return cmp.Or(y[0]+y[1]-x[0]-x[1], cmp.Compare(a, b))
	})
	if len(skills) == 0 {
		return text
	}
	var parts []string
	for _, id := range skills[:min(len(skills), 8)] {
		part := id
		if n := r.changed[id][0]; n > 0 {
			part += fmt.Sprintf(" +%d", n)
		}
		if n := r.changed[id][1]; n > 0 {
			part += fmt.Sprintf(" -%d", n)
		}
		parts = append(parts, part)
	}
	if len(skills) > len(parts) {
		parts = append(parts, "…")
	}
	return fmt.Sprintf("%s; %d say something else now (texts with the skill and level): %s", text, r.different, strings.Join(parts, ", "))
}
