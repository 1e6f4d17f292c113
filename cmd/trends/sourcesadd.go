package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"trends/config"
	"trends/crawler"
	"trends/data"
)

func (a *app) sourcesAddCommand() *cobra.Command {
	var src crawler.Source
	c := &cobra.Command{
		Use:   "add KIND BOARD",
		Short: "Write a source into the configuration file",
		Long: `add writes a source at the end of the list in the configuration file: that of --config, else the one in use, else a new trends.yaml here.
The rest of the file stays as it is. A source that is there already, and one of a kind that is refused, are not added. Nothing is asked:
trends sources check tries it.

A file that names sources replaces the shipped list; add says so when it names the first.`,
		Example: `  trends sources add greenhouse acme --company Acme
  trends sources add lever beispiel --region eu --every 24h
  trends sources add jsonld example.com --url https://example.com/jobs`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			src.Kind, src.Board = args[0], args[1]
			return a.addSource(src)
		},
	}
	registerSource(c, &src)
	c.Flags().StringVar(&src.Region, "region", "", "for lever: eu for boards on its European server")
	c.Flags().StringVar(&src.URL, "url", "", "for jsonld the `ADDRESS` of the page, list or sitemap to begin with; for file its path, from the configuration's folder")
	c.Flags().StringVar(&src.BaseURL, "base-url", "", "server to ask in place of the kind's own, by `ADDRESS`")
	return c
}

// registerSource adds the flags of a source that finding and adding share.
func registerSource(c *cobra.Command, src *crawler.Source) {
	c.Flags().StringVar(&src.Company, "company", "", "the employer's `NAME`, for sources that do not say")
	c.Flags().DurationVar(&src.Every, "every", 24*time.Hour, "shortest time between two reads; 0 reads at every run")
}

// addSource writes a source into the configuration file.
func (a *app) addSource(src crawler.Source) error {
	shipped, err := config.ParseSources("sources.yaml", data.Sources)
	if err != nil {
		return err
	}
	name, first, err := a.configTarget()
	if err != nil {
		return err
	}
	before, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read configuration: %w", err)
	}
	after, err := config.AddSource(name, before, src, shipped.Permissions)
	if err != nil {
		return usageError{fmt.Errorf("add %s: %w", src.Key(), err)}
	}
	if err := a.replace(name, after); err != nil {
		return err
	}
	a.say("added to %s: %s", name, config.SourceLine(src))
	if p := shipped.Permissions[src.Kind]; p.Verdict == config.NeedsDecision {
		a.say("%s needs your decision, and this is it: %s", src.Kind, p.Reason)
	}
	if first {
		a.say("%s names sources now: the %d that ship with the program are read no more", name, len(shipped.Sources))
	}
	return nil
}

// configTarget returns the configuration file to write to, and whether it names no sources yet.
func (a *app) configTarget() (name string, first bool, err error) {
	if a.configFile != "" {
		if _, err := os.Stat(a.configFile); errors.Is(err, fs.ErrNotExist) {
			return a.configFile, true, nil
		}
	}
	conf, err := a.config(nil)
	if err != nil {
		return "", false, err
	}
	if conf.File == "" {
		return config.FileName, true, nil
	}
	return conf.File, conf.Shipped, nil
}

// replace writes a file anew, at once: what a link points to, with the permissions it has.
func (a *app) replace(name string, text []byte) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	err := a.output(name, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if err != nil {
		return err
	}
	return os.Chmod(name, mode)
}
