package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"trends/config"
	"trends/trends"
	"trends/trends/store"
)

// beginRun notes in the database that a run over so many sources begins.
func (a *app) beginRun(ctx context.Context, db *store.DB, conf *config.Config, taxonomy string, sources int) (trends.Run, error) {
	run := trends.Run{Started: a.now().UTC(), Program: version(), Config: conf.Hash(), Taxonomy: taxonomy, Sources: sources, Errors: []string{}}
	err := db.BeginRun(ctx, &run)
	return run, err
}

// endRun notes how a run ended, in the database and, if a name is given, in a file; err is what it ended with.
func (r *crawlRun) endRun(ctx context.Context, file string, err error) error {
	run := &r.run
	run.Ended = r.app.now().UTC()
	run.Seconds = run.Ended.Sub(run.Started).Seconds()
	run.End = runEnd(ctx, err)
	run.NotDue, run.NotBegun = r.early, r.left
	slices.Sort(run.Errors)
	slices.SortFunc(run.Reads, func(a, b trends.RunRead) int { return cmp.Compare(a.Source, b.Source) })
	if err := r.keeper.db.FinishRun(context.WithoutCancel(ctx), run); err != nil {
		return err
	}
	if file == "" {
		return nil
	}
	return r.app.output(file, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(run)
	})
}

// runEnd says what an error means for the run that ended with it.
func runEnd(ctx context.Context, err error) trends.RunEnd {
	var part partError
	switch {
	case ctx.Err() != nil:
		return trends.RunInterrupted
	case err == nil:
		return trends.RunDone
	case errors.As(err, &part):
		return trends.RunPart
	}
	return trends.RunFailed
}
