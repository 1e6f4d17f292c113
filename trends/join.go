package trends

import (
	"cmp"
	"slices"
	"strings"

	"trends/trends/near"
)

// JobKey returns the key that ads share which may be the same job: employer and title, each normalised (see EmployerKey; of the
// title do not matter case, order of words, abbreviations, and parts such as "(m/f/d)", "Remote" or the ad's own place). [Join]
// tells which of them are. Of a post that lists jobs the title is no key. An ad without a text is known by its places as well. Ads of
// an unknown employer are never joined: their key is their own identity. The lowest bit of a key is Posting.Lists, see ListsJobs.
func JobKey(p *Posting, text string) int64 {
	employer := EmployerKey(p.Employer)
	switch {
	case p.Lists && employer == "":
		return p.Key() | 1
	case p.Lists:
		return Hash63("list", employer) | 1
	case employer == "":
		return p.Key() &^ 1
	case strings.TrimSpace(text) != "":
		return Hash63("job", employer, titleKey(p)) &^ 1
	}
	places := make([]string, len(p.Places))
	for i, place := range p.Places {
		places[i] = strings.Join(plainWords(place), " ")
	}
	slices.Sort(places)
	return Hash63("job", employer, titleKey(p), strings.Join(slices.Compact(places), "|")) &^ 1
}

// ListsJobs tells from its JobKey whether an ad may offer several jobs at once.
func ListsJobs(job int64) bool { return job&1 == 1 }

// Sketch returns what stands for the posting's text when ads are compared. The names of its own places do not count, so that ads of
// one job in several cities are alike.
func Sketch(p *Posting, text string) near.Sketch { return near.Of(text, p.Places...) }

// Sighting is when and where one ad was up, and what is compared of it.
type Sighting struct {
	Posting     int64
	Source      string
	Requisition string // Posting.Requisition; "" if unknown
	Title       string // Posting.Title
	Lists       bool   // Posting.Lists
	Text        near.Sketch
	Thread      int32 // for monthly threads: the place of its month among the source's months; -1 for other sources
	From        int32 // DayNumber of the first day it was up
	To          int32 // DayNumber of the last day it was seen up
}

// Joined says which job an ad is.
type Joined struct {
	Opening int64 // over all sources: the posting that begins the job
	Record  int64 // inside its source: the posting that begins the job there
	Absence int32 // of the job over all sources, before this ad: the first of Absences that covers it; -1 if there is no ad before
}

// Absences are the lengths of absence, in days, that are told apart: none, and the windows for which a report says how many
// openings there would be. What reads a week apart cannot tell from none counts as none (Unnoticed).
func Absences() []int32 { return []int32{0, 30, 60} }

// Unnoticed is the longest absence, in days, that reads of a source may miss.
const Unnoticed = 7

// threadDays is what the step from one monthly thread to the next counts as, in days of absence.
const threadDays = 30

// Join joins ads of one job among those with the same JobKey. Their texts are nearly the same, and the ad before has not been absent
// for more than gap days, which is one of Absences; absence between two threads of one source is counted in threads, and one
// skipped thread is enough, or the length of months would decide. Each ad goes to the job of the ad that it is most like.
//
// Ads of one source are different jobs if their requisitions differ. If they are up at the same time, their texts must be the same
// but for small things: else they are jobs of two teams whose ads share a template. Ads whose titles name different subjects are
// different jobs. See alike.
//
// The result is in the order of s, which does not matter otherwise.
func Join(s []Sighting, gap int32) []Joined {
	order := make([]int, len(s))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(s[a].From, s[b].From), cmp.Compare(s[a].Thread, s[b].Thread), cmp.Compare(s[a].Posting, s[b].Posting))
	})
	out := make([]Joined, len(s))
	all := jobs{gap: gap}
	bySource := map[string]*jobs{}
	for _, i := range order {
		a := ad{Sighting: &s[i], headline: readHeadline(s[i].Title)}
		out[i].Opening, out[i].Absence = all.add(a)
		if bySource[s[i].Source] == nil {
			bySource[s[i].Source] = &jobs{gap: gap}
		}
	}
	for _, i := range order {
		out[i].Record = out[i].Opening
		if len(bySource) > 1 {
			out[i].Record, _ = bySource[s[i].Source].add(ad{Sighting: &s[i], headline: readHeadline(s[i].Title)})
		}
	}
	return out
}

// jobs are the jobs begun so far, in order of their beginning.
type jobs struct {
	gap  int32
	list []*job
}

// job is a run of ads without an absence longer than the longest that is told apart.
type job struct{ ads []ad }

// ad is a sighting with its title taken apart. In a job it stands for all with the same text, title and source: it was up until the
// last of them was, and its thread and opening are those of the last.
type ad struct {
	*Sighting
	headline
	opening int64 // the ad that began it, or that came back after more than the gap
}

