package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"trends/crawler"
	"trends/trends"
)

func (a *app) importCommand() *cobra.Command {
	o := importOptions{}
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Take in postings from JSON Lines, CSV, archives of web pages (WARC), or gz of any",
		Long: `import takes in postings from files; "-" is standard input. Importing a file twice changes nothing. A line that cannot be read is
named as FILE:LINE and the rest is kept.

A posting has an id, and text or html; optional are title, company, location, url, posted_at (RFC 3339 or 2006-01-02), month
(2006-01), author (stands for the employer where company is absent) and salary. --as hn reads Hacker News hiring posts: their header
line is parsed for company, roles, place, remote and pay, and the thread's month is the month. A WARC file gives the ads of the pages
in it that hold a JobPosting, as JSON-LD or microdata.

Trends count only what a source is known to hold whole. --complete says that the files hold whole months: all from the first to
the last month with rows, or those named, as --complete=2020-01..2022-12. Without it the postings are kept and described as
open, and import prints how many rows no trend will count.`,
		Example: `  trends import --as hn --complete --source hn hn/*.jsonl.gz
  trends import --source ours --complete=2025-01..2025-12 ours.csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.importFiles(c.Context(), args, o) },
	}
	f := c.Flags()
	f.StringVar(&o.source, "source", "", "`NAME` of the source (default the file's name, or hn)")
	f.StringVar(&o.as, "as", "postings", "what the rows are: postings or hn")
	f.StringVar(&o.complete, "complete", "", "the files hold whole months, all of them or `FROM..TO`")
	f.Lookup("complete").NoOptDefVal = "all"
	return c
}

type importOptions struct {
	source   string
	as       string
	complete string
}

// span returns the months that --complete names; both are "" where it names none.
func (o importOptions) span() (from, to string, err error) {
	if o.complete == "" || o.complete == "all" {
		return "", "", nil
	}
	from, to, ok := strings.Cut(o.complete, "..")
	first, ok1 := trends.MonthNumber(from)
	last, ok2 := trends.MonthNumber(to)
	if !ok || !ok1 || !ok2 || first > last {
		return "", "", usageError{fmt.Errorf("--complete=%s: want FROM..TO, two months such as 2020-01..2022-12", o.complete)}
	}
	return from, to, nil
}

// importFiles takes in all files, then notes for each source what it now holds.
func (a *app) importFiles(ctx context.Context, files []string, o importOptions) error {
	from, to, err := o.span()
	if err != nil {
		return err
	}
	if o.as != "postings" && o.as != "hn" {
		return usageError{fmt.Errorf("--as %s: valid are postings and hn", o.as)}
	}
	conf, tax, err := a.configured(nil)
	if err != nil {
		return err
	}
	collectLess()
	k, done, err := a.openKeeper(ctx, conf, tax, "import", 0)
	if err != nil {
		return err
	}
	defer done()
	var imports []*imported
	bad := 0
	for _, name := range files {
		key := o.sourceName(name)
		at := indexImport(imports, key)
		if at < 0 {
			at = len(imports)
			imports = append(imports, &imported{source: key, started: a.now()})
		}
		if err := a.importFile(ctx, k, name, o, imports[at], &bad); err != nil {
			return err
		}
	}
	for _, im := range imports {
		if err := a.finishImport(ctx, k, im, o.complete != "", from, to); err != nil {
			return err
		}
	}
	if err := k.db.Settle(ctx); err != nil {
		return err
	}
	if bad > 0 {
		return partError{fmt.Errorf("import: %d lines could not be read, see above; the others are kept", bad)}
	}
	return nil
}

// imported is what one source got from an import.
type imported struct {
	source      string
	started     time.Time
	rows        int
	undated     int    // rows without a month
	first, last string // months of its rows
	new, edited int
}

func indexImport(list []*imported, source string) int {
	for i, im := range list {
		if im.source == source {
			return i
		}
	}
	return -1
}

// sourceName is the key of the source that a file goes into.
func (o importOptions) sourceName(file string) string {
	if o.source != "" || o.as == "hn" {
		return cmp.Or(o.source, "hn")
	}
	if file == "-" {
		return "stdin"
	}
	name, _, _ := strings.Cut(filepath.Base(file), ".")
	return cmp.Or(name, "import")
}

func (a *app) importFile(ctx context.Context, k *keeper, name string, o importOptions, im *imported, bad *int) error {
	shown, in, err := a.input([]string{name})
	if err != nil {
		return err
	}
	defer in.Close()
	progress := a.progress("import " + shown)
	res, err := k.keep(ctx, im.started, true, func(emit func(trends.Posting) error) error {
		opt := crawler.FileOptions{Source: im.source, As: o.as, Now: im.started}
		return crawler.ReadFile(ctx, shown, in, opt, func(p trends.Posting) error {
			im.count(&p)
			return emit(p)
		}, a.badLine(shown, bad))
	}, progress.set)
	progress.end()
	if err != nil {
		return fmt.Errorf("import %s: %w", shown, err)
	}
	im.new, im.edited = im.new+res.New, im.edited+res.Changed
	return nil
}

// count notes a row and its month.
func (im *imported) count(p *trends.Posting) {
	im.rows++
	month := p.CountMonth()
	if month == "" {
		im.undated++
		return
	}
	if im.first == "" || month < im.first {
		im.first = month
	}
	im.last = max(im.last, month)
}

// finishImport writes the import's row, and says what trends will count.
func (a *app) finishImport(ctx context.Context, k *keeper, im *imported, complete bool, from, to string) error {
	crawl := trends.Crawl{Source: im.source, Started: im.started, Ended: a.now(), Outcome: trends.OutcomeComplete,
		Seen: im.rows, New: im.new, Changed: im.edited}
	if complete {
		crawl.From, crawl.To = cmp.Or(from, im.first), cmp.Or(to, im.last)
	}
	if err := k.db.FinishImport(ctx, crawl); err != nil {
		return fmt.Errorf("import into %s: %w", im.source, err)
	}
	a.say("%s: %d rows, %d new, %d changed", im.source, im.rows, im.new, im.edited)
	switch {
	case !complete && im.rows > im.undated:
		a.say("%s: trends will count none of these %d rows, since nothing says that the files hold whole months; if they do, "+
			"import again with --complete=%s..%s", im.source, im.rows, im.first, im.last)
	case im.undated > 0:
		a.say("%s: trends will not count %d rows without a posted_at or month", im.source, im.undated)
	}
	return nil
}
