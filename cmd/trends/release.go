package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"trends/trends"
	"trends/trends/store"
	"trends/trends/write"
)

func (a *app) releaseCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "release",
		Short: "Reports that were published, frozen",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.releaseCreateCommand(), a.releaseListCommand(), a.releaseShowCommand(), a.releaseDiffCommand())
	return c
}

func (a *app) releaseCreateCommand() *cobra.Command {
	var q queryFlags
	var note string
	c := &cobra.Command{
		Use:   "create NAME",
		Short: "Freeze the report of now under a name",
		Long: `create computes the report, and keeps in the database what it prints, its settings, and the openings behind its shares.
Whatever is crawled, joined or tagged anew later, release show prints the same bytes, and release diff says what changed since and
why. A release is never overwritten.`,
		Example: `  trends release create 2026-Q1 --note "for the spring talk"
  trends release create 2026-Q1-DE --country DE`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.createRelease(c.Context(), args[0], note, &q) },
	}
	q.register(c)
	q.registerPeriod(c)
	c.Flags().StringVar(&note, "note", "", "one line of `TEXT` to remember it by")
	return c
}

// createRelease freezes a report. No other process may write meanwhile, so that report, openings and texts are of one moment.
func (a *app) createRelease(ctx context.Context, name, note string, q *queryFlags) error {
	if err := trends.CheckReleaseName(name); err != nil {
		return usageError{err}
	}
	r, err := a.request(q)
	if err != nil {
		return err
	}
	if err := a.exists(r.conf); err != nil {
		return err
	}
	db, done, err := a.openWriter(ctx, r.conf, "release create")
	if err != nil {
		return err
	}
	release, err := a.freeze(ctx, db, r, name)
	if err == nil {
		release.Note = oneLine(note)
		err = db.SaveRelease(ctx, release)
	}
	if err := errors.Join(err, done()); err != nil {
		return err
	}
	a.say("release %s is kept: %d openings; `trends release show %s` prints it", name, release.Openings, name)
	return nil
}

// freeze computes the report of a request and collects what a release keeps of it.
func (a *app) freeze(ctx context.Context, db *store.DB, r *request, name string) (*trends.Release, error) {
	d, err := a.read(ctx, db, r)
	if err != nil {
		return nil, err
	}
	report := d.panel.Report(d.query, d.skills)
	release := &trends.Release{ReleaseHead: trends.NewReleaseHead(name, report), Faces: map[string][]byte{},
		Ledger: d.panel.Ledger(d.query, d.skills)}
	release.Created, release.Program, release.Data = a.now(), version(), d.hash()
	for _, format := range write.Formats() {
		var face bytes.Buffer
		if err := write.Report(&face, report, format, write.ReportOptions{Top: usualTop}); err != nil {
			return nil, err
		}
		release.Faces[format] = face.Bytes()
	}
	return release, fillTexts(ctx, db, release.Ledger)
}

// fillTexts notes in a ledger what the ads say.
func fillTexts(ctx context.Context, db *store.DB, l *trends.Ledger) error {
	var ids []int64
	for _, ad := range l.Ads {
		if ad.Fate.Stands() {
			ids = append(ids, ad.Posting)
		}
	}
	hashes, err := db.TextHashes(ctx, ids)
	if err != nil {
		return err
	}
	for i, ad := range l.Ads {
		if ad.Fate.Stands() {
			l.Ads[i].Text = hashes[ad.Posting]
		}
	}
	return nil
}

func (a *app) releaseListCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "list",
		Short: "List the releases",
		Long: `list prints the releases of the database, oldest first. --format csv or json adds the scope, the program's version and
the hash of the data.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := knownFormat(format); err != nil {
				return err
			}
			return a.withReleases(c.Context(), func(_ *store.DB, list []trends.ReleaseHead) error {
				if len(list) == 0 {
					a.say("there is no release yet; `trends release create NAME` makes one")
				}
				return write.Releases(list).Write(a.out, format, a.style())
			})
		},
	}
	registerFormat(c, &format)
	return c
}

func (a *app) releaseShowCommand() *cobra.Command {
	var f faceFlags
	c := &cobra.Command{
		Use:   "show NAME",
		Short: "Print a release as the report printed it",
		Long: `show prints the very bytes that report printed when the release was made, without colours. They are kept as they were for
