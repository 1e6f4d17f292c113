package trends

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
)

// ReleaseDiff says what changed from release A to release B, and why.
type ReleaseDiff struct {
	A      ReleaseHead `json:"a"`
	B      ReleaseHead `json:"b"`
	NowA   Span        `json:"now_a"`  // months that A's shares speak of; empty where openings that are open are counted
	NowB   Span        `json:"now_b"`  // likewise
	Differ []string    `json:"differ"` // slices and settings that differ, "scope: ml to all": the two do not count the same
	Total  DiffRow     `json:"total"`  // all openings; its shares are not defined
	Skills []DiffRow   `json:"skills"` // every skill of either: first those with another verdict, then by change of share, change, id
}

// DiffRow is what changed for one skill. Openings, total and share are as in SkillRow; a report that lacks the skill counts 0 for
// it. Change is OpeningsB - OpeningsA, and the sum of its Parts.
type DiffRow struct {
	Skill     string `json:"skill"` // "" for all openings
	Name      string `json:"name"`
	OpeningsA int    `json:"openings_a"`
	TotalA    int    `json:"total_a"`
	ShareA    Number `json:"share_a"` // not defined where A's taxonomy lacks the skill
	OpeningsB int    `json:"openings_b"`
	TotalB    int    `json:"total_b"`
	ShareB    Number `json:"share_b"`
	Change    int    `json:"change"`
	Parts
	VerdictA Verdict `json:"verdict_a"` // "" where A's taxonomy lacks the skill
	VerdictB Verdict `json:"verdict_b"`
}

// Parts splits a change of openings by its causes. Each opening that counts in one release and not in the other is in one of
// them.
type Parts struct {
	Entered  int `json:"entered"`  // new data: of months that only B speaks of, or that came up since where open ones are counted
	Left     int `json:"left"`     // of months that only A speaks of, or closed since; 0 or negative
	Late     int `json:"late"`     // late postings: of months that A speaks of, in which A did not have the ad
	Joining  int `json:"joining"`  // ads were joined or parted
	Text     int `json:"text"`     // the ad's own text, country or place of work changed
	Taxonomy int `json:"taxonomy"` // the taxonomy, or the program that tags, reads the same text otherwise
	Counting int `json:"counting"` // other slices or settings, another date of the ad, or a source that is in now, or no longer
}

// Sum adds all parts up.
func (p Parts) Sum() int {
	return p.Entered + p.Left + p.Late + p.Joining + p.Text + p.Taxonomy + p.Counting
}

// DiffReleases compares two releases, the older one first. It needs nothing but the releases. The error is that of
// Release.Report.
func DiffReleases(a, b *Release) (*ReleaseDiff, error) {
	reportA, err := a.Report()
	if err != nil {
		return nil, err
	}
	reportB, err := b.Report()
	if err != nil {
		return nil, err
	}
	d := &ReleaseDiff{A: a.ReleaseHead, B: b.ReleaseHead, NowA: spanNow(&reportA.Meta), NowB: spanNow(&reportB.Meta)}
	d.Differ = slices.Concat(sliceDiffers(&reportA.Meta, &reportB.Meta), filterDiffers(&reportA.Meta, &reportB.Meta, "period"),
		settingDiffers(a.settings(), b.settings()))
	c := newComparison(a.Ledger, b.Ledger, &reportA.Meta, &reportB.Meta)
	c.compare()
	d.fill(c, reportA, reportB)
	return d, nil
}

// fill writes the rows: those of the skills of either report.
func (d *ReleaseDiff) fill(c *comparison, reportA, reportB *Report) {
	d.Total = *c.count("")
	rows := map[string]*DiffRow{}
	row := func(s *SkillRow) *DiffRow {
		r := rows[s.Skill]
		if r == nil {
			r = c.count(s.Skill)
			r.Skill, r.Name, r.ShareA, r.ShareB = s.Skill, s.Name, Undefined(), Undefined()
			rows[s.Skill] = r
		}
		return r
	}
	for i := range reportB.Skills { // its names are the newer ones
		s := &reportB.Skills[i]
		r := row(s)
		r.ShareB, r.VerdictB = s.Share, s.Verdict
	}
	for i := range reportA.Skills {
		s := &reportA.Skills[i]
		r := row(s)
		r.ShareA, r.VerdictA = s.Share, s.Verdict
	}
	d.Skills = []DiffRow{}
	for _, r := range rows {
		d.Skills = append(d.Skills, *r)
	}
	d.Total.ShareA, d.Total.ShareB = Undefined(), Undefined()
	d.Total.settle(d.Total.OpeningsA, d.Total.OpeningsB)
	for i := range d.Skills {
		d.Skills[i].settle(d.Total.OpeningsA, d.Total.OpeningsB)
	}
	slices.SortFunc(d.Skills, func(x, y DiffRow) int {
		return cmp.Or(-compareBool(x.VerdictA != x.VerdictB, y.VerdictA != y.VerdictB), -cmp.Compare(x.moved(), y.moved()),
			cmp.Compare(abs(y.Change), abs(x.Change)), cmp.Compare(x.Skill, y.Skill))
	})
}

// settle fills in what follows from the counts.
func (r *DiffRow) settle(totalA, totalB int) {
	r.TotalA, r.TotalB, r.Change = totalA, totalB, r.OpeningsB-r.OpeningsA
}

// moved is how far the share moved; 0 where it is not defined in both.
func (r *DiffRow) moved() float64 {
	if !r.ShareA.Defined() || !r.ShareB.Defined() {
		return 0
	}
	return math.Abs(float64(r.ShareB - r.ShareA))
}

func abs(n int) int { return max(n, -n) }

// compareBool orders false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// monthsNow returns the months that a report's shares speak of; none where openings that are open are counted.
func monthsNow(m *Meta) []string {
	if m.Count == "active" {
		return nil
	}
	return m.Now
}

func spanNow(m *Meta) Span {
	months := monthsNow(m)
	if len(months) == 0 {
		return Span{}
	}
	return Span{months[0], months[len(months)-1]}
}

func speaksOf(months []string, month int32) bool {
	return month != NoTime && slices.Contains(months, MonthName(month))
}

// sliceDiffers names the differences in which openings two reports count. The last month is no such difference: it moves with the
// data.
func sliceDiffers(a, b *Meta) []string {
	return slices.Concat(differ("scope", a.Scope, b.Scope), differ("count", a.Count, b.Count),
		filterDiffers(a, b, "role", "seniority", "country", "remote", "source", "level"))
}

// filterDiffers names the differences in some slices.
func filterDiffers(a, b *Meta, names ...string) []string {
	var out []string
	for _, name := range names {
		out = append(out, differ(name, a.Filter[name], b.Filter[name])...)
	}
	return out
}

// differ says in what two values differ, "scope: ml to all"; nil if in nothing. A value that is not set is any.
func differ(name string, a, b any) []string {
	if reflect.DeepEqual(a, b) {
		return nil
	}
	return []string{fmt.Sprintf("%s: %v to %v", name, cmp.Or(a, any("any")), cmp.Or(b, any("any")))}
}

// settingDiffers names the settings of the method in which two reports differ. One that a report lacks was not known to its
// program: what it stands for was the same for every report then, and is no choice that differs.
func settingDiffers(a, b map[string]any) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if after, ok := b[name]; ok {
			out = append(out, differ(name, a[name], after)...)
		}
	}
	return out
}
