package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"

	"golang.org/x/term"

	"trends/config"
	"trends/data"
	"trends/extract"
	"trends/trends"
	"trends/trends/store"
	"trends/trends/write"
)

// app carries the global flags, and opens what several commands need.
type app struct {
	system
	configFile string
	dsn        string
	quiet      bool
	verbose    bool
	noColor    bool
}

// config reads the configuration; flags holds further keys that flags of the command set.
func (a *app) config(flags map[string]any) (*config.Config, error) {
	if flags == nil {
		flags = map[string]any{}
	}
	if a.dsn != "" {
		flags["database"] = a.dsn
	}
	user, _ := os.UserConfigDir() // without a home there is no user's configuration, which is not an error
	c, err := config.Load(config.Input{File: a.configFile, UserDir: user, Getenv: a.getenv, Flags: flags, Shipped: data.Sources})
	if err != nil {
		return nil, usageError{err}
	}
	return c, nil
}

// taxonomy compiles the shipped taxonomy and the configured files beside it.
func (a *app) taxonomy(extra []string) (*extract.Taxonomy, error) {
	files := []extract.File{{Name: "taxonomy.yaml", Data: data.Taxonomy}, {Name: "context.yaml", Data: data.Context}}
	for _, name := range extra {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, usageError{fmt.Errorf("read taxonomy: %w", err)}
		}
		files = append(files, extract.File{Name: name, Data: text})
	}
	// Compiling makes thirty megabytes of garbage in a short life: collecting none of it on the way takes a quarter off the start.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	t, err := extract.Parse(files...)
	if err != nil {
		return nil, usageError{err}
	}
	return t, nil
}

// memoryLimit is how many bytes the memory of a command that tags may grow to before garbage is collected more often.
const memoryLimit = 112 << 20

// collectLess lets garbage grow to five times what is in use, up to memoryLimit: a tagger makes much of it, all of it short-lived.
func collectLess() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(memoryLimit)
}

// configured reads the configuration as config does, and compiles the taxonomy that it names.
func (a *app) configured(flags map[string]any) (*config.Config, *extract.Taxonomy, error) {
	conf, err := a.config(flags)
	if err != nil {
		return nil, nil, err
	}
	tax, err := a.taxonomy(conf.Taxonomy)
	return conf, tax, err
}

// configuredTaxonomy is configured for commands that need nothing else of the configuration.
func (a *app) configuredTaxonomy() (*extract.Taxonomy, error) {
	_, tax, err := a.configured(nil)
	return tax, err
}

// exists says what to do when there is no database yet.
func (a *app) exists(c *config.Config) error {
	if _, err := os.Stat(c.Database); errors.Is(err, os.ErrNotExist) && !store.IsServer(c.Database) {
		return fmt.Errorf("open database %s: there is none yet; fill it with `trends crawl` or `trends import --complete FILE`, "+
			"or name another with --db", c.Database)
	}
	return nil
}

// openConfigured opens the database that the configuration names for reading, if there is one.
func (a *app) openConfigured(ctx context.Context) (*store.DB, error) {
	conf, err := a.config(nil)
	if err != nil {
		return nil, err
	}
	return a.openExisting(ctx, conf)
}

// openExisting opens the database for reading, if there is one.
func (a *app) openExisting(ctx context.Context, c *config.Config) (*store.DB, error) {
	if err := a.exists(c); err != nil {
		return nil, err
	}
	return store.Open(ctx, c.Database)
}

// openWriter opens the database for writing: no other process may write until the returned function is called. What an
// interrupted run left is settled first.
func (a *app) openWriter(ctx context.Context, c *config.Config, command string) (*store.DB, func() error, error) {
	db, err := store.Open(ctx, c.Database)
	if err != nil {
		return nil, nil, err
	}
	unlock, err := db.Lock(ctx, a.holder(command))
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	done := func() error { return errors.Join(unlock(), db.Close()) }
	if err := db.Settle(ctx); err != nil {
		return nil, nil, errors.Join(err, done())
	}
	return db, done, nil
}

// holder names this process to others that want to write.
func (a *app) holder(command string) string {
	return fmt.Sprintf("pid %d (trends %s, since %s)", os.Getpid(), command, a.now().UTC().Format("2006-01-02 15:04:05Z"))
}

// say writes a line to standard error unless --quiet is given.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.err, format+"\n", args...)
	}
}

// log returns the logger that packages get: warnings, and everything with --verbose.
func (a *app) log() *slog.Logger {
	level := slog.LevelWarn
	if a.verbose {
		level = slog.LevelDebug
	}
	if a.quiet {
		level = slog.LevelError
	}
	return slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
}

// style says whether colours are welcome on standard output.
func (a *app) style() write.Style {
	f, ok := a.out.(*os.File)
	return write.Style{Color: ok && !a.noColor && a.getenv("NO_COLOR") == "" && term.IsTerminal(int(f.Fd()))}
}

// output calls f with the file, or with standard output if name is "". A file appears whole or not at all.
func (a *app) output(name string, f func(io.Writer) error) (err error) {
	if name == "" {
		return f(a.out)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", name, err), tmp.Close(), os.Remove(tmp.Name()))
		}
	}()
	if err := f(tmp); err != nil {
		return err
	}
	if err := tmp.Chmod(0o644); err != nil {
		return err
	}
	if err := errors.Join(tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}

// skillInfos names the taxonomy's skills for reports.
func skillInfos(t *extract.Taxonomy) []trends.SkillInfo {
	var out []trends.SkillInfo
	for _, s := range t.Skills() {
		out = append(out, trends.SkillInfo{ID: s.ID, Name: cmp.Or(s.Name, s.ID), Group: s.Group, Ambiguous: s.Ambiguous, Within: s.Within,
			Found: s.Found})
	}
	return out
}
