package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trends/extract"
	"trends/trends"
	"trends/trends/store"
	"trends/trends/write"
)

// reviewOptions are the flags of review beside the slices.
type reviewOptions struct {
	tagged, others int
	seed           int64
	reader         string
	list, read     string
	near           bool
	format         string
}

func (a *app) reviewCommand() *cobra.Command {
	var q queryFlags
	var o reviewOptions
	c := &cobra.Command{
		Use:   "review [SKILL]",
		Short: "Read openings by hand, and correct a share for the tagger's errors",
		Long: `review shows random openings of the report, some that the tagger takes for naming the skill and some that it does not, and asks
of each whether it does: y yes, n no, s cannot tell, m the whole text, u back, q quit. Each answer is kept at once; the next call goes
on where the last one ended. A name counts where the posting list for it, or names it as part of the work, the stack or the field.

When 100 of either kind have been read, reports print the share without the tagger's errors, and trends skill its precision and
recall. Answers count as long as the ad's text and the way in which the skill is recognised stay as they were. After a rule was
mended by what was read, take another --seed: on openings that taught it, a rule looks better than it is.

--list FILE.csv writes the sample for a spreadsheet in place of asking; fill in the column truth with yes, no or unsure, and --read
FILE.csv takes it in. --near-misses lists what is spelled like the skill and does not count: it helps to find rules that fail, and is
no part of the sample. Without a skill, review lists what has been read, and what to read next.`,
		Example: `  trends review rust --as ann
  trends review rust --list rust.csv
  trends review rust --read rust.csv --as ann`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.check(&q, args, c.Flags().Changed); err != nil {
				return err
			}
			r, err := a.openReview(c.Context(), &q, o, args)
			if err != nil {
				return err
			}
			defer r.db.Close()
			return r.run(c.Context())
		},
	}
	q.register(c)
	q.registerPeriod(c)
	f := c.Flags()
	f.IntVar(&o.tagged, "tagged", trends.MinReadings, "read so many openings that the tagger takes for naming the skill")
	f.IntVar(&o.others, "untagged", trends.MinReadings, "and so many that it does not")
	f.Int64Var(&o.seed, "seed", 1, "`NUMBER` of the random order")
	f.StringVar(&o.reader, "as", "", "`NAME` of the person who reads")
	f.StringVar(&o.list, "list", "", "write what is to be read to `FILE.csv`, and ask nothing")
	f.StringVar(&o.read, "read", "", "take in a `FILE.csv` that --list wrote and a person filled in")
	f.BoolVar(&o.near, "near-misses", false, "list openings without the tag that hold a form of the skill, and ask nothing")
	f.StringVar(&o.format, "format", "table", "of lists: table, csv, json, markdown or html")
	return c
}

// check checks the flags. changed reports whether a flag was given.
func (o *reviewOptions) check(q *queryFlags, args []string, changed func(string) bool) error {
	if err := knownFormat(o.format); err != nil {
		return err
	}
	if q.level != "" {
		return usageError{fmt.Errorf("--level %s: a reading says whether an opening names the skill at all; leave it out", q.level)}
	}
	if o.tagged < 0 || o.others < 0 {
		return usageError{fmt.Errorf("--tagged %d --untagged %d: want numbers of openings", o.tagged, o.others)}
	}
	ways := 0
	for _, flag := range []string{"list", "read", "near-misses"} {
		if changed(flag) {
			ways++
		}
	}
	if ways > 1 {
		return usageError{fmt.Errorf("--list, --read and --near-misses: give one of them")}
	}
	if ways == 1 && len(args) == 0 {
		return usageError{fmt.Errorf("name the skill: trends review SKILL")}
	}
	return nil
}

// review reads one skill by hand, or tells what was read.
type review struct {
	a     *app
	o     reviewOptions
	req   *request
	db    *store.DB
	data  *dataset
	skill trends.SkillInfo           // zero where none is named
	looks func(text string) [][2]int // places that are spelled like the skill
}

