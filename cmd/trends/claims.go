package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trends/config"
	"trends/data"
	"trends/extract"
	"trends/trends"
	"trends/trends/write"
)

func (a *app) claimsCommand() *cobra.Command {
	var q queryFlags
	var f face
	var file string
	c := &cobra.Command{
		Use:   "claims",
		Short: "What the roadmap claims, restated, tested, with its verdict",
		Long: `claims holds what the ML-engineer roadmap says against the postings. Each claim was restated in parts that figures can answer, and
frozen before any data were looked at; the hash of the list is printed. Its verdict is that of its weakest part: supported and not
supported take an interval that lies wholly where the claim says, or wholly elsewhere; all else is not enough data, with what a verdict
would need. Postings show demand in ads, not adoption, use or importance.

With --file FILE your own claims are tested; the head of data/claims.yaml says how to write them.`,
		Example: `  trends claims
  trends claims --until 2022-12 --format markdown -o claims.md
  trends claims --file own.yaml --country DE`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.check(); err != nil {
				return err
			}
			name, claims, err := readClaims(file)
			if err != nil {
				return err
			}
			d, err := a.load(c.Context(), &q)
			if err != nil {
				return err
			}
			if err := knownClaims(name, claims, d); err != nil {
				return err
			}
			report := d.panel.Claims(d.query, claims, d.skills)
			a.doubts(report.Warnings, f.format)
			return a.show(&f, func(w io.Writer, style write.Style) error { return write.Claims(w, report, f.format, style) })
		},
	}
	q.register(c)
	f.register(c)
	c.Flags().StringVar(&file, "file", "", "test the claims of this `FILE` instead of the shipped ones")
	return c
}

// readClaims reads a file of claims, the shipped one if there is no name.
func readClaims(file string) (name string, claims *trends.Claims, err error) {
	name, text := "claims.yaml", data.Claims
	if file != "" {
		name = file
		if text, err = os.ReadFile(file); err != nil {
			return name, nil, usageError{fmt.Errorf("read claims: %w", err)}
		}
	}
	if claims, err = config.ParseClaims(name, text); err != nil {
		return name, nil, usageError{err}
	}
	return name, claims, nil
}

// knownClaims checks that the taxonomy has the skills, groups and roles that the claims speak of.
func knownClaims(name string, claims *trends.Claims, d *dataset) error {
	groups := map[string]string{} // by skill
	var names []string
	for _, s := range d.skills {
		groups[s.ID] = s.Group
		if !slices.Contains(names, s.Group) {
			names = append(names, s.Group)
		}
	}
	slices.Sort(names)
	var all []error
	wrong := func(p *trends.ClaimPart, format string, args ...any) {
		all = append(all, fmt.Errorf("%s:%d: %w", name, p.Line, fmt.Errorf(format, args...)))
	}
	for i := range claims.List {
		for j := range claims.List[i].Parts {
			p := &claims.List[i].Parts[j]
			for _, id := range p.Skills() {
				if _, ok := groups[id]; !ok {
					wrong(p, "%w", d.finder.unknown(id))
				}
			}
			for _, group := range []string{p.Class, p.Also.Group} {
				if group != "" && !slices.Contains(names, group) {
					wrong(p, "group %q is not in the taxonomy; it has %s", group, strings.Join(names, ", "))
				}
			}
			if group := p.Also.Group; group != "" && groups[p.All[0]] != group && slices.Contains(names, group) {
				wrong(p, "%s is of group %s, and cannot be first of %s", p.All[0], groups[p.All[0]], group)
			}
			if p.Role != "" && !slices.Contains(extract.Roles(), p.Role) {
				wrong(p, "role %q is not known; valid are %s", p.Role, strings.Join(extract.Roles(), ", "))
			}
		}
	}
	if len(all) > 0 {
		return usageError{errors.Join(all...)}
	}
	return nil
}
