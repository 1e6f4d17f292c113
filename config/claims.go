package config

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"trends/trends"
)

// ParseClaims reads a list of claims: version and claims, each with id, about, and either parts or the reason why it is untestable.
// The name stands in the errors, which are joined and have the form of Load's. Whether skills, groups and roles exist is not known
// here: each claim and part carries its line for who checks that.
func ParseClaims(name string, text []byte) (*trends.Claims, error) {
	r := &reader{name: name}
	sum := sha256.Sum256(text)
	c := &trends.Claims{SHA256: hex.EncodeToString(sum[:])}
	root := r.document(text)
	if root == nil {
		if len(r.list) == 0 {
			r.list = append(r.list, mistake{text: "no claims; want the keys version and claims"})
		}
		return c, r.mistakes()
	}
	version := scalar("version", 0, atLeast(1), "")
	fields := r.fields(root, "", []string{"version", "claims"})
	c.Version = whole(r.scalars(fields, "", []key{version}), "version")
	r.wanted(root, "", fields, "version", "claims")
	if n := fields["claims"]; n != nil {
		c.List = r.claims(n)
	}
	return c, r.mistakes()
}

// wanted notes every key that is not given.
func (r *reader) wanted(n *yaml.Node, path string, fields map[string]*yaml.Node, keys ...string) {
	for _, k := range keys {
		if fields != nil && fields[k] == nil {
			r.wrong(n, join(path, k), "missing")
		}
	}
}

func (r *reader) claims(n *yaml.Node) []trends.Claim {
	var all []trends.Claim
	lines := map[string]int{}
	for i, n := range r.items(n, "claims") {
		path := fmt.Sprintf("claims[%d]", i)
		c := r.claim(n, path)
		if line := lines[c.ID]; c.ID != "" && line > 0 {
			r.wrong(n, path, "%s is given twice, first on line %d", c.ID, line)
		}
		lines[c.ID] = n.Line
		all = append(all, c)
	}
	return all
}

func (r *reader) claim(n *yaml.Node, path string) trends.Claim {
	keys := []key{scalar("id", "", notEmpty(), ""), scalar("about", "", notEmpty(), ""), scalar("untestable", "", notEmpty(), "")}
	fields := r.fields(n, path, append(names(keys), "parts"))
	values := r.scalars(fields, path, keys)
	c := trends.Claim{ID: word(values, "id"), About: word(values, "about"), Untestable: word(values, "untestable"), Line: n.Line}
	r.wanted(n, path, fields, "id", "about")
	parts := fields["parts"]
	switch {
	case fields == nil:
	case parts == nil && fields["untestable"] == nil:
		r.wrong(n, path, "want parts, or untestable with the reason")
	case parts != nil && fields["untestable"] != nil:
		r.wrong(fields["untestable"], path+".untestable", "a claim with parts can be tested; leave out one of the two")
	case parts != nil:
		c.Parts = r.claimParts(parts, path+".parts")
	}
	return c
}

func (r *reader) claimParts(n *yaml.Node, path string) []trends.ClaimPart {
	var all []trends.ClaimPart
	items := r.items(n, path)
	if n.Kind == yaml.SequenceNode && len(items) == 0 {
		r.wrong(n, path, "empty; want one part or more")
	}
	for i, n := range items {
		all = append(all, r.claimPart(n, fmt.Sprintf("%s[%d]", path, i)))
	}
	return all
}

// claimKeys returns the keys of a part that a kind takes beside those that all take.
func claimKeys() map[trends.ClaimKind][]string {
	return map[trends.ClaimKind][]string{
		trends.ClaimLevel:    {"min", "also"},
		trends.ClaimRemains:  {"min"},
		trends.ClaimRises:    {"robust_to_leaving_out_one"},
		trends.ClaimSurge:    {"class"},
		trends.ClaimEmerging: nil,
	}
}

// claimPart reads one part. Like a source, it is judged as a whole only if each key is right by itself.
func (r *reader) claimPart(n *yaml.Node, path string) trends.ClaimPart {
	before := len(r.list)
	keys := []key{
		scalar("kind", "", limit{}, ""), scalar("role", "", notEmpty(), ""), scalar("level", "", limit{}, ""),
		scalar("min", 0.0, limit{0, 1, false, "0 to 1, a share"}, ""), scalar("class", "", notEmpty(), ""),
		scalar("robust_to_leaving_out_one", false, limit{}, ""),
	}
	common := []string{"kind", "skills", "any", "all", "role", "level"}
	p := trends.ClaimPart{Line: n.Line}
	fields := r.fields(n, path, append(common, "min", "also", "class", "robust_to_leaving_out_one"))
	values := r.scalars(fields, path, keys)
	if len(r.list) > before {
		return p
	}
	p.Role, p.Class = word(values, "role"), word(values, "class")
	p.Min, _ = values["min"].(float64)
	p.Robust, _ = values["robust_to_leaving_out_one"].(bool)
	p.Kind = r.claimKind(n, path, fields, word(values, "kind"))
	p.Level = r.claimLevel(path, fields["level"], word(values, "level"))
	r.claimSkills(n, path, fields, &p)
	if !slices.Contains(trends.ClaimKinds(), p.Kind) {
		return p
	}
	own := claimKeys()[p.Kind]
	for _, k := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(common, k) && !slices.Contains(own, k) {
			r.wrong(fields[k], join(path, k), "a part of kind %s has none; it takes %s", p.Kind, strings.Join(append(common, own...), ", "))
		}
	}
	r.claimNeeds(n, path, fields, &p)
	return p
}