every --format; with --sort, --group or another --top the table is laid out anew from the figures that are kept.`,
		Example: `  trends release show 2026-Q1
  trends release show 2026-Q1 --format csv -o 2026-Q1.csv`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return err
			}
			list, err := a.releases(c.Context(), args...)
			if err != nil {
				return err
			}
			return a.showRelease(list[0], &f)
		},
	}
	f.register(c)
	return c
}

// showRelease prints a release. What is kept as bytes is not read as figures, except for the doubts.
func (a *app) showRelease(r *trends.Release, f *faceFlags) error {
	face, kept := r.Faces[f.format]
	kept = kept && f.usual()
	var report *trends.Report
	if !kept || f.format == "csv" {
		var err error
		if report, err = r.Report(); err != nil {
			return err
		}
		a.doubts(report.Warnings, f.format)
	}
	return a.output(f.out, func(w io.Writer) error {
		if kept {
			_, err := w.Write(face)
			return err
		}
		return write.Report(w, report, f.format, write.ReportOptions{Top: f.top, Sort: f.sort, Group: f.group})
	})
}

func (a *app) releaseDiffCommand() *cobra.Command {
	var f face
	var top int
	c := &cobra.Command{
		Use:   "diff A B",
		Short: "What changed from one release to another, and why",
		Long: `diff compares two releases opening by opening, the older one first. The change of a skill's openings is the sum of

  entered   new data: openings of months that only B speaks of; of those open, what came up since
  left      openings of months that only A speaks of; of those open, what was closed since
  late      openings of months that A speaks of, posted there after it or found later
  joining   ads that were joined into one opening, or parted
  text      ads whose own text, country or place of work changed
  taxonomy  the same text, read otherwise by another taxonomy or program
  counting  other slices or settings, an ad dated otherwise, or a source whose month was not in

The table has the skills in which something changed: first those with another verdict, then by change of share. A cause without any
effect has no column. --format csv or json has all skills and columns; the row without a skill is all openings.`,
		Example: `  trends release diff 2026-Q1 2026-Q2`,
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return err
			}
			list, err := a.releases(c.Context(), args...)
			if err != nil {
				return err
			}
			d, err := trends.DiffReleases(list[0], list[1])
			if err != nil {
				return err
			}
			return a.show(&f, func(w io.Writer, style write.Style) error { return write.Diff(w, d, f.format, style, top) })
		},
	}
	f.register(c)
	c.Flags().IntVar(&top, "top", 25, "most skills in the table, Markdown and HTML; 0 is all that changed")
	return c
}

// withReleases opens the database and calls f with the heads of its releases.
func (a *app) withReleases(ctx context.Context, f func(*store.DB, []trends.ReleaseHead) error) error {
	db, err := a.openConfigured(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	heads, err := db.Releases(ctx)
	if err != nil {
		return err
	}
	return f(db, heads)
}

// releases returns the releases with the names, in their order.
func (a *app) releases(ctx context.Context, names ...string) (list []*trends.Release, err error) {
	err = a.withReleases(ctx, func(db *store.DB, heads []trends.ReleaseHead) error {
		for _, name := range names {
			if err := knownRelease(heads, name); err != nil {
				return err
			}
			r, err := db.Release(ctx, name)
			if err != nil {
				return err
			}
			list = append(list, r)
		}
		return nil
	})
	return list, err
}

// knownRelease checks that there is a release of the name.
func knownRelease(heads []trends.ReleaseHead, name string) error {
	const shown = 10
	var names []string
	for _, h := range heads {
		if h.Name == name {
			return nil
		}
		names = append(names, h.Name)
	}
	hint := "`trends release create NAME` makes one"
	if n := len(names); n > shown {
		hint = "the newest are " + strings.Join(names[n-shown:], ", ") + "; `trends release list` lists all"
	} else if n > 0 {
		hint = "there are " + strings.Join(names, ", ")
	}
	return usageError{fmt.Errorf("there is no release %q; %s", name, hint)}
}
