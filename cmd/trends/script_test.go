package main

import (
	"context"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata, and the tables of the README")

// TestMain lets the test binary be the program: scripts run `trends …`.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"trends": func() {
			os.Exit(run(context.Background(), os.Args[1:], system{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, now: time.Now, sleep: sleep}))
		},
	})
}

// TestScript runs testdata/script/*.txtar: the program as a user meets it.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir) // no configuration of the person who runs the test
			e.Setenv("XDG_CONFIG_HOME", e.WorkDir+"/.config")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"edit": edit, "exits": exits, "explained": explained, "head": head, "hold": hold, "judge": judge, "market": serveBoards,
			"mkposts": makePosts, "mkrising": makeRising, "pages": servePages, "sums": sums,
		},
	})
}
