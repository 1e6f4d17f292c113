package trends

import (
	"cmp"
	"slices"
)

// Ledger says of every ad that could be counted now what became of it: of each ad of the months that a report calls "now", or of
// each ad that is up where openings that are open are counted. A release keeps it, so that two releases can be compared opening
// by opening when the database has moved on.
type Ledger struct {
	Skills []string   // ids of the report's skills that ads name, sorted; a code in LedgerAd.Skills is an index here
	Ads    []LedgerAd // sorted by Posting
}

// LedgerAd is what became of one ad.
type LedgerAd struct {
	Posting int64
	Opening int64 // the job after joining over all sources
	Month   int32 // MonthNumber in which it was posted; NoTime if unknown
	Fate    Fate
	Text    uint32   // hash of what the ad says; known only where Fate.Stands
	Skills  []uint16 // codes of the skills that it counts for, ascending; nil unless counted
}

// Fate is what became of an ad in a count.
type Fate uint8

// The fates.
const (
	FateOther     Fate = iota // another ad stands for its opening, or the opening began in another month
	FateUncounted             // it begins an opening that is not known to be new in its month, or whose source is not in yet
	FateOutside               // it stands for an opening that the scope or a slice leaves out
	FateCounted               // it stands for an opening that is counted
)

// Stands reports whether the ad stands for its opening: its text decides what the opening counts for.
func (f Fate) Stands() bool { return f == FateOutside || f == FateCounted }

// Ledger returns what became of each ad under a query: those counted are the openings behind the shares of Report for the same
// skills, one by one. Texts are not known to a panel: LedgerAd.Text is left 0.
func (p *Panel) Ledger(q Query, skills []SkillInfo) *Ledger {
	window := p.Window(p.opt.Window, q.Until)
	q = p.settled(q, window)
	l, a := &Ledger{}, &p.snap.Ads
	code := l.take(p.snap.Skills, skills)
	fates := p.fates(q, window)
	for i := range a.Posting {
		if !p.couldCount(q, window, i) {
			continue
		}
		ad := LedgerAd{Posting: a.Posting[i], Opening: a.Opening[i], Month: a.Month[i], Fate: fates[i]}
		if ad.Fate == FateOther && !q.Active && a.Opening[i] == a.Posting[i] && !p.counted(i) {
			ad.Fate = FateUncounted
		}
		for j := a.Start[i]; j < a.Start[i+1] && ad.Fate == FateCounted; j++ {
			if c := code[a.Skill[j]]; c >= 0 && Level(a.Level[j]) >= q.Level {
				ad.Skills = append(ad.Skills, uint16(c))
			}
		}
		l.Ads = append(l.Ads, ad)
	}
	return l
}

// take notes the skills of a report, and returns their code by code of the snapshot; -1 for others.
func (l *Ledger) take(known []string, skills []SkillInfo) []int {
	wanted := map[string]bool{}
	for _, s := range skills {
		wanted[s.ID] = true
	}
	code := make([]int, len(known))
	for i, id := range known {
		code[i] = -1
		if wanted[id] {
			code[i] = len(l.Skills)
			l.Skills = append(l.Skills, id)
		}
	}
	return code
}

// fates returns the fate of the ads that stand for an opening; all others are missing, which reads as FateOther.
func (p *Panel) fates(q Query, window []int32) map[int]Fate {
	fates, counted := map[int]Fate{}, map[int64]bool{}
	for _, u := range p.unitsNow(q, window) {
		fates[u.ad], counted[p.snap.Ads.Opening[u.ad]] = FateCounted, true
	}
	for _, u := range p.unitsNow(Query{Scope: ScopeAll, Period: q.Period, Active: q.Active}, window) {
		if !counted[p.snap.Ads.Opening[u.ad]] {
			fates[u.ad] = FateOutside
		}
	}
	return fates
}

// couldCount reports whether ad i is among those that shares speak of, if it is counted.
func (p *Panel) couldCount(q Query, window []int32, i int) bool {
	if q.Active {
		return p.snap.Ads.Closed[i] == NoTime && p.current(i)
	}
	return slices.Contains(q.now(window), p.snap.Ads.Month[i])
}

// find returns the ad of a posting, nil if the ledger does not hold it.
func (l *Ledger) find(posting int64) *LedgerAd {
	i, ok := slices.BinarySearchFunc(l.Ads, posting, func(ad LedgerAd, id int64) int { return cmp.Compare(ad.Posting, id) })
	if !ok {
		return nil
	}
	return &l.Ads[i]
}

// standing returns the counted ads by opening.
func (l *Ledger) standing() map[int64]*LedgerAd {
	by := map[int64]*LedgerAd{}
	for ad := range l.counted() {
		by[ad.Opening] = ad
	}
	return by
}
