package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"trends/trends"
)

// Set is labelled postings in the making: a posting and its labels may stand in one file or in two.
type Set struct {
	cases map[string]*Case
	order []string
	errs  []error
}

// Read adds the records of a file: JSON Lines, or a YAML list if the name ends in .yaml or .yml. A record has an id and any of
// title, text, html (the posting), skills, roles, seniority, remote, salary, scope, language (the labels). Records with the
// same id are one case. skills maps an id to its level, or to a list whose first element is the level.
func (s *Set) Read(name string, r io.Reader) {
	if ext := filepath.Ext(name); ext == ".yaml" || ext == ".yml" {
		s.yaml(name, r)
		return
	}
	in := bufio.NewReader(r)
	for line := 1; ; line++ {
		text, err := in.ReadBytes('\n')
		if text = bytes.TrimSpace(text); len(text) > 0 {
			var rec record
			if err := json.Unmarshal(text, &rec); err != nil {
				s.fail(name, line, fmt.Errorf("not a labelled posting: %w", err))
			} else {
				s.add(name, line, &rec)
			}
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			s.errs = append(s.errs, fmt.Errorf("read %s: %w", name, err))
			return
		}
	}
}

func (s *Set) yaml(name string, r io.Reader) {
	text, err := io.ReadAll(r)
	if err != nil {
		s.errs = append(s.errs, fmt.Errorf("read %s: %w", name, err))
		return
	}
	var items []yaml.Node
	if err := yaml.Unmarshal(text, &items); err != nil {
		s.errs = append(s.errs, fmt.Errorf("%s: not a list of labelled postings: %w", name, err))
		return
	}
	for i := range items {
		var rec record
		if err := items[i].Decode(&rec); err != nil {
			s.fail(name, items[i].Line, err)
			continue
		}
		s.add(name, items[i].Line, &rec)
	}
}

func (s *Set) fail(name string, line int, err error) {
	s.errs = append(s.errs, fmt.Errorf("%s:%d: %w", name, line, err))
}

// record is what a file holds.
type record struct {
	ID        string         `json:"id" yaml:"id"`
	Title     string         `json:"title" yaml:"title"`
	Text      *string        `json:"text" yaml:"text"`
	HTML      *string        `json:"html" yaml:"html"`
	Skills    map[string]any `json:"skills" yaml:"skills"`
	Roles     *[]string      `json:"roles" yaml:"roles"`
	Seniority *[]string      `json:"seniority" yaml:"seniority"`
	Remote    trends.Remote  `json:"remote" yaml:"remote"`
	Salary    *salary        `json:"salary" yaml:"salary"`
	Scope     trends.Scope   `json:"scope" yaml:"scope"`
	Language  string         `json:"language" yaml:"language"`
}

type salary struct {
	Min      *float64 `json:"min" yaml:"min"`
	Max      *float64 `json:"max" yaml:"max"`
	Currency string   `json:"currency" yaml:"currency"`
	Period   string   `json:"period" yaml:"period"`
}

func (s *Set) add(name string, line int, rec *record) {
	if rec.ID == "" {
		s.fail(name, line, errors.New("a record needs an id"))
		return
	}
	c := s.cases[rec.ID]
	if c == nil {
		if s.cases == nil {
			s.cases = map[string]*Case{}
		}
		c = &Case{ID: rec.ID}
		s.cases[rec.ID] = c
		s.order = append(s.order, rec.ID)
	}
	if rec.Text != nil || rec.HTML != nil {
		if c.Format != "" {
			s.fail(name, line, fmt.Errorf("the posting %s is there twice", rec.ID))
			return
		}
		c.Title = rec.Title
		if rec.Text != nil {
			c.Body, c.Format = *rec.Text, trends.FormatText
		} else {
			c.Body, c.Format = *rec.HTML, trends.FormatHTML
		}
	}
	if rec.Skills == nil {
		return
	}
	if c.Skills != nil {
		s.fail(name, line, fmt.Errorf("the posting %s is labelled twice", rec.ID))
		return
	}
	if err := c.label(rec); err != nil {
		s.fail(name, line, err)
	}
	c.At = fmt.Sprintf("%s:%d", name, line)
}

// label takes the labels of a record. A record with skills labels its pay, too: without a salary none is stated.
func (c *Case) label(rec *record) error {
	c.Skills = map[string]trends.Level{}
	for _, id := range slices.Sorted(maps.Keys(rec.Skills)) {
		v := rec.Skills[id]
		if list, ok := v.([]any); ok && len(list) > 0 {
			v = list[0]
		}
		text, _ := v.(string)
		level, ok := trends.ParseLevel(text)
		if !ok || level == trends.LevelNone {
			return fmt.Errorf("skill %s: level %q is not known; valid are required, preferred and mentioned", id, fmt.Sprint(v))
		}
		c.Skills[id] = level
	}
	if rec.Roles != nil {
		c.Roles = append([]string{}, *rec.Roles...)
	}
	if rec.Seniority != nil {
		c.Seniority = append([]string{}, *rec.Seniority...)
	}
	switch rec.Remote {
	case "", trends.RemoteRemote, trends.RemoteHybrid, trends.RemoteOnsite, trends.RemoteUnspecified:
		c.Remote = rec.Remote
	default:
		return fmt.Errorf("remote %q is not known; valid are remote, hybrid, onsite and unspecified", rec.Remote)
	}
	switch rec.Scope {
	case "", trends.ScopeML, trends.ScopeAll:
		c.Scope = rec.Scope
	default:
		return fmt.Errorf("scope %q is not known; valid are ml and all", rec.Scope)
	}
	c.Language, c.PayKnown = rec.Language, true
	if p := rec.Salary; p != nil {
		c.Pay = &trends.Pay{Currency: p.Currency, Period: p.Period}
		if p.Min != nil {
			c.Pay.Min = *p.Min
		}
		if p.Max != nil {
			c.Pay.Max = *p.Max
		}
	}
	return nil
}

// Cases returns the labelled postings in the order in which they were first read; postings without labels are left out and
// counted. The error joins all mistakes found, among them labels whose posting is in no file, and labels of skills or roles that
// known does not know; known may be nil.
func (s *Set) Cases(known func(kind, id string) bool) (cases []*Case, unlabelled int, err error) {
	errs := slices.Clone(s.errs)
	var lost []string
	for _, id := range s.order {
		c := s.cases[id]
		switch {
		case c.Skills == nil:
			unlabelled++
			continue
		case c.Format == "":
			lost = append(lost, id)
			continue
		}
		errs = append(errs, c.unknown(known)...)
		cases = append(cases, c)
	}
	if len(lost) > 0 {
		more := ""
		if len(lost) > 3 {
			lost, more = lost[:3], fmt.Sprintf(" and %d more", len(lost)-3)
		}
		errs = append(errs, fmt.Errorf("labels without a posting: %s%s: name the file with their texts, too", strings.Join(lost, ", "), more))
	}
	return cases, unlabelled, errors.Join(errs...)
}

func (c *Case) unknown(known func(kind, id string) bool) (errs []error) {
	if known == nil {
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(c.Skills)) {
		if !known(KindSkill, id) {
			errs = append(errs, fmt.Errorf("%s: skill %q is not in the taxonomy", c.At, id))
		}
	}
	for _, id := range c.Roles {
		if !known(KindRole, id) {
			errs = append(errs, fmt.Errorf("%s: role %q is not known", c.At, id))
		}
	}
	return errs
}
