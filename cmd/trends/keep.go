package main

import (
	"context"
	"errors"
	"runtime"
	"time"

	"trends/config"
	"trends/extract"
	"trends/trends"
	"trends/trends/store"
)

// keeper tags postings and saves them: the middle of the way from a source to a report.
type keeper struct {
	db      *store.DB
	tax     *extract.Taxonomy
	workers int // taggers side by side; 0 is one a core
}

// Sizes of the pipeline: how many postings are tagged as one piece of work, and saved in one transaction.
const (
	tagTogether  = 64
	saveTogether = 1024
)

// item tags a posting: what it says, and which job it may be.
func (k *keeper) item(p *trends.Posting) store.Item {
	text := extract.Text(p.Body, p.Format)
	return store.Item{Posting: *p, Tags: k.tax.Tag(p.Title, text), Taxonomy: k.tax.Version(), Job: trends.JobKey(p, text),
		Sketch: trends.Sketch(p, text)}
}

// keep tags and saves every posting that produce emits, in order. seen is the time of the reading; progress, which may be nil,
// is called after each transaction with the number of postings kept so far.
func (k *keeper) keep(ctx context.Context, seen time.Time, archive bool, produce func(emit func(trends.Posting) error) error,
	progress func(n int)) (store.SaveResult, error) {
	var sum store.SaveResult
	var batch []store.Item
	kept := 0
	save := func() error {
		if len(batch) == 0 {
			return nil
		}
		res, err := k.db.Save(ctx, seen, archive, batch)
		if err != nil {
			return err
		}
		sum.Add(res)
		kept += len(batch)
		batch = batch[:0]
		if progress != nil {
			progress(kept)
		}
		return nil
	}
	err := ordered(k.taggers(), chunked(tagTogether, produce), func(ps []trends.Posting) []store.Item {
		items := make([]store.Item, len(ps))
		for i := range ps {
			items[i] = k.item(&ps[i])
		}
		return items
	}, func(items []store.Item) error {
		batch = append(batch, items...)
		if len(batch) < saveTogether {
			return nil
		}
		return save()
	})
	if err != nil {
		return sum, err
	}
	return sum, save()
}

// taggers is the number of taggers side by side.
func (k *keeper) taggers() int {
	if k.workers > 0 {
		return k.workers
	}
	return runtime.GOMAXPROCS(0)
}

// chunked turns a producer of values into one of slices of at most size values.
func chunked[T any](size int, produce func(emit func(T) error) error) func(emit func([]T) error) error {
	return func(emit func([]T) error) error {
		var chunk []T
		err := produce(func(v T) error {
			chunk = append(chunk, v)
			if len(chunk) < size {
				return nil
			}
			full := chunk
			chunk = make([]T, 0, size)
			return emit(full)
		})
		if err != nil || len(chunk) == 0 {
			return err
		}
		return emit(chunk)
	}
}

// openKeeper opens the database for writing, and notes in it the taxonomy that tags from now on, so that stored tags can be read back.
// The caller calls done when it has written.
func (a *app) openKeeper(ctx context.Context, c *config.Config, tax *extract.Taxonomy, command string, workers int) (k *keeper, done func() error, err error) {
	db, done, err := a.openWriter(ctx, c, command)
	if err != nil {
		return nil, nil, err
	}
	made := store.Taxonomy{Version: tax.Version(), Skills: skillIDs(tax), Rules: tax.Rules(), Roles: extract.Roles(), Parts: tax.Parts()}
	if err := db.RegisterTaxonomy(ctx, made); err != nil {
		return nil, nil, errors.Join(err, done())
	}
	return &keeper{db: db, tax: tax, workers: workers}, done, nil
}

func skillIDs(t *extract.Taxonomy) []string {
	var ids []string
	for _, s := range t.Skills() {
		ids = append(ids, s.ID)
	}
	return ids
}
