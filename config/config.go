// Package config turns one file, the environment and the flags into the typed values that the program runs with.
//
// # Where a setting comes from
//
// Four layers, the later above the earlier: the defaults, the file, the environment, the flags. The file is the one
// named by --config, else trends.yaml in the working folder, else trends/trends.yaml in the user's configuration
// folder; only the first that exists is read, and none is needed. Every key with one value has a variable: TRENDS_ and
// the key in upper case with "_" for ".", as TRENDS_CRAWLER_TIMEOUT. Only the database's is shorter: TRENDS_DB. An empty
// variable counts as unset. Keys lists all keys with their types, defaults, variables and meanings.
//
// # The file
//
//	database: jobs.db              # a path or postgres://…
//	contact: ops@example.com       # how a site can reach you: goes into the User-Agent
//	sources:                       # what to read; without this key the shipped list, with [] nothing
//	  - {kind: greenhouse, board: acme, company: Acme Robotics, every: 20h}
//	  - {kind: file, board: archive, url: old/jobs.jsonl.gz}
//	crawler: {concurrency: 4, timeout: 30s}
//	report: {window: 36}           # the settings of the method, trends.Options
//	taxonomy: [our-skills.yaml]    # files beside the shipped taxonomy
//	measured: our-tagger.json      # what trends eval --record wrote for it
//
// Durations are written 45s, 1h30m, 24h. A key without a value is as good as absent. The paths in taxonomy, measured and of file
// sources are relative to the folder of the file, so that the file and what it names can move together. The database's
// path is relative to the working folder wherever it is written, so that one name means one database for the file,
// TRENDS_DB and --db alike.
//
// # Mistakes
//
// A wrong setting is never passed over, since a figure is defensible only with its settings. Unknown keys, wrong types,
// impossible values and sources given twice are errors, all of them at once, each with its file, line and key:
//
//	trends.yaml:12: sources[0].bord: unknown key; did you mean "board"? valid keys: kind, board, …
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/viper"

	"trends/crawler"
	"trends/trends"
)

// FileName is the name of the configuration file where none is given.
const FileName = "trends.yaml"

// Config is everything that can be set. It is a plain value: main makes it with Load and hands its parts down.
type Config struct {
	File        string                `json:"-"`        // path of the file read; "" if there was none
	Database    string                `json:"database"` // path or postgres:// address, never ""
	Contact     string                `json:"contact"`  // goes into the User-Agent; "" if not given
	Sources     []crawler.Source      `json:"-"`        // in the order of the file, keys unique; those with Off set included
	Shipped     bool                  `json:"-"`        // Sources is the shipped list, since the file names none
	Permissions map[string]Permission `json:"-"`        // by kind of source, from the shipped list; nil without one
	Crawler     Crawler               `json:"crawler"`
	Report      trends.Options        `json:"report"`
	Taxonomy    []string              `json:"-"`        // paths of extra taxonomy files, nil if none
	Measured    string                `json:"measured"` // path of the tagger's figures, "" for those that ship
}

// Crawler holds the settings of crawling. They are applied to a crawler.Crawler by main.
type Crawler struct {
	AllowPrivateHosts bool          `json:"allow_private_hosts"` // read from loopback and private addresses too
	Concurrency       int           `json:"concurrency"`         // sources read at the same time, at least 1
	PerHostInterval   time.Duration `json:"per_host_interval"`   // shortest time between two requests to one host
	MaxBody           int64         `json:"max_body"`            // most bytes of one answer, decoded
	Timeout           time.Duration `json:"timeout"`             // longest time for one request
	MuseKey           string        `json:"muse_key"`            // key for the API of The Muse; "" = none
}

// Input is what Load reads from: everything it would otherwise have to ask the system for.
type Input struct {
	File    string              // the --config flag: must exist; "" looks in the usual places
	UserDir string              // the user's configuration folder (os.UserConfigDir); "" if there is none
	Getenv  func(string) string // the environment (os.Getenv); nil is empty
	Flags   map[string]any      // flags the user gave, by key: {"database": "x.db", "report.window": 36}
	Shipped []byte              // the shipped list (data.Sources); nil ships nothing
}

