// Command trends tells which skills machine-learning jobs ask for, and which changes in that demand are real.
//
// Each command is a file: it reads its flags, calls one or two packages and writes what they return. To see how the parts fit,
// read crawl.go and keep.go: postings come from package crawler, package extract tags them, package store keeps them; report.go
// goes the way back: the store's snapshot, a trends.Panel, a result, package write.
//
// Results go to standard output, everything else to standard error. The exit status is 0 when all is done, 1 when the command
// failed, 2 when it was called or configured wrongly, and 3 when it was done in part.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], system{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, now: time.Now, sleep: sleep})
	stop()
	os.Exit(code)
}

// system is what the operating system gives, so that a test can be the operating system.
type system struct {
	in     io.Reader
	out    io.Writer
	err    io.Writer
	getenv func(string) string
	now    func() time.Time
	sleep  func(context.Context, time.Duration) error
}

// sleep waits for d, or until ctx ends, and then returns its error.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// The exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitPart   = 3
)

// usageError marks an error in how the program was called or configured.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// partError marks work that was done in part. Its text is the summary.
type partError struct{ error }

func (e partError) Unwrap() error { return e.error }

// run is the whole program.
func run(ctx context.Context, args []string, sys system) int {
	a := &app{system: sys}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(sys.in)
	root.SetOut(sys.out)
	root.SetErr(sys.err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	fmt.Fprintf(sys.err, "trends: %s\n", strings.TrimRight(err.Error(), "\n"))
	var usage usageError
	var part partError
	switch {
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &part):
		return exitPart
	}
	return exitFailed
}

// root builds the tree of commands.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "trends",
		Short: "Which skills machine-learning jobs ask for, and which changes are real",
		Long: `trends counts which skills machine-learning jobs ask for, and says which changes in that demand are real.

Every number it prints can be defended: it is a count of distinct openings, with its denominator, its interval, the sources
behind it and the sentences it came from. When the data say nothing, it says so.

Try ` + "`trends demo`" + ` first: it needs no network and no file.`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		Args:              knownCommand,
		RunE:              func(c *cobra.Command, _ []string) error { return c.Help() },
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
	}
	f := root.PersistentFlags()
	f.StringVar(&a.configFile, "config", "", "configuration `FILE` (default trends.yaml here, then the user's config folder)")
	f.StringVar(&a.dsn, "db", "", "database `FILE` (default trends.db here; TRENDS_DB)")
	f.BoolVar(&a.quiet, "quiet", false, "say nothing on success")
	f.BoolVar(&a.verbose, "verbose", false, "say more on standard error")
	f.BoolVar(&a.noColor, "no-color", false, "no colours (also NO_COLOR)")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(
		a.demoCommand(), a.crawlCommand(), a.importCommand(), a.extractCommand(), a.tagCommand(), a.evalCommand(),
		a.reportCommand(), a.skillCommand(), a.pairsCommand(), a.learnCommand(), a.payCommand(), a.explainCommand(),
		a.claimsCommand(), a.emergingCommand(), a.exportCommand(), a.releaseCommand(), a.simulateCommand(), a.reviewCommand(),
		a.statusCommand(), a.sourcesCommand(), a.taxonomyCommand(), versionCommand(),
	)
	for _, c := range root.Commands() {
		wrapUsage(c)
	}
	return root
}

// knownCommand is called with arguments that name no command.
func knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "`trends help` lists the commands"
	root.SuggestionsMinimumDistance = 2 // letters
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, ", ") + "?"
	}
	return usageError{fmt.Errorf("unknown command %q; %s", args[0], hint)}
}

// wrapUsage makes wrong arguments of a command, and of those below it, usage errors.
func wrapUsage(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usageError{fmt.Errorf("%w\nusage: %s", err, c.UseLine())}
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		wrapUsage(sub)
	}
}
