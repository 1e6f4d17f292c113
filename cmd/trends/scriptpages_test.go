package main

import (
	"net/http"
	"net/http/httptest"
	"path"

	"github.com/rogpeppe/go-internal/testscript"
)

// servePages serves files of the script as a site, and puts its address into a variable: "pages SITE DIRECTORY". A path without a
// suffix is the file of that name with .html.
func servePages(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pages VARIABLE DIRECTORY")
	}
	files := http.Dir(ts.MkAbs(args[1]))
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Ext(r.URL.Path) == "" {
			r.URL.Path += ".html"
		}
		http.FileServer(files).ServeHTTP(w, r)
	}))
	ts.Defer(h.Close)
	ts.Setenv(args[0], h.URL)
}
