package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	"github.com/spf13/cobra"

	"trends/crawler"
	"trends/extract"
	"trends/trends"
)

func (a *app) tagCommand() *cobra.Command {
	var withText bool
	var workers int
	var as string
	c := &cobra.Command{
		Use:   "tag [FILE]",
		Short: "Tag postings: JSON Lines in, JSON Lines out, no database",
		Long: `tag reads postings as JSON Lines (or CSV, or either as gz) from FILE or standard input, and writes what each says: skills with
their level and the places that name them, roles, seniority, remote, pay. The order of the input is kept, and the output is
the same for any number of workers. start and end are byte offsets into title + "\n" + text.

A posting has an id, and text or html; title and further keys are optional.`,
		Example: `  trends tag postings.jsonl > tags.jsonl
  echo '{"id":"1","title":"ML Engineer","text":"Must have: Go, PyTorch."}' | trends tag`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			tax, err := a.configuredTaxonomy()
			if err != nil {
				return err
			}
			name, in, err := a.input(args)
			if err != nil {
				return err
			}
			defer in.Close()
			return a.tag(c.Context(), tax, name, in, tagOptions{withText, workers, as})
		},
	}
	c.Flags().BoolVar(&withText, "with-text", false, "add the text that the offsets refer to")
	c.Flags().IntVar(&workers, "workers", 0, "taggers side by side (default one a core)")
	c.Flags().StringVar(&as, "as", "postings", "what the lines are: postings or hn")
	return c
}

type tagOptions struct {
	withText bool
	workers  int
	as       string
}

// input opens the file named by the first argument; none or "-" is standard input.
func (a *app) input(args []string) (name string, r io.ReadCloser, err error) {
	if len(args) == 0 || args[0] == "-" {
		return "standard input", io.NopCloser(a.in), nil
	}
	f, err := os.Open(args[0])
	if err != nil {
		return "", nil, fmt.Errorf("read postings: %w", err)
	}
	return args[0], f, nil
}

// tag filters postings through the tagger.
func (a *app) tag(ctx context.Context, tax *extract.Taxonomy, name string, in io.Reader, o tagOptions) error {
	collectLess()
	w := bufio.NewWriterSize(a.out, 1<<16)
	workers := o.workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	bad := 0
	spare := sync.Pool{New: func() any { return new([]byte) }} // written lines, whose memory serves the next
	err := ordered(workers, chunked(tagTogether, func(emit func(trends.Posting) error) error {
		return crawler.ReadFile(ctx, name, in, crawler.FileOptions{Source: "tag", As: o.as}, emit, a.badLine(name, &bad))
	}), func(ps []trends.Posting) *[]byte {
		lines := spare.Get().(*[]byte)
		*lines = (*lines)[:0]
		for i := range ps {
			text := extract.Text(ps[i].Body, ps[i].Format)
			tags := tax.Tag(ps[i].Title, text)
			*lines = appendTags(*lines, &ps[i], &tags, text, o.withText)
		}
		return lines
	}, func(lines *[]byte) error {
		_, err := w.Write(*lines)
		spare.Put(lines)
		return err
	})
	if err != nil {
		return fmt.Errorf("tag %s: %w", name, err)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if bad > 0 {
		return partError{fmt.Errorf("tag %s: %d lines could not be read, see above; the others are tagged", name, bad)}
	}
	return nil
}

// badLine returns what is done with a line that cannot be read: it is named on standard error, and counted.
func (a *app) badLine(name string, bad *int) func(line int, problem string) {
	return func(line int, problem string) {
		*bad++
		fmt.Fprintf(a.err, "%s:%d: %s\n", name, line, problem)
	}
}
