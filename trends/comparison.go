package trends

import (
	"iter"
	"slices"
)

// comparison adds up what became of each opening from one release to another.
type comparison struct {
	a, b       *Ledger
	nowA, nowB []string            // months that the shares speak of
	sliced     bool                // scope or slices differ
	leveled    bool                // the levels that count differ
	counts     map[string]*DiffRow // by skill; "" for all openings
}

// cause is one of the parts of a change.
type cause func(*Parts) *int

func (p *Parts) entered() *int  { return &p.Entered }
func (p *Parts) left() *int     { return &p.Left }
func (p *Parts) late() *int     { return &p.Late }
func (p *Parts) joining() *int  { return &p.Joining }
func (p *Parts) text() *int     { return &p.Text }
func (p *Parts) taxonomy() *int { return &p.Taxonomy }
func (p *Parts) counting() *int { return &p.Counting }

func newComparison(a, b *Ledger, metaA, metaB *Meta) *comparison {
	c := &comparison{a: a, b: b, counts: map[string]*DiffRow{}}
	c.sliced = len(sliceDiffers(metaA, metaB)) > 0
	c.leveled = metaA.Filter["level"] != metaB.Filter["level"]
	c.nowA, c.nowB = monthsNow(metaA), monthsNow(metaB)
	return c
}

// compare goes through the openings counted in either ledger. Two are the same if the ad that stands for one is an ad of the
// other; where several fit, the one with the same ad does, else the one with the lowest posting.
func (c *comparison) compare() {
	pairs := c.pairs()
	paired := map[*LedgerAd]bool{}
	for a := range c.a.counted() {
		if b := pairs[a]; b != nil {
			paired[b] = true
			c.both(a, b)
		} else {
			c.onlyA(a)
		}
	}
	for b := range c.b.counted() {
		if !paired[b] {
			c.onlyB(b)
		}
	}
}

// pairs finds for the openings of A the same one in B.
func (c *comparison) pairs() map[*LedgerAd]*LedgerAd {
	inA, inB := c.a.standing(), c.b.standing()
	forA, forB := map[*LedgerAd]*LedgerAd{}, map[*LedgerAd]*LedgerAd{}
	pair := func(a, b *LedgerAd) {
		if a != nil && b != nil && forA[a] == nil && forB[b] == nil {
			forA[a], forB[b] = b, a
		}
	}
	for a := range c.a.counted() {
		if b := c.b.find(a.Posting); b != nil && b.Fate == FateCounted {
			pair(a, b)
		}
	}
	for a := range c.a.counted() {
		if b := c.b.find(a.Posting); b != nil {
			pair(a, inB[b.Opening])
		}
	}
	for b := range c.b.counted() {
		if a := c.a.find(b.Posting); a != nil {
			pair(inA[a.Opening], b)
		}
	}
	return forA
}

// both compares an opening that is counted in both: it may count for other skills.
func (c *comparison) both(a, b *LedgerAd) {
	c.count("").OpeningsA++
	c.count("").OpeningsB++
	why := (*Parts).taxonomy
	switch {
	case a.Posting != b.Posting && a.Opening != b.Opening:
		why = (*Parts).joining
	case a.Posting != b.Posting:
		why = (*Parts).counting
	case a.Text != b.Text:
		why = (*Parts).text
	case c.leveled:
		why = (*Parts).counting
	}
	before, after := c.a.names(a), c.b.names(b)
	for _, skill := range before {
		c.count(skill).OpeningsA++
		if !slices.Contains(after, skill) {
			*why(&c.count(skill).Parts)--
		}
	}
	for _, skill := range after {
		c.count(skill).OpeningsB++
		if !slices.Contains(before, skill) {
			*why(&c.count(skill).Parts)++
		}
	}
}

// onlyA counts an opening that B does not count.
func (c *comparison) onlyA(a *LedgerAd) {
	why := c.why(a, c.b.find(a.Posting))
	if why == nil {
		why = (*Parts).left
		if speaksOf(c.nowB, a.Month) {
			why = (*Parts).counting // B has the ad in another month
		}
	}
	for _, skill := range append(c.a.names(a), "") {
		c.count(skill).OpeningsA++
		*why(&c.count(skill).Parts)--
	}
}

// onlyB counts an opening that A did not count.
func (c *comparison) onlyB(b *LedgerAd) {
	why := c.why(b, c.a.find(b.Posting))
	if why == nil {
		why = (*Parts).entered
		if speaksOf(c.nowA, b.Month) {
			why = (*Parts).late
		}
	}
	for _, skill := range append(c.b.names(b), "") {
		c.count(skill).OpeningsB++
		*why(&c.count(skill).Parts)++
	}
}

// why says why an ad that is counted in one release is not in the other, where it is there as other; nil if the other does not
// have it.
func (c *comparison) why(ad, other *LedgerAd) cause {
	switch {
	case other == nil:
		return nil
	case other.Fate == FateOther:
		return (*Parts).joining
	case other.Fate == FateOutside && !c.sliced && other.Text != ad.Text:
		return (*Parts).text
	case other.Fate == FateOutside && !c.sliced:
		return (*Parts).taxonomy
	}
	return (*Parts).counting
}

// count returns the row of a skill, "" for all openings.
func (c *comparison) count(skill string) *DiffRow {
	r := c.counts[skill]
	if r == nil {
		r = &DiffRow{}
		c.counts[skill] = r
	}
	return r
}

// counted returns the ads that stand for a counted opening.
func (l *Ledger) counted() iter.Seq[*LedgerAd] {
	return func(yield func(*LedgerAd) bool) {
		for i := range l.Ads {
			if l.Ads[i].Fate == FateCounted && !yield(&l.Ads[i]) {
				return
			}
		}
	}
}

// names returns the ids of the skills that an ad counts for.
func (l *Ledger) names(ad *LedgerAd) []string {
	out := make([]string, len(ad.Skills), len(ad.Skills)+1)
	for i, code := range ad.Skills {
		out[i] = l.Skills[code]
	}
	return out
}