// claimNeeds checks what a kind cannot do without.
func (r *reader) claimNeeds(n *yaml.Node, path string, fields map[string]*yaml.Node, p *trends.ClaimPart) {
	switch {
	case p.Kind == trends.ClaimLevel:
		r.wanted(n, path, fields, "min")
		if also := fields["also"]; also != nil {
			p.Also = r.claimLead(also, join(path, "also"))
			if fields["skills"] == nil {
				r.wrong(also, join(path, "also"), "only one skill can lead a group: name it with skills")
			}
		}
	case p.Kind == trends.ClaimSurge:
		r.wanted(n, path, fields, "class")
	case p.Robust && len(p.Any) < 2:
		r.wrong(fields["robust_to_leaving_out_one"], join(path, "robust_to_leaving_out_one"), "needs any, with two skills or more")
	}
}

func (r *reader) claimKind(n *yaml.Node, path string, fields map[string]*yaml.Node, kind string) trends.ClaimKind {
	var valid []string
	for _, k := range trends.ClaimKinds() {
		valid = append(valid, string(k))
	}
	switch {
	case fields["kind"] == nil:
		r.wrong(n, join(path, "kind"), "missing; valid kinds: %s", strings.Join(valid, ", "))
	case kind != "" && !slices.Contains(valid, kind):
		r.wrong(fields["kind"], join(path, "kind"), "unknown kind %q%s valid kinds: %s",
			kind, cmp.Or(suggest(kind, valid), ";"), strings.Join(valid, ", "))
	}
	return trends.ClaimKind(kind)
}

// claimLevel reads a level. That a mention is required or preferred is that it is preferred or above.
func (r *reader) claimLevel(path string, n *yaml.Node, level string) trends.Level {
	switch {
	case n == nil || n.Kind != yaml.ScalarNode:
	case level == "required":
		return trends.LevelRequired
	case level == "required_or_preferred":
		return trends.LevelPreferred
	default:
		r.wrong(n, join(path, "level"), "unknown level %q; valid levels: required, required_or_preferred", level)
	}
	return trends.LevelNone
}

// claimSkills reads the skills of a part: one of skills, any and all, or none where there is a role.
func (r *reader) claimSkills(n *yaml.Node, path string, fields map[string]*yaml.Node, p *trends.ClaimPart) {
	var given []string
	for _, k := range []string{"skills", "any", "all"} {
		n := fields[k]
		if n == nil {
			continue
		}
		given = append(given, k)
		ids := r.texts(n, join(path, k))
		sorted := slices.Sorted(slices.Values(ids))
		switch {
		case n.Kind != yaml.SequenceNode:
		case len(n.Content) == 0:
			r.wrong(n, join(path, k), "empty; want one skill or more")
		case k == "skills" && len(n.Content) > 1:
			r.wrong(n, join(path, k), "%d skills; say with any or all how they belong together", len(n.Content))
		case len(slices.Compact(sorted)) < len(ids):
			r.wrong(n, join(path, k), "a skill is given twice")
		}
		if k == "any" {
			p.Any = ids
		} else {
			p.All = ids
		}
	}
	switch {
	case len(given) > 1:
		r.wrong(n, path, "want one of skills, any and all, got %s", strings.Join(given, " and "))
	case len(given) == 0 && fields["role"] == nil:
		r.wrong(n, path, "no skills; want one of skills, any and all, or a role")
	}
}

// claimLead reads the keys of also, as one mapping or as a list of them.
func (r *reader) claimLead(n *yaml.Node, path string) trends.ClaimLead {
	if n.Kind == yaml.SequenceNode {
		merged := &yaml.Node{Kind: yaml.MappingNode, Line: n.Line, Column: n.Column}
		for i, item := range r.items(n, path) {
			if item.Kind != yaml.MappingNode {
				r.wrong(item, fmt.Sprintf("%s[%d]", path, i), "want keys with values, got %s", describe(item))
				return trends.ClaimLead{}
			}
			merged.Content = append(merged.Content, item.Content...)
		}
		n = merged
	}
	keys := []key{
		scalar("first_in_group", "", notEmpty(), ""), scalar("months", 0, between(1, 1200), ""),
		scalar("lead_points", 0.0, limit{0, 100, false, "0 to 100, percentage points"}, ""),
	}
	fields := r.fields(n, path, names(keys))
	values := r.scalars(fields, path, keys)
	r.wanted(n, path, fields, "first_in_group", "months")
	points, _ := values["lead_points"].(float64)
	return trends.ClaimLead{Group: word(values, "first_in_group"), Months: whole(values, "months"), Points: points}
}
