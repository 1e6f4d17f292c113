package main

import (
	"io"

	"github.com/spf13/cobra"

	"trends/trends"
	"trends/trends/write"
)

// face is how a result is shown, and where to: the flags --format and --output.
type face struct{ format, out string }

func (f *face) register(c *cobra.Command) {
	registerFormat(c, &f.format)
	c.Flags().StringVarP(&f.out, "output", "o", "", "write to `FILE`")
}

func (f *face) check() error { return knownFormat(f.format) }

// registerFormat adds the flag --format, for results that go to standard output alone.
func registerFormat(c *cobra.Command, format *string) {
	c.Flags().StringVar(format, "format", "table", "table, csv, json, markdown or html")
}

// knownFormat checks the value of --format.
func knownFormat(format string) error { return oneOf("format", format, write.Formats()...) }

// show writes a result by its flags. There are no colours in a file.
func (a *app) show(f *face, result func(w io.Writer, style write.Style) error) error {
	style := a.style()
	style.Color = style.Color && f.out == ""
	return a.output(f.out, func(w io.Writer) error { return result(w, style) })
}

// doubts says what the columns of a CSV have no room for.
func (a *app) doubts(warnings []trends.Warning, format string) {
	if format != "csv" {
		return
	}
	for _, warning := range warnings {
		a.say("note: %s", warning.Text)
	}
}