// add puts the next ad in order of time into the job it continues, or begins one. It returns the posting that names the job, and the
// absence before the ad.
func (js *jobs) add(a ad) (opening int64, absence int32) {
	var best *job
	var link tie
	for _, j := range js.list {
		if t, ok := j.tie(&a, js.gap); ok && (best == nil || t.closer(link, js.gap)) {
			best, link = j, t
		}
	}
	a.opening = a.Posting
	if best == nil {
		js.list = append(js.list, &job{ads: []ad{a}})
		return a.opening, -1
	}
	if link.absence <= js.gap {
		a.opening = link.opening
	}
	best.keep(a)
	return a.opening, link.absence
}

// keep adds an ad to the job.
func (j *job) keep(a ad) {
	for i := range j.ads {
		b := &j.ads[i]
		if a.Source == b.Source && a.Title == b.Title && a.Requisition == b.Requisition && a.Text == b.Text {
			last := *b.Sighting
			last.To, last.Thread = max(a.To, b.To), max(a.Thread, b.Thread)
			b.Sighting, b.opening = &last, a.opening
			return
		}
	}
	j.ads = append(j.ads, a)
}

// tie is how an ad hangs together with a job.
type tie struct {
	requisition bool    // the same
	absence     int32   // one of Absences
	likeness    float64 // of the texts
	to          int32   // last day the other ad was up
	opening     int64   // of the other ad
}

// tie returns the closest tie of the ad to the job. There is none if anything says that the ad is another job.
func (j *job) tie(a *ad, gap int32) (best tie, found bool) {
	for i := range j.ads {
		b := &j.ads[i]
		absence, atOnce := a.absenceAfter(b), a.atOnce(b)
		same := a.sameRequisition(b)
		if a.Source == b.Source && a.Requisition != "" && b.Requisition != "" && !same {
			return tie{}, false
		}
		if absence < 0 {
			continue
		}
		likeness := near.Likeness(&a.Text, &b.Text)
		switch alike := a.alike(b, likeness, atOnce && !same); {
		case atOnce && !alike:
			return tie{}, false
		case alike:
			if t := (tie{same, absence, likeness, b.To, b.opening}); !found || t.closer(best, gap) {
				best, found = t, true
			}
		}
	}
	return best, found
}

// closer reports whether a tie is closer than another: the same requisition first, then one without an absence of more than gap days,
// then the more alike, then the one seen last.
func (t tie) closer(o tie, gap int32) bool {
	if t.requisition != o.requisition {
		return t.requisition
	}
	if short := t.absence <= gap; short != (o.absence <= gap) {
		return short
	}
	return cmp.Or(cmp.Compare(t.likeness, o.likeness), cmp.Compare(t.to, o.to)) > 0
}

// absenceAfter returns the first of Absences that covers the time between the end of an ad and the beginning of this one; -1 if
// none does.
func (a *ad) absenceAfter(b *ad) int32 {
	days := a.From - b.To
	switch {
	case a.Thread >= 0 && b.Thread >= 0 && a.Source == b.Source:
		days = threadDays * (a.Thread - b.Thread)
	case days <= Unnoticed:
		return 0
	}
	for _, n := range Absences() {
		if days <= n {
			return n
		}
	}
	return -1
}

// atOnce reports whether both ads were up in one source at the same time.
func (a *ad) atOnce(b *ad) bool {
	if a.Source != b.Source {
		return false
	}
	if a.Thread >= 0 && b.Thread >= 0 {
		return a.Thread == b.Thread
	}
	return a.From <= b.To
}

// sameRequisition reports whether one source gives both ads the same number.
func (a *ad) sameRequisition(b *ad) bool {
	return a.Requisition != "" && a.Source == b.Source && a.Requisition == b.Requisition
}

// How alike the texts of one job are at least.
const (
	likeAd         = 0.67 // finds 98 % of texts in which one word in twenty is another
	likeAtOnce     = 0.95
	likeList       = 0.30 // posts are short, and are edited every month: measured on testdata/reposts.tsv
	likeListTitled = 0.20 // where the titles are equal
	likeListAtOnce = 0.60
)

// alike reports whether two ads are as alike as those of one job are: no contradiction between the titles, and nearly the same text.
// Ads that are up in one source at the same time have to be more alike, down to the level that the titles name.
func (a *ad) alike(b *ad, likeness float64, atOnce bool) bool {
	if a.contradicts(&b.headline) {
		return false
	}
	switch {
	case a.Lists && atOnce:
		return likeness >= likeListAtOnce && a.levels == b.levels
	case a.Lists && a.Title != "" && a.Title == b.Title:
		return likeness >= likeListTitled
	case a.Lists:
		return likeness >= likeList
	case atOnce:
		return likeness >= likeAtOnce
	}
	return likeness >= likeAd
}
