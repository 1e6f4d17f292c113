package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/term"

	"trends/trends"
)

// ask shows openings one by one and keeps what the reader says of each, until all are read, the reader quits or input ends.
func (r *review) ask(ctx context.Context, s *sample) error {
	r.warnMended()
	if len(s.todo) == 0 {
		r.a.say("all %d openings of this sample have been read; --tagged and --untagged draw more", s.read)
		return nil
	}
	r.a.say("Does the opening name %s in a way that counts: asked for, or part of the work, the stack or the field?\n"+
		"y yes   n no   s cannot tell   m whole text   u back   q quit", r.skill.Name)
	in := newKeys(r.a.in, r.a.out)
	var made []*trends.Reading
	for len(made) < len(s.todo) {
		x := &s.todo[len(made)]
		r.show(x, s.read+len(made)+1, s.read+len(s.todo))
		truth, err := r.answer(in, x)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case truth == "" && len(made) == 0: // nothing to take back
		case truth == "":
			if err := r.db.DropReading(ctx, made[len(made)-1]); err != nil {
				return err
			}
			made = made[:len(made)-1]
		default:
			reading, err := r.reading(x, truth)
			if err != nil {
				return err
			}
			if err := r.db.SaveReading(ctx, reading); err != nil {
				return err
			}
			made = append(made, reading)
		}
	}
	return nil
}

// warnMended says that rules which were mended by readings must be judged by others.
func (r *review) warnMended() {
	n := 0
	for _, reading := range r.data.panel.Readings() {
		if reading.Skill == r.skill.ID && reading.Seed == r.o.seed && reading.Void == trends.VoidTaxonomy {
			n++
		}
	}
	if n > 0 {
		r.a.say("%d readings of seed %d were made under another taxonomy and do not count; if they have helped to mend it, read others: "+
			"--seed %d", n, r.o.seed, r.o.seed+1)
	}
}

// answer waits for a judgement; "" takes the last one back. The error is io.EOF when the reader quits.
func (r *review) answer(in *keys, x *question) (trends.Truth, error) {
	for {
		fmt.Fprintf(r.a.out, "%s? ", r.skill.Name)
		key, err := in.next()
		if err != nil {
			fmt.Fprintln(r.a.out)
			return "", err
		}
		switch unicode.ToLower(key) {
		case 'y':
			return trends.TruthYes, nil
		case 'n':
			return trends.TruthNo, nil
		case 's':
			return trends.TruthUnsure, nil
		case 'u':
			return "", nil
		case 'q':
			return "", io.EOF
		case 'm':
			r.lines(x, true)
		default:
			fmt.Fprintln(r.a.out, "y yes   n no   s cannot tell   m whole text   u back   q quit")
		}
	}
}

// show shows an opening: the sentences that name the skill, or the lines that are spelled like it. It does not say whether the
// tagger found the skill there.
func (r *review) show(x *question, n, of int) {
	p := &x.text.Posting
	about := slices.DeleteFunc([]string{oneLine(x.Employer), oneLine(p.Title), x.Month}, func(s string) bool { return s == "" })
	fmt.Fprintf(r.a.out, "\n%d of %d   %s\n", n, of, strings.Join(about, " · "))
	if !x.Tagged {
		r.lines(x, false)
		return
	}
	for _, sentence := range r.sentences(x) {
		fmt.Fprintf(r.a.out, "  %s\n", r.marked(sentence, r.looks(sentence)))
	}
}

// shortText is the number of lines up to which a text without any word like the skill is shown whole.
const shortText = 30

// lines shows a text, or those of its lines that are spelled like the skill; if there are none, its first lines.
func (r *review) lines(x *question, whole bool) {
	spans := r.looks(x.full)
	hidden, shown, at := 0, 0, len(x.text.Posting.Title)+1 // the title stands above
	for line := range strings.SplitSeq(x.full[at:], "\n") {
		var here [][2]int
		for _, s := range spans {
			if s[0] >= at && s[1] <= at+len(line) {
				here = append(here, [2]int{s[0] - at, s[1] - at})
			}
		}
		at += len(line) + 1
		switch {
		case strings.TrimSpace(line) == "":
		case whole || len(here) > 0 || len(spans) == 0 && shown < shortText:
			shown++
			fmt.Fprintf(r.a.out, "  %s\n", r.marked(line, here))
		default:
			hidden++
		}
	}
	if hidden > 0 {
		fmt.Fprintf(r.a.out, "  … lines left out: %d (m shows them)\n", hidden)
	}
}

// marked makes places of a text stand out.
func (r *review) marked(text string, places [][2]int) string {
	var b strings.Builder
	at := 0
	for _, p := range places {
		b.WriteString(harmless(text[at:p[0]]) + r.a.style().Mark(harmless(text[p[0]:p[1]])))
		at = p[1]
	}
	return b.String() + harmless(text[at:])
}

// harmless replaces control characters that could upset a terminal.
func harmless(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, s)
}

// keys reads one key at a time: without Enter from a terminal, else any character that is no space. It shows what it has read.
type keys struct {
	in   *bufio.Reader
	tty  *os.File // nil if the input is no terminal
	echo io.Writer
}

func newKeys(in io.Reader, echo io.Writer) *keys {
	k := &keys{in: bufio.NewReader(in), echo: echo}
	if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		k.tty = f
	}
	return k
}

// next waits for a key. Ctrl-C and Ctrl-D are io.EOF, as is the end of the input.
func (k *keys) next() (rune, error) {
	c, err := k.read()
	if err == nil {
		fmt.Fprintf(k.echo, "%c\n", c)
	}
	return c, err
}

// read is next without the echo.
func (k *keys) read() (rune, error) {
	for k.tty == nil {
		if c, _, err := k.in.ReadRune(); err != nil || !unicode.IsSpace(c) {
			return c, err
		}
	}
	state, err := term.MakeRaw(int(k.tty.Fd()))
	if err != nil {
		return 0, fmt.Errorf("read a key: %w", err)
	}
	c, _, err := k.in.ReadRune()
	if err := errors.Join(err, term.Restore(int(k.tty.Fd()), state)); err != nil {
		return 0, err
	}
	const ctrlC, ctrlD = 3, 4
	if c == ctrlC || c == ctrlD {
		return 0, io.EOF
	}
	return c, nil
}
