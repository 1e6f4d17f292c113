package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"trends/trends"
	"trends/trends/write"
)

// reviewColumns are the columns of a list to be judged.
func reviewColumns() []string {
	return []string{"id", "opening", "month", "employer", "title", "tagged", "sentence", "url", "truth"}
}

// writeList writes what is to be read for a spreadsheet.
func (r *review) writeList(s *sample) error {
	r.warnMended()
	err := r.a.output(r.o.list, func(w io.Writer) error {
		out := write.NewRecords(w, reviewColumns(), false)
		for i := range s.todo {
			x := &s.todo[i]
			p := &x.text.Posting
			out.Write(r.listID(x), strconv.FormatInt(x.Opening, 10), x.Month, inert(x.Employer), inert(p.Title), x.Tagged,
				inert(strings.Join(r.sentences(x), " … ")), inert(p.URL), "")
		}
		return out.Close()
	})
	if err != nil {
		return err
	}
	r.a.say("%d openings to be read are in %s, %d of the sample have been read; fill in the column truth with yes, no or unsure, then "+
		"`trends review %s --read %s`", len(s.todo), r.o.list, s.read, r.skill.ID, r.o.list)
	return nil
}

// inert keeps a spreadsheet from taking a text of a stranger for a formula.
func inert(s string) string {
	if s = oneLine(s); s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

// listID names what is judged, so that it can be found again: skill, seed, ad and text. No spreadsheet takes it for a number.
func (r *review) listID(x *question) string {
	return fmt.Sprintf("%s:%d:%x:%s", r.skill.ID, r.o.seed, x.Posting, x.text.Hash)
}

// judged is a line of a list that was filled in.
type judged struct {
	line    int
	seed    int64
	posting int64
	hash    string // of the text
	truth   trends.Truth
}

// takeIn keeps the judgements of a list. Lines that cannot be used are named, and the others kept.
func (r *review) takeIn(ctx context.Context) error {
	text, err := os.ReadFile(r.o.read)
	if err != nil {
		return usageError{fmt.Errorf("read judgements: %w", err)}
	}
	lines, bad, err := parseJudged(text, r.skill.ID)
	if err != nil {
		return usageError{fmt.Errorf("%s:%w", r.o.read, err)}
	}
	kept, err := r.keep(ctx, lines, &bad)
	if err != nil {
		return err
	}
	slices.SortStableFunc(bad, func(x, y lineError) int { return x.line - y.line })
	for _, b := range bad {
		fmt.Fprintf(r.a.err, "%s:%d: %v\n", r.o.read, b.line, b.err)
	}
	r.a.say("%d readings of %s are kept", kept, r.skill.ID)
	if err := r.tellSkill(ctx); err != nil {
		return err
	}
	if len(bad) > 0 {
		return partError{fmt.Errorf("review: %d lines could not be used, see above; the others are kept", len(bad))}
	}
	return nil
}

// keep saves judgements of texts that are as they were when the list was written.
func (r *review) keep(ctx context.Context, lines []judged, bad *[]lineError) (kept int, err error) {
	drawn := make([]trends.Drawn, len(lines))
	for i, j := range lines {
		drawn[i].Posting = j.posting
	}
	list, err := r.texts(ctx, drawn)
	if err != nil {
		return 0, err
	}
	found := map[int64]*question{}
	for i := range list {
		found[list[i].Posting] = &list[i]
	}
	for _, j := range lines {
		x := found[j.posting]
		if x == nil || x.text.Hash != j.hash {
			*bad = append(*bad, lineError{j.line, errors.New("the ad has another text by now, or is not in the database: read it again")})
			continue
		}
		for _, l := range x.text.Tags.Levels() {
			x.Tagged = x.Tagged || l.Skill == r.skill.ID
		}
		reading, err := r.reading(x, j.truth)
		if err != nil {
			return kept, err
		}
		reading.Seed = j.seed
		if err := r.db.SaveReading(ctx, reading); err != nil {
			return kept, err
		}
		kept++
	}
	return kept, nil
}

// lineError is a mistake in a line of a file.
type lineError struct {
	line int
	err  error
}

// parseJudged reads a list of judgements of a skill, with commas or, as some spreadsheets write, semicolons. Lines without a
// judgement are passed over. The error is a file that is no such list, as "LINE: what".
func parseJudged(text []byte, skill string) (lines []judged, bad []lineError, err error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	in := csv.NewReader(bytes.NewReader(text))
	in.FieldsPerRecord = -1
	if head, _, _ := bytes.Cut(text, []byte("\n")); bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		in.Comma = ';'
	}
	head, err := in.Read()
	id, truth := slices.Index(head, "id"), slices.Index(head, "truth")
	if err != nil || id < 0 || truth < 0 {
		return nil, nil, fmt.Errorf("1: want columns id and truth, as --list writes them")
	}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return lines, bad, nil
		}
		var mistake *csv.ParseError
		if errors.As(err, &mistake) {
			bad = append(bad, lineError{mistake.StartLine, mistake.Err})
			continue
		}
		line, _ := in.FieldPos(0)
		if len(record) <= max(id, truth) {
			bad = append(bad, lineError{line, fmt.Errorf("%d columns, want %d", len(record), len(head))})
			continue
		}
		j, err := parseJudgement(record[id], record[truth], skill)
		switch j.line = line; {
		case errors.Is(err, errSkill) && len(lines) == 0:
			return nil, nil, fmt.Errorf("%d: %w; is this the right file?", line, err)
		case err != nil:
			bad = append(bad, lineError{line, err})
		case j.truth != "":
			lines = append(lines, j)
		}
	}
}

// errSkill is a judgement of another skill.
var errSkill = errors.New("another skill")

// parseJudgement reads an id and a truth.
func parseJudgement(id, truth, skill string) (j judged, err error) {
	switch strings.ToLower(strings.TrimSpace(truth)) {
	case "":
		return j, nil
	case "yes", "y", "true", "1":
		j.truth = trends.TruthYes
	case "no", "n", "false", "0":
		j.truth = trends.TruthNo
	case "unsure", "s", "skip", "?":
		j.truth = trends.TruthUnsure
	default:
		return j, fmt.Errorf("truth %q: want yes, no or unsure, or nothing", truth)
	}
	parts := strings.Split(id, ":")
	if len(parts) != 4 {
		return j, fmt.Errorf("id %q is none that --list writes", id)
	}
	if parts[0] != skill {
		return j, fmt.Errorf("id %q is of %w than %s", id, errSkill, skill)
	}
	seed, err := strconv.ParseInt(parts[1], 10, 64)
	posting, err2 := strconv.ParseInt(parts[2], 16, 64)
	if errors.Join(err, err2) != nil {
		return j, fmt.Errorf("id %q is none that --list writes", id)
	}
	j.seed, j.posting, j.hash = seed, posting, parts[3]
	return j, nil
}