// Load reads the configuration. Its error joins every mistake in the file, the environment and the flags, see the
// package comment; each is the user's to mend.
func Load(in Input) (*Config, error) {
	shipped := &List{}
	if in.Shipped != nil {
		var err error
		if shipped, err = ParseSources("sources.yaml", in.Shipped); err != nil {
			return nil, fmt.Errorf("read the shipped sources: %w", err)
		}
	}
	path, text, err := in.open()
	if err != nil {
		return nil, err
	}
	f, errFile := parseFile(path, text, shipped.Permissions)
	environment, errEnv := in.environment()
	flags, errFlags := in.flags()
	if err := errors.Join(errFile, errEnv, errFlags); err != nil {
		return nil, err
	}
	c, err := merge(f.values, environment, flags)
	if err != nil {
		return nil, err
	}
	c.File, c.Taxonomy, c.Sources, c.Permissions = path, f.taxonomy, f.sources, shipped.Permissions
	if !f.hasSources {
		c.Sources, c.Shipped = shipped.Sources, true
	}
	return c, nil
}

// open finds and reads the file. Without one it returns "" and no text.
func (in *Input) open() (path string, text []byte, err error) {
	places := []string{FileName}
	if in.UserDir != "" {
		places = append(places, filepath.Join(in.UserDir, "trends", FileName))
	}
	if in.File != "" {
		places = []string{in.File}
	}
	for _, path := range places {
		text, err := os.ReadFile(path)
		if in.File == "" && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return "", nil, fmt.Errorf("read configuration: %w", err)
		}
		return path, text, nil
	}
	return "", nil, nil
}

// environment returns the values of the variables that are set, by key.
func (in *Input) environment() (map[string]any, error) {
	if in.Getenv == nil {
		return nil, nil
	}
	values := map[string]any{}
	var mistakes []error
	for _, k := range scalars() {
		text := in.Getenv(k.Env)
		if text == "" {
			continue
		}
		v, err := k.parse(text)
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: %w", k.Env, err))
			continue
		}
		values[k.Name] = v
	}
	return values, errors.Join(mistakes...)
}

// flags returns the flags' values by key, checked like any other: a flag can be as impossible as a line of the file.
func (in *Input) flags() (map[string]any, error) {
	values := map[string]any{}
	var mistakes []error
	rest := len(in.Flags)
	for _, k := range scalars() {
		flag, given := in.Flags[k.Name]
		if !given {
			continue
		}
		rest--
		v, err := k.parse(fmt.Sprint(flag))
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("flag for %s: %w", k.Name, err))
			continue
		}
		values[k.Name] = v
	}
	if rest > 0 { // a bug in a command, which must not pass for a setting that was applied
		mistakes = append(mistakes, fmt.Errorf("%d of the flags %v name no key", rest, in.Flags))
	}
	return values, errors.Join(mistakes...)
}

// merge lays the layers over the defaults. Viper would read the environment and the flags by itself, but only from
// the process: handing it values that are already checked keeps Load a function of its input.
func merge(file, environment, flags map[string]any) (*Config, error) {
	v := viper.New()
	for _, k := range scalars() {
		v.SetDefault(k.Name, k.initial)
	}
	if err := v.MergeConfigMap(nest(file)); err != nil {
		return nil, fmt.Errorf("merge configuration: %w", err)
	}
	for _, layer := range []map[string]any{environment, flags} {
		for name, value := range layer {
			v.Set(name, value)
		}
	}
	c := &Config{Report: trends.Options{JoinGap: trends.DefaultOptions().JoinGap}} // the store joins by it: no key can change it
	err := v.UnmarshalExact(c, func(d *mapstructure.DecoderConfig) { d.TagName = "json" })
	if err != nil { // unreachable unless a key of the table has no field in Config, or one of another type
		return nil, fmt.Errorf("merge configuration: %w", err)
	}
	return c, nil
}

// nest turns {"crawler.timeout": t} into {"crawler": {"timeout": t}}, the form in which viper keeps a file.
func nest(flat map[string]any) map[string]any {
	tree := map[string]any{}
	for name, value := range flat {
		section, key, found := strings.Cut(name, ".")
		if !found {
			tree[name] = value
			continue
		}
		if tree[section] == nil {
			tree[section] = map[string]any{}
		}
		tree[section].(map[string]any)[key] = value
	}
	return tree
}