// openReview opens the database and checks the skill. The caller closes db.
func (a *app) openReview(ctx context.Context, q *queryFlags, o reviewOptions, args []string) (*review, error) {
	req, err := a.request(q)
	if err != nil {
		return nil, err
	}
	db, err := a.openExisting(ctx, req.conf)
	if err != nil {
		return nil, err
	}
	r := &review{a: a, o: o, req: req, db: db}
	if r.data, err = a.read(ctx, db, req); err == nil && len(args) > 0 {
		err = r.choose(args[0])
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return r, nil
}

// choose finds the skill to be read, by its id, its name or a form.
func (r *review) choose(name string) error {
	id, err := r.data.find(name)
	if err != nil {
		return err
	}
	r.skill = r.data.skills[slices.IndexFunc(r.data.skills, func(s trends.SkillInfo) bool { return s.ID == id })]
	r.looks = r.req.tax.Lookalikes(id)
	return nil
}

// run does what the flags ask for.
func (r *review) run(ctx context.Context) error {
	switch {
	case r.skill.ID == "":
		return r.tell(func(trends.SkillRow) bool { return true })
	case r.o.read != "":
		return r.takeIn(ctx)
	case r.o.near:
		return r.nearMisses(ctx)
	}
	s, err := r.sample(ctx)
	if err != nil {
		return err
	}
	if r.o.list != "" {
		return r.writeList(s)
	}
	if err := r.ask(ctx, s); err != nil {
		return err
	}
	return r.tellSkill(ctx)
}

// tell lists what hand readings say of the skills that are wanted.
func (r *review) tell(want func(trends.SkillRow) bool) error {
	report := r.data.panel.Report(r.data.query, r.data.skills)
	rows := slices.DeleteFunc(report.Skills, func(row trends.SkillRow) bool { return !want(row) })
	t := write.Reviews(rows, r.void(), report.Meta.Settings.Confidence)
	if len(t.Rows) == 0 && r.o.format == "table" {
		r.a.say("nothing has been read by hand yet: `trends review SKILL` begins")
		return nil
	}
	return t.Write(r.a.out, r.o.format, r.a.style())
}

// tellSkill lists what has been read of the skill by now.
func (r *review) tellSkill(ctx context.Context) (err error) {
	if r.data, err = r.a.read(ctx, r.db, r.req); err != nil {
		return err
	}
	return r.tell(func(row trends.SkillRow) bool { return row.Skill == r.skill.ID })
}

// void counts by skill the readings that no longer count.
func (r *review) void() map[string]int {
	n := map[string]int{}
	for _, reading := range r.data.panel.Readings() {
		if reading.Void != "" {
			n[reading.Skill]++
		}
	}
	return n
}

// sample is what is to be read.
type sample struct {
	todo []question
	read int // of the sample, by now
}

// question is an opening to be read.
type question struct {
	trends.Drawn
	text *store.Text
	full string // title, line feed, text: what offsets of tags count in
}

// sample draws the openings and fetches their texts. Those with the tag and those without take turns, so that a reader does not
// fall into a habit.
func (r *review) sample(ctx context.Context) (*sample, error) {
	tagged, others := r.data.panel.Draw(r.data.query, r.skill.ID, r.o.seed)
	var s sample
	var lists [2][]trends.Drawn
	for i, order := range [2][]trends.Drawn{tagged, others} {
		unread, read := trends.Unread(order, [2]int{r.o.tagged, r.o.others}[i])
		lists[i], s.read = unread, s.read+read
	}
	var turns []trends.Drawn
	for i := range max(len(lists[0]), len(lists[1])) {
		for _, list := range lists {
			if i < len(list) {
				turns = append(turns, list[i])
			}
		}
	}
	var err error
	s.todo, err = r.texts(ctx, turns)
	return &s, err
}

// texts fetches the texts of openings, in their order.
func (r *review) texts(ctx context.Context, list []trends.Drawn) ([]question, error) {
	at, ids := map[int64]int{}, make([]int64, len(list))
	out := make([]question, len(list))
	for i, d := range list {
		out[i].Drawn, ids[i], at[d.Posting] = d, d.Posting, i
	}
	err := r.db.Texts(ctx, ids, func(t store.Text) error {
		i := at[t.Posting.Key()]
		out[i].text, out[i].full = &t, t.Posting.Title+"\n"+extract.Text(t.Posting.Body, t.Posting.Format)
		return nil
	})
	return slices.DeleteFunc(out, func(x question) bool { return x.text == nil }), err
}

// reading is what the reader says of an opening.
func (r *review) reading(x *question, truth trends.Truth) (*trends.Reading, error) {
	body, err := strconv.ParseInt(x.text.Hash, 16, 64)
	if err != nil {
		return nil, fmt.Errorf("read the hash of a text: %w", err)
	}
	return &trends.Reading{Skill: r.skill.ID, Posting: x.Posting, Body: body, Reader: r.o.reader, Seed: r.o.seed,
		Taxonomy: r.data.panel.Taxonomy(), Tagged: x.Tagged, Truth: truth, At: r.a.now()}, nil
}

// sentences returns the sentences that name the skill, or, where the opening has no tag, the lines that are spelled like it.
func (r *review) sentences(x *question) []string {
	var out []string
	add := func(start, end int) {
		if s := oneLine(extract.Sentence(x.full, start, end)); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if !x.Tagged {
		for _, p := range r.looks(x.full) {
			add(p[0], p[1])
		}
		return out
	}
	for _, m := range x.text.Tags.Mentions {
		if m.Skill == r.skill.ID {
			add(m.Start, m.End)
		}
	}
	return out
}

// nearMisses lists the openings without the tag that hold a form of the skill, with the reason for which it does not count.
func (r *review) nearMisses(ctx context.Context) error {
	_, others := r.data.panel.Draw(r.data.query, r.skill.ID, r.o.seed)
	list, err := r.texts(ctx, others)
	if err != nil {
		return err
	}
	t := &write.Table{Columns: []string{"month", "employer", "title", "why", "sentence", "source", "id", "url"}}
	for i := range list {
		x := &list[i]
		p := &x.text.Posting
		if found := r.sentences(x); len(found) > 0 {
			t.Rows = append(t.Rows, []string{x.Month, x.Employer, oneLine(p.Title), r.why(x), strings.Join(found, " … "), x.Source, p.ID,
				p.URL})
		}
	}
	slices.SortStableFunc(t.Rows, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	t.Title = fmt.Sprintf("%s: %d of %d openings without the tag hold a form of it", r.skill.ID, len(t.Rows), len(others))
	return r.a.output("", func(w io.Writer) error { return t.Write(w, r.o.format, r.a.style()) })
}

// why says for what reason a form does not count; "words around" where no rule excludes it and its conditions do not hold.
func (r *review) why(x *question) string {
	for _, e := range x.text.Tags.Excluded {
		if e.Skill == r.skill.ID {
			return e.Why
		}
	}
	return "words around"
}
